package ical_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule/ical"
)

// TestLimits refuses what would cost too much, and quotes little of it.
func TestLimits(t *testing.T) {
	const (
		start = "DTSTART:20250131T023000Z\n"
		run   = "RRULE:FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1\n" // beyond compilation
		fast  = "RRULE:FREQ=DAILY\n"
	)
	repeat := strings.Repeat
	tests := []struct{ text, want string }{ // "" is taken
		{start + repeat(fast, 100), ""},
		{start + repeat(fast, 101), `line 102: RRULE "FREQ=DAILY": want at most 100 rules`},
		{start + repeat(run, 10), ""},
		{start + repeat(run, 11), `want at most 10 rules that cannot be compiled`},
		{start + "RDATE:20250131T023000Z" + repeat(",20250131T023000Z", 60_000), ""},
		{start + "RDATE:20250131T023000Z" + repeat(",20250131T023000Z", 66_000), "want at most 1048576 bytes"},
		{start + repeat("X\n", 500_000), "want fewer problems: 499900 more are not listed"},
		{start + "RDATE:2" + repeat(",x", 500_000), "want fewer problems: 499901 more are not listed"},
		{start + "RRULE:FREQ=DAILY;BYHOUR=" + repeat("9", 500_000), "want a rule"},
		{start + repeat("X", 500_000) + ":1", "want DTSTART"},
		{start + "RRULE:FREQ=" + repeat("X", 500_000), "want a rule"},
		{start + "RRULE:FREQ=DAILY;INTERVAL=7;BYMONTHDAY=-3;COUNT=100", ""}, // some 60 years
		{start + "RRULE:FREQ=DAILY;INTERVAL=7;BYMONTHDAY=-3;COUNT=1000", `want a COUNT that ends within 100 years`},
		{start + "RRULE:FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=15", "want -7 to 7"}, // or a search to the year 9999
	}
	for _, test := range tests {
		_, err := ical.Parse(test.text, ical.Options{})
		if test.want == "" {
			require.NoError(t, err, "%.80s", test.text)
			continue
		}
		require.ErrorContains(t, err, test.want)
		require.ErrorAs(t, err, new(*calendar.ParseError))
		require.Less(t, len(err.Error()), 50_000, "%.80s", test.text)
	}
}

// TestNamesAreQuoted checks that a name in a text cannot end a message's line.
func TestNamesAreQuoted(t *testing.T) {
	for _, name := range []string{"X\r", "X\u2028Y", "X\x1b[2J"} {
		for _, text := range []string{name + ":1", "RRULE:FREQ=" + name, "RRULE:FREQ=DAILY;" + name + "=1", "RDATE;" + name + "=1:20250131"} {
			_, err := ical.Parse("DTSTART:20250131T023000Z\n"+text, ical.Options{})
			require.Error(t, err)
			require.False(t, strings.ContainsAny(err.Error(), "\r\u2028\x1b"), "%q", err.Error())
		}
	}
}

// TestParseWork bounds the work of the rules that cost most, which is counted in
// allocations: rrule-go makes some for each period that it goes through.
func TestParseWork(t *testing.T) {
	const most = 20_000
	for _, rule := range []string{
		"FREQ=MINUTELY;BYYEARDAY=-1;BYHOUR=3;BYMINUTE=0;COUNT=100",
		"FREQ=MINUTELY;BYYEARDAY=-366;BYDAY=MO",
		"FREQ=HOURLY;BYMONTHDAY=29;BYYEARDAY=60;COUNT=10000",
		"FREQ=HOURLY;BYMONTHDAY=29;BYYEARDAY=1", // never
		"FREQ=HOURLY;INTERVAL=13;BYMONTH=2;BYYEARDAY=60;BYHOUR=3;COUNT=10000",
		"FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=29;COUNT=10000",
		"FREQ=MINUTELY;INTERVAL=1439;BYYEARDAY=366;BYHOUR=3;BYMINUTE=1", // never
		"FREQ=MINUTELY;INTERVAL=11;BYYEARDAY=-366;BYDAY=MO;BYHOUR=3;BYMINUTE=0",
		"FREQ=WEEKLY;BYSETPOS=336,46,14,103,59,179;BYDAY=MO,TU,WE,TH,FR,SA,SU",
	} {
		allocated := testing.AllocsPerRun(1, func() {
			_, _ = ical.Parse("DTSTART:20250131T023000Z\nRRULE:"+rule, ical.Options{})
		})
		t.Logf("%6.0f %s", allocated, rule)
		require.Less(t, allocated, float64(most), rule)
	}
}

// TestLocalMeanTime writes and reads dates at offsets that are not whole minutes.
func TestLocalMeanTime(t *testing.T) {
	for _, text := range []string{
		"DTSTART;TZID=Europe/Berlin:20250131T023000\nRRULE:FREQ=DAILY\nEXDATE;TZID=Europe/Berlin:00250430T023000",
		"DTSTART;TZID=Africa/Monrovia:19700101T003000\nRRULE:FREQ=DAILY\nEXDATE;TZID=Africa/Monrovia:19720107T003000",
		"DTSTART;TZID=Africa/Monrovia:19700101T003000\nRDATE;TZID=Africa/Monrovia:19720107T003000,19700203T010000",
	} {
		r, err := ical.Parse(text, ical.Options{})
		require.NoError(t, err, text)
		again, err := ical.Parse(r.String(), ical.Options{})
		require.NoError(t, err, r.String())
		require.Equal(t, r.String(), again.String())
	}
	_, err := ical.Parse("DTSTART;TZID=Africa/Monrovia:19700101T003000\nRDATE:20250101T003030Z", ical.Options{})
	require.ErrorContains(t, err, "want a whole minute")
}
