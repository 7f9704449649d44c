package faults_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/internal/faults"
)

// hour returns an instant of a day.
func hour(n int) time.Time { return time.Date(2025, 3, 1, n, 0, 0, 0, time.UTC) }

// sound returns the state of a drive at 05:30 on the second day: an hourly schedule
// that keeps for a day, linked at 00:30 of the first; one outage; one deletion.
func sound(t *testing.T) *faults.State {
	document, err := cloudsigma.Parse([]byte(`{"name":"hourly","type":"snapshot","is_enabled":true,"is_default":false,
		"manual_incremental_backup":"","incremental_backup":{"hour":"*","minute":"0"},
		"retention_policy":{"rules":[{"period":"days","quantity":1}]},"user_timezone":"Etc/UTC"}`))
	require.NoError(t, err)
	s := &faults.State{Policy: document.Schedulers()[0].Policy(), From: hour(0).Add(30 * time.Minute)}
	take := func(n int, state string) *service.Run {
		s.Runs = append(s.Runs, service.Run{ID: hour(n).String(), Kind: "take", Name: name(n), State: state, Nominal: hour(n)})
		return &s.Runs[len(s.Runs)-1]
	}
	known := func(n int) *service.Snapshot {
		s.Known = append(s.Known, service.Snapshot{Name: name(n), Created: hour(n).Add(time.Second), Nominal: hour(n)})
		return &s.Known[len(s.Known)-1]
	}
	take(1, "done")
	known(1).Ended = hour(25).Add(time.Minute)
	missed := take(2, "dropped")
	missed.Missed, missed.Until = 24, hour(25)
	for n := 26; n < 30; n++ {
		take(n, "done")
		known(n)
		s.Listed = append(s.Listed, inventory.Item{Name: name(n), Snapshot: retention.Snapshot{Created: hour(n).Add(time.Second)}})
	}
	take(30, "pending")
	s.Runs = append(s.Runs,
		service.Run{Kind: "delete", Name: name(1), State: "done"},
		service.Run{Kind: "plan", State: "done"}, service.Run{Kind: "plan", State: "pending"})
	return s
}

func name(n int) string { return "drive@" + hour(n).Format(time.RFC3339) }

// TestState breaks a sound state in one way at a time, and wants the check for that
// to fail.
func TestState(t *testing.T) {
	require.NoError(t, sound(t).Check())
	require.NoError(t, sound(t).Settled(hour(29).Add(30*time.Minute)))
	run := func(s *faults.State, kind string, nominal time.Time) int {
		return slices.IndexFunc(s.Runs, func(r service.Run) bool { return r.Kind == kind && r.Nominal.Equal(nominal) })
	}
	pending := func(kind, name string) service.Run {
		return service.Run{Kind: kind, Name: name, State: "pending", Nominal: hour(31)}
	}
	for want, breaks := range map[string]func(s *faults.State){
		"03:00:00 +0000 UTC is done and done": func(s *faults.State) { // an occurrence twice
			s.Runs = append(s.Runs, s.Runs[run(s, "take", hour(27))])
		},
		"03:00:00 +0000 UTC is done and dropped": func(s *faults.State) {
			s.Runs = append(s.Runs, service.Run{Kind: "take", State: "dropped", Nominal: hour(27)})
		},
		"01:00:00 +0000 UTC is done and dropped": func(s *faults.State) { // recorded as missed as well
			missed := &s.Runs[run(s, "take", hour(2))]
			missed.Nominal, missed.Missed = hour(1), 25
		},
		`03:00:00 +0000 UTC is "": want done`: func(s *faults.State) { // lost
			i := run(s, "take", hour(27))
			s.Runs = slices.Delete(s.Runs, i, i+1)
		},
		`2025-03-01 01:00:00 +0000 UTC is "": want done`: func(s *faults.State) { // the first lost
			s.Runs = s.Runs[1:]
		},
		`2025-03-02 01:00:00 +0000 UTC is "": want done`: func(s *faults.State) { // missed, and not recorded
			missed := &s.Runs[run(s, "take", hour(2))]
			missed.Missed, missed.Until = 23, hour(24)
		},
		"stands for 23 occurrences: want 24": func(s *faults.State) {
			s.Runs[run(s, "take", hour(2))].Missed = 23
		},
		`is "failed": want done`: func(s *faults.State) {
			s.Runs[run(s, "take", hour(27))].State = "failed"
		},
		"not on the schedule": func(s *faults.State) {
			s.Runs = append(s.Runs, service.Run{Kind: "take", State: "done", Nominal: hour(27).Add(time.Minute)})
		},
		"2 runs are under way: take": func(s *faults.State) { s.Runs = append(s.Runs, pending("take", name(31))) },
		"0 runs are under way: take": func(s *faults.State) { s.Runs[run(s, "take", hour(30))].State = "done" },
		"2 runs are under way: plan": func(s *faults.State) { s.Runs = append(s.Runs, pending("plan", "")) },
		"2 runs are under way: delete of drive@": func(s *faults.State) {
			s.Runs = append(s.Runs, pending("delete", name(26)), pending("delete", name(26)))
		},
		"was deleted at 2025-03-02 00:59:00": func(s *faults.State) { // 61 seconds before the rules let it go
			s.Known[0].Ended = hour(25).Add(-time.Minute)
		},
		"ended 0001-01-01 00:00:00 +0000 UTC, in the storage: false": func(s *faults.State) { // lost by the storage
			s.Listed = s.Listed[1:]
		},
		"00:01:00 +0000 UTC, in the storage: true": func(s *faults.State) { // deleted in the database alone
			s.Known[0].Ended = hour(48).Add(time.Minute)
			s.Listed = append(s.Listed, inventory.Item{Name: s.Known[0].Name})
		},
		"unknown to the database: [drive@": func(s *faults.State) {
			s.Listed = append(s.Listed, inventory.Item{Name: name(3)})
		},
	} {
		s := sound(t)
		breaks(s)
		require.ErrorContains(t, s.Check(), want)
	}
	s := sound(t)
	s.Runs[run(s, "take", hour(27))].State = "failed"
	s.Late = true
	require.NoError(t, s.Check())
	s.Known[0].Ended = hour(25).Add(-time.Minute)
	s.Back = time.Hour
	require.NoError(t, s.Check())
	require.ErrorContains(t, s.Settled(hour(51)), "1 snapshots are not kept, and exist")
}
