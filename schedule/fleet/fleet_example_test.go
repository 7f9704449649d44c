package fleet_test

import (
	"fmt"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/fleet"
	"github.com/longcase/longcase/timezone"
)

func Example() {
	berlin, err := timezone.Load("Europe/Berlin")
	if err != nil {
		fmt.Println(err)
		return
	}
	hourly := schedule.MustCompile(berlin, timezone.DST{}, schedule.Rule{Every: calendar.PeriodOf(1, calendar.Hour)})
	nightly := schedule.MustCompile(berlin, timezone.DST{}, schedule.Rule{At: []calendar.Clock{calendar.ClockOf(3, 0)}})
	spread := fleet.NewSpread(nightly, time.Hour)

	now := time.Date(2025, 6, 1, 0, 30, 0, 0, berlin.Location())
	var drives fleet.Fleet[string]
	drives.Set("mail", hourly, now)
	for _, drive := range []string{"web-1", "web-2", "web-3"} {
		drives.SetSpread(drive, spread.For(drive), now)
	}

	for range 5 {
		now, _ = drives.Peek() // a real program sleeps until then
		for due := range drives.Advance(now) {
			fmt.Println(due.Key, due.Latest.Spread.Format(time.TimeOnly))
		}
	}
	// Output:
	// mail 01:00:00
	// mail 02:00:00
	// mail 03:00:00
	// web-3 03:18:22
	// web-2 03:33:11
}

// After an outage, what was missed is counted and not replayed.
func ExampleFleet_Advance() {
	quarterly := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{Every: calendar.PeriodOf(15, calendar.Minute)})
	lastRun := time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)
	var drives fleet.Fleet[int]
	drives.Set(42, quarterly, lastRun)

	now := lastRun.Add(95*time.Hour + 7*time.Minute)
	for due := range drives.Advance(now) {
		fmt.Println(due.Key, "missed", due.Count-1, "since", due.First.Nominal)
		fmt.Println("runs for", due.Latest.Nominal)
	}
	wake, _ := drives.Peek()
	fmt.Println("next at", wake)
	// Output:
	// 42 missed 379 since 2025-06-01 12:15:00 +0000 UTC
	// runs for 2025-06-05 11:00:00 +0000 UTC
	// next at 2025-06-05 11:15:00 +0000 UTC
}

// A process does what was missed and stores the nominal time with each commit. A
// transaction that fails leaves the stored time, and the member is due again.
func ExampleFleet_Resume() {
	nightly := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{At: []calendar.Clock{calendar.ClockOf(3, 0)}})
	spread := fleet.NewSpread(nightly, time.Hour)
	start := time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)
	stored := map[string]time.Time{"web-1": start, "web-2": start.AddDate(0, 0, -2)} // rows of a database

	var drives fleet.Fleet[string]
	for key, last := range stored {
		drives.SetSpread(key, spread.For(key), start)
		drives.Resume(key, last)
	}
	commit := func(o fleet.Occurrence, attempt int) bool { // inserts o into a table where it is unique
		return attempt > 0
	}
	for attempt := range 2 {
		for due := range drives.Advance(start) {
			occurrence := fleet.Occurrence{Key: due.Key, Fire: due.Latest}
			if !commit(occurrence, attempt) {
				fmt.Println("failed:", occurrence)
				drives.Resume(due.Key, stored[due.Key])
				continue
			}
			stored[due.Key] = due.Latest.Nominal
			fmt.Println("done:  ", occurrence, "and missed", due.Count-1)
		}
	}
	// Output:
	// failed: web-2@2025-06-01T03:00:00Z
	// done:   web-2@2025-06-01T03:00:00Z and missed 1
}

// A job queue stores the identity of an occurrence, and nothing more.
func ExampleOccurrence() {
	nightly := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{At: []calendar.Clock{calendar.ClockOf(3, 0)}})
	spread := fleet.NewSpread(nightly, time.Hour).For("tank/data")
	fire, _ := spread.LatestFire(time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC))
	id := fleet.Occurrence{Key: "tank/data", Fire: fire}.String()
	fmt.Println(id)

	var read fleet.Occurrence
	if err := read.UnmarshalText([]byte(id)); err != nil {
		fmt.Println(err)
	}
	fmt.Println(read.Key, read.Nominal)
	// Output:
	// tank%2Fdata@2025-06-01T03:00:00Z
	// tank/data 2025-06-01 03:00:00 +0000 UTC
}

// The last fire of the window has half an hour for all drives, the others have
// a whole one.
func ExampleSpread() {
	everyHour := schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
		Every:  calendar.PeriodOf(1, calendar.Hour),
		Window: schedule.WindowOf(calendar.ClockOf(20, 0), calendar.ClockOf(22, 29)),
	})
	spread := fleet.NewSpread(everyHour, time.Hour)
	evening := time.Date(2025, 6, 1, 21, 0, 0, 0, time.UTC)
	for _, drive := range []string{"web-1", "web-2", "web-3"} {
		for at := range schedule.Range(spread.For(drive), evening, evening.Add(3*time.Hour)) {
			fmt.Print(at.Format(time.TimeOnly), " ")
		}
		fmt.Println(drive)
	}
	// Output:
	// 21:46:29 22:23:14 web-1
	// 21:33:11 22:16:35 web-2
	// 21:18:22 22:09:11 web-3
}
