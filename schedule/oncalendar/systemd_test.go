package oncalendar_test

import (
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/oncalendar"
	"github.com/longcase/longcase/timezone"
)

// facts are answers of systemd-analyze calendar, systemd 252 of Debian 12: an
// expression, a base time, and the elapses after it, in UTC.
var facts = []struct{ expr, from, want string }{
	{"Mon..Fri *-*-* 07..19:00/15 Europe/Berlin", "2025-03-28 17:40", "2025-03-28 17:45,2025-03-28 18:00,2025-03-28 18:15,2025-03-28 18:30"},
	// Berlin has no 02:00 to 03:00 on 2025-03-30, and two of them on 2025-10-26.
	{"hourly Europe/Berlin", "2025-03-29 23:10", "2025-03-30 00:00,2025-03-30 01:00,2025-03-30 02:00,2025-03-30 03:00"},
	{"hourly Europe/Berlin", "2025-10-25 23:10", "2025-10-26 00:00,2025-10-26 02:00,2025-10-26 03:00,2025-10-26 04:00"},
	{"*:0/30 Europe/Berlin", "2025-10-25 23:10", "2025-10-25 23:30,2025-10-26 00:00,2025-10-26 00:30,2025-10-26 02:00,2025-10-26 02:30"},
	{"02:30 Europe/Berlin", "2025-03-29 00:00", "2025-03-29 01:30,2025-03-31 00:30,2025-04-01 00:30"},
	{"02:30 Europe/Berlin", "2025-10-25 12:00", "2025-10-26 00:30,2025-10-27 01:30,2025-10-28 01:30"},
	{"*-*-* 01..03:30 Europe/Berlin", "2025-03-30 00:15", "2025-03-30 00:30,2025-03-30 01:30,2025-03-30 23:30,2025-03-31 00:30"},
	{"02:30 America/New_York", "2025-03-08 00:00", "2025-03-08 07:30,2025-03-10 06:30,2025-03-11 06:30"},
	{"01:30 America/New_York", "2025-11-01 12:00", "2025-11-02 05:30,2025-11-03 06:30,2025-11-04 06:30"},
	{"*:0/20 America/New_York", "2025-11-02 04:50", "2025-11-02 05:00,2025-11-02 05:20,2025-11-02 05:40,2025-11-02 07:00,2025-11-02 07:20,2025-11-02 07:40"},
	{"00:00 America/Havana", "2025-03-08 00:00", "2025-03-08 05:00,2025-03-10 04:00,2025-03-11 04:00"}, // no midnight on 9 March
	{"*:0/15 Australia/Lord_Howe", "2025-04-05 14:20", "2025-04-05 14:30,2025-04-05 14:45,2025-04-05 15:30,2025-04-05 15:45,2025-04-05 16:00,2025-04-05 16:15"},
	{"02:15 Australia/Lord_Howe", "2025-10-04 00:00", "2025-10-05 15:15,2025-10-06 15:15,2025-10-07 15:15"}, // a gap of half an hour
	{"*-*-30 12:00 Pacific/Apia", "2011-11-01 00:00", "2011-11-30 22:00,2012-01-29 22:00,2012-03-29 22:00"}, // no 30 December
	{"*-*~01", "2024-01-15 00:00", "2024-01-31 00:00,2024-02-29 00:00,2024-03-31 00:00,2024-04-30 00:00"},   // the last day
	{"Mon *-*~1", "2025-01-15 00:00", "2025-03-31 00:00,2025-06-30 00:00,2026-08-31 00:00"},                 // if it is a Monday
	{"*-*~03", "2025-01-15 00:00", "2025-01-29 00:00,2025-02-26 00:00,2025-03-29 00:00"},
	{"*-*~07/1", "2025-02-15 00:00", "2025-02-22 00:00,2025-02-23 00:00,2025-02-24 00:00,2025-02-25 00:00"},
	{"*-*~07/2", "2025-02-15 00:00", "2025-02-22 00:00,2025-02-24 00:00,2025-02-26 00:00,2025-02-28 00:00,2025-03-25 00:00"}, // comes down to 1
	{"*-*~10/4,25", "2025-01-31 00:00", "2025-02-04 00:00,2025-02-19 00:00,2025-02-23 00:00,2025-02-27 00:00,2025-03-07 00:00"},
	{"Fri *-*~07/1 18:00", "2025-01-15 00:00", "2025-01-31 18:00,2025-02-28 18:00,2025-03-28 18:00"},         // the last Friday
	{"Fri *-*-13 18:00", "2025-01-15 00:00", "2025-06-13 18:00,2026-02-13 18:00,2026-03-13 18:00"},           // both must match
	{"*-02-29 12:00", "2095-01-15 00:00", "2096-02-29 12:00,2104-02-29 12:00,2108-02-29 12:00"},              // not in 2100
	{"weekly", "2025-01-15 00:00", "2025-01-20 00:00,2025-01-27 00:00"},                                      // Monday
	{"quarterly", "2025-01-15 00:00", "2025-04-01 00:00,2025-07-01 00:00,2025-10-01 00:00,2026-01-01 00:00"}, //
	{"semiannually", "2025-01-15 00:00", "2025-07-01 00:00,2026-01-01 00:00,2026-07-01 00:00"},               //
	{"Sun *-*-01..07 02:00 America/New_York", "2025-01-15 00:00", "2025-02-02 07:00,2025-03-02 07:00,2025-04-06 06:00,2025-05-04 06:00"},
	{"*-1..3,10-5/10 6:10..50/20,15", "2025-01-15 00:00", "2025-01-15 06:10,2025-01-15 06:15,2025-01-15 06:30,2025-01-15 06:50,2025-01-25 06:10"},
	{"Sat,Sun 5..10/20:0/59", "2025-01-15 00:00", "2025-01-18 05:00,2025-01-18 05:59,2025-01-19 05:00,2025-01-19 05:59"}, // a step past its range
	{"*-11/1-29/2", "2025-01-15 00:00", "2025-11-29 00:00,2025-12-29 00:00,2025-12-31 00:00,2026-11-29 00:00"},
}

