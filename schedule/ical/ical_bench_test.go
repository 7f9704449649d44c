package ical_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/teambition/rrule-go"

	"github.com/longcase/longcase/schedule/ical"
)

// BenchmarkNext asks 20 years after the start.
func BenchmarkNext(b *testing.B) {
	for _, row := range benchmarks {
		r := mustParse(b, row.rule)
		b.Run(row.name, func(b *testing.B) {
			after := time.Date(2045, 1, 15, 12, 0, 0, 0, time.UTC)
			for range b.N {
				r.Next(after)
			}
		})
	}
}

// BenchmarkRRuleGo asks rrule-go itself for the first Sunday, in UTC: from the start
// 20 years ago, and from one of last month.
func BenchmarkRRuleGo(b *testing.B) {
	for name, start := range map[string]time.Time{
		"first Sunday, 20 years": time.Date(2025, 1, 31, 2, 30, 0, 0, time.UTC),
		"first Sunday, 1 month":  time.Date(2044, 12, 1, 2, 30, 0, 0, time.UTC),
	} {
		rule, err := rrule.NewRRule(rrule.ROption{Freq: rrule.MONTHLY, Byweekday: []rrule.Weekday{rrule.SU.Nth(1)}, Dtstart: start})
		require.NoError(b, err)
		b.Run(name, func(b *testing.B) {
			after := time.Date(2045, 1, 15, 12, 0, 0, 0, time.UTC)
			for range b.N {
				rule.After(after, false)
			}
		})
	}
}

// BenchmarkPrev asks 20 years after the start.
func BenchmarkPrev(b *testing.B) {
	for _, row := range benchmarks {
		r := mustParse(b, row.rule)
		b.Run(row.name, func(b *testing.B) {
			before := time.Date(2045, 1, 15, 12, 0, 0, 0, time.UTC)
			for range b.N {
				r.Prev(before)
			}
		})
	}
}

// BenchmarkParse reads rules, among them the most expensive ones known.
func BenchmarkParse(b *testing.B) {
	for _, row := range append(benchmarks, []benchmark{
		{"never, by day", "FREQ=HOURLY;BYMONTHDAY=29;BYYEARDAY=1"},
		{"never, by month", "FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1;BYSETPOS=" +
			"1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32"},
		{"counted, rare", "FREQ=HOURLY;BYMONTHDAY=29;BYYEARDAY=60;COUNT=10000"},
	}...) {
		b.Run(row.name, func(b *testing.B) {
			for range b.N {
				_, _ = ical.Parse(row.text(), ical.Options{})
			}
		})
	}
}

type benchmark struct{ name, rule string }

func (row benchmark) text() string {
	return "DTSTART;TZID=Europe/Berlin:20250131T023000\nRRULE:" + row.rule
}

var benchmarks = []benchmark{
	{"compiled", "FREQ=WEEKLY;BYDAY=MO,FR"},
	{"every second day", "FREQ=DAILY;INTERVAL=2"},
	{"first Sunday, compiled", "FREQ=MONTHLY;BYDAY=1SU"},
	{"first Sunday, run", "FREQ=MONTHLY;BYDAY=SU;BYMONTHDAY=1,2,3,4,5,6,7;BYSETPOS=1"}, // by rrule-go
	{"last workday, compiled", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"},
	{"last workday but one, run", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2"},
	{"every seventh minute", "FREQ=MINUTELY;INTERVAL=7"},
	{"every second year", "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=20;BYDAY=MO"},
	{"rare", "FREQ=DAILY;INTERVAL=3;BYMONTH=2;BYMONTHDAY=29;BYDAY=SA"},
}

func mustParse(b *testing.B, rule string) *ical.Recurrence {
	b.Helper()
	r, err := ical.Parse(benchmark{rule: rule}.text(), ical.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return r
}
