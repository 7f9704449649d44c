package ical

import (
	"github.com/teambition/rrule-go"

	"github.com/longcase/longcase/internal/enum"
	"github.com/longcase/longcase/internal/problem"
)

// YearlyMonths chooses the months of a YEARLY rule with BYMONTHDAY and without
// BYMONTH, such as FREQ=YEARLY;BYMONTHDAY=13 from 5 May on. Section 3.3.10 has the
// start fill in the parts that a rule leaves open, and expand the others; libraries are
// divided on which of them a month is. The zero value is [Undecided]; values are
// comparable.
type YearlyMonths uint8

const (
	// Undecided refuses such rules.
	Undecided YearlyMonths = iota
	// StartMonth takes the month of the start, as libical and lib-recur do: 13 May.
	StartMonth
	// EveryMonth takes all months, as dateutil and rrule-go do: the 13th of each.
	EveryMonth
)

var yearlyNames = enum.Names[YearlyMonths]{
	What: "months of a yearly rule", List: []string{"undecided", "start", "every"}, Blank: true,
	Wrong: problem.UnknownName,
}

// String returns "undecided", "start" or "every".
func (m YearlyMonths) String() string { return yearlyNames.String(m) }

// MarshalText returns the same text as String. It fails for a value other than
// the constants.
func (m YearlyMonths) MarshalText() ([]byte, error) { return yearlyNames.Marshal(m) }

// UnmarshalText reads "undecided", "start" or "every". The empty text is
// [Undecided].
func (m *YearlyMonths) UnmarshalText(text []byte) error { return yearlyNames.Unmarshal(m, text) }

// chooseMonths gives a yearly rule with days of an open month the month that the
// options choose. Beside BYWEEKNO and BYYEARDAY no month is open: weeks and days of
// the year are in months of their own, and libraries agree.
func (p *parser) chooseMonths(l line, o *rrule.ROption, value string, start stamp) {
	open := len(o.Bymonthday) > 0 && len(o.Bymonth)+len(o.Byweekno)+len(o.Byyearday) == 0
	if o.Freq != rrule.YEARLY || !open {
		return
	}
	switch p.options.YearlyMonths {
	case StartMonth:
		o.Bymonth = []int{int(start.wall().Month())}
	case EveryMonth: // as rrule-go reads it
	default:
		p.problem(l.number, "BYMONTHDAY", value,
			"BYMONTH with it: without, libraries differ in taking the start's month or every month")
	}
}
