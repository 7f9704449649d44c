package timezone_test

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/timezone"
)

// offsetAt asks the standard library.
func offsetAt(loc *time.Location, unix int64) int32 {
	_, offset := time.Unix(unix, 0).In(loc).Zone()
	return int32(offset)
}

// TestEveryHour compares offsets with the standard library in every zone, hour
// by hour.
func TestEveryHour(t *testing.T) {
	years := []int{1945, 1972, 2011, 2024, 2025, 2028, 2100, 2400, 2600, 9999}
	for i, name := range slices.Sorted(slices.Values(cloudsigma.Zones())) {
		zone := load(t, name)
		for _, year := range []int{2025, years[i%len(years)]} {
			end := time.Date(year+1, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
			for unix := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC).Unix(); unix < end; unix += 3600 {
				if got, want := zone.Segment(unix).Offset, offsetAt(zone.Location(), unix); got != want {
					t.Fatalf("%s at %v: got %d, want %d", name, zone.Time(unix), got, want)
				}
			}
		}
	}
}

// TestEverySegment walks through the segments of every zone and holds the ends
// of each, and some instants inside, to the standard library.
func TestEverySegment(t *testing.T) {
	stretches := [][2]int{{0, 2110}, {2490, 2610}, {9990, 10000}}
	for _, name := range slices.Sorted(slices.Values(cloudsigma.Zones())) {
		for _, years := range stretches {
			checkSegments(t, load(t, name), years[0], years[1])
		}
	}
	for _, name := range []string{"America/New_York", "Australia/Lord_Howe", "Africa/Casablanca"} {
		checkSegments(t, load(t, name), 0, 10000)
	}
}

func checkSegments(t *testing.T, zone *timezone.Zone, year, until int) {
	t.Helper()
	loc := zone.Location()
	first := time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC).Unix()
	last := time.Date(until, 1, 2, 0, 0, 0, 0, time.UTC).Unix()
	before := zone.Segment(first)
	for s := before; ; s = zone.Segment(s.End) {
		if s.Start >= s.End || s.Offset == s.After && s.End < last || s.Offset == s.Before && s.Start > first {
			t.Fatalf("%v: %v is no segment", zone, s)
		}
		if s != before && (s.Start != before.End || s.Before != before.Offset || s.Offset != before.After) {
			t.Fatalf("%v: %v does not follow %v", zone, s, before)
		}
		for i := range int64(9) {
			for _, unix := range []int64{s.Start + (s.End-1-s.Start)*i/8, s.Start + 1<<(4*i), s.End - 1<<(4*i)} {
				if s.Contains(unix) && (s.Offset != offsetAt(loc, unix) || zone.Segment(unix) != s) {
					t.Fatalf("%v: %v is wrong at %d", zone, s, unix)
				}
			}
		}
		if s.Contains(s.Start-1) || s.Contains(s.End) || !s.Contains(s.Start) || !s.Contains(s.End-1) {
			t.Fatalf("%v: %v has wrong ends", zone, s)
		}
		if s.End > last {
			return
		}
		before = s
	}
}

// leapYearEnds are days on which Time.ZoneBounds is wrong, in zones that are
// past their last listed change: with "slim" data from 2007 on in New York, and
// in any form of the database from 2040 on.
var leapYearEnds = []time.Time{
	time.Date(2024, time.December, 31, 12, 0, 0, 0, time.UTC),
	time.Date(2028, time.December, 31, 12, 0, 0, 0, time.UTC),
	time.Date(2040, time.December, 31, 0, 0, 0, 0, time.UTC),
	time.Date(2400, time.December, 31, 23, 59, 59, 0, time.UTC),
}

// TestZoneBounds is the regression test for https://go.dev/issue/81583: on the
// last day of a leap year the standard library says that an offset has ended
// when it has not.
func TestZoneBounds(t *testing.T) {
	wrong := 0
	for _, name := range slices.Sorted(slices.Values(cloudsigma.Zones())) {
		zone := load(t, name)
		for _, at := range leapYearEnds {
			s := zone.Segment(at.Unix())
			if !s.Contains(at.Unix()) || s.Offset != offsetAt(zone.Location(), at.Unix()) ||
				s.After != offsetAt(zone.Location(), s.End) {
				t.Errorf("%s at %v: got %v", name, at, s)
			}
			if _, end := at.In(zone.Location()).ZoneBounds(); !end.IsZero() && !end.After(at) {
				wrong++
			}
		}
	}
	if wrong == 0 {
		t.Error("the standard library is right now: where go.mod asks for a Go that is, the correction can go")
	}
}

// TestZoneBoundsLoop shows that a loop over the standard library's bounds never
// gets past such a day, and that one over segments does.
func TestZoneBoundsLoop(t *testing.T) {
	zone, day := load(t, "America/New_York"), leapYearEnds[2]
	at := day
	for range 1000 {
		if _, end := at.In(zone.Location()).ZoneBounds(); !end.IsZero() {
			at = end
		}
	}
	if at.After(day) {
		t.Errorf("a loop over ZoneBounds got to %v", at)
	}
	unix := day.Unix()
	for range 1000 {
		unix = zone.Segment(unix).End
	}
	if year := time.Unix(unix, 0).UTC().Year(); year != 2540 { // two changes a year
		t.Errorf("a loop over segments got to %d", year)
	}
}

