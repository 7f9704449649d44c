package ical_test

import (
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/teambition/rrule-go"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule/ical"
)

// asRRuleGo reads a yearly rule with days of an open month as rrule-go does.
var asRRuleGo = ical.Options{YearlyMonths: ical.EveryMonth}

var frequencies = []string{"YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"}

// parts are enough of each part to meet every branch.
var parts = []string{
	"INTERVAL=1", "INTERVAL=2", "INTERVAL=3", "INTERVAL=7", "INTERVAL=720", "INTERVAL=2000",
	"COUNT=1", "COUNT=7", "UNTIL=20280229T120000Z", "WKST=SU",
	"BYSETPOS=1", "BYSETPOS=-1,2", "BYSETPOS=366",
	"BYMONTH=2", "BYMONTH=1,6,7,12", "BYMONTHDAY=30", "BYMONTHDAY=-1,15", "BYMONTHDAY=-2,29",
	"BYYEARDAY=1,-1", "BYYEARDAY=366", "BYWEEKNO=1,53", "BYWEEKNO=-1",
	"BYDAY=MO", "BYDAY=SA,SU", "BYDAY=2MO,-1FR", "BYDAY=53TU", "BYDAY=WE,2TH",
	"BYHOUR=3", "BYHOUR=0,1,12,13", "BYMINUTE=0,30", "BYMINUTE=15", "BYSECOND=0", "BYSECOND=30",
}

// TestGrammar reads every rule of one frequency and up to two parts. Each is
// compiled, run or refused, with a bounded number of allocations, of which rrule-go
// makes some for each period that it goes through; and those that are not refused
// occur when rrule-go says so.
func TestGrammar(t *testing.T) {
	const most = 50_000
	compiled, run, refused := 0, 0, 0
	for _, start := range []string{"20240229T011500", "20250131T023000", "20261228T000000"} {
		for _, rule := range rules() {
			text := "DTSTART:" + start + "Z\nRRULE:" + rule
			before := allocations()
			r, err := ical.Parse(text, asRRuleGo)
			if n := allocations() - before; n > most {
				t.Errorf("%s takes %d allocations to parse", text, n)
			}
			if err != nil {
				var problem *calendar.ParseError
				require.ErrorAs(t, err, &problem, text)
				refused++
			} else if _, ok := r.Schedule(); ok {
				compiled++
			} else {
				run++
			}
			if err == nil {
				compare(t, text, r)
			}
		}
	}
	t.Logf("%d compiled, %d run, %d refused", compiled, run, refused)
	require.Positive(t, compiled)
	require.Positive(t, run)
	require.Greater(t, compiled+run+refused, 3*2000)
}

// allocations returns the number of allocations since the test began.
func allocations() uint64 {
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.Mallocs
}

// rules lists the rules of one frequency and up to two parts.
func rules() (list []string) {
	for _, frequency := range frequencies {
		rule := "FREQ=" + frequency
		list = append(list, rule)
		for i, part := range parts {
			list = append(list, rule+";"+part)
			for _, other := range parts[i+1:] {
				list = append(list, rule+";"+part+";"+other)
			}
		}
	}
	return list
}

// theirs returns the first occurrences of a text as rrule-go computes them. It
// ends 292 years after the start, so 290 is as far as can be compared.
func theirs(t require.TestingT, text string, most int) (list []time.Time) {
	set, err := rrule.StrToRRuleSet(text)
	require.NoError(t, err, text)
	start := set.GetDTStart()
	if o := set.GetRRule().OrigOptions; o.Freq == rrule.WEEKLY && len(o.Bysetpos) > 0 {
		if o.Count > 0 {
			most = min(most, o.Count)
		}
		set = wholeWeeks(o, start)
	}
	next := set.Iterator()
	for at, ok := next(); ok && at.Before(start.AddDate(290, 0, 0)) && len(list) < most; at, ok = next() {
		if !at.Before(start) {
			list = append(list, at)
		}
	}
	return list
}

// compare walks both ways along what rrule-go computes, and asks in between.
func compare(t require.TestingT, text string, r *ical.Recurrence) {
	const most = 15
	list := theirs(t, text, most)
	check := func(what string, at, got time.Time, ok bool, want ...time.Time) {
		if ok != (len(want) > 0) || ok && !got.Equal(want[0]) {
			t.Errorf("%s: %s(%v) = %v, %t; want %v", text, what, at, got, ok, want)
			t.FailNow()
		}
	}
	for i, want := range list {
		before := list[max(0, i-1):i]
		after := time.Time{}
		if i > 0 {
			after = before[0]
		}
		got, ok := r.Next(after)
		check("Next", after, got, ok, want)
		got, ok = r.Next(want.Add(-1))
		check("Next", want.Add(-1), got, ok, want)
		got, ok = r.Prev(want)
		check("Prev", want, got, ok, before...)
		got, ok = r.Prev(want.Add(1))
		check("Prev", want.Add(1), got, ok, want)
	}
	if strings.Contains(text, "COUNT=7") && len(list) == 7 || strings.Contains(text, "UNTIL") && len(list) < most {
		last := list[len(list)-1]
		got, ok := r.Next(last)
		check("Next", last, got, ok)
	}
}

// wholeWeeks starts a rule with the week that a time is in. rrule-go has
// BYSETPOS count from the start in the first week, though not in the first
// month or year, and from the week's beginning in the others.
func wholeWeeks(o rrule.ROption, start time.Time) *rrule.Set {
	monday := (int(start.Weekday()) + 6) % 7
	if len(o.Byweekday) == 0 {
		o.Byweekday = []rrule.Weekday{[]rrule.Weekday{rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU}[monday]}
	}
	if len(o.Byhour) == 0 {
		o.Byhour = []int{start.Hour()}
	}
	if len(o.Byminute) == 0 {
		o.Byminute = []int{start.Minute()}
	}
	o.Count = 0
	o.Dtstart = start.Truncate(24*time.Hour).AddDate(0, 0, -(monday-o.Wkst.Day()+7)%7)
	set := &rrule.Set{}
	rule, err := rrule.NewRRule(o)
	if err != nil {
		panic(err)
	}
	set.RRule(rule)
	return set
}
