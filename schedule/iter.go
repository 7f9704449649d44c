package schedule

import (
	"iter"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/instant"
)

// Forward ranges over the occurrences strictly after an instant, in order, up to
// the end of the year 9999. To end sooner, break out of the loop or use
// [Schedule.Between].
func (s Schedule) Forward(after time.Time) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) { s.compiled.forward(instant.Second(after), afterAll, yield) }
}

// Backward ranges over the occurrences strictly before an instant, latest
// first, back to the year 1.
func (s Schedule) Backward(before time.Time) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) { s.compiled.backward(before, yield) }
}

// Between ranges over the occurrences from an instant, included, to another,
// excluded, in order.
func (s Schedule) Between(from, to time.Time) iter.Seq[time.Time] {
	return func(yield func(time.Time) bool) {
		s.compiled.forward(instant.Ceil(from)-1, instant.Ceil(to), yield)
	}
}

// Contains reports whether an instant is an occurrence.
func (s Schedule) Contains(t time.Time) bool {
	if s.compiled == nil || t.Nanosecond() != 0 {
		return false
	}
	second := instant.Second(t)
	unix, ok := s.compiled.next(second - 1)
	return ok && unix == second
}

// forward yields the occurrences after an instant and before another.
func (c *compiled) forward(after, until int64, yield func(time.Time) bool) {
	if c == nil {
		return
	}
	for {
		unix, ok := c.next(after)
		if !ok || unix >= until || !yield(c.time(unix)) {
			return
		}
		// A single rule can be walked bit by bit, which the occurrences of several cannot.
		after = unix
		if len(c.parts) != 1 {
			continue
		}
		if after, ok = c.run(unix, until, yield); !ok {
			return
		}
	}
}

// run yields the occurrences that follow the given last one, for a schedule of a
// single rule, until the next is near a clock change. It goes from bit to bit of
// the minutes and keeps the offset in hand, which takes less than half of the
// time of next. It returns the last occurrence yielded; ok is false if the range
// is over.
func (c *compiled) run(last, until int64, yield func(time.Time) bool) (yielded int64, ok bool) {
	p := &c.parts[0]
	offset, quietFrom, quietUntil := c.zone.Quiet(last)
	if last < quietFrom || last >= quietUntil {
		return last, true
	}
	date, minute := splitMinute(floorMinute(last + offset))
	for {
		// minutes.next takes a minute of the day, and after 23:59 is none.
		if minute++; minute < calendar.MinutesPerDay {
			minute = p.minutes.next(minute)
		} else {
			minute = -1
		}
		if minute < 0 {
			var ok bool
			if date, ok = p.dates.next(date + 1); !ok {
				return last, true
			}
			minute = int(p.minutes.first)
		}
		local := int64(date)*secondsPerDay + int64(minute)*60
		unix := local - offset
		if unix >= quietUntil { // as in part.next
			offset, quietFrom, quietUntil = c.zone.Quiet(unix)
			if unix = local - offset; unix < quietFrom || unix >= quietUntil {
				return last, true
			}
		}
		if unix >= until || !yield(c.time(unix)) {
			return last, false
		}
		last = unix
	}
}

// backward yields the occurrences before an instant, latest first.
func (c *compiled) backward(from time.Time, yield func(time.Time) bool) {
	if c == nil {
		return
	}
	for before := instant.Ceil(from); ; {
		unix, ok := c.prev(before)
		if !ok || !yield(c.time(unix)) {
			return
		}
		before = unix
	}
}
