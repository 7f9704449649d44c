package longcase_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// sonFatherGrandfather returns the policy of that name in CloudSigma's list.
func sonFatherGrandfather(t *testing.T) longcase.Policy {
	t.Helper()
	document, err := cloudsigma.Parse([]byte(
		read(t, "cloudsigma/testdata/schedulers/son_father_grandfather_policy.json"),
	))
	if err != nil {
		t.Fatal(err)
	}
	policy, err := document.Policy()
	if err != nil {
		t.Fatal(err)
	}
	return policy
}

// daily returns a schedule of times of day.
func daily(zone *timezone.Zone, times ...string) schedule.Schedule {
	var rule schedule.Rule
	for _, text := range times {
		clock, err := calendar.ParseClock(text)
		if err != nil {
			panic(err)
		}
		rule.At = append(rule.At, clock)
	}
	return schedule.MustCompile(zone, timezone.DST{}, rule)
}

// every returns a grid.
func every(zone *timezone.Zone, n int, unit calendar.Unit) schedule.Schedule {
	return schedule.MustCompile(zone, timezone.DST{}, schedule.Rule{Every: calendar.PeriodOf(n, unit)})
}

func kept(t rapid.TB, zone *timezone.Zone, rules ...string) retention.Policy {
	t.Helper()
	var parsed []retention.Rule
	for _, text := range rules {
		rule, err := retention.ParseRule(text)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, rule)
	}
	return retention.MustCompile(zone, parsed...)
}

func utc(day, hour int) time.Time { return time.Date(2025, time.June, day, hour, 0, 0, 0, time.UTC) }

// history writes events as "+4.01", a snapshot taken on the 4th at 01 hours
// UTC, and "-4.01@6.01", that snapshot expired on the 6th.
func history(events []longcase.Event) (texts []string) {
	const layout = "2.15"
	for _, event := range events {
		created, at := event.Snapshot.Created.UTC().Format(layout), event.Time.UTC().Format(layout)
		if event.Kind == longcase.Expired {
			texts = append(texts, "-"+created+"@"+at)
		} else if created == at {
			texts = append(texts, "+"+at)
		}
	}
	return texts
}

func equal(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestSonFatherGrandfather(t *testing.T) {
	start := time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC)
	run := sonFatherGrandfather(t).Simulate(start)
	taken, fewest, most := 0, 1000, 0
	for event := range run.Until(start.AddDate(2, 0, 0)) {
		if event.Kind == longcase.Taken {
			taken++
		}
		if event.Kind == longcase.Taken && event.Time.After(start.AddDate(1, 0, 0)) {
			fewest, most = min(fewest, run.Len()), max(most, run.Len())
		}
	}
	if taken != 731 || fewest != 21 || most != 22 {
		t.Errorf("%d taken, %d to %d alive; want 731, 21 to 22", taken, fewest, most)
	}
}

func TestSimulateOrder(t *testing.T) {
	policy := longcase.Policy{
		Enabled:   true,
		Schedule:  daily(nil, "01:00"),
		Retention: kept(t, nil, "within 2 days"),
	}
	run := policy.Simulate(utc(1, 0))
	events := slices.Collect(run.Until(utc(4, 1)))
	// At 3.01 the old snapshot expires before the new one is taken. The end, 4.01,
	// is included.
	equal(t, history(events), "+1.01", "+2.01", "-1.01@3.01", "+3.01", "-2.01@4.01", "+4.01")
	if run.Len() != 2 || !run.Now().Equal(utc(4, 1)) {
		t.Errorf("%d alive at %v", run.Len(), run.Now())
	}
}

func TestSimulateBeginsAfterItsStart(t *testing.T) {
	policy := longcase.Policy{Enabled: true, Schedule: daily(nil, "01:00")}
	run := policy.Simulate(utc(1, 1))
	equal(t, history(slices.Collect(run.Until(utc(2, 1)))), "+2.01")
}

func TestSimulateKeptByNoRule(t *testing.T) {
	policy := longcase.Policy{
		Enabled:   true,
		Schedule:  daily(nil, "01:00"),
		Retention: kept(t, nil, "within 1 week on mon"), // 2 June is a Monday
	}
	run := policy.Simulate(utc(1, 0))
	equal(t, history(slices.Collect(run.Until(utc(3, 1)))), "+1.01", "-1.01@1.01", "+2.01", "+3.01", "-3.01@3.01")
}

func TestSimulateKeepsAllWithoutRules(t *testing.T) {
	policy := longcase.Policy{Enabled: true, Schedule: every(nil, 1, calendar.Hour)}
	run := policy.Simulate(utc(1, 0))
	for event := range run.Until(utc(3, 0)) {
		if event.Kind != longcase.Taken || !event.Time.Equal(event.Snapshot.Created) {
			t.Fatalf("got %+v", event)
		}
	}
	if run.Len() != 48 {
		t.Errorf("%d alive", run.Len())
	}
}

