package crontab_test

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
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/timezone"
)

// TestMatcherLaw compares what an expression compiles to with one that looks
// at the text of its fields, for every minute of some months in UTC.
func TestMatcherLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		expr := expressions().Draw(t, "expression")
		options := crontab.Options{Days: rapid.SampledFrom(readings).Draw(t, "days")}
		year, month, _ := fuzz.Dates().Draw(t, "date").Civil()
		from := date(year, month, 1)
		want := matches(expr, options, from, from.AddDate(0, 2, 0))

		x, err := crontab.Parse(expr, options)
		require.NoError(t, err)
		s, err := schedule.Compile(x.Zone, timezone.DST{}, x.Rules...)
		if err != nil { // 30 February
			require.ErrorContains(t, err, "never fires")
		}
		got := slices.Collect(s.Between(from, from.AddDate(0, 2, 0)))
		for i := range max(len(got), len(want)) {
			if i == len(got) || i == len(want) || !got[i].Equal(want[i]) {
				t.Fatalf("differ from number %d on: got %v, want %v", i, got[i:min(i+1, len(got))], want[i:min(i+1, len(want))])
			}
		}
	})
}

// TestExpressionsRoundTrip writes what an expression compiles to, in any zone
// and with any choice of daylight saving, and reads that.
func TestExpressionsRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		expr := "CRON_TZ=" + fuzz.Zones().Draw(t, "zone") + " " + expressions().Draw(t, "expression")
		options := crontab.Options{Days: rapid.SampledFrom(readings).Draw(t, "days")}
		x, err := crontab.Parse(expr, options)
		require.NoError(t, err)
		s, err := schedule.Compile(x.Zone, fuzz.DSTs().Draw(t, "dst"), x.Rules...)
		if err != nil {
			t.Skip(err)
		}
		written, err := crontab.Format(s, time.Time{}, options)
		require.NoError(t, err)
		again, err := crontab.Parse(written, options)
		require.NoError(t, err, written)
		require.Equal(t, x.Rules, again.Rules, written)
		require.Equal(t, x.Zone.Name(), again.Zone.Name(), written)
	})
}

// TestFormatLaw writes any schedule, and holds what is read again to the
// definition of the schedule's rules around clock changes.
func TestFormatLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := fuzz.Specs().Draw(t, "spec")
		spec.Rules = spec.Rules[:1]
		s, err := spec.Compile()
		if err != nil {
			t.Skip(err)
		}
		options := crontab.Options{Days: crontab.And}
		since := rapid.SampledFrom([]time.Time{{}, date(1970, 1, 1), date(2025, 1, 1)}).Draw(t, "since")
		written, err := crontab.Format(s, since, options)
		if err != nil {
			isInexact(t, s, err)
			return
		}
		x, err := crontab.Parse(written, options)
		require.NoError(t, err, written)
		again, err := schedule.Compile(x.Zone, s.DST(), x.Rules...)
		require.NoError(t, err, written)
		around := fuzz.Instants(spec.Zone).Draw(t, "around")
		if around.Before(since.AddDate(0, 0, 2)) {
			t.Skip()
		}
		fuzz.CheckSchedule(t, fuzz.Of(spec, again), around)
	})
}

// isInexact fails where a schedule was refused without need: in UTC there is
// an expression wherever the times have the same minutes in all hours.
func isInexact(t *rapid.T, s schedule.Schedule, err error) {
	var inexact *schedule.InexactError
	require.ErrorAs(t, err, &inexact)
	if s.Zone().Name() != "UTC" {
		return
	}
	if inexact.Field == "Weekdays" {
		require.Contains(t, inexact.Value, " last ") // such as "2nd last fri"
		return
	}
	minutes := map[int]string{}
	from := date(2000, 1, 1)
	rule := s.Rules()[0]
	rule.Months, rule.MonthDays, rule.Workdays, rule.Weekdays = 0, 0, 0, 0
	for _, at := range oracle.Occurrences(time.UTC, s.DST(), []schedule.Rule{rule}, from, from.AddDate(0, 0, 1)) {
		minutes[at.Hour()] += at.Format(" 04")
	}
	distinct := map[string]bool{}
	for _, list := range minutes {
		distinct[list] = true
	}
	require.Greater(t, len(distinct), 1, err)
}

