package schedule_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// TestZeroSchedule asks a schedule that was never compiled everything.
func TestZeroSchedule(t *testing.T) {
	var s schedule.Schedule
	now := time.Date(2025, time.July, 1, 12, 0, 0, 0, time.UTC)
	for name, got := range map[string]func(time.Time) (time.Time, bool){
		"Next": s.Next, "Prev": s.Prev,
		"Nth 1":  func(at time.Time) (time.Time, bool) { return s.Nth(at, 1) },
		"Nth -1": func(at time.Time) (time.Time, bool) { return s.Nth(at, -1) },
	} {
		if at, ok := got(now); ok || !at.IsZero() {
			t.Errorf("%s: got %v, %t", name, at, ok)
		}
	}
	for range s.Forward(now) {
		t.Error("Forward yields")
	}
	for range s.Backward(now) {
		t.Error("Backward yields")
	}
	for range s.Between(time.Time{}, now) {
		t.Error("Between yields")
	}
	if n, latest := s.Missed(time.Time{}, now); n != 0 || !latest.IsZero() || s.Count(time.Time{}, now) != 0 {
		t.Errorf("missed %d, the latest %v", n, latest)
	}
	if s.Contains(now) || s.Zone().Name() != "UTC" || s.DST() != (timezone.DST{}) || s.Rules() != nil {
		t.Error("it has a zone, choices or rules")
	}
	if e := s.Explain(now); s.String() != "never" || e.Fires || e.String() != "does not fire: the schedule is empty" {
		t.Errorf("got %v, %v", s, e)
	}
	if late := (schedule.CatchUp{}).Plan(s, time.Time{}, now); late.Missed != 0 || late.Run != nil || !late.Next.IsZero() {
		t.Errorf("got %v", late)
	}
	if s != (schedule.Schedule{}) || s == compile(t, "UTC", "", "03:00") {
		t.Error("it is not itself")
	}
}

// far are instants in no year from 1 to 9999.
var far = []time.Time{
	time.Unix(math.MinInt64, 0),
	time.Unix(-1<<60, 0),
	time.Date(-300000, 1, 1, 0, 0, 0, 0, time.UTC),
	time.Date(-6031, 1, 1, 0, 0, 0, 0, time.UTC),
	time.Date(0, 12, 29, 0, 0, 0, 0, time.UTC),
	time.Date(10000, 1, 3, 0, 0, 0, 0, time.UTC),
	time.Date(300000, 1, 1, 0, 0, 0, 0, time.UTC),
	time.Unix(1<<60, 999999999),
	time.Unix(math.MaxInt64-62135596800, 0), // the last one that is after the others
}

// TestBeyond asks from instants outside the years 1 to 9999, of zones with an
// end to their changes and without, and of one rule and of two.
func TestBeyond(t *testing.T) {
	for _, name := range []string{"UTC", "America/New_York", "Asia/Tokyo", "Etc/GMT+12", "Etc/GMT-14"} {
		for _, text := range []string{"12:00", "12:00 + 12:00,13:00"} {
			s := compile(t, name, "", text)
			first, ok := s.Next(far[0])
			last, ok2 := s.Prev(far[len(far)-1])
			if !ok || !ok2 || first.Year() != 1 || first.YearDay() != 1 || last.Year() != 9999 || last.YearDay() != 365 {
				t.Fatalf("%s %s: from %v to %v", name, text, first, last)
			}
			for _, at := range far {
				checkFar(t, s, at, first, last)
			}
			if got, want := s.Count(far[0], far[len(far)-1]), int64(3652059*len(s.Rules())); got != want {
				t.Errorf("%s %s: got %d in all years, want %d", name, text, got, want)
			}
		}
	}
}

func checkFar(t *testing.T, s schedule.Schedule, at, first, last time.Time) {
	t.Helper()
	wantNext, wantPrev := never, never
	if at.Before(first) {
		wantNext = show(first, true)
	} else {
		wantPrev = show(last, true)
	}
	for _, got := range []string{show(s.Next(at)), show(s.Nth(at, 1)), showFirst(s.Forward(at)), showFirst(s.Between(at, far[8]))} {
		if got != wantNext {
			t.Errorf("%v after %d: got %s, want %s", s, at.Unix(), got, wantNext)
		}
	}
	for _, got := range []string{show(s.Prev(at)), show(s.Nth(at, -1)), showFirst(s.Backward(at))} {
		if got != wantPrev {
			t.Errorf("%v before %d: got %s, want %s", s, at.Unix(), got, wantPrev)
		}
	}
	for _, n := range []int64{math.MinInt64, math.MinInt64 + 1, -1e10, 0, 1e10, math.MaxInt64} {
		if got := show(s.Nth(at, n)); got != never {
			t.Errorf("%v: number %d after %d: got %s", s, n, at.Unix(), got)
		}
	}
	if s.Contains(at) || s.Explain(at).Fires {
		t.Errorf("%v fires at %d: %v", s, at.Unix(), s.Explain(at))
	}
}

