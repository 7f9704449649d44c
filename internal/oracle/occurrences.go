package oracle

import (
	"slices"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Occurrences returns the instants, from included and to excluded, at which any
// of the rules fires, in order. It looks at every minute.
//
// It asks three questions: which civil minutes does the rule name; at which
// instants did the clocks show them ([Look]); and, for a minute shown never or
// twice, which of these does the choice of daylight saving take?
func Occurrences(
	loc *time.Location, dst timezone.DST, rules []schedule.Rule, from, to time.Time,
) []time.Time {
	wall := Look(loc, from, to)
	var all []time.Time
	for _, rule := range rules {
		all = append(all, wall.Fires(rule)(dst)...)
	}
	return inOrder(all)
}

// First returns the first occurrence at or after an instant; ok is false if none
// was found. It looks at the dates that the rules name, for 50 years, and gives up
// after ten of them without an occurrence.
func First(loc *time.Location, dst timezone.DST, rules []schedule.Rule, from time.Time) (t time.Time, ok bool) {
	list := nearest(loc, dst, rules, from, 1)
	if len(list) == 0 {
		return time.Time{}, false
	}
	return list[0], true
}

// Last returns the last occurrence before an instant, as First does.
func Last(loc *time.Location, dst timezone.DST, rules []schedule.Rule, before time.Time) (t time.Time, ok bool) {
	list := nearest(loc, dst, rules, before, -1)
	if len(list) == 0 {
		return time.Time{}, false
	}
	return list[len(list)-1], true
}

// nearest returns the occurrences of the nearest date that has any, on one side
// of an instant: at and after it with a step of 1, before it with -1.
//
// Dates are stretches of 24 hours here, by the offset at the instant. A clock
// change shifts an occurrence into the stretch before or after its date, so the
// neighbours of a date that a rule names are looked at too.
func nearest(
	loc *time.Location, dst timezone.DST, rules []schedule.Rule, origin time.Time, step int,
) []time.Time {
	const day, most, patience = 24 * time.Hour, 50 * 366, 10
	offset := Civil(origin, loc).Sub(origin)
	looks := 0
	for n := 0; n < most && looks < patience; n++ {
		date := origin.Add(offset).UTC().Truncate(day).AddDate(0, 0, n*step)
		if !namesNear(rules, date) {
			continue
		}
		looks++
		from, to := date.Add(-offset), date.Add(day-offset)
		// The stretch of the origin itself counts on one side only.
		if step > 0 && from.Before(origin) {
			from = origin
		}
		if step < 0 && to.After(origin) {
			to = origin
		}
		if list := Occurrences(loc, dst, rules, from, to); len(list) > 0 {
			return list
		}
	}
	return nil
}

// namesNear reports whether a rule names a date, the date before it, or the date
// after it.
func namesNear(rules []schedule.Rule, date time.Time) bool {
	return slices.ContainsFunc(rules, func(rule schedule.Rule) bool {
		return OnDay(rule, date.AddDate(0, 0, -1)) || OnDay(rule, date) || OnDay(rule, date.AddDate(0, 0, 1))
	})
}

// inOrder sorts instants and drops doubles.
func inOrder(times []time.Time) []time.Time {
	slices.SortFunc(times, time.Time.Compare)
	return slices.CompactFunc(times, time.Time.Equal)
}

// Fires returns the occurrences of a rule in the stretch, as a function of the
// choice of daylight saving: all 16 choices cost little more than the first.
func (w *Wall) Fires(rule schedule.Rule) func(timezone.DST) []time.Time {
	step, grid := Grid(rule)
	var nominal []time.Time
	onDay := false
	for i := range w.shown {
		civil := w.first.Add(time.Duration(i) * time.Minute)
		if i == 0 || minuteOfDay(civil) == 0 { // a new date, for which the month is walked once
			onDay = OnDay(rule, civil)
		}
		if onDay && names(rule, civil) {
			nominal = append(nominal, civil)
		}
	}
	return func(dst timezone.DST) (fires []time.Time) {
		for _, civil := range nominal {
			for _, t := range w.resolve(dst, civil, step, grid) {
				if !t.Before(w.from) && t.Before(w.to) {
					fires = append(fires, t.In(w.loc))
				}
			}
		}
		return inOrder(fires)
	}
}

// names reports whether a rule names a civil minute of one of its days.
func names(rule schedule.Rule, civil time.Time) bool {
	year := civil.Year()
	if year < 1 || year > 9999 {
		return false
	}
	since, open := sinceOpening(rule.Window, civil)
	if !open {
		return false
	}
	if rule.Every.N > 0 {
		return since%every(rule) == 0
	}
	return slices.Contains(rule.At, calendar.Clock(minuteOfDay(civil)))
}

// sinceOpening returns the minutes since the window opened, and whether it is
// open. Both ends are included. A window that ends before it starts wraps past
// midnight.
func sinceOpening(window schedule.Window, civil time.Time) (minutes int, open bool) {
	from, to, now := int(window.From()), int(window.To()), minuteOfDay(civil)
	if to < from {
		to += minutesPerDay
	}
	if now < from {
		now += minutesPerDay
	}
	return now - from, now <= to
}

const minutesPerDay = 24 * 60

func minuteOfDay(civil time.Time) int { return civil.Hour()*60 + civil.Minute() }

// every returns the step of a rule with Every, in minutes.
func every(rule schedule.Rule) int {
	if rule.Every.Unit == calendar.Hour {
		return rule.Every.N * 60
	}
	return rule.Every.N
}

// Grid returns the step of a grid; ok is false for fixed times. A rule is a grid
// if it has Every, or if its times At, before the window takes any away, are in
// all 24 hours. The step is then the largest distance between neighbours, the
// one around midnight included.
func Grid(rule schedule.Rule) (step time.Duration, ok bool) {
	if rule.Every.N > 0 {
		return time.Duration(every(rule)) * time.Minute, true
	}
	var hours [24]bool
	largest, last := 0, -1
	for i := range 2 * minutesPerDay { // twice around
		if slices.Contains(rule.At, calendar.Clock(i%minutesPerDay)) {
			if last >= 0 {
				largest = max(largest, i-last)
			}
			hours[i/60%24], last = true, i
		}
	}
	return time.Duration(largest) * time.Minute, !slices.Contains(hours[:], false)
}

// resolve returns the instants for which a civil minute stands.
func (w *Wall) resolve(dst timezone.DST, civil time.Time, step time.Duration, grid bool) []time.Time {
	shown := w.shown[w.index(civil)]
	switch len(shown) {
	case 0:
		for _, change := range w.changes {
			if change.skips(civil) {
				return inGap(dst.Gap, change, civil, grid && step <= change.Size())
			}
		}
		return nil // beyond the margin
	case 1:
		return shown
	}
	for _, change := range w.changes {
		if change.repeats(civil) {
			return inFold(dst.Fold, shown, grid && step <= -change.Size())
		}
	}
	return shown
}

// inGap returns the instants for a civil minute that the clocks skip; fine is
// true for a grid whose step is no longer than the gap, which then fires at the
// minutes that exist and needs no other.
func inGap(gap timezone.Gap, change Change, civil time.Time, fine bool) []time.Time {
	if gap == timezone.GapDefault {
		gap = timezone.GapShift
		if fine {
			gap = timezone.GapSkip
		}
	}
	switch gap {
	case timezone.GapShift: // as late as if the clocks had not been changed
		return []time.Time{change.At.Add(civil.Sub(change.Due))}
	case timezone.GapNext:
		return []time.Time{change.At}
	}
	return nil
}

// inFold returns the instants for a civil minute that the clocks show twice; fine
// is true for a grid whose step is no longer than the fold, which then fires in
// both passes, or the repeated hour would pass without a fire.
func inFold(fold timezone.Fold, shown []time.Time, fine bool) []time.Time {
	if fold == timezone.FoldDefault {
		fold = timezone.FoldFirst
		if fine {
			fold = timezone.FoldBoth
		}
	}
	switch fold {
	case timezone.FoldFirst:
		return shown[:1]
	case timezone.FoldSecond:
		return shown[len(shown)-1:]
	}
	return shown
}
