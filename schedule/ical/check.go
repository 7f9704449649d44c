package ical

import (
	"strconv"

	"github.com/teambition/rrule-go"
)

// maxInterval is the largest INTERVAL: as many days as the years 1 to 9999
// have several times over.
const maxInterval = 9_999_999

// maxPositions is how many positions BYSETPOS takes: rrule-go goes through all
// days of a period for each of them.
const maxPositions = 32

// check reports what rrule-go lets pass, though RFC 5545 forbids it or it is
// not understood in one way only.
func (p *parser) check(l line, o *rrule.ROption, parts map[string]string) {
	refuse := func(wrong bool, part, want string) {
		if wrong {
			p.problem(l.number, part, parts[part], want)
		}
	}
	has := func(part string) bool { _, ok := parts[part]; return ok }

	refuse(o.Freq == rrule.SECONDLY, "FREQ", "want MINUTELY or longer: occurrences are on whole minutes")
	refuse(has("BYSECOND") && (len(o.Bysecond) != 1 || o.Bysecond[0] != 0),
		"BYSECOND", "want 0: occurrences are on whole minutes")
	refuse(has("COUNT") && o.Count < 1, "COUNT", "want 1 or more")
	refuse(has("COUNT") && has("UNTIL"), "COUNT", "want either COUNT or UNTIL, not both")
	refuse(has("INTERVAL") && (o.Interval < 1 || o.Interval > maxInterval),
		"INTERVAL", "want 1 to "+strconv.Itoa(maxInterval))
	refuse(o.Wkst.N() != 0, "WKST", "want a weekday alone")

	yearly := o.Freq == rrule.YEARLY
	long := o.Freq == rrule.MONTHLY || o.Freq == rrule.WEEKLY || o.Freq == rrule.DAILY
	refuse(has("BYMONTHDAY") && o.Freq == rrule.WEEKLY, "BYMONTHDAY", "is not allowed with FREQ=WEEKLY")
	refuse(has("BYYEARDAY") && long, "BYYEARDAY", "is not allowed with FREQ=DAILY, WEEKLY or MONTHLY")
	refuse(has("BYWEEKNO") && !yearly, "BYWEEKNO", "is allowed with FREQ=YEARLY only")
	refuse(has("BYWEEKNO") && !has("BYDAY"),
		"BYWEEKNO", "want BYDAY with it: without, libraries differ in which days it means")
	p.checkOrdinals(l, o, parts["BYDAY"])
	p.checkPositions(l, o, parts["BYSETPOS"])
}

// checkOrdinals looks at ordinals as in 2MO. With those that a month does not
// have, rrule-go panics; and where only some days have one, it takes none.
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
		want = "want ordinals with FREQ=MONTHLY or YEARLY only"
	case len(o.Byweekno) > 0:
		want = "want no ordinals beside BYWEEKNO"
	case ordinals < len(o.Byweekday):
		want = "want ordinals on all days or on none: libraries differ in what a mixture means"
	case inMonth && largest > 5:
		want = "want ordinals of -5 to 5: a month has no more"
	default:
		return
	}
	p.problem(l.number, "BYDAY", value, want)
}

// checkPositions refuses positions that no day, hour or minute has, which
// rrule-go would look for in each of them.
func (p *parser) checkPositions(l line, o *rrule.ROption, value string) {
	if len(o.Bysetpos) == 0 {
		return
	}
	byParts := len(o.Bymonth) + len(o.Bymonthday) + len(o.Byyearday) + len(o.Byweekno) +
		len(o.Byweekday) + len(o.Byhour) + len(o.Byminute) + len(o.Bysecond)
	switch {
	case byParts == 0:
		p.problem(l.number, "BYSETPOS", value, "want another BY part with it")
		return
	case len(o.Bysetpos) > maxPositions:
		p.problem(l.number, "BYSETPOS", value, "want at most "+strconv.Itoa(maxPositions)+" positions")
		return
	}
	size := 0 // how many occurrences a period has, if that is known
	switch o.Freq {
	case rrule.DAILY:
		size = max(1, len(o.Byhour)) * max(1, len(o.Byminute))
	case rrule.HOURLY:
		size = max(1, len(o.Byminute))
	case rrule.MINUTELY:
		size = 1
	default:
		return
	}
	for _, position := range o.Bysetpos {
		if -size <= position && position <= size {
			return
		}
	}
	most := strconv.Itoa(size)
	p.problem(l.number, "BYSETPOS", value, "want -"+most+" to "+most+": there are no more in a period")
}
