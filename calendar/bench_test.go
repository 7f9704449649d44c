package calendar_test

import (
	"testing"
	"time"

	"github.com/longcase/longcase/calendar"
)

var (
	dateSink calendar.Date
	timeSink time.Time
	daySink  int
)

// BenchmarkDateOf stands beside what package time takes for the same.
func BenchmarkDateOf(b *testing.B) {
	b.Run("calendar", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			dateSink = calendar.DateOf(2000+i&31, time.Month(1+i%12), 1+i&15)
		}
	})
	b.Run("time", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			timeSink = time.Date(2000+i&31, time.Month(1+i%12), 1+i&15, 0, 0, 0, 0, time.UTC)
		}
	})
}

func BenchmarkCivil(b *testing.B) {
	b.Run("calendar", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			_, _, daySink = calendar.Date(i & 0x3fff).Civil()
		}
	})
	b.Run("time", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			_, _, daySink = time.Unix(int64(i&0x3fff)*86400, 0).UTC().Date()
		}
	})
}

func BenchmarkAddMonths(b *testing.B) {
	b.ReportAllocs()
	for i := range b.N {
		dateSink = calendar.Date(i & 0x3fff).AddMonths(i & 15)
	}
}
