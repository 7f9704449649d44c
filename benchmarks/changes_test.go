package benchmarks

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/golden"
	"github.com/longcase/longcase/schedule"
)

// clockChange is a timetable at a change of the clock.
type clockChange struct {
	row timetable
	at  string // the first instant after the change
}

var (
	half2     = timetable{what: "02:30 every day", rule: schedule.Rule{At: at(2, 30)}, cron: "30 2 * * *", rrule: daily + "2;BYMINUTE=30"}
	half1     = timetable{what: "01:30 every day", rule: schedule.Rule{At: at(1, 30)}, cron: "30 1 * * *", rrule: daily + "1;BYMINUTE=30"}
	midnight  = timetable{what: "00:00 every day", rule: schedule.Rule{At: at(0, 0)}, cron: "0 0 * * *", rrule: daily + "0;BYMINUTE=0"}
	noon      = timetable{what: "12:00 every day", rule: schedule.Rule{At: at(12, 0)}, cron: "0 12 * * *", rrule: daily + "12;BYMINUTE=0"}
	everyHour = timetable{what: "every hour", rule: every(1, calendar.Hour), cron: "0 * * * *", rrule: "FREQ=HOURLY;BYMINUTE=0;BYSECOND=0"}
	halfHours = timetable{what: "every 30 minutes", rule: every(30, calendar.Minute), cron: "*/30 * * * *", rrule: "FREQ=HOURLY;BYMINUTE=0,30;BYSECOND=0"}
)

const daily = "FREQ=DAILY;BYSECOND=0;BYHOUR="

func every(n int, unit calendar.Unit) schedule.Rule {
	return schedule.Rule{Every: calendar.PeriodOf(n, unit)}
}

var clockChanges = []clockChange{
	{half2.in("America/New_York"), "2025-03-09T07:00:00Z"},        // 02:00 -> 03:00
	{everyHour.in("America/New_York"), "2025-03-09T07:00:00Z"},    // 02:00 -> 03:00
	{half1.in("America/New_York"), "2025-11-02T06:00:00Z"},        // 02:00 -> 01:00
	{everyHour.in("America/New_York"), "2025-11-02T06:00:00Z"},    // 02:00 -> 01:00
	{half2.in("Europe/Berlin"), "2025-03-30T01:00:00Z"},           // 02:00 -> 03:00
	{half2.in("Europe/Berlin"), "2025-10-26T01:00:00Z"},           // 03:00 -> 02:00
	{everyHour.in("Europe/Berlin"), "2025-10-26T01:00:00Z"},       // 03:00 -> 02:00
	{halfHours.in("Australia/Lord_Howe"), "2025-04-05T15:00:00Z"}, // 02:00 -> 01:30
	{halfHours.in("Australia/Lord_Howe"), "2025-10-04T15:30:00Z"}, // 02:00 -> 02:30
	{midnight.in("Africa/Cairo"), "2025-04-24T22:00:00Z"},         // 00:00 -> 01:00
	{midnight.in("America/Havana"), "2025-11-02T05:00:00Z"},       // 01:00 -> 00:00
	{midnight.in("America/Sao_Paulo"), "2017-10-15T03:00:00Z"},    // 00:00 -> 01:00
	{noon.in("Pacific/Apia"), "2011-12-30T10:00:00Z"},             // 30 December left out
}

func (row timetable) in(zone string) timetable {
	row.zone = zone
	return row
}

// TestClockChanges pins what each peer does where clocks change: the
// occurrences of its own sequence, and how many minutes there are in the hours
// around from which Next contradicts that sequence.
func TestClockChanges(t *testing.T) {
	if len(temporal) == 0 && golden.Updating() {
		t.Fatal("-update wants -tags temporal")
	}
	var text strings.Builder
	for _, change := range clockChanges {
		text.WriteString(change.report(t))
	}
	const path = "testdata/changes.txt"
	if len(temporal) > 0 {
		golden.Compare(t, path, text.String())
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := text.String(); got != withoutAbsent(string(want)) {
		t.Errorf("%s is not what the peers answer now:\n%s", path, got)
	}
}

// withoutAbsent leaves out the lines of the peers that were not built in.
func withoutAbsent(text string) string {
	var kept strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "    temporal") {
			kept.WriteString(line)
		}
	}
	return kept.String()
}

// report lists what each peer has in the hours around the change.
func (c clockChange) report(t *testing.T) string {
	at, err := time.ParseInLocation(time.RFC3339, c.at, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	at = at.In(location(t, c.row.zone))
	c.row.start = at.AddDate(0, 0, -7)
	var text strings.Builder
	fmt.Fprintf(&text, "%s, %s: after %s comes %s\n", c.row.what, c.row.zone,
		at.Add(-time.Second).Format("2006-01-02 15:04:05"), at.Format("2006-01-02 15:04"))
	for _, peer := range peers {
		s := peer.mustCompile(t, c.row)
		fires := sequence(s, at)
		fmt.Fprintf(&text, "    %-12s %-48s %3d\n", peer.name, around(fires, at), contradictions(s, fires, at))
	}
	return text.String() + "\n"
}

// sequence returns the occurrences of the days around an instant, each asked
// for with the one before it.
func sequence(s *subject, at time.Time) (fires []time.Time) {
	t := s.next(at.AddDate(0, 0, -3))
	for len(fires) < 500 && t.Before(at.AddDate(0, 0, 3)) && !t.IsZero() {
		fires = append(fires, t)
		t = s.next(t)
	}
	return fires
}

// around lists the occurrences near an instant: of three days where there is
// one a day, else of a few hours.
func around(fires []time.Time, at time.Time) string {
	before, after, layout := 90*time.Minute, 150*time.Minute, "15:04"
	if len(fires) < 10 {
		before, after, layout = 36*time.Hour, 36*time.Hour, "2. 15:04"
	}
	var list []string
	for _, t := range fires {
		if since := t.Sub(at); -before < since && since < after {
			list = append(list, t.In(at.Location()).Format(layout))
		}
	}
	return strings.Join(list, ", ")
}

// contradictions counts the minutes in the hours around an instant from which
// what comes next is not what the sequence has next.
func contradictions(s *subject, fires []time.Time, at time.Time) (n int) {
	for minute := -180; minute <= 180; minute++ {
		asked := at.Add(time.Duration(minute) * time.Minute)
		i := slices.IndexFunc(fires, func(t time.Time) bool { return t.After(asked) })
		if i < 0 || !s.next(asked).Equal(fires[i]) {
			n++
		}
	}
	return n
}
