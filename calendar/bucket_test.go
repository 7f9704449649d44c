package calendar_test

import (
	"testing"
	"time"

	"github.com/longcase/longcase/calendar"
)

// firstOf tells whether a date is the first day of each unit's bucket.
var firstOf = map[calendar.Unit]func(calendar.Date) bool{
	calendar.NoUnit:  func(calendar.Date) bool { return true },
	calendar.Minute:  func(calendar.Date) bool { return true },
	calendar.Hour:    func(calendar.Date) bool { return true },
	calendar.Day:     func(calendar.Date) bool { return true },
	calendar.Week:    func(d calendar.Date) bool { return d.Weekday() == time.Monday },
	calendar.Month:   func(d calendar.Date) bool { return dayOf(d) == 1 },
	calendar.Quarter: func(d calendar.Date) bool { return dayOf(d) == 1 && monthOf(d)%3 == 1 },
	calendar.Year:    func(d calendar.Date) bool { return dayOf(d) == 1 && monthOf(d) == 1 },
}

func dayOf(d calendar.Date) int {
	_, _, day := d.Civil()
	return day
}

// TestBuckets walks through every date, from 400 years before the first one,
// and expects the next bucket exactly where one starts.
func TestBuckets(t *testing.T) {
	for _, unit := range units {
		t.Run(unit.String(), func(t *testing.T) {
			checkBuckets(t, unit.Bucket, unit.BucketStart, firstOf[unit])
		})
	}
}

// TestWeekBuckets moves dates by a number of days, to weeks from other days than
// Monday.
func TestWeekBuckets(t *testing.T) {
	for shift := calendar.Date(-6); shift <= 6; shift++ {
		first := time.Weekday((shift + 8) % 7)
		bucket := func(d calendar.Date) int { return calendar.Week.Bucket(d - shift) }
		start := func(bucket int) calendar.Date { return calendar.Week.BucketStart(bucket) + shift }
		checkBuckets(t, bucket, start, func(d calendar.Date) bool { return d.Weekday() == first })
	}
}

func checkBuckets(
	t *testing.T, bucket func(calendar.Date) int, start func(int) calendar.Date, isFirst func(calendar.Date) bool,
) {
	t.Helper()
	first := calendar.MinDate - calendar.DaysPerCycle
	for !isFirst(first) {
		first++
	}
	current, started := bucket(first), first
	for d := first; d <= calendar.MaxDate; d++ {
		if d > first && isFirst(d) {
			current, started = current+1, d
		}
		if got := bucket(d); got != current {
			t.Fatalf("%v: got bucket %d, want %d", d, got, current)
		}
		if d == started && start(current) != d {
			t.Fatalf("bucket %d starts on %v, want %v", current, start(current), d)
		}
	}
}
