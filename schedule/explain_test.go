package schedule_test

import (
	"strings"
	"testing"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/golden"
	"github.com/longcase/longcase/schedule"
)

// TestWords writes down what schedules are called.
func TestWords(t *testing.T) {
	var b strings.Builder
	for _, row := range []struct{ zone, dst, rules string }{
		{"Europe/Berlin", "", "/2h 07:00-19:00 mon,tue,wed,thu,fri"},
		{"UTC", "", "/1m"},
		{"UTC", "", "/15m"},
		{"UTC", "", "/60m"},
		{"UTC", "", "/1h"},
		{"UTC", "", "/24h"},
		{"UTC", "", "/45m 20:00-06:45"},
		{"UTC", "", "/15m 07:00-07:00"},
		{"UTC", "", "/1h 00:00-23:59"},
		{"UTC", "", "03:00"},
		{"UTC", "", "22:15,02:00"},
		{"UTC", "", "20:00,02:00,06:00,22:15"},
		{"UTC", "", "*:00"},
		{"UTC", "", "*:30"},
		{"UTC", "", "*:00,*:15,*:30,*:45"},
		{"UTC", "", "*:00,*:10"},
		{"UTC", "", "*:00 07:00-19:00"},
		{"UTC", "", "07:00,09:00,11:00,13:00,15:00"},
		{"UTC", "", "00:00,05:00,10:00,15:00,20:00"},
		{"UTC", "", "00:00,06:00,12:00,18:00"},
		{"UTC", "", "*:05 20:00-06:00"},
		{"UTC", "", "03:00,03:00"},
		{"UTC", "", "02:00,03:00,12:00 03:00-11:00"},
		{"UTC", "", "03:00 mon"},
		{"UTC", "", "03:00 mon,tue"},
		{"UTC", "", "03:00 mon,wed,fri"},
		{"UTC", "", "03:00 sat,sun"},
		{"UTC", "", "03:00 fri,sat,sun,mon"},
		{"UTC", "", "03:00 mon,tue,wed,thu,fri,sat,sun"},
		{"UTC", "", "03:00 d1"},
		{"UTC", "", "03:00 d1,2,3,11,12,13,21,22,23,31"},
		{"UTC", "", "23:59 dlast"},
		{"UTC", "", "23:59 d15,last"},
		{"UTC", "", "/6h d1"},
		{"UTC", "", "03:00 m2"},
		{"UTC", "", "03:00 m1,2,3,7,11,12"},
		{"UTC", "", "03:00 m1,2,3,4,5,6,7,8,9,10,11,12"},
		{"UTC", "", "03:00 m1,2,3,4,5,6,7,8,9,10,11,12 d1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,last"},
		{"UTC", "", "03:00 m1,2,3,4,5,6,7,8,9,10,11,12 dlast"},
		{"UTC", "", "/15m m12"},
		{"UTC", "", "/15m m12 sat"},
		{"UTC", "", "17:00 d1 m2,4,6,8,10,12"},
		{"UTC", "", "12:00 d13 fri"},
		{"UTC", "", "/1h d24,25,26 m12 mon,tue,wed,thu,fri 08:00-18:00"},
		{"America/New_York", "", "03:00 + /15m 08:00-18:00 mon,tue,wed,thu,fri"},
		{"America/New_York", "skip", "02:30"},
		{"America/New_York", "next both", "02:30"},
		{"Etc/GMT+12", "", "03:00"},
	} {
		s := compile(t, row.zone, row.dst, row.rules)
		b.WriteString(strings.TrimSpace(row.zone+" "+row.dst) + " | " + row.rules + "\n\t" + s.String() + "\n")
	}
	golden.Compare(t, "testdata/words.txt", b.String())
}

