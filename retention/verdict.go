package retention

import (
	"strconv"
	"sync"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/enum"
	"github.com/longcase/longcase/internal/problem"
)

// Verdict is the decision on a snapshot, and the reasons for it. The zero value
// deletes and has no reasons; [Policy.Plan] never returns it.
type Verdict struct {
	Keep bool // false to delete the snapshot
	// Reasons lists every rule and circumstance that keeps the snapshot; for a
	// snapshot to delete, it lists a reason for each rule. It is never empty.
	// Verdicts share its elements: read them, and do not write.
	Reasons []Reason
	// Until is when the last of the reasons ends. It is a promise: the snapshot is
	// kept until then, as long as no hold ends, no snapshot from the future comes
	// of age, and none is added. Afterwards it may still be kept, for a reason that
	// only then begins. For a snapshot to delete, it is when the last of the
	// reasons ended. It is zero if the time is unknown or if the reasons have no
	// end.
	Until time.Time

	compiled *compiled // of the policy, whose rules String writes
}

// Reason is a reason for a verdict. It is comparable. The zero value is a
// reason of kind [NoRules].
type Reason struct {
	Kind ReasonKind // rule or circumstance
	Rule int        // index into the policy's rules, if Kind.IsRule()
	// Until is when the reason ends, or ended. It is zero if the reason has no
	// end while no new snapshots are taken. The reason of a rule that counts the
	// rest left by earlier rules lasts at most until any of these lets go of a
	// snapshot, which may count from then on.
	Until time.Time
	// Period is the start of the period that the snapshot represents, or that
	// another represents in its place, in rules per unit. It is zero in other
	// reasons.
	Period time.Time
	// By is when the deciding snapshot was taken: the
	// representative of its period; the oldest that counts, for [Beyond]; a
	// newer good snapshot, for [Outdated]. It is zero in other reasons.
	By time.Time
	// Child is the position in the list of the snapshot that needs the longest,
	// for [Needed].
	Child int
}

// ReasonKind is the kind of a reason. The zero value is NoRules.
type ReasonKind uint8

const (
	// NoRules keeps a snapshot because the policy has no rules for it.
	NoRules ReasonKind = iota
	// Future keeps a snapshot that is dated after now.
	Future
	// Timeless keeps a snapshot of which nobody knows when it was taken.
	Timeless
	// Held keeps a snapshot somebody holds.
	Held
	// Locked keeps a snapshot until it expires by the rules.
	Locked
	// Minimum keeps a snapshot among the newest good snapshots: see
	// [Policy.WithMinimum].
	Minimum
	// NoneNewer keeps a failed snapshot because no newer good snapshot exists.
	NoneNewer
	// Refused keeps a snapshot because a [Guard] refuses the plan.
	Refused
	// Needed keeps a snapshot on which another is built: see [Plan.Needing].
	Needed
	// UnknownParent keeps a snapshot of which nobody knows the parent.
	UnknownParent
	// Young keeps a snapshot younger than the rule's age, or any without an age.
	Young
	// Counted keeps a snapshot that represents a period of the rule, or is among
	// the number the rule keeps.
	Counted
	// Oldest keeps the oldest snapshot while the rule finds fewer periods than
	// it counts.
	Oldest
	// Base keeps the newest snapshot that is too old for the rule, from which the
	// oldest instant within the rule's age can be restored.
	Base
	// Expired does not keep a snapshot as old as the rule's age, or older.
	Expired
	// OffDay does not keep a snapshot taken on none of the rule's days.
	OffDay
	// Superseded does not keep a snapshot whose period another represents, or
	// that a later snapshot of the same nominal time replaces.
	Superseded
	// Beyond does not keep a snapshot because the rule's number is reached before
	// it.
	Beyond
	// PassedOver does not keep a snapshot because an earlier rule chose another of
	// its period before it: see [CountUncovered].
	PassedOver
	// Outdated does not keep a failed snapshot because a newer good snapshot exists.
	Outdated
)

// kinds is never written.
var kinds = enum.Names[ReasonKind]{
	What: "reason", Wrong: problem.UnknownName,
	List: []string{
		"no rules", "future", "timeless", "held", "locked", "minimum", "none newer", "refused",
		"needed", "unknown parent",
		"young", "counted", "oldest", "base",
		"expired", "off day", "superseded", "beyond", "passed over", "outdated",
	},
}

// String returns the kind in words, such as "no rules".
func (k ReasonKind) String() string { return kinds.String(k) }

// MarshalText returns the kind in words. It fails for a value without any.
func (k ReasonKind) MarshalText() ([]byte, error) { return kinds.Marshal(k) }

// UnmarshalText reads the form that String returns. The error is a
// [*calendar.ParseError].
func (k *ReasonKind) UnmarshalText(text []byte) error { return kinds.Unmarshal(k, text) }

// Keeps reports whether reasons of the kind keep a snapshot.
func (k ReasonKind) Keeps() bool { return k <= Base }

// IsRule reports whether reasons of the kind come from a rule, so that
// [Reason.Rule] says which.
func (k ReasonKind) IsRule() bool { return Young <= k && k <= PassedOver }

