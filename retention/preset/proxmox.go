package preset

import (
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// Proxmox is what pruning in Proxmox Backup Server and Proxmox VE keeps: the
// last backups, and the last one of each of the last hours, days, weeks, months
// and years that have one. The options are named keep-daily and so on.
//
// It keeps more than Proxmox. There the options go in this order, and periods
// that one of them has covered do not count in the next, so that 7 daily and 4
// weekly backups are the last of 4 weeks before the 7 days. These may lie in 7
// weeks, so numbers add up here: daily 7 and weekly 12. It is one more, and
// months and years get the number of weeks once more, for weeks that begin in
// one month and end in the next: where the last backup of such a week is kept,
// Proxmox represents the month before by one of an earlier week.
type Proxmox struct {
	Last, Hourly, Daily, Weekly, Monthly, Yearly int
}

// Rules returns the rules that do the same, or keep more. Numbers below 1 are
// none.
func (p Proxmox) Rules() (rules []retention.Rule) {
	before := 0
	for _, t := range []tier{
		{calendar.NoUnit, p.Last},
		{calendar.Hour, p.Hourly},
		{calendar.Day, p.Daily},
		{calendar.Week, p.Weekly},
		{calendar.Month, p.Monthly},
		{calendar.Year, p.Yearly},
	} {
		if t.count <= 0 {
			continue
		}
		number := sum(before, t.count)
		before = number
		if t.per == calendar.Week {
			before, number = sum(number, t.count), sum(number, 1)
		}
		rules = append(rules, retention.Rule{Per: t.per, Count: number})
	}
	return rules
}

func (p *Proxmox) options() []option {
	return []option{
		count("keep-last", &p.Last),
		count("keep-hourly", &p.Hourly),
		count("keep-daily", &p.Daily),
		count("keep-weekly", &p.Weekly),
		count("keep-monthly", &p.Monthly),
		count("keep-yearly", &p.Yearly),
	}
}

func (p *Proxmox) fault() *OptionError { return nil }
