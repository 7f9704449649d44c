package exact

import (
	"strings"

	"github.com/longcase/longcase/schedule"
)

// Times returns the field that holds the times of day of a rule, and its value.
func Times(r schedule.Rule) (field, value string) {
	if !r.Every.IsZero() {
		return "Every", r.Every.String()
	}
	at := make([]string, len(r.At))
	for i, c := range r.At {
		at[i] = c.String()
	}
	return "At", strings.Join(at, ",")
}

// Blame returns the field to which it is due that the times of day of a rule
// are no product, and its value.
func Blame(r schedule.Rule) (field, value string) {
	step, ok := r.Every.Elapsed()
	switch {
	case !ok, step < 60 && 60%step != 0, step > 60 && step%60 != 0:
		return Times(r)
	case r.Window.To() < r.Window.From():
		return "Window", r.Window.String() + ", which wraps midnight"
	}
	return "Window", r.Window.String()
}
