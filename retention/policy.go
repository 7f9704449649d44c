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
	zone  *timezone.Zone
	rules []Rule
}

// none is what the zero Policy is compiled to. It is never written.
var none = &compiled{zone: (*timezone.Zone)(nil).OrUTC()}

// New compiles rules for a zone; a nil zone is UTC. The error lists everything
// that is wrong with them, each a [*RuleError].
func New(zone *timezone.Zone, rules ...Rule) (Policy, error) {
	var all []error
	for i, rule := range rules {
		for _, fault := range rule.faults() {
			fault.Rule = i
			all = append(all, fault)
		}
	}
	if len(all) > 0 {
		return Policy{}, errors.Join(all...)
	}
	return Policy{&compiled{zone: zone.OrUTC(), rules: slices.Clone(rules)}}, nil
}

// MustNew is [New] for rules known to be right. It panics on an error.
func MustNew(zone *timezone.Zone, rules ...Rule) Policy {
	p, err := New(zone, rules...)
	if err != nil {
		panic("retention: " + err.Error())
	}
	return p
}

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
	// Held keeps the snapshot whatever the rules say, until HeldUntil or, where
	// that is zero, without end.
	Held      bool
	HeldUntil time.Time
	// Locked forbids deletion before the expiry, and no longer. Where there is
	// no expiry, it keeps the snapshot without end.
	Locked bool
}

// Expiry returns when the rules stop keeping a snapshot. It is false where
// that is never: without rules, and after the year 9999. A snapshot that was
// taken on none of the rules' days expires when it is taken. Holds do not
// count.
func (p Policy) Expiry(s Snapshot) (time.Time, bool) {
	c := p.orNone()
	end := c.expiry(instantOf(s.Created))
	return end.in(c.zone), end != never
}

func (c *compiled) expiry(created instant) instant {
	if len(c.rules) == 0 {
		return never
	}
	end := created
	date, _ := created.local(c.zone)
	for _, rule := range c.rules {
		if rule.allows(date) {
			end = latest(end, created.plus(rule.Within, c.zone))
		}
	}
	return end
}