// readings are the meanings of two restricted day fields.
var readings = []crontab.Days{crontab.Or, crontab.And, crontab.Vixie}

// expressions generates five fields.
func expressions() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join([]string{
			lists(0, 59, nil).Draw(t, "minute"),
			lists(0, 23, nil).Draw(t, "hour"),
			rapid.OneOf(rapid.SampledFrom([]string{"?", "29-31", "*/1", "*/2", "10,*"}), lists(1, 31, nil), monthDays()).Draw(t, "day of month"),
			rapid.OneOf(rapid.Just("2"), lists(1, 12, months)).Draw(t, "month"),
			rapid.OneOf(rapid.SampledFrom([]string{"?", "7", "5-7", "1-7/2", "7-2", "?/1", "1,*"}), lists(0, 6, weekdays), nthWeekdays()).Draw(t, "day of week"),
		}, " ")
	})
}

// monthDays generates a list with days from the end of the month, and workdays.
func monthDays() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		day := strconv.Itoa(rapid.IntRange(1, 31).Draw(t, "day"))
		fromEnd := rapid.OneOf(rapid.Just("L"), rapid.Map(rapid.IntRange(0, 30), func(n int) string { return "L-" + strconv.Itoa(n) }))
		items := rapid.OneOf(rapid.Just(day), rapid.Just(day+"W"), fromEnd, rapid.Map(fromEnd, func(s string) string { return s + "w" }), rapid.Just("*/9"))
		return strings.Join(rapid.SliceOfN(items, 1, 3).Draw(t, "days"), ",")
	})
}

// nthWeekdays generates a list with weekdays of some weeks of the month.
func nthWeekdays() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		day := rapid.OneOf(rapid.SampledFrom([]string{"0", "3", "7", "SUN", "tuesday", "fri"}))
		items := rapid.OneOf(day, rapid.Map(day, func(s string) string { return s + "l" }), rapid.Custom(func(t *rapid.T) string {
			return day.Draw(t, "of") + "#" + strconv.Itoa(rapid.IntRange(1, 5).Draw(t, "nth"))
		}))
		return strings.Join(rapid.SliceOfN(items, 1, 3).Draw(t, "weekdays"), ",")
	})
}

var (
	months = []string{
		"january", "february", "march", "april", "may", "june",
		"july", "august", "september", "october", "november", "december",
	}
	weekdays = []string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}
)

// lists generates a field. Ranges may wrap.
func lists(first, last int, names []string) *rapid.Generator[string] {
	value := rapid.Custom(func(t *rapid.T) string {
		n := rapid.IntRange(first, last).Draw(t, "value")
		if names == nil || rapid.Bool().Draw(t, "by number") {
			return strconv.Itoa(n)
		}
		name := names[n-first]
		if rapid.Bool().Draw(t, "short") {
			name = strings.ToUpper(name[:3])
		}
		return name
	})
	step := rapid.Map(rapid.IntRange(1, last-first+1), func(n int) string { return "/" + strconv.Itoa(n) })
	span := rapid.Custom(func(t *rapid.T) string { return value.Draw(t, "from") + "-" + value.Draw(t, "to") })
	items := rapid.OneOf(
		value, value, span,
		rapid.Map(step, func(s string) string { return "*" + s }),
		rapid.Custom(func(t *rapid.T) string { return value.Draw(t, "from") + step.Draw(t, "step") }),
		rapid.Custom(func(t *rapid.T) string { return span.Draw(t, "span") + step.Draw(t, "step") }),
	)
	several := rapid.Map(rapid.SliceOfN(items, 1, 3), func(list []string) string { return strings.Join(list, ",") })
	return rapid.OneOf(rapid.Just("*"), several)
}

