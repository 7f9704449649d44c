package cloudsigma

import (
	"encoding/json"
	"math/bits"
	"strconv"
	"strings"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/exact"
	"github.com/longcase/longcase/internal/writer"
	"github.com/longcase/longcase/schedule"
)

// The forms are a scheduler's JSON, in the order in which it is written.
type (
	schedulerForm struct {
		Name              string          `json:"name"`
		Type              Type            `json:"type"`
		IsEnabled         bool            `json:"is_enabled"`
		IsDefault         bool            `json:"is_default"`
		Zone              string          `json:"user_timezone"`
		Location          string          `json:"remote_location,omitempty"`
		Incremental       any             `json:"incremental_backup"`
		Manual            string          `json:"manual_incremental_backup"`
		Initial           json.RawMessage `json:"initial_backup,omitempty"`
		Retention         keepForm        `json:"retention_policy"`
		NotifiesBackups   bool            `json:"enable_backup_policy_notifications"`
		NotifiesRetention bool            `json:"enable_retention_policy_notifications"`
	}
	incrementalForm struct {
		Months    string   `json:"month"`
		MonthDays string   `json:"day_of_month"`
		Weekdays  []string `json:"day_of_week"`
		Hour      string   `json:"hour"`
		Minute    string   `json:"minute"`
		Repeat    struct {
			Hour   string `json:"hour"`
			Minute string `json:"minute"`
		} `json:"repeat"`
		windowForm
	}
	// windowForm has pointers, since a time of zeros is midnight, and no window is no keys.
	windowForm struct {
		Start *clockForm `json:"start_time,omitempty"`
		End   *clockForm `json:"end_time,omitempty"`
	}
	clockForm struct {
		Hour   int `json:"hour"`
		Minute int `json:"minute"`
	}
	keepForm struct {
		Rules []entryForm `json:"rules,omitempty"`
	}
	// entryForm is a rule. A time_option of 0 would be a day, so its absence is nil.
	entryForm struct {
		Period   string `json:"period"`
		Quantity int    `json:"quantity"`
		Option   *int   `json:"time_option,omitempty"`
	}
)

// with returns the scheduler with a rule, which never fires if it has no times.
func (s schedulerForm) with(rule schedule.Rule) any {
	// Neither times nor a step: a policy whose schedule has no rules.
	if len(rule.At) == 0 && rule.Every.IsZero() {
		s.Incremental = struct{}{} // required, even if it says nothing
		return s
	}
	in := &incrementalForm{
		Months:     numberList(uint64(rule.Months), "*"),
		MonthDays:  numberList(uint64(rule.MonthDays), "*"),
		Weekdays:   weekdayList(rule.Weekdays),
		windowForm: windowOf(rule.Window),
	}
	s.Incremental = in
	product, _, _, isProduct := exact.ProductOf(rule.At)
	switch { // a repeat begins at the start of the window, as a grid does
	case rule.Every.Unit == calendar.Hour:
		in.Repeat.Hour = "*/" + strconv.Itoa(rule.Every.N)
	case rule.Every.Unit == calendar.Minute:
		in.Repeat.Minute = "*/" + strconv.Itoa(rule.Every.N)
	case isProduct:
		in.Hour, in.Minute = starOr(uint64(product.Hours), 24), starOr(product.Minutes, 60)
	default:
		s.Manual = writer.ListClocks(rule.At)
	}
	return s
}

// starOr lists the numbers of a set below size; all of them are "*".
func starOr(set uint64, size int) string {
	if bits.OnesCount64(set) == size {
		return "*"
	}
	return numberList(set, "")
}

// numberList lists the numbers of a set as "1,15".
func numberList(set uint64, empty string) string {
	if set == 0 {
		return empty
	}
	var list []string
	for ; set != 0; set &= set - 1 {
		list = append(list, strconv.Itoa(bits.TrailingZeros64(set)))
	}
	return strings.Join(list, ",")
}

// weekdayList lists days as "mon"; all of them, which restrict nothing, are "*".
func weekdayList(set calendar.Weekdays) []string { return strings.Split(set.String(), ",") }

// windowOf returns a window; the whole day is empty.
func windowOf(w schedule.Window) windowForm {
	if w == (schedule.Window{}) {
		return windowForm{}
	}
	return windowForm{clockOf(w.From()), clockOf(w.To())}
}

// clockOf returns a time of day as the vendor writes it.
func clockOf(c calendar.Clock) *clockForm { return &clockForm{c.Hour(), c.Minute()} }