// String returns the reasons as a sentence, such as "within 2 days, until
// 2025-03-04T12:00:00Z; monthly 2, for 2025-03".
func (v Verdict) String() string {
	const usual = 128
	text, _ := v.AppendText(make([]byte, 0, usual))
	return string(text)
}

// AppendText appends the form that String returns. It never fails.
func (v Verdict) AppendText(b []byte) ([]byte, error) {
	for i, reason := range v.Reasons {
		if i > 0 {
			b = append(b, "; "...)
		}
		b = v.appendReason(b, reason)
	}
	return b, nil
}

// appendReason appends a reason in words. A rule's reason begins with the rule, so that it
// is found in the policy.
func (v Verdict) appendReason(b []byte, r Reason) []byte {
	switch r.Kind {
	case NoRules:
		return append(b, "the policy has no rules"...)
	case Future:
		return append(b, "dated after now"...)
	case Timeless:
		return append(b, "taken at an unknown time"...)
	case Held, Locked:
		return appendUntil(append(b, r.Kind.String()...), r, " until ", " without end")
	case Minimum:
		return append(b, "within the minimum to be kept"...)
	case NoneNewer:
		return append(b, "failed, with no newer good one"...)
	case Outdated:
		return appendStamp(append(b, "failed, with a newer good one of "...), r.By)
	case Refused:
		return append(b, "the plan is refused"...)
	case Needed:
		b = strconv.AppendInt(append(b, "needed by snapshot "...), int64(r.Child), 10)
		return appendUntil(b, r, ", until ", "")
	case UnknownParent:
		return append(b, "built on an unknown snapshot"...)
	}
	return v.appendRule(append(append(b, v.ruleText(r)...), ", "...), r)
}

// appendRule appends the words for a rule's reason, after the rule itself.
func (v Verdict) appendRule(b []byte, r Reason) []byte {
	switch r.Kind {
	case Young:
		return appendUntil(b, r, "until ", "without end")
	case Counted:
		return v.appendCounted(b, r)
	case Oldest:
		return appendUntil(append(b, "as the oldest"...), r, " until ", "")
	case Base:
		return appendUntil(append(b, "as the base"...), r, " until ", "")
	case Expired:
		return appendUntil(b, r, "ended ", "ended")
	case OffDay:
		return append(b, "on another day"...)
	case PassedOver:
		return append(b, "which an earlier rule passed over"...)
	case Superseded:
		b = appendStamp(append(b, "superseded by "...), r.By)
		if r.Period.IsZero() {
			return append(b, " of the same nominal time"...)
		}
		return v.appendPeriod(append(b, " for "...), r)
	}
	return appendStamp(append(b, "which goes back to "...), r.By)
}

// appendCounted appends the period, the end, or both; for a rule with a count of
// snapshots and without an age, which has neither, a word of its own.
func (v Verdict) appendCounted(b []byte, r Reason) []byte {
	switch {
	case r.Period.IsZero():
		return appendUntil(b, r, "until ", "counted")
	default:
		return appendUntil(v.appendPeriod(append(b, "for "...), r), r, " until ", "")
	}
}

// rule returns the rule of a reason. Verdicts made by hand have none: then it
// returns the zero Rule.
func (v Verdict) rule(r Reason) Rule {
	if v.compiled == nil || r.Rule < 0 || r.Rule >= len(v.compiled.rules) {
		return Rule{}
	}
	return v.compiled.rules[r.Rule]
}

// ruleText returns the rule of a reason as text.
func (v Verdict) ruleText(r Reason) string {
	if v.compiled == nil || r.Rule < 0 || r.Rule >= len(v.compiled.rules) {
		return Rule{}.String()
	}
	return v.compiled.texts.of(v.compiled.rules)[r.Rule]
}

// ruleTexts holds the texts of rules, made when the first is asked for: plans of
// many snapshots are printed.
type ruleTexts struct {
	once sync.Once
	list []string
}

// of returns the texts of rules, which are those of a single policy.
func (t *ruleTexts) of(rules []Rule) []string {
	t.once.Do(func() {
		for i := range rules {
			t.list = append(t.list, rules[i].String())
		}
	})
	return t.list
}

// appendPeriod appends a name for the period of a reason, such as "2025-03".
func (v Verdict) appendPeriod(b []byte, r Reason) []byte {
	switch rule := v.rule(r); rule.Per {
	case calendar.Hour:
		return appendStamp(append(b, "the hour from "...), r.Period)
	case calendar.Week:
		return r.Period.AppendFormat(append(b, "the week from "...), time.DateOnly)
	case calendar.Month:
		return r.Period.AppendFormat(b, "2006-01")
	case calendar.Quarter:
		b = append(r.Period.AppendFormat(b, "2006"), "-Q"...)
		return strconv.AppendInt(b, int64(r.Period.Month()+2)/3, 10)
	case calendar.Year:
		return r.Period.AppendFormat(b, "2006")
	}
	return r.Period.AppendFormat(b, time.DateOnly)
}

// appendStamp appends an instant.
func appendStamp(b []byte, t time.Time) []byte { return t.AppendFormat(b, time.RFC3339) }

// appendUntil appends when a reason ends, after some words, or other words.
func appendUntil(b []byte, r Reason, before, without string) []byte {
	if r.Until.IsZero() {
		return append(b, without...)
	}
	return appendStamp(append(b, before...), r.Until)
}
