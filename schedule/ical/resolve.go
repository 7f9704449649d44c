package ical

import (
	"time"

	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// resolved is a sequence of wall times turned into the instants at which a zone's
// clocks show them.
//
// Wall times and instants do not run in step at a clock change, which is the
// difficulty. In New York on 2025-03-09, 02:50 does not exist and is read as 03:50
// EDT, after 03:15 EDT, though 02:50 is the earlier wall time. So each direction
// has two ways: a short one between two changes, where wall times are instants
// shifted, and a long one near a change, which looks at all candidates.
type resolved struct {
	walls schedule.Sequence // as times in UTC
	zone  *timezone.Zone
	dst   timezone.DST
}

// maxSkipped is the number of wall times in a row, all skipped by clock changes,
// after which the sequence counts as over. A change skips at most the 1,440
// minutes of a day, as in Pacific/Apia on 2011-12-30. More in a row come from a
// rule that names only skipped times, with GapSkip.
const maxSkipped = 5000

// Next returns the first instant strictly after another; ok is false if none
// exists.
func (r resolved) Next(after time.Time) (time.Time, bool) {
	unix := after.Unix()
	offset, from, until := r.zone.Quiet(unix)
	if from <= unix && unix < until { // the usual case: no change before the answer
		wall, ok := r.walls.Next(time.Unix(unix+offset, 0).UTC())
		if !ok {
			return time.Time{}, false
		}
		if wall.Unix()-offset < until {
			return r.zone.Time(wall.Unix() - offset), true
		}
	}
	return r.nextByChange(unix)
}

// nextByChange is Next for any instant. Near a clock change a later wall time may
// be an earlier instant, so it goes on until no wall time can beat the best.
func (r resolved) nextByChange(after int64) (first time.Time, found bool) {
	least, _ := r.offsets(after)
	wall := time.Unix(after+least, 0).UTC() // no wall time up to here is later than after
	for range maxSkipped {
		var ok bool
		if wall, ok = r.walls.Next(wall); !ok {
			break
		}
		if _, most := r.offsets(wall.Unix()); found && wall.Unix()-most >= first.Unix() {
			break
		}
		for _, t := range (stamp{local: wall.Unix(), zone: r.zone}).instants(r.dst) {
			if t.Unix() > after && (!found || t.Before(first)) {
				first, found = t, true
			}
		}
	}
	return first, found
}

// Prev returns the last instant strictly before another; ok is false if none
// exists. It is the mirror image of Next.
func (r resolved) Prev(before time.Time) (time.Time, bool) {
	unix := before.Unix()
	if before.Nanosecond() > 0 {
		unix++ // occurrences are on whole seconds
	}
	offset, from, until := r.zone.Quiet(unix - 1)
	if from < unix && unix <= until {
		wall, ok := r.walls.Prev(time.Unix(unix+offset, 0).UTC())
		if !ok {
			return time.Time{}, false
		}
		if wall.Unix()-offset >= from {
			return r.zone.Time(wall.Unix() - offset), true
		}
	}
	return r.prevByChange(unix)
}

// prevByChange is Prev for any instant, as nextByChange is Next.
func (r resolved) prevByChange(before int64) (last time.Time, found bool) {
	_, most := r.offsets(before)
	wall := time.Unix(before+most, 0).UTC() // no wall time from here on is earlier than before
	// As in nextByChange, with the signs turned: on the way back through New York's
	// 2025-03-09, 03:15 comes before the 02:50 that is read as 03:50.
	for range maxSkipped {
		var ok bool
		if wall, ok = r.walls.Prev(wall); !ok {
			break
		}
		if least, _ := r.offsets(wall.Unix()); found && wall.Unix()-least <= last.Unix() {
			break
		}
		for _, t := range (stamp{local: wall.Unix(), zone: r.zone}).instants(r.dst) {
			if t.Unix() < before && (!found || t.After(last)) {
				last, found = t, true
			}
		}
	}
	return last, found
}

// offsets returns the least and the greatest offset in force within three days of
// a time. The time may be an instant or a wall time: the two differ by less than
// a day, and no change moves the clocks by more.
func (r resolved) offsets(near int64) (least, most int64) {
	const reach = 3 * secondsPerDay
	s := r.zone.Segment(near - reach)
	least, most = int64(s.Offset), int64(s.Offset)
	for s.End <= near+reach {
		next := r.zone.Segment(s.End)
		if next.End <= s.End { // beyond the year 9999
			break
		}
		s = next
		least, most = min(least, int64(s.Offset)), max(most, int64(s.Offset))
	}
	return least, most
}
