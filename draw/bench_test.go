package draw_test

import (
	"io"
	"testing"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/draw"
	"github.com/longcase/longcase/retention"
)

// BenchmarkMinutes draws a policy of 525,600 snapshots a year.
func BenchmarkMinutes(b *testing.B) { benchmark(b, subject(b, minutes)) }

// BenchmarkExamples draws the vendor's examples, all of them in each round.
func BenchmarkExamples(b *testing.B) {
	var list []draw.Subject
	for _, example := range cloudsigma.Examples() {
		list = append(list, subject(b, example.Body))
	}
	benchmark(b, list...)
}

// BenchmarkInventory draws a list of 10,000 snapshots.
func BenchmarkInventory(b *testing.B) {
	s := subject(b, nightly)
	var list []retention.Snapshot
	for i := range 10_000 {
		list = append(list, retention.Snapshot{Created: now.Add(-time.Duration(i) * time.Hour)})
	}
	b.ReportAllocs()
	for b.Loop() {
		draw.Retention(s, now, list).SVG(io.Discard)
	}
}

func benchmark(b *testing.B, subjects ...draw.Subject) {
	for name, picture := range map[string]func(draw.Subject) *draw.Picture{
		"calendar":   func(s draw.Subject) *draw.Picture { return draw.Calendar(s, calendar.DateOf(2025, 1, 1), 12) },
		"retention":  func(s draw.Subject) *draw.Picture { return draw.Expected(s, now) },
		"population": func(s draw.Subject) *draw.Picture { return draw.Population(s, now, now.AddDate(1, 0, 0)) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, s := range subjects {
					picture(s).SVG(io.Discard)
				}
			}
		})
	}
}
