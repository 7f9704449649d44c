package calendar_test

import (
	"encoding"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/internal/oracle"
	"github.com/longcase/longcase/schedule"
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

// TestSetLaws checks sets as restrictions, date by date, against a walk of the
// month.
func TestSetLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule := fuzz.Rules().Draw(t, "rule")
		date := fuzz.Dates().Draw(t, "date")
		year, month, day := date.Civil()
		civil := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
		weekday, length := date.Weekday(), calendar.DaysIn(year, month)
		first := civil.AddDate(0, 0, 1-day).Weekday()

		days := calendar.Days{MonthDays: rule.MonthDays, Workdays: rule.Workdays, Weekdays: rule.Weekdays}
		holds := func(what string, got bool, in uint32, slow schedule.Rule) {
			want := oracle.OnDay(slow, civil)
			if got != want || in>>day&1 != 0 != want || in>>length>>1 != 0 || in&1 != 0 {
				t.Fatalf("%v, a %v, in %s %+v: got %t and %b, want %t", date, weekday, what, slow, got, in, want)
			}
		}
		holds("month days", rule.MonthDays.Allows(day, length), rule.MonthDays.In(length),
			schedule.Rule{MonthDays: rule.MonthDays})
		holds("weekdays", rule.Weekdays.Allows(weekday, day, length), rule.Weekdays.In(first, length),
			schedule.Rule{Weekdays: rule.Weekdays})
		holds("days", days.Allows(date), days.In(first, length),
			schedule.Rule{MonthDays: rule.MonthDays, Workdays: rule.Workdays, Weekdays: rule.Weekdays})
		if want := oracle.OnDay(schedule.Rule{Months: rule.Months}, civil); rule.Months.Allows(month) != want {
			t.Fatalf("%v allows %v: %v", rule.Months, month, !want)
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
