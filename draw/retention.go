package draw

import (
	"slices"
	"time"

	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/timezone"
)

const (
	// mostLanes is the number of lanes for rules. Further rules share the last lane.
	mostLanes = 16
	// leastAge is the least age at the far end of the axis, in seconds.
	leastAge = hourSeconds
)

// kept is a retention to draw.
type kept struct {
	zone      *timezone.Zone
	now       time.Time
	plan      retention.Plan
	snapshots []retention.Snapshot
	lanes     []lane
	places    [retention.UnknownParent + 1]int // the lanes of reasons other than rules, which come first
	gaps      []gap                            // between restorable snapshots, the newest first
	least     int64                            // the shortest gap in seconds, at least 1
	low, high int64                            // the ends of a logarithmic scale for the gaps
	ages      ages                             // without a number of columns
	held      int
	locked    int
}

// lane is a line of marks: the snapshots that a rule keeps, or those kept or deleted for
// another reason.
type lane struct {
	words  string // the rule
	own    int    // snapshots with their mark here
	shared int    // snapshots of this lane with their mark in an earlier one
	gone   bool   // the lane of the deleted
}

// count returns the number of snapshots, as in "7+3": of its own, and after a plus those
// whose mark is in an earlier lane.
func (l lane) count() string {
	if l.shared > 0 {
		return number(l.own) + "+" + number(l.shared)
	}
	return number(l.own)
}

// Retention draws the decisions of a policy's retention on snapshots, in any order, at an
// instant: a lane for each rule with the snapshots it keeps, below them the deleted
// snapshots, and the distances between the kept, by age. The present is at the right, and
// the recent past has more room than the distant past.
//
// A snapshot counts in a single mark: that of the first rule to keep it, or of the first
// other reason. In the lanes of later rules that keep it too, it has a short mark. Held and
// locked snapshots are marked.
//
// [Expected] draws the snapshots that the policy itself would have taken.
func Retention(s Subject, now time.Time, snapshots []retention.Snapshot) *Picture {
	k := &kept{
		zone: s.zone(), now: now, snapshots: snapshots,
		plan: s.Retention.Plan(now, snapshots),
	}
	// The lanes first: they find the instants to restore from, whose gaps scale the axis.
	k.measure(k.lay(s.Retention.Rules()))
	p := &Picture{name: cut(s.Name, 60), title: "what is kept", drawing: k}
	deleted := k.plan.Deleted()
	p.summary = "Keeps " + number(k.plan.Len()-deleted) + " of " +
		snapshotWords(k.plan.Len()) + " at " + minute(k.zone, now)
	p.summary += k.spacing()
	switch {
	case len(snapshots) > 0:
	case !s.Enabled:
		p.empty = disabledWords
	default:
		p.empty = "No snapshots"
	}
	return p
}

// Expected is Retention for the snapshots of [Subject.Past]. A note in the picture says so.
func Expected(s Subject, now time.Time) *Picture {
	list, years := s.past(now)
	p := Retention(s, now, list)
	if len(list) == 0 {
		return p
	}
	long := number(years) + " years"
	if years == 1 {
		long = "a year"
	}
	extent := "from the oldest kept snapshot on"
	if len(list) == mostPast {
		extent = "the newest " + number(mostPast) + " snapshots, kept ones first"
	}
	p.notes = append(p.notes, "As if the policy had run for "+long+"; drawn: "+extent+".")
	return p
}

// lay makes the lanes, and counts the snapshots in them. It returns the instants to
// restore from, in the order of the snapshots.
func (k *kept) lay(rules []retention.Rule) (points []time.Time) {
	for i, rule := range rules {
		if i == mostLanes {
			k.lanes[i-1].words = number(len(rules)-mostLanes+1) + " more rules"
			break
		}
		k.lanes = append(k.lanes, lane{words: rule.String()})
	}
	for kind := range k.places {
		k.places[kind] = -1
	}
	// The lane of the deleted is last, and present even if no rule keeps anything: a picture
	// has at least one lane.
	gone := k.plan.Deleted()
	points = make([]time.Time, 0, k.plan.Len()-gone)
	for i, v := range k.plan.Verdicts() {
		k.count(i, v)
		s := &k.snapshots[i]
		// A failed snapshot cannot be restored, and the age of a timeless one or of one from the
		// future is unknown: it closes no gap.
		if v.Keep && !s.Failed && !isTimeless(s.Created) && !s.Created.After(k.now) {
			points = append(points, s.Created)
		}
	}
	if gone > 0 || len(k.lanes) == 0 {
		k.lanes = append(k.lanes, lane{words: "deleted", own: gone, gone: true})
	}
	return points
}

