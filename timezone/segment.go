package timezone

import (
	"iter"
	"time"

	"github.com/longcase/longcase/calendar"
)

// Segment is a stretch of time during which a zone's offset from UTC does not
// change, and the offsets on either side of it. It is comparable.
type Segment struct {
	// Start and End bound the segment in Unix seconds: Start <= t < End.
	// A zone's first segment starts, and its last one ends, beyond the years
	// 1 to 9999.
	Start, End int64
	// Offset is the offset during the segment, in seconds east of UTC.
	Offset int32
	// Before and After are the offsets just before Start and from End on.
	Before, After int32
}

// Contains reports whether an instant, in Unix seconds, is in the segment.
func (s Segment) Contains(unix int64) bool { return s.Start <= unix && unix < s.End }

// change is one entry of a zone's table: from start on, the offset is this,
// and before it was that.
type change struct {
	start          int64
	offset, before int32
}

const (
	secondsPerDay = 24 * 60 * 60

	// beginning and forever lie outside years 1 to 9999 in every zone.
	beginning = int64(calendar.MinDate-2) * secondsPerDay
	forever   = int64(calendar.MaxDate+3) * secondsPerDay

	// A zone whose clocks are changed every year for ever follows a rule made
	// of months, weeks and weekdays, and those repeat every 400 years. So the
	// table ends with one such cycle, and later instants are looked up in it.
	// No zone of the database has changes listed one by one after 2087.
	cycleStart   = 4102444800 // 2100-01-01 UTC
	cycleSeconds = calendar.DaysPerCycle * secondsPerDay
	cycleEnd     = cycleStart + cycleSeconds

	// tableEnd is far enough past the cycle that the change which ends the
	// cycle's last segment is in the table too.
	tableEnd = cycleEnd + 2*366*secondsPerDay
)

// changes lists the offsets of a location, with a last entry at forever.
// The second result tells whether the part after cycleStart repeats.
func changes(loc *time.Location) (table []change, repeats bool) {
	for unix := beginning; unix < tableEnd; {
		t := time.Unix(unix, 0).In(loc)
		_, offset := t.Zone()
		if n := len(table); n == 0 {
			table = append(table, change{unix, int32(offset), int32(offset)})
		} else if before := table[n-1].offset; before != int32(offset) {
			table = append(table, change{unix, int32(offset), before})
		}
		_, end := t.ZoneBounds()
		if end.IsZero() {
			break
		}
		unix = endAfter(unix, end.Unix())
	}
	last := table[len(table)-1]
	repeats = last.start >= cycleEnd
	return append(table, change{forever, last.offset, last.offset}), repeats
}

// endAfter corrects what Time.ZoneBounds says is the end of the offset in
// force at an instant. On 31 December of a leap year, in a zone past its last
// listed change, that end is the start of the very same day
// (https://go.dev/issue/81583). The offset does hold until the year ends,
// which is at the next midnight in UTC.
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

// bucketShift makes buckets of 97 days: few enough that a zone's index stays
// small, and short enough that hardly any holds two clock changes.
const bucketShift = 23

// index returns, for each bucket of time from the table's first change on, the
// entry in force at its start. It ends with the cycle.
func index(table []change, repeats bool) []uint16 {
	if len(table) < 3 { // one offset for ever
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

// Segment returns the segment that an instant, in Unix seconds, is in. Its
// cost does not depend on the instant. Instants outside years 1 to 9999 get
// the nearest segment.
func (z *Zone) Segment(unix int64) Segment {
	z = z.OrUTC()
	entry, shift := z.find(unix)
	here, next := z.table[entry], z.table[entry+1]
	return Segment{
		Start: here.start + shift, End: next.start + shift,
		Offset: here.offset, Before: here.before, After: next.offset,
	}
}

// Quiet returns the offset at an instant, in Unix seconds, and the bounds of
// the part of its segment in which every wall time exists once and is not
// where a gap's wall times are shifted to: from <= t < until. The instant
// itself may be outside them.
func (z *Zone) Quiet(unix int64) (offset, from, until int64) {
	z = z.OrUTC()
	entry, shift := z.find(unix)
	here, next := &z.table[entry], &z.table[entry+1]
	change := int64(here.offset - here.before)
	if change < 0 {
		change = -change
	}
	fold := max(0, int64(here.offset-next.offset))
	return int64(here.offset), here.start + shift + change, next.start + shift - fold
}

// Change is a change of a zone's offset from UTC. It is comparable.
type Change struct {
	At            int64 // Unix seconds
	Before, After int64 // offsets before and from then on, in seconds east of UTC
}

// Changes ranges over the changes of the offset after one instant and before
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
			if at-shift >= cycleEnd {
				entry, shift = z.find(at)
			}
		}
	}
}

// find returns the entry of the table that is in force at an instant, and how
// much later than the table says that is: whole cycles.
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
	if bucket >= uint64(len(z.buckets)) {
		return len(z.table) - 2, shift
	}
	entry = int(z.buckets[bucket])
	for unix >= z.table[entry+1].start {
		entry++
	}
	return entry, shift
}
