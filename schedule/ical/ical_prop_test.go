package ical_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/internal/oracle"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/ical"
	"github.com/longcase/longcase/timezone"
)

const wallLayout = "20060102T150405"

// TestRRuleGoLaw asks far from the start, where rrule-go has to begin at the
// start and this package does not.
func TestRRuleGoLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := "DTSTART:" + starts().Draw(t, "start") + "Z\nRRULE:" + ruleTexts().Draw(t, "rule")
		r, err := ical.Parse(text, asRRuleGo)
		if err != nil {
			t.Skip(err)
		}
		list := theirs(t, text, 3000)
		if len(list) == 0 { // occurs too late for rrule-go
			return
		}
		i := rapid.IntRange(0, len(list)-1).Draw(t, "index")
		if i > 0 {
			got, ok := r.Next(list[i-1])
			require.True(t, ok && got.Equal(list[i]), "%s: Next(%v) = %v, want %v", text, list[i-1], got, list[i])
			got, ok = r.Prev(list[i])
			require.True(t, ok && got.Equal(list[i-1]), "%s: Prev(%v) = %v, want %v", text, list[i], got, list[i-1])
		}
		got, ok := r.Next(list[i].Add(-1))
		require.True(t, ok && got.Equal(list[i]), "%s: Next just before %v = %v", text, list[i], got)
		got, ok = r.Prev(list[i].Add(1))
		require.True(t, ok && got.Equal(list[i]), "%s: Prev just after %v = %v", text, list[i], got)
	})
}

// TestZoneLaw holds recurrences in any zone, compiled and run, to the
// definition: the wall times are those of rrule-go in UTC, and become instants
// as the wall times of any schedule do.
func TestZoneLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := fuzz.Zones().Draw(t, "zone")
		loc := fuzz.MustLoad(zone)
		around := fuzz.Instants(loc).Draw(t, "around")
		days := rapid.OneOf(rapid.IntRange(-1, 3), rapid.IntRange(0, 30)).Draw(t, "days since the start")
		start := oracle.Civil(around, loc).AddDate(0, 0, -days).Truncate(time.Minute)
		if start.Year() < 2 || start.Year() > 9990 {
			t.Skip()
		}
		rule := ruleTexts().Draw(t, "rule")
		dst := fuzz.DSTs().Draw(t, "dst")
		r, err := ical.Parse("DTSTART;TZID="+zone+":"+start.Format(wallLayout)+"\nRRULE:"+rule, ical.Options{DST: dst, YearlyMonths: ical.EveryMonth})
		if err != nil {
			t.Skip(err)
		}
		if strings.Contains(rule, "UNTIL") { // which is about instants
			t.Skip()
		}
		var near []time.Time
		for _, wall := range theirs(t, "DTSTART:"+start.Format(wallLayout)+"Z\nRRULE:"+rule, 60_000) {
			if wall.Sub(oracle.Civil(around, loc)).Abs() < 50*time.Hour {
				near = append(near, wall)
			}
		}
		spec := fuzz.Spec{Zone: loc, DST: explicit(dst), Rules: only(near)}
		from, to := around.Add(-2*time.Hour), around.Add(2*time.Hour)
		list := spec.Occurrences(from, to)
		var instants []time.Time
		for at := from.Truncate(time.Minute).Add(time.Minute); at.Before(to); at = at.Add(5 * time.Minute) {
			instants = append(instants, at, at.Add(1), at.Add(-1))
		}
		for _, at := range list {
			instants = append(instants, at, at.Add(1), at.Add(-1))
		}
		fuzz.Agrees(t, fuzz.Of(spec, r), list, from, to, instants)
	})
}

// only returns rules that name some wall times of one year: one for each date.
func only(walls []time.Time) (rules []schedule.Rule) {
	var last string
	for _, wall := range walls {
		if date := wall.Format(time.DateOnly); date != last {
			last = date
			rules = append(rules, schedule.Rule{
				Months: calendar.MonthsOf(wall.Month()), MonthDays: calendar.MonthDaysOf(wall.Day()),
			})
		}
		rule := &rules[len(rules)-1]
		rule.At = append(rule.At, calendar.ClockOf(wall.Hour(), wall.Minute()))
	}
	return rules
}

