package oracle_test

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/oracle"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

var (
	shift  = timezone.DST{Gap: timezone.GapShift}
	next   = timezone.DST{Gap: timezone.GapNext}
	skip   = timezone.DST{Gap: timezone.GapSkip}
	first  = timezone.DST{Fold: timezone.FoldFirst}
	second = timezone.DST{Fold: timezone.FoldSecond}
	both   = timezone.DST{Fold: timezone.FoldBoth}
	none   = timezone.DST{}
)

func at(clocks ...string) schedule.Rule {
	var rule schedule.Rule
	for _, s := range clocks {
		c, err := calendar.ParseClock(s)
		if err != nil {
			panic(err)
		}
		rule.At = append(rule.At, c)
	}
	return rule
}

func every(period, window string) schedule.Rule {
	var rule schedule.Rule
	if rule.Every.UnmarshalText([]byte(period)) != nil || rule.Window.UnmarshalText([]byte(window)) != nil {
		panic(period + " " + window)
	}
	return rule
}

func hours(minute int) schedule.Rule {
	var rule schedule.Rule
	for hour := range 24 {
		rule.At = append(rule.At, calendar.ClockOf(hour, minute))
	}
	return rule
}

// TestOccurrences holds answers that were worked out by hand from the zone's
// published changes.
func TestOccurrences(t *testing.T) {
	for _, row := range []struct {
		zone  string
		dst   timezone.DST
		rule  schedule.Rule
		from  string // date and hour in UTC; 12 hours from there
		wants string // local hour, minute and offset
	}{
		{"America/New_York", none, at("02:30"), "2025-03-09T00", "03:30-0400"},
		{"America/New_York", shift, at("02:30", "03:00"), "2025-03-09T00", "03:00-0400 03:30-0400"},
		{"America/New_York", next, at("02:30", "02:45"), "2025-03-09T00", "03:00-0400"},
		{"America/New_York", skip, at("02:30"), "2025-03-09T00", ""},
		{"America/New_York", none, at("01:30"), "2025-11-02T00", "01:30-0400"},
		{"America/New_York", first, at("01:30"), "2025-11-02T00", "01:30-0400"},
		{"America/New_York", second, at("01:30"), "2025-11-02T00", "01:30-0500"},
		{"America/New_York", both, at("01:30"), "2025-11-02T00", "01:30-0400 01:30-0500"},

		{"Europe/Berlin", none, every("30 minutes", "01:30-03:00"), "2025-03-29T22", "01:30+0100 03:00+0200"},
		{"Europe/Berlin", none, every("90 minutes", "01:00-03:00"), "2025-03-29T22", "01:00+0100 03:30+0200"}, // longer than the gap
		{"Europe/Berlin", shift, every("30 minutes", "02:00-02:30"), "2025-03-29T22", "03:00+0200 03:30+0200"},
		{"Europe/Berlin", none, every("1 hour", "01:30-03:30"), "2025-10-25T22", "01:30+0200 02:30+0200 02:30+0100 03:30+0100"},
		{"Europe/Berlin", none, every("2 hours", "00:30-04:30"), "2025-10-25T22", "00:30+0200 02:30+0200 04:30+0100"},
		{"Europe/Berlin", first, every("1 hour", "01:30-02:30"), "2025-10-25T22", "01:30+0200 02:30+0200"},

		{"Australia/Lord_Howe", none, at("02:15"), "2025-10-04T10", "02:45+1100"}, // forward by half an hour, at 02:00
		{"Australia/Lord_Howe", none, every("1 hour", "02:00-03:00"), "2025-10-04T10", "02:30+1100 03:00+1100"},
		{"Australia/Lord_Howe", none, every("30 minutes", "01:30-02:00"), "2025-04-05T10", "01:30+1100 01:30+1030 02:00+1030"},
		{"America/Sao_Paulo", none, at("00:00"), "2017-10-15T00", "01:00-0200"},
		{"Africa/Cairo", next, at("00:30"), "2025-04-24T20", "01:00+0300"},                     // at midnight to Friday the 25th
		{"America/Godthab", none, on("sat", at("23:30")), "2025-03-29T20", "00:30-0100"},       // Saturday 23:30 is Sunday 00:30
		{"Pacific/Apia", none, at("12:00"), "2011-12-30T12", "12:00+1400"},                     // the 30th at noon is the 31st at noon
		{"Pacific/Apia", none, on("fri", every("1 hour", "11:00-12:00")), "2011-12-30T12", ""}, // a grid has no Friday to fire on
		{"Pacific/Apia", none, on("fri", at("11:30", "12:00")), "2011-12-30T12", "11:30+1400 12:00+1400"},
		{"Africa/Monrovia", none, at("00:00", "00:44", "00:45"), "1972-01-07T00", "00:44+0000 00:45+0000 01:28+0000"},
	} {
		from, err := time.Parse("2006-01-02T15", row.from)
		require.NoError(t, err)
		loc, err := time.LoadLocation(row.zone)
		require.NoError(t, err)
		var got []string
		for _, u := range oracle.Occurrences(loc, row.dst, []schedule.Rule{row.rule}, from, from.Add(12*time.Hour)) {
			got = append(got, u.Format("15:04-0700"))
		}
		require.Equal(t, row.wants, strings.Join(got, " "), "%v", row)
	}
}

