package fuzz

import (
	"slices"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/oracle"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Policy is the intent of a retention policy: the arguments of [retention.Compile].
// It prints with %#v as Go. The zero value keeps everything.
type Policy struct {
	Zone    *time.Location   // nil is UTC
	Rules   []retention.Rule // none keep everything
	Minimum int              // see [retention.Policy.WithMinimum]
}

// Compile compiles the policy.
func (p Policy) Compile() (retention.Policy, error) {
	compiled, err := retention.Compile(timezone.Of(p.location()), p.Rules...)
	return compiled.WithMinimum(p.Minimum), err
}

// GoString returns the policy as Go.
func (p Policy) GoString() string { return source(p) }

func (p Policy) location() *time.Location { return Spec{Zone: p.Zone}.location() }

// Kept is the definition of a retention policy. It returns whether each snapshot is
// kept at an instant, in the order given.
func (p Policy) Kept(now time.Time, snapshots []retention.Snapshot) []bool {
	kept := make([]bool, len(snapshots))
	good, failed := visible(now, snapshots, false), visible(now, snapshots, true)
	for i, s := range snapshots {
		among := good
		if s.Failed {
			among = failed
		}
		kept[i] = s.Created.After(now) || held(s, now) || len(p.Rules) == 0 ||
			p.byRules(now, s, among) || p.byLock(now, s) || p.byDefault(s, good)
	}
	return kept
}

func held(s retention.Snapshot, now time.Time) bool {
	return s.Held && (s.HeldUntil.IsZero() || now.Before(s.HeldUntil))
}

// visible returns the snapshots visible to rules, newest first: neither held nor
// from the future.
func visible(now time.Time, snapshots []retention.Snapshot, failed bool) (list []retention.Snapshot) {
	for _, s := range snapshots {
		if s.Failed == failed && !s.Created.After(now) && !held(s, now) {
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(a, b retention.Snapshot) int { return b.Created.Compare(a.Created) })
	return list
}

// due returns the nominal time of a snapshot, or its creation if none counts.
func due(s retention.Snapshot) time.Time {
	if isDue(s) {
		return s.Nominal
	}
	return s.Created
}

func isDue(s retention.Snapshot) bool { return !s.Nominal.IsZero() && !s.Nominal.After(s.Created) }

// counted returns the good snapshots that rules count: those without a later one
// of the same nominal time.
func counted(good []retention.Snapshot) (list []retention.Snapshot) {
	for _, s := range good {
		if !slices.ContainsFunc(good, func(other retention.Snapshot) bool {
			return isDue(s) && isDue(other) && s.Nominal.Equal(other.Nominal) && s.Created.Before(other.Created)
		}) {
			list = append(list, s)
		}
	}
	return list
}

// instants returns when snapshots were created, those of the same instant once.
func instants(list []retention.Snapshot) (times []time.Time) {
	for _, s := range list {
		times = append(times, s.Created)
	}
	return slices.CompactFunc(times, time.Time.Equal)
}

// rulesFor returns the rules for good snapshots, or the rules for failed ones.
func (p Policy) rulesFor(failed bool) (rules []retention.Rule) {
	for _, rule := range p.Rules {
		if rule.Failed == failed {
			rules = append(rules, rule)
		}
	}
	return rules
}

// byDefault decides without rules. Good snapshots without rules for them are kept,
// and so are the newest good ones up to the minimum. A failed snapshot without
// rules for it is kept until a newer good one exists.
func (p Policy) byDefault(s retention.Snapshot, good []retention.Snapshot) bool {
	noRules := len(p.rulesFor(s.Failed)) == 0
	times := instants(counted(good))
	newer := slices.IndexFunc(times, func(t time.Time) bool { return !t.After(s.Created) })
	if newer < 0 {
		newer = len(times)
	}
	if s.Failed {
		return noRules && newer == 0
	}
	return noRules || newer < p.Minimum
}

// byLock reports whether a lock keeps a snapshot: as long as any rule could keep it
// by its day and age alone, and for ever without rules.
func (p Policy) byLock(now time.Time, s retention.Snapshot) bool {
	rules := p.rulesFor(s.Failed)
	return s.Locked && (len(rules) == 0 || slices.ContainsFunc(rules, func(rule retention.Rule) bool {
		endless := rule.Within.IsZero() || rule.From == retention.FromNewest
		return (rule.Substitute || p.onDay(rule, due(s))) &&
			(endless || !oracle.Expired(p.location(), now, s.Created, rule.Within))
	}))
}

// byRules reports whether any rule keeps a snapshot.
func (p Policy) byRules(now time.Time, s retention.Snapshot, among []retention.Snapshot) bool {
	return slices.ContainsFunc(p.rulesFor(s.Failed), func(rule retention.Rule) bool {
		if !slices.ContainsFunc(p.chosen(rule, among), s.Created.Equal) {
			return false
		}
		// FromNewest counts ages back from the newest snapshot, so that an outage
		// of backups deletes nothing.
		reference := now
		if rule.From == retention.FromNewest {
			reference = among[0].Created
		}
		return rule.Within.IsZero() || !oracle.Expired(p.location(), reference, s.Created, rule.Within)
	})
}

// chosen returns when the snapshots were created that a rule keeps at any age:
// each snapshot on its days, or a representative of each period, up to its number;
// and with Oldest the oldest of all, as long as there are fewer.
func (p Policy) chosen(rule retention.Rule, among []retention.Snapshot) (chosen []time.Time) {
	if !rule.Failed && (rule.Per != calendar.NoUnit || rule.Count > 0) {
		among = counted(among)
	}
	if rule.Per == calendar.NoUnit {
		for _, s := range among {
			if p.onDay(rule, due(s)) {
				chosen = append(chosen, s.Created)
			}
		}
		chosen = slices.CompactFunc(chosen, time.Time.Equal)
	}
	for _, period := range p.periods(rule, among) {
		if s, ok := p.representative(rule, period); ok {
			chosen = append(chosen, s.Created)
		}
	}
	if rule.Count > 0 && rule.Count < len(chosen) {
		chosen = chosen[:rule.Count]
	}
	if rule.Oldest && len(among) > 0 && (rule.Count <= 0 || len(chosen) < rule.Count) {
		chosen = append(chosen, among[len(among)-1].Created)
	}
	return chosen
}

// onDay reports whether a snapshot was taken on one of the rule's days.
func (p Policy) onDay(rule retention.Rule, t time.Time) bool {
	return oracle.OnDay(ruleDays(rule), oracle.Civil(t, p.location()))
}

func ruleDays(rule retention.Rule) schedule.Rule {
	return schedule.Rule{MonthDays: rule.MonthDays, Weekdays: rule.Weekdays}
}
