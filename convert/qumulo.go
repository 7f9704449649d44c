package convert

import (
	"math/bits"
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/qumulo"
	"github.com/longcase/longcase/schedule"
)

// Qumulo returns a snapshot policy, exact from an instant on.
func Qumulo(p longcase.Policy, since time.Time) (*qumulo.Document, error) {
	c := start(p, "Qumulo")
	c.oneZone()
	rules := c.qumuloTimes()
	form := policyForm{
		Name: p.Name, Enabled: p.Enabled, Template: p.NameTemplate.String(), Directory: p.Directory,
	}
	form.Schedule.Creation.Zone = p.Zone.Name()
	form.Schedule.TimeToLive = c.timeToLive()
	if p.Locked {
		c.refuse("/locked", "true", "Qumulo needs the key of the lock, which a policy does not hold")
	}
	if err := c.err(); err != nil {
		return nil, err
	}
	return firstExact(c, rules, since, form.with, qumulo.Parse)
}

// mostOf is the largest number of a unit, be it of a step or of a time to live.
const mostOf = 99

// timeToLive returns the one age that the retention rules are.
func (c *conversion) timeToLive() string {
	ages := c.ages()
	if len(ages) > 1 {
		c.refuse("/retention/rules", strconv.Itoa(len(ages)), "Qumulo has one time to live for all snapshots")
	}
	ttl := "never"
	for _, age := range ages {
		within := age.within
		if larger, ok := coarser(within); ok && within.N > mostOf {
			within = larger
		}
		if age.weekdays != 0 || age.monthDays != 0 {
			c.refuseText(age.pointer, age.given, "Qumulo has one time to live for the snapshots of all days")
		}
		if within.N > mostOf {
			c.refuseText(age.pointer, age.given, "Qumulo has at most 99 of a unit")
		}
		ttl = strconv.Itoa(within.N) + within.Unit.String() + "s"
	}
	return ttl
}

// qumuloTimes returns the rules that say when the policy is due: as it is given
// if that can be, then as a grid, or as the one time of day.
func (c *conversion) qumuloTimes() (rules []schedule.Rule) {
	t, ok := c.times()
	if !ok {
		c.lacks(len(t.rules) == 0, "/schedule", c.Schedule.String(), "policy that is never due")
		return nil
	}
	c.qumuloDays(t)
	if given, ok := t.given(); ok && fits(given) && t.days.MonthDays == 0 {
		rules = append(rules, given)
	}
	grid, isGrid := t.grid()
	switch {
	case len(t.clocks) == 1:
		rules = append(rules, t.fixed())
	case t.days.MonthDays != 0:
		c.refuseTimes(t, "Qumulo has one time of day beside a day of the month")
	case isGrid && fits(grid):
		rules = append(rules, grid)
	case len(rules) == 0:
		c.refuseTimes(t, "Qumulo has one time of day, or steps of 1 to 99 minutes or hours within a day")
	}
	return rules
}

// fits reports whether a rule is a grid with a step and a window that Qumulo has.
func fits(r schedule.Rule) bool {
	return 1 <= r.Every.N && r.Every.N <= mostOf && r.Window.From() <= r.Window.To()
}

func (c *conversion) qumuloDays(t times) {
	days, pointer := t.days, "/schedule/rules/0"
	if days.Months != 0 {
		c.refuseText(pointer+"/months", days.Months, "Qumulo has no months")
	}
	const upTo27 = 1<<28 - 2
	switch {
	case days.MonthDays == 0:
	case bits.OnesCount32(uint32(days.MonthDays)) > 1 || days.MonthDays&^(upTo27|calendar.LastDay) != 0:
		c.refuseText(pointer+"/monthDays", days.MonthDays, "Qumulo has one day of the month, 1 to 27 or the last")
	case days.Weekdays != 0:
		c.refuseText(pointer+"/weekdays", days.Weekdays, "Qumulo has no days of the week beside a day of the month")
	}
}

// The forms hold what a policy says, in the order in which it is written.
type (
	policyForm struct {
		Name      string `json:"policy_name"`
		Enabled   bool   `json:"enabled"`
		Template  string `json:"snapshot_name_template,omitempty"`
		Directory string `json:"source_file_path,omitempty"`
		Schedule  struct {
			Creation   creationForm `json:"creation_schedule"`
			TimeToLive string       `json:"expiration_time_to_live"`
		} `json:"schedule"`
	}
	creationForm struct {
		Zone      string   `json:"timezone"`
		Frequency string   `json:"frequency"`
		Days      []string `json:"on_days,omitempty"`
		MonthDay  int      `json:"day_of_month,omitempty"`
		*timeForm
		*gridForm
	}
	timeForm struct {
		Hour   int `json:"hour"`
		Minute int `json:"minute"`
	}
	gridForm struct {
		Every       int    `json:"fire_every"`
		Interval    string `json:"fire_every_interval"`
		StartHour   int    `json:"window_start_hour"`
		StartMinute int    `json:"window_start_minute"`
		EndHour     int    `json:"window_end_hour"`
		EndMinute   int    `json:"window_end_minute"`
	}
)

// with returns the policy with a rule.
func (p policyForm) with(rule schedule.Rule) any {
	creation := &p.Schedule.Creation
	creation.Days = []string{"EVERY_DAY"}
	if rule.Weekdays != 0 {
		creation.Days = strings.Split(strings.ToUpper(rule.Weekdays.String()), ",")
	}
	switch {
	case !rule.Every.IsZero():
		creation.Frequency = "SCHEDULE_HOURLY_OR_LESS"
		creation.gridForm = gridOf(rule)
		return p
	case rule.MonthDays == 0:
		creation.Frequency = "SCHEDULE_DAILY_OR_WEEKLY"
	default:
		creation.Frequency = "SCHEDULE_MONTHLY"
		creation.Days, creation.MonthDay = nil, bits.TrailingZeros32(uint32(rule.MonthDays))
		if rule.MonthDays == calendar.LastDay {
			creation.MonthDay = 128
		}
	}
	creation.timeForm = &timeForm{rule.At[0].Hour(), rule.At[0].Minute()}
	return p
}

func gridOf(rule schedule.Rule) *gridForm {
	from, to := rule.Window.From(), rule.Window.To()
	return &gridForm{
		Every: rule.Every.N, Interval: "FIRE_IN_" + strings.ToUpper(rule.Every.Unit.String()) + "S",
		StartHour: from.Hour(), StartMinute: from.Minute(), EndHour: to.Hour(), EndMinute: to.Minute(),
	}
}
