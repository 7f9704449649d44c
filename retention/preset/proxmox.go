package preset

import (
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// Proxmox is the retention of Proxmox Backup Server and Proxmox VE: the last
// backups, and the last backup of each of the last hours, days, weeks, months
// and years with a backup. Numbers below 1 are no tier; the zero value keeps
// everything. Options are named keep-daily and so on. A Proxmox is comparable.
//
// Its rules are an approximation, and keep more than Proxmox. There the options
// go in this order, and periods covered by an option do not count in the next:
// 7 daily and 4 weekly backups are the last of 4 weeks before the 7 days. These
// days may lie in 7 weeks, so numbers add up here: daily 7 and weekly 12. The
// twelfth week, and the number of weeks once more for months and years, is for
// weeks that begin in one month and end in the next: where the last backup of
// such a week is kept, Proxmox represents the month before by a backup of an
// earlier week. A later version will keep exactly the backups that Proxmox
// keeps.
type Proxmox struct {
	// Numbers of the newest backups, and of the newest hours, days, weeks,
	// months and years with a backup.
	Last, Hourly, Daily, Weekly, Monthly, Yearly int
}

// Rules returns rules that keep everything that Proxmox keeps, and more.
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