func TestSimulateDisabled(t *testing.T) {
	existing := []retention.Snapshot{{Created: utc(1, 0)}, {Created: utc(2, 0)}}
	policy := longcase.Policy{Schedule: daily(nil, "01:00")}
	run := policy.Simulate(utc(2, 0), existing...)
	equal(t, history(slices.Collect(run.Until(utc(20, 0)))))
	if !slices.Equal(run.Alive(), existing) {
		t.Errorf("alive: %v", run.Alive())
	}
	// Qumulo's disabled policies go on deleting: their retention stays.
	policy.Retention = kept(t, nil, "within 2 days")
	run = policy.Simulate(utc(2, 0), existing...)
	equal(t, history(slices.Collect(run.Until(utc(20, 0)))), "-1.00@3.00", "-2.00@4.00")
}

func TestSimulateExisting(t *testing.T) {
	policy := longcase.Policy{Retention: kept(t, nil, "within 2 days", "within 1 month on 9")}
	run := policy.Simulate(
		utc(5, 0),
		retention.Snapshot{Created: utc(4, 0)},
		retention.Snapshot{Created: utc(1, 0)},             // overdue
		retention.Snapshot{Created: utc(1, 1), Held: true}, // for ever
		retention.Snapshot{Created: utc(1, 2), Held: true, HeldUntil: utc(8, 0)},
		retention.Snapshot{Created: utc(4, 1), Held: true, HeldUntil: utc(5, 1)}, // too short to matter
		retention.Snapshot{Created: utc(4, 2), Locked: true},                     // no longer than the rules
		retention.Snapshot{Created: utc(1, 3), Held: true, HeldUntil: utc(6, 0)}, // as the first, but older, so that it goes first
		retention.Snapshot{Created: utc(7, 0)},                                   // from the future
		retention.Snapshot{Created: utc(9, 0)},
	)
	equal(t, history(slices.Collect(run.Until(utc(20, 0)))),
		"-1.00@5.00", "-1.03@6.00", "-4.00@6.00", "-4.01@6.01", "-4.02@6.02", "-1.02@8.00", "-7.00@9.00")
	if got := run.Alive(); len(got) != 2 || !got[0].Created.Equal(utc(1, 1)) || !got[1].Created.Equal(utc(9, 0)) {
		t.Errorf("alive: %v", got)
	}
}

func TestSimulateLeftAndResumed(t *testing.T) {
	policy := sonFatherGrandfather(t)
	whole := slices.Collect(policy.Simulate(utc(1, 0)).Until(utc(20, 0)))
	run := policy.Simulate(utc(1, 0))
	var pieces []longcase.Event
	for len(pieces) < len(whole) {
		for event := range run.Until(utc(20, 0)) {
			pieces = append(pieces, event)
			if !run.Now().Equal(event.Time) {
				t.Fatalf("at %v after %v", run.Now(), event)
			}
			break
		}
	}
	if !slices.Equal(pieces, whole) {
		t.Errorf("got %v, want %v", pieces, whole)
	}
	for event := range run.Until(utc(20, 0)) {
		t.Errorf("more of the same: %v", event)
	}
	for event := range run.Until(utc(10, 0)) {
		t.Errorf("went back to %v", event)
	}
	if !run.Now().Equal(utc(20, 0)) {
		t.Errorf("at %v", run.Now())
	}
}

func TestSimulateOnASequence(t *testing.T) {
	policy := longcase.Policy{Enabled: true, Retention: kept(t, nil, "last 1")}
	twice := schedule.Union(daily(nil, "01:00"), schedule.Times(utc(1, 5)))
	run := policy.SimulateOn(twice, utc(1, 0))
	equal(t, history(slices.Collect(run.Until(utc(2, 1)))), "+1.01", "+1.05", "-1.01@1.05", "+2.01", "-1.05@2.01")
}

func TestSimulateLocked(t *testing.T) {
	policy := longcase.Policy{Enabled: true, Schedule: daily(nil, "01:00"), Locked: true}
	for event := range policy.Simulate(utc(1, 0)).Until(utc(3, 0)) {
		if !event.Snapshot.Locked {
			t.Errorf("%v is not locked", event)
		}
	}
}

func TestSimulateToTheEndOfTime(t *testing.T) {
	policy := longcase.Policy{
		Enabled:   true,
		Schedule:  daily(nil, "01:00"),
		Retention: kept(t, nil, "within 7 days"),
	}
	run := policy.Simulate(time.Date(9999, time.December, 30, 12, 0, 0, 0, time.UTC))
	events := slices.Collect(run.Until(time.Date(20000, time.January, 1, 0, 0, 0, 0, time.UTC)))
	equal(t, history(events), "+31.01")
}

func BenchmarkSimulateMinutesForAYear(b *testing.B) {
	policy := longcase.Policy{
		Enabled:   true,
		Schedule:  every(nil, 1, calendar.Minute),
		Retention: kept(b, nil, "within 3 days", "within 6 months on mon"),
	}
	start := utc(1, 0)
	for b.Loop() {
		for range policy.Simulate(start).Until(start.AddDate(1, 0, 0)) {
		}
	}
}
