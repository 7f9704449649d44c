package retention

import (
	"math"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// instant is a moment as the wall clock shows it. It leaves out the monotonic
// reading of a [time.Time], which Compare and Before prefer where both times
// have it: snapshots taken by a process and those read from a list would be
// compared by different clocks.
type instant struct {
	sec  int64
	nano int32
}

// beginning is before, and never after, every instant that a snapshot can have.
var (
	beginning = instant{sec: math.MinInt64}
	never     = instant{sec: math.MaxInt64}
)

// The first and the last second of the years 1 to 9999, in UTC.
const (
	minSecond = int64(calendar.MinDate) * 24 * 60 * 60
	maxSecond = int64(calendar.MaxDate+1)*24*60*60 - 1
)

// instantOf returns the instant of a time; the nearest inside for a time
// outside of the years 1 to 9999.
func instantOf(t time.Time) instant {
	switch sec := t.Unix(); {
	case sec < minSecond:
		return instant{sec: minSecond}
	case sec > maxSecond:
		return instant{maxSecond, 1e9 - 1}
	default:
		return instant{sec, int32(t.Nanosecond())}
	}
}

// before reports whether a is before b.
func (a instant) before(b instant) bool {
	return a.sec < b.sec || a.sec == b.sec && a.nano < b.nano
}

// compare orders instants: -1, 0 or 1.
func (a instant) compare(b instant) int {
	switch {
	case a.before(b):
		return -1
	case b.before(a):
		return 1
	}
	return 0
}

// latest returns the later of two instants.
func latest(a, b instant) instant {
	if a.before(b) {
		return b
	}
	return a
}

// earliest returns the earlier of two instants.
func earliest(a, b instant) instant {
	if b.before(a) {
		return b
	}
	return a
}

// in returns the instant as a time in a zone; the zero time for never.
func (a instant) in(zone *timezone.Zone) time.Time {
	if a == never {
		return time.Time{}
	}
	return time.Unix(a.sec, int64(a.nano)).In(zone.Location())
}

// local returns the local date of an instant, and the seconds since the date's
// midnight.
func (a instant) local(zone *timezone.Zone) (date calendar.Date, second int) {
	return timezone.Split(a.sec + int64(zone.Segment(a.sec).Offset))
}

// plus returns the instant a period later; never after the year 9999.
func (a instant) plus(p calendar.Period, zone *timezone.Zone) instant {
	return a.plusFrom(a.sec+int64(zone.Segment(a.sec).Offset), p, zone)
}

// minus returns the instant a period earlier; the beginning before the year 1. A
// day the month lacks is carried over to the next month.
func (a instant) minus(p calendar.Period, zone *timezone.Zone) instant {
	if minutes, ok := p.Elapsed(); ok {
		return instant{a.sec - minutes*60, a.nano}
	}
	if p.N > reach(p.Unit) {
		return beginning
	}
	date, second := a.local(zone)
	year, month, day := date.Civil()
	switch p.Unit {
	case calendar.Day:
		day -= p.N
	case calendar.Week:
		day -= 7 * p.N
	case calendar.Month:
		month -= time.Month(p.N)
	case calendar.Quarter:
		month -= time.Month(3 * p.N)
	case calendar.Year:
		year -= p.N
	}
	// DateOf carries a day over that its month lacks, as kopia does: a month before 31 March
	// 2025 is 3 March.
	date = calendar.DateOf(year, month, day)
	if date < calendar.MinDate {
		return beginning
	}
	unix, _ := zone.Resolve(timezone.Join(date, second), timezone.DST{})
	return instant{unix, a.nano}
}

// latestPlus returns the latest result of plus among all instants up to and
// including a. In the second pass of a fold it is the result for the end of the first
// pass.
func (a instant) latestPlus(p calendar.Period, zone *timezone.Zone) instant {
	if _, ok := p.Elapsed(); ok {
		return a.plus(p, zone)
	}
	// The clocks show less than they showed just before this segment: a fold, whose first
	// pass went on to a later time of day.
	s := zone.Segment(a.sec)
	local := a.sec + int64(s.Offset)
	if end := s.Start + int64(s.Before); local < end {
		// The first pass comes as near as a nanosecond to its end, and so do expiries.
		return instant{a.sec, 0}.plusFrom(end, p, zone)
	}
	return a.plusFrom(local, p, zone)
}

// earliestPlus returns the earliest result of plus among all instants from a
// on. In the first pass of a fold it is the result for the start of the
// second pass.
func (a instant) earliestPlus(p calendar.Period, zone *timezone.Zone) instant {
	if _, ok := p.Elapsed(); ok {
		return a.plus(p, zone)
	}
	s := zone.Segment(a.sec)
	local := a.sec + int64(s.Offset)
	if start := s.End + int64(s.After); local >= start {
		return instant{a.sec, 0}.plusFrom(start, p, zone)
	}
	return a.plusFrom(local, p, zone)
}

// plusFrom is plus, counted from some local seconds. In a gap, the result is
// the first instant after the gap, since the clock never shows the skipped
// time: in Berlin, one day after 2025-03-29 02:30 is 2025-03-30 03:00. In a
// fold it is the second of the two instants: before it, the clock is yet to
// show the time again.
func (a instant) plusFrom(local int64, p calendar.Period, zone *timezone.Zone) instant {
	if minutes, ok := p.Elapsed(); ok {
		return upToYear9999(instant{a.sec + minutes*60, a.nano})
	}
	if p.N > reach(p.Unit) {
		return never
	}
	date, second := timezone.Split(local)
	date, clamped := p.After(date)
	if clamped { // the end of the month's last day
		date, second, a.nano = date+1, 0, 0
	}
	if date > calendar.MaxDate {
		return never
	}
	local = timezone.Join(date, second)
	unix, _ := zone.Resolve(local, timezone.DST{Gap: timezone.GapNext, Fold: timezone.FoldSecond})
	if unix+int64(zone.Segment(unix).Offset) != local { // in a gap
		a.nano = 0
	}
	return upToYear9999(instant{unix, a.nano})
}

// steadySince returns the second from which on the end of a period is as long
// after an instant as it is after this one; ok is false if that is not easily
// known, as where a month is too short or the clock changes at the end.
func (a instant) steadySince(p calendar.Period, zone *timezone.Zone) (second int64, ok bool) {
	end := a.plus(p, zone)
	if end == never || end.nano != a.nano {
		return 0, false
	}
	if _, ok := p.Elapsed(); ok {
		return minSecond, true
	}
	here := zone.Segment(a.sec)
	date, _ := timezone.Split(a.sec + int64(here.Offset))
	if _, clamped := p.After(date); clamped {
		return 0, false
	}
	_, from, until := zone.Quiet(end.sec)
	if end.sec < from || until <= end.sec {
		return 0, false
	}
	// Going back from a, the end goes back as far, until a clock change comes between
	// the two: until this segment starts, or the quiet part of that of the end does.
	second = max(here.Start, from-(end.sec-a.sec))
	// A month after any day of January is 31 days later, and after a day of February
	// 28: the length holds within the month.
	if p.Unit != calendar.Day && p.Unit != calendar.Week {
		_, _, day := date.Civil()
		second = max(second, timezone.Join(date-calendar.Date(day-1), 0)-int64(here.Offset))
	}
	return second, true
}

// upToYear9999 returns an instant; never after the year 9999.
func upToYear9999(a instant) instant {
	if a.sec > maxSecond {
		return never
	}
	return a
}

// reach returns a number of units, of a day or longer, from any year past the
// year 9999, within the years in which package calendar can count.
func reach(unit calendar.Unit) int {
	switch unit {
	case calendar.Month:
		return 10_000 * 12
	case calendar.Quarter:
		return 10_000 * 4
	case calendar.Year:
		return 10_000
	}
	return calendar.MaxPeriod
}

// endOfTimeless is the end of 1970-01-01 in UTC.
const endOfTimeless = 24 * 60 * 60

// isTimeless reports whether an instant stands for an unknown time: the zero
// time, or a time about the start of Unix time in any zone, which a tool shows
// for a time it has lost.
func isTimeless(a instant) bool {
	return a == instant{sec: minSecond} || -endOfTimeless <= a.sec && a.sec < endOfTimeless
}

// orNever returns a time as an instant; never for the zero time.
func orNever(t time.Time) instant {
	if t.IsZero() {
		return never
	}
	return instantOf(t)
}
