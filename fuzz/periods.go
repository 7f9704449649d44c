package fuzz

import (
	"cmp"
	"slices"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/oracle"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/timezone"
)

// period is an hour, day, week or longer with the snapshots taken in it.
type period struct {
	start     time.Time // civil
	began     time.Time // hours only: tells apart the two hours made of one by a fold
	snapshots []retention.Snapshot
}

// periods returns the periods of a rule that have snapshots, and the snapshots due
// in them, both newest first.
func (p Policy) periods(rule retention.Rule, among []retention.Snapshot) (periods []period) {
	if rule.Per == calendar.NoUnit {
		return p.eachInstant(rule, among)
	}
	for _, s := range among {
		this := period{start: startOf(rule, oracle.Civil(due(s), p.location()))}
		if rule.Per == calendar.Hour {
			this.began = p.hourBegan(due(s))
		}
		i := slices.IndexFunc(periods, func(other period) bool {
			return other.start.Equal(this.start) && other.began.Equal(this.began)
		})
		if i < 0 {
			i, periods = len(periods), append(periods, this)
		}
		periods[i].snapshots = append(periods[i].snapshots, s)
	}
	// Civil times order days and longer periods, and the two hours 01:00 to 02:00 of a fold only
	// by the instants at which they began.
	slices.SortFunc(periods, func(a, b period) int {
		if rule.Per == calendar.Hour {
			return b.began.Compare(a.began)
		}
		return b.start.Compare(a.start)
	})
	return periods
}

// eachInstant returns a period of its own for each instant with a snapshot on the
// rule's days.
func (p Policy) eachInstant(rule retention.Rule, among []retention.Snapshot) (periods []period) {
	for _, s := range among {
		if n := len(periods); !p.onDay(rule, due(s)) {
			continue
		} else if n > 0 && periods[n-1].snapshots[0].Created.Equal(s.Created) {
			continue // decided alike
		}
		periods = append(periods, period{snapshots: []retention.Snapshot{s}})
	}
	return periods
}

// startOf returns the civil start of the period of a civil time.
func startOf(rule retention.Rule, civil time.Time) time.Time {
	year, month, day := civil.Date()
	switch rule.Per {
	case calendar.Hour:
		return civil.Truncate(time.Hour)
	case calendar.Week:
		for time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Weekday() != rule.FirstDay.Weekday() {
			day--
		}
	case calendar.Month:
		day = 1
	case calendar.Quarter:
		month, day = month-(month-1)%3, 1
	case calendar.Year:
		month, day = time.January, 1
	}
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// hourBegan returns the instant at which the clocks began to show the hour of an
// instant: the full hour, or the last change since.
func (p Policy) hourBegan(t time.Time) time.Time {
	civil := oracle.Civil(t, p.location())
	began := t.Add(civil.Truncate(time.Hour).Sub(civil))
	for _, change := range oracle.Changes(p.location(), began, t.Add(1)) {
		began = change.At
	}
	return began
}

// representative returns the snapshot for a period: of those on the rule's days
// the newest, the oldest, or the nearest to the anchor. Without any of these, a
// substitute is the first snapshot after the first of those days.
func (p Policy) representative(rule retention.Rule, in period) (s retention.Snapshot, ok bool) {
	list := p.candidates(rule, in)
	switch {
	case len(list) == 0:
		return s, false
	// Substitutes: of the snapshots after the first of the days, the earliest.
	case !p.onDay(rule, due(list[0])), rule.Pick == retention.First:
		return list[len(list)-1], true
	case rule.Pick == retention.Nearest:
		anchor := p.anchor(rule, in)
		return slices.MinFunc(list, func(a, b retention.Snapshot) int { // the newer of two equally near
			return cmp.Compare(due(a).Sub(anchor).Abs(), due(b).Sub(anchor).Abs())
		}), true
	}
	return list[0], true
}

// candidates returns the snapshots that can represent a period, newest first: those
// on the rule's days or, for lack of these, its substitutes.
func (p Policy) candidates(rule retention.Rule, in period) []retention.Snapshot {
	var onDays, later []retention.Snapshot
	for _, s := range in.snapshots {
		switch {
		case p.onDay(rule, due(s)):
			onDays = append(onDays, s)
		case rule.Substitute && passed(rule, in, oracle.Civil(due(s), p.location())):
			later = append(later, s)
		}
	}
	if len(onDays) > 0 {
		return onDays
	}
	return later
}

// passed reports whether a day of the rule is over at a civil time of a period.
func passed(rule retention.Rule, in period, civil time.Time) bool {
	for day := in.start; day.AddDate(0, 0, 1).Compare(civil) <= 0; day = day.AddDate(0, 0, 1) {
		if oracle.OnDay(ruleDays(rule), day) {
			return true
		}
	}
	return false
}

// anchor returns the instant of a rule's anchor in a period. A day past the end of
// the period is its last day. A time in a gap is shifted, and a time in a fold is
// in the first pass.
func (p Policy) anchor(rule retention.Rule, in period) time.Time {
	at := time.Duration(rule.Anchor.At) * time.Minute
	if rule.Per == calendar.Hour {
		return in.began.Add(at)
	}
	day := in.start
	for range rule.Anchor.Day - 1 {
		if next := day.AddDate(0, 0, 1); startOf(rule, next).Equal(in.start) {
			day = next
		}
	}
	return oracle.Readings(p.location(), timezone.DST{}, day.Add(at))[0]
}
