package schedule

import (
	"hash/fnv"
	"slices"
	"strconv"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/instant"
)

// Fingerprint returns 16 hexadecimal digits that change if the occurrences after
// an instant do. Stored beside a next run, with the instant, it shows that the
// run is stale: after an edit of the rules, or under a new zone database.
//
// It changes with the zone's name, the choice of [timezone.DST], and each field
// of a rule, even if the occurrences stay: every 60 minutes is not every hour. It
// changes if the offset from UTC changes at any occurrence in the 400 years after
// the first one. So Berlin without summer time from 2031 on is noticed today.
//
// It does not change with the order of the rules and of their times, with days
// that [Rule.Normal] drops, and with clock changes before the instant or at times
// of the year when no rule fires. It is the same for every instant from one
// occurrence up to the next, on every machine, and in every later version.
//
// In a zone with clock changes it takes up to a millisecond: a service takes one
// for each schedule, from the time of the last edit on, and not one for each run.
func (s Schedule) Fingerprint(from time.Time) string {
	text := []byte("longcase schedule\n")
	if s.compiled != nil {
		text = s.compiled.appendRules(text)
		text = s.compiled.appendOffsets(text, instant.Second(from))
	}
	hash := fnv.New64a()
	hash.Write(text)
	digits := strconv.FormatUint(hash.Sum64(), 16)
	return "0000000000000000"[len(digits):] + digits
}

// appendRules appends the zone, the choice at clock changes, and the rules in
// order, in their text forms.
func (c *compiled) appendRules(b []byte) []byte {
	b = append(b, c.zone.Name()+"\n"+c.dst.String()+"\n"...)
	var lines []string
	for i := range c.rules {
		lines = append(lines, c.rule(i).line())
	}
	slices.Sort(lines)
	for _, line := range slices.Compact(lines) {
		b = append(b, line+"\n"...)
	}
	return b
}

// line returns the fields of a rule as a line. It has no word for a field that
// restricts nothing, so that a field of a later version leaves it as it is.
func (r Rule) line() string {
	r = r.Normal()
	line := "rule"
	field := func(name, value string, set bool) {
		if set {
			line += " " + name + "=" + value
		}
	}
	// These names are hashed: a stored fingerprint would be stale if one were changed.
	field("months", r.Months.String(), r.Months != 0)
	field("monthdays", r.MonthDays.String(), r.MonthDays != 0)
	field("workdays", r.Workdays.String(), r.Workdays != 0)
	field("weekdays", r.Weekdays.String(), r.Weekdays != 0)
	field("at", joinClocks(r.At), len(r.At) > 0)
	field("every", r.Every.String(), !r.Every.IsZero())
	field("window", r.Window.String(), r.Window != Window{})
	return line
}

// run is a run of consecutive occurrences at one offset from UTC.
type run struct {
	offset      int32 // in seconds
	first, last int64 // occurrences, in Unix seconds
	count       int64 // of all of them
}

// appendOffsets appends the runs of the occurrences after an instant, in the 400
// years from the first of them on, in which all dates have their turn. The zone's
// table itself would be too much: a schedule for January does not care about July.
func (c *compiled) appendOffsets(b []byte, after int64) []byte {
	first, ok := c.next(after)
	until := first + calendar.DaysPerCycle*secondsPerDay
	var all []run
	for at := first; ok && at < until; {
		segment := c.zone.Segment(at)
		end := min(segment.End, until)
		last, _ := c.prev(end)
		here := run{segment.Offset, at, last, c.count(at, end)}
		// In Berlin a rule for January has one offset, and so a single run of 400
		// years: a new rule for summer time leaves its fingerprint as it is.
		if n := len(all); n > 0 && all[n-1].offset == here.offset {
			all[n-1].last, all[n-1].count = last, all[n-1].count+here.count
		} else {
			all = append(all, here)
		}
		at, ok = c.next(last)
	}
	for _, r := range all {
		for _, n := range []int64{int64(r.offset), r.first, r.last, r.count} {
			b = append(strconv.AppendInt(b, n, 10), ' ')
		}
		b = append(b, '\n')
	}
	return b
}