// TestOtherLocation takes a location that is not in the database: New York's
// rule of today, without any listed change, from the year 1 on.
func TestOtherLocation(t *testing.T) {
	zone := timezone.Of(ruleOnly(t, "EST5EDT,M3.2.0,M11.1.0"))
	checkSegments(t, zone, 0, 2110)
	checkSegments(t, zone, 2490, 2610)
	south := timezone.Of(ruleOnly(t, "XST-10XDT-10:30,M10.1.0,M4.1.0"))
	checkSegments(t, south, 0, 2110)
}

// ruleOnly makes a location of a rule in the form of TZ variables.
func ruleOnly(t testing.TB, rule string) *time.Location {
	t.Helper()
	header := append([]byte("TZif2"), make([]byte, 15)...)
	for _, count := range []uint32{0, 0, 0, 0, 1, 4} { // one type, four characters
		header = binary.BigEndian.AppendUint32(header, count)
	}
	body := []byte{0, 0, 0, 0, 0, 0, 'X', 'Y', 'Z', 0}
	data := slices.Concat(header, body, header, body, []byte("\n"+rule+"\n"))
	loc, err := time.LoadLocationFromTZData("rule", data)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// TestBeyond asks for instants that no calendar of this module has.
func TestBeyond(t *testing.T) {
	for _, name := range []string{"UTC", "Europe/Berlin", "Asia/Tokyo", "Australia/Sydney"} {
		zone := load(t, name)
		first := zone.Segment(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).Unix())
		for _, unix := range []int64{math.MinInt64, -1 << 60, -1 << 40, first.Start - 1} {
			if got := zone.Segment(unix); got != first {
				t.Errorf("%s at %d: got %v, want %v", name, unix, got, first)
			}
		}
		for _, unix := range []int64{math.MaxInt64, 1 << 60, 1 << 40} {
			s := zone.Segment(unix)
			if s.Start >= s.End || s.End < time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC).Unix() {
				t.Errorf("%s at %d: got %v", name, unix, s)
			}
			if _, from, until := zone.Quiet(unix); from >= until {
				t.Errorf("%s at %d: quiet from %d until %d", name, unix, from, until)
			}
		}
	}
}

// TestQuiet checks what is said of a quiet stretch at both of its ends: every
// wall time is shown once, and none that was skipped is shifted there.
func TestQuiet(t *testing.T) {
	for _, name := range slices.Sorted(slices.Values(cloudsigma.Zones())) {
		zone := load(t, name)
		for s := zone.Segment(0); s.End < 1<<32; s = zone.Segment(s.End) {
			offset, from, until := zone.Quiet(s.Start)
			if offset != int64(s.Offset) || from < s.Start || until > s.End {
				t.Fatalf("%s: %v is quiet from %d until %d at %d", name, s, from, until, offset)
			}
			gap, fold := max(s.Offset-s.Before, s.Before-s.Offset), max(0, s.Offset-s.After)
			if from-s.Start != int64(gap) || s.End-until != int64(fold) {
				t.Fatalf("%s: %v is quiet from %d until %d", name, s, from, until)
			}
			for _, unix := range []int64{from, until - 1} {
				first, ok := zone.Resolve(unix+offset, timezone.DST{Gap: timezone.GapSkip})
				second, _ := zone.Resolve(unix+offset, timezone.DST{Fold: timezone.FoldSecond})
				if from < until && (first != unix || !ok || second != unix) {
					t.Fatalf("%s: %d in %v is not the only one", name, unix, s)
				}
			}
		}
	}
}

// TestChanges compares ranges of changes with walks over segments.
func TestChanges(t *testing.T) {
	const year = 366 * 24 * 3600
	for _, name := range slices.Sorted(slices.Values(cloudsigma.Zones())) {
		zone := load(t, name)
		for _, from := range []int64{-70 * year, 30 * year, 528 * year, 8000 * year} {
			var want []timezone.Change
			for s := zone.Segment(from); s.End < from+5*year; s = zone.Segment(s.End) {
				want = append(want, timezone.Change{At: s.End, Before: int64(s.Offset), After: int64(s.After)})
			}
			if got := slices.Collect(zone.Changes(from, from+5*year)); !slices.Equal(got, want) {
				t.Fatalf("%s from %d: got %v, want %v", name, from, got, want)
			}
			if len(want) == 0 {
				continue
			}
			at := want[0].At // neither after itself nor before itself
			if got := slices.Collect(zone.Changes(at-1, at)); got != nil {
				t.Errorf("%s before %d: got %v", name, at, got)
			}
			if got := slices.Collect(zone.Changes(at, at+1)); got != nil {
				t.Errorf("%s after %d: got %v", name, at, got)
			}
			if got := slices.Collect(zone.Changes(at-1, at+1)); !slices.Equal(got, want[:1]) {
				t.Errorf("%s around %d: got %v", name, at, got)
			}
		}
	}
	for range load(t, "Europe/Berlin").Changes(0, math.MaxInt64) {
		break
	}
	for change := range load(t, "Europe/Berlin").Changes(math.MaxInt64, math.MaxInt64) {
		t.Fatalf("after the end of time: %v", change)
	}
}

// TestChangesEnd expects a range without end to be over with the years.
func TestChangesEnd(t *testing.T) {
	n, last := 0, int64(0)
	for change := range load(t, "Europe/Berlin").Changes(math.MinInt64, math.MaxInt64) {
		n, last = n+1, change.At
	}
	if n < 16000 || n > 16200 || time.Unix(last, 0).UTC().Year() != 9999 {
		t.Errorf("got %d changes, the last of them at %d", n, last)
	}
}
