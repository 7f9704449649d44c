//go:build unix

package main

import (
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase/audit"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/retention"
)

// cases returns every worst case.
func cases() []worst {
	return slices.Concat(audits(), ledgers(), documents(), texts(), zoneFiles(), calls(), commands(), arguments())
}

// noon is the instant from which things are looked at.
var noon = time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)

// audited is an audit of the document of a rule and a retention.
func audited(name, rule, kept string, from time.Time) worst {
	return worst{
		name: "audit: " + name, audit: true,
		input: text(`{"longcase":1,"schedule":{"rules":[` + rule + `]},"retention":{"rules":[` + kept + `]}}`),
		call: func(text string) (int, string) {
			return policy(text, func(p document.Policy) string {
				// Of a policy too absurd to survey, an audit has nothing to say.
				if len(audit.Policy(p.Policy, from)) == 0 && !strings.Contains(kept, "uncovered") {
					return "says nothing"
				}
				return ""
			})
		},
	}
}

// spread is an audit of a policy whose runs are delayed.
func spread(name, rules, kept string) worst {
	c := audited(name, rules, kept, noon)
	c.call = func(text string) (int, string) {
		return policy(text, func(p document.Policy) string {
			if len(audit.Spread(p.Policy, time.Hour, noon)) == 0 {
				return "says nothing"
			}
			return ""
		})
	}
	return c
}

func audits() []worst {
	const minutely, quarterly = `{"every":"1 minute"}`, `{"every":"15 minutes"}`
	return []worst{
		audited("every 15 minutes, of newest", quarterly, `"within 30 days of newest"`, noon),
		audited("every minute, of newest", minutely, `"within 30 days of newest"`, noon),
		audited("every 15 minutes, and oldest", quarterly, `"daily 7 and oldest"`, noon),
		audited("every minute, and oldest", minutely, `"yearly 100 and oldest"`, noon),
		audited("every minute, or next", minutely, `"monthly 120 on 1 or next"`, noon),
		audited("every minute, all for 20 years", minutely, `"within 20 years"`, noon),
		audited("every minute, nearest", minutely, `"daily 3000 nearest 02:00","weekly 500 nearest sun 02:00"`, noon),
		audited("every minute, what other rules leave", minutely, `"within 1 day","daily 3000 unkept","weekly 500 uncovered"`, noon),
		spread("15 minutes of a day, spread by an hour", `{"every":"15 minutes","window":"07:00-19:00"},{"at":["02:30"]}`, `"within 3 months","daily 7 and oldest"`),
		audited("leap days that are Saturdays", `{"months":"feb","monthDays":"29","weekdays":"sat","at":["03:00"]}`, `"last 3"`, noon),
		audited("from the year -6040", quarterly, `"weekly 4 on mon"`, time.Date(-6040, 1, 1, 0, 0, 0, 0, time.UTC)),
		audited("from the last second", quarterly, `"weekly 4 on mon"`, time.Unix(1<<62, 0)),
	}
}

// added adds snapshots to a ledger, one after the other, and lets time pass
// after each.
func added(name, rule string, n int, created func(i int) time.Time, pass time.Duration) worst {
	return worst{
		name: "ledger: " + name,
		size: 24 * n, // the instants
		call: func(string) (int, string) {
			parsed, err := retention.ParseRule(rule)
			if err != nil {
				return 0, err.Error()
			}
			l := retention.NewLedger(retention.MustCompile(nil, parsed))
			for i := range n {
				l.Add(retention.Snapshot{Created: created(i)})
				l.Advance(noon.Add(time.Duration(i) * pass))
			}
			return 0, ""
		},
	}
}

func ledgers() []worst {
	const n = 20_000
	hourly := func(i int) time.Time { return noon.Add(time.Duration(i) * time.Hour) }
	equal := func(int) time.Time { return noon }
	future := func(i int) time.Time { return noon.Add(time.Duration(n+i) * time.Hour) }
	return []worst{
		added("20,000 events, of newest", "within 365 days of newest", n, hourly, time.Hour),
		added("20,000 events, and oldest", "daily 10000 and oldest", n, hourly, time.Hour),
		added("20,000 events, or next", "monthly 120 on 1 or next", n, hourly, time.Hour),
		added("20,000 events at one instant", "last 10000", n, equal, 0),
		added("20,000 events, snapshots from the future", "daily 100", n, future, 2*time.Hour),
	}
}