func TestFacts(t *testing.T) {
	for _, fact := range facts {
		want := strings.Split(fact.want, ",")
		require.Equal(t, want, next(t, fact.expr, fact.from, len(want)), fact.expr)
	}
}

const layout = "2006-01-02 15:04"

// next returns the first n occurrences of an expression after a time in UTC.
func next(t require.TestingT, expr, from string, n int) (list []string) {
	x, err := oncalendar.Parse(expr, oncalendar.Options{})
	require.NoError(t, err, expr)
	at, err := time.Parse(layout, from)
	require.NoError(t, err)
	s, err := schedule.Compile(x.Zone, x.DST, x.Rules...)
	if err != nil {
		return nil // 30 February
	}
	for len(list) < n {
		occurrence, ok := s.Next(at)
		if !ok || occurrence.Year() > 2199 { // which is where systemd ends
			break
		}
		list = append(list, occurrence.UTC().Format(layout))
		at = occurrence
	}
	return list
}

// elapse matches the lines of systemd-analyze that name an instant.
var elapse = regexp.MustCompile(`(?:elapse|Iter\. #\d+): \w+ (\d+-\d+-\d+ \d+:\d+):00 UTC`)

// systemd returns what systemd-analyze says of an expression; ok is false if it
// does not read it.
func systemd(t *testing.T, expr, from string, n int) (list []string, ok bool) {
	t.Helper()
	command := exec.Command("systemd-analyze", "calendar", "--iterations="+strconv.Itoa(n),
		"--base-time="+from+" UTC", "--", expr)
	command.Env = append(os.Environ(), "TZ=UTC", "LC_ALL=C")
	output, err := command.Output()
	for _, match := range elapse.FindAllStringSubmatch(string(output), -1) {
		list = append(list, match[1])
	}
	return list, err == nil
}

