package schedule

import (
	"math/bits"

	"github.com/longcase/longcase/internal/civil"
	"github.com/longcase/longcase/timezone"
)

// This file counts the occurrences of several rules together, of which no two
// share one: 02:00 on Mondays and 02:00 on the 1st are one occurrence on a Monday
// the 1st.

// tally holds the number of nominal minutes that any of the rules has. Which rules
// a day has is decided by the kind of its year and its place in it, as in the
// table of dates; so there are 14 years to add up, and 400 years of these kinds.
type tally struct {
	before   [kindCount][367]uint32 // by kind: the nominal minutes before each day, and in all
	earlier  [400]uint32            // in the cycle's years before
	perCycle int64
}

// partSet is a set of a schedule's rules: bit i%64 of word i/64 is rule i.
type partSet [(maxRules + 63) / 64]uint64

// newTally adds up the nominal minutes of the 14 kinds of year, and from these the 400
// years of a cycle.
func newTally(parts []part) *tally {
	t := new(tally)
	sizes := map[partSet]uint32{} // a schedule has few different days
	for kind := range t.before {
		minutes := uint32(0)
		for day := range 365 + kind&leapKind {
			t.before[kind][day] = minutes
			set := partsOn(parts, kind, day)
			size, known := sizes[set]
			if !known {
				size = uint32(unionOf(parts, set).count)
				sizes[set] = size
			}
			minutes += size
		}
		for day := 365 + kind&leapKind; day < len(t.before[kind]); day++ {
			t.before[kind][day] = minutes
		}
	}
	for year := range t.earlier {
		t.earlier[year] = uint32(t.perCycle)
		t.perCycle += int64(t.before[kindOf(year)][366])
	}
	return t
}

// partsOn returns the rules that have a day of a kind of year, counted from March.
func partsOn(parts []part, kind, day int) (set partSet) {
	weekday := (kind/2 + day) % 7
	for i := range parts {
		dates := &parts[i].dates
		has := dates.twoWeeks>>weekday&1 != 0
		if dates.years != nil {
			has = dates.years[uint8(kind)&dates.row].has(day)
		}
		if has {
			set[i>>6] |= 1 << (i & 63)
		}
	}
	return set
}

// unionOf returns the minutes of the day that any rule of a set has.
func unionOf(parts []part, set partSet) (all minutes) {
	for i := range parts {
		if set[i>>6]>>(i&63)&1 != 0 {
			for w, word := range parts[i].minutes.words {
				all.words[w] |= word
			}
		}
	}
	all.index()
	return all
}

// upTo returns the number of nominal minutes of any rule before local seconds.
func (c *compiled) upTo(local int64) int64 {
	day, minute := splitMinute(clampNominal(minuteFrom(local)))
	t := c.together()
	year, ofYear := civil.FromMarch(int32(day))
	n := int64(year/400)*t.perCycle + int64(t.earlier[year%400]) + int64(t.before[kindOf(year)][ofYear])
	// At midnight, as for whole days, no minutes of the day itself count.
	if minute == 0 {
		return n
	}
	var words [23]uint64
	last := minute >> 6
	for i := range c.parts {
		if p := &c.parts[i]; p.dates.contains(day) {
			for w, word := range p.minutes.words[:last+1] {
				words[w] |= word
			}
		}
	}
	words[last] &= 1<<(minute&63) - 1
	for _, word := range words[:last+1] {
		n += int64(bits.OnesCount64(word))
	}
	return n
}

// together returns the tally of all rules, which is made when it is first needed:
// most schedules are never counted.
func (c *compiled) together() *tally {
	c.once.Do(func() { c.tally = newTally(c.parts) })
	return c.tally
}

// countSeveral is count for a schedule of several rules. As for a single rule, all
// nominal minutes in between are counted at once, and each clock change corrects
// the count: by the instants around it, where times of different rules may be moved
// to the same one.
func (c *compiled) countSeveral(from, until int64) int64 {
	n := c.upTo(until+c.offset(until-1)) - c.upTo(from+c.offset(from))
	for change := range c.zone.Changes(from-longestChange, until+longestChange) {
		around := aroundOf(change)
		around.from, around.until = max(around.from, from), min(around.until, until)
		if around.from >= around.until {
			continue
		}
		// The wall time at either end is that of the stretch beyond it.
		first, last := around.from+c.offset(around.from-1), around.until+c.offset(around.until)
		if around.from == from {
			first = from + c.offset(from)
		}
		if around.until == until {
			last = until + c.offset(until-1)
		}
		if !c.quiet(&around, first, last) {
			n += c.enumerate(&around) - (c.upTo(last) - c.upTo(first))
		}
	}
	return n
}

// offset returns the offset of the zone at an instant.
func (c *compiled) offset(unix int64) int64 { return int64(c.zone.Segment(unix).Offset) }

// around is the neighbourhood of a clock change: the instants at which it may decide
// whether a rule fires. No other change is inside, and no two overlap, as [timezone.Zone.Err]
// promises.
type around struct {
	change      timezone.Change
	from, until int64
}

// aroundOf returns the instants to which a gap's wall times may be shifted, or at
// which the wall times of a fold are shown.
func aroundOf(change timezone.Change) around {
	size := change.After - change.Before
	if size < 0 {
		return around{change, change.At + size, change.At - size}
	}
	return around{change, change.At, change.At + size}
}

// quiet reports whether nothing fires around a change, nor would without it, given
// the wall times at both ends.
func (c *compiled) quiet(a *around, first, last int64) bool {
	from := min(first, last, a.change.At+min(a.change.Before, a.change.After))
	until := max(first, last, a.change.At+max(a.change.Before, a.change.After))
	for i := range c.parts {
		if c.parts[i].countNominal(from, until) > 0 {
			return false
		}
	}
	return true
}

// enumerate counts the occurrences around a change, rule by rule: all instants of a
// rule are whole minutes by the offset before the change or by that after it.
func (c *compiled) enumerate(a *around) (n int64) {
	const most = 2 * longestChange / 60
	// By the offset in force, as a bit for each minute. At Monrovia's change in 1972
	// by 44 minutes and 30 seconds, the minutes of the two lie half a minute apart.
	var seen [2][most/64 + 1]uint64
	for i := range c.parts {
		unix, ok := c.parts[i].next(c.zone, a.from-1)
		for ; ok && unix < a.until; unix, ok = c.parts[i].next(c.zone, unix) {
			minute, by := (unix-a.from)/60, 0
			if (unix+a.change.Before)%60 != 0 {
				by = 1
			}
			seen[by][minute>>6] |= 1 << (minute & 63)
		}
	}
	for _, words := range seen {
		for _, word := range words {
			n += int64(bits.OnesCount64(word))
		}
	}
	return n
}
