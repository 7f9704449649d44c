package preset

import (
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// Kopia is what a retention policy of kopia keeps: the latest snapshots, and
// the last one of each of the last hours, days, weeks, months and years that
// have one, as far as these are not further back from the newest than their
// number. The zero value keeps everything, as in kopia; see [KopiaDefaults] for
// what kopia keeps unless it is told.
//
// It keeps more than kopia: a tier reaches one hour, day and so on further back,
// since kopia counts the end of that time in. Months before 31 March begin with
// the month, and not with the 3rd.
//
// It keeps less than kopia in one case. kopia takes week 3 of 2026 and March
// 2026 for the same, as both are written 2026-03, so that the tier for weeks
// leaves out that week and keeps one more week at its end. Here it keeps the
// week, and not the one more.
type Kopia struct {
	Latest, Hourly, Daily, Weekly, Monthly, Annual int
}

// KopiaDefaults returns what kopia keeps unless it is told: options that are not
// given to [Parse] have these values.
func KopiaDefaults() Kopia {
	return Kopia{Latest: 10, Hourly: 48, Daily: 7, Weekly: 4, Monthly: 24, Annual: 3}
}

// Rules returns the rules that do the same. Numbers below 1 are none.
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
		if t.count > 0 {
			rules = append(rules, retention.Rule{
				Per: t.per, Count: t.count,
				Within: calendar.PeriodOf(t.count+1, t.per), From: retention.FromNewest,
			})
		}
	}
	return rules
}

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

func (k *Kopia) fault() *OptionError { return nil }
