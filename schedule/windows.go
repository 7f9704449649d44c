package schedule

import (
	"errors"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/instant"
	"github.com/longcase/longcase/timezone"
)

// Windows is a set of stretches of time: all moments whose local date passes a
// rule's restrictions and whose time of day is in its window. A clock change can
// close a window early, open it late, or open it twice. The zero value contains
// nothing. Windows are immutable, safe for concurrent use, and comparable: == is
// identity.
type Windows struct{ compiled *compiledWindows }

// compiledWindows holds the minutes inside the windows and those outside them,
// as two schedules. A window opens at the first inside minute after an outside
// minute, and closes at the first outside minute after an inside minute. So all
// questions about windows are answered by Next and Prev, clock changes included.
type compiledWindows struct {
	inside, outside Schedule
}

// CompileWindows compiles the days and the window of a rule, which has neither
// At nor Every, for a zone; a nil zone is UTC. A window that wraps past midnight
// is two stretches a day, and each is judged by its own date: Saturdays from
// 20:00 to 06:00 open on Saturday at 00:00 and again at 20:00.
//
// The errors are [*RuleError], joined, as for [Compile].
func CompileWindows(zone *timezone.Zone, rule Rule) (Windows, error) {
	var c checker
	if len(rule.At) > 0 {
		c.refuse("At", joinClocks(rule.At), "want none: windows have no times")
	}
	if !rule.Every.IsZero() {
		c.refuse("Every", rule.Every.String(), "want none: windows have no times")
	}
	if len(c.problems) > 0 {
		return Windows{}, errors.Join(c.problems...)
	}
	rule.Every = everyMinute
	// Nothing is moved or dropped: a minute is inside whenever clocks show it.
	everyReading := timezone.DST{Gap: timezone.GapSkip, Fold: timezone.FoldBoth}
	inside, err := Compile(zone, everyReading, rule)
	if err != nil {
		return Windows{}, err
	}
	// The complement is compiled from the parts rather than from rules, since no single rule says
	// it: the other dates, and the other times of these dates.
	outside := &compiled{
		zone: inside.compiled.zone, location: inside.compiled.location,
		dst: everyReading, parts: inside.compiled.parts[0].complement(),
	}
	return Windows{&compiledWindows{inside, Schedule{outside}}}, nil
}

var everyMinute = calendar.PeriodOf(1, calendar.Minute)

// complement returns parts that together have all minutes that p has not: those
// of its own times on all other dates, and all other times on all dates.
func (p *part) complement() (rest []part) {
	rest = append(rest, part{dates: p.dates.complement(), minutes: p.minutes, step: p.step, dst: p.dst})
	if rest[0].dates.isEmpty() { // every date is in the set
		rest = rest[:0]
	}
	wholeDay := Rule{Every: everyMinute}.timesOfDay()
	if _, others := wholeDay.split(&p.minutes); others.count > 0 {
		rest = append(rest, part{dates: datesOn(everyWeekday), minutes: others, step: p.step, dst: p.dst})
	}
	return rest
}

// Contains reports whether an instant lies in a window, by the minute that the
// zone's clocks show. The last minute belongs to the window until it is over.
func (w Windows) Contains(t time.Time) bool {
	if w.compiled == nil {
		return false
	}
	inside := w.compiled.inside.compiled
	nominal := floorMinute(inside.zone.Local(t))
	if nominal < firstNominal || nominal > lastNominal {
		return false
	}
	date, minute := splitMinute(nominal)
	p := &inside.parts[0]
	day, ok := p.dates.next(date)
	return ok && day == date && p.minutes.next(minute) == minute
}

// Openings returns the instants at which a window opens, as a sequence.
func (w Windows) Openings() Sequence { return openings{w} }

// Closings returns the instants at which a window has just closed, the first
// after its last minute, as a sequence.
func (w Windows) Closings() Sequence { return closings{w} }

// openings and closings have the size of a pointer, so that a Sequence of them
// allocates nothing.
type (
	openings struct{ of Windows }
	closings struct{ of Windows }
)

// Next skips the rest of the window that is open, if any: the minute after the
// next closing that is inside again opens a window.
func (o openings) Next(after time.Time) (time.Time, bool) {
	c := o.of.compiled
	if c == nil {
		return time.Time{}, false
	}
	if o.of.Contains(after) {
		closing, ok := c.outside.Next(after)
		if !ok {
			return time.Time{}, false
		}
		after = closing
	}
	return c.inside.Next(after)
}

// Prev goes back into the window, if it is not in one already, and then to the
// last minute outside: the minute after that opens the window.
func (o openings) Prev(before time.Time) (time.Time, bool) {
	before = instant.Clamp(before)
	c := o.of.compiled
	if c == nil {
		return time.Time{}, false
	}
	if !o.of.Contains(before.Add(-1)) {
		last, ok := c.inside.Prev(before)
		if !ok {
			return time.Time{}, false
		}
		before = last
	}
	closed, ok := c.outside.Prev(before)
	if !ok { // open since the beginning
		closed = time.Unix(beforeAll, 0)
	}
	return c.inside.Next(closed)
}

// Next is the mirror image of openings.Next: it enters a window first.
func (c closings) Next(after time.Time) (time.Time, bool) {
	w := c.of.compiled
	if w == nil {
		return time.Time{}, false
	}
	if !c.of.Contains(after) {
		opening, ok := w.inside.Next(after)
		if !ok {
			return time.Time{}, false
		}
		after = opening
	}
	return w.outside.Next(after)
}

// Prev leaves the window that is open, if any, and then goes back to the last
// minute of the window before: the minute after that closed it.
func (c closings) Prev(before time.Time) (time.Time, bool) {
	before = instant.Clamp(before)
	w := c.of.compiled
	if w == nil {
		return time.Time{}, false
	}
	if c.of.Contains(before.Add(-1)) {
		closed, ok := w.outside.Prev(before)
		if !ok {
			return time.Time{}, false
		}
		before = closed
	}
	last, ok := w.inside.Prev(before)
	if !ok {
		return time.Time{}, false
	}
	return w.outside.Next(last)
}
