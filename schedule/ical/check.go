package ical

import (
	"slices"
	"strconv"

	"github.com/teambition/rrule-go"
)

// maxInterval is the largest INTERVAL. The years 1 to 9999 have 3,652,059 days,
// so no larger step of days meets them twice.
const maxInterval = 9_999_999

// maxPositions is the largest number of positions in BYSETPOS. rrule-go goes
// through all days of a period for each, which with 366 of them takes seconds.
const maxPositions = 32

// check refuses parts forbidden by RFC 5545, or read differently by libraries, but
// accepted by rrule-go.
func (p *parser) check(l line, o *rrule.ROption, parts map[string]string) {
	refuse := func(wrong bool, part, want string) {
		if wrong {
			p.problem(l.number, part, parts[part], want)
		}
	}
	// A part with a zero value, such as COUNT=0, is given all the same.
	has := func(part string) bool { _, ok := parts[part]; return ok }

	refuse(o.Freq == rrule.SECONDLY, "FREQ", "MINUTELY or longer: occurrences are on whole minutes")
	refuse(has("BYSECOND") && (len(o.Bysecond) != 1 || o.Bysecond[0] != 0),
		"BYSECOND", "0: occurrences are on whole minutes")
	// For COUNT=0 rrule-go never ends, as without COUNT: a typing error would be a
	// backup for ever.
	refuse(has("COUNT") && o.Count < 1, "COUNT", "1 or more")
	refuse(has("COUNT") && has("UNTIL"), "COUNT", "either COUNT or UNTIL, not both")
	refuse(has("INTERVAL") && (o.Interval < 1 || o.Interval > maxInterval),
		"INTERVAL", "1 to "+strconv.Itoa(maxInterval))
	// rrule-go reads WKST=2MO as it reads a day of BYDAY; a week has one Monday.
	refuse(o.Wkst.N() != 0, "WKST", "a weekday alone")

	// Section 3.3.10 forbids these: rrule-go runs them, each library in its own way.
	yearly := o.Freq == rrule.YEARLY
	long := o.Freq == rrule.MONTHLY || o.Freq == rrule.WEEKLY || o.Freq == rrule.DAILY
	refuse(has("BYMONTHDAY") && o.Freq == rrule.WEEKLY, "BYMONTHDAY", "no BYMONTHDAY with FREQ=WEEKLY")
	refuse(has("BYYEARDAY") && long, "BYYEARDAY", "no BYYEARDAY with FREQ=DAILY, WEEKLY or MONTHLY")
	refuse(has("BYWEEKNO") && !yearly, "BYWEEKNO", "BYWEEKNO with FREQ=YEARLY only")
	refuse(has("BYWEEKNO") && !has("BYDAY"),
		"BYWEEKNO", "BYDAY with it: without, libraries differ in the days that it means")
	refuse(o.Interval > 1 && slices.ContainsFunc(o.Byweekno, atYearsEnd), "INTERVAL",
		"no INTERVAL beside week 1, 52 or 53, -1, -52 or -53: libraries differ in the year of its days")
	p.checkOrdinals(l, o, parts["BYDAY"])
	p.checkPositions(l, o, parts["BYSETPOS"])
}

// atYearsEnd reports whether a week may have days of two calendar years. Monday
// 2024-12-30 is in week 1 of 2025: a step of years counts it with 2024 for rrule-go,
// and with 2025 for libical.
func atYearsEnd(week int) bool {
	switch week {
	case 1, 52, 53, -1, -52, -53:
		return true
	}
	return false
}

// checkOrdinals refuses ordinals, as in 2MO, misread by rrule-go. It panics on 53MO
// in a month, ignores ordinals in a weekly rule, and drops the days without an
// ordinal beside days with one.
func (p *parser) checkOrdinals(l line, o *rrule.ROption, value string) {
	ordinals, largest := 0, 0
	for _, day := range o.Byweekday {
		if day.N() != 0 {
			ordinals++
		}
		largest = max(largest, day.N(), -day.N())
	}
	inMonth := o.Freq == rrule.MONTHLY || len(o.Bymonth) > 0
	var want string
	switch {
	case ordinals == 0:
		return
	case o.Freq > rrule.MONTHLY: // WEEKLY, DAILY, ...
		want = "ordinals with FREQ=MONTHLY or YEARLY only"
	case len(o.Byweekno) > 0:
		want = "no ordinals beside BYWEEKNO"
	case ordinals < len(o.Byweekday):
		want = "ordinals on all days or on none: libraries differ in the meaning of a mixture"
	case inMonth && largest > 5:
		want = "ordinals of -5 to 5: a month has no more"
	default:
		return
	}
	p.problem(l.number, "BYDAY", value, want)
}

// checkPositions refuses positions beyond any day, hour or minute: rrule-go would
// look for them in each up to the year 9999.
func (p *parser) checkPositions(l line, o *rrule.ROption, value string) {
	if len(o.Bysetpos) == 0 {
		return
	}
	byParts := len(o.Bymonth) + len(o.Bymonthday) + len(o.Byyearday) + len(o.Byweekno) +
		len(o.Byweekday) + len(o.Byhour) + len(o.Byminute) + len(o.Bysecond)
	switch {
	case byParts == 0:
		p.problem(l.number, "BYSETPOS", value, "another BY part with it")
		return
	case len(o.Bysetpos) > maxPositions:
		p.problem(l.number, "BYSETPOS", value, "at most "+strconv.Itoa(maxPositions)+" positions")
		return
	}
	// A period has no more occurrences than this; fewer, if its days are restricted.
	size := max(1, len(o.Byminute))
	if o.Freq < rrule.HOURLY {
		size *= max(1, len(o.Byhour))
	}
	switch o.Freq {
	case rrule.YEARLY:
		size *= 366
	case rrule.MONTHLY:
		size *= 31
	case rrule.WEEKLY:
		size *= 7
	case rrule.MINUTELY:
		size = 1
	}
	// One position within a period is enough for the rule to occur.
	for _, position := range o.Bysetpos {
		if -size <= position && position <= size {
			return
		}
	}
	most := strconv.Itoa(size)
	p.problem(l.number, "BYSETPOS", value, "-"+most+" to "+most+": there are no more in a period")
}
