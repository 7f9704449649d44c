package retention_test

import (
	"cmp"
	"slices"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/retention"
)

// oracle is the definition of what a policy keeps, slowly.
type oracle struct {
	loc     *time.Location
	now     time.Time
	rules   []retention.Rule
	minimum int
}

// kept returns which of the snapshots are kept, in the order given.
func (o oracle) kept(snapshots []retention.Snapshot) []bool {
	good, failed := o.seen(snapshots, false), o.seen(snapshots, true)
	kept := make([]bool, len(snapshots))
	for i, s := range snapshots {
		seen, rules, byRule := good, 0, false
		if s.Failed {
			seen = failed
		}
		for _, rule := range o.rules {
			if rule.Failed == s.Failed {
				rules++
				byRule = byRule || slices.ContainsFunc(o.keeps(rule, seen), s.Created.Equal)
			}
		}
		newerGood := len(good) > 0 && good[0].After(s.Created)
		switch {
		case len(o.rules) == 0, o.unseen(s), byRule, o.locked(s, rules):
			kept[i] = true
		case s.Failed:
			kept[i] = rules == 0 && !newerGood
		default:
			kept[i] = rules == 0 || slices.ContainsFunc(good[:min(o.minimum, len(good))], s.Created.Equal)
		}
	}
	return kept
}

// unseen reports whether a snapshot is from the future or held.
func (o oracle) unseen(s retention.Snapshot) bool {
	return s.Created.After(o.now) || s.Held && (s.HeldUntil.IsZero() || s.HeldUntil.After(o.now))
}

// locked reports whether a snapshot is locked and could yet be kept by a rule.
func (o oracle) locked(s retention.Snapshot, rules int) bool {
	if !s.Locked || rules == 0 {
		return s.Locked
	}
	return slices.ContainsFunc(o.rules, func(r retention.Rule) bool {
		endless := r.Within.IsZero() || r.From == retention.FromNewest
		return r.Failed == s.Failed && (r.Substitute || o.onDay(r, o.civil(s.Created))) &&
			(endless || !o.expired(o.now, s.Created, r.Within))
	})
}

// seen returns the instants of the snapshots that rules see, newest first.
func (o oracle) seen(snapshots []retention.Snapshot, failed bool) (list []time.Time) {
	for _, s := range snapshots {
		if s.Failed == failed && !o.unseen(s) {
			list = append(list, s.Created)
		}
	}
	slices.SortFunc(list, func(a, b time.Time) int { return b.Compare(a) })
	return slices.CompactFunc(list, time.Time.Equal)
}

// keeps returns what a rule keeps of some instants, newest first.
func (o oracle) keeps(rule retention.Rule, seen []time.Time) (kept []time.Time) {
	if len(seen) == 0 {
		return nil
	}
	for _, t := range o.representatives(rule, seen) {
		now := o.now
		if rule.From == retention.FromNewest {
			now = seen[0]
		}
		if rule.Within.IsZero() || !o.expired(now, t, rule.Within) {
			kept = append(kept, t)
		}
	}
	return kept
}

func (o oracle) representatives(rule retention.Rule, seen []time.Time) (list []time.Time) {
	if rule.Per == calendar.NoUnit {
		for _, t := range seen {
			if o.onDay(rule, o.civil(t)) {
				list = append(list, t)
			}
		}
	} else {
		periods := map[period][]time.Time{}
		for _, t := range seen {
			p := o.period(rule, t)
			periods[p] = append(periods[p], t)
		}
		var order []period
		for p := range periods {
			order = append(order, p)
		}
		slices.SortFunc(order, func(a, b period) int {
			if rule.Per == calendar.Hour { // which are in the order of time
				return periods[b][0].Compare(periods[a][0])
			}
			return b.first.Compare(a.first)
		})
		for _, p := range order {
			if t, ok := o.representative(rule, p, periods[p]); ok {
				list = append(list, t)
			}
		}
	}
	if rule.Count > 0 && len(list) > rule.Count {
		list = list[:rule.Count]
	}
	if oldest := seen[len(seen)-1]; rule.Oldest && (rule.Count <= 0 || len(list) < rule.Count) {
		list = append(list, oldest)
	}
	return list
}

// period is a period of a rule: its first day and, for hours, which of the day
// and at what offset the clock showed it.
type period struct {
	first        time.Time // in UTC
	hour, offset int
}

// civil returns what the clock shows, as a time in UTC.
func (o oracle) civil(t time.Time) time.Time {
	_, offset := t.In(o.loc).Zone()
	return t.UTC().Add(time.Duration(offset) * time.Second)
}

