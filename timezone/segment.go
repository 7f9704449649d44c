package timezone

import (
	"iter"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/instant"
)

// Segment is a stretch of time during which a zone's offset from UTC does not
// change, with the offsets on either side. Segments are comparable.
type Segment struct {
	// Start and End bound the segment in Unix seconds: Start <= t < End. A
	// zone's first segment starts, and its last segment ends, outside the years
	// 1 to 9999.
	Start, End int64
	// Offset is the offset during the segment, in seconds east of UTC.
	Offset int32
	// Before and After are the offsets just before Start and from End on.
	Before, After int32
}

// Contains reports whether an instant, in Unix seconds, is in the segment.
func (s Segment) Contains(unix int64) bool { return s.Start <= unix && unix < s.End }

// change is an entry of a zone's table: the offset from start on, and the offset
// before.
type change struct {
	start          int64
	offset, before int32
}

const (
	secondsPerDay = 24 * 60 * 60

	// beginning and forever lie outside years 1 to 9999 in every zone.
	beginning = instant.First
	forever   = instant.Last

	// A zone whose clocks are changed every year for ever follows a rule made of
	// months, weeks and weekdays, such as "the last Sunday in March", and these
	// repeat every 400 years. So the table ends with one cycle of 400 years, and
	// later instants are looked up in it. The cycle starts in 2100, since no
	// zone of the database has changes listed one by one after 2087 (Africa/
	// Casablanca, whose clocks follow the moon).
	cycleStart   = 4102444800 // 2100-01-01 UTC
	cycleSeconds = calendar.DaysPerCycle * secondsPerDay
	cycleEnd     = cycleStart + cycleSeconds

	// tableEnd is far enough past the cycle for the change at the end of the
	// cycle's last segment to be in the table too.
	tableEnd = cycleEnd + 2*366*secondsPerDay
)

// changes lists the offsets of a location, with a last entry at forever. repeats
// says whether the part from cycleStart on goes on for ever. If the location
// cannot be a zone, the table is that of UTC, and wrong says why.
//
// Time.ZoneBounds also reports ends of years at which nothing changes, so an
// entry is made only for a new offset.
func changes(loc *time.Location) (table []change, repeats bool, wrong string) {
	for unix := beginning; unix < tableEnd; {
		t := time.Unix(unix, 0).In(loc)
		_, offset := t.Zone()
		if wrong = wrongOffset(offset); wrong == "" {
			if n := len(table); n == 0 {
				table = append(table, change{unix, int32(offset), int32(offset)})
			} else if before := table[n-1].offset; before != int32(offset) {
				table = append(table, change{unix, int32(offset), before})
				wrong = wrongChange(loc, table)
			}
		}
		if wrong != "" {
			return []change{{start: beginning}, {start: forever}}, false, wrong
		}
		_, end := t.ZoneBounds()
		if end.IsZero() {
			break
		}
		unix = endAfter(unix, end.Unix())
	}
	// Clocks still changed in 2500 follow a rule, since no list goes that far.
	last := table[len(table)-1]
	repeats = last.start >= cycleEnd
	return append(table, change{forever, last.offset, last.offset}), repeats, ""
}

// endAfter corrects the end of the offset in force at an instant, as returned by
// Time.ZoneBounds. On 31 December of a leap year, in a zone past its last listed
// change, that end is the start of the very same day
// (https://go.dev/issue/81583), and a loop over it would hang: 130 of the zones
// that CloudSigma lists are hit. The offset does hold until the year ends, at the
// next midnight in UTC.
func endAfter(unix, end int64) int64 {
	if end > unix {
		return end
	}
	day := unix / secondsPerDay
	if unix%secondsPerDay < 0 {
		day--
	}
	return (day + 1) * secondsPerDay
}

// bucketShift makes buckets of 2^23 seconds, 97 days: so few that a zone's index
// of 600 years takes 5 KB, and so short that hardly any holds two changes.
const bucketShift = 23

// index returns, for each bucket of time from the table's first change on, the
// entry in force at its start. It ends with the cycle.
func index(table []change, repeats bool) []uint16 {
	if len(table) < 3 { // a single offset for ever: find stops at base, forever
		return nil
	}
	end := table[len(table)-2].start
	if repeats {
		end = cycleEnd
	}
	base := table[1].start
	buckets := make([]uint16, (end-base)>>bucketShift+1)
	entry := 1
	for i := range buckets {
		for table[entry+1].start <= base+int64(i)<<bucketShift {
			entry++
		}
		buckets[i] = uint16(entry)
	}
	return buckets
}

// Segment returns the segment of an instant, in Unix seconds, at a cost that does
// not depend on the instant. Instants outside the years 1 to 9999 have the nearest
// segment.
func (z *Zone) Segment(unix int64) Segment {
	z = z.OrUTC()
	entry, shift := z.find(unix)
	here, next := z.table[entry], z.table[entry+1]
	return Segment{
		Start: here.start + shift, End: next.start + shift,
		Offset: here.offset, Before: here.before, After: next.offset,
	}
}

// Quiet returns the offset at an instant, in Unix seconds, and the bounds of the
// quiet part of its segment, from <= t < until: there every wall time exists once,
// and no wall time of a gap is shifted there. The instant itself may be outside
// the bounds.
func (z *Zone) Quiet(unix int64) (offset, from, until int64) {
	z = z.OrUTC()
	entry, shift := z.find(unix)
	here, next := &z.table[entry], &z.table[entry+1]
	// After a change of an hour, either way, an hour is not quiet: the wall times
	// shifted from the gap, or the second pass of the fold. Before a fold, its
	// first pass is not.
	change := int64(here.offset - here.before)
	if change < 0 {
		change = -change
	}
	fold := max(0, int64(here.offset-next.offset))
	return int64(here.offset), here.start + shift + change, next.start + shift - fold
}

// Change is a change of a zone's offset from UTC. Changes are comparable.
type Change struct {
	At            int64 // Unix seconds
	Before, After int64 // offsets before At and from At on, in seconds east of UTC
}

// Changes ranges over the changes of the offset after an instant and before
// another, both in Unix seconds, in order.
func (z *Zone) Changes(after, until int64) iter.Seq[Change] {
	z = z.OrUTC()
	return func(yield func(Change) bool) {
		entry, shift := z.find(after)
		for {
			entry++
			next := &z.table[entry]
			at := next.start + shift
			if at >= until || at >= forever || !yield(Change{at, int64(next.before), int64(next.offset)}) {
				return
			}
			if at-shift >= cycleEnd { // on with the start of the cycle, 400 years later
				entry, shift = z.find(at)
			}
		}
	}
}

// find returns the entry of the table that is in force at an instant, and the
// whole cycles, in seconds, by which the instant is later than the table says.
//
// The bucket gives an entry at or before the instant; the loop after it takes a
// step or none, where a binary search over the 1000 changes of a zone takes ten.
func (z *Zone) find(unix int64) (entry int, shift int64) {
	if unix >= cycleEnd && z.repeats {
		unix = min(unix, forever)
		shift = (unix - cycleStart) / cycleSeconds * cycleSeconds
		unix -= shift
	}
	if unix < z.base {
		return 0, shift
	}
	bucket := uint64(unix-z.base) >> bucketShift
	// Past the last bucket, the last offset goes on for ever: in Tehran since 2022.
	// The table's entry at forever is only its end.
	if bucket >= uint64(len(z.buckets)) {
		return len(z.table) - 2, shift
	}
	entry = int(z.buckets[bucket])
	for unix >= z.table[entry+1].start {
		entry++
	}
	return entry, shift
}
