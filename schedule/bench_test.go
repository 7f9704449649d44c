package schedule_test

import (
	"testing"
	"time"

	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// The six schedules that are compared with other engines in benchmarks, and
// two in a zone without clock changes.
var benchmarked = []struct{ name, zone, rules string }{
	{"a: 03:00 Mon-Fri", "America/New_York", "03:00 mon,tue,wed,thu,fri"},
	{"b: every 15 min", "UTC", "/15m"},
	{"c: hourly 07-19 Mon-Fri", "Europe/Berlin", "/1h 07:00-19:00 mon,tue,wed,thu,fri"},
	{"d: 1st of every 2nd month 17:00", "Australia/Sydney", "17:00 d1 m2,4,6,8,10,12"},
	{"e: 29 February", "Europe/Berlin", "03:00 d29 m2"},
	{"f: last day of the month 23:59", "America/New_York", "23:59 dlast"},
	{"s1: 1st of every 2nd month 17:00", "UTC", "17:00 d1 m2,4,6,8,10,12"},
	{"s3: 03:00 Mon-Fri", "UTC", "03:00 mon,tue,wed,thu,fri"},
}

// random instants of the ten years from 2020 on.
func random(z *timezone.Zone) (list [1024]time.Time) {
	x := uint64(1)
	for i := range list {
		x = x*6364136223846793005 + 1442695040888963407
		list[i] = time.Unix(1577836800+int64(x>>33)%(10*365*86400), 0).In(z.Location())
	}
	return list
}

// BenchmarkFloor is one conversion by the standard library from an instant to
// wall time and back: what the others are measured by.
func BenchmarkFloor(b *testing.B) {
	for _, row := range benchmarked {
		b.Run(row.name, func(b *testing.B) {
			loc, at := zone(b, row.zone).Location(), random(zone(b, row.zone))
			b.ReportAllocs()
			for i := range b.N {
				t := time.Unix(at[i&1023].Unix(), 0).In(loc)
				year, month, day := t.Date()
				hour, minute, second := t.Clock()
				timeSink = time.Date(year, month, day, hour, minute, second, 0, loc)
			}
		})
	}
}

func BenchmarkNext(b *testing.B) {
	for _, row := range benchmarked {
		b.Run(row.name, func(b *testing.B) {
			s := compile(b, row.zone, "", row.rules)
			at := random(s.Zone())
			b.ReportAllocs()
			for i := range b.N {
				timeSink, okSink = s.Next(at[i&1023])
			}
		})
	}
}

func BenchmarkPrev(b *testing.B) {
	for _, row := range benchmarked {
		b.Run(row.name, func(b *testing.B) {
			s := compile(b, row.zone, "", row.rules)
			at := random(s.Zone())
			b.ReportAllocs()
			for i := range b.N {
				timeSink, okSink = s.Prev(at[i&1023])
			}
		})
	}
}

// BenchmarkForward is the cost of one occurrence of a range that begins in 2025
// and is begun anew when it is over.
func BenchmarkForward(b *testing.B) {
	for _, row := range benchmarked {
		b.Run(row.name, func(b *testing.B) {
			s := compile(b, row.zone, "", row.rules)
			from := instant(b, s.Zone(), "2025-01-01")
			b.ReportAllocs()
			for i := 0; i < b.N; {
				for timeSink = range s.Forward(from) {
					if i++; i >= b.N {
						break
					}
				}
			}
		})
	}
}

func BenchmarkBackward(b *testing.B) {
	for _, row := range benchmarked {
		b.Run(row.name, func(b *testing.B) {
			s := compile(b, row.zone, "", row.rules)
			from := instant(b, s.Zone(), "2025-01-01")
			b.ReportAllocs()
			for i := 0; i < b.N; {
				for timeSink = range s.Backward(from) {
					if i++; i >= b.N {
						break
					}
				}
			}
		})
	}
}

// BenchmarkCount counts a century.
func BenchmarkCount(b *testing.B) {
	for _, row := range benchmarked {
		b.Run(row.name, func(b *testing.B) {
			s := compile(b, row.zone, "", row.rules)
			from, to := instant(b, s.Zone(), "2000-01-01"), instant(b, s.Zone(), "2100-01-01")
			b.ReportAllocs()
			for range b.N {
				countSink = s.Count(from, to)
			}
		})
	}
}

// BenchmarkCountYear counts the year of which COMPARE.md has what it costs
// others.
func BenchmarkCountYear(b *testing.B) {
	s := compile(b, "UTC", "", "/15m")
	from, to := instant(b, s.Zone(), "2025-01-01"), instant(b, s.Zone(), "2026-01-01")
	b.ReportAllocs()
	for range b.N {
		countSink = s.Count(from, to)
	}
}

func BenchmarkNth(b *testing.B) {
	s := compile(b, "America/New_York", "", "/15m")
	from := instant(b, s.Zone(), "2025-01-01")
	b.ReportAllocs()
	for i := range b.N {
		timeSink, okSink = s.Nth(from, int64(i&0xffff))
	}
}

func BenchmarkCompile(b *testing.B) {
	for _, row := range benchmarked {
		b.Run(row.name, func(b *testing.B) {
			z, list := zone(b, row.zone), rules(b, row.rules)
			b.ReportAllocs()
			for range b.N {
				scheduleSink, _ = schedule.Compile(z, timezone.DST{}, list...)
			}
		})
	}
}

func BenchmarkCompileWindows(b *testing.B) {
	z, rule := zone(b, "Europe/Berlin"), rules(b, "20:00-06:45 sat,sun")[0]
	b.ReportAllocs()
	for range b.N {
		windowsSink, _ = schedule.CompileWindows(z, rule)
	}
}

func BenchmarkExplain(b *testing.B) {
	s := compile(b, "America/New_York", "", "02:30")
	at := instant(b, s.Zone(), "2025-03-09T03:30:00-04:00")
	b.ReportAllocs()
	for range b.N {
		stringSink = s.Explain(at).String()
	}
}

// BenchmarkFingerprint looks at the clock changes of 400 years.
func BenchmarkFingerprint(b *testing.B) {
	for _, row := range []struct{ zone, rules string }{
		{"UTC", "03:00"}, {"Europe/Berlin", "03:00"}, {"Europe/Berlin", "/15m"}, {"Europe/Berlin", "03:00 + /1h 07:00-19:00 mon"},
	} {
		s := compile(b, row.zone, "", row.rules)
		from := time.Date(2025, 7, 1, 12, 0, 0, 0, time.UTC)
		b.Run(row.zone+" "+row.rules, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				s.Fingerprint(from)
			}
		})
	}
}
