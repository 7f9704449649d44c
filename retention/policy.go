package retention

import (
	"errors"
	"slices"
	"time"

	"github.com/longcase/longcase/timezone"
)

// Policy is a compiled set of rules in a time zone. It keeps a snapshot while
// any of its rules does, and deletes the others. The zero value has no rules
// and keeps everything. A Policy is immutable, comparable (== is identity), and
// safe for concurrent use.
type Policy struct{ compiled *compiled }

// compiled is a policy's content. Rules are split into those for good snapshots
// and those for failed snapshots, because none is judged by both.
type compiled struct {
	zone    *timezone.Zone
	rules   []Rule
	texts   *ruleTexts // shared by the copies that WithMinimum makes
	good    []int      // rules for good snapshots, by index
	failed  []int      // rules for failed snapshots, by index
	minimum int        // newest good snapshots to keep besides
}

// none is the content of the zero Policy. It is never written.
var none = &compiled{zone: (*timezone.Zone)(nil).OrUTC()}

// Compile returns a policy of the rules for a zone; a nil zone is UTC. The
// error joins a [*RuleError] for each wrong field of each rule, in the order of
// the rules. A zone with an error has that error instead.
func Compile(zone *timezone.Zone, rules ...Rule) (Policy, error) {
	if err := zone.Err(); err != nil {
		return Policy{}, err
	}
	var all []error
	c := &compiled{zone: zone.OrUTC(), rules: slices.Clone(rules), texts: new(ruleTexts)}
	for i := range c.rules {
		for _, fault := range c.rules[i].faults() {
			fault.Rule = i
			all = append(all, fault)
		}
		if rules[i].Failed {
			c.failed = append(c.failed, i)
		} else {
			c.good = append(c.good, i)
		}
	}
	if len(all) > 0 {
		return Policy{}, errors.Join(all...)
	}
	return Policy{c}, nil
}

// MustCompile is [Compile] for rules known to be right. It panics on an error.
func MustCompile(zone *timezone.Zone, rules ...Rule) Policy {
	p, err := Compile(zone, rules...)
	if err != nil {
		panic("retention: " + err.Error())
	}
	return p
}

// WithMinimum returns the policy with a promise besides its rules: it keeps the
// newest n good snapshots. Held snapshots and those from the future do not
// count among the n. For n of zero or less, the promise is void.
func (p Policy) WithMinimum(n int) Policy {
	c := *p.orNone()
	c.minimum = max(n, 0)
	return Policy{&c}
}

// Minimum returns the number of newest good snapshots the policy keeps
// besides its rules; zero for no such promise.
func (p Policy) Minimum() int { return p.orNone().minimum }

// Rules returns a copy of the rules, in the order in which Compile took them.
func (p Policy) Rules() []Rule { return slices.Clone(p.orNone().rules) }

// Zone returns the zone of the policy; UTC for the zero value.
func (p Policy) Zone() *timezone.Zone { return p.orNone().zone }

// orNone returns the content; of the zero Policy, that of a policy without rules.
func (p Policy) orNone() *compiled {
	if p.compiled == nil {
		return none
	}
	return p.compiled
}