// matches lists the minutes that an expression names, by looking at its text.
func matches(expr string, options crontab.Options, from, to time.Time) (list []time.Time) {
	f := strings.Fields(strings.ToLower(expr))
	for day := from; day.Before(to); day = day.AddDate(0, 0, 1) {
		onDay := inList(f[2], day.Day(), 1, 31, nil) || onDayFromEnd(f[2], day)
		onWeekday := inList(f[4], int(day.Weekday()), 0, 6, weekdays) ||
			day.Weekday() == time.Sunday && inList(f[4], 7, 0, 6, weekdays) || onNth(f[4], day)
		ok := onDay && onWeekday
		if !bothMatter(options.Days, f[2], f[4]) {
			ok = onDay || onWeekday
		}
		if !ok || !inList(f[3], int(day.Month()), 1, 12, months) {
			continue
		}
		for m := range 24 * 60 {
			if inList(f[1], m/60, 0, 23, nil) && inList(f[0], m%60, 0, 59, nil) {
				list = append(list, day.Add(time.Duration(m)*time.Minute))
			}
		}
	}
	return list
}

// onDayFromEnd reports whether a date is in a field as L, L-n, nW, LW or L-nW, with a
// workday for the last three.
func onDayFromEnd(field string, date time.Time) bool {
	first := date.AddDate(0, 0, 1-date.Day())
	last := first.AddDate(0, 1, -1)
	for _, item := range strings.Split(field, ",") {
		text, isWorkday := strings.CutSuffix(item, "w")
		before, fromEnd := strings.CutPrefix(text, "l")
		if !isWorkday && !fromEnd {
			continue
		}
		day := first.AddDate(0, 0, numberOf(text, 1, nil)-1)
		if fromEnd {
			day = last.AddDate(0, 0, -max(0, numberOf(strings.TrimPrefix(before, "-"), 1, nil)))
		}
		if day.Month() != date.Month() {
			continue
		}
		if isWorkday {
			day = nearestWorkday(day)
		}
		if day.Equal(date) {
			return true
		}
	}
	return false
}

// nearestWorkday looks at a day, the days beside it, and so on, in the same month.
func nearestWorkday(day time.Time) time.Time {
	for away := 0; ; away++ {
		for _, days := range []int{-away, away} {
			near := day.AddDate(0, 0, days)
			if near.Month() == day.Month() && !isWeekend(near) {
				return near
			}
		}
	}
}

func isWeekend(date time.Time) bool {
	return date.Weekday() == time.Saturday || date.Weekday() == time.Sunday
}

// onNth reports whether a date is in a field as the nth or the last of its weekday.
func onNth(field string, date time.Time) bool {
	for _, item := range strings.Split(field, ",") {
		name, nth, _ := strings.Cut(item, "#")
		last, isLast := strings.CutSuffix(item, "l")
		if isLast {
			name = last
		} else if nth == "" {
			continue
		}
		if numberOf(name, 0, weekdays)%7 != int(date.Weekday()) {
			continue
		}
		if isLast && date.AddDate(0, 0, 7).Month() != date.Month() || nth == strconv.Itoa((date.Day()+6)/7) {
			return true
		}
	}
	return false
}

// bothMatter reports whether a date must match both day fields.
func bothMatter(days crontab.Days, fields ...string) bool {
	for _, field := range fields {
		field = strings.ReplaceAll(field, "?", "*")
		items := strings.Split(field, ",")
		if days == crontab.Or && (slices.Contains(items, "*") || slices.Contains(items, "*/1")) ||
			days == crontab.Vixie && field[0] == '*' {
			return true
		}
	}
	return days == crontab.And
}

