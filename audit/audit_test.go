package audit_test

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/audit"
	"github.com/longcase/longcase/internal/golden"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/timezone"
)

// auditedFrom is when the policies of these tests begin.
var auditedFrom = time.Date(2025, time.January, 10, 12, 0, 0, 0, time.UTC)

// cron returns a policy of a cron expression and of rules.
func cron(t rapid.TB, zoneName, expr string, rules ...string) longcase.Policy {
	t.Helper()
	return cronWith(t, timezone.DST{}, zoneName, expr, rules...)
}

func cronWith(t rapid.TB, dst timezone.DST, zoneName, expr string, rules ...string) longcase.Policy {
	t.Helper()
	parsed, err := crontab.Parse(expr, crontab.Options{Days: crontab.And})
	if err != nil {
		t.Fatal(err)
	}
	z := zone(t, zoneName)
	return longcase.Policy{
		Name: "policy", Enabled: true, Zone: z,
		Schedule:  schedule.MustCompile(z, dst, parsed.Rules...),
		Retention: kept(t, z, rules...),
	}
}

func named(t rapid.TB, template string, policy longcase.Policy) longcase.Policy {
	t.Helper()
	var err error
	policy.NameTemplate, err = longcase.ParseTemplate(template)
	if err != nil {
		t.Fatal(err)
	}
	return policy
}

func minimum(n int, policy longcase.Policy) longcase.Policy {
	policy.Retention = policy.Retention.WithMinimum(n)
	return policy
}

func TestAudit(t *testing.T) {
	const berlin, newYork, nuuk = "Europe/Berlin", "America/New_York", "America/Nuuk"
	skip := timezone.DST{Gap: timezone.GapSkip, Fold: timezone.FoldBoth}
	next := timezone.DST{Gap: timezone.GapNext}
	disabled := cron(t, "", "0 1 * * *", "within 7 days")
	disabled.Enabled = false
	var got strings.Builder
	for _, row := range []struct {
		what   string
		policy longcase.Policy
	}{
		{"sons, fathers and grandfathers", cron(t, "", "0 1 * * *", "within 7 days", "within 4 weeks on mon", "within 12 months on 23")},
		{"the 23rd, and Mondays, of Saturdays", cron(t, "", "0 1 * * sat", "within 12 months on 23", "weekly 4 on mon")},
		{"the 31st", cron(t, "", "0 1 * * *", "within 2 months on 31")}, // in every month that has one
		{"the 1st of working days", cron(t, "", "0 1 * * mon-fri", "monthly 12 on 1", "within 2 weeks")},
		{"the 1st of working days, or the next", cron(t, "", "0 1 * * mon-fri", "monthly 12 on 1 or next", "within 2 weeks")},
		{"a day of a weekly one", cron(t, newYork, "30 2 * * sat", "within 1 day")},
		{"24 hours of a daily one", cron(t, berlin, "30 2 * * *", "within 24 hours")}, // a day of 25 hours
		{"minutes of a daily one", cron(t, "", "30 2 * * *", "within 10 minutes")},
		{"a leap day of an odd year", cron(t, "", "30 2 29 2 *", "within 2 years")},
		{"no such days", cron(t, "", "30 2 29 2 *", "within 2 years on 30")},
		{"hours that are days", cron(t, "", "30 2 * * *", "hourly 24", "daily 7", "weekly 4")},
		{"days of Mondays", cron(t, "", "30 2 * * mon", "daily 7")},
		{"more than there is time for", cron(t, "", "30 2 * * *", "daily 7 within 5 days", "last 3")},
		{"twice the same", cron(t, "", "30 2 * * *", "within 1 week", "within 7 days")},
		{"a month and 30 days", cron(t, "", "30 2 * * *", "within 1 month", "within 30 days")}, // longer than February
		{"30 and 36 hours", cron(t, "", "30 2 * * *", "within 30 hours", "within 36 hours")},
		{"a minimum", minimum(3, cron(t, "", "30 2 * * sat", "within 1 day"))},
		{"no rules", cron(t, berlin, "30 2 * * *")},
		{"years without end", cron(t, "", "30 2 * * *", "within 7 days", "yearly all")},
		{"more years than are looked at", cron(t, "", "30 2 * * *", "within 7 days", "yearly 75")},
		{"tiers of hours", cron(t, berlin, "0 * * * *", "hourly 24", "daily 7", "weekly 4", "monthly 12")},
		{"a decade of minutes", cron(t, newYork, "* * * * *", "within 10 years")},
		{"a decade of Mondays", cron(t, newYork, "* * * * *", "within 1 day", "within 10 years on mon")},
		{"tiers of minutes", cron(t, newYork, "* * * * *", "hourly 24", "daily 7", "monthly 12", "yearly 10")},
		{"failed ones only", cron(t, "", "30 2 * * *", "failed within 2 days")},
		{"off Saturday", cron(t, nuuk, "30 23 * * sat", "within 4 weeks on sat")},
		{"midnight that is skipped", cronWith(t, skip, "America/Havana", "0 0 * * *", "within 7 days")},
		{"the next moment", cronWith(t, next, berlin, "10,30 2 * * *", "within 7 days")},
		{"names of a grid", named(t, "{Year}{Month}{Day}-{Hour}{Minute}", cron(t, berlin, "*/30 * * * *", "within 2 days"))},
		{"names of minutes", named(t, "{Year}{Month}{Day}-{Hour}{Minute}", cron(t, berlin, "* * * * *", "within 2 days"))},
		{"names of minutes soon gone", named(t, "{Year}{Month}{Day}-{Hour}{Minute}", cron(t, berlin, "* * * * *", "within 50 minutes"))},
		{"names without years", named(t, "{Month}{Day}", cron(t, "", "0 1 * * *", "within 3 years"))},
		{"names without years, gone in time", named(t, "{Month}{Day}", cron(t, "", "0 1 * * *", "within 1 year"))},
		{"disabled", disabled},
		{"nothing", longcase.Policy{Enabled: true}},
	} {
		got.WriteString("# " + row.what + "\n")
		for _, finding := range audit.Policy(row.policy, auditedFrom) {
			got.WriteString(finding.String() + "\n")
		}
		got.WriteString("\n")
	}
	golden.Compare(t, "testdata/audit.txt", got.String())
}

