package retention

import (
	"strconv"
	"strings"
)

// Guard refuses plans that delete too much, as after a mistake in a rule or
// with a wrong clock. The zero value refuses nothing. It is comparable.
type Guard struct {
	// Number is the most snapshots a plan may delete; zero or less is no bound.
	Number int
	// Percent is the most snapshots in a hundred a plan may delete; zero or
	// less, and a hundred or more, is no bound.
	Percent int
}

// GuardError is the error for a plan that a [Guard] refuses.
type GuardError struct {
	Guard   Guard // the guard that refused
	Deleted int   // snapshots the plan would delete
	Of      int   // snapshots in the list
}

// Error says how much the plan would delete, and how much it may.
func (e *GuardError) Error() string {
	var want []string
	if e.tooMany() {
		want = append(want, strconv.Itoa(e.Guard.Number))
	}
	if e.tooLarge() {
		want = append(want, strconv.Itoa(e.Guard.Percent)+" %")
	}
	return "plan deletes " + strconv.Itoa(e.Deleted) + " of " + strconv.Itoa(e.Of) +
		" snapshots: want at most " + strings.Join(want, ", and ")
}

// tooMany reports whether the number of deletions exceeds the guard's.
func (e *GuardError) tooMany() bool { return e.Guard.Number > 0 && e.Deleted > e.Guard.Number }

// tooLarge reports whether the share of deletions exceeds the guard's.
func (e *GuardError) tooLarge() bool {
	percent := e.Guard.Percent
	// In 64 bits: 100 times 30 million snapshots are more than 32 bits hold.
	return 0 < percent && percent < 100 && int64(e.Deleted)*100 > int64(e.Of)*int64(percent)
}

// Check returns the plan, or a [*GuardError] and a plan that deletes nothing,
// if the plan deletes more than the guard allows. In that plan, snapshots to
// delete are kept for the reason [Refused], in front of the reasons for
// deleting them.
func (g Guard) Check(p Plan) (Plan, error) {
	e := &GuardError{Guard: g, Deleted: p.Deleted(), Of: p.Len()}
	if !e.tooMany() && !e.tooLarge() {
		return p, nil
	}
	p.refused = true
	return p, e
}
