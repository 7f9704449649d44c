package calendar_test

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
)

// weekSets yields all 512 sets of the weeks of a day.
func weekSets(day time.Weekday) iter.Seq[calendar.Weekdays] {
	numbers := [...]int{1, 2, 3, 4, 5, -4, -3, -2, -1}
	return func(yield func(calendar.Weekdays) bool) {
		for bits := range 1 << len(numbers) {
			var set calendar.Weekdays
			for i, n := range numbers {
				if bits>>i&1 != 0 {
					set |= calendar.NthWeekdays(n, day)
				}
			}
			if !yield(set) {
				return
			}
		}
	}
}

func TestWeekStart(t *testing.T) {
	var zero calendar.WeekStart
	require.Equal(t, time.Monday, zero.Weekday())
	names := ""
	for day := time.Sunday; day <= time.Saturday; day++ {
		start := calendar.WeekStartOf(day)
		require.Equal(t, day, start.Weekday())
		require.True(t, start.Valid())
		names += start.String() + " "
	}
	require.Equal(t, "sun mon tue wed thu fri sat ", names)
	for _, day := range []time.Weekday{-1, 7, 99} {
		require.False(t, calendar.WeekStartOf(day).Valid())
		require.Equal(t, "invalid", calendar.WeekStartOf(day).String())
	}
}

// months yields a month of each length and first weekday, as its first date.
func months() iter.Seq[calendar.Date] {
	return func(yield func(calendar.Date) bool) {
		seen := map[[2]int]bool{}
		for d := calendar.DateOf(2000, time.January, 1); len(seen) < 28; d = d.AddMonths(1) {
			shape := [2]int{int(d.Weekday()), int(d.AddMonths(1) - d)}
			if !seen[shape] && !yield(d) {
				return
			}
			seen[shape] = true
		}
	}
}

// TestWeekdays holds every set of the weeks of Tuesdays against every shape of a
// month, by counting the Tuesdays before and after.
func TestWeekdays(t *testing.T) {
	for first := range months() {
		end := first.AddMonths(1)
		length := int(end - first)
		for set := range weekSets(time.Tuesday) {
			for d := first; d < end; d++ {
				fromStart, fromEnd := int(d-first)/7+1, int(end-1-d)/7+1
				want := set == 0 || d.Weekday() == time.Tuesday &&
					(set&calendar.NthWeekdays(fromStart, time.Tuesday) != 0 ||
						fromEnd < 5 && set&calendar.NthWeekdays(-fromEnd, time.Tuesday) != 0)
				day := int(d-first) + 1
				require.Equal(t, want, set.Allows(d.Weekday(), day, length), "%v %v", set, d)
				require.Equal(t, want, set.In(first.Weekday(), length)>>day&1 != 0, "%v %v", set, d)
			}
		}
	}
}

// TestWeekdaysNormal holds that two sets are == in normal form exactly if they
// admit the same dates in every month.
func TestWeekdaysNormal(t *testing.T) {
	normal := map[[28]uint32]calendar.Weekdays{}
	for set := range weekSets(time.Friday) {
		var dates [28]uint32
		i := 0
		for first := range months() {
			dates[i] = set.In(first.Weekday(), int(first.AddMonths(1)-first))
			i++
		}
		known, ok := normal[dates]
		if !ok {
			known = set.Normal()
			normal[dates] = known
		}
		require.Equal(t, known, set.Normal(), "%v", set)
		require.Equal(t, known, known.Normal(), "%v", set)
		back, err := calendar.ParseWeekdays(set.String())
		require.NoError(t, err)
		require.Equal(t, known, back, "%v", set)
	}
	both := calendar.WeekdaysOf(time.Monday) | calendar.NthWeekdays(-1, time.Monday, time.Friday)
	require.Equal(t, calendar.WeekdaysOf(time.Monday)|calendar.NthWeekdays(-1, time.Friday), both.Normal())
	require.Equal(t, calendar.AllWeekdays, (calendar.AllWeekdays | calendar.NthWeekdays(-1, time.Friday)).Normal())
}

