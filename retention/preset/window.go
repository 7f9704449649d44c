package preset

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// Recovery windows keep every backup of some days, and the newest backup before
// them, from which the first of these days can be restored. A snapshot stands for
// a backup; its creation is the end of the backup. Backups built on others need
// these: see [retention.Plan.Needing].

// barman is the retention of Barman: a recovery window, in which a month is 31
// days of 24 hours, or a number of backups.
type barman struct {
	window  calendar.Period
	count   int
	minimum int
}

// Rules returns the window or the number, whichever is the policy.
func (b *barman) Rules() (rules []retention.Rule) {
	if !b.window.IsZero() {
		rules = append(rules, retention.Rule{Within: b.window, Base: true})
	}
	if b.count > 0 {
		rules = append(rules, retention.Rule{Count: b.count})
	}
	return rules
}

func (b *barman) Minimum() int { return b.minimum }

// options are Barman's own settings.
func (b *barman) options() []option {
	want := "RECOVERY WINDOW OF and a number of DAYS, WEEKS or MONTHS, or REDUNDANCY and a number"
	return []option{
		{name: "retention_policy", want: want, set: b.setPolicy},
		count("minimum_redundancy", &b.minimum),
	}
}

// barmanPolicy is the form of Barman's own configuration, in any case.
var barmanPolicy = regexp.MustCompile(`(?i)^\s*(?:redundancy\s+(\d+)|recovery\s+window\s+of\s+(\d+)\s+(day|week|month)s?)\s*$`)

// setPolicy reads either form of the policy.
func (b *barman) setPolicy(value string) (ok bool) {
	match := barmanPolicy.FindStringSubmatch(value)
	if match == nil {
		return false
	}
	if match[1] != "" {
		b.count, ok = number(match[1], 1, mostCount)
		return ok
	}
	b.window, ok = window(match[2], strings.ToLower(match[3]))
	return ok
}

// window returns an age of days, weeks or months of 31 days, as elapsed time.
func window(text, unit string) (calendar.Period, bool) {
	n, ok := number(text, 1, 9999)
	days := map[string]int{"day": 1, "week": 7, "month": 31}[unit]
	return calendar.PeriodOf(n*days*24, calendar.Hour), ok
}

// cloudNativePG is the retention of CloudNativePG, which is Barman's window.
type cloudNativePG struct{ barman }

// options is the setting of a cluster. The window is Barman's, the form is not.
func (c *cloudNativePG) options() []option {
	return []option{{name: "retentionPolicy", want: "1 to 9999 and d, w or m, such as 30d", set: func(value string) (ok bool) {
		units := map[byte]string{'d': "day", 'w': "week", 'm': "month"}
		if value == "" || units[value[len(value)-1]] == "" {
			return false
		}
		c.window, ok = window(value[:len(value)-1], units[value[len(value)-1]])
		return ok
	}}}
}

// pgBackRest is the retention of full backups in pgBackRest, by count or by time.
// The list has full backups alone, or also backups that depend on them, each with
// its parent.
type pgBackRest struct {
	n      int
	byTime bool
}

// Rules returns a count or a window, whose base is the newest full backup before it.
func (p *pgBackRest) Rules() (rules []retention.Rule) {
	switch {
	case p.n == 0:
		return nil
	case p.byTime:
		return []retention.Rule{{Within: calendar.PeriodOf(24*p.n, calendar.Hour), Base: true}}
	}
	return []retention.Rule{{Count: p.n}}
}

// fault refuses a type without a number, which would keep everything.
func (p *pgBackRest) fault() *OptionError {
	if p.n == 0 && p.byTime {
		return &OptionError{Option: "repo1-retention-full-type", Value: "time", Want: "repo1-retention-full beside it"}
	}
	return nil
}

// options are those of the first repository. Other settings of retention are refused by
// name, lest somebody take them for read.
func (p *pgBackRest) options() []option {
	const most = 99_999
	return []option{
		{name: "repo1-retention-full", want: "1 to " + strconv.Itoa(most), set: func(value string) (ok bool) {
			p.n, ok = number(value, 1, most)
			return ok
		}},
		{name: "repo1-retention-full-type", want: "count or time", set: func(value string) bool {
			p.byTime = value == "time"
			return p.byTime || value == "count"
		}},
		refused("repo1-retention-diff", "none: no rule counts differential backups apart from full ones"),
		refused("repo1-retention-archive", "none: the archive's segments are no snapshots"),
	}
}

// refused is an option that no rule can say.
func refused(name, want string) option {
	return option{name: name, want: want, set: func(string) bool { return false }}
}
