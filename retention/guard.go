package retention

import (
	"slices"
	"strconv"
)

// Guard refuses plans that delete too much, as happens when a rule was changed
// by mistake or a clock is wrong. The zero value refuses nothing.
type Guard struct {
	// Number is the most that a plan may delete; zero is no bound.
	Number int
	// Percent is the most that a plan may delete of a hundred snapshots; zero
	// is no bound.
	Percent int
}

// GuardError is the error of a plan that a [Guard] refuses.
type GuardError struct {
	Guard    Guard
	Deleted  int
	Of       int
	TooMany  bool // more than the number
	TooLarge bool // more than the share
}

// Error says how much the plan would delete, and how much it may.
func (e *GuardError) Error() string {
	s := "plan deletes " + strconv.Itoa(e.Deleted) + " of " + strconv.Itoa(e.Of) + " snapshots: want at most "
	switch {
	case e.TooMany && e.TooLarge:
		return s + strconv.Itoa(e.Guard.Number) + ", and " + strconv.Itoa(e.Guard.Percent) + " %"
	case e.TooMany:
		return s + strconv.Itoa(e.Guard.Number)
	}
	return s + strconv.Itoa(e.Guard.Percent) + " %"
}

// Check returns the plan or, where that deletes more than the guard allows, a
// [*GuardError] and a plan that deletes nothing: what would be deleted is kept
// for the reason [Refused], in front of those for deleting it.
func (g Guard) Check(p Plan) (Plan, error) {
	deleted, of := p.Deleted(), p.Len()
	e := &GuardError{
		Guard: g, Deleted: deleted, Of: of,
		TooMany:  g.Number > 0 && deleted > g.Number,
		TooLarge: g.Percent > 0 && int64(deleted)*100 > int64(of)*int64(g.Percent),
	}
	if !e.TooMany && !e.TooLarge {
		return p, nil
	}
	p.stretches = slices.Clone(p.stretches)
	refusal := make(map[*Verdict]*Verdict)
	for i, s := range p.stretches {
		v := s.verdict
		if !v.Keep && refusal[v] == nil {
			reasons := append([]Reason{{Kind: Refused}}, v.Reasons...)
			refusal[v] = &Verdict{Keep: true, Reasons: reasons, compiled: v.compiled}
		}
		if !v.Keep {
			p.stretches[i].verdict = refusal[v]
		}
	}
	return p, e
}
