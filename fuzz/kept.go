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

// location returns the policy's zone; nil is UTC.
func (p Policy) location() *time.Location { return Spec{Zone: p.Zone}.location() }

// Kept is the definition of a retention policy. It returns whether each snapshot is
// kept at an instant, in the order given.
func (p Policy) Kept(now time.Time, snapshots []retention.Snapshot) []bool {
	kept := make([]bool, len(snapshots))
	good, failed := visible(now, snapshots, false), visible(now, snapshots, true)
	// Failed snapshots are judged among themselves: a broken one must not take the place of a
	// good one.
	byRules := append(p.byRules(now, good, false), p.byRules(now, failed, true)...)
	for i, s := range snapshots {
		// Snapshots of one instant are decided alike, since nothing tells which of them is better.
		ruled := func(other retention.Snapshot) bool { return other.Failed == s.Failed && other.Created.Equal(s.Created) }
		kept[i] = s.Created.After(now) || held(s, now) || timeless(s) || len(p.Rules) == 0 ||
			slices.ContainsFunc(byRules, ruled) || p.byLock(now, s) || p.byDefault(s, good)
	}
	return kept
}

// timeless reports whether nobody knows when a snapshot was created.
func timeless(s retention.Snapshot) bool {
	day := s.Created.UTC().Format(time.DateOnly)
	return s.Created.Year() < 1 || s.Created.IsZero() || day == "1969-12-31" || day == "1970-01-01"
}

// held reports whether a hold is in force.
func held(s retention.Snapshot, now time.Time) bool {
	return s.Held && (s.HeldUntil.IsZero() || now.Before(s.HeldUntil))
}