// TestExplain writes down why instants are or are not occurrences.
func TestExplain(t *testing.T) {
	const newYork = "America/New_York"
	var b strings.Builder
	for _, row := range []struct{ zone, dst, rules, at string }{
		// Each part of a rule.
		{"UTC", "", "03:00", "2025-01-01T03:00:00Z"},
		{"UTC", "", "03:00", "2025-01-01T03:01:00Z"},
		{"UTC", "", "03:00", "2025-01-01T03:00:30Z"},
		{"UTC", "", "03:00", "2025-01-01T03:00:00.000000001Z"},
		{"UTC", "", "03:00 m2,3", "2025-01-01T03:00:00Z"},
		{"UTC", "", "03:00 d1,last", "2025-01-30T03:00:00Z"},
		{"UTC", "", "03:00 dlast", "2025-01-31T03:00:00Z"},
		{"UTC", "", "03:00 mon,fri", "2025-01-01T03:00:00Z"},
		{"UTC", "", "/1h 20:00-06:45", "2025-01-01T12:00:00Z"},
		{"UTC", "", "/1h 20:00-06:45", "2025-01-01T05:30:00Z"},
		{"UTC", "", "/1h 20:00-06:45", "2025-01-01T05:00:00Z"},
		{"UTC", "", "03:00,12:00 02:00-04:00", "2025-01-01T12:00:00Z"},
		{"UTC", "", "03:00 d13 m2 fri", "2025-01-01T12:00:00Z"}, // the first of several
		{"UTC", "", "03:00", "9999-12-31T03:00:00Z"},
		{"Etc/GMT-1", "", "03:00", "9999-12-31T23:30:00Z"}, // in the year 10000
		{"Etc/GMT+1", "", "03:00", "0001-01-01T00:30:00Z"}, // and before the year 1
		// Several rules.
		{"UTC", "", "03:00 + 04:00 sat", "2025-01-04T04:00:00Z"},
		{"UTC", "", "03:00 + 04:00 sat", "2025-01-01T04:00:00Z"},
		{"UTC", "", "/1h + 04:00", "2025-01-01T04:00:00Z"},
		// In a gap, from 02:00 to 03:00.
		{newYork, "", "02:30", "2025-03-09T07:30:00Z"},
		{newYork, "", "02:30", "2025-03-09T07:00:00Z"},
		{newYork, "", "02:30", "2025-03-09T08:30:00Z"},
		{newYork, "next", "02:30", "2025-03-09T07:00:00Z"},
		{newYork, "next", "02:30", "2025-03-09T07:30:00Z"},
		{newYork, "skip", "02:30", "2025-03-09T07:30:00Z"},
		{newYork, "", "/15m", "2025-03-09T07:30:00Z"},
		{newYork, "", "/15m 02:00-02:45", "2025-03-09T07:30:00Z"},
		{newYork, "", "/2h", "2025-03-09T07:00:00Z"},
		{newYork, "", "02:30,03:30", "2025-03-09T07:30:00Z"},
		{newYork, "", "02:30 mon", "2025-03-09T07:30:00Z"},
		{"America/Godthab", "", "23:30 sat", "2025-03-30T01:30:00Z"},
		{"Pacific/Apia", "", "12:00 d30", "2011-12-30T22:00:00Z"},
		// In a fold, from 02:00 back to 01:00.
		{newYork, "", "01:30", "2025-11-02T05:30:00Z"},
		{newYork, "", "01:30", "2025-11-02T06:30:00Z"},
		{newYork, "second", "01:30", "2025-11-02T05:30:00Z"},
		{newYork, "second", "01:30", "2025-11-02T06:30:00Z"},
		{newYork, "both", "01:30", "2025-11-02T06:30:00Z"},
		{newYork, "", "/15m", "2025-11-02T06:30:00Z"},
		{newYork, "", "/90m", "2025-11-02T06:30:00Z"},
		{newYork, "", "01:30 + /1h", "2025-11-02T06:30:00Z"},
		{newYork, "", "01:30 + /1h 00:30-23:30", "2025-11-02T06:30:00Z"},
	} {
		s := compile(t, row.zone, row.dst, row.rules)
		e := s.Explain(instant(t, s.Zone(), row.at))
		b.WriteString(strings.TrimSpace(row.zone+" "+row.dst) + " | " + row.rules + " | " + row.at + "\n\t")
		b.WriteString(strings.ReplaceAll(e.String(), "; ", ";\n\t") + "\n")
	}
	golden.Compare(t, "testdata/explanations.txt", b.String())
}

