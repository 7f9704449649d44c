package retention

import (
	"errors"
	"slices"
	"time"

	"github.com/longcase/longcase/timezone"
)

// Policy is a compiled set of rules. The zero value has no rules and keeps
// everything. It is immutable, safe for concurrent use, and comparable: == is
// identity.
type Policy struct{ compiled *compiled }

type compiled struct {
	zone    *timezone.Zone
	rules   []Rule
	good    []int // the rules for good snapshots, by index
	failed  []int // the rules for failed ones
	minimum int
}

// none is what the zero Policy is compiled to. It is never written.
var none = &compiled{zone: (*timezone.Zone)(nil).OrUTC()}

// Compile compiles rules for a zone; a nil zone is UTC. The error lists everything
// that is wrong with them, each a [*RuleError].
func Compile(zone *timezone.Zone, rules ...Rule) (Policy, error) {
	var all []error
	c := &compiled{zone: zone.OrUTC(), rules: slices.Clone(rules)}
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

// WithMinimum returns the policy with the promise that the newest n good
// snapshots are kept, whatever the rules say. Held ones and those from the
// future do not count. Zero or less is no such promise.
func (p Policy) WithMinimum(n int) Policy {
	c := *p.orNone()
	c.minimum = max(n, 0)
	return Policy{&c}
}

// Minimum returns how many good snapshots are kept whatever the rules say.
func (p Policy) Minimum() int { return p.orNone().minimum }

// Rules returns a copy of the rules, as they were given.
func (p Policy) Rules() []Rule { return slices.Clone(p.orNone().rules) }

// Zone returns the zone of the policy; UTC for the zero value.
func (p Policy) Zone() *timezone.Zone { return p.orNone().zone }

func (p Policy) orNone() *compiled {
	if p.compiled == nil {
		return none
	}
	return p.compiled
}

// Snapshot is what a policy decides about.
type Snapshot struct {
	Created time.Time
	// HeldUntil is when a hold ends; zero for one without end. It counts only
	// with Held.
	HeldUntil time.Time
	// Held keeps the snapshot whatever the rules say, until HeldUntil. Meanwhile
	// it takes no other's place.
	Held bool
	// Locked forbids deletion before the expiry, and no longer. The expiry is
	// the last instant at which a rule could keep the snapshot, as far as that
	// follows from its age. Where there is none, because of a rule that counts
	// without an age, the lock keeps the snapshot without end.
	Locked bool
	// Failed marks a snapshot that failed or is incomplete. It never takes a
	// good one's place. The rules for failed snapshots decide about it; where
	// there are none, it is kept until there is a newer good one.
	Failed bool
}

// Expiry returns when the rules stop keeping a snapshot. It is false where that
// is never, because there are no rules or it is after the year 9999, and where
// it depends on other snapshots. A snapshot that was taken on none of the
// rules' days expires when it is taken. Holds, and the minimum to be kept, do
// not count.
func (p Policy) Expiry(s Snapshot) (time.Time, bool) {
	c := p.orNone()
	age, most := c.ends(instantOf(s.Created), s.Failed)
	if age.before(most) {
		return time.Time{}, false
	}
	return age.in(c.zone), age != never
}

// rulesFor returns the rules for good or for failed snapshots, by index.
func (c *compiled) rulesFor(failed bool) []int {
	if failed {
		return c.failed
	}
	return c.good
}

// ends returns until when rules that look at nothing but a snapshot's age keep
// it, and until when any rule could.
func (c *compiled) ends(created instant, failed bool) (age, most instant) {
	rules := c.rulesFor(failed)
	if len(rules) == 0 {
		return never, never
	}
	age, most = created, created
	date, _ := created.local(c.zone)
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
