package schedule_test

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// rules reads the short form in which the tables of these tests write rules,
// joined by " + ". A rule is made of words:
//
//	02:30,22:15   At; "*:15" is a quarter past every hour
//	/15m /12h     Every
//	07:00-19:00   Window
//	mon,wed       Weekdays
//	d1,15,last    MonthDays
//	m2,4          Months
func rules(t testing.TB, text string) (list []schedule.Rule) {
	t.Helper()
	for one := range strings.SplitSeq(text, " + ") {
		var rule schedule.Rule
		for word := range strings.FieldsSeq(one) {
			if err := readWord(&rule, word); err != nil {
				t.Fatalf("%s: %v", text, err)
			}
		}
		list = append(list, rule)
	}
	return list
}

func readWord(rule *schedule.Rule, word string) (err error) {
	switch {
	case len(word) == 11 && word[5] == '-':
		return rule.Window.UnmarshalText([]byte(word))
	case strings.Contains(word, ":"):
		return readTimes(rule, word)
	case word[0] == '/':
		rule.Every.Unit = calendar.Minute
		if strings.HasSuffix(word, "h") {
			rule.Every.Unit = calendar.Hour
		}
		rule.Every.N, err = strconv.Atoi(word[1 : len(word)-1])
		return err
	case word[0] == 'd':
		return rule.MonthDays.UnmarshalText([]byte(word[1:]))
	case word[0] == 'm' && word[1] <= '9':
		return rule.Months.UnmarshalText([]byte(word[1:]))
	case word[0] == 'w' && word[1] <= '9': // w15 and w-1 are workdays
		return rule.Workdays.UnmarshalText([]byte(word[1:]))
	}
	return rule.Weekdays.UnmarshalText([]byte(strings.ReplaceAll(word, "_", " ")))
}

func readTimes(rule *schedule.Rule, word string) error {
	for item := range strings.SplitSeq(word, ",") {
		if minute, ok := strings.CutPrefix(item, "*"); ok {
			for hour := range 24 {
				c, err := calendar.ParseClock(calendar.ClockOf(hour, 0).String()[:2] + minute)
				if err != nil {
					return err
				}
				rule.At = append(rule.At, c)
			}
			continue
		}
		c, err := calendar.ParseClock(item)
		if err != nil {
			return err
		}
		rule.At = append(rule.At, c)
	}
	return nil
}

// choice reads choices such as "skip both"; nothing is the default.
func choice(t testing.TB, text string) (dst timezone.DST) {
	t.Helper()
	for word := range strings.FieldsSeq(text) {
		var gap timezone.Gap
		var fold timezone.Fold
		switch text := []byte(word); {
		case gap.UnmarshalText(text) == nil:
			dst.Gap = gap
		case fold.UnmarshalText(text) == nil:
			dst.Fold = fold
		default:
			t.Fatalf("%s is no choice", word)
		}
	}
	return dst
}

