package retention_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/timezone"
)

// tester is what *testing.T and *rapid.T have in common.
type tester interface {
	Helper()
	Fatal(args ...any)
}

func mustZone(t tester, name string) *timezone.Zone {
	t.Helper()
	zone, err := timezone.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func mustTime(t tester, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// policy returns the policy of rules in text form.
func policy(t tester, zone string, rules ...string) retention.Policy {
	t.Helper()
	list := make([]retention.Rule, len(rules))
	for i, text := range rules {
		if err := list[i].UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	p, err := retention.Compile(mustZone(t, zone), list...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestExpiry(t *testing.T) {
	for _, test := range []struct{ zone, rule, created, want string }{
		{"UTC", "within 7 days", "2025-01-01T01:02:03.5Z", "2025-01-08T01:02:03.5Z"},
		{"UTC", "within 90 minutes", "2025-01-01T01:02:03Z", "2025-01-01T02:32:03Z"},
		{"UTC", "within 1 quarter", "2025-01-31T01:00:00Z", "2025-05-01T00:00:00Z"},
		{"UTC", "within 1 month", "2025-01-28T01:00:00Z", "2025-02-28T01:00:00Z"},
		{"UTC", "within 1 month", "2025-01-29T01:00:00Z", "2025-03-01T00:00:00Z"}, // February ends on the 28th
		{"UTC", "within 1 month", "2025-01-31T01:00:00.5Z", "2025-03-01T00:00:00Z"},
		{"UTC", "within 1 month", "2024-01-29T01:00:00Z", "2024-02-29T01:00:00Z"},
		{"UTC", "within 1 month", "2024-01-31T23:00:00Z", "2024-03-01T00:00:00Z"},
		{"UTC", "within 1 year", "2024-02-29T12:00:00Z", "2025-03-01T00:00:00Z"},
		{"UTC", "within 4 years", "2024-02-29T12:00:00Z", "2028-02-29T12:00:00Z"},
		{"UTC", "within 4 years", "1896-02-29T12:00:00Z", "1900-03-01T00:00:00Z"}, // no leap year
		{"UTC", "within 1 week on mon", "2025-01-06T12:00:00Z", "2025-01-13T12:00:00Z"},
		{"UTC", "within 1 week on mon", "2025-01-07T12:00:00Z", "2025-01-07T12:00:00Z"}, // a Tuesday: at once
		{"UTC", "within 1 month on last", "2025-04-30T12:00:00Z", "2025-05-30T12:00:00Z"},
		{"UTC", "within 1 month on 31", "2025-04-30T12:00:00Z", "2025-04-30T12:00:00Z"},
		{"America/New_York", "within 1 week on mon", "2025-01-07T04:59:00Z", "2025-01-13T23:59:00-05:00"},
		{"America/New_York", "within 1 day", "2025-03-08T02:30:00.5-05:00", "2025-03-09T03:00:00-04:00"}, // in a gap
		{"America/New_York", "within 1 day", "2025-03-08T03:00:00.5-05:00", "2025-03-09T03:00:00.5-04:00"},
		{"America/New_York", "within 24 hours", "2025-03-08T02:30:00-05:00", "2025-03-09T03:30:00-04:00"},
		{"America/New_York", "within 1 day", "2025-11-01T01:30:00-04:00", "2025-11-02T01:30:00-05:00"}, // the second
		{"America/New_York", "within 1440 minutes", "2025-11-01T01:30:00-04:00", "2025-11-02T01:30:00-04:00"},
		{"Europe/Berlin", "within 1 week", "2025-10-19T02:15:00+02:00", "2025-10-26T02:15:00+01:00"},
		{"Africa/Cairo", "within 1 day", "2025-04-24T00:30:00+02:00", "2025-04-25T01:00:00+03:00"}, // a gap at midnight
		{"America/Sao_Paulo", "within 1 month", "2017-09-15T00:00:00-03:00", "2017-10-15T01:00:00-02:00"},
		{"America/Havana", "within 1 day", "2025-11-01T00:30:00-04:00", "2025-11-02T00:30:00-05:00"},
		{"Australia/Lord_Howe", "within 1 day", "2025-04-05T01:45:00+11:00", "2025-04-06T01:45:00+10:30"},
		{"Pacific/Apia", "within 1 day", "2011-12-29T12:00:00-10:00", "2011-12-31T00:00:00+14:00"}, // no 30th
		{"Asia/Kathmandu", "within 1 month", "2025-01-30T12:00:00+05:45", "2025-03-01T00:00:00+05:45"},
		{"UTC", "within 9999999 years", "2025-01-01T00:00:00Z", "never"},
		{"UTC", "within 9999999 weeks", "2025-01-01T00:00:00Z", "never"},
		{"UTC", "within 9999999 hours", "2025-01-01T00:00:00Z", "3165-10-18T15:00:00Z"},
		{"UTC", "within 1 day", "9999-12-31T00:00:00Z", "never"},
		{"UTC", "within 1 minute", "9999-12-31T23:59:00Z", "never"},
		{"Pacific/Kiritimati", "within 1 day", "0001-01-01T00:00:01Z", "0001-01-02T00:00:01Z"},
		{"America/Denver", "within 1 year", "0001-01-01T00:00:01Z", "0002-01-01T00:00:01Z"}, // still year 0 there
		{"UTC", "within 7 days", "0001-01-01T00:00:00Z", "never"},                           // timeless
		{"UTC", "within 7 days", "1970-01-01T23:59:59Z", "never"},
		{"UTC", "within 7 days", "1970-01-02T00:00:00Z", "1970-01-09T00:00:00Z"},
		{"UTC", "within 7 days and base", "2025-01-01T00:00:00Z", "never"}, // as long as no newer one is as old
	} {
		p := policy(t, test.zone, test.rule)
		end, ok := p.Expiry(retention.Snapshot{Created: mustTime(t, test.created)})
		if ok != (test.want != "never") || ok && !end.Equal(mustTime(t, test.want)) {
			t.Errorf("%s, %s, created %s: got %v, %v, want %s", test.zone, test.rule, test.created, end, ok, test.want)
		}
	}
}

func TestExpiryOfAnyInstant(t *testing.T) {
	for _, rule := range []string{"within 9999999 years", "within 1 month", "within 9999999 days", "within 9 minutes"} {
		for _, created := range []time.Time{
			{}, time.Unix(1<<62, 0), time.Unix(-1<<62, 0), time.Date(-5000, 1, 1, 0, 0, 0, 0, time.UTC),
		} {
			p := policy(t, "America/New_York", rule)
			p.Expiry(retention.Snapshot{Created: created})
			if v := p.Plan(created, []retention.Snapshot{{Created: created}}).Verdict(0); !v.Keep {
				t.Errorf("%s, created now, %v: %v", rule, created, v)
			}
		}
	}
}

func TestCompileRefuses(t *testing.T) {
	_, err := retention.Compile(nil, retention.Rule{}, retention.Rule{Weekdays: calendar.WeekdaysOf(1, 7)})
	const want = `rule 0: Count "0": want a number, All, or an age in Within
rule 1: Count "0": want a number, All, or an age in Within
rule 1: Weekdays "mon,invalid": want a set of days of the week`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestPolicyIsImmutable(t *testing.T) {
	p := policy(t, "UTC", "within 7 days")
	p.Rules()[0].Within.N = 1
	if got := p.Rules()[0].String(); got != "within 7 days" {
		t.Errorf("got %s", got)
	}
}

func TestPolicyProperties(t *testing.T) {
	p := policy(t, "Europe/Berlin", "daily 7").WithMinimum(3)
	if p.Minimum() != 3 || p.Zone().Name() != "Europe/Berlin" || len(p.Rules()) != 1 {
		t.Errorf("got %d, %v, %v", p.Minimum(), p.Zone(), p.Rules())
	}
	var zero retention.Policy
	if zero.Minimum() != 0 || zero.Zone().Name() != "UTC" || len(zero.Rules()) != 0 || zero.WithMinimum(-1).Minimum() != 0 {
		t.Error("the zero policy has properties")
	}
	if _, ok := zero.Expiry(retention.Snapshot{}); ok {
		t.Error("the zero policy lets something expire")
	}
	defer func() {
		if recover() == nil {
			t.Error("MustCompile takes a wrong rule")
		}
	}()
	retention.MustCompile(nil, retention.Rule{})
}

// TestExpiryOfCounted checks that an expiry is known where an age decides alone.
func TestExpiryOfCounted(t *testing.T) {
	created := mustTime(t, "2025-01-01T00:00:00Z") // a Wednesday
	for _, test := range []struct {
		rules []string
		want  string
	}{
		{[]string{"daily 7"}, ""},
		{[]string{"all"}, ""},
		{[]string{"within 7 days", "all"}, ""},
		{[]string{"within 7 days of newest"}, ""},
		{[]string{"daily within 7 days"}, ""},
		{[]string{"within 8 days", "daily within 7 days"}, "2025-01-09T00:00:00Z"}, // the age outlives the other
		{[]string{"within 6 days", "daily within 7 days"}, ""},
		{[]string{"within 6 days", "weekly 4 on sun"}, "2025-01-07T00:00:00Z"},
		{[]string{"within 6 days", "weekly 4 on mon or next"}, ""},
		{[]string{"within 6 days", "failed daily 7"}, "2025-01-07T00:00:00Z"},
	} {
		end, ok := policy(t, "UTC", test.rules...).Expiry(retention.Snapshot{Created: created})
		if ok != (test.want != "") || ok && !end.Equal(mustTime(t, test.want)) {
			t.Errorf("%v: got %v, %v", test.rules, end, ok)
		}
	}
}

func TestCompileRefusesCounts(t *testing.T) {
	for _, rule := range []retention.Rule{
		{Count: -2},
		{Count: 1 << 30},
		{Count: 1, Per: calendar.Minute},
		{Count: 1, Per: 99},
		{Count: 1, FirstDay: 1},
		{Count: 1, Per: calendar.Week, FirstDay: calendar.WeekStartOf(7)},
		{Count: 1, Per: calendar.Day, Substitute: true, Weekdays: calendar.WeekdaysOf(time.Sunday)},
		{Count: 1, Per: calendar.Week, Substitute: true},
		{Count: 1, Pick: retention.First},
		{Count: 1, Per: calendar.Day, Pick: 9},
		{Count: 1, Per: calendar.Day, Anchor: retention.Anchor{Day: 1}},
		{Count: 1, Per: calendar.Month, Pick: retention.Nearest},
		{Count: 1, Per: calendar.Month, Pick: retention.Nearest, Anchor: retention.Anchor{Day: 32}},
		{Count: 1, Per: calendar.Hour, Pick: retention.Nearest, Anchor: retention.Anchor{At: 60}},
		{Count: 1, Per: calendar.Day, Pick: retention.Nearest, Anchor: retention.Anchor{At: 1440}},
		{Count: 1, From: 3},
		{Count: 1, Counting: 3},
		{Within: calendar.PeriodOf(1, calendar.Day), Counting: retention.CountUnkept},
		{Count: retention.All, Counting: retention.CountUnkept},
		{Count: 1, Base: true},
		{Within: calendar.PeriodOf(1, calendar.Day), Per: calendar.Day, Base: true},
		{Within: calendar.PeriodOf(1, calendar.Day), Base: true, Failed: true},
		{Within: calendar.PeriodOf(0, calendar.Day)},
		{Within: calendar.PeriodOf(1, 99)},
		{Within: calendar.PeriodOf(3, calendar.NoUnit)},
	} {
		if _, err := retention.Compile(nil, rule); err == nil {
			t.Errorf("%+v is taken", rule)
		}
		if text, err := rule.MarshalText(); err == nil {
			t.Errorf("%+v has the text %s", rule, text)
		}
	}
}
