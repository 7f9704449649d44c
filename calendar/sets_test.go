package calendar_test

import (
	"testing"
	"time"

	"github.com/longcase/longcase/calendar"
)

func TestWeekdays(t *testing.T) {
	for set := calendar.Weekdays(0); set <= calendar.AllWeekdays; set++ {
		for day := time.Sunday; day <= time.Saturday; day++ {
			want := set == 0 || set&calendar.WeekdaysOf(day) != 0
			if set.Allows(day) != want {
				t.Errorf("%v: allows %v: got %t", set, day, !want)
			}
		}
		back, err := calendar.ParseWeekdays(set.String())
		if back != set || err != nil {
			t.Errorf("%v: reads as %v, %v", set, back, err)
		}
	}
	if got := calendar.WeekdaysOf(time.Sunday, time.Monday, time.Saturday).String(); got != "mon,sat,sun" {
		t.Errorf("got %s", got)
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
		calendar.MonthDaysOf(1, 15) | calendar.LastDay, calendar.MonthDaysOf(29, 30, 31), calendar.MonthDaysOf(28) | calendar.LastDay,
	}
	for day := 1; day <= 31; day++ {
		sets = append(sets, calendar.MonthDaysOf(day), calendar.AllMonthDays&^calendar.MonthDaysOf(day))
	}
	for _, set := range sets {
		for length := 28; length <= 31; length++ {
			var in uint32
			for day := 0; day <= 31; day++ {
				want := day >= 1 && day <= length &&
					(set == 0 || set>>day&1 != 0 || set&calendar.LastDay != 0 && day == length)
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
}

func TestParseSets(t *testing.T) {
	weekdays := func(s string) (calendar.Weekdays, error) { return calendar.ParseWeekdays(s) }
	monthDays := func(s string) (calendar.MonthDays, error) { return calendar.ParseMonthDays(s) }
	months := func(s string) (calendar.Months, error) { return calendar.ParseMonths(s) }
	const (
		wantWeekday  = ": want mon, tue, wed, thu, fri, sat, sun or *"
		wantMonthDay = ": want 1 to 31, last or *"
		wantMonth    = ": want jan to dec, 1 to 12 or *"
	)
	checkParse(t, weekdays, []parseRow[calendar.Weekdays]{
		{"", 0, ""},
		{"*", 0, ""},
		{"mon,wed,fri", calendar.WeekdaysOf(1, 3, 5), ""},
		{"Fri, MON ,wed", calendar.WeekdaysOf(1, 3, 5), ""},
		{"mon,mon", calendar.WeekdaysOf(1), ""},
		{"mon,tue,wed,thu,fri,sat,sun", calendar.AllWeekdays, ""}, // kept apart from "*"
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
		{"1,-2", 0, `day of the month "-2"` + wantMonthDay},
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
