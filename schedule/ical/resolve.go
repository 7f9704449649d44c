package ical

import (
	"time"

	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// resolved turns wall times into the instants at which a zone's clocks show
// them. Walls holds them as times in UTC.
type resolved struct {
	walls schedule.Sequence
	zone  *timezone.Zone
	dst   timezone.DST
}

// maxSkipped is how many wall times in a row that clock changes skip are
// passed over at most, before the sequence is taken to be over. A change skips
// at most the 1440 minutes of a day, in Apia for one; more in a row are those
// of a rule that only names times which clock changes skip.
const maxSkipped = 5000

// Next returns the first instant after one.
func (r resolved) Next(after time.Time) (time.Time, bool) {
	unix := after.Unix()
	offset, from, until := r.zone.Quiet(unix)
	if from <= unix && unix < until { // the usual case: no clock change in between
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

// nextByChange is Next for any instant. Near a clock change, later wall times
// may be earlier instants, so it looks as far as that is possible.
func (r resolved) nextByChange(after int64) (first time.Time, found bool) {
	least, _ := r.offsets(after)
	wall := time.Unix(after+least, 0).UTC() // all up to here are up to after
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

// Prev returns the last instant before one. It is the mirror image of Next.
func (r resolved) Prev(before time.Time) (time.Time, bool) {
	unix := before.Unix()
	if before.Nanosecond() > 0 {
		unix++
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

func (r resolved) prevByChange(before int64) (last time.Time, found bool) {
	_, most := r.offsets(before)
	wall := time.Unix(before+most, 0).UTC() // all from here on are from before on
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

// offsets returns the least and the greatest offset in force within three days
// of a time, be it an instant or a wall time: no offset and no change of one
// is longer than a day or so.
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