// Snapshot describes a snapshot to a policy. The zero value was created on 1
// January of year 1 and is good, neither held nor locked. Snapshots are
// comparable; since == of times looks at locations too, compare Created with
// Equal.
type Snapshot struct {
	// Created is when the snapshot was taken. Instants outside of the years 1
	// to 9999 count as the nearest inside. Ages, expiries and the order of
	// snapshots go by it.
	//
	// A snapshot is timeless if Created is the zero time, or on 1969-12-31 or
	// 1970-01-01 in UTC, as when its metadata were lost. It is kept, and takes no
	// other's place, since nobody knows its age.
	Created time.Time
	// Nominal is the instant for which the snapshot was taken, as in a fleet's
	// Fire; the zero time if it is unknown. Days and periods go by it: which day,
	// week or month the snapshot represents, and a rule's days.
	//
	// A snapshot due on Sunday at 23:30 may be created on Monday at 00:10,
	// because it was spread, caught up, or waited for another. It is Sunday's
	// all the same, and "within 12 weeks on sun" keeps it; judged by its
	// creation, a slow Sunday evening would leave the week without a snapshot.
	// Its age, on the other hand, is that of its content: it expires twelve
	// weeks after Monday at 00:10, so that late snapshots are kept no shorter.
	//
	// A Nominal after Created does not count. Of good snapshots with the same
	// Nominal, as after a second attempt, rules that count see the last to be
	// created; rules of age alone see all of them. Held, failed and future
	// snapshots supersede none.
	Nominal time.Time
	// HeldUntil is when a hold ends; the zero time is a hold without end. It
	// counts only with Held.
	HeldUntil time.Time
	// Held keeps the snapshot until HeldUntil, against the rules.
	// Meanwhile it takes no other's place.
	Held bool
	// Locked forbids deletion before the expiry, and no longer. The expiry is
	// the last instant at which a rule could keep a snapshot of this age. A
	// rule that counts without an age has no such instant; then the lock keeps
	// the snapshot without end. Without rules for failed snapshots, those for
	// good snapshots end the lock of a failed snapshot.
	Locked bool
	// Failed marks a snapshot that failed or is incomplete. It never takes a
	// good snapshot's place. Rules for failed snapshots decide about it;
	// without such rules, it is kept until a newer good snapshot exists.
	Failed bool
}

// Expiry returns when the rules stop keeping a snapshot, as far as its age
// alone decides. A snapshot taken on none of the rules' days expires when it is
// taken. Holds, and the minimum to be kept, do not count. ok is false if the
// policy has no rules, if the expiry is after the year 9999, or if it depends
// on other snapshots.
func (p Policy) Expiry(s Snapshot) (expiry time.Time, ok bool) {
	// If a rule of more than an age may keep the snapshot longer than the ages, other
	// snapshots decide.
	c := p.orNone()
	age, most := c.ends(&s, c.rulesFor(s.Failed))
	if age.before(most) || isTimeless(instantOf(s.Created)) {
		return time.Time{}, false
	}
	return age.in(c.zone), age != never
}

// zoneOrUTC returns the zone; UTC for the nil of verdicts made by hand.
func (c *compiled) zoneOrUTC() *timezone.Zone {
	if c == nil {
		c = none
	}
	return c.zone
}

// cascades reports whether any of some rules counts the rest left by earlier rules.
func (c *compiled) cascades(rules []int) bool {
	return slices.ContainsFunc(rules, func(i int) bool { return c.rules[i].Counting != CountAll })
}

// rulesFor returns the rules for good or for failed snapshots, by index.
func (c *compiled) rulesFor(failed bool) []int {
	if failed {
		return c.failed
	}
	return c.good
}

// endOfLock returns when the lock of a snapshot ends: when it becomes too old
// for the rules.
func (c *compiled) endOfLock(s *Snapshot) instant {
	rules := c.rulesFor(s.Failed)
	if len(rules) == 0 {
		rules = c.good
	}
	_, end := c.ends(s, rules)
	return end
}

// ends returns when a snapshot becomes too old for those rules that are of age
// alone, and when for all rules. A substitute may stand in for another day, so
// its rule counts on every day.
func (c *compiled) ends(s *Snapshot, rules []int) (age, most instant) {
	if len(rules) == 0 {
		return never, never
	}
	created := instantOf(s.Created)
	// From the creation on: a snapshot on none of the rules' days is let go of at once.
	age, most = created, created
	date, _ := s.due().local(c.zone)
	for _, i := range rules {
		r := &c.rules[i]
		if !r.allows(date) && !r.Substitute {
			continue
		}
		end := never
		if r.From == FromNow {
			end = r.end(created, c.zone)
		}
		if most = latest(most, end); r.ages() {
			age = latest(age, end)
		}
	}
	return age, most
}
