package schedule

import (
	"slices"
	"time"
)

// CatchUp is a policy for occurrences missed during an outage: which of them to
// run late. The zero value runs the latest. It is comparable.
type CatchUp struct {
	// Mode is the choice of missed occurrences.
	Mode CatchUpMode
	// Limit is the largest number of missed occurrences that CatchUpAll runs, the
	// latest of them. Less than 1 is 10: after a week without power, a minute grid has
	// missed 10,080.
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
	// policy chooses, and an occurrence at now itself, which is not late.
	Run []time.Time
	// Next is the first occurrence after now, the zero time if none is left.
	Next time.Time
}

// Plan returns the occurrences to run at now, given when the schedule last ran.
func (c CatchUp) Plan(s Schedule, last, now time.Time) Late {
	var late Late
	late.Next, _ = s.Next(now)
	late.Missed = s.Count(last.Add(1), now)
	due := s.Contains(now) && now.After(last)
	count := min(late.Missed, c.most())
	if c.Grace > 0 && (due || !late.Next.IsZero() && late.Next.Sub(now) <= c.Grace) {
		count = 0
	}
	if count == 0 && !due {
		return late
	}
	late.Run = make([]time.Time, 0, count+1)
	if due {
		late.Run = append(late.Run, s.compiled.time(now.Unix()))
	}
	for t := range s.Backward(now) {
		if count--; count < 0 {
			break
		}
		late.Run = append(late.Run, t)
	}
	slices.Reverse(late.Run)
	return late
}

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
	return int64(c.Limit)
}
