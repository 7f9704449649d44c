package preset

import (
	"strconv"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// Borg is the retention of "borg prune": everything within an age, and the last
// archive of each of the last hours, days and so on with an archive. A tier
// that finds fewer periods than its number keeps the oldest archive besides. A
// negative number is no bound, and zero is no tier. The zero value keeps
// everything. Options are named keep-daily and so on, and keep-3monthly for
// Quarterly. A Borg is comparable.
//
// The tiers go in the order of the fields, and an archive that one keeps does not
// count in the next: with 7 daily and 4 weekly, the weeks are 4 beside those of
// the 7 days. The rules say so with [retention.CountUnkept], and keep the same
// archives. Of archives created in the same second, borg's tiers see the newest
// alone; here each is an archive, so that Last may reach less far back.
//
// borg's keep-minutely and keep-13weekly have no counterpart: [Parse] refuses them.
type Borg struct {
	// Within is an age. In borg it is elapsed time, and 1m is 31 days of 24
	// hours.
	Within calendar.Period

	// Numbers of the newest archives, and of the newest hours, days, weeks,
	// months, quarters and years with an archive.
	Last, Hourly, Daily, Weekly, Monthly, Quarterly, Yearly int
}

// Rules returns rules that keep the same, apart from the differences above.
func (b Borg) Rules() (rules []retention.Rule) {
	if !b.Within.IsZero() {
		rules = append(rules, retention.Rule{Within: b.Within})
	}
	for _, t := range []tier{
		{calendar.NoUnit, b.Last},
		{calendar.Hour, b.Hourly},
		{calendar.Day, b.Daily},
		{calendar.Week, b.Weekly},
		{calendar.Month, b.Monthly},
		{calendar.Quarter, b.Quarterly},
		{calendar.Year, b.Yearly},
	} {
		if t.count == 0 {
			continue
		}
		rule := retention.Rule{Per: t.per, Count: max(t.count, retention.All), Counting: retention.CountUnkept}
		// The oldest archive stands in for the periods that a tier does not find. keep-last has
		// no periods, and without a number it keeps all, so that nothing is left to count.
		rule.Oldest = t.per != calendar.NoUnit && t.count > 0
		if t.per == calendar.NoUnit && t.count < 0 {
			rule.Counting = retention.CountAll
		}
		rules = append(rules, rule)
	}
	return rules
}

// options are those of borg 1. A number of -1 is no bound there.
func (b *Borg) options() []option {
	return []option{
		interval("keep-within", &b.Within),
		unbounded("keep-last", "-1", &b.Last),
		unbounded("keep-hourly", "-1", &b.Hourly),
		unbounded("keep-daily", "-1", &b.Daily),
		unbounded("keep-weekly", "-1", &b.Weekly),
		unbounded("keep-monthly", "-1", &b.Monthly),
		unbounded("keep-3monthly", "-1", &b.Quarterly),
		unbounded("keep-yearly", "-1", &b.Yearly),
	}
}

// interval is an option of a number of hours, days, weeks, months of 31 days,
// or years of 365 days, all of them elapsed time.
func interval(name string, to *calendar.Period) option {
	const most = 9999
	want := "1 to " + strconv.Itoa(most) + " and H, d, w, m or y, such as 10d"
	return option{name: name, want: want, set: func(value string) bool {
		if value == "" {
			return false
		}
		last := len(value) - 1
		n, ok := number(value[:last], 1, most)
		// Elapsed time: in borg a month has 31 days of 24 hours, across clock changes, too.
		hours, known := map[byte]int{'H': 1, 'd': 24, 'w': 7 * 24, 'm': 31 * 24, 'y': 365 * 24}[value[last]]
		*to = calendar.PeriodOf(n*hours, calendar.Hour)
		return ok && known && to.N <= calendar.MaxPeriod
	}}
}
