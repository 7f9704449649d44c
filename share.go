package longcase

import (
	"slices"
	"time"
)

// Share is the part of the snapshots alive in a [Simulation] that is kept for the
// same reason. A snapshot may belong to several shares. Shares are comparable.
type Share struct {
	// Reason is the text of a rule, such as "within 7 days", or the name of
	// another reason, such as "held".
	Reason string
	// Count is the number of snapshots.
	Count int
	// Shared is the number of those that also belong to an earlier share.
	Shared int
	// Oldest and Newest are when the first and the last of them were created.
	// They are zero if Count is.
	Oldest, Newest time.Time
}

// Shares returns the snapshots alive by the reasons for keeping them: first each
// rule of the policy, in order, then other reasons. Count minus Shared, added up
// over all shares, is [Simulation.Len] except after a break out of Until. The cost
// is that of a plan for all snapshots.
func (s *Simulation) Shares() []Share {
	var shares []Share
	rules := s.policy.Retention.Rules()
	for _, rule := range rules {
		shares = append(shares, Share{Reason: rule.String()})
	}
	alive := s.Alive()
	for i, verdict := range s.policy.Retention.Plan(s.now, alive).Verdicts() {
		var in []int
		for _, reason := range verdict.Reasons {
			switch {
			case reason.Kind.IsRule() && reason.Kind.Keeps():
				in = append(in, reason.Rule)
			case reason.Kind.Keeps():
				at := len(rules) + indexOf(shares[len(rules):], reason.Kind.String())
				if at == len(shares) {
					shares = append(shares, Share{Reason: reason.Kind.String()})
				}
				in = append(in, at)
			}
		}
		// In the order of the shares, so that the first has the snapshot as its own.
		slices.Sort(in)
		for k, at := range in {
			shares[at].add(alive[i].Created, k > 0)
		}
	}
	return shares
}

// indexOf returns the index of the share with a reason, or the length.
func indexOf(shares []Share, reason string) int {
	for i, share := range shares {
		if share.Reason == reason {
			return i
		}
	}
	return len(shares)
}

// add adds a snapshot, newer than those before.
func (s *Share) add(created time.Time, shared bool) {
	if s.Count == 0 {
		s.Oldest = created
	}
	s.Newest = created
	s.Count++
	if shared {
		s.Shared++
	}
}