func showFirst(seq func(func(time.Time) bool)) string {
	got := never
	seq(func(at time.Time) bool {
		got = show(at, true)
		return false
	})
	return got
}

// TestFarDates goes through days whose numbers do not fit a date, so that they
// wrap around to every part of the calendar.
func TestFarDates(t *testing.T) {
	s := compile(t, "UTC", "", "/1m")
	w, err := schedule.CompileWindows(nil, schedule.Rule{})
	if err != nil {
		t.Fatal(err)
	}
	const day, step = 24 * 3600, 1000003
	for n := int64(-1 << 33); n < 1<<33; n += step {
		at := time.Unix(n*day, 0).UTC()
		want := 1 <= at.Year() && at.Year() <= 9999
		if s.Contains(at) != want || w.Contains(at) != want || s.Explain(at).Fires != want {
			t.Fatalf("day %d: got %t, %t, %v", n, s.Contains(at), w.Contains(at), s.Explain(at))
		}
	}
}

// TestLocationOfArgument expects that only the instant matters, and that
// answers are in the schedule's zone.
func TestLocationOfArgument(t *testing.T) {
	s := compile(t, "America/New_York", "", "02:30")
	at := instant(t, s.Zone(), "2025-03-08T12:00")
	elsewhere := at.In(time.FixedZone("elsewhere", 20700))
	for _, asked := range []time.Time{at, elsewhere, at.UTC(), at.Local()} {
		if got, _ := s.Next(asked); got.Location() != s.Zone().Location() || got.Format(time.RFC3339) != "2025-03-09T03:30:00-04:00" {
			t.Errorf("asked at %v: got %v", asked, got)
		}
	}
}

func TestIterators(t *testing.T) {
	s := compile(t, "Europe/Berlin", "", "/6h")
	from := instant(t, s.Zone(), "2025-10-25T12:00")
	day := s.Between(from, from.Add(25*time.Hour))
	want := []string{"25T12:00+02:00", "25T18:00+02:00", "26T00:00+02:00", "26T06:00+01:00"}
	for range 2 { // a range can be used again
		if got := format(slices.Collect(day)); !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	}
	var pairs []string
	for a := range day { // and inside itself
		for b := range day {
			if b.After(a) {
				pairs = append(pairs, format([]time.Time{a, b})...)
				break
			}
		}
	}
	if want := []string{want[0], want[1], want[1], want[2], want[2], want[3]}; !slices.Equal(pairs, want) {
		t.Errorf("got %v, want %v", pairs, want)
	}
	for _, seq := range []func(func(time.Time) bool){s.Forward(from), s.Backward(from), day} {
		n := 0
		seq(func(time.Time) bool { // panics if it is called again after false
			if n++; n > 2 {
				t.Fatal("it goes on after the end of the loop")
			}
			return n < 2
		})
	}
	if got := format(slices.Collect(s.Between(from, from))); got != nil {
		t.Errorf("nothing is between an instant and itself, got %v", got)
	}
	if got := format(slices.Collect(s.Between(from.Add(time.Hour), from))); got != nil {
		t.Errorf("nothing is between an instant and an earlier one, got %v", got)
	}
	if got := format(slices.Collect(s.Between(from.Add(1), from.Add(6*time.Hour+1)))); !slices.Equal(got, want[1:2]) {
		t.Errorf("between parts of seconds: got %v", got)
	}
}

func format(list []time.Time) (text []string) {
	for _, at := range list {
		text = append(text, at.Format("02T15:04Z07:00"))
	}
	return text
}

// TestIteratorsToTheEnd reads ranges that end with the calendar.
func TestIteratorsToTheEnd(t *testing.T) {
	s := compile(t, "UTC", "", "12:00 d29 m2 + 13:00 d29 m2")
	leapYears := 2424 // from 4 to 9996
	if got := len(slices.Collect(s.Forward(time.Time{}))); got != 2*leapYears {
		t.Errorf("got %d forward", got)
	}
	if got := len(slices.Collect(s.Backward(far[5]))); got != 2*leapYears {
		t.Errorf("got %d backward", got)
	}
	one := compile(t, "America/New_York", "", "12:00 d29 m2")
	if got := len(slices.Collect(one.Forward(time.Time{}))); got != leapYears {
		t.Errorf("got %d forward", got)
	}
}