func TestWeekdaysWeekly(t *testing.T) {
	for set, want := range map[calendar.Weekdays]uint8{
		0:                    0x7f,
		calendar.AllWeekdays: 0x7f,
		calendar.WeekdaysOf(time.Sunday, time.Saturday): 0x41,
	} {
		days, ok := set.Weekly()
		require.True(t, ok)
		require.Equal(t, want, days)
	}
	for _, set := range []calendar.Weekdays{
		calendar.NthWeekdays(1, time.Sunday), calendar.NthWeekdays(-4, time.Sunday),
		calendar.WeekdaysOf(time.Monday) | calendar.NthWeekdays(5, time.Sunday),
	} {
		_, ok := set.Weekly()
		require.False(t, ok, "%v", set)
	}
}

// TestInvalidSets holds what sets of values out of range say: they admit nothing
// for them, print "invalid", and have no text.
func TestInvalidSets(t *testing.T) {
	for _, row := range []struct {
		set interface {
			Valid() bool
			String() string
			MarshalText() ([]byte, error)
		}
		text, what string
	}{
		{calendar.WeekdaysOf(-1), "invalid", "weekday"},
		{calendar.WeekdaysOf(7), "invalid", "weekday"},
		{calendar.WeekdaysOf(1, 1<<30), "mon,invalid", "weekday"},
		{calendar.NthWeekdays(0, time.Monday), "invalid", "weekday"},
		{calendar.NthWeekdays(6, time.Monday), "invalid", "weekday"},
		{calendar.NthWeekdays(-5, time.Monday), "invalid", "weekday"},
		{calendar.NthWeekdays(1, 7), "invalid", "weekday"},
		{calendar.MonthsOf(13), "invalid", "month"},
		{calendar.MonthsOf(0, time.May), "may,invalid", "month"},
		{calendar.MonthsOf(-1), "invalid", "month"},
		{calendar.MonthsOf(1 << 30), "invalid", "month"},
		{calendar.Months(1 << 15), "invalid", "month"},
		{calendar.MonthDaysOf(0), "invalid", "day of the month"},
		{calendar.MonthDaysOf(32), "invalid", "day of the month"},
		{calendar.MonthDaysOf(-32, 3), "3,invalid", "day of the month"},
		{calendar.MonthDaysOf(64 + 15), "invalid", "day of the month"},
		{calendar.MonthDays(1 << 32), "invalid", "day of the month"},
	} {
		require.False(t, row.set.Valid(), row.text)
		require.Equal(t, row.text, row.set.String())
		_, err := row.set.MarshalText()
		require.ErrorContains(t, err, row.what+` "`+row.text+`": want `)
	}
	for length := 28; length <= 31; length++ {
		require.Zero(t, calendar.MonthDaysOf(0).In(length))
		require.Zero(t, (calendar.MonthDays(1) | 1<<32).In(length))
		for first := time.Sunday; first <= time.Saturday; first++ {
			require.Zero(t, calendar.WeekdaysOf(-1).In(first, length))
			require.Zero(t, calendar.Days{Workdays: calendar.MonthDaysOf(32)}.In(first, length))
		}
	}
	require.False(t, calendar.MonthsOf(13).Allows(time.December))
	require.False(t, calendar.MonthsOf(13).Allows(13))
}

func TestWorkdays(t *testing.T) {
	for _, row := range []struct {
		workdays  string
		month     string
		want, why string
	}{
		{"15", "2025-10", "15", "a Wednesday"},
		{"15", "2025-11", "14", "the Friday before a Saturday"},
		{"15", "2025-06", "16", "the Monday after a Sunday"},
		{"1", "2025-11", "3", "the 1st is a Saturday, and its Friday is in October"},
		{"1", "2025-06", "2", "a Sunday"},
		{"last", "2025-08", "29", "a Sunday, and its Monday is in September"},
		{"last", "2025-05", "30", "a Saturday"},
		{"last", "2026-02", "27", "Saturday the 28th"},
		{"31", "2025-08", "29", "as above"},
		{"31", "2025-09", "", "no 31st, and no workday of it"},
		{"-31", "2025-09", "", "as above"},
		{"-31", "2025-03", "3", "the 1st, a Saturday"},
		{"-3", "2025-08", "29", "a Friday"},
		{"1,2,3", "2025-11", "3", "all three"},
		{"28,last", "2026-02", "27", "the same day"},
	} {
		days, err := calendar.ParseMonthDays(row.workdays)
		require.NoError(t, err)
		first, err := calendar.ParseDate(row.month + "-01")
		require.NoError(t, err)
		length := int(first.AddMonths(1) - first)
		var got []string
		for day := 1; day <= length; day++ {
			if (calendar.Days{Workdays: days}).In(first.Weekday(), length)>>day&1 != 0 {
				got = append(got, strconv.Itoa(day))
			}
			require.Equal(t, (calendar.Days{Workdays: days}).In(first.Weekday(), length)>>day&1 != 0,
				calendar.Days{Workdays: days}.Allows(first+calendar.Date(day-1)))
		}
		require.Equal(t, row.want, strings.Join(got, ","), "%v", row)
	}
}

