package schedule

import (
	"slices"
	"time"

	"github.com/longcase/longcase/internal/instant"
)

// CatchUp is a policy for occurrences missed during an outage: which of them to
// run late. The zero value runs the latest. It is comparable.
type CatchUp struct {
	// Mode is the choice of missed occurrences.
	Mode CatchUpMode
	// Limit is the largest number of missed occurrences that CatchUpAll runs, the
	// latest of them. Less than 1 is 10: after a week without power, a minute grid has
	// missed 10,080. More than 100,000 is 100,000, or a job that never ran would list
	// every minute since the year 1.
	Limit int
	// Grace is the time before the next occurrence in which none is run late, nor
	// beside an occurrence at now itself: a backup half an hour before the next
	// is of no use. 0 is no such time.
	Grace time.Duration
}

// CatchUpMode is the choice of missed occurrences to run. The zero value is
// [CatchUpLatest].
type CatchUpMode uint8

const (
	// CatchUpLatest runs the latest missed occurrence.
	CatchUpLatest CatchUpMode = iota
	// CatchUpNone runs none of them.
	CatchUpNone
	// CatchUpAll runs all of them, up to a limit.
	CatchUpAll
)

// Late is the work left by an outage, as planned by [CatchUp.Plan].
type Late struct {
	// Missed is the number of occurrences after the last run and before now.
	Missed int64
	// Run lists the occurrences to run now, in order: the missed ones that the
	// policy chooses, and an occurrence at now itself, which is not late. Of those
	// missed, the others are dropped; Missed counts them too, without a list.
	Run []time.Time
	// Next is the first occurrence after now, the zero time if none is left.
	Next time.Time
}

// Plan returns the occurrences to run at now, given the last occurrence that ran:
// the instant in the sequence, which for a spread is the delayed one. It counts
// the missed ones as [Missed] does.
func (c CatchUp) Plan(s Sequence, last, now time.Time) Late {
	last, now = instant.Clamp(last), instant.Clamp(now)
	var late Late
	late.Next, _ = s.Next(now)
	late.Missed = count(s, last.Add(1), now)
	// An occurrence at now is due, not missed, unless it is the last that ran: a
	// service that starts twice within a second plans the same work once.
	latest, due := Latest(s, now)
	due = due && latest.Equal(now) && now.After(last)
	missed := min(late.Missed, c.most())
	if c.Grace > 0 && (due || !late.Next.IsZero() && late.Next.Sub(now) <= c.Grace) {
		missed = 0
	}
	if missed == 0 && !due {
		return late
	}
	late.Run = make([]time.Time, 0, missed+1)
	if due {
		late.Run = append(late.Run, latest)
	}
	for t := now; missed > 0; missed-- {
		t, _ = s.Prev(t)
		late.Run = append(late.Run, t)
	}
	slices.Reverse(late.Run)
	return late
}

// Latest returns the last instant of a sequence at or before now; ok is false if
// it has none. With Prev alone, a job that is due at this very second is missed.
func Latest(s Sequence, now time.Time) (t time.Time, ok bool) {
	return s.Prev(instant.Clamp(now).Add(1))
}

// Missed returns the number of a sequence's instants after the last run, up to
// now included, and the latest of them, the zero time if count is 0. It is
// [Schedule.Missed] for any sequence.
//
// A sequence that has a method Count, as [Schedule.Count], is asked for the
// number. Any other is walked, and of more than 100,000 instants that many are
// counted: after years without a run the number matters little, and a walk from
// the year 1 would take minutes.
func Missed(s Sequence, last, now time.Time) (missed int64, latest time.Time) {
	last, now = instant.Clamp(last), instant.Clamp(now)
	missed = count(s, last.Add(1), now.Add(1))
	if missed > 0 {
		latest, _ = Latest(s, now)
	}
	return missed, latest
}

// maxCounted is the number of instants after which count ends a walk.
const maxCounted = 100_000

// count returns the number of instants from an instant, included, to another,
// excluded. It walks backwards, since the number is cut off at the far end.
func count(s Sequence, from, to time.Time) (n int64) {
	if s, ok := s.(interface {
		Count(from, to time.Time) int64
	}); ok {
		return s.Count(from, to)
	}
	for n < maxCounted {
		t, ok := s.Prev(to)
		if !ok || t.Before(from) {
			break
		}
		n++
		to = t
	}
	return n
}

// maxLate bounds the list of late runs, at 24 bytes for each.
const maxLate = 100_000

// most returns the largest number of missed occurrences to run.
func (c CatchUp) most() int64 {
	switch {
	case c.Mode == CatchUpNone:
		return 0
	case c.Mode != CatchUpAll:
		return 1
	case c.Limit < 1:
		return 10
	}
	return min(int64(c.Limit), maxLate)
}
