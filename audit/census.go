package audit

import (
	"fmt"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// judgeDays finds rules on whose days snapshots are taken rarely or never.
func (a *auditor) judgeDays() {
	var c *census // taken only if needed: it costs milliseconds
	for i, r := range a.rules {
		// With "or next" the snapshot of another day stands in, so no day is missed.
		if r.Failed || r.Substitute || daysOf(r) == (calendar.Days{}) {
			continue
		}
		if c == nil {
			c = censusOf(a.policy.Schedule, a.policy.Retention.Zone(), a.from)
		}
		unit, hits, all := c.hits(r)
		a.yearly[i] = float64(hits) / c.years
		const most, of = 19, 20 // a clock change may cost a week occasionally
		switch {
		case hits == 0:
			a.find(codeKeepsNothing, longcase.Warning, "%q keeps nothing: no snapshot is ever taken on its days", r)
		case hits*of < all*most:
			a.find(codeKeepsLittle, longcase.Warning,
				"%q keeps little: a snapshot is taken on its days in %s of the %ss, %.2g times a year",
				r, percent(hits, all), unit, a.yearly[i])
		}
	}
}

// percent returns a part of a whole, which is not zero, for people.
func percent(part, all int) string {
	if n := (100*part + all/2) / all; n > 0 {
		return fmt.Sprintf("%d%%", n)
	}
	return "less than 1%"
}

// census counts weeks and months by their days with a snapshot, over the 400
// years after which the calendar repeats, weekdays included. Weeks and months cut
// by either end are left out.
type census struct {
	weeks  [1 << 7]int // by the days with a snapshot: bit 0 is Sunday
	months map[month]int
	years  float64 // the length of the census
}

// month is a class of months: equal lengths, first weekdays and days with a
// snapshot. Bit n of days is day n of the month. The 4,800 months of a census fall
// into few classes, 28 for a daily schedule, and each rule is held against classes.
type month struct {
	first  time.Weekday
	length int
	days   uint32
}

// censusOf takes a census. It steps from date to date, so a schedule of every
// minute costs no more than a daily schedule.
func censusOf(s schedule.Schedule, zone *timezone.Zone, from time.Time) *census {
	first := zone.Date(from) + 1
	end := min(first+calendar.DaysPerCycle, calendar.MaxDate+1)
	fires := make([]bool, max(0, end-first))
	// The date of from itself is left out: only a part of it is ahead.
	for t, ok := s.Next(endOfDate(zone, from)); ok; t, ok = s.Next(endOfDate(zone, t)) {
		date := zone.Date(t)
		if date >= end {
			break
		}
		// Clocks put back at midnight may show the date of from again.
		fires[max(date-first, 0)] = true
	}
	c := &census{months: map[month]int{}, years: float64(len(fires)) * 400 / calendar.DaysPerCycle}
	c.addWeeks(first, fires)
	c.addMonths(first, fires)
	return c
}

// endOfDate returns the last instant before the next date. If that is past, it
// returns the instant itself: Cairo's clocks go back from 2025-10-31 00:00 to
// 2025-10-30 23:00, and so show the end of the 30th twice.
func endOfDate(zone *timezone.Zone, t time.Time) time.Time {
	if end := time.Unix(zone.StartOf(zone.Date(t)+1), -1); end.After(t) {
		return end
	}
	return t
}

// addWeeks counts the whole weeks from Monday to Sunday.
func (c *census) addWeeks(first calendar.Date, fires []bool) {
	var days uint8
	for i, taken := range fires {
		weekday := (first + calendar.Date(i)).Weekday()
		if taken {
			days |= 1 << weekday
		}
		if weekday == time.Sunday {
			if i >= 6 { // a whole week since the start
				c.weeks[days]++
			}
			days = 0
		}
	}
}

// addMonths counts the whole months.
func (c *census) addMonths(first calendar.Date, fires []bool) {
	end := first + calendar.Date(len(fires))
	from := calendar.Month.BucketStart(calendar.Month.Bucket(first) + 1)
	for next := from.AddMonths(1); next <= end; from, next = next, next.AddMonths(1) {
		m := month{first: from.Weekday(), length: int(next - from)}
		for day := 1; day <= m.length; day++ {
			if fires[int(from-first)+day-1] {
				m.days |= 1 << day
			}
		}
		c.months[m]++
	}
}

// hits returns the number of weeks or months with a snapshot on a rule's days, and
// the number with such a day at all. It counts months for rules with days of the
// month, day 31 is in seven of twelve, and for weekdays of some weeks of it.
func (c *census) hits(r retention.Rule) (unit calendar.Unit, hits, all int) {
	if weekly, ok := r.Weekdays.Weekly(); ok && r.MonthDays == 0 && r.Workdays == 0 {
		for days, n := range c.weeks {
			all += n
			if uint8(days)&weekly != 0 {
				hits += n
			}
		}
		return calendar.Week, hits, all
	}
	for m, n := range c.months {
		days := daysOf(r).In(m.first, m.length)
		if days != 0 {
			all += n
		}
		if days&m.days != 0 {
			hits += n
		}
	}
	return calendar.Month, hits, all
}

// daysOf returns the days on which a rule keeps snapshots.
func daysOf(r retention.Rule) calendar.Days {
	return calendar.Days{MonthDays: r.MonthDays, Workdays: r.Workdays, Weekdays: r.Weekdays}
}
