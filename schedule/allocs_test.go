package schedule_test

import (
	"testing"
	"time"

	"github.com/longcase/longcase/schedule"
)

// TestAllocs lists the calls that are promised to allocate nothing, and makes
// each of them in a zone whose clocks are changed, far from a change and at it,
// of one rule and of two.
func TestAllocs(t *testing.T) {
	at := map[string]time.Time{
		"in summer": time.Date(2025, time.July, 1, 12, 0, 0, 0, time.UTC),
		"in a gap":  time.Date(2025, time.March, 9, 7, 15, 0, 0, time.UTC),
		"in a fold": time.Date(2025, time.November, 2, 6, 15, 0, 0, time.UTC),
	}
	for _, text := range []string{
		"03:00 mon,tue,wed,thu,fri", "/15m", "02:30", "03:00 d29 m2", "23:59 dlast",
		"02:30 + /1h 07:00-19:00 mon + 23:59 dlast",
	} {
		s := compile(t, "America/New_York", "", text)
		for when, from := range at {
			for name, call := range free(s, from) {
				if n := testing.AllocsPerRun(10, call); n != 0 {
					t.Errorf("%s, %s, %s: %v allocations", text, when, name, n)
				}
			}
		}
	}
}

func free(s schedule.Schedule, from time.Time) map[string]func() {
	to := from.AddDate(1, 0, 0)
	return map[string]func(){
		"Next":     func() { timeSink, okSink = s.Next(from) },
		"Prev":     func() { timeSink, okSink = s.Prev(from) },
		"Contains": func() { okSink = s.Contains(from) },
		"Count":    func() { countSink = s.Count(from, to) },
		"Missed":   func() { countSink, timeSink = s.Missed(from, to) },
		"Nth":      func() { timeSink, okSink = s.Nth(from, 100) },
		"Nth back": func() { timeSink, okSink = s.Nth(from, -100) },
		"Zone":     func() { okSink = s.Zone() == nil },
		"range over Forward": func() {
			n := 0
			for timeSink = range s.Forward(from) {
				if n++; n == 100 {
					break
				}
			}
		},
		"range over Backward": func() {
			n := 0
			for timeSink = range s.Backward(from) {
				if n++; n == 100 {
					break
				}
			}
		},
		"range over Between": func() {
			for timeSink = range s.Between(from, from.AddDate(0, 0, 10)) {
			}
		},
	}
}

// TestWindowsAllocs does the same for windows.
func TestWindowsAllocs(t *testing.T) {
	w := windows(t, zone(t, "America/New_York"), "20:00-06:45 mon,tue")
	from := time.Date(2025, time.March, 9, 7, 15, 0, 0, time.UTC)
	for name, call := range map[string]func(){
		"Contains":    func() { okSink = w.Contains(from) },
		"NextOpening": func() { timeSink, okSink = w.Openings().Next(from) },
		"NextClosing": func() { timeSink, okSink = w.Closings().Next(from) },
		"PrevOpening": func() { timeSink, okSink = w.Openings().Prev(from) },
		"PrevClosing": func() { timeSink, okSink = w.Closings().Prev(from) },
	} {
		if n := testing.AllocsPerRun(10, call); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

var (
	timeSink     time.Time
	okSink       bool
	countSink    int64
	scheduleSink schedule.Schedule
	windowsSink  schedule.Windows
	stringSink   string
)
