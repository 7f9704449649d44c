package calendar_test

import (
	"encoding"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
)

// TestPeriodLaw compares the end of a period with package time, which carries
// the days that a month lacks into the next one.
func TestPeriodLaw(t *testing.T) {
	months := map[calendar.Unit]int{calendar.Month: 1, calendar.Quarter: 3, calendar.Year: 12}
	days := map[calendar.Unit]int{calendar.Day: 1, calendar.Week: 7}
	rapid.Check(t, func(t *rapid.T) {
		date, period := fuzz.Dates().Draw(t, "date"), fuzz.Periods().Draw(t, "period")
		start, err := time.Parse(time.DateOnly, date.String())
		if err != nil {
			t.Fatal(err)
		}
		want := start.AddDate(0, period.N*months[period.Unit], period.N*days[period.Unit])
		carried := months[period.Unit] > 0 && want.Day() != start.Day()
		if carried {
			want = want.AddDate(0, 0, -want.Day()) // back to the last day of the month
		}
		got, clamped := period.After(date)
		if year, month, day := got.Civil(); clamped != carried || !time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Equal(want) {
			t.Fatalf("%v after %v: %v, clamped %v, want %v, %v", period, date, got, clamped, want, carried)
		}
	})
}

// TestPeriodMonotone checks that what starts later never ends sooner.
func TestPeriodMonotone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		date, period := fuzz.Dates().Draw(t, "date"), fuzz.Periods().Draw(t, "period")
		end, _ := period.After(date)
		if next, _ := period.After(date + 1); next < end {
			t.Fatalf("%v after %v is %v, and after the next day %v", period, date, end, next)
		}
	})
}

// TestBucketLaw checks that a bucket holds its first date and not the one
// before, and that buckets are numbered without gaps.
func TestBucketLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		date := fuzz.Dates().Draw(t, "date")
		unit := calendar.Unit(rapid.IntRange(int(calendar.Day), int(calendar.Year)).Draw(t, "unit"))
		bucket := unit.Bucket(date)
		start, next := unit.BucketStart(bucket), unit.BucketStart(bucket+1)
		if start > date || next <= date || unit.Bucket(start-1) != bucket-1 || unit.Bucket(next) != bucket+1 {
			t.Fatalf("%v of %v: %d from %v until %v", unit, date, bucket, start, next)
		}
	})
}

// TestSetLaws checks sets as restrictions, element by element.
func TestSetLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule := fuzz.Rules().Draw(t, "rule")
		for day := time.Sunday; day <= time.Saturday; day++ {
			if want := rule.Weekdays == 0 || rule.Weekdays&(1<<day) != 0; rule.Weekdays.Allows(day) != want {
				t.Fatalf("%v allows %v: %v", rule.Weekdays, day, !want)
			}
		}
		for month := time.January; month <= time.December; month++ {
			if want := rule.Months == 0 || rule.Months&(1<<month) != 0; rule.Months.Allows(month) != want {
				t.Fatalf("%v allows %v: %v", rule.Months, month, !want)
			}
		}
		length := rapid.IntRange(28, 31).Draw(t, "length")
		for day := 1; day <= length; day++ {
			days := rule.MonthDays
			want := days == 0 || days&(1<<day) != 0 || days&calendar.LastDay != 0 && day == length
			if days.Allows(day, length) != want || days.In(length)>>day&1 != 0 != want {
				t.Fatalf("%v allows %d of %d: %v", days, day, length, !want)
			}
		}
	})
}

// TestTextLaw checks that what is printed is read back.
func TestTextLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule := fuzz.Rules().Draw(t, "rule")
		roundTrip(t, rule.Months, new(calendar.Months))
		roundTrip(t, rule.MonthDays, new(calendar.MonthDays))
		roundTrip(t, rule.Weekdays, new(calendar.Weekdays))
		roundTrip(t, fuzz.Clocks().Draw(t, "clock"), new(calendar.Clock))
		roundTrip(t, fuzz.Dates().Draw(t, "date"), new(calendar.Date))
		roundTrip(t, fuzz.Periods().Draw(t, "period"), new(calendar.Period))
	})
}

func roundTrip[V comparable, P interface {
	*V
	encoding.TextUnmarshaler
}](t *rapid.T, v V, read P,
) {
	text, err := any(v).(encoding.TextMarshaler).MarshalText()
	if err == nil {
		err = read.UnmarshalText(text)
	}
	if err != nil || *read != v {
		t.Fatalf("%v was written as %q and read as %v: %v", v, text, *read, err)
	}
}
