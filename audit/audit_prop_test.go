package audit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/audit"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/retention"
)

// audited generates policies of a few snapshots a day at most.
func audited() *rapid.Generator[longcase.Policy] {
	return rapid.Custom(func(t *rapid.T) longcase.Policy {
		days := rapid.SampledFrom([]string{"* * *", "* * sat", "* * mon-fri", "1 * *", "1,15 * *", "* 1-6 *", "8-14 * sun"})
		hours := rapid.SampledFrom([]string{"1", "2", "0,12", "*/6", "3,4,23"})
		rules := rapid.SliceOfN(rapid.SampledFrom([]string{
			"within 36 hours", "within 3 days", "within 1 week", "within 1 month", "within 4 weeks on mon",
			"within 2 weeks on sat,sun", "within 2 months on 29,30,31", "within 1 quarter on last", "within 1 year on 1",
			"last 1", "last 5", "hourly 24", "daily 7", "daily 3 first", "weekly 2 on sun", "monthly 2 last", "daily 9 within 5 days",
		}), 1, 4).Draw(t, "rules")
		zone := fuzz.Zones().Draw(t, "zone")
		return cron(t, zone, "30 "+hours.Draw(t, "hours")+" "+days.Draw(t, "days"), rules...)
	})
}

func has(findings []longcase.Finding, code longcase.Code) (message string, ok bool) {
	i := slices.IndexFunc(findings, func(f longcase.Finding) bool { return f.Code == code })
	if i < 0 {
		return "", false
	}
	return findings[i].Message, true
}

// alive yields each stretch between two events with the number of snapshots alive.
func alive(policy longcase.Policy, from, until time.Time, yield func(from, until time.Time, count int)) {
	run, count, now := policy.Simulate(from), 0, from
	for event := range run.Until(until) {
		if event.Time.After(now) {
			yield(now, event.Time, count)
		}
		count, now = run.Len(), event.Time
	}
	yield(now, until, count)
}

// TestPopulation compares the greatest number of snapshots with a simulation of
// four years.
func TestPopulation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy, from := audited().Draw(t, "policy"), auditedFrom
		message, ok := has(audit.Policy(policy, from), "population")
		if !ok {
			return // nothing is kept
		}
		var most, typical, firstYear, ever int
		if _, err := fmt.Sscanf(message, "snapshots alive at once: at most %d, typically %d", &most, &typical); err != nil {
			t.Fatal(message, err)
		}
		alive(policy, from, from.AddDate(4, 0, 0), func(since, _ time.Time, count int) {
			ever = max(ever, count)
			if since.Before(from.AddDate(1, 0, 0)) {
				firstYear = max(firstYear, count)
			}
		})
		if most < typical || most < firstYear || most > ever {
			t.Fatalf("%s; there are %d in the first year, and %d in four", message, firstYear, ever)
		}
	})
}

// TestKeepsNothing runs each rule alone: a rule with the finding keeps nothing, and
// a rule with neither it nor keeps-little keeps something.
func TestKeepsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy, from := audited().Draw(t, "policy"), auditedFrom
		findings := audit.Policy(policy, from)
		for _, rule := range policy.Retention.Rules() {
			alone, kept := retention.MustCompile(policy.Zone, rule), 0
			for at := range policy.Schedule.Between(from, from.AddDate(3, 0, 0)) {
				kept += len(alone.Keep(at, []time.Time{at}))
			}
			said := func(f longcase.Finding, code longcase.Code) bool {
				return f.Code == code && strings.HasPrefix(f.Message, fmt.Sprintf("%q ", rule))
			}
			none := slices.ContainsFunc(findings, func(f longcase.Finding) bool { return said(f, "keeps-nothing") })
			few := slices.ContainsFunc(findings, func(f longcase.Finding) bool { return said(f, "keeps-little") })
			if none && kept > 0 || !none && !few && kept == 0 {
				t.Fatalf("%q keeps %d; found %v", rule, kept, findings)
			}
		}
	})
}

// lives returns the ends of the snapshots of three years, by when they were taken.
func lives(policy longcase.Policy, from time.Time) map[time.Time]time.Time {
	lives := map[time.Time]time.Time{}
	for event := range policy.Simulate(from).Until(from.AddDate(3, 0, 0)) {
		if event.Kind == longcase.Expired {
			lives[event.Snapshot.Created] = event.Time
		}
	}
	return lives
}

// TestUseless removes the useless rules: snapshots live as long.
func TestUseless(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy, from := audited().Draw(t, "policy"), auditedFrom
		lean, rules := policy, policy.Retention.Rules()
		for _, f := range audit.Policy(policy, from) {
			if f.Code != "useless" {
				continue
			}
			for i, rule := range slices.Backward(rules) {
				if strings.Contains(f.Message, fmt.Sprintf("%q", rule)) {
					rules = slices.Delete(rules, i, i+1)
					break
				}
			}
		}
		lean.Retention = retention.MustCompile(policy.Zone, rules...)
		const change = 2 * time.Hour // Troll's clocks
		with, without := lives(policy, from), lives(lean, from)
		for taken, until := range without {
			if with[taken].Sub(until).Abs() > change || len(with) != len(without) {
				t.Fatalf("%v, %v: with what is useless, %v is kept until %v, without until %v; %v",
					policy.Schedule, policy.Retention.Rules(), taken, with[taken], until, audit.Policy(policy, from))
			}
		}
	})
}

// TestBare compares the first time without a snapshot with a simulation of the
// first year.
func TestBare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy, from := audited().Draw(t, "policy"), auditedFrom
		message, bare := has(audit.Policy(policy, from), "bare")
		first, some := "", false
		alive(policy, from, from.AddDate(1, 0, 0), func(since, until time.Time, count int) {
			if some = some || count > 0; some && count == 0 && first == "" {
				const layout = "2006-01-02 15:04"
				location := policy.Zone.Location()
				first = since.In(location).Format(layout) + " to " + until.In(location).Format(layout)
			}
		})
		since, _, _ := strings.Cut(first, " to ")
		if first != "" && (!bare || !strings.Contains(message, "left from "+since)) {
			t.Fatalf("got %q, want %q", message, first)
		}
	})
}

// TestDeterminism audits every policy twice.
func TestDeterminism(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy := audited().Draw(t, "policy")
		from := fuzz.Instants(policy.Zone.Location()).Draw(t, "from")
		if first, second := audit.Policy(policy, from), audit.Policy(policy, from); !slices.Equal(first, second) {
			t.Fatalf("got %v, and then %v", first, second)
		}
	})
}
