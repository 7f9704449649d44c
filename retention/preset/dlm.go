package preset

import (
	"strconv"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// DLM is the retention rule of a schedule of Amazon Data Lifecycle Manager:
// either a count or an age. The options are count, or interval with
// interval-unit. The zero value keeps everything. A DLM is comparable.
//
// The service deletes some time after a snapshot has expired; here a snapshot
// expires at that instant. The length of the service's month is not documented;
// here it is a month of the calendar, in the policy's zone.
type DLM struct {
	Count int             // number of the newest snapshots; zero for none
	Age   calendar.Period // days, weeks, months or years
}

// Rules returns rules that keep the same.
func (d DLM) Rules() (rules []retention.Rule) {
	if d.Count > 0 {
		rules = append(rules, retention.Rule{Count: d.Count})
	}
	if !d.Age.IsZero() {
		rules = append(rules, retention.Rule{Within: d.Age})
	}
	return rules
}

// Minimum returns the number of snapshots to keep at any age: the last, which the
// service spares once its volume is gone.
func (d DLM) Minimum() int {
	if d.Age.IsZero() {
		return 0
	}
	return 1
}

// options are a count, or an age in two parts, as the service's own form has them.
func (d *DLM) options() []option {
	return []option{
		{name: "count", want: "1 to 1000", set: func(value string) (ok bool) {
			d.Count, ok = number(value, 1, 1000)
			return ok
		}},
		{name: "interval", want: "1 to 36500, and no more than 100 years", set: func(value string) (ok bool) {
			d.Age.N, ok = number(value, 1, 36_500)
			return ok
		}},
		{name: "interval-unit", want: "days, weeks, months or years", set: func(value string) bool {
			unit, err := calendar.ParseUnit(value)
			d.Age.Unit = unit
			return err == nil && value == unit.String()+"s" && d.most() > 0
		}},
	}
}

// most returns the largest number of the unit: 100 years of it.
func (d *DLM) most() int {
	switch d.Age.Unit {
	case calendar.Day:
		return 36_500
	case calendar.Week:
		return 5_200
	case calendar.Month:
		return 1_200
	case calendar.Year:
		return 100
	}
	return 0
}

// fault refuses a count beside an age, half of an age, and an age that is too long, which
// is known once both halves are.
func (d *DLM) fault() *OptionError {
	n := strconv.Itoa(d.Age.N)
	switch {
	case d.Age.N > 0 && d.Count > 0:
		return &OptionError{Option: "interval", Value: n, Want: "none beside count"}
	case d.Age.N > 0 && d.Age.Unit == calendar.NoUnit:
		return &OptionError{Option: "interval", Value: n, Want: "an interval-unit beside it"}
	case d.Age.N == 0 && d.Age.Unit != calendar.NoUnit:
		unit := d.Age.Unit.String() + "s"
		return &OptionError{Option: "interval-unit", Value: unit, Want: "an interval beside it"}
	case d.Age.N > d.most():
		return &OptionError{Option: "interval", Value: n, Want: "no more than 100 years"}
	}
	return nil
}