// TestAuditIsBounded audits absurd policies. Their work is counted in bytes allocated:
// every simulated snapshot, look and finding takes some.
func TestAuditIsBounded(t *testing.T) {
	all := make([]string, 2000)
	for i := range all {
		all[i] = "within 99 years on mon"
	}
	const most = 128 << 20
	for _, policy := range []longcase.Policy{
		cron(t, "America/New_York", "* * * * *", "within 9999 years on 13"),
		cron(t, "America/New_York", "* * * * *", "hourly 9999999", "yearly 9999999"),
		cron(t, "Africa/Casablanca", "0-58 * * * *", all...),
		cron(t, "", "* * * * *", "within 1 day", "daily 3000 unkept", "weekly 500 uncovered"),
		cron(t, "Antarctica/Troll", "0 0 29 2 mon", "last 9999999"),
		named(t, "x", cron(t, "", "* * * * *")),
	} {
		for _, from := range []time.Time{auditedFrom, time.Date(9999, time.December, 30, 0, 0, 0, 0, time.UTC)} {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			audit.Policy(policy, from)
			runtime.ReadMemStats(&after)
			if bytes := after.TotalAlloc - before.TotalAlloc; bytes > most {
				t.Errorf("%v from %v: %d bytes", policy, from, bytes)
			}
		}
	}
}

func BenchmarkAudit(b *testing.B) {
	for name, policy := range map[string]longcase.Policy{
		"daily":   cron(b, "Europe/Berlin", "0 1 * * *", "within 7 days", "within 4 weeks on mon", "within 12 months on 23"),
		"minutes": cron(b, "Europe/Berlin", "* * * * *", "within 1 day", "within 10 years on mon"),
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				audit.Policy(policy, auditedFrom)
			}
		})
	}
}
