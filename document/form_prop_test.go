package document_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/schedule/ical"
	"github.com/longcase/longcase/timezone"
)

// converted writes a policy in a form, and reads it again.
func converted(p longcase.Policy, form document.Form, since time.Time) (longcase.Policy, error) {
	text, err := document.Write(p, form, since)
	if err != nil {
		return p, err
	}
	file, err := document.Open(text)
	if err != nil {
		return p, err
	}
	again, err := file.Policy()
	return again.Policy, err
}

// convertible generates policies of which some can be written in each form.
func convertible() *rapid.Generator[longcase.Policy] {
	return rapid.Custom(func(t *rapid.T) longcase.Policy {
		spec := fuzz.Specs().Draw(t, "spec")
		if rapid.IntRange(0, 3).Draw(t, "one rule") > 0 {
			spec.Rules = spec.Rules[:1]
		}
		spec.DST = rapid.SampledFrom([]timezone.DST{{}, {}, spec.DST}).Draw(t, "clock changes")
		zone := timezone.Of(spec.Zone)
		p := longcase.Policy{Name: "x", Enabled: rapid.IntRange(0, 4).Draw(t, "enabled") > 0, Zone: zone}
		p.Schedule, _ = spec.Compile()
		rules := rapid.SliceOfN(rapid.OneOf(ages(), ages(), fuzz.RetentionRules()), 0, 2).Draw(t, "rules")
		p.Retention = retention.MustCompile(zone, rules...)
		return p
	})
}

// ages generates rules that are a plain age, on all days or some.
func ages() *rapid.Generator[retention.Rule] {
	return rapid.Custom(func(t *rapid.T) retention.Rule {
		units := []calendar.Unit{calendar.Minute, calendar.Hour, calendar.Day, calendar.Week, calendar.Month, calendar.Quarter, calendar.Year}
		rule := retention.Rule{Within: calendar.PeriodOf(
			rapid.SampledFrom([]int{1, 3, 7, 28, 99, 120}).Draw(t, "n"), rapid.SampledFrom(units).Draw(t, "unit"))}
		switch rapid.IntRange(0, 3).Draw(t, "days") {
		case 0:
			rule.Weekdays = fuzz.Weekdays().Draw(t, "weekdays")
		case 1:
			rule.MonthDays = fuzz.MonthDays().Draw(t, "month days")
		}
		return rule
	})
}

// TestExact checks that a conversion is refused, or means the same.
func TestExact(t *testing.T) {
	forms := []document.Form{document.Longcase, document.CloudSigma, document.Qumulo}
	exact := map[document.Form]int{}
	rapid.Check(t, func(t *rapid.T) {
		p := convertible().Draw(t, "policy")
		since := rapid.SampledFrom([]time.Time{{}, from}).Draw(t, "since")
		for _, form := range forms {
			if again, err := converted(p, form, since); err == nil {
				exact[form]++
				sameEffect(t, again, p, since)
			} else if _, ok := err.(*longcase.DocumentError); !ok {
				t.Fatal(err)
			}
		}
	})
	for _, form := range forms {
		require.NotZero(t, exact[form], form)
	}
}

// TestBack checks that what comes from a vendor can go back, for all time.
func TestBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		given := rapid.OneOf(fuzz.CloudSigma(), fuzz.Qumulo()).Draw(t, "document")
		file, err := document.Open([]byte(given.Text))
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := file.Policy()
		if err != nil {
			t.Fatal(err)
		}
		p := parsed.Policy
		p.Locked = false // the key is not part of a policy
		rules := p.Schedule.Rules()
		if file.Form() == document.Qumulo && rules[0].MonthDays == calendar.MonthDaysOf(28) {
			t.Skip("read, but not documented")
		}
		again, err := converted(p, file.Form(), time.Time{})
		if err != nil {
			t.Fatalf("%v\n%s", err, given.Text)
		}
		sameEffect(t, again, p, time.Time{})
	})
}

// sameEffect compares policies by what they do: around clock changes and elsewhere,
// to the snapshots of any time.
func sameEffect(t *rapid.T, got, want longcase.Policy, since time.Time) {
	if got.Enabled != want.Enabled || got.Name != want.Name {
		t.Fatalf("got %+v, want %+v", got, want)
	}
	instants := fuzz.Instants(want.Zone.Location())
	for range 3 {
		at := instants.Draw(t, "at")
		if at.Before(since) {
			at = since
		}
		sameOccurrences(t, got.Schedule, want.Schedule, at)
		sameExpiry(t, got.Retention, want.Retention, at)
		if a, b := got.SnapshotName("1", at), want.SnapshotName("1", at); a != b {
			t.Fatalf("name: got %s, want %s", a, b)
		}
	}
}

func sameOccurrences(t *rapid.T, got, want schedule.Sequence, at time.Time) {
	for range 30 {
		a, okA := got.Next(at)
		b, okB := want.Next(at)
		if okA != okB || !a.Equal(b) {
			t.Fatalf("after %v: got %v, %v, want %v, %v", at, a, okA, b, okB)
		}
		if at = b; !okB {
			return
		}
	}
}

func sameExpiry(t *rapid.T, got, want retention.Policy, at time.Time) {
	for day := range 40 {
		for _, failed := range []bool{false, true} {
			s := retention.Snapshot{Created: at.AddDate(0, 0, day), Failed: failed}
			a, okA := got.Expiry(s)
			b, okB := want.Expiry(s)
			if okA != okB || !a.Equal(b) {
				t.Fatalf("%v expires: got %v, %v, want %v, %v", s, a, okA, b, okB)
			}
		}
	}
}

// TestExactTimes checks the same of expressions and recurrences.
func TestExactTimes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := convertible().Draw(t, "policy")
		p.Enabled = true
		at := fuzz.Instants(p.Zone.Location()).Draw(t, "at")
		if at.Before(from) {
			at = from
		}
		if expr, err := document.Write(p, document.Cron, from); err == nil {
			x, err := crontab.Parse(string(expr), crontab.Options{})
			if err != nil {
				t.Fatal(err)
			}
			again, err := schedule.Compile(x.Zone, p.Schedule.DST(), x.Rules...)
			if err != nil {
				t.Fatal(err)
			}
			sameOccurrences(t, again, p.Schedule, at)
		}
		if lines, err := document.Write(p, document.ICal, from); err == nil {
			again, err := ical.Parse(string(lines), ical.Options{})
			if err != nil {
				t.Fatal(err)
			}
			sameOccurrences(t, again, p.Schedule, at)
		}
	})
}
