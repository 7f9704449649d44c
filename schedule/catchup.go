package schedule

import (
	"slices"
	"time"
)

// CatchUp says which occurrences to run late, after an outage during which
// they were missed. The zero value runs the latest one.
type CatchUp struct {
	Mode CatchUpMode
	// Limit is how many missed occurrences CatchUpAll runs at most: the latest
	// ones. Less than 1 is 10: after a week without power, a minute grid has
	// missed 10,080.
	Limit int
	// Grace runs none of them if the next occurrence, or one at now itself, is
	// due within it: a backup half an hour before the next one is of no use.
	Grace time.Duration
}

// CatchUpMode says which missed occurrences are run.
type CatchUpMode uint8

const (
	// CatchUpLatest runs the latest of them.
	CatchUpLatest CatchUpMode = iota
	// CatchUpNone runs none of them.
	CatchUpNone
	// CatchUpAll runs them all, up to a limit.
	CatchUpAll
)

// Late is what there is to do after an outage.
type Late struct {
	// Missed is the number of occurrences after the last run and before now.
	Missed int64
	// Run lists the occurrences to run now, in order: those missed that are
	// caught up with, and one at now itself, which is not late.
	Run []time.Time
	// Next is the first occurrence after now, or the zero time.
	Next time.Time
}

// Plan returns what to run at an instant, given when the schedule last ran.
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

// most returns how many missed occurrences are run at most.
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