// inList reports whether a value is in a field, by a walk along each of its items.
func inList(field string, value, first, last int, names []string) bool {
	for _, item := range strings.Split(field, ",") {
		span, step, stepped := strings.Cut(item, "/")
		from, to, isRange := strings.Cut(span, "-")
		low, high := numberOf(from, first, names), numberOf(to, first, names)
		switch {
		case span == "*" || span == "?":
			low, high = first, last
		case !isRange && stepped:
			high = max(low, last)
		case !isRange:
			high = low
		}
		if low < 0 { // L
			continue
		}
		by := max(1, numberOf(step, first, nil))
		for walked := 0; ; walked++ {
			if walked%by == 0 && low == value {
				return true
			}
			if low == high {
				break
			}
			if low++; low > last && high != low {
				low = first
			}
		}
	}
	return false
}

// numberOf returns the value of a number or a name, or -1.
func numberOf(s string, first int, names []string) int {
	for i, name := range names {
		if s == name || s == name[:3] {
			return first + i
		}
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}

// FuzzParse reads any text. What is read, and fires, is written and read again.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"30 2 * * mon-fri", "CRON_TZ=Europe/Berlin */15 0-6,20-23 1,15,L jan-mar/2 7", "0 0 13 * 5", "@daily",
		"0 0 */1 * ?", "56-3/2 22-2 28-3 nov-mar sunday-tue", "0 0 1,15W,L-3,LW,L-30W * fri#2,5L,7#5", "0 0 31W 2 *", "0 0 0 0 \xdeL", "0 0 \xdeW * friLL", "0 0 L-31,0W,WL,L-,1-2W,1LW * L,5#6,#,fri#0,1#2#3", "0 0 */2 * mon", "0 0 *,10 * 1,*", "5/15 7-19/2 29 2 *", "0 0 15W * 5L", "@every 5m", "TZ=", "0 0 * * * *", "\x00 ü 1- -1 /",
	} {
		for days := range readings {
			f.Add(seed, uint8(days))
		}
	}
	f.Fuzz(func(t *testing.T, expr string, days uint8) {
		options := crontab.Options{Days: crontab.Days(days % 3)}
		x, err := crontab.Parse(expr, options)
		if err != nil {
			var problem *calendar.ParseError
			require.ErrorAs(t, err, &problem)
			require.Zero(t, x)
			return
		}
		s, err := schedule.Compile(x.Zone, timezone.DST{}, x.Rules...)
		if err != nil {
			return
		}
		written, err := crontab.Format(s, date(2025, 1, 1), options)
		require.NoError(t, err)
		again, err := crontab.Parse(written, options)
		require.NoError(t, err, written)
		require.Equal(t, x.Rules, again.Rules, written)
	})
}

// TestFieldsAreSets writes every set of days as a list of single values, and
// expects what is written from it to be the same set.
func TestFieldsAreSets(t *testing.T) {
	for bits := 1; bits < 1<<7; bits++ {
		var days calendar.Weekdays
		for day := time.Sunday; day <= time.Saturday; day++ {
			if bits>>day&1 != 0 {
				days |= calendar.WeekdaysOf(day)
			}
		}
		same(t, schedule.Rule{At: []calendar.Clock{0}, Weekdays: days})
	}
	for bits := 1; bits < 1<<12; bits++ {
		rule := schedule.Rule{At: []calendar.Clock{0}, Months: calendar.Months(bits << 1)}
		same(t, rule)
	}
}

func same(t *testing.T, rule schedule.Rule) {
	t.Helper()
	s := schedule.MustCompile(nil, timezone.DST{}, rule)
	written, err := crontab.Format(s, time.Time{}, crontab.Options{})
	require.NoError(t, err)
	x, err := crontab.Parse(written, crontab.Options{})
	require.NoError(t, err, written)
	if rule.Weekdays == calendar.AllWeekdays || rule.Months == calendar.AllMonths {
		rule.Weekdays, rule.Months = 0, 0
	}
	require.Equal(t, []schedule.Rule{rule}, x.Rules, written)
}