// explicit returns what a choice of daylight saving means to this package.
func explicit(dst timezone.DST) timezone.DST {
	if dst.Gap == timezone.GapDefault {
		dst.Gap = timezone.GapShift
	}
	if dst.Fold == timezone.FoldDefault {
		dst.Fold = timezone.FoldFirst
	}
	return dst
}

// TestScheduleLaw compares a recurrence with the schedule that it was compiled
// to, well after its start.
func TestScheduleLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := fuzz.Zones().Draw(t, "zone")
		loc := fuzz.MustLoad(zone)
		r, err := ical.Parse("DTSTART;TZID="+zone+":0002"+starts().Draw(t, "start")[4:]+"\nRRULE:"+unbounded().Draw(t, "rule"),
			ical.Options{DST: fuzz.DSTs().Draw(t, "dst"), YearlyMonths: ical.EveryMonth})
		if err != nil {
			t.Skip(err)
		}
		s, ok := r.Schedule()
		around := fuzz.Instants(loc).Draw(t, "around")
		if !ok || around.Year() < 4 {
			t.Skip()
		}
		fuzz.CheckSchedule(t, fuzz.Of(fuzz.Spec{Zone: loc, DST: s.DST(), Rules: s.Rules()}, r), around)
	})
}

// TestDateLaw starts on a date: times of day in the rule change nothing.
func TestDateLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule := ruleTexts().Draw(t, "rule")
		start := "DTSTART;VALUE=DATE:" + starts().Draw(t, "start")[:8] + "\nRRULE:"
		options := ical.Options{YearlyMonths: yearlyMonths().Draw(t, "months")}
		if i := strings.Index(rule, "UNTIL="); i > 0 {
			rule = rule[:i+len("UNTIL=20060102")]
		}
		r, err := ical.Parse(start+rule, options)
		if err != nil {
			t.Skip(err)
		}
		parts := slices.DeleteFunc(strings.Split(rule, ";"), func(part string) bool {
			return strings.HasPrefix(part, "BYHOUR") || strings.HasPrefix(part, "BYMINUTE")
		})
		without, err := ical.Parse(start+strings.Join(parts, ";"), options)
		require.NoError(t, err)
		require.Equal(t, first(without, 20), first(r, 20))
		for at := range schedule.Range(r, time.Time{}, time.Date(2040, 1, 1, 0, 0, 0, 0, time.UTC)) {
			require.Equal(t, at.Truncate(24*time.Hour), at)
		}
	})
}

// TestTextLaw prints a recurrence and reads it again.
func TestTextLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := fuzz.Zones().Draw(t, "zone")
		text := "DTSTART;TZID=" + zone + ":" + starts().Draw(t, "start") + "\nRRULE:" + ruleTexts().Draw(t, "rule") +
			"\nRDATE:" + starts().Draw(t, "rdate") + "Z\nEXDATE;TZID=" + zone + ":" + starts().Draw(t, "exdate")
		options := ical.Options{DST: fuzz.DSTs().Draw(t, "dst"), YearlyMonths: yearlyMonths().Draw(t, "months")}
		r, err := ical.Parse(text, options)
		if err != nil {
			t.Skip(err)
		}
		again, err := ical.Parse(r.String(), options)
		require.NoError(t, err, r.String())
		require.Equal(t, r.String(), again.String())
		require.Equal(t, first(r, 30), first(again, 30))
	})
}