func on(days string, rule schedule.Rule) schedule.Rule {
	var err error
	if rule.Weekdays, err = calendar.ParseWeekdays(days); err != nil {
		panic(err)
	}
	return rule
}

func TestGrid(t *testing.T) {
	for _, row := range []struct {
		rule schedule.Rule
		step time.Duration
		grid bool
	}{
		{at("03:00"), 24 * time.Hour, false},
		{hours(30), time.Hour, true},
		{union(hours(0), hours(20)), 40 * time.Minute, true},
		{union(hours(0), at("12:30")), time.Hour, true},
		{every("45 minutes", "22:00-02:00"), 45 * time.Minute, true},
		{every("36 hours", "*"), 36 * time.Hour, true},
	} {
		step, grid := oracle.Grid(row.rule)
		require.Equal(t, row.grid, grid, "%v", row)
		require.Equal(t, row.step, step, "%v", row)
	}
}

func union(a, b schedule.Rule) schedule.Rule {
	a.At = append(a.At, b.At...)
	return a
}

func TestExpired(t *testing.T) {
	for _, row := range []struct {
		zone, created, period, expiry string
	}{
		{"UTC", "2025-01-31T12:00:00Z", "1 month", "2025-03-01T00:00:00Z"},
		{"UTC", "2025-01-28T12:00:00Z", "1 month", "2025-02-28T12:00:00Z"},
		{"UTC", "2024-02-29T12:00:00Z", "1 year", "2025-03-01T00:00:00Z"},
		{"UTC", "2025-01-31T12:00:00.5Z", "4 weeks", "2025-02-28T12:00:00.5Z"},
		{"UTC", "2025-01-31T12:00:00Z", "9999999 hours", "3165-11-18T03:00:00Z"},
		{"America/New_York", "2025-03-08T02:30:00-05:00", "1 day", "2025-03-09T03:00:00-04:00"}, // a gap
		{"America/New_York", "2025-11-01T01:30:00-04:00", "1 day", "2025-11-02T01:30:00-05:00"}, // a fold
		{"America/New_York", "2025-11-01T01:00:00-04:00", "1 day", "2025-11-02T01:00:00-05:00"}, // the first instant after it
		{"America/New_York", "2025-11-01T01:30:00-04:00", "24 hours", "2025-11-02T01:30:00-04:00"},
		{"Pacific/Apia", "2011-12-29T10:00:00-10:00", "1 day", "2011-12-31T00:00:00+14:00"},
	} {
		loc, err := time.LoadLocation(row.zone)
		require.NoError(t, err)
		created, err := time.Parse(time.RFC3339, row.created)
		require.NoError(t, err)
		expiry, err := time.Parse(time.RFC3339, row.expiry)
		require.NoError(t, err)
		period, err := calendar.ParsePeriod(row.period)
		require.NoError(t, err)
		require.True(t, oracle.Expired(loc, expiry, created, period), "%v", row)
		require.False(t, oracle.Expired(loc, expiry.Add(-1), created, period), "%v", row)
	}
}