func zone(t testing.TB, name string) *timezone.Zone {
	t.Helper()
	z, err := timezone.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func compile(t testing.TB, name, dst, text string) schedule.Schedule {
	t.Helper()
	s, err := schedule.Compile(zone(t, name), choice(t, dst), rules(t, text)...)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return s
}

// instant reads an instant, or a local time that is no clock change's.
func instant(t testing.TB, z *timezone.Zone, text string) time.Time {
	t.Helper()
	for _, layout := range []string{time.DateOnly, "2006-01-02T15:04", "2006-01-02T15:04:05", time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if at, err := time.ParseInLocation(layout, text, z.Location()); err == nil {
			return at
		}
	}
	t.Fatalf("%q is no instant", text)
	return time.Time{}
}

// never is what the tables say where there is no such occurrence.
const never = "never"

func show(at time.Time, ok bool) string {
	if !ok {
		return never
	}
	return at.Format(time.RFC3339)
}

// TestOccurrences lists what fires on some days, as day of the month, wall time
// and offset.
func TestOccurrences(t *testing.T) {
	const (
		newYork  = "America/New_York"
		berlin   = "Europe/Berlin"
		lordHowe = "Australia/Lord_Howe"
		nuuk     = "America/Godthab"
		apia     = "Pacific/Apia"
	)
	for _, row := range []struct {
		zone, dst, rules string
		from             string
		days             int
		want             string
	}{
		// Fixed times fire once on every matching date.
		{newYork, "", "02:30", "2025-03-08", 3, "08T02:30-05:00 09T03:30-04:00 10T02:30-04:00"},
		{newYork, "shift", "02:30", "2025-03-09", 1, "09T03:30-04:00"},
		{newYork, "next", "02:30", "2025-03-09", 1, "09T03:00-04:00"},
		{newYork, "skip", "02:30", "2025-03-08", 3, "08T02:30-05:00 10T02:30-04:00"},
		{newYork, "", "02:00,02:59", "2025-03-09", 1, "09T03:00-04:00 09T03:59-04:00"},
		{newYork, "next", "02:00,02:59,03:00", "2025-03-09", 1, "09T03:00-04:00"}, // three at one instant
		{newYork, "", "01:59,03:00", "2025-03-09", 1, "09T01:59-05:00 09T03:00-04:00"},
		{newYork, "", "01:30", "2025-11-01", 3, "01T01:30-04:00 02T01:30-04:00 03T01:30-05:00"},
		{newYork, "first", "01:30", "2025-11-02", 1, "02T01:30-04:00"},
		{newYork, "second", "01:30", "2025-11-02", 1, "02T01:30-05:00"},
		{newYork, "both", "01:30", "2025-11-02", 1, "02T01:30-04:00 02T01:30-05:00"},
		{newYork, "both", "01:00,01:59", "2025-11-02", 1, "02T01:00-04:00 02T01:59-04:00 02T01:00-05:00 02T01:59-05:00"},
		{newYork, "second", "00:59,01:59,02:00", "2025-11-02", 1, "02T00:59-04:00 02T01:59-05:00 02T02:00-05:00"},
		{newYork, "", "01:10,01:50", "2025-11-02", 1, "02T01:10-04:00 02T01:50-04:00"},
		{berlin, "", "02:30", "2025-10-25", 3, "25T02:30+02:00 26T02:30+02:00 27T02:30+01:00"},
		{berlin, "second", "02:30", "2025-10-26", 1, "26T02:30+01:00"},
		{berlin, "", "02:30", "2025-03-30", 1, "30T03:30+02:00"},
		{"Europe/Dublin", "", "01:30", "2025-10-26", 1, "26T01:30+01:00"}, // winter time is the daylight saving

		// A shifted time fires after a later wall time, or together with one.
		{newYork, "", "02:15,03:00", "2025-03-09", 1, "09T03:00-04:00 09T03:15-04:00"},
		{newYork, "", "02:30,03:30", "2025-03-09", 1, "09T03:30-04:00"},
		{newYork, "", "02:30 + 03:30", "2025-03-09", 1, "09T03:30-04:00"},
		{newYork, "", "02:15 + /1h 00:00-04:00", "2025-03-09", 1, "09T00:00-05:00 09T01:00-05:00 09T03:00-04:00 09T03:15-04:00 09T04:00-04:00"},
		{newYork, "", "03:30 + /15m 03:00-03:45", "2025-03-10", 1, "10T03:00-04:00 10T03:15-04:00 10T03:30-04:00 10T03:45-04:00"},

		// Grids with a step no longer than the change are points on the wall clock.
		{newYork, "", "/15m 01:30-03:30", "2025-03-09", 1, "09T01:30-05:00 09T01:45-05:00 09T03:00-04:00 09T03:15-04:00 09T03:30-04:00"},
		{newYork, "", "/1h 00:00-04:00", "2025-03-09", 1, "09T00:00-05:00 09T01:00-05:00 09T03:00-04:00 09T04:00-04:00"},
		{newYork, "", "/60m 00:30-03:30", "2025-03-09", 1, "09T00:30-05:00 09T01:30-05:00 09T03:30-04:00"},
		{newYork, "", "/30m 00:30-02:00", "2025-11-02", 1, "02T00:30-04:00 02T01:00-04:00 02T01:30-04:00 02T01:00-05:00 02T01:30-05:00 02T02:00-05:00"},
		{newYork, "", "/1h 00:00-02:00", "2025-11-02", 1, "02T00:00-04:00 02T01:00-04:00 02T01:00-05:00 02T02:00-05:00"},
		// With a longer step they behave as fixed times do.
		{newYork, "", "/2h 00:00-04:00", "2025-03-09", 1, "09T00:00-05:00 09T03:00-04:00 09T04:00-04:00"},
		{newYork, "", "/61m 00:00-03:03", "2025-03-09", 1, "09T00:00-05:00 09T01:01-05:00 09T03:02-04:00 09T03:03-04:00"},
		{newYork, "", "/150m 00:00-05:00", "2025-03-09", 1, "09T00:00-05:00 09T03:30-04:00 09T05:00-04:00"},
		{newYork, "", "/2h 01:00-05:00", "2025-11-02", 1, "02T01:00-04:00 02T03:00-05:00 02T05:00-05:00"},
		{newYork, "", "/61m 00:00-02:02", "2025-11-02", 1, "02T00:00-04:00 02T01:01-04:00 02T02:02-05:00"},
		// A change is not always one hour.
		{lordHowe, "", "/30m 01:30-03:00", "2025-10-05", 1, "05T01:30+10:30 05T02:30+11:00 05T03:00+11:00"},
		{lordHowe, "", "/1h 01:00-03:00", "2025-10-05", 1, "05T01:00+10:30 05T02:30+11:00 05T03:00+11:00"},
		{lordHowe, "", "02:15", "2025-10-05", 1, "05T02:45+11:00"},
		{lordHowe, "", "/30m 01:00-02:30", "2025-04-06", 1, "06T01:00+11:00 06T01:30+11:00 06T01:30+10:30 06T02:00+10:30 06T02:30+10:30"},
		{lordHowe, "", "/1h 01:30-03:30", "2025-04-06", 1, "06T01:30+11:00 06T02:30+10:30 06T03:30+10:30"},
		{lordHowe, "", "/31m 01:29-02:00", "2025-04-06", 1, "06T01:29+11:00 06T02:00+10:30"},
		{"Antarctica/Troll", "", "/1h 00:00-04:00", "2025-03-30", 1, "30T00:00+00:00 30T03:00+02:00 30T04:00+02:00"},
		{"Antarctica/Troll", "", "/2h 00:00-04:00", "2025-03-30", 1, "30T00:00+00:00 30T04:00+02:00"},
		{"Antarctica/Troll", "", "/121m 00:00-04:02", "2025-03-30", 1, "30T00:00+00:00 30T04:01+02:00 30T04:02+02:00"},
		{"Antarctica/Troll", "", "/2h 00:00-04:00", "2025-10-26", 1, "26T00:00+02:00 26T02:00+02:00 26T02:00+00:00 26T04:00+00:00"},

		// Explicit choices override what a grid does.
		{newYork, "shift", "/30m 01:30-03:30", "2025-03-09", 1, "09T01:30-05:00 09T03:00-04:00 09T03:30-04:00"},
		{newYork, "shift", "/20m 01:40-03:00", "2025-03-09", 1, "09T01:40-05:00 09T03:00-04:00 09T03:20-04:00 09T03:40-04:00"},
		{newYork, "next", "/20m 01:50-02:50", "2025-03-09", 1, "09T01:50-05:00 09T03:00-04:00"},
		{newYork, "skip", "/2h 00:00-04:00", "2025-03-09", 1, "09T00:00-05:00 09T04:00-04:00"},
		{newYork, "first", "/30m 00:30-02:00", "2025-11-02", 1, "02T00:30-04:00 02T01:00-04:00 02T01:30-04:00 02T02:00-05:00"},
		{newYork, "second", "/30m 00:30-02:00", "2025-11-02", 1, "02T00:30-04:00 02T01:00-05:00 02T01:30-05:00 02T02:00-05:00"},
		{newYork, "both", "/2h 01:00-03:00", "2025-11-02", 1, "02T01:00-04:00 02T01:00-05:00 02T03:00-05:00"},
		{newYork, "skip", "01:30", "2025-11-02", 1, "02T01:30-04:00"}, // a choice for gaps is none for folds
		{newYork, "both", "02:30", "2025-03-09", 1, "09T03:30-04:00"},

		// Times that cover all 24 hours are a grid, whose step is their largest distance.
		{newYork, "", "*:30 00:00-04:00", "2025-03-09", 1, "09T00:30-05:00 09T01:30-05:00 09T03:30-04:00"},
		{newYork, "", "*:30 00:00-02:45", "2025-11-02", 1, "02T00:30-04:00 02T01:30-04:00 02T01:30-05:00 02T02:30-05:00"},
		{lordHowe, "", "*:45 01:00-02:59", "2025-04-06", 1, "06T01:45+11:00 06T02:45+10:30"}, // 60 minutes, in a change of 30
		{lordHowe, "", "*:10,*:40 01:00-02:15", "2025-04-06", 1, "06T01:10+11:00 06T01:40+11:00 06T01:40+10:30 06T02:10+10:30"},
		{lordHowe, "", "*:15,*:40 01:00-02:15", "2025-04-06", 1, "06T01:15+11:00 06T01:40+11:00 06T02:15+10:30"}, // 25 and 35

		// Days, months and windows judge the nominal wall time.
		{newYork, "", "02:30 02:00-02:45", "2025-03-09", 1, "09T03:30-04:00"},
		{newYork, "", "/2h 02:00-02:45", "2025-03-09", 1, "09T03:00-04:00"},
		{newYork, "", "03:30 03:00-03:45 mon", "2025-03-09", 2, "10T03:30-04:00"},
		{nuuk, "", "23:30 sat", "2025-03-28", 4, "30T00:30-01:00"}, // on Sunday
		{nuuk, "", "23:30 sun", "2025-03-28", 4, "30T23:30-01:00"},
		{nuuk, "next", "23:30 sat", "2025-03-28", 4, "30T00:00-01:00"},
		{nuuk, "", "23:30,00:30", "2025-03-29", 2, "29T00:30-02:00 30T00:30-01:00 30T23:30-01:00"},
		{nuuk, "", "23:30 sat", "2025-10-25", 2, "25T23:30-01:00"},
		{nuuk, "both", "23:30 sat", "2025-10-25", 2, "25T23:30-01:00 25T23:30-02:00"},
		{nuuk, "", "/1h 22:00-01:00", "2025-03-29", 2, "29T00:00-02:00 29T01:00-02:00 29T22:00-02:00 30T00:00-01:00 30T01:00-01:00 30T22:00-01:00 30T23:00-01:00"},
		{apia, "", "12:00 d30 m12", "2011-12-28", 5, "31T12:00+14:00"},
		{apia, "", "12:00 fri", "2011-12-28", 5, "31T12:00+14:00"},
		{apia, "", "12:00", "2011-12-28", 5, "28T12:00-10:00 29T12:00-10:00 31T12:00+14:00 01T12:00+14:00"},
		{apia, "", "12:00 d30,31", "2011-12-28", 5, "31T12:00+14:00"},
		{apia, "", "06:00 d30 + 18:00 d31", "2011-12-28", 5, "31T06:00+14:00 31T18:00+14:00"},
		{apia, "next", "12:00,13:00 d30", "2011-12-28", 5, "31T00:00+14:00"},
		{apia, "skip", "12:00 d30", "2011-12-28", 40, "30T12:00+14:00"}, // of January
		{apia, "", "/12h d30", "2011-12-28", 5, ""},                     // a grid, in a gap of a day
		{apia, "", "/24h 12:00-12:00 d30", "2011-12-28", 5, ""},
		{apia, "", "/25h 12:00-12:00 d30", "2011-12-28", 5, "31T12:00+14:00"},
		{"Pacific/Kwajalein", "", "12:00 sat", "1993-08-20", 4, "22T12:00+12:00"},
		{"Pacific/Enderbury", "", "12:00 dlast m12", "1994-12-29", 4, "01T12:00+13:00"},

		// Changes at midnight.
		{"America/Sao_Paulo", "", "00:00", "2017-10-14", 2, "14T00:00-03:00 15T01:00-02:00"},
		{"America/Sao_Paulo", "", "00:00 sun", "2017-10-14", 2, "15T01:00-02:00"},
		{"America/Sao_Paulo", "skip", "00:00", "2017-10-14", 2, "14T00:00-03:00"},
		{"America/Sao_Paulo", "", "/30m 00:00-01:00", "2017-10-14", 2, "14T00:00-03:00 14T00:30-03:00 14T01:00-03:00 15T01:00-02:00"},
		{"America/Sao_Paulo", "both", "23:30 sat", "2018-02-17", 2, "17T23:30-02:00 17T23:30-03:00"},
		{"Africa/Cairo", "", "00:30 fri", "2025-04-24", 3, "25T01:30+03:00"},
		{"Africa/Cairo", "", "23:30", "2025-10-30", 1, "30T23:30+03:00"},
		{"America/Havana", "", "00:00", "2025-03-08", 2, "08T00:00-05:00 09T01:00-04:00"},
		{"America/Havana", "", "00:00", "2025-11-01", 2, "01T00:00-04:00 02T00:00-04:00"},
		{"America/Havana", "second", "00:00", "2025-11-01", 2, "01T00:00-04:00 02T00:00-05:00"},
		{"America/Havana", "", "/1h 00:00-02:00", "2025-11-02", 1, "02T00:00-04:00 02T00:00-05:00 02T01:00-05:00 02T02:00-05:00"},
		{"Asia/Beirut", "", "00:00 d30", "2025-03-29", 2, "30T01:00+03:00"},
		{"Atlantic/Azores", "", "00:30", "2025-03-29", 2, "29T00:30-01:00 30T01:30+00:00"},

		// Windows, both ends included.
		{"UTC", "", "/1h 20:00-23:00", "2025-01-01", 1, "01T20:00+00:00 01T21:00+00:00 01T22:00+00:00 01T23:00+00:00"},
		{"UTC", "", "/12h 07:00-19:00", "2025-01-01", 2, "01T07:00+00:00 01T19:00+00:00 02T07:00+00:00 02T19:00+00:00"},
		{"UTC", "", "/12h 07:00-18:59", "2025-01-01", 2, "01T07:00+00:00 02T07:00+00:00"},
		{"UTC", "", "/15m 07:00-07:00", "2025-01-01", 2, "01T07:00+00:00 02T07:00+00:00"}, // one minute
		{"UTC", "", "06:59,07:00,07:01 07:00-07:00", "2025-01-01", 1, "01T07:00+00:00"},
		{"UTC", "", "/24h 07:00-19:00", "2025-01-01", 2, "01T07:00+00:00 02T07:00+00:00"},
		{"UTC", "", "/9999999h 07:00-19:00", "2025-01-01", 2, "01T07:00+00:00 02T07:00+00:00"},
		{"UTC", "", "/9999999m", "2025-01-01", 2, "01T00:00+00:00 02T00:00+00:00"},
		{"UTC", "", "/50m 00:00-02:00", "2025-01-01", 1, "01T00:00+00:00 01T00:50+00:00 01T01:40+00:00"},
		// Those that wrap: the grid goes on past midnight, and each date is its own.
		{"UTC", "", "/2h 21:00-02:00", "2025-01-01", 2, "01T01:00+00:00 01T21:00+00:00 01T23:00+00:00 02T01:00+00:00 02T21:00+00:00 02T23:00+00:00"},
		{"UTC", "", "/1h 22:00-01:00 sat", "2025-01-03", 3, "04T00:00+00:00 04T01:00+00:00 04T22:00+00:00 04T23:00+00:00"},
		{"UTC", "", "00:00,12:00,21:59,22:00 22:00-06:00", "2025-01-01", 1, "01T00:00+00:00 01T22:00+00:00"},
		{"UTC", "", "/30m 23:30-00:30 d1", "2025-01-31", 2, "01T00:00+00:00 01T00:30+00:00 01T23:30+00:00"},

		// Days: all three restrictions hold.
		{"UTC", "", "12:00 d13 fri", "2025-01-01", 365, "13T12:00+00:00"},
		{"UTC", "", "12:00 d29,30,31 m2", "2024-01-01", 731, "29T12:00+00:00"},
		{"UTC", "", "12:00 d31", "2025-01-01", 181, "31T12:00+00:00 31T12:00+00:00 31T12:00+00:00"}, // not in shorter months
		{"UTC", "", "23:59 dlast", "2024-01-01", 121, "31T23:59+00:00 29T23:59+00:00 31T23:59+00:00 30T23:59+00:00"},
		{"UTC", "", "23:59 dlast sun", "2025-01-01", 365, "31T23:59+00:00 30T23:59+00:00"}, // August and November
		{"UTC", "", "12:00 d30,last m2,4", "2025-01-01", 365, "28T12:00+00:00 30T12:00+00:00"},
		{"UTC", "", "12:00 mon,fri m1", "2025-01-01", 14, "03T12:00+00:00 06T12:00+00:00 10T12:00+00:00 13T12:00+00:00"},
	} {
		name := strings.Join([]string{row.zone, row.dst, row.rules, row.from}, " ")
		t.Run(name, func(t *testing.T) {
			s := compile(t, row.zone, row.dst, row.rules)
			from := instant(t, s.Zone(), row.from)
			to := from.AddDate(0, 0, row.days)
			list := slices.Collect(s.Between(from, to))
			var got []string
			for _, at := range list {
				got = append(got, at.Format("02T15:04-07:00"))
			}
			if strings.Join(got, " ") != row.want {
				t.Fatalf("got  %s\nwant %s", strings.Join(got, " "), row.want)
			}
			agree(t, s, from, to, list)
		})
	}
}

// agree holds every way to ask against a list of all that fires in a stretch,
// some of them at every few minutes.
func agree(t *testing.T, s schedule.Schedule, from, to time.Time, list []time.Time) {
	t.Helper()
	if got := s.Count(from, to); got != int64(len(list)) {
		t.Errorf("Count: got %d, want %d", got, len(list))
	}
	if got := reversed(s.Backward(to), len(list)); !slices.Equal(got, list) {
		t.Errorf("Backward: got %v, want %v", got, list)
	}
	var asked []time.Time
	for _, at := range list {
		asked = append(asked, at.Add(-1), at, at.Add(1))
	}
	for at := from; at.Before(to); at = at.Add(to.Sub(from) / 300) {
		asked = append(asked, at)
	}
	for _, at := range asked {
		past, found := slices.BinarySearchFunc(list, at, time.Time.Compare)
		if s.Contains(at) != found {
			t.Errorf("Contains %v: got %t", at, !found)
		}
		coming := past
		if found {
			coming++
		}
		if got, ok := s.Next(at); coming < len(list) && (!ok || got != list[coming]) || ok && coming == len(list) && got.Before(to) {
			t.Errorf("Next after %v: got %v, %t", at, got, ok)
		}
		if got, ok := s.Prev(at); past > 0 && (!ok || got != list[past-1]) || ok && past == 0 && !got.Before(from) {
			t.Errorf("Prev before %v: got %v, %t", at, got, ok)
		}
		if got := s.Count(at, to); got != int64(len(list)-past) {
			t.Errorf("Count from %v: got %d, want %d", at, got, len(list)-past)
		}
	}
	for i, at := range list {
		if got, ok := s.Nth(from.Add(-1), int64(i+1)); !ok || got != at {
			t.Errorf("Nth %d: got %v, %t, want %v", i+1, got, ok, at)
		}
		if got, ok := s.Nth(to, int64(i-len(list))); !ok || got != at {
			t.Errorf("Nth %d: got %v, %t, want %v", i-len(list), got, ok, at)
		}
	}
}

// reversed collects the first n of a range, the last of them first.
func reversed(seq iter.Seq[time.Time], n int) (list []time.Time) {
	for at := range seq {
		if len(list) == n {
			break
		}
		list = append(list, at)
	}
	slices.Reverse(list)
	return list
}

// TestPerDay counts the fires of a day, and names the first and the last.
func TestPerDay(t *testing.T) {
	for _, row := range []struct {
		zone, rules, day string
		count            int64
		first, last      string
	}{
		{"UTC", "/45m", "2025-01-01", 32, "00:00", "23:15"}, // begins anew at midnight
		{"UTC", "/15m 07:00-06:45", "2025-01-01", 96, "00:00", "23:45"},
		{"UTC", "/45m 20:00-06:45", "2025-01-01", 15, "00:30", "23:45"},
		{"UTC", "/7m", "2025-01-01", 206, "00:00", "23:55"},
		{"UTC", "/1m", "2025-01-01", 1440, "00:00", "23:59"},
		{"UTC", "*:00", "2025-01-01", 24, "00:00", "23:00"},
		{"UTC", "/5h 03:00-02:59", "2025-01-01", 5, "03:00", "23:00"},
		{"America/New_York", "/15m", "2025-03-09", 92, "00:00", "23:45"},
		{"America/New_York", "/15m", "2025-11-02", 100, "00:00", "23:45"},
		{"America/New_York", "*:00", "2025-03-09", 23, "00:00", "23:00"},
		{"America/New_York", "*:00", "2025-11-02", 25, "00:00", "23:00"},
		{"America/New_York", "/2h", "2025-03-09", 12, "00:00", "22:00"},
		{"America/New_York", "/2h", "2025-11-02", 12, "00:00", "22:00"},
		{"Australia/Lord_Howe", "/15m", "2025-04-06", 98, "00:00", "23:45"},
		{"Australia/Lord_Howe", "/15m", "2025-10-05", 94, "00:00", "23:45"},
		{"Australia/Lord_Howe", "*:00", "2025-10-05", 24, "00:00", "23:00"}, // 02:00 is shifted
		{"Pacific/Apia", "/15m", "2011-12-31", 96, "00:00", "23:45"},
	} {
		s := compile(t, row.zone, "", row.rules)
		from := instant(t, s.Zone(), row.day)
		list := slices.Collect(s.Between(from, from.AddDate(0, 0, 1)))
		first, last := list[0].Format("15:04"), list[len(list)-1].Format("15:04")
		if int64(len(list)) != row.count || first != row.first || last != row.last {
			t.Errorf("%s %s: got %d from %s to %s", row.zone, row.rules, len(list), first, last)
		}
		if got := s.Count(from, from.AddDate(0, 0, 1)); got != row.count {
			t.Errorf("%s %s: counted %d", row.zone, row.rules, got)
		}
	}
}

// TestAlmostEveryHour has times in all hours but one, which are fixed times,
// and in all hours but so that the largest distance is 119 minutes.
func TestAlmostEveryHour(t *testing.T) {
	everyHour := rules(t, "*:30")[0].At
	without := slices.Concat(everyHour[:5], everyHour[6:])
	for _, row := range []struct {
		name string
		at   []calendar.Clock
		want int // on the day of 25 hours
	}{
		{"all 24", everyHour, 25},
		{"23", without, 23},
		{"04:30 to 05:59", append(slices.Clone(without), 5*60+59), 24},
		{"04:30 to 05:30, twice", append(slices.Clone(everyHour), 5*60+30, 5*60+30), 25},
		{"00:00 to 01:30", append(slices.Clone(everyHour[1:]), 0), 24},
		{"23:00 to 00:30", append(slices.Clone(everyHour[:23]), 23*60), 24}, // around midnight
	} {
		s := schedule.MustCompile(zone(t, "America/New_York"), timezone.DST{}, schedule.Rule{At: row.at})
		from := instant(t, s.Zone(), "2025-11-02")
		if got := s.Count(from, from.AddDate(0, 0, 1)); got != int64(row.want) {
			t.Errorf("%s: got %d, want %d", row.name, got, row.want)
		}
	}
}

func TestNextAndPrev(t *testing.T) {
	for _, row := range []struct {
		zone, dst, rules, at string
		next, prev           string
	}{
		// 29 February skips 2100.
		{"Europe/Berlin", "", "03:00 d29 m2", "2096-03-01", "2104-02-29T03:00:00+01:00", "2096-02-29T03:00:00+01:00"},
		{"Europe/Berlin", "", "03:00 d29 m2", "2104-02-29T03:00", "2108-02-29T03:00:00+01:00", "2096-02-29T03:00:00+01:00"},
		{"UTC", "", "03:00 d29 m2 mon", "2096-01-01", "2112-02-29T03:00:00Z", "2072-02-29T03:00:00Z"},
		{"UTC", "", "03:00 d29 m2 sun", "1912-01-01", "1920-02-29T03:00:00Z", "1880-02-29T03:00:00Z"}, // 40 years
		{"UTC", "", "03:00 d31 m12", "2025-12-31T03:00", "2026-12-31T03:00:00Z", "2024-12-31T03:00:00Z"},

		// Both are strict, and so between two seconds.
		{"UTC", "", "03:00", "2025-01-01T03:00", "2025-01-02T03:00:00Z", "2024-12-31T03:00:00Z"},
		{"UTC", "", "03:00", "2025-01-01T02:59:59.999999999Z", "2025-01-01T03:00:00Z", "2024-12-31T03:00:00Z"},
		{"UTC", "", "03:00", "2025-01-01T03:00:00.000000001Z", "2025-01-02T03:00:00Z", "2025-01-01T03:00:00Z"},
		{"UTC", "", "03:00", "2025-01-01T03:00:59Z", "2025-01-02T03:00:00Z", "2025-01-01T03:00:00Z"},
		{"UTC", "", "03:00", "1969-12-31T23:59:59.5Z", "1970-01-01T03:00:00Z", "1969-12-31T03:00:00Z"},
		{"UTC", "", "00:00", "1969-12-31T23:59:59.5Z", "1970-01-01T00:00:00Z", "1969-12-31T00:00:00Z"},
		{"UTC", "", "00:00", "1970-01-01T00:00:00.5Z", "1970-01-02T00:00:00Z", "1970-01-01T00:00:00Z"},

		// At the edges of gaps and in the passes of folds.
		{"America/New_York", "", "02:30", "2025-03-09T06:59:59Z", "2025-03-09T03:30:00-04:00", "2025-03-08T02:30:00-05:00"},
		{"America/New_York", "", "02:30", "2025-03-09T07:00:00Z", "2025-03-09T03:30:00-04:00", "2025-03-08T02:30:00-05:00"},
		{"America/New_York", "", "02:30", "2025-03-09T07:30:00Z", "2025-03-10T02:30:00-04:00", "2025-03-08T02:30:00-05:00"},
		{"America/New_York", "", "01:30", "2025-11-02T05:30:00Z", "2025-11-03T01:30:00-05:00", "2025-11-01T01:30:00-04:00"},
		{"America/New_York", "", "01:30", "2025-11-02T06:15:00Z", "2025-11-03T01:30:00-05:00", "2025-11-02T01:30:00-04:00"}, // second pass
		{"America/New_York", "", "01:30", "2025-11-02T06:30:00Z", "2025-11-03T01:30:00-05:00", "2025-11-02T01:30:00-04:00"},
		{"America/New_York", "second", "01:30", "2025-11-02T05:30:00Z", "2025-11-02T01:30:00-05:00", "2025-11-01T01:30:00-04:00"},

		// Offsets that are not whole minutes.
		{"Africa/Monrovia", "", "00:00", "1960-01-01T00:00", "1960-01-02T00:00:00-00:44", "1959-12-31T00:00:00-00:44"},
		{"Africa/Monrovia", "", "00:30", "1972-01-06T12:00", "1972-01-07T01:14:30Z", "1972-01-06T00:30:00-00:44"}, // shifted off the minute
		{"Africa/Monrovia", "", "/1m", "1972-01-07T00:44:29Z", "1972-01-07T00:45:00Z", "1972-01-06T23:59:00-00:44"},

		// The ends of time, on the local date.
		{"UTC", "", "/1m", "9999-12-31T23:58:59Z", "9999-12-31T23:59:00Z", "9999-12-31T23:58:00Z"},
		{"UTC", "", "/1m", "9999-12-31T23:59:00Z", never, "9999-12-31T23:58:00Z"},
		{"UTC", "", "/1m", "0001-01-01T00:00:00Z", "0001-01-01T00:01:00Z", never},
		{"UTC", "", "/1m", "0001-01-01T00:00:01Z", "0001-01-01T00:01:00Z", "0001-01-01T00:00:00Z"},
		{"UTC", "", "/1m", "0000-12-31T23:59:59Z", "0001-01-01T00:00:00Z", never},
		{"Etc/GMT+12", "", "23:59", "9999-12-31T23:58:59", "9999-12-31T23:59:00-12:00", "9999-12-30T23:59:00-12:00"},
		{"Etc/GMT-14", "", "00:00", "0001-01-01T00:00:01", "0001-01-02T00:00:00+14:00", "0001-01-01T00:00:00+14:00"},
		{"UTC", "", "12:00 d31 m12", "9999-06-01", "9999-12-31T12:00:00Z", "9998-12-31T12:00:00Z"},
		{"UTC", "", "12:00 d1 m1", "9999-06-01", never, "9999-01-01T12:00:00Z"},
		{"UTC", "", "12:00 d29 m2", "0001-01-01", "0004-02-29T12:00:00Z", never},
		{"UTC", "", "12:00 d29 m2", "9996-03-01", never, "9996-02-29T12:00:00Z"},
		{"America/New_York", "", "12:00 d31 m12", "9999-12-31T11:59", "9999-12-31T12:00:00-05:00", "9998-12-31T12:00:00-05:00"},

		// New York's clocks have skipped this time every year since 2007.
		{"America/New_York", "skip", "02:30 d8,9,10,11,12,13,14 m3 sun", "2006-03-13", never, "2006-03-12T02:30:00-05:00"},
		{"America/New_York", "skip", "02:30 d8,9,10,11,12,13,14 m3 sun", "2025-01-01", never, "2006-03-12T02:30:00-05:00"},
		{"America/New_York", "skip", "02:30 d8,9,10,11,12,13,14 m3 sun", "9999-01-01", never, "2006-03-12T02:30:00-05:00"},
		{"America/New_York", "next", "02:30 d8,9,10,11,12,13,14 m3 sun", "2025-01-01", "2025-03-09T03:00:00-04:00", "2024-03-10T03:00:00-04:00"},
	} {
		s := compile(t, row.zone, row.dst, row.rules)
		at := instant(t, s.Zone(), row.at)
		if got := show(s.Next(at)); got != row.next {
			t.Errorf("%s %s: after %s got %s, want %s", row.zone, row.rules, row.at, got, row.next)
		}
		if got := show(s.Prev(at)); got != row.prev {
			t.Errorf("%s %s: before %s got %s, want %s", row.zone, row.rules, row.at, got, row.prev)
		}
	}
}
