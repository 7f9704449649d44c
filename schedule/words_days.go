package schedule

import (
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/english"
)

// daysInWords returns the dates, such as "Mon-Fri", "on the first Sunday of every
// month" or "on the 1st and 15th of Feb", and nothing for every day.
func (r Rule) daysInWords() string {
	r = r.Normal()
	weekly, some := weekdaysInWords(r.Weekdays)
	months := monthsInWords(r.Months)
	ofMonths := " of " + months
	if months == "" {
		ofMonths = " of every month"
	}
	switch days := ofMonthInWords(r.MonthDays, r.Workdays); {
	case days != "":
		words := "on " + days + ofMonths
		if weekdays := joinNonempty(weekly, some); weekdays != "" {
			words += ", if it is " + weekdays + ","
		}
		return words
	case some == "" && months == "":
		return weekly
	case some == "":
		return strings.TrimSpace(weekly + " in " + months)
	case weekly != "":
		weekly = "every " + weekly
	}
	return "on " + joinNonempty(weekly, some) + ofMonths
}

// joinNonempty joins two phrases, of which either may be empty.
func joinNonempty(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " and " + b
}

// weekdaysInWords returns days of every week, such as "Mon-Fri", and apart from
// them days of some weeks, such as "the first Sunday and 3rd Thursday".
func weekdaysInWords(set calendar.Weekdays) (weekly, some string) {
	var mondayFirst uint32
	var words []string
	for n, day := range set.Days() {
		if n == 0 {
			mondayFirst |= 1 << ((day + 6) % 7)
		} else {
			words = append(words, english.Nth(n)+" "+day.String())
		}
	}
	weekly = joinRuns(mondayFirst, 7, func(i int) string {
		return time.Weekday((i + 1) % 7).String()[:3]
	})
	if len(words) > 0 {
		some = "the " + english.Join(words)
	}
	return weekly, some
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

// ofMonthInWords returns days of the month and workdays, such as "the 1st and
// last day" or "the workday nearest to the 15th", and nothing for none.
func ofMonthInWords(days, workdays calendar.MonthDays) string {
	var words string
	if days != 0 {
		words = "the " + monthDaysInWords(days)
	}
	if nearest := workdays &^ calendar.LastDay; nearest != 0 {
		words = joinNonempty(words, "the workday nearest to the "+monthDaysInWords(nearest))
	}
	if workdays&calendar.LastDay != 0 {
		words = joinNonempty(words, "the last workday")
	}
	return words
}

func monthDaysInWords(set calendar.MonthDays) string {
	var words []string
	for day := range set.Days() {
		words = append(words, english.MonthDay(day))
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
