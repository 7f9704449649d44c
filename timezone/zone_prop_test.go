package timezone_test

import (
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/internal/oracle"
	"github.com/longcase/longcase/timezone"
)

// checkZones checks a property of a zone around generated instants.
func checkZones(t *testing.T, property func(t *rapid.T, z *timezone.Zone, at time.Time)) {
	rapid.Check(t, func(t *rapid.T) {
		zone, err := timezone.Load(fuzz.Zones().Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		property(t, zone, fuzz.Instants(zone.Location()).Draw(t, "at"))
	})
}

// TestLocalLaw compares conversions with what package time shows.
func TestLocalLaw(t *testing.T) {
	checkZones(t, func(t *rapid.T, z *timezone.Zone, at time.Time) {
		civil := oracle.Civil(at, z.Location())
		local := z.Local(at)
		if local != civil.Unix() {
			t.Fatalf("local seconds of %v: %d, want %d", at, local, civil.Unix())
		}
		date, second := timezone.Split(local)
		if got := date.String(); got != civil.Format(time.DateOnly) || date != z.Date(at) {
			t.Fatalf("date of %v: %s and %v, want %v", at, got, z.Date(at), civil)
		}
		if timezone.Join(date, second) != local {
			t.Fatalf("Join(Split(%d)) is %d", local, timezone.Join(date, second))
		}
		if got := z.Time(at.Unix()); !got.Equal(at.Truncate(time.Second)) || got.Location() != z.Location() {
			t.Fatalf("time of %d is %v", at.Unix(), got)
		}
	})
}

// TestSegmentLaw checks that a segment ends where the clocks are changed, and
// that they are not changed within it.
func TestSegmentLaw(t *testing.T) {
	checkZones(t, func(t *rapid.T, z *timezone.Zone, at time.Time) {
		s := z.Segment(at.Unix())
		const year = 366 * 24 * 60 * 60
		from, to := max(s.Start, at.Unix()-year), min(s.End, at.Unix()+year)
		if !s.Contains(at.Unix()) || s.Offset != offset(z, at.Unix()) {
			t.Fatalf("segment at %v: %+v, want offset %d", at, s, offset(z, at.Unix()))
		}
		if changes := oracle.Changes(z.Location(), time.Unix(from, 0), time.Unix(to, 0)); len(changes) != 0 {
			t.Fatalf("segment at %v: %+v, but the clocks changed: %v", at, s, changes)
		}
		if from == s.Start && s.Before != offset(z, from-1) || s.Offset != offset(z, from) {
			t.Fatalf("start of the segment at %v: %+v", at, s)
		}
		if to == s.End && s.After != offset(z, to) || s.Offset != offset(z, to-1) {
			t.Fatalf("end of the segment at %v: %+v", at, s)
		}
	})
}

func offset(z *timezone.Zone, unix int64) int32 {
	_, seconds := time.Unix(unix, 0).In(z.Location()).Zone()
	return int32(seconds)
}

// TestChangesLaw compares the changes of two years with those that are seen by
// looking at the clocks.
func TestChangesLaw(t *testing.T) {
	checkZones(t, func(t *rapid.T, z *timezone.Zone, at time.Time) {
		at = at.Truncate(time.Second)
		until := at.AddDate(2, 0, 0)
		var got, want []int64
		for change := range z.Changes(at.Unix(), until.Unix()) {
			got = append(got, change.At)
		}
		for _, change := range oracle.Changes(z.Location(), at, until) {
			want = append(want, change.At.Unix())
		}
		if !slices.Equal(got, want) {
			t.Fatalf("changes after %v and before %v: %v, want %v", at, until, got, want)
		}
	})
}

// TestResolveLaw checks that a wall time resolves to the instants at which the
// clocks show it and, where that is none or two, as [timezone.DST] says.
func TestResolveLaw(t *testing.T) {
	checkZones(t, func(t *rapid.T, z *timezone.Zone, at time.Time) {
		civil := at.Truncate(time.Second) // any wall time around a change
		dst := fuzz.DSTs().Draw(t, "dst")
		if rapid.Bool().Draw(t, "existing") {
			civil = oracle.Civil(civil, z.Location())
		}
		var got []int64
		if unix, ok := z.Resolve(civil.Unix(), dst); ok {
			got = append(got, unix)
		}
		if dst.Fold == timezone.FoldBoth {
			dst.Fold = timezone.FoldFirst
		}
		if want := oracle.Readings(z.Location(), dst, civil); !slices.EqualFunc(got, want, isUnix) {
			t.Fatalf("%v with %v: %v, want %v", civil, dst, got, want)
		}
	})
}

func isUnix(unix int64, t time.Time) bool { return unix == t.Unix() }

// TestQuietLaw checks that in the quiet part of a segment each wall time exists
// once, and is not where one from a gap is shifted to.
func TestQuietLaw(t *testing.T) {
	checkZones(t, func(t *rapid.T, z *timezone.Zone, at time.Time) {
		offset, from, until := z.Quiet(at.Unix())
		s := z.Segment(at.Unix())
		if int32(offset) != s.Offset || from < s.Start || until > s.End {
			t.Fatalf("quiet at %v: %d, %d to %d, in %+v", at, offset, from, until, s)
		}
		for _, unix := range []int64{from, at.Unix(), until - 1} {
			if unix < from || unix >= until || unix > 250e9 || unix < -60e9 {
				continue
			}
			u := time.Unix(unix, 0)
			shown := oracle.Civil(u, z.Location())
			if readings := oracle.Readings(z.Location(), timezone.DST{Fold: timezone.FoldBoth}, shown); len(readings) != 1 {
				t.Fatalf("quiet at %v: %v is shown at %v", at, shown, readings)
			}
			for _, change := range oracle.Changes(z.Location(), u.AddDate(0, 0, -2), u.Add(time.Second)) {
				if u.Sub(change.At) < change.Size() {
					t.Fatalf("quiet at %v: %v is where the gap of %v is shifted to", at, u, change)
				}
			}
		}
	})
}
