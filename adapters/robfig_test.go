package adapters_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/robfig/cron/v3"
	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/schedule"
)

var _ cron.Schedule = schedule.Cron{}

// TestRobfig runs schedules in robfig/cron.
func TestRobfig(t *testing.T) {
	eachKind(t, func(t *testing.T, c change, s schedule.Schedule) []time.Time {
		return runRobfig(t, schedule.Cron{Sequence: s}, c.to)
	})
}

// runRobfig returns when robfig/cron runs a job until an instant.
func runRobfig(t *testing.T, s cron.Schedule, to string) []time.Time {
	var l log
	runner := cron.New() // in the machine's zone: the schedule has its own
	runner.Schedule(s, cron.FuncJob(l.add))
	runner.Start()
	sleepUntil(t, to)
	<-runner.Stop().Done()
	return l.runs()
}

// TestRobfigNever adds schedules that never fire: an empty adapter, and one
// whose last occurrence is over.
func TestRobfigNever(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		past := schedule.Times(time.Now().Add(-time.Hour))
		require.Empty(t, runRobfig(t, schedule.Cron{}, "2001-01-01T00:00:00Z"))
		require.Empty(t, runRobfig(t, schedule.Cron{Sequence: past}, "2002-01-01T00:00:00Z"))
	})
}
