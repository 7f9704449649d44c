package draw

import (
	"slices"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

const (
	// mostWalked bounds the occurrences of a sequence without a count that a calendar
	// looks at.
	mostWalked = 50_000
	// fewOccurrences bounds the occurrences of a schedule that a calendar looks at. Beyond,
	// it asks for the count of each hour, at a cost independent of the number.
	fewOccurrences = 4_000
)

// days is a calendar to draw.
type days struct {
	zone    *timezone.Zone
	from    calendar.Date
	list    []day // from that date on
	changes []clockChange
}

// day is a day of a calendar.
type day struct {
	hours       [24]int64 // the snapshots of each hour on the clock
	count       int64     // their sum
	first, last time.Time
}

// Calendar draws when the snapshots of a policy are due: the given number of months, 1 to
// 12, from the month of a date on. Several months are columns of weeks, with each day's
// hours from top to bottom; a single month is rows of weeks, with each day's hours from
// left to right. Clock changes are marked, and listed with their effects on the snapshots.
//
// The days are those of the policy's zone. A number out of range counts as the nearest
// allowed, and likewise a date outside the years 1 to 9999.
func Calendar(s Subject, month calendar.Date, months int) *Picture {
	year, first, _ := min(max(month, calendar.MinDate), calendar.MaxDate).Civil()
	// Dates end with the year 9999: a calendar of December 9999 has one month, and its end is
	// the date after the last.
	from := calendar.DateOf(year, first, 1)
	until := min(from.AddMonths(min(max(months, 1), 12)), calendar.MaxDate+1)
	d := &days{zone: s.zone(), from: from, list: make([]day, until-from)}
	p := &Picture{name: cut(s.Name, 60), title: "when snapshots are taken", drawing: d}
	period := from.String() + " to " + (until - 1).String() + ", " + cut(d.zone.Name(), 40)
	if !s.Enabled {
		p.summary, p.empty = period, disabledWords
		return p
	}
	cutAt := d.fill(s)
	d.changes = s.clockChanges(from, until)
	p.summary = snapshotWords(d.total()) + ", " + period
	if d.total() == 0 {
		p.empty = "No snapshot is due in this time"
	}
	if !cutAt.IsZero() {
		p.notes = append(p.notes, "Only the first "+number(mostWalked)+
			" snapshots are drawn, up to "+minute(d.zone, cutAt)+".")
	}
	return p
}

const disabledWords = "The policy is disabled: it takes no snapshots"

// fill counts the snapshots of each day. If it stops early, it returns the last snapshot.
func (d *days) fill(s Subject) (cutAt time.Time) {
	start := d.zone.Time(d.zone.StartOf(d.from))
	end := d.zone.Time(d.zone.StartOf(d.from + calendar.Date(len(d.list))))
	// Counting takes a search for each of up to 8,784 hours, walking a step for each
	// snapshot: a nightly schedule is walked, and a schedule of every minute counted.
	fires, ok := s.counts()
	if ok && fires.Count(start, end) > fewOccurrences {
		d.count(fires)
		return time.Time{}
	}
	// Next excludes the instant that it is given, and start itself counts.
	sequence, n := s.fires(), 0
	for t, ok := sequence.Next(start.Add(-1)); ok && t.Before(end); t, ok = sequence.Next(t) {
		if n++; n > mostWalked {
			return cutAt
		}
		cutAt = t
		d.add(t)
	}
	return time.Time{}
}

// add adds an occurrence.
func (d *days) add(t time.Time) {
	date, second := timezone.Split(d.zone.Local(t))
	// After the first instant of its first day, a calendar may still meet the day before. In
	// St. John's, 2009-11-01 at 00:01 was followed by 23:01 on October 31, whose snapshots
	// belong to October.
	if date < d.from || int(date-d.from) >= len(d.list) {
		return
	}
	day := &d.list[date-d.from]
	if day.count == 0 {
		day.first = t
	}
	day.last = t
	day.count++
	day.hours[second/hourSeconds]++
}

// count counts the occurrences of each hour. An hour begins at the first instant at which
// the clock shows it, and includes its repetition by a clock change.
func (d *days) count(fires schedule.Schedule) {
	// The end of an hour is the beginning of the next, so that no instant counts twice or
	// is left out. Skipped hours are empty: the hour 02 of New York's 2025-03-09 begins
	// and ends at 03:00. An hour repeated by a clock change is twice as long.
	before := d.hour(0)
	for i := range d.list {
		day := &d.list[i]
		start := before
		for h := range day.hours {
			after := d.hour(24*i + h + 1)
			// Two hours begin at one instant where the clock skips the first of them, or both.
			if after.After(before) {
				day.hours[h] = fires.Count(before, after)
				day.count += day.hours[h]
				before = after
			}
		}
		if day.count > 0 {
			// Next and Prev exclude the instant that they are given: start itself counts, and
			// before, the first instant of the next day, does not.
			day.first, _ = fires.Next(start.Add(-1))
			day.last, _ = fires.Prev(before)
		}
	}
}

// hour returns the first instant of an hour, counted from the first day's midnight on.
func (d *days) hour(n int) time.Time {
	local := timezone.Join(d.from, 0) + int64(n)*hourSeconds
	unix, _ := d.zone.Resolve(local, timezone.DST{Gap: timezone.GapNext, Fold: timezone.FoldFirst})
	return d.zone.Time(unix)
}

// total returns the number of snapshots.
func (d *days) total() (n int64) {
	for i := range d.list {
		n += d.list[i].count
	}
	return n
}

// date returns the date of a position in the list.
func (d *days) date(i int) calendar.Date { return d.from + calendar.Date(i) }

// changeOn returns the clock change on a date, or nil.
func (d *days) changeOn(date calendar.Date) *clockChange {
	i := slices.IndexFunc(d.changes, func(c clockChange) bool { return c.date == date })
	if i < 0 {
		return nil
	}
	return &d.changes[i]
}

// tooltip says when the snapshots of a day are taken.
func (d *days) tooltip(i int) string {
	day, layout, location := &d.list[i], "15:04 MST", d.zone.Location()
	// A year has up to 366 tooltips: appending spares the strings between.
	b := append(make([]byte, 0, 80), dateWords(d.date(i))...)
	b = append(b, ": "...)
	if day.count == 1 {
		return string(day.first.In(location).AppendFormat(b, layout))
	}
	b = append(append(b, snapshotWords(day.count)...), ", "...)
	b = append(day.first.In(location).AppendFormat(b, layout), " to "...)
	return string(day.last.In(location).AppendFormat(b, layout))
}

// busiest returns the most snapshots of an hour on a day.
func (day *day) busiest() int64 { return slices.Max(day.hours[:]) }

// runs calls a function for each stretch of hours with snapshots, from <= hour < to.
func (day *day) runs(each func(from, to int)) {
	for from := 0; from < len(day.hours); from++ {
		to := from
		for to < len(day.hours) && day.hours[to] > 0 {
			to++
		}
		if to > from {
			each(from, to)
			from = to
		}
	}
}

// shade returns the shade of a number of snapshots an hour: 1, 2 to 6, or more.
func shade(n int64) int {
	switch {
	case n <= 1:
		return 1
	case n <= 6:
		return 2
	}
	return 3
}
