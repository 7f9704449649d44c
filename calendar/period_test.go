package calendar_test

import (
	"strconv"
	"testing"

	"github.com/longcase/longcase/calendar"
)

var units = []calendar.Unit{
	calendar.NoUnit, calendar.Minute, calendar.Hour, calendar.Day,
	calendar.Week, calendar.Month, calendar.Quarter, calendar.Year,
}

func TestUnits(t *testing.T) {
	for _, unit := range units {
		for _, name := range []string{unit.String(), unit.String() + "s"} {
			got, err := calendar.ParseUnit(name)
			if name == "nones" {
				wantError(t, err, `unit "nones": want minutes, hours, days, weeks, months, quarters or years`)
			} else if got != unit || err != nil {
				t.Errorf("%s: got %v, %v", name, got, err)
			}
		}
	}
	for _, bad := range []string{"", "d", "m", "Day", "day ", "dayss", "second", "fortnight"} {
		_, err := calendar.ParseUnit(bad)
		wantError(t, err, "unit "+strconv.Quote(bad)+": want minutes, hours, days, weeks, months, quarters or years")
	}
	if none := calendar.Year + 1; none.String() != "unit 8" {
		t.Errorf("unit 8 prints as %v", none)
	}
}

func TestParsePeriod(t *testing.T) {
	const want = ": want a number and a unit, such as 4 weeks"
	checkParse(t, calendar.ParsePeriod, []parseRow[calendar.Period]{
		{"", calendar.Period{}, ""},
		{"none", calendar.Period{}, ""},
		{"1 day", calendar.PeriodOf(1, calendar.Day), ""},
		{"1 days", calendar.PeriodOf(1, calendar.Day), ""},
		{"4 week", calendar.PeriodOf(4, calendar.Week), ""},
		{"045 minutes", calendar.PeriodOf(45, calendar.Minute), ""},
		{"9999999 years", calendar.PeriodOf(calendar.MaxPeriod, calendar.Year), ""},
		{"10000000 years", calendar.Period{}, `period "10000000 years"` + want},
		{"0 days", calendar.Period{}, `period "0 days"` + want},
		{"-1 day", calendar.Period{}, `period "-1 day"` + want},
		{"4weeks", calendar.Period{}, `period "4weeks"` + want},
		{"4  weeks", calendar.Period{}, `period "4  weeks"` + want},
		{"4 ", calendar.Period{}, `period "4 "` + want},
		{"weeks", calendar.Period{}, `period "weeks"` + want},
		{"4 none", calendar.Period{}, `period "4 none"` + want},
		{"18446744073709551621 days", calendar.Period{}, `period "18446744073709551621 days"` + want}, // 5 more than fits
	})
}

func TestPeriodString(t *testing.T) {
	for _, row := range []struct {
		period calendar.Period
		want   string
	}{
		{calendar.Period{}, "none"},
		{calendar.PeriodOf(1, calendar.Week), "1 week"},
		{calendar.PeriodOf(4, calendar.Week), "4 weeks"},
		{calendar.PeriodOf(0, calendar.Day), "0 days"},
		{calendar.PeriodOf(-1, calendar.Day), "-1 days"},
	} {
		if got := row.period.String(); got != row.want {
			t.Errorf("got %q, want %q", got, row.want)
		}
	}
}

func TestPeriodElapsed(t *testing.T) {
	for _, row := range []struct {
		period  calendar.Period
		minutes int64
		ok      bool
	}{
		{calendar.PeriodOf(90, calendar.Minute), 90, true},
		{calendar.PeriodOf(36, calendar.Hour), 2160, true},
		{calendar.PeriodOf(1, calendar.Day), 0, false}, // 23 to 25 hours
		{calendar.PeriodOf(1, calendar.Year), 0, false},
		{calendar.Period{}, 0, false},
	} {
		if got, ok := row.period.Elapsed(); got != row.minutes || ok != row.ok {
			t.Errorf("%v: got %d, %t", row.period, got, ok)
		}
	}
}

func TestPeriodAfter(t *testing.T) {
	for _, row := range []struct {
		from    string
		period  calendar.Period
		want    string
		clamped bool
	}{
		{"2025-01-31", calendar.PeriodOf(1, calendar.Day), "2025-02-01", false},
		{"2025-01-31", calendar.PeriodOf(4, calendar.Week), "2025-02-28", false},
		{"2025-01-31", calendar.PeriodOf(1, calendar.Month), "2025-02-28", true},
		{"2025-01-28", calendar.PeriodOf(1, calendar.Month), "2025-02-28", false},
		{"2025-11-30", calendar.PeriodOf(1, calendar.Quarter), "2026-02-28", true},
		{"2024-02-29", calendar.PeriodOf(1, calendar.Year), "2025-02-28", true},
		{"2024-02-29", calendar.PeriodOf(4, calendar.Year), "2028-02-29", false},
		{"2025-03-31", calendar.PeriodOf(-1, calendar.Month), "2025-02-28", true},
		{"2025-01-31", calendar.PeriodOf(30, calendar.Hour), "2025-01-31", false}, // not of the calendar
		{"2025-01-31", calendar.Period{}, "2025-01-31", false},
	} {
		got, clamped := row.period.After(date(t, row.from))
		if got.String() != row.want || clamped != row.clamped {
			t.Errorf("%v after %s: got %v, %t", row.period, row.from, got, clamped)
		}
	}
}