// count counts a snapshot in its lanes, and makes the lane of a reason at first sight.
func (k *kept) count(i int, v retention.Verdict) {
	if s := &k.snapshots[i]; s.Held {
		k.held++
	} else if s.Locked {
		k.locked++
	}
	if !v.Keep {
		return
	}
	// Few snapshots are in more than eight lanes: the list stays on the stack.
	var room [8]int
	for n, at := range k.in(room[:0], v) {
		if n == 0 {
			k.lanes[at].own++
		} else {
			k.lanes[at].shared++
		}
	}
}

// in appends the lanes of a kept snapshot, its own first, to an empty list.
func (k *kept) in(list []int, v retention.Verdict) []int {
	for _, reason := range v.Reasons {
		switch kind := reason.Kind; {
		case kind.IsRule() && kind.Keeps():
			list = append(list, min(reason.Rule, mostLanes-1))
		case kind.Keeps():
			list = append(list, k.lane(kind))
		}
	}
	// Rules have the first lanes, in the policy's order, so the first lane is that of the
	// first rule to keep the snapshot. Rules that share the last lane are one.
	slices.Sort(list)
	return slices.Compact(list)
}

// lane returns the lane of a reason that is no rule.
func (k *kept) lane(kind retention.ReasonKind) int {
	if k.places[kind] < 0 {
		k.places[kind] = len(k.lanes)
		k.lanes = append(k.lanes, lane{words: kind.String()})
	}
	return k.places[kind]
}

// measure finds the gaps between the instants to restore from, and the axis.
func (k *kept) measure(points []time.Time) {
	oldest := k.now
	for i := range k.snapshots {
		if t := k.snapshots[i].Created; t.Before(oldest) && !isTimeless(t) {
			oldest = t
		}
	}
	slices.SortFunc(points, time.Time.Compare)
	k.gaps = gapsUp(k.now, points)
	k.ages.most = max(int64(k.now.Sub(oldest)/time.Second), leastAge)
	if len(points) < 2 { // not at the very end, as if nothing could be older
		k.ages.most *= 4
	}
	k.ages.grain = k.grain()
	k.scale()
}

// grain returns the median of the newest gaps: the usual distance of new snapshots. So
// these get a column of their own, and the axis is not spent on minutes without any.
func (k *kept) grain() int64 {
	const few = 9
	var list []int64
	for _, g := range k.gaps[:min(len(k.gaps), few)] {
		list = append(list, g.seconds)
	}
	if len(list) == 0 {
		return max(k.ages.most/64, 60)
	}
	slices.Sort(list)
	// No more than a quarter of the axis: two snapshots of a yearly policy would be drawn
	// at its two ends.
	return min(max(list[len(list)/2], 60), max(k.ages.most/4, 60))
}

// anyShared reports whether a snapshot has marks in two lanes, for the legends.
func (k *kept) anyShared() bool {
	return slices.ContainsFunc(k.lanes, func(l lane) bool { return l.shared > 0 })
}

// isTimeless reports whether the creation of a snapshot is unknown: see
// [retention.Snapshot].
func isTimeless(t time.Time) bool {
	unix := t.Unix()
	return t.IsZero() || -daySeconds <= unix && unix < daySeconds
}

// marks returns the marks of each lane by column.
func (k *kept) marks(columns int) [][]mark {
	axis := k.axis(columns)
	table, all := make([][]mark, len(k.lanes)), make([]mark, len(k.lanes)*columns)
	for i := range table {
		table[i] = all[i*columns:][:columns]
	}
	var room [8]int
	for i, v := range k.plan.Verdicts() {
		column := k.column(axis, k.snapshots[i].Created)
		// Every rule has a reason against a deleted snapshot, and the first stands for all.
		if !v.Keep {
			table[len(table)-1][column].add(k, i, v.Reasons[0], false)
			continue
		}
		for n, at := range k.in(room[:0], v) {
			table[at][column].add(k, i, k.reason(v, at), n > 0)
		}
	}
	return table
}

// axis returns the axis for a number of columns.
func (k *kept) axis(columns int) ages {
	axis := k.ages
	axis.columns = columns
	axis.start = logarithm(axis.grain)
	axis.whole = logarithm(axis.most+axis.grain) - axis.start
	return axis
}

// column returns the column of a snapshot. Timeless snapshots are at the far end.
func (k *kept) column(axis ages, created time.Time) int {
	if isTimeless(created) {
		return axis.columns - 1
	}
	return axis.column(int64(k.now.Sub(created) / time.Second))
}

// reason returns the reason for which a snapshot is in a lane.
func (k *kept) reason(v retention.Verdict, lane int) retention.Reason {
	for _, r := range v.Reasons {
		switch {
		case !r.Kind.Keeps():
		case r.Kind.IsRule() && min(r.Rule, mostLanes-1) == lane:
			return r
		case !r.Kind.IsRule() && k.places[r.Kind] == lane:
			return r
		}
	}
	return v.Reasons[0]
}
