package preset

import (
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// Kopia is the retention policy of kopia: the latest snapshots, and the last
// snapshot of each of the last hours, days, weeks, months and years with a
// snapshot, as far as they are no further back from the newest than this number
// of periods. Numbers below 1 are no tier. The zero value keeps everything, as in
// kopia; see [KopiaDefaults] for kopia's own numbers. A Kopia is comparable.
//
// Its rules keep the same snapshots, also at the very instant at which a tier
// ends, and with 31 March less a month as 3 March. They judge days in the policy's
// zone, where a time that a clock change skips or repeats may be another than
// kopia's.
//
// In a single case its rules keep less than kopia. kopia takes week 3 of 2026 and
// March 2026 for the same, as both are written 2026-03, so its tier for weeks
// leaves out that week and keeps another at its end. Here the tier keeps the
// week, and not the other.
type Kopia struct {
	// Numbers of the latest snapshots, and of the latest hours, days, weeks,
	// months and years with a snapshot.
	Latest, Hourly, Daily, Weekly, Monthly, Annual int
}

// KopiaDefaults returns kopia's own numbers. [Parse] starts from them, and sets
// the options that it is given.
func KopiaDefaults() Kopia {
	return Kopia{Latest: 10, Hourly: 48, Daily: 7, Weekly: 4, Monthly: 24, Annual: 3}
}

// Rules returns rules that keep the same, apart from the differences above.
func (k Kopia) Rules() (rules []retention.Rule) {
	if k.Latest > 0 {
		rules = append(rules, retention.Rule{Count: k.Latest})
	}
	for _, t := range []tier{
		{calendar.Hour, k.Hourly},
		{calendar.Day, k.Daily},
		{calendar.Week, k.Weekly},
		{calendar.Month, k.Monthly},
		{calendar.Year, k.Annual},
	} {
		// A tier ends by its number of periods, and at the age of as many periods before the
		// newest snapshot: an outage of a year does not make "daily 7" reach back a year.
		if t.count > 0 {
			rules = append(rules, retention.Rule{
				Per: t.per, Count: t.count,
				Within: calendar.PeriodOf(t.count, t.per), From: retention.BackFromNewest,
			})
		}
	}
	return rules
}

// options are those of kopia policy set.
func (k *Kopia) options() []option {
	return []option{
		count("keep-latest", &k.Latest),
		count("keep-hourly", &k.Hourly),
		count("keep-daily", &k.Daily),
		count("keep-weekly", &k.Weekly),
		count("keep-monthly", &k.Monthly),
		count("keep-annual", &k.Annual),
	}
}
