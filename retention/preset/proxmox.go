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
// The options go in the order of the fields, and a period of which an option
// keeps a backup does not count in the next: with 7 daily and 4 weekly, the weeks
// are 4 before those of the 7 days. The rules say so with
// [retention.CountUncovered], and keep the same finished backups. Of unfinished
// backups they keep more: all of them until a newer finished backup exists, where
// Proxmox keeps the newest.
//
// Proxmox deletes everything where all numbers are zero; here it keeps everything.
type Proxmox struct {
	// Numbers of the newest backups, and of the newest hours, days, weeks,
	// months and years with a backup.
	Last, Hourly, Daily, Weekly, Monthly, Yearly int
}

// Rules returns rules that keep the same, apart from the differences above.
func (p Proxmox) Rules() (rules []retention.Rule) {
	for _, t := range []tier{
		{calendar.NoUnit, p.Last},
		{calendar.Hour, p.Hourly},
		{calendar.Day, p.Daily},
		{calendar.Week, p.Weekly},
		{calendar.Month, p.Monthly},
		{calendar.Year, p.Yearly},
	} {
		if t.count > 0 {
			rules = append(rules, retention.Rule{Per: t.per, Count: t.count, Counting: retention.CountUncovered})
		}
	}
	return rules
}

// options are those of prune and of a datastore's configuration.
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
