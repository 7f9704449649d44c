package calendar_test

import (
	"strconv"
	"testing"
	"time"

	"github.com/longcase/longcase/calendar"
)

// TestEveryDate compares every date of the supported years with package time.
func TestEveryDate(t *testing.T) {
	at := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for d := calendar.MinDate; d <= calendar.MaxDate; d++ {
		year, month, day := d.Civil()
		wantYear, wantMonth, wantDay := at.Date()
		if year != wantYear || month != wantMonth || day != wantDay || d.Weekday() != at.Weekday() {
			t.Fatalf("day %d: got %d-%d-%d %v, want %v", d, year, month, day, d.Weekday(), at)
		}
		if back := calendar.DateOf(year, month, day); back != d {
			t.Fatalf("%v: DateOf(Civil()) is %v", d, back)
		}
		at = at.AddDate(0, 0, 1)
	}
}

// TestFarDates compares the first and last day of every month with package time
// as far as the methods are said to be exact.
func TestFarDates(t *testing.T) {
	for year := -30000; year <= 30000; year++ {
		for month := time.January; month <= time.December; month++ {
			last := calendar.DaysIn(year, month)
			if want := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day(); last != want {
				t.Fatalf("%d-%d: got %d days, want %d", year, month, last, want)
			}
			for _, day := range []int{1, last} {
				at := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
				d := calendar.DateOf(year, month, day)
				if want := at.Unix() / 86400; int64(d) != want {
					t.Fatalf("%d-%d-%d: got day %d, want %d", year, month, day, d, want)
				}
				gotYear, gotMonth, gotDay := d.Civil()
				if gotYear != year || gotMonth != month || gotDay != day || d.Weekday() != at.Weekday() {
					t.Fatalf("%v: got %d-%d-%d %v", at, gotYear, gotMonth, gotDay, d.Weekday())
				}
			}
		}
	}
}

func TestDateOf(t *testing.T) {
	for _, row := range []struct {
		year  int
		month time.Month
		day   int
		want  string
	}{
		{1970, 1, 1, "1970-01-01"},
		{2025, 4, 31, "2025-05-01"},
		{2025, 2, 29, "2025-03-01"},
		{2024, 2, 29, "2024-02-29"},
		{1900, 2, 29, "1900-03-01"}, // divisible by 100
		{2000, 2, 29, "2000-02-29"}, // and by 400
		{2025, 3, 0, "2025-02-28"},
		{2025, 1, -364, "2024-01-02"},
		{2025, 13, 1, "2026-01-01"},
		{2025, 0, 1, "2024-12-01"},
		{2025, -11, 1, "2024-01-01"},
		{2025, -12, 1, "2023-12-01"},
		{2025, 25, 366, "2028-01-01"}, // January 2027 and 365 days
		{0, 3, 1, "0000-03-01"},
		{-1, 12, 31, "-0001-12-31"},
	} {
		got := calendar.DateOf(row.year, row.month, row.day)
		if got.String() != row.want {
			t.Errorf("%d-%d-%d: got %v, want %s", row.year, row.month, row.day, got, row.want)
		}
	}
	if calendar.MinDate.String() != "0001-01-01" || calendar.MaxDate.String() != "9999-12-31" {
		t.Errorf("got %v to %v", calendar.MinDate, calendar.MaxDate)
	}
}

func TestAddMonths(t *testing.T) {
	for _, row := range []struct {
		from string
		n    int
		want string
	}{
		{"2025-01-31", 1, "2025-02-28"},
		{"2024-01-31", 1, "2024-02-29"},
		{"2023-12-31", 2, "2024-02-29"},
		{"2025-01-31", 2, "2025-03-31"}, // not by way of February
		{"2025-01-31", 3, "2025-04-30"},
		{"2025-01-31", 13, "2026-02-28"},
		{"2025-01-28", 1, "2025-02-28"},
		{"2025-03-31", -1, "2025-02-28"},
		{"2025-03-31", -13, "2024-02-29"},
		{"2024-02-29", 12, "2025-02-28"},
		{"2024-02-29", 48, "2028-02-29"},
		{"2096-02-29", 48, "2100-02-28"},
		{"2096-02-29", 96, "2104-02-29"},
		{"2025-01-15", -1, "2024-12-15"},
		{"2025-01-15", -12, "2024-01-15"},
		{"2025-12-15", 1, "2026-01-15"},
		{"2025-06-15", 0, "2025-06-15"},
		{"0001-01-31", -1, "0000-12-31"},
		{"0001-01-31", -11, "0000-02-29"}, // the year 0 is a leap year
		{"0001-03-31", -13, "0000-02-29"},
		{"0001-03-31", -25, "-0001-02-28"},
		{"9999-12-31", 2, "10000-02-29"},
	} {
		if got := date(t, row.from).AddMonths(row.n); got.String() != row.want {
			t.Errorf("%s and %d months: got %v, want %s", row.from, row.n, got, row.want)
		}
	}
}

