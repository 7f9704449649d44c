package preset

import (
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// cloudSigma is the retention policy of a CloudSigma scheduler: each of days,
// weeks and months is a rule, with a quantity and, after a slash, the time
// option. Package cloudsigma reads the vendor's documents.
type cloudSigma []retention.Rule

func (c *cloudSigma) Rules() []retention.Rule { return *c }

// options are the vendor's periods.
func (c *cloudSigma) options() []option {
	return []option{
		c.option("days", calendar.Day, "1 to 9999"),
		c.option("weeks", calendar.Week, "1 to 9999, alone or with /0 (Sunday) to /6"),
		c.option("months", calendar.Month, "1 to 9999, alone or with /1 to /31"),
	}
}

// option is a period, which may be given again: weeks=4/1,weeks=2/5 keeps Mondays longer
// than Fridays.
func (c *cloudSigma) option(name string, unit calendar.Unit, want string) option {
	return option{name: name, want: want, many: true, set: func(value string) bool {
		quantity, day, restricted := strings.Cut(value, "/")
		n, ok := number(quantity, 1, 9999)
		rule := retention.Rule{Within: calendar.PeriodOf(n, unit)}
		if restricted {
			ok = ok && setTimeOption(&rule, day)
		}
		*c = append(*c, rule)
		return ok
	}}
}

// setTimeOption restricts a rule to a day of the week or of the month.
func setTimeOption(rule *retention.Rule, day string) bool {
	switch rule.Within.Unit {
	case calendar.Week:
		n, ok := number(day, 0, 6)
		rule.Weekdays = calendar.WeekdaysOf(time.Weekday(n))
		return ok
	case calendar.Month:
		n, ok := number(day, 1, 31)
		rule.MonthDays = calendar.MonthDaysOf(n)
		return ok
	}
	return false
}

// qumulo is the time to live of a Qumulo snapshot policy. Package qumulo reads
// the vendor's documents.
type qumulo struct{ ttl calendar.Period }

// Rules returns the age; none if snapshots never expire.
func (q *qumulo) Rules() []retention.Rule {
	if q.ttl.IsZero() {
		return nil
	}
	return []retention.Rule{{Within: q.ttl}}
}

// options is the key of the vendor's documents.
func (q *qumulo) options() []option {
	return []option{{
		name: "expiration_time_to_live", set: q.set,
		want: "never, or 1 to 99 and months, weeks, days, hours or minutes, such as 15days",
	}}
}

// set reads a time to live to the letter, as the vendor does: 5day and 5 days are refused.
func (q *qumulo) set(value string) bool {
	if value == "" || value == "never" {
		return true
	}
	end := strings.IndexFunc(value, func(r rune) bool { return r < '0' || '9' < r })
	if end < 0 {
		return false
	}
	n, ok := number(value[:end], 1, 99)
	unit, err := calendar.ParseUnit(value[end:])
	plural := strings.HasSuffix(value, "s")
	q.ttl = calendar.PeriodOf(n, unit)
	return ok && err == nil && plural && calendar.Minute <= unit && unit <= calendar.Month
}