func (o oracle) period(rule retention.Rule, t time.Time) period {
	civil := o.civil(t)
	year, month, day := civil.Date()
	switch rule.Per {
	case calendar.Hour:
		_, offset := t.In(o.loc).Zone()
		return period{time.Date(year, month, day, 0, 0, 0, 0, time.UTC), civil.Hour(), offset}
	case calendar.Week:
		start := time.Monday
		for d := time.Sunday; d <= time.Saturday; d++ {
			if rule.FirstDay == 1<<d {
				start = d
			}
		}
		for civil.Weekday() != start {
			civil = civil.AddDate(0, 0, -1)
		}
		year, month, day = civil.Date()
	case calendar.Month:
		day = 1
	case calendar.Quarter:
		month, day = (month-1)/3*3+1, 1
	case calendar.Year:
		month, day = 1, 1
	}
	return period{first: time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
}

// end returns the first day after a period of a day or longer.
func (p period) end(unit calendar.Unit) time.Time {
	switch unit {
	case calendar.Week:
		return p.first.AddDate(0, 0, 7)
	case calendar.Month:
		return p.first.AddDate(0, 1, 0)
	case calendar.Quarter:
		return p.first.AddDate(0, 3, 0)
	case calendar.Year:
		return p.first.AddDate(1, 0, 0)
	}
	return p.first.AddDate(0, 0, 1)
}

func (o oracle) onDay(rule retention.Rule, civil time.Time) bool {
	last := civil.AddDate(0, 0, 1).Day() == 1
	return (rule.Weekdays == 0 || rule.Weekdays>>civil.Weekday()&1 == 1) &&
		(rule.MonthDays == 0 || rule.MonthDays>>civil.Day()&1 == 1 || last && rule.MonthDays&1 == 1)
}

// representative returns which of a period's snapshots, newest first, stands
// for it.
func (o oracle) representative(rule retention.Rule, p period, all []time.Time) (t time.Time, ok bool) {
	var onDays, after []time.Time
	for _, t := range all {
		if o.onDay(rule, o.civil(t)) {
			onDays = append(onDays, t)
		} else if rule.Substitute && o.passed(rule, p, o.civil(t)) {
			after = append(after, t)
		}
	}
	switch {
	case len(onDays) == 0 && len(after) == 0:
		return t, false
	case len(onDays) == 0:
		return after[len(after)-1], true
	case rule.Pick == retention.First:
		return onDays[len(onDays)-1], true
	case rule.Pick == retention.Nearest:
		anchor := o.anchor(rule, p)
		return slices.MinFunc(onDays, func(a, b time.Time) int {
			return cmp.Compare(a.Sub(anchor).Abs(), b.Sub(anchor).Abs())
		}), true
	}
	return onDays[0], true
}

// passed reports whether one of the rule's days is before a date in a period.
func (o oracle) passed(rule retention.Rule, p period, civil time.Time) bool {
	for day := p.first; day.AddDate(0, 0, 1).Compare(civil) <= 0; day = day.AddDate(0, 0, 1) {
		if o.onDay(rule, day) {
			return true
		}
	}
	return false
}

// anchor returns the instant that a rule's anchor is in a period: a skipped
// wall time is read with the offset before, a repeated one is the first.
func (o oracle) anchor(rule retention.Rule, p period) time.Time {
	clock := time.Duration(rule.Anchor.At) * time.Minute
	if rule.Per == calendar.Hour {
		start := p.first.Add(time.Duration(p.hour*3600-p.offset) * time.Second)
		for _, offset := start.In(o.loc).Zone(); offset != p.offset; _, offset = start.In(o.loc).Zone() {
			start = start.Add(time.Second) // the clock was changed within the hour
		}
		return start.Add(clock)
	}
	day := p.first.AddDate(0, 0, max(rule.Anchor.Day-1, 0))
	if last := p.end(rule.Per).AddDate(0, 0, -1); day.After(last) {
		day = last
	}
	wall := day.Add(clock)
	var before time.Time
	for i, near := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := wall.Add(near).In(o.loc).Zone()
		t := wall.Add(-time.Duration(offset) * time.Second)
		if o.civil(t).Equal(wall) {
			return t
		}
		if i == 0 {
			before = t
		}
	}
	return before
}

// expired reports whether a snapshot is a period old or older. Of a day or
// longer, the clock has to show that it is, and not to be put back to where it
// does not, or just does.
func (o oracle) expired(now, created time.Time, p calendar.Period) bool {
	if minutes, ok := p.Elapsed(); ok {
		return now.Unix()-created.Unix() > minutes*60 ||
			now.Unix()-created.Unix() == minutes*60 && now.Nanosecond() >= created.Nanosecond()
	}
	until := later(o.civil(created), p)
	for _, change := range fuzz.Changes(o.loc, now, now.Add(48*time.Hour)) {
		if !change.Shown.After(until) {
			return false
		}
	}
	return !o.civil(now).Before(until)
}

// later adds a period of days or longer. Where there is no such day it is the
// end of the month.
func later(civil time.Time, p calendar.Period) time.Time {
	months := map[calendar.Unit]int{calendar.Month: 1, calendar.Quarter: 3, calendar.Year: 12}[p.Unit] * p.N
	days := map[calendar.Unit]int{calendar.Day: 1, calendar.Week: 7}[p.Unit] * p.N
	moved := civil.AddDate(0, months, days)
	if months > 0 && moved.Day() != civil.Day() {
		return time.Date(moved.Year(), moved.Month(), 1, 0, 0, 0, 0, time.UTC)
	}
	return moved
}
