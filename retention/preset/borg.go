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
// Its rules are an approximation, and keep more than borg. In borg, an archive
// kept by a tier does not count in the next: 7 daily and 4 weekly archives are
// 4 weeks beside the 7 days, and these may lie in 7 other weeks. Here no tier
// knows of another, so numbers add up: daily 7 and weekly 11, and weekly 3 more
// for Within of 10 days. With backups as rare as the tiers the result is the
// same; with more backups each tier reaches further back than borg's. A later
// version will keep exactly the archives that borg keeps.
//
// Its rules keep less than borg in one case: of archives created in the same
// second, borg's keep-last counts each.
//
// borg's keep-minutely and keep-13weekly have no counterpart. Nor has Last
// beside Within, because the number of archives within an age is unknown:
// [Parse] refuses the two together, and Rules then keeps everything.
type Borg struct {
	// Within is an age. In borg it is elapsed time, and 1m is 31 days of 24
	// hours.
	Within calendar.Period

	// Numbers of the newest archives, and of the newest hours, days, weeks,
	// months, quarters and years with an archive.
	Last, Hourly, Daily, Weekly, Monthly, Quarterly, Yearly int
}

// Rules returns rules that keep everything that borg keeps, and more.
func (b Borg) Rules() (rules []retention.Rule) {
	if !b.Within.IsZero() {
		rules = append(rules, retention.Rule{Within: b.Within})
	}
	kept := 0
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
		number := sum(kept, t.count, touched(b.Within, t.per))
		rules = append(rules, retention.Rule{Per: t.per, Count: number, Oldest: t.per != calendar.NoUnit})
		kept = sum(kept, t.count)
	}
	return rules
}

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

func (b *Borg) fault() *OptionError {
	if b.Within.IsZero() || b.Last == 0 {
		return nil
	}
	return &OptionError{Option: "keep-last", Value: strconv.Itoa(b.Last), Want: "none beside keep-within"}
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
		hours, known := map[byte]int{'H': 1, 'd': 24, 'w': 7 * 24, 'm': 31 * 24, 'y': 365 * 24}[value[last]]
		*to = calendar.PeriodOf(n*hours, calendar.Hour)
		return ok && known && to.N <= calendar.MaxPeriod
	}}
}

// sum adds numbers of periods. A negative number is no bound, and neither is
// the sum then.
func sum(numbers ...int) (total int) {
	for _, n := range numbers {
		if n < 0 || total+n > calendar.MaxPeriod {
			return retention.All
		}
		total += n
	}
	return total
}

// touched returns the most periods of a unit that an age can touch. Without a
// unit every snapshot is a period of its own, so the number has no bound. A day
// has 23 to 25 hours, a quarter 90 to 92 days; an age that starts and ends
// within periods touches two more.
func touched(age calendar.Period, per calendar.Unit) int {
	longest := [...]int{
		calendar.Minute: 1, calendar.Hour: 1, calendar.Day: 25, calendar.Week: 7*24 + 1,
		calendar.Month: 31*24 + 1, calendar.Quarter: 92*24 + 1, calendar.Year: 366*24 + 1,
	}
	shortest := [...]int{
		calendar.Hour: 1, calendar.Day: 23, calendar.Week: 7*24 - 1,
		calendar.Month: 28*24 - 1, calendar.Quarter: 90*24 - 1, calendar.Year: 365*24 - 1,
	}
	switch {
	case age.IsZero():
		return 0
	case per == calendar.NoUnit || age.Unit > calendar.Year || age.N > calendar.MaxPeriod:
		return retention.All
	}
	return age.N*longest[age.Unit]/shortest[per] + 2
}
