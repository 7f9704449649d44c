package retention

import (
	"time"

	"github.com/longcase/longcase/timezone"
)

// Policy is a compiled set of rules. The zero value has no rules and keeps
// everything.
type Policy struct{ compiled *compiled }

type compiled struct{}

// New compiles rules for a zone; a nil zone is UTC.
func New(zone *timezone.Zone, rules ...Rule) (Policy, error) { return Policy{}, nil }

// Rules returns the rules, as they were given.
func (p Policy) Rules() []Rule { return nil }

// Snapshot is what a policy decides about.
type Snapshot struct {
	Created time.Time
	// Held keeps the snapshot whatever the rules say, until HeldUntil or, where
	// that is zero, without end.
	Held      bool
	HeldUntil time.Time
	// Locked forbids deletion before the expiry, and no longer.
	Locked bool
}

// Plan is a verdict for each snapshot.
type Plan struct {
	Now time.Time
	// Verdicts holds one verdict for each snapshot, in the order given.
	Verdicts []Verdict
}

// Verdict says whether one snapshot is kept, and why.
type Verdict struct {
	Keep bool
	// Reasons lists every rule and circumstance that keeps the snapshot, or
	// why none does. It is never empty.
	Reasons []Reason
	// Until is when the snapshot expires or, for one that is deleted, when it
	// did. It is zero where there is no such time.
	Until time.Time
}

// String says the verdict as a sentence, without "keep" or "delete".
func (v Verdict) String() string { return "" }

// Reason is one reason for a verdict.
type Reason struct {
	Kind  ReasonKind
	Rule  int       // index into the policy's rules, for reasons that are rules
	Until time.Time // when the reason ends, or ended; zero where it does not
}

// ReasonKind tells the kinds of reasons apart.
type ReasonKind uint8

// Plan decides about every snapshot at an instant.
func (p Policy) Plan(now time.Time, snapshots []Snapshot) Plan { return Plan{} }

// Expiry returns when the rules stop keeping a snapshot. It is false where
// that is never, or not known before later snapshots are.
func (p Policy) Expiry(s Snapshot) (time.Time, bool) { return time.Time{}, false }