// visible returns the snapshots visible to rules, newest first: neither held,
// timeless nor from the future.
func visible(now time.Time, snapshots []retention.Snapshot, failed bool) (list []retention.Snapshot) {
	for _, s := range snapshots {
		if s.Failed == failed && !s.Created.After(now) && !held(s, now) && !timeless(s) {
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

// isDue reports whether the nominal time of a snapshot counts.
func isDue(s retention.Snapshot) bool { return !s.Nominal.IsZero() && !s.Nominal.After(s.Created) }

// counted returns the good snapshots that rules count: those without a later
// snapshot of the same nominal time.
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

// rulesFor returns the rules for good, or for failed, snapshots.
func (p Policy) rulesFor(failed bool) (rules []retention.Rule) {
	for _, rule := range p.Rules {
		if rule.Failed == failed {
			rules = append(rules, rule)
		}
	}
	return rules
}

// byDefault decides without rules. Good snapshots without rules for them are kept,
// and so are the newest good snapshots up to the minimum. A failed snapshot without
// rules for it is kept until a newer good snapshot exists.
func (p Policy) byDefault(s retention.Snapshot, good []retention.Snapshot) bool {
	noRules := len(p.rulesFor(s.Failed)) == 0
	times := instants(counted(good))
	// The number of distinct instants newer than the snapshot; newest first.
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
// by its day and age alone, and for ever without rules. Rules for good snapshots
// decide about failed snapshots for lack of others.
func (p Policy) byLock(now time.Time, s retention.Snapshot) bool {
	rules := p.rulesFor(s.Failed)
	if len(rules) == 0 {
		rules = p.rulesFor(false)
	}
	return s.Locked && (len(rules) == 0 || slices.ContainsFunc(rules, func(rule retention.Rule) bool {
		endless := rule.Within.IsZero() || rule.From != retention.FromNow
		return (rule.Substitute || p.onDay(rule, due(s))) &&
			(endless || !oracle.Expired(p.location(), now, s.Created, rule.Within))
	}))
}

// byRules returns the snapshots of one kind that rules keep: each rule in turn,
// since some count only the rest left by earlier rules.
func (p Policy) byRules(now time.Time, among []retention.Snapshot, failed bool) (kept []retention.Snapshot) {
	if len(among) == 0 {
		return nil
	}
	var passed []retention.Snapshot
	for _, rule := range p.rulesFor(failed) {
		// FromNewest counts ages back from the newest snapshot, so that an outage
		// of backups deletes nothing.
		reference := now
		if rule.From != retention.FromNow {
			reference = among[0].Created
		}
		young := func(s retention.Snapshot) bool {
			if rule.From == retention.BackFromNewest && !rule.Within.IsZero() {
				return !oracle.Earlier(p.location(), reference, rule.Within).After(s.Created)
			}
			return rule.Within.IsZero() || !oracle.Expired(p.location(), reference, s.Created, rule.Within)
		}
		chosen, over := p.chosen(rule, among, kept, passed)
		for _, s := range chosen {
			if young(s) {
				kept = append(kept, s)
			}
		}
		// The base of a recovery window is the newest snapshot that is too old for it: the oldest
		// point in the window is restored from there.
		if i := slices.IndexFunc(chosen, func(s retention.Snapshot) bool { return !young(s) }); rule.Base && i >= 0 {
			kept = append(kept, chosen[i])
		}
		passed = append(passed, over...)
	}
	return kept
}

// chosen returns the snapshots that a rule keeps at any age, newest first: each
// snapshot on its days, or a representative of each period that counts, up to its
// number; and with Oldest the oldest of all, as long as these are fewer. It also
// returns those the rule passes over.
func (p Policy) chosen(rule retention.Rule, among, kept, passed []retention.Snapshot) (chosen, over []retention.Snapshot) {
	// Rules of age alone see every attempt; rules that count, the last of each nominal time.
	if !rule.Failed && (rule.Per != calendar.NoUnit || rule.Count > 0) {
		among = counted(among)
	}
	for _, period := range p.periods(rule, among) {
		if rule.Count > 0 && len(chosen) == rule.Count {
			break
		}
		// Proxmox counts only periods in which no earlier rule keeps a snapshot, and a snapshot that
		// it passed over, because another stood for its period, stands for no later period.
		covered := len(sharing(period.snapshots, kept)) > 0
		if rule.Counting == retention.CountUncovered {
			period.snapshots = neither(minus(period.snapshots, kept), passed)
		}
		s, ok := p.representative(rule, period)
		switch {
		case !ok,
			rule.Counting == retention.CountUncovered && covered,
			rule.Counting == retention.CountUnkept && len(sharing([]retention.Snapshot{s}, kept)) > 0:
			continue
		case rule.Counting == retention.CountUncovered:
			over = append(over, minus(p.candidates(rule, period), []retention.Snapshot{s})...)
		}
		chosen = append(chosen, s)
	}
	if rule.Oldest && len(among) > 0 && (rule.Count <= 0 || len(chosen) < rule.Count) {
		chosen = append(chosen, among[len(among)-1])
	}
	return chosen, over
}

// sharing returns the snapshots of a list created at the instant of any of some
// others.
func sharing(list, others []retention.Snapshot) (some []retention.Snapshot) {
	for _, s := range list {
		if slices.ContainsFunc(others, func(o retention.Snapshot) bool { return o.Created.Equal(s.Created) }) {
			some = append(some, s)
		}
	}
	return some
}

// minus returns the snapshots of a list not created at the instant of any other.
func minus(list, others []retention.Snapshot) (rest []retention.Snapshot) {
	some := sharing(list, others)
	for _, s := range list {
		if !slices.Contains(some, s) {
			rest = append(rest, s)
		}
	}
	return rest
}

// neither returns the snapshots of a list that are none of some others. Snapshots of one
// instant may be due on different days, and only some of them passed over.
func neither(list, others []retention.Snapshot) (rest []retention.Snapshot) {
	for _, s := range list {
		if !slices.ContainsFunc(others, func(o retention.Snapshot) bool {
			return o.Created.Equal(s.Created) && due(o).Equal(due(s))
		}) {
			rest = append(rest, s)
		}
	}
	return rest
}

// onDay reports whether an instant is on a day of the rule.
func (p Policy) onDay(rule retention.Rule, t time.Time) bool {
	return oracle.OnDay(ruleDays(rule), oracle.Civil(t, p.location()))
}

// ruleDays returns the days of a rule, as the oracle takes them.
func ruleDays(rule retention.Rule) schedule.Rule {
	return schedule.Rule{MonthDays: rule.MonthDays, Workdays: rule.Workdays, Weekdays: rule.Weekdays}
}