func TestMonths(t *testing.T) {
	for bits := range 1 << 12 {
		set := calendar.Months(bits << 1)
		for month := time.January; month <= time.December; month++ {
			want := set == 0 || set&calendar.MonthsOf(month) != 0
			if set.Allows(month) != want {
				t.Errorf("%v: allows %v: got %t", set, month, !want)
			}
		}
		back, err := calendar.ParseMonths(set.String())
		if back != set || err != nil {
			t.Errorf("%v: reads as %v, %v", set, back, err)
		}
	}
}

func TestMonthDays(t *testing.T) {
	sets := []calendar.MonthDays{
		0, calendar.LastDay, calendar.AllMonthDays, calendar.AllMonthDays | calendar.LastDay,
		calendar.MonthDaysOf(1, 15) | calendar.LastDay, calendar.MonthDaysOf(29, 30, 31), calendar.MonthDaysOf(28, -1, -28, -31),
	}
	for day := 1; day <= 31; day++ {
		sets = append(sets, calendar.MonthDaysOf(day), calendar.MonthDaysOf(-day), calendar.AllMonthDays&^calendar.MonthDaysOf(day))
	}
	for _, set := range sets {
		for length := 28; length <= 31; length++ {
			var in uint32
			for day := 0; day <= 31; day++ {
				want := day >= 1 && day <= length &&
					(set == 0 || set&calendar.MonthDaysOf(day, day-length-1) != 0)
				if set.Allows(day, length) != want {
					t.Errorf("%v: allows %d of %d: got %t", set, day, length, !want)
				}
				if want {
					in |= 1 << day
				}
			}
			if got := set.In(length); got != in {
				t.Errorf("%v in %d days: got %b, want %b", set, length, got, in)
			}
		}
		if back, err := calendar.ParseMonthDays(set.String()); back != set || err != nil {
			t.Errorf("%v: reads as %v, %v", set, back, err)
		}
	}
	require.Equal(t, []int{1, 31, -31, -1}, slices.Collect(calendar.MonthDaysOf(-1, 31, -31, 1).Days()))
}

func TestDaysText(t *testing.T) {
	days, workdays := calendar.MonthDaysOf(1, -3, -1), calendar.MonthDaysOf(15, -2, -1)
	const text = "1,-3,last,workday 15,workday -2,last workday"
	require.Equal(t, text, calendar.DaysText(days, workdays))
	require.Equal(t, "*", calendar.DaysText(0, 0))
	gotDays, gotWorkdays, err := calendar.ParseDays("Last  Workday, WORKDAY 15,workday -2,last,1,-3")
	require.NoError(t, err)
	require.Equal(t, [2]calendar.MonthDays{days, workdays}, [2]calendar.MonthDays{gotDays, gotWorkdays})
	for _, bad := range []string{"workday", "workday 0", "0", "15 workday", "last workday 3", "workday 32", "1,,2"} {
		_, _, err := calendar.ParseDays(bad)
		require.Error(t, err, bad)
	}
}

