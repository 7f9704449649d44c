package adapters_test

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// change is a change of a zone's clock, and when rules of three kinds fire
// around it, in UTC.
type change struct {
	zone     string
	from, to string
	fixed    []string // 01:30 and 02:30, once a date
	hourly   []string
	halves   []string // every 30 minutes
}

var changes = map[string]change{
	"Berlin's gap": { // 02:00+01:00 is 03:00+02:00 at 01:00 UTC
		zone: "Europe/Berlin", from: "2025-03-30T00:15:00Z", to: "2025-03-30T02:45:00Z",
		fixed:  []string{"00:30", "01:30"}, // 02:30 does not exist: 03:30 does
		hourly: []string{"01:00", "02:00"},
		halves: []string{"00:30", "01:00", "01:30", "02:00", "02:30"},
	},
	"Berlin's fold": { // 03:00+02:00 is 02:00+01:00 at 01:00 UTC
		zone: "Europe/Berlin", from: "2025-10-25T23:45:00Z", to: "2025-10-26T02:15:00Z",
		fixed:  []string{"00:30"}, // the first 02:30 and not the second
		hourly: []string{"00:00", "01:00", "02:00"},
		halves: []string{"00:00", "00:30", "01:00", "01:30", "02:00"},
	},
	"New York's gap": { // 02:00-05:00 is 03:00-04:00 at 07:00 UTC
		zone: "America/New_York", from: "2025-03-09T06:15:00Z", to: "2025-03-09T08:45:00Z",
		fixed:  []string{"06:30", "07:30"},
		hourly: []string{"07:00", "08:00"},
		halves: []string{"06:30", "07:00", "07:30", "08:00", "08:30"},
	},
	"New York's fold": { // 02:00-04:00 is 01:00-05:00 at 06:00 UTC
		zone: "America/New_York", from: "2025-11-02T04:45:00Z", to: "2025-11-02T07:45:00Z",
		fixed:  []string{"05:30", "07:30"},
		hourly: []string{"05:00", "06:00", "07:00"},
		halves: []string{"05:00", "05:30", "06:00", "06:30", "07:00", "07:30"},
	},
}

// rules returns the three kinds of rules that a change tells of.
func rules() map[string]schedule.Rule {
	return map[string]schedule.Rule{
		"fixed":  {At: []calendar.Clock{calendar.ClockOf(1, 30), calendar.ClockOf(2, 30)}},
		"hourly": {Every: calendar.PeriodOf(1, calendar.Hour)},
		"halves": {Every: calendar.PeriodOf(30, calendar.Minute)},
	}
}

// want returns when a kind of rule fires.
func (c change) want(kind string) []string {
	return map[string][]string{"fixed": c.fixed, "hourly": c.hourly, "halves": c.halves}[kind]
}

func (c change) schedule(t *testing.T, kind string) schedule.Schedule {
	t.Helper()
	zone, err := timezone.Load(c.zone)
	require.NoError(t, err)
	return schedule.MustCompile(zone, timezone.DST{}, rules()[kind])
}

// eachChange runs a test around each change, at a time that begins with it. The
// clock of synctest stands until every goroutine waits, and then jumps to the
// next timer, so that an hour passes in the time that the jobs take.
func eachChange(t *testing.T, test func(t *testing.T, c change)) {
	for name, c := range changes {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				sleepUntil(t, c.from)
				test(t, c)
			})
		})
	}
}

// eachKind runs a test around each change with each kind of rule.
func eachKind(t *testing.T, test func(t *testing.T, c change, s schedule.Schedule) []time.Time) {
	for kind := range rules() {
		t.Run(kind, func(t *testing.T) {
			eachChange(t, func(t *testing.T, c change) {
				require.Equal(t, c.want(kind), clocks(test(t, c, c.schedule(t, kind))))
			})
		})
	}
}

// sleepUntil sleeps until an instant in RFC 3339.
func sleepUntil(t *testing.T, text string) {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	require.NoError(t, err)
	time.Sleep(time.Until(at))
	synctest.Wait()
}

// log keeps when jobs ran. Each job runs in a goroutine of its own.
type log struct {
	mu   sync.Mutex
	list []time.Time
}

func (l *log) add() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.list = append(l.list, time.Now())
}

// runs returns the log. It is for the time after the last job.
func (l *log) runs() []time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.list
}

// clocks returns the hours and minutes of some instants in UTC, in order. It
// keeps the seconds of those that have any, for no occurrence has.
func clocks(instants []time.Time) (list []string) {
	slices.SortFunc(instants, time.Time.Compare)
	for _, at := range instants {
		layout := "15:04"
		if at.Second() != 0 {
			layout = "15:04:05"
		}
		list = append(list, at.UTC().Format(layout))
	}
	return list
}