// TestFormatLaw writes any schedule, and holds what is read again to the
// definition of the schedule's rules around clock changes.
func TestFormatLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := fuzz.Specs().Draw(t, "spec")
		s, err := spec.Compile()
		if err != nil {
			t.Skip(err)
		}
		start := time.Date(rapid.SampledFrom([]int{2, 1970, 2025}).Draw(t, "start"), 1, 2, 3, 4, 0, 0, time.UTC)
		text, err := ical.Format(s, start, ical.Options{})
		if err != nil {
			mustBeInexact(t, s, err)
			return
		}
		r, err := ical.Parse(text, ical.Options{})
		require.NoError(t, err, text)
		_, ok := r.Schedule()
		require.True(t, ok, text)
		around := fuzz.Instants(spec.Zone).Draw(t, "around")
		if around.Before(start.AddDate(0, 0, 3)) {
			t.Skip()
		}
		subject := fuzz.Of(spec, r)
		// A recurrence has nothing before its start; the definition has.
		early := start.AddDate(0, 0, 2)
		subject.Prev = func(before time.Time) (time.Time, bool) {
			prev, ok := r.Prev(before)
			if ok {
				return prev, true
			}
			prev, ok = s.Prev(before)
			return prev, ok && prev.Before(early)
		}
		subject.Next = func(after time.Time) (time.Time, bool) {
			if next, ok := s.Next(after); ok && next.Before(early) {
				return next, true
			}
			return r.Next(after)
		}
		fuzz.CheckSchedule(t, subject, around)

		from := start.AddDate(0, 0, 2) // as near the start as zones differ
		want, ok := s.Next(from)
		got, ok2 := r.Next(from)
		require.True(t, ok == ok2 && got.Equal(want), "%s: Next(%v) = %v, want %v", text, from, got, want)
	})
}

// mustBeInexact fails where a schedule was refused without need: in UTC, what
// has the same minutes in all its hours can be written.
func mustBeInexact(t *rapid.T, s schedule.Schedule, err error) {
	var inexact *schedule.InexactError
	require.ErrorAs(t, err, &inexact)
	if s.Zone().Name() != "UTC" {
		return
	}
	for _, rule := range s.Rules() {
		if rule.Workdays != 0 { // few of which have a form, see TestFormatDays
			return
		}
	}
	from := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, rule := range s.Rules() {
		rule.Months, rule.MonthDays, rule.Weekdays = 0, 0, 0
		minutes := map[int]string{}
		for _, at := range oracle.Occurrences(time.UTC, s.DST(), []schedule.Rule{rule}, from, from.AddDate(0, 0, 1)) {
			minutes[at.Hour()] += at.Format(" 04")
		}
		distinct := map[string]bool{}
		for _, list := range minutes {
			distinct[list] = true
		}
		if len(distinct) > 1 {
			return
		}
	}
	t.Fatalf("refused without need: %v", err)
}

// starts generates wall times, most of them of recent years.
func starts() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		year, month, day := rapid.IntRange(2020, 2030).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(0, 29).Draw(t, "day")
		c := fuzz.Clocks().Draw(t, "time")
		return time.Date(year, time.Month(month), day, c.Hour(), c.Minute(), 0, 0, time.UTC).Format(wallLayout)
	})
}

func yearlyMonths() *rapid.Generator[ical.YearlyMonths] {
	return rapid.SampledFrom([]ical.YearlyMonths{ical.StartMonth, ical.EveryMonth})
}

// ruleTexts generates rules of up to five parts, some of which end.
func ruleTexts() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		rule := unbounded().Draw(t, "unbounded")
		if rapid.IntRange(0, 3).Draw(t, "bounded") > 0 {
			return rule
		}
		if rapid.Bool().Draw(t, "by COUNT") {
			return rule + ";COUNT=" + strconv.Itoa(rapid.IntRange(1, 200).Draw(t, "count"))
		}
		return rule + ";UNTIL=" + starts().Draw(t, "until") + "Z"
	})
}

