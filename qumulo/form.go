package qumulo

import (
	"math/bits"
	"strings"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
)

// The forms are a policy's JSON, in the order in which it is written.
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
		// One of the two, and the keys of the other are left out. A key of its own could not
		// be left out when it is zero: "hour": 0 is midnight, and has to be written.
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
	// The frequencies exclude each other: a rule with a step has no times, and a day of the
	// month leaves no room for days of the week.
	switch {
	case !rule.Every.IsZero():
		creation.Frequency = "SCHEDULE_HOURLY_OR_LESS"
		creation.gridForm = gridOf(rule)
		return p
	case rule.MonthDays == 0:
		creation.Frequency = "SCHEDULE_DAILY_OR_WEEKLY"
	default:
		creation.Frequency = "SCHEDULE_MONTHLY"
		// A single day: the writer refuses more, since Qumulo has one.
		creation.Days, creation.MonthDay = nil, bits.TrailingZeros64(uint64(rule.MonthDays))
		if rule.MonthDays == calendar.LastDay {
			creation.MonthDay = lastDay
		}
	}
	creation.timeForm = &timeForm{rule.At[0].Hour(), rule.At[0].Minute()}
	return p
}

// gridOf returns the step and the window of a rule. All four keys of the window are
// written, for the whole day, too.
func gridOf(rule schedule.Rule) *gridForm {
	from, to := rule.Window.From(), rule.Window.To()
	return &gridForm{
		Every: rule.Every.N, Interval: "FIRE_IN_" + strings.ToUpper(rule.Every.Unit.String()) + "S",
		StartHour: from.Hour(), StartMinute: from.Minute(), EndHour: to.Hour(), EndMinute: to.Minute(),
	}
}