// TestSystemd asks systemd itself, where it is installed: for the facts, for
// generated expressions, and for texts that are read or refused.
func TestSystemd(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("systemd-analyze is not installed")
	}
	t.Run("facts", func(t *testing.T) {
		for _, fact := range facts {
			want := strings.Split(fact.want, ",")
			got, ok := systemd(t, fact.expr, fact.from, len(want))
			require.True(t, ok, fact.expr)
			require.Equal(t, want, got, fact.expr)
		}
	})
	t.Run("generated", func(t *testing.T) {
		// Two of them are the evenings before Berlin's clocks change.
		bases := []string{"2025-02-20 00:00", "2025-03-29 20:00", "2025-10-25 20:00"}
		const n = 4
		for seed := range 60 {
			from := bases[seed%len(bases)]
			expr := expressions().Example(seed)
			want, ok := systemd(t, expr, from, n)
			if !ok && strings.Contains(expr, "~") && strings.Contains(expr, ",") {
				continue // see readBySystemd
			}
			require.True(t, ok, expr)
			require.Equal(t, want, next(t, expr, from, n), expr)
		}
	})
	t.Run("written", testWritten)
	t.Run("texts", testTexts)
}

// testWritten compares schedules with what systemd makes of their texts, which are
// normalized already.
func testWritten(t *testing.T) {
	written := 0
	for seed := range 60 {
		rule := schedule.Rule{At: []calendar.Clock{calendar.ClockOf(2, 30)}}
		switch r := rapid.Uint64Range(1, 1<<28-1).Example(seed); seed % 3 {
		case 0:
			rule.Weekdays = calendar.NthWeekdays([]int{1, 2, 3, 4, 5, -1, -2, -3, -4}[r%9], time.Weekday(r%7))
		case 1:
			rule.MonthDays = calendar.MonthDaysOf(-1-int(r%28), -1-int(r>>5%28))
		default:
			for day := 1 + int(r%3); day <= int(r%29); day += 1 + int(r%7) {
				rule.MonthDays |= calendar.MonthDaysOf(-day)
			}
		}
		s := schedule.MustCompile(nil, timezone.DST{Gap: timezone.GapSkip, Fold: timezone.FoldFirst}, rule)
		expr, err := oncalendar.Format(s, time.Time{}, oncalendar.Options{})
		if err != nil {
			require.ErrorContains(t, err, "a list of days so far from the end")
			continue
		}
		written++
		const from, n = "2025-01-15 00:00", 5
		want, ok := systemd(t, expr, from, n)
		require.True(t, ok, expr)
		require.Equal(t, want, next(t, expr, from, n), expr)
		at, _ := time.Parse(layout, from)
		for _, day := range want {
			at, _ = s.Next(at)
			require.Equal(t, day, at.Format(layout), expr)
		}
	}
	require.Greater(t, written, 40)
}

// testTexts compares which texts are read. What systemd reads and this package
// does not is refused by name.
func testTexts(t *testing.T) {
	for _, expr := range []string{
		"Mon, 12:00", "Mon..Mon", "mon-fri", "Mon...Wed", "Mon.Wed", "Mon..Tue..Wed", "mon, tue", ",Mon", "Mon,,Tue", "Mon Tue",
		"*~1", "1~1", "*-~1", "*-*-1~2", "Mon~1", "**-*", "*-*-*-*", "*-*-*T02:00", "*-*~1/1", "*-*~28", "*-*~29", "*-*~28/27", "*-*~28/28", "*-*~40", "*-*~0", "*-*~3..1", "*-*~2/2", "*-*~1,2..5/3", "mon..",
		"0:58/1", "0:58/2", "0:59/1", "23/1:00", "12/1-1", "*-11/1-1", "*-*-29/2", "*-*-30/2", "0:10..20/60", "0:0/59", "0:0/60",
		"1..1:00", "0,0:00", "1:00,", "2:00:000.000", "*/2:00", "*,1:00", "02:00 CET", "02:00 europe/berlin", "weekly UTC",
		"Mon weekly", "hourly,daily", "biannually", "now", "2025", "25-01-01", "2025-*-*", "@0", "*:*:30", "*:*:00.5", "UTC",
		"00000002:00", "*-*-* 2", "Sun..Sat", "*:*:00,30",
	} {
		_, err := oncalendar.Parse(expr, oncalendar.Options{})
		_, ok := systemd(t, expr, "2025-02-20 00:00", 1)
		if ok && err != nil {
			var problem *calendar.ParseError
			require.ErrorAs(t, err, &problem, expr)
			require.Contains(t, []string{"year", "second", "date"}, problem.What, "%q: %v", expr, err)
			continue
		}
		require.Equal(t, ok, err == nil, "%q: %v", expr, err)
	}
}
