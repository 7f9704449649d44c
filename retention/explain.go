package retention

import (
	"strconv"
	"strings"
	"time"
)

// Reason is one reason for a verdict.
type Reason struct {
	Kind  ReasonKind
	Rule  int       // index into the policy's rules, for reasons that are rules
	Until time.Time // when the reason ends, or ended; zero where it does not
}

// ReasonKind tells the kinds of reasons apart.
type ReasonKind uint8

const (
	// NoRules keeps a snapshot because the policy has no rules.
	NoRules ReasonKind = iota
	// Future keeps a snapshot that is dated after now.
	Future
	// Held keeps a snapshot that somebody holds.
	Held
	// Locked keeps a snapshot until it expires by the rules.
	Locked
	// Young keeps a snapshot that is younger than the rule's age.
	Young
	// Expired does not keep a snapshot that is as old as the rule's age.
	Expired
	// OffDay does not keep a snapshot taken on none of the rule's days.
	OffDay
)

var kindNames = [...]string{"no rules", "future", "held", "locked", "young", "expired", "off day"}

// String returns the kind in words, such as "no rules".
func (k ReasonKind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return "reason " + strconv.Itoa(int(k))
}

// Keeps reports whether reasons of the kind keep a snapshot.
func (k ReasonKind) Keeps() bool { return k <= Young }

// IsRule reports whether reasons of the kind are about one rule.
func (k ReasonKind) IsRule() bool { return k >= Young }

// String says the verdict as a sentence, without "keep" or "delete".
func (v Verdict) String() string {
	parts := make([]string, len(v.Reasons))
	for i, reason := range v.Reasons {
		parts[i] = v.sentence(reason)
	}
	return strings.Join(parts, "; ")
}

func (v Verdict) sentence(r Reason) string {
	switch r.Kind {
	case NoRules:
		return "the policy has no rules"
	case Future:
		return "dated after now"
	case Young:
		return v.rule(r) + until(r, ", until ", ", without end")
	case Expired:
		return v.rule(r) + until(r, ", ended ", ", ended")
	case OffDay:
		return v.rule(r) + ", on another day"
	}
	return r.Kind.String() + until(r, " until ", " without end")
}

// rule returns the text of the rule that a reason is about.
func (v Verdict) rule(r Reason) string {
	if v.compiled == nil || r.Rule < 0 || r.Rule >= len(v.compiled.rules) {
		return "rule " + strconv.Itoa(r.Rule)
	}
	return v.compiled.rules[r.Rule].String()
}

func until(r Reason, before, without string) string {
	if r.Until.IsZero() {
		return without
	}
	return before + r.Until.Format(time.RFC3339)
}
