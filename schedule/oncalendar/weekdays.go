package oncalendar

import (
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
)

// weekdayNames begins with Monday, as systemd's ranges do.
var weekdayNames = [...]string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// shortWeekday returns the first three letters of a weekday, 0 for Monday.
func shortWeekday(i int) string { return weekdayNames[i][:3] }

// weekdays reads a list of weekdays and ranges of them. A comma at the end is
// let pass, as by systemd, and "-" for "..", its older form.
func (p *parser) weekdays(w word) (days calendar.Weekdays) {
	list := word{strings.TrimSuffix(w.text, ","), w.at}
	for _, item := range list.split(",") {
		from, to, ranged := item.cut("..")
		if !ranged {
			from, to, ranged = item.cut("-")
		}
		first, ok := p.weekday(from)
		last := first
		if ranged && ok {
			last, ok = p.weekday(to)
		}
		if ok && first > last {
			p.problem("weekday", item, "a range that does not end before it begins; weeks begin with Monday")
		}
		for i := first; ok && i <= last; i++ {
			days |= calendar.WeekdaysOf(time.Weekday((i + 1) % 7))
		}
	}
	if days == calendar.AllWeekdays {
		return 0
	}
	return days
}

// weekday reads the name of a weekday, 0 for Monday.
func (p *parser) weekday(w word) (int, bool) {
	for i, name := range weekdayNames {
		if strings.EqualFold(w.text, name) || strings.EqualFold(w.text, name[:3]) {
			return i, true
		}
	}
	p.problem("weekday", w, "Mon to Sun, or a word such as daily or weekly")
	return 0, false
}

// weekdaysText writes weekdays, and a space after them if there are any.
func weekdaysText(days calendar.Weekdays) string {
	weekly, _ := days.Weekly()
	if weekly == 1<<7-1 {
		return ""
	}
	set := uint64(weekly>>1 | weekly&1<<6) // Monday first
	return strings.Join(runs(set, shortWeekday), ",") + " "
}
