package adapters_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-co-op/gocron/v2"
	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/adapters"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// TestGocron runs schedules in gocron, whose scheduler is in the same zone.
func TestGocron(t *testing.T) {
	eachKind(t, func(t *testing.T, c change, s schedule.Schedule) []time.Time {
		return runGocron(t, adapters.Gocron{Sequence: s}, c)
	})
}

// runGocron returns when gocron runs a job around a change.
func runGocron(t *testing.T, implementation gocron.Cron, c change) []time.Time {
	location, err := time.LoadLocation(c.zone)
	require.NoError(t, err)
	scheduler, err := gocron.NewScheduler(gocron.WithLocation(location))
	require.NoError(t, err)
	scheduler.Start()
	var l log
	addGocron(t, scheduler, implementation, &l)
	sleepUntil(t, c.to)
	require.NoError(t, scheduler.Shutdown())
	return l.runs()
}

func addGocron(t *testing.T, scheduler gocron.Scheduler, implementation gocron.Cron, l *log) {
	t.Helper()
	_, err := scheduler.NewJob(gocron.CronJob("", false),
		gocron.NewTask(l.add),
		gocron.WithCronImplementation(implementation))
	require.NoError(t, err)
}

// plain is the adapter that gocron's interface suggests: it answers in the
// schedule's zone, or in UTC.
type plain struct {
	schedule.Cron
	utc bool
}

func (plain) IsValid(string, *time.Location, time.Time) error { return nil }

func (p plain) Next(after time.Time) time.Time {
	next := p.Cron.Next(after)
	if p.utc {
		return next.UTC()
	}
	return next
}

// TestGocronComparesWallClocks shows why the answers have the offset of the
// questions: gocron drops a run whose clock reads as the last one's did.
func TestGocronComparesWallClocks(t *testing.T) {
	hourlyOf := func(t *testing.T, c change) schedule.Cron {
		return schedule.Cron{Sequence: c.schedule(t, "hourly")}
	}
	t.Run("the second 02:00 of Berlin", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			c := changes["Berlin's fold"]
			sleepUntil(t, c.from)
			runs := runGocron(t, plain{Cron: hourlyOf(t, c)}, c)
			require.Equal(t, []string{"00:00", "02:00"}, clocks(runs), "01:00 is lost")
		})
	})
	at13 := change{zone: "Europe/Berlin", from: "2025-12-01T12:00:00Z", to: "2025-12-01T14:30:00Z"}
	t.Run("13:00 in UTC, added at 13:00 in Berlin", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			sleepUntil(t, at13.from)
			runs := runGocron(t, plain{hourlyOf(t, at13), true}, at13)
			require.Equal(t, []string{"14:00"}, clocks(runs), "13:00 is lost")
		})
	})
	t.Run("with this adapter", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			sleepUntil(t, at13.from)
			runs := runGocron(t, adapters.Gocron{Sequence: hourlyOf(t, at13).Sequence}, at13)
			require.Equal(t, []string{"13:00", "14:00"}, clocks(runs))
		})
	})
}

// TestGocronAfterTheLast adds a job whose last occurrence is over when the
// scheduler starts. With the zero time for never, gocron looks for a next run
// without end.
func TestGocronAfterTheLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		scheduler, err := gocron.NewScheduler()
		require.NoError(t, err)
		var l log
		over := schedule.Times(time.Now().Add(time.Hour))
		addGocron(t, scheduler, adapters.Gocron{Sequence: over}, &l)
		time.Sleep(2 * time.Hour)
		once := schedule.Times(time.Now().Add(time.Hour))
		addGocron(t, scheduler, adapters.Gocron{Sequence: once}, &l)
		scheduler.Start()
		time.Sleep(24 * time.Hour)
		require.NoError(t, scheduler.Shutdown())
		require.Equal(t, []string{"03:00"}, clocks(l.runs()))
	})
}

func TestGocronIsValid(t *testing.T) {
	now := time.Date(2025, 1, 1, 12, 0, 0, 0, time.UTC)
	daily := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{At: []calendar.Clock{0}})
	require.NoError(t, adapters.Gocron{Sequence: daily}.IsValid("", time.UTC, now))
	require.EqualError(t, adapters.Gocron{Sequence: daily}.IsValid("0 3 * * *", time.UTC, now),
		`crontab "0 3 * * *": want "", beside a schedule that says when the job runs`)
	for name, g := range map[string]adapters.Gocron{
		"zero value": {},
		"disabled":   {Sequence: schedule.Schedule{}},
		"over":       {Sequence: schedule.Times(now)},
	} {
		require.EqualError(t, g.IsValid("", nil, now), "schedule: never fires after 2025-01-01T12:00:00Z", name)
		last := g.Next(now)
		require.Equal(t, 9999, last.Year(), name)
		require.True(t, g.Next(last).IsZero(), name)
	}
}
