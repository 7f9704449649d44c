package timezone_test

import (
	"testing"
	"time"

	"github.com/longcase/longcase/timezone"
)

// instants are spread over the ten years from 2020 on.
func instants() (list [1024]int64) {
	x := uint64(1)
	for i := range list {
		x = x*6364136223846793005 + 1442695040888963407
		list[i] = 1577836800 + int64(x>>33)%(10*365*86400)
	}
	return list
}

// BenchmarkSegment stands beside what package time takes to find an offset.
func BenchmarkSegment(b *testing.B) {
	zone, list := load(b, "America/New_York"), instants()
	b.Run("Segment", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			segmentSink = zone.Segment(list[i&1023])
		}
	})
	b.Run("Quiet", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sink, _, _ = zone.Quiet(list[i&1023])
		}
	})
	b.Run("time", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			_, secondSink = time.Unix(list[i&1023], 0).In(zone.Location()).Zone()
		}
	})
}

// BenchmarkResolve stands beside time.Date, which does not let one choose.
func BenchmarkResolve(b *testing.B) {
	zone, list := load(b, "America/New_York"), instants()
	b.Run("Resolve", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sink, _ = zone.Resolve(list[i&1023], timezone.DST{})
		}
	})
	b.Run("time", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			timeSink = time.Date(2020, 1, 1, 0, 0, int(list[i&1023]-1577836800), 0, zone.Location())
		}
	})
}

func BenchmarkOf(b *testing.B) {
	loc := load(b, "America/New_York").Location()
	b.ReportAllocs()
	for range b.N {
		zoneSink = timezone.Of(loc)
	}
}