func TestOpenings(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	require.NoError(t, err)
	from := time.Date(2025, 3, 29, 12, 0, 0, 0, time.UTC)
	night := on("sun", every("1 hour", "22:00-02:29")) // of which Sunday has 00:00-02:29 and 22:00-23:59
	opened, closed := oracle.Openings(berlin, night, from, from.AddDate(0, 0, 2))
	require.Equal(t, "[2025-03-30 00:00:00 +0100 CET 2025-03-30 22:00:00 +0200 CEST]", printed(opened))
	require.Equal(t, "[2025-03-30 03:00:00 +0200 CEST 2025-03-31 00:00:00 +0200 CEST]", printed(closed))
}

func printed(times []time.Time) string {
	var all []string
	for _, t := range times {
		all = append(all, t.String())
	}
	return "[" + strings.Join(all, " ") + "]"
}

// TestNearest finds the first occurrence at or after an instant and the last
// before it, however far they are.
func TestNearest(t *testing.T) {
	const layout = "2006-01-02T15:04"
	at := func(clock calendar.Clock) schedule.Rule { return schedule.Rule{At: []calendar.Clock{clock}} }
	on := func(days calendar.Weekdays, rule schedule.Rule) schedule.Rule { rule.Weekdays = days; return rule }
	leap, apia, never := at(0), at(600), at(0)
	leap.MonthDays, leap.Months = 1<<29, calendar.MonthsOf(time.February)
	apia.MonthDays = 1 << 30
	never.Window = schedule.WindowOf(60, 61)
	monday, saturday := calendar.WeekdaysOf(time.Monday), calendar.WeekdaysOf(time.Saturday)
	for _, row := range []struct {
		zone              string
		rule              schedule.Rule
		from, first, last string // on the clocks of the zone
	}{
		{"America/New_York", on(monday, at(150)), "2025-03-09T02:00", "2025-03-10T02:30", "2025-03-03T02:30"},
		{"America/New_York", on(monday, at(150)), "2025-03-10T02:30", "2025-03-10T02:30", "2025-03-03T02:30"},
		{"UTC", leap, "2025-01-01T00:00", "2028-02-29T00:00", "2024-02-29T00:00"},
		{"America/Godthab", on(saturday, at(1410)), "2025-03-29T21:00", "2025-03-30T00:30", "2025-03-22T23:30"}, // shifted to Sunday
		{"Pacific/Apia", apia, "2011-12-29T12:00", "2011-12-31T10:00", "2011-11-30T10:00"},                      // a date that was skipped
		{"Pacific/Apia", apia, "2011-12-31T11:00", "2012-01-30T10:00", "2011-12-31T10:00"},
		{"UTC", never, "2025-01-01T00:00", "", ""},
	} {
		loc, err := time.LoadLocation(row.zone)
		require.NoError(t, err)
		civil, err := time.Parse(layout, row.from)
		require.NoError(t, err)
		from := oracle.Readings(loc, timezone.DST{}, civil)[0]
		show := func(t time.Time, ok bool) string {
			if !ok {
				return ""
			}
			return t.In(loc).Format(layout)
		}
		rules := []schedule.Rule{row.rule}
		require.Equal(t, row.first, show(oracle.First(loc, timezone.DST{}, rules, from)), "%s after %s", row.zone, row.from)
		require.Equal(t, row.last, show(oracle.Last(loc, timezone.DST{}, rules, from)), "%s before %s", row.zone, row.from)
	}
}