func unbounded() *rapid.Generator[string] {
	list := func(name string, most int, values ...int) *rapid.Generator[string] {
		one := rapid.SampledFrom(values)
		return rapid.Map(rapid.SliceOfNDistinct(one, 1, most, rapid.ID), func(list []int) string {
			var items []string
			for _, value := range list {
				items = append(items, strconv.Itoa(value))
			}
			return name + "=" + strings.Join(items, ",")
		})
	}
	days := rapid.SampledFrom([]string{"MO", "TU", "FR", "SA", "SU"})
	workdays := rapid.Just("BYDAY=MO,TU,WE,TH,FR")
	byDay := rapid.Map(rapid.SliceOfNDistinct(days, 1, 4, rapid.ID), func(list []string) string { return "BYDAY=" + strings.Join(list, ",") })
	nth := rapid.Custom(func(t *rapid.T) string {
		number := rapid.SampledFrom([]string{"1", "2", "3", "5", "-1", "-2", "-4", "-5", "53", "20"})
		item := rapid.Map(rapid.SliceOfNDistinct(number, 1, 3, rapid.ID), func(list []string) string {
			day := days.Draw(t, "day")
			return strings.Join(list, day+",") + day
		})
		return "BYDAY=" + strings.Join(rapid.SliceOfN(item, 1, 2).Draw(t, "nth"), ",")
	})
	any := rapid.OneOf(
		list("INTERVAL", 1, 1, 2, 3, 4, 5, 7, 10, 13, 30, 45, 48, 90, 400),
		list("BYMONTH", 4, 1, 2, 3, 6, 10, 11, 12),
		list("BYMONTHDAY", 4, 1, 2, 13, 28, 29, 30, 31, -1, -2, -31),
		list("BYYEARDAY", 3, 1, 59, 60, 100, 365, 366, -1, -366),
		list("BYWEEKNO", 3, 1, 10, 52, 53, -1),
		list("BYHOUR", 5, 0, 1, 2, 3, 12, 22, 23),
		list("BYMINUTE", 4, 0, 1, 15, 30, 45, 59),
		list("BYSETPOS", 2, 1, 2, 3, -1, -2, 10),
		rapid.SampledFrom([]string{"WKST=SU", "WKST=TH"}),
		byDay, byDay, nth, nth, workdays,
	)
	return rapid.Custom(func(t *rapid.T) string {
		rule := "FREQ=" + rapid.SampledFrom(frequencies[:6]).Draw(t, "frequency")
		names := []string{}
		for _, part := range rapid.SliceOfN(any, 0, 5).Draw(t, "parts") {
			name, _, _ := strings.Cut(part, "=")
			if !slices.Contains(names, name) {
				names = append(names, name)
				rule += ";" + part
			}
		}
		return rule
	})
}

// FuzzParse reads any text. What is read can be walked both ways, printed, and
// read again.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"FREQ=DAILY", "DTSTART;TZID=Europe/Berlin:20250330T023000\r\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;COUNT=5\r\nEXDATE:20250401T003000Z",
		"DTSTART;VALUE=DATE:20250101\nRRULE:FREQ=YEARLY;INTERVAL=2;BYWEEKNO=53;BYDAY=MO;WKST=SU\nRDATE;VALUE=DATE:20260101,20270101",
		"RRULE:FREQ=HOURLY;INTERVAL=2;BYHOUR=3", "RRULE:FREQ=MONTHLY;BYDAY=53MO", "RRULE:FREQ=MINUTELY;INTERVAL=7;BYYEARDAY=366;BYMINUTE=59",
		"RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "RRULE:FREQ=SECONDLY;BYEASTER=1;FREQ=DAILY;BYSECOND=60", "RDATE:20250101T000000\nRDATE:x",
		"DTSTART;VALUE=DATE:20241018\nRRULE:FREQ=DAILY;BYMINUTE=1,2,3,4;INTERVAL=2;COUNT=3;", "RRULE:;;freq=yearly;;bymonthday=13;UNTIL=20301231T235959Z;",
		"RRULE:FREQ=YEARLY;BYYEARDAY=-366;UNTIL=99991231T235959Z", "RRULE:FREQ=WEEKLY;INTERVAL=9999999;BYDAY=SU",
	} {
		f.Add(seed)
	}
	options := ical.Options{Start: time.Date(2025, 1, 31, 2, 0, 0, 0, time.UTC), YearlyMonths: ical.StartMonth}
	f.Fuzz(func(t *testing.T, text string) {
		r, err := ical.Parse(text, options)
		if err != nil {
			var problem *calendar.ParseError
			require.ErrorAs(t, err, &problem)
			require.Nil(t, r)
			return
		}
		at, ok := r.Next(options.Start)
		if ok {
			_, ok = r.Prev(at.Add(1))
			require.True(t, ok)
		}
		again, err := ical.Parse(r.String(), options)
		require.NoError(t, err, r.String())
		require.Equal(t, first(r, 5), first(again, 5))
	})
}
