package ical

import (
	"time"

	"github.com/teambition/rrule-go"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
)

// mostFromEnd is the largest n of BYDAY=-nFR that a set of weekdays has. The fifth
// last Friday, of months that have five, is left to rrule-go.
const mostFromEnd = 4

// weekdaysOf returns the weekdays of BYDAY, and whether they are exact; if they are
// not, they are more. Ordinals are exact within a month: 2MO of a MONTHLY rule, or of
// a YEARLY one with BYMONTH. In a year, 20MO is some Monday.
func weekdaysOf(o rrule.ROption) (set calendar.Weekdays, exact bool) {
	inMonth := o.Freq == rrule.MONTHLY || o.Freq == rrule.YEARLY && len(o.Bymonth) > 0
	exact = true
	for _, day := range o.Byweekday {
		switch n := day.N(); {
		case n == 0:
			set |= calendar.WeekdaysOf(goWeekday(day))
		case inMonth && n >= -mostFromEnd:
			set |= calendar.NthWeekdays(n, goWeekday(day))
		default:
			exact = false
			set |= calendar.WeekdaysOf(goWeekday(day))
		}
	}
	return set, exact
}

// atPositions restricts a monthly rule to the positions of BYSETPOS, if a set of days
// says them: of one weekday, as Outlook writes the first Sunday, BYDAY=SU;BYSETPOS=1,
// and the first and last of Monday to Friday. ok is false for others. A position
// counts times of day, so the rule has to have a single time.
func atPositions(o rrule.ROption, r *schedule.Rule) (ok bool) {
	// Of BYMONTHDAY=1,2,3;BYDAY=SU, the first position is the first Sunday among the
	// days 1 to 3, and in most months none. Only BYDAY alone has all its weekdays.
	weekly, isWeekly := r.Weekdays.Weekly()
	if o.Freq != rrule.MONTHLY || len(r.At) != 1 || r.MonthDays != 0 || !isWeekly || r.Weekdays == 0 {
		return false
	}
	if weekly == mondayToFriday {
		for _, position := range o.Bysetpos {
			if position != 1 && position != -1 {
				return false
			}
		}
		// The workday nearest to the 1st is the first of the month, and that nearest to
		// the last day the last: neither leaves the month.
		r.Weekdays, r.Workdays = 0, calendar.MonthDaysOf(o.Bysetpos...)
		return true
	}
	// BYDAY=SA,SU;BYSETPOS=1 is the first day of the month that is either, and not the
	// first of each: no set of weekdays says it.
	if len(o.Byweekday) != 1 {
		return false
	}
	var set calendar.Weekdays
	for _, position := range o.Bysetpos {
		if position < -mostFromEnd || position > 5 {
			return false
		}
		set |= calendar.NthWeekdays(position, goWeekday(o.Byweekday[0]))
	}
	r.Weekdays = set
	return true
}

// mondayToFriday has bit 0 for Sunday.
const mondayToFriday = 1<<time.Saturday - 1<<time.Monday

// byDay writes weekdays as BYDAY. RFC 5545 has ordinals on all days or on none, as
// libraries read it: of "mon,first tue", Monday is the first to the fifth.
func byDay(set calendar.Weekdays) (days []rrule.Weekday) {
	if set == 0 {
		return nil
	}
	if weekly, ok := set.Weekly(); ok {
		for _, day := range members(uint64(weekly)) {
			days = append(days, weekdayOf(time.Weekday(day)))
		}
		return days
	}
	for n, day := range set.Days() {
		if n != 0 {
			days = append(days, nthWeekday(n, day))
			continue
		}
		for nth := 1; nth <= 5; nth++ {
			days = append(days, nthWeekday(nth, day))
		}
	}
	return days
}

// nthWeekday returns the nth of a weekday, from the end if n is negative. Nth has a
// pointer receiver in rrule-go, and so needs a variable.
func nthWeekday(n int, day time.Weekday) rrule.Weekday {
	weekday := weekdayOf(day)
	return weekday.Nth(n)
}