// TestAddMonthsEveryDay moves every day of 8 years by every number of months up
// to 100 either way, and compares with counting months off one by one.
func TestAddMonthsEveryDay(t *testing.T) {
	first, last := calendar.DateOf(2096, time.January, 1), calendar.DateOf(2103, time.December, 31)
	for n := -100; n <= 100; n++ {
		before := first.AddMonths(n)
		for d := first; d <= last; d++ {
			got := d.AddMonths(n)
			if want := addMonthsSlowly(d, n); got != want {
				t.Fatalf("%v and %d months: got %v, want %v", d, n, got, want)
			}
			if got < before {
				t.Fatalf("%v and %d months: %v is before that of the day before, %v", d, n, got, before)
			}
			before = got
		}
	}
}

func addMonthsSlowly(d calendar.Date, n int) calendar.Date {
	year, month, day := d.Civil()
	for ; n > 0; n-- {
		if month++; month > time.December {
			year, month = year+1, time.January
		}
	}
	for ; n < 0; n++ {
		if month--; month < time.January {
			year, month = year-1, time.December
		}
	}
	for d = calendar.DateOf(year, month, day); calendar.Month.Bucket(d)+1 > year*12+int(month); {
		d--
	}
	return d
}

func monthOf(d calendar.Date) int {
	_, month, _ := d.Civil()
	return int(month)
}

func TestParseDate(t *testing.T) {
	for _, good := range []string{"0001-01-01", "1970-01-01", "2000-02-29", "2025-10-26", "9999-12-31"} {
		if d := date(t, good); d.String() != good {
			t.Errorf("%s prints as %s", good, d)
		}
	}
	for _, bad := range []string{
		"", "2025", "2025-1-01", "2025-01-1", "2025-00-01", "2025-13-01", "2025-01-00", "2025-01-32",
		"2025-02-29", "1900-02-29", "2025-04-31", "0000-12-31", "10000-01-01", "-001-01-01", "+025-01-01",
		"2025/01/01", "2025-01-01 ", " 025-01-01", "2025-01-01T00:00:00Z", "２０25-01-01", "20x5-01-01", "2025-0x-01",
		"2025-01-0x",
	} {
		d, err := calendar.ParseDate(bad)
		wantError(t, err, "date "+strconv.Quote(bad)+": want a date such as 2025-10-26, of the years 0001 to 9999")
		if d != 0 {
			t.Errorf("%q: got %v beside the error", bad, d)
		}
	}
}

func date(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestAllocs(t *testing.T) {
	d, text := calendar.DateOf(2024, time.February, 29), make([]byte, 0, 16)
	for name, call := range map[string]func(){
		"DateOf":          func() { dateSink = calendar.DateOf(2024, time.February, 29) },
		"Civil":           func() { _, _, daySink = d.Civil() },
		"Weekday":         func() { daySink = int(d.Weekday()) },
		"AddMonths":       func() { dateSink = d.AddMonths(12) },
		"After":           func() { dateSink, _ = calendar.PeriodOf(1, calendar.Year).After(d) },
		"Bucket":          func() { daySink = calendar.Week.Bucket(d) },
		"BucketStart":     func() { dateSink = calendar.Month.BucketStart(24289) },
		"In":              func() { daySink = int(calendar.LastDay.In(29)) },
		"Date.AppendText": func() { text, _ = d.AppendText(text[:0]) },
		"Clock.Append":    func() { text, _ = calendar.ClockOf(7, 5).AppendText(text[:0]) },
		"ParseClock":      func() { _, errSink = calendar.ParseClock("07:05") },
	} {
		if n := testing.AllocsPerRun(100, call); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

var errSink error
