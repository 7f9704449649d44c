package timezone_test

import (
	"fmt"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

func ExampleLoad() {
	zone, err := timezone.Load("Europe/Berlin")
	fmt.Println(zone, err)
	_, err = timezone.Load("Europe/Bonn")
	fmt.Println(err)
	// Output:
	// Europe/Berlin <nil>
	// time zone "Europe/Bonn": is not in the zone database
}

func ExampleCanonical() {
	fmt.Println(timezone.Canonical("Europe/Kiev"), timezone.Canonical("Europe/Amsterdam"))
	// Output: Europe/Kyiv Europe/Amsterdam
}

func ExampleZone_Segment() {
	zone, _ := timezone.Load("Australia/Lord_Howe")
	s := zone.Segment(time.Date(2025, time.July, 1, 0, 0, 0, 0, time.UTC).Unix())
	fmt.Println(zone.Time(s.Start), "to", zone.Time(s.End))
	fmt.Println(s.Before, s.Offset, s.After)
	// Output:
	// 2025-04-06 01:30:00 +1030 +1030 to 2025-10-05 02:30:00 +1100 +11
	// 39600 37800 39600
}

func ExampleZone_Changes() {
	zone, _ := timezone.Load("America/New_York")
	for change := range zone.Changes(1735689600, 1767225600) { // in 2025
		fmt.Println(zone.Time(change.At), change.After-change.Before)
	}
	// Output:
	// 2025-03-09 03:00:00 -0400 EDT 3600
	// 2025-11-02 01:00:00 -0500 EST -3600
}

// What 02:30 means on the night when New York's clocks go from 02:00 to 03:00.
func ExampleZone_Resolve() {
	zone, _ := timezone.Load("America/New_York")
	wall := timezone.Join(calendar.DateOf(2025, time.March, 9), 2*3600+30*60)
	for _, gap := range []timezone.Gap{timezone.GapShift, timezone.GapNext, timezone.GapSkip} {
		unix, ok := zone.Resolve(wall, timezone.DST{Gap: gap})
		if ok {
			fmt.Println(gap, zone.Time(unix))
		} else {
			fmt.Println(gap, "never")
		}
	}
	// Output:
	// shift 2025-03-09 03:30:00 -0400 EDT
	// next 2025-03-09 03:00:00 -0400 EDT
	// skip never
}
