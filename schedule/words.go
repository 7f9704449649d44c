package schedule

import (
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/english"
	"github.com/longcase/longcase/timezone"
)

// String returns the schedule in plain English, such as "Mon-Fri every 2 hours
// from 07:00 to 19:00, Europe/Berlin", with rules joined by semicolons. It is for
// people; it cannot be parsed.
func (s Schedule) String() string {
	if s.compiled == nil {
		return "never"
	}
	var rules []string
	for _, rule := range s.compiled.rules {
		rules = append(rules, rule.String())
	}
	words := strings.Join(rules, "; ") + ", " + s.compiled.zone.Name()
	if s.compiled.dst != (timezone.DST{}) {
		words += " (" + s.compiled.dst.String() + ")"
	}
	return words
}

// String returns the rule in plain English, such as "on the last day of every
// month at 23:59". It is for people; it cannot be parsed.
func (r Rule) String() string {
	days := r.daysInWords()
	times := r.timesInWords()
	if strings.HasPrefix(times, "at ") && (days == "" || strings.HasPrefix(days, "in ")) {
		days = strings.TrimSpace("daily " + days)
	}
	return strings.TrimSpace(days + " " + times)
}

// daysInWords returns the dates, such as "Mon-Fri" or "on the 1st and 15th of
// Feb", and nothing for every day.
func (r Rule) daysInWords() string {
	weekdays := weekdaysInWords(r.Weekdays)
	months := monthsInWords(r.Months)
	if r.MonthDays == 0 || r.MonthDays&calendar.AllMonthDays == calendar.AllMonthDays {
		if months != "" {
			return strings.TrimSpace(weekdays + " in " + months)
		}
		return weekdays
	}
	if months == "" {
		months = "every month"
	}
	words := "on the " + monthDaysInWords(r.MonthDays) + " of " + months
	if weekdays != "" {
		words += ", if it is " + weekdays + ","
	}
	return words
}

// timesInWords returns the times of day, such as "every 2 hours from 07:00 to
// 19:00" or "at 02:00 and 22:15". Times At that are equally far apart read as a
// grid, since a list of 24 is hard to read; a list of 13 or more that are not is
// cut to its ends.
func (r Rule) timesInWords() string {
	if !r.Every.IsZero() {
		words := "every " + r.Every.Unit.String()
		if r.Every.N != 1 {
			words = "every " + r.Every.String()
		}
		return words + r.Window.inWords()
	}
	at := r.Times()
	if step := spacing(at); step != 0 {
		first, last := at[0], at[len(at)-1]
		grid := Rule{Every: calendar.PeriodOf(step, calendar.Minute), Window: WindowOf(first, last)}
		if step%60 == 0 {
			grid.Every = calendar.PeriodOf(step/60, calendar.Hour)
		}
		if first == 0 && int(last)+step >= calendar.MinutesPerDay {
			grid.Window = Window{}
		}
		return grid.timesInWords()
	}
	const most = 12
	if len(at) > most {
		return "at " + strconv.Itoa(len(at)) + " times from " + at[0].String() + " to " + at[len(at)-1].String()
	}
	words := make([]string, len(at))
	for i, c := range at {
		words[i] = c.String()
	}
	return "at " + english.Join(words)
}

// spacing returns the minutes between neighbours of sorted times, or 0 if these
// differ or the times are fewer than a handful, which read well as a list.
func spacing(at []calendar.Clock) int {
	const handful = 5
	if len(at) < handful {
		return 0
	}
	step := at[1] - at[0]
	for i := range at[1:] {
		if at[i+1]-at[i] != step {
			return 0
		}
	}
	return int(step)
}

func (w Window) inWords() string {
	if w == (Window{}) {
		return ""
	}
	return " from " + w.From().String() + " to " + w.To().String()
}

// weekdaysInWords returns days such as "Mon-Fri", and nothing for every day.
func weekdaysInWords(set calendar.Weekdays) string {
	if set&calendar.AllWeekdays == calendar.AllWeekdays {
		return ""
	}
	mondayFirst := uint32(set>>1&0x3f | set<<6&0x40)
	return joinRuns(mondayFirst, 7, func(i int) string {
		return time.Weekday((i + 1) % 7).String()[:3]
	})
}

// monthsInWords returns months such as "Jan-Mar and Jul", and nothing for every
// month.
func monthsInWords(set calendar.Months) string {
	if set&calendar.AllMonths == calendar.AllMonths {
		return ""
	}
	return joinRuns(uint32(set&calendar.AllMonths)>>1, 12, func(i int) string {
		return time.Month(i + 1).String()[:3]
	})
}

func monthDaysInWords(set calendar.MonthDays) string {
	var words []string
	for day := 1; day <= 31; day++ {
		if set>>day&1 != 0 {
			words = append(words, english.Ordinal(day))
		}
	}
	if set&calendar.LastDay != 0 {
		words = append(words, "last day")
	}
	return english.Join(words)
}

// joinRuns lists the names of a set's members, runs of three or more as "Mon-Fri".
func joinRuns(set uint32, size int, name func(int) string) string {
	var words []string
	for i := 0; i < size; i++ {
		if set>>i&1 == 0 {
			continue
		}
		end := i
		for end+1 < size && set>>(end+1)&1 != 0 {
			end++
		}
		if end-i >= 2 {
			words = append(words, name(i)+"-"+name(end))
			i = end
		} else {
			words = append(words, name(i))
		}
	}
	return english.Join(words)
}
