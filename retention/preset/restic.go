package preset

import (
	"strconv"
	"strings"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// Restic is the retention of "restic forget": the last snapshot of each of the
// last hours, days and so on with a snapshot, and everything, or the last of
// each period, within a duration of the newest. While a tier finds fewer
// periods than its number, it keeps the oldest of all besides, as restic does
// since 0.16; within a duration, if that is young enough. A negative number is no bound, and zero is
// no tier. The zero value keeps everything. A Restic is comparable.
//
// Options have the names of the fields in restic's spelling: keep-within-daily
// for WithinDaily. Tags are not options here: plan for each group of snapshots
// on its own.
//
// Its rules keep more than restic:
//
//   - Three snapshots dated 2099 fill restic's keep-last 3, and it deletes all
//     others. Here they fill nothing.
//   - A month before 31 March is the first moment of March, and not 3 March, so
//     that a newer snapshot is never deleted sooner.
//   - A duration of several units is rounded up to the longest, as an age has a
//     single unit here: 1y5m7d2h is 18 months, and 2d5h is 3 days. Years and
//     months are exact: 1y5m is 17 months.
//   - Snapshots of one instant, as of two backups with the same --time, count as
//     a single snapshot and are kept together. Restic counts each of them in
//     keep-last, and keeps a single one for an hour, a day and so on.
type Restic struct {
	// Numbers of the newest snapshots, and of the newest hours, days, weeks,
	// months and years with a snapshot.
	Last, Hourly, Daily, Weekly, Monthly, Yearly int

	// Durations before the newest snapshot, for all snapshots and for the last
	// snapshot of each hour, day, week, month and year.
	Within, WithinHourly, WithinDaily, WithinWeekly, WithinMonthly, WithinYearly calendar.Period
}

// Rules returns rules that keep the same, apart from the differences above.
func (r Restic) Rules() (rules []retention.Rule) {
	for _, t := range []struct {
		tier
		within calendar.Period
	}{
		{tier{calendar.NoUnit, r.Last}, r.Within},
		{tier{calendar.Hour, r.Hourly}, r.WithinHourly},
		{tier{calendar.Day, r.Daily}, r.WithinDaily},
		{tier{calendar.Week, r.Weekly}, r.WithinWeekly},
		{tier{calendar.Month, r.Monthly}, r.WithinMonthly},
		{tier{calendar.Year, r.Yearly}, r.WithinYearly},
	} {
		// A number and a duration are a rule each: restic keeps a snapshot if either does.
		rule := retention.Rule{Per: t.per, Oldest: t.per != calendar.NoUnit}
		if t.count != 0 {
			counted := rule
			counted.Count = max(t.count, retention.All)
			rules = append(rules, counted)
		}
		if !t.within.IsZero() {
			rule.Within, rule.From = t.within, retention.FromNewest
			rules = append(rules, rule)
		}
	}
	return rules
}

// options are those of restic forget. A number of -1 is no bound there, as is unlimited.
func (r *Restic) options() []option {
	return []option{
		unbounded("keep-last", "unlimited", &r.Last),
		unbounded("keep-hourly", "unlimited", &r.Hourly),
		unbounded("keep-daily", "unlimited", &r.Daily),
		unbounded("keep-weekly", "unlimited", &r.Weekly),
		unbounded("keep-monthly", "unlimited", &r.Monthly),
		unbounded("keep-yearly", "unlimited", &r.Yearly),
		duration("keep-within", &r.Within),
		duration("keep-within-hourly", &r.WithinHourly),
		duration("keep-within-daily", &r.WithinDaily),
		duration("keep-within-weekly", &r.WithinWeekly),
		duration("keep-within-monthly", &r.WithinMonthly),
		duration("keep-within-yearly", &r.WithinYearly),
	}
}

// duration is an option of a number of years, months, days and hours.
func duration(name string, to *calendar.Period) option {
	want := "a duration such as 1y5m7d2h, each number at most " + strconv.Itoa(mostCount)
	return option{name: name, want: want, set: func(value string) bool {
		parts, ok := durationParts(value)
		*to = longest(parts)
		return ok && !to.IsZero()
	}}
}

const durationUnits = "ymdh"

// durationParts reads the years, months, days and hours of a duration, each at
// most once.
func durationParts(s string) (parts [len(durationUnits)]int, ok bool) {
	for s != "" {
		end := strings.IndexAny(s, durationUnits)
		if end <= 0 {
			return parts, false
		}
		unit := strings.IndexByte(durationUnits, s[end])
		n, ok := number(s[:end], 1, mostCount)
		if !ok || parts[unit] != 0 {
			return parts, false
		}
		parts[unit] = n
		s = s[end+1:]
	}
	return parts, true
}

// longest rounds a duration up to its longest unit; to months if it has both
// years and something else. A day has at least 23 hours, a month 28 days, so
// that the result is never the shorter.
func longest(parts [len(durationUnits)]int) calendar.Period {
	years, months, days, hours := parts[0], parts[1], parts[2], parts[3]
	if years+months+days == 0 {
		return periodOf(hours, calendar.Hour)
	}
	days += (hours + 22) / 23
	if years+months == 0 {
		return periodOf(days, calendar.Day)
	}
	months += (days + 27) / 28
	if months == 0 {
		return periodOf(years, calendar.Year)
	}
	return periodOf(12*years+months, calendar.Month)
}

// periodOf returns a period; the zero Period for n of zero.
func periodOf(n int, unit calendar.Unit) calendar.Period {
	if n == 0 {
		return calendar.Period{}
	}
	return calendar.PeriodOf(n, unit)
}