func TestParseSets(t *testing.T) {
	weekdays := func(s string) (calendar.Weekdays, error) { return calendar.ParseWeekdays(s) }
	monthDays := func(s string) (calendar.MonthDays, error) { return calendar.ParseMonthDays(s) }
	months := func(s string) (calendar.Months, error) { return calendar.ParseMonths(s) }
	const (
		wantWeekday = ": want mon, tue, wed, thu, fri, sat or sun, alone or after " +
			"first, 2nd, 3rd, 4th, 5th, last, 2nd last, 3rd last or 4th last; or *"
		wantMonthDay = ": want 1 to 31, -1 to -31, last or *"
		wantMonth    = ": want jan to dec, 1 to 12 or *"
	)
	checkParse(t, weekdays, []parseRow[calendar.Weekdays]{
		{"", 0, ""},
		{"*", 0, ""},
		{"mon,wed,fri", calendar.WeekdaysOf(1, 3, 5), ""},
		{"Fri, MON ,wed", calendar.WeekdaysOf(1, 3, 5), ""},
		{"mon,mon", calendar.WeekdaysOf(1), ""},
		{"mon,tue,wed,thu,fri,sat,sun", calendar.AllWeekdays, ""}, // kept apart from "*"
		{"first sun", calendar.NthWeekdays(1, time.Sunday), ""},
		{"mon, LAST  Fri", calendar.WeekdaysOf(1) | calendar.NthWeekdays(-1, time.Friday), ""},
		{"1st mon,third mon", calendar.NthWeekdays(1, 1) | calendar.NthWeekdays(3, 1), ""},
		{"4th last thu", calendar.NthWeekdays(-4, time.Thursday), ""},
		{"second last thu", calendar.NthWeekdays(-2, time.Thursday), ""},
		{"mon,last mon", calendar.WeekdaysOf(1), ""},
		{"6th mon", 0, `weekday "6th mon"` + wantWeekday},
		{"5th last mon", 0, `weekday "5th last mon"` + wantWeekday},
		{"first last mon", 0, `weekday "first last mon"` + wantWeekday},
		{"last last mon", 0, `weekday "last last mon"` + wantWeekday},
		{"3rd", 0, `weekday "3rd"` + wantWeekday},
		{"mon first", 0, `weekday "mon first"` + wantWeekday},
		{"monday", 0, `weekday "monday"` + wantWeekday},
		{"mon,,tue", 0, `weekday ""` + wantWeekday},
		{"mon,", 0, `weekday ""` + wantWeekday},
		{"mon,*", 0, `weekday "*"` + wantWeekday},
		{"1", 0, `weekday "1"` + wantWeekday},
		{"mon,\xff", 0, `weekday "\xff"` + wantWeekday},
	})
	checkParse(t, monthDays, []parseRow[calendar.MonthDays]{
		{"", 0, ""},
		{"*", 0, ""},
		{"1,15,last", calendar.MonthDaysOf(1, 15) | calendar.LastDay, ""},
		{"LAST,15, 01", calendar.MonthDaysOf(1, 15) | calendar.LastDay, ""},
		{"31", calendar.MonthDaysOf(31), ""},
		{"0", 0, `day of the month "0"` + wantMonthDay},
		{"32", 0, `day of the month "32"` + wantMonthDay},
		{"1,-2", calendar.MonthDaysOf(1, -2), ""},
		{"-1", calendar.LastDay, ""},
		{"-32", 0, `day of the month "-32"` + wantMonthDay},
		{"-0", 0, `day of the month "-0"` + wantMonthDay},
		{"--1", 0, `day of the month "--1"` + wantMonthDay},
		{"workday 15", 0, `day of the month "workday 15"` + wantMonthDay}, // another set
		{"1.5", 0, `day of the month "1.5"` + wantMonthDay},
		{"18446744073709551617", 0, `day of the month "18446744073709551617"` + wantMonthDay}, // 1 more than fits
	})
	checkParse(t, months, []parseRow[calendar.Months]{
		{"", 0, ""},
		{"*", 0, ""},
		{"jan,jul", calendar.MonthsOf(1, 7), ""},
		{"7,1", calendar.MonthsOf(1, 7), ""},
		{"JAN, 12", calendar.MonthsOf(1, 12), ""},
		{"13", 0, `month "13"` + wantMonth},
		{"0", 0, `month "0"` + wantMonth},
		{"may,june", 0, `month "june"` + wantMonth},
	})
}

// parseRow is a text, and what it reads as or the error's text.
type parseRow[T any] struct {
	input string
	want  T
	err   string
}

func checkParse[T comparable](t *testing.T, parse func(string) (T, error), rows []parseRow[T]) {
	t.Helper()
	for _, row := range rows {
		got, err := parse(row.input)
		if row.err != "" {
			wantError(t, err, row.err)
		} else if err != nil {
			t.Errorf("%q: %v", row.input, err)
		}
		if got != row.want {
			t.Errorf("%q: got %v, want %v", row.input, got, row.want)
		}
	}
}
