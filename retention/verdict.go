package retention

import (
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/enum"
)

// Verdict says whether one snapshot is kept, and why.
type Verdict struct {
	Keep bool
	// Reasons lists every rule and circumstance that keeps the snapshot, or
	// why none does. It is never empty. Verdicts share them: only read.
	Reasons []Reason
	// Until is when the last of the reasons ends: the snapshot is kept at least
	// until then. For one that is deleted, it is when the last of them ended.
	// It is zero where there is no such time.
	Until time.Time

	compiled *compiled // for its rules, as text
}

// Reason is one reason for a verdict. It is comparable.
type Reason struct {
	Kind ReasonKind
	Rule int // index into the policy's rules, for reasons that are rules
	// Until is when the reason ends, or ended. It is zero where it does not
	// while no new snapshots are taken.
	Until time.Time
	// Period is the start of the period that the snapshot represents or would
	// have to, in rules per unit.
	Period time.Time
	// By is when the snapshot was taken that has the place of this one: the one
	// that represents its period or, where the rule counts no further back than
	// that, the oldest one that counts. For failed ones, it is a good one.
	By time.Time
}

// ReasonKind tells the kinds of reasons apart.
type ReasonKind uint8

const (
	// NoRules keeps a snapshot because the policy has no rules for it.
	NoRules ReasonKind = iota
	// Future keeps a snapshot that is dated after now.
	Future
	// Held keeps a snapshot that somebody holds.
	Held
	// Locked keeps a snapshot until it expires by the rules.
	Locked
	// Minimum keeps a snapshot because it is one of the newest good ones.
	Minimum
	// NoneNewer keeps a failed snapshot because there is no newer good one.
	NoneNewer
	// Refused keeps a snapshot because a [Guard] refuses the plan.
	Refused
	// Young keeps a snapshot that is younger than the rule's age, if it has one.
	Young
	// Counted keeps a snapshot that represents one of the rule's periods, or is
	// one of the number that the rule keeps.
	Counted
	// Oldest keeps the oldest snapshot while the rule finds fewer periods than it
	// counts.
	Oldest
	// Expired does not keep a snapshot that is as old as the rule's age.
	Expired
	// OffDay does not keep a snapshot taken on none of the rule's days.
	OffDay
	// Superseded does not keep a snapshot whose period another one represents.
	Superseded
	// Beyond does not keep a snapshot because the rule's number is reached with
	// newer ones.
	Beyond
	// Outdated does not keep a failed snapshot, since there is a newer good one.
	Outdated
)

// kinds is never written.
var kinds = enum.Names[ReasonKind]{
	What: "reason", Wrong: unknownName,
	List: []string{
		"no rules", "future", "held", "locked", "minimum", "none newer", "refused", "young", "counted", "oldest",
		"expired", "off day", "superseded", "beyond", "outdated",
	},
}

// String returns the kind in words, such as "no rules".
func (k ReasonKind) String() string { return kinds.String(k) }

// MarshalText returns the kind in words. It fails for a value without any.
func (k ReasonKind) MarshalText() ([]byte, error) { return kinds.Marshal(k) }

// UnmarshalText reads what String returns. The error is a
// [*calendar.ParseError].
func (k *ReasonKind) UnmarshalText(text []byte) error { return kinds.Unmarshal(k, text) }

// Keeps reports whether reasons of the kind keep a snapshot.
func (k ReasonKind) Keeps() bool { return k <= Oldest }

// IsRule reports whether reasons of the kind are about one rule.
func (k ReasonKind) IsRule() bool { return Young <= k && k <= Beyond }

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
	case Held, Locked:
		return r.Kind.String() + until(r, " until ", " without end")
	case Minimum:
		return "within the minimum to be kept"
	case NoneNewer:
		return "failed, with no newer good one"
	case Outdated:
		return "failed, with a newer good one of " + stamp(r.By)
	case Refused:
		return "the plan is refused"
	}
	return v.rule(r).String() + ", " + v.about(r)
}

// about says what a rule means for a snapshot.
func (v Verdict) about(r Reason) string {
	period := v.period(r)
	switch r.Kind {
	case Young:
		return until(r, "until ", "without end")
	case Counted:
		if period != "" {
			period = "for " + period
		}
		return strings.Join(fields(period, until(r, "until ", "")), " ")
	case Oldest:
		return strings.Join(fields("as the oldest", until(r, "until ", "")), " ")
	case Expired:
		return until(r, "ended ", "ended")
	case OffDay:
		return "on another day"
	case Superseded:
		return "superseded by " + stamp(r.By) + " for " + period
	}
	return "which goes back to " + stamp(r.By)
}

// fields returns the words that are not empty, or a word for none.
func fields(words ...string) (list []string) {
	for _, word := range words {
		if word != "" {
			list = append(list, word)
		}
	}
	if list == nil {
		list = []string{"counted"}
	}
	return list
}

// rule returns the rule that a reason is about, where it is known.
func (v Verdict) rule(r Reason) Rule {
	if v.compiled == nil || r.Rule < 0 || r.Rule >= len(v.compiled.rules) {
		return Rule{}
	}
	return v.compiled.rules[r.Rule]
}

// period names the period that a reason is about, such as "2025-03".
func (v Verdict) period(r Reason) string {
	if r.Period.IsZero() {
		return ""
	}
	switch rule := v.rule(r); rule.Per {
	case calendar.Hour:
		return "the hour from " + stamp(r.Period)
	case calendar.Week:
		return "the week from " + r.Period.Format(time.DateOnly)
	case calendar.Month:
		return r.Period.Format("2006-01")
	case calendar.Quarter:
		return r.Period.Format("2006") + "-Q" + strconv.Itoa(int(r.Period.Month()+2)/3)
	case calendar.Year:
		return r.Period.Format("2006")
	}
	return r.Period.Format(time.DateOnly)
}

func stamp(t time.Time) string { return t.Format(time.RFC3339) }

func until(r Reason, before, without string) string {
	if r.Until.IsZero() {
		return without
	}
	return before + stamp(r.Until)
}
