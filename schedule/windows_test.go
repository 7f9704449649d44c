package schedule_test

import (
	"errors"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// windows compiles the window and the days of a rule in the short form.
func windows(t testing.TB, z *timezone.Zone, text string) schedule.Windows {
	t.Helper()
	var rule schedule.Rule
	if text != "" {
		rule = rules(t, text)[0]
	}
	rule.At, rule.Every = nil, calendar.Period{}
	w, err := schedule.CompileWindows(z, rule)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// TestWindows lists when windows open and close on some days.
func TestWindows(t *testing.T) {
	const newYork = "America/New_York"
	for _, row := range []struct {
		zone, window string
		from         string
		days         int
		want         string // opening, closing, opening, ...
	}{
		{"UTC", "07:00-18:59", "2025-01-01", 2, "01T07:00Z 01T19:00Z 02T07:00Z 02T19:00Z"},
		{"UTC", "07:00-07:00", "2025-01-01", 1, "01T07:00Z 01T07:01Z"},
		{"UTC", "20:00-05:59 mon", "2025-01-05", 3, "06T00:00Z 06T06:00Z 06T20:00Z 07T00:00Z"}, // two stretches of Monday
		{"UTC", "20:00-05:59", "2025-01-01", 2, "01T06:00Z 01T20:00Z 02T06:00Z 02T20:00Z"},     // opened before
		{"UTC", "sat,sun", "2025-01-03", 7, "04T00:00Z 06T00:00Z"},
		{"UTC", "00:00-23:58", "2025-01-01", 2, "01T00:00Z 01T23:59Z 02T00:00Z 02T23:59Z"},
		{"UTC", "d31", "2025-01-30", 70, "31T00:00Z 01T00:00Z 31T00:00Z 01T00:00Z"},
		{"UTC", "22:00-21:59", "2025-01-01", 3, ""}, // never closed

		// Closed early, opened late, and not opened at all in a gap.
		{newYork, "01:30-02:29", "2025-03-09", 1, "09T01:30-05:00 09T03:00-04:00"},
		{newYork, "02:30-03:59", "2025-03-09", 1, "09T03:00-04:00 09T04:00-04:00"},
		{newYork, "02:00-02:59", "2025-03-09", 1, ""},
		{newYork, "03:00-03:29", "2025-03-09", 1, "09T03:00-04:00 09T03:30-04:00"},
		{newYork, "01:00-03:59", "2025-03-09", 1, "09T01:00-05:00 09T04:00-04:00"},
		// Opened twice in a fold.
		{newYork, "01:00-01:29", "2025-11-02", 1, "02T01:00-04:00 02T01:30-04:00 02T01:00-05:00 02T01:30-05:00"},
		{newYork, "01:30-02:29", "2025-11-02", 1, "02T01:30-04:00 02T01:00-05:00 02T01:30-05:00 02T02:30-05:00"},
		{newYork, "00:30-01:29", "2025-11-02", 1, "02T00:30-04:00 02T01:30-04:00 02T01:00-05:00 02T01:30-05:00"},
		{newYork, "01:00-01:59", "2025-11-02", 1, "02T01:00-04:00 02T02:00-05:00"}, // once, for two hours
		// Days that are longer, shorter, and missing.
		{newYork, "sun", "2025-11-01", 3, "02T00:00-04:00 03T00:00-05:00"},
		{"America/Sao_Paulo", "sun", "2017-10-14", 3, "15T01:00-02:00 16T00:00-02:00"},
		{"America/Sao_Paulo", "sat", "2018-02-16", 3, "17T00:00-02:00 18T00:00-03:00"},
		{"America/Godthab", "sat", "2025-03-28", 3, "29T00:00-02:00 30T00:00-01:00"},
		{"Pacific/Apia", "d30 m12", "2011-12-28", 5, ""},
		{"Pacific/Apia", "fri,sat", "2011-12-28", 5, "31T00:00+14:00 01T00:00+14:00"},
	} {
		w := windows(t, zone(t, row.zone), row.window)
		from := instant(t, zone(t, row.zone), row.from)
		to := from.AddDate(0, 0, row.days)
		list := make([]time.Time, 0, 8)
		for at := range schedule.Range(schedule.Union(w.Openings(), w.Closings()), from, to) {
			list = append(list, at)
		}
		if got := join(format(list)); got != row.want {
			t.Errorf("%s %s\ngot  %s\nwant %s", row.zone, row.window, got, row.want)
		}
		checkContains(t, w, list, from, to)
		checkBackward(t, w, list, from, to)
	}
}

func join(list []string) (text string) {
	for i, s := range list {
		if i > 0 {
			text += " "
		}
		text += s
	}
	return text
}

// checkContains expects Contains to change at each of the instants.
func checkContains(t *testing.T, w schedule.Windows, list []time.Time, from, to time.Time) {
	t.Helper()
	open := w.Contains(from.Add(-1))
	for at := from; at.Before(to); at = at.Add(time.Minute) {
		if len(list) > 0 && !at.Before(list[0]) {
			opening, ok := w.Openings().Next(list[0].Add(-1))
			if isOpening := ok && opening.Equal(list[0]); isOpening == open {
				t.Errorf("%v: it opens while it is open, or closes while it is closed", at)
			}
			open, list = !open, list[1:]
		}
		if w.Contains(at) != open || w.Contains(at.Add(time.Minute-1)) != open {
			t.Fatalf("contains %v: got %t", at, !open)
		}
	}
}

// checkBackward walks the same instants from the other end.
func checkBackward(t *testing.T, w schedule.Windows, list []time.Time, from, to time.Time) {
	t.Helper()
	all := schedule.Union(w.Openings(), w.Closings())
	before := to
	for i := len(list) - 1; i >= 0; i-- {
		at, ok := all.Prev(before)
		if !ok || !at.Equal(list[i]) {
			t.Fatalf("before %v: got %v, %t, want %v", before, at, ok, list[i])
		}
		before = at
	}
	if at, ok := all.Prev(before); ok && !at.Before(from) {
		t.Errorf("before %v: got %v", before, at)
	}
}

// TestWindowsAlwaysOpen opens with the year 1 and never closes.
func TestWindowsAlwaysOpen(t *testing.T) {
	w := windows(t, nil, "")
	now := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, row := range []struct {
		got  string
		want string
	}{
		{show(w.Openings().Next(now)), never},
		{show(w.Closings().Next(now)), never},
		{show(w.Openings().Prev(now)), "0001-01-01T00:00:00Z"},
		{show(w.Closings().Prev(now)), never},
		{show(w.Openings().Next(far[0])), "0001-01-01T00:00:00Z"},
		{show(w.Openings().Next(far[8])), never},
		{show(w.Openings().Prev(far[0])), never},
	} {
		if row.got != row.want {
			t.Errorf("got %s, want %s", row.got, row.want)
		}
	}
	if !w.Contains(now) || w.Contains(far[4]) || w.Contains(far[5]) {
		t.Error("it is not open from the year 1 to 9999")
	}
}

func TestZeroWindows(t *testing.T) {
	var w schedule.Windows
	now := time.Unix(0, 0)
	for name, ask := range map[string]func(time.Time) (time.Time, bool){
		"NextOpening": w.Openings().Next, "PrevOpening": w.Openings().Prev,
		"NextClosing": w.Closings().Next, "PrevClosing": w.Closings().Prev,
		"Openings.Next": w.Openings().Next, "Openings.Prev": w.Openings().Prev,
		"Closings.Next": w.Closings().Next, "Closings.Prev": w.Closings().Prev,
	} {
		if at, ok := ask(now); ok || !at.IsZero() {
			t.Errorf("%s: got %v", name, at)
		}
	}
	if w.Contains(now) {
		t.Error("it contains something")
	}
}

func TestCompileWindowsErrors(t *testing.T) {
	_, err := schedule.CompileWindows(nil, schedule.Rule{Window: schedule.WindowOf(0, 1440), Months: 1})
	want := "rule 0: Months \"invalid\": want January to December\n" +
		`rule 0: Window "00:00-24:00": want times of day from 00:00 to 23:59`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	_, err = schedule.CompileWindows(nil, schedule.Rule{Months: calendar.MonthsOf(2), MonthDays: calendar.MonthDaysOf(30)})
	var problem *schedule.RuleError
	if !errors.As(err, &problem) || !problem.Never {
		t.Errorf("30 February: got %v", err)
	}
	_, err = schedule.CompileWindows(nil, schedule.Rule{
		At: []calendar.Clock{120, 180}, Every: calendar.PeriodOf(1, calendar.Hour),
	})
	require.EqualError(t, err, `rule 0: At "02:00,03:00": want none: windows have no times
rule 0: Every "1 hour": want none: windows have no times`)
}

// TestWindowsFarAway asks instants that no window is near to.
func TestWindowsFarAway(t *testing.T) {
	w := windows(t, zone(t, "Asia/Tokyo"), "07:00-18:59 mon")
	first, last := "0001-01-01T07:00:00+09:18", "9999-12-27T19:00:00+09:00"
	for i, at := range append(far, time.Unix(math.MaxInt64, 0)) {
		if i >= 5 {
			first = never
		}
		if i < 9 && (show(w.Openings().Next(at)) != first || w.Contains(at)) {
			t.Errorf("from %d: got %s, want %s", at.Unix(), show(w.Openings().Next(at)), first)
		}
		if i >= 5 && i < 9 && show(w.Closings().Prev(at)) != last {
			t.Errorf("from %d: got %s, want %s", at.Unix(), show(w.Closings().Prev(at)), last)
		}
	}
}