// TestExplanation looks at the value.
func TestExplanation(t *testing.T) {
	s := compile(t, "America/New_York", "", "02:30 + /1h mon")
	at := time.Date(2025, time.March, 9, 7, 30, 0, 0, time.UTC)
	e := s.Explain(at)
	if !e.Fires || !e.At.Equal(at) || e.At.Location() != s.Zone().Location() || len(e.Rules) != 2 {
		t.Fatalf("got %v", e)
	}
	sunday := calendar.DateOf(2025, time.March, 9)
	want := []schedule.RuleExplanation{
		{true, "gap", sunday, calendar.ClockOf(2, 30), "02:30", "shift"},
		{false, "weekdays", sunday, calendar.ClockOf(3, 30), "Sunday", "mon"},
	}
	for i, rule := range e.Rules {
		if rule != want[i] {
			t.Errorf("rule %d: got %#v, want %#v", i, rule, want[i])
		}
	}
}

// TestExplainAgrees holds explanations to the schedule itself around changes of
// the clocks.
func TestExplainAgrees(t *testing.T) {
	for _, row := range []struct{ zone, rules, around string }{
		{"America/New_York", "02:30,03:15", "2025-03-09T07:00:00Z"},
		{"America/New_York", "/20m", "2025-03-09T07:00:00Z"},
		{"America/New_York", "/2h + 02:10 sun", "2025-03-09T07:00:00Z"},
		{"America/New_York", "01:30", "2025-11-02T06:00:00Z"},
		{"America/New_York", "/20m + 01:50", "2025-11-02T06:00:00Z"},
		{"Australia/Lord_Howe", "01:45,02:15 + /1h", "2025-04-05T15:00:00Z"},
		{"Australia/Lord_Howe", "01:45,02:15 + /30m", "2025-10-04T15:30:00Z"},
		{"America/Godthab", "/1h sat + 23:30 sat", "2025-03-30T01:00:00Z"},
		{"Pacific/Apia", "12:00 d30,31 + 06:15", "2011-12-30T22:00:00Z"},
		{"Africa/Monrovia", "00:30", "1972-01-07T00:44:30Z"},
	} {
		for _, dst := range []string{"", "shift first", "next second", "skip both"} {
			s := compile(t, row.zone, dst, row.rules)
			around := instant(t, s.Zone(), row.around)
			for at := around.Add(-2 * time.Hour); at.Before(around.Add(3 * time.Hour)); at = at.Add(30 * time.Second) {
				e := s.Explain(at)
				if e.Fires != s.Contains(at) || strings.HasPrefix(e.String(), "fires") != e.Fires {
					t.Fatalf("%v at %v: fires %t, but: %v", s, at, s.Contains(at), e)
				}
			}
		}
	}
}

// TestRuleStringOfAnything calls rules that do not compile by some name.
func TestRuleStringOfAnything(t *testing.T) {
	for _, rule := range []schedule.Rule{
		{},
		{At: []calendar.Clock{-5, 2000, -32768, 32767}},
		{At: []calendar.Clock{1, 2, 3, 4, 5}, Window: schedule.WindowOf(600, 660)},
		{Every: calendar.PeriodOf(-3, 99), Window: schedule.WindowOf(2000, -5), Months: 1, Weekdays: 0x80, MonthDays: 1<<32 - 1},
	} {
		if rule.String() == "" {
			t.Errorf("%#v has no name", rule)
		}
	}
}
