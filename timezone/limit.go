package timezone

import (
	"strconv"
	"time"
)

// The limits of a table, and of the zones for which the engine is exact. Every
// zone of the database keeps far within them: the greatest offset is Manila's
// -15:56 until 1844, and the closest changes are a week apart, Gaza's around
// Ramadan. A file made by hand need not.
const (
	// mostChanges is less than what fits an entry of Zone.buckets.
	mostChanges = 65_000
	// leastApart bounds the changes in a bucket, through which find steps.
	leastApart = 60 * 60
)

// wrongOffset returns why an offset is beyond the limits; "" if it is within.
func wrongOffset(offset int) string {
	if -settled < offset && offset < settled {
		return ""
	}
	return "has clocks " + strconv.Itoa(offset) + " seconds from UTC; want less than 48 hours"
}

// wrongChange returns why the last change of a table is beyond the limits; "" if
// it is within.
func wrongChange(loc *time.Location, table []change) string {
	last, before := table[len(table)-1], table[len(table)-2]
	at := time.Unix(last.start, 0).UTC().Format(time.RFC3339)
	moved, apart := last.moves(), last.start-before.start
	if len(table) == 2 { // nothing changes at the beginning
		apart = forever
	}
	switch {
	case len(table) > mostChanges:
		return "has more than " + strconv.Itoa(mostChanges) + " clock changes"
	case moved >= settled:
		return "has its clocks changed by " + strconv.FormatInt(moved, 10) + " seconds at " + at + "; want less than 48 hours"
	case apart < max(leastApart, moved+before.moves()):
		return "has a clock change at " + at + ", " + strconv.FormatInt(apart, 10) +
			" seconds after another; want at least an hour, and as long as both move the clocks"
	case offsetAt(loc, last.start-1) != last.before:
		// Package time finds the offset of an instant, and the end of its validity, in
		// two ways, which differ for rules that reach into the next year.
		return "has a clock change at " + at + " that package time places elsewhere"
	}
	return ""
}

// moves returns the seconds by which a change moves the clocks, either way.
func (c change) moves() int64 {
	moved := int64(c.offset) - int64(c.before)
	return max(moved, -moved)
}

func offsetAt(loc *time.Location, unix int64) int32 {
	_, offset := time.Unix(unix, 0).In(loc).Zone()
	return int32(offset)
}
