package exact

import (
	"errors"
	"strings"
	"time"

	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Report collects the reasons why a form cannot say a schedule exactly. The zero
// value is an empty report, ready to use. It is not safe for concurrent use.
type Report struct{ reasons []error }

// Add adds a reason: the index of a rule, or -1 for all of them together, the
// field, its value and the reason itself, as in [schedule.InexactError].
func (r *Report) Add(rule int, field, value, reason string) {
	r.reasons = append(r.reasons, &schedule.InexactError{Rule: rule, Field: field, Value: value, Reason: reason})
}

// Err returns the reasons, joined; nil without reasons.
func (r *Report) Err() error { return errors.Join(r.reasons...) }

// Zone adds a reason if the zone does not load by its name, such as a
// [time.FixedZone]: a reader of the text could not find it.
func (r *Report) Zone(zone *timezone.Zone) {
	if _, err := timezone.Load(zone.Name()); err != nil {
		r.Add(-1, "Zone", zone.Name(), "does not load by its name")
	}
}

// Product returns the times of day of a rule as a product. If they are none, it
// adds a reason with a time of the rule, a time missing from it, and the limit of
// the form, such as "cron has the same minutes in all its hours".
func (r *Report) Product(index int, rule schedule.Rule, limit string) Product {
	p, present, missing, ok := ProductOf(rule.Times())
	if !ok {
		field, value := blame(rule)
		r.Add(index, field, value, "fires at "+present.String()+" but not at "+missing.String()+"; "+limit)
	}
	return p
}

// Compare adds a reason if, at or after an instant, only one of a schedule and
// the schedule read again from its text fires. The text stands in the reason.
func (r *Report) Compare(s, again schedule.Schedule, since time.Time, text string) {
	at, differs := Difference(s, again, since)
	if !differs {
		return
	}
	field, value := times(s.Rules()[0])
	r.Add(0, field, value, "at a clock change, on "+at.In(s.Zone().Location()).Format(time.RFC3339)+
		", only one of the schedule and "+text+" fires")
}

// times returns the field with the times of day of a rule, and its value.
func times(r schedule.Rule) (field, value string) {
	if !r.Every.IsZero() {
		return "Every", r.Every.String()
	}
	at := make([]string, len(r.At))
	for i, c := range r.At {
		at[i] = c.String()
	}
	return "At", strings.Join(at, ",")
}

// blame returns the field to blame for times of day that are no product, and its
// value. A step of 45 minutes is to blame itself. A step of 15 minutes fits every
// hour, so the window that cuts an hour short is to blame.
func blame(r schedule.Rule) (field, value string) {
	step, ok := r.Every.Elapsed()
	switch {
	case !ok, step < 60 && 60%step != 0, step > 60 && step%60 != 0:
		return times(r)
	case r.Window.To() < r.Window.From():
		return "Window", r.Window.String() + ", which wraps midnight"
	}
	return "Window", r.Window.String()
}
