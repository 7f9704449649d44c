package cloudsigma

import (
	"fmt"
	"math/bits"
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/schedule"
)

// Codes of findings, besides those of package longcase. The package comment
// says when they occur.
const (
	codeNoType         longcase.Code = "no-type"
	codeNoZone         longcase.Code = "no-zone"
	codeZoneNotListed  longcase.Code = "zone-not-listed"
	codeMisspeltKey    longcase.Code = "misspelt-key"
	codeOutsideWindow  longcase.Code = "outside-window"
	codeManualReplaces longcase.Code = "manual-replaces"
	codeNotAsCron      longcase.Code = "not-as-cron"
	codeShortMonths    longcase.Code = "short-months"
	codeTooFast        longcase.Code = "too-fast"
	codeShortListing   longcase.Code = "short-listing"
	codeNotification   longcase.Code = "no-notification-flag"
)

// doubtScheduler adds the findings about a scheduler as a whole.
func (d *decoder) doubtScheduler(s *Scheduler) {
	n := s.node
	if s.policy.Name == "" {
		d.Find(n.Get("name").Or(n), longcase.CodeNoName, longcase.Warning,
			"the scheduler has no name")
	}
	if s.kind == NoType {
		d.Find(n.Get("type").Or(n), codeNoType, longcase.Warning,
			"the scheduler has no type, so its interval is not checked")
	}
	if enabled := get(n, "is_enabled"); enabled.Exists() && !enabled.IsTrue() {
		d.Find(enabled, longcase.CodeDisabled, longcase.Info,
			"the scheduler is disabled: it takes no snapshots and deletes none")
	}
	zone := n.Get("user_timezone")
	switch name := zone.Text(); {
	case name == "":
		d.Find(zone.Or(n), codeNoZone, longcase.Info, "no time zone is given, UTC is taken")
	case !Allowed(name):
		d.Find(zone, codeZoneNotListed, longcase.Info,
			fmt.Sprintf("%q is not on the vendor's list of time zones", name))
	}
}

// doubtRule adds the findings about the times at which a scheduler fires.
func (d *decoder) doubtRule(s *Scheduler, in incremental, rule schedule.Rule) {
	d.doubtMonthDays(in.monthDays.node, rule.MonthDays, rule.Months)
	// A rule has its times from one of three places, in this order: see decoder.rules.
	repeat := in.repeat()
	switch {
	case len(in.manual) > 0:
		if in.hour.named() || in.minute.named() || repeat.node.Exists() {
			d.Find(in.manualNode, codeManualReplaces, longcase.Info,
				"the manual list replaces hour, minute and repeat")
		}
		d.doubtTimes(in.manualNode, rule)
	case repeat.node.Exists():
		d.DoubtStep(repeat.node, rule)
		d.doubtRepeat(repeat, rule.Window)
	default:
		d.doubtTimes(in.hour.node.Or(in.minute.node), rule)
	}
	if s.kind == Backup {
		d.doubtInterval(in.place(s.node), rule)
	}
}

// doubtTimes finds times of day outside the window.
func (d *decoder) doubtTimes(n jsondoc.Node, rule schedule.Rule) {
	var outside []string
	for _, at := range rule.At {
		if !rule.Window.Contains(at) {
			outside = append(outside, at.String())
		}
	}
	const most = 3
	switch count := len(outside); {
	case count == 0:
		return
	case count > most:
		outside = append(outside[:most], fmt.Sprintf("%d more", count-most))
	}
	d.Find(n, codeOutsideWindow, longcase.Warning, fmt.Sprintf(
		"not within %s, and so not due: %s", rule.Window, strings.Join(outside, ", ")))
}

// doubtRepeat finds a repeat that cron would read differently: cron's */45 is
// minutes 0 and 45 of every hour, since it counts from 0, not from the start of
// the window.
func (d *decoder) doubtRepeat(r repeat, window schedule.Window) {
	step, _ := r.every.Elapsed()
	whole, name := int64(60), "minutes"
	if r.every.Unit == calendar.Hour {
		whole, name = calendar.MinutesPerDay, "hours"
	}
	if whole%step != 0 || int64(window.From())%step != 0 {
		d.Find(r.node, codeNotAsCron, longcase.Info, fmt.Sprintf(
			"every %s, counted from %s; cron would take the %s divisible by %d",
			r.every, window.From(), name, r.every.N))
	}
}

// doubtMonthDays finds days missing in some of the months.
func (d *decoder) doubtMonthDays(n jsondoc.Node, days calendar.MonthDays, months calendar.Months) {
	last := bits.Len32(uint32(days)) - 1
	for month := time.January; month <= time.December; month++ {
		// In a common year the 29th is missing from February, and is found, too.
		const commonYear = 2023
		if months.Allows(month) && last > calendar.DaysIn(commonYear, month) {
			d.Find(n, codeShortMonths, longcase.Warning,
				fmt.Sprintf("some months have no day %d, and no match", last))
			return
		}
	}
}

// doubtInterval finds a schedule too fast for remote snapshots.
func (d *decoder) doubtInterval(n jsondoc.Node, rule schedule.Rule) {
	if interval := shortest(rule); interval < remoteInterval {
		d.Find(n, codeTooFast, longcase.Warning, fmt.Sprintf(
			"snapshots are due %s apart; a drive takes one remote snapshot in %d minutes",
			calendar.PeriodOf(interval, calendar.Minute), remoteInterval))
	}
}

// shortest returns the fewest minutes between two fires, clock changes aside.
func shortest(rule schedule.Rule) int {
	// A single time of day is due a day apart at most often.
	shortest, times := calendar.MinutesPerDay, rule.Times()
	if len(times) == 0 {
		return shortest
	}
	for i, at := range times[1:] {
		shortest = min(shortest, int(at-times[i]))
	}
	if onConsecutiveDays(rule) {
		shortest = min(shortest, int(times[0]-times[len(times)-1])+calendar.MinutesPerDay)
	}
	return shortest
}

// onConsecutiveDays reports whether a rule may fire on a day and on the day
// after. The last days of a month precede its first.
func onConsecutiveDays(rule schedule.Rule) bool {
	// Sets of bits that are shifted by a day overlap themselves if a day and the day after it
	// are both in. Saturday, bit 6, comes before Sunday, bit 0.
	weekly, _ := rule.Weekdays.Weekly()
	week := uint(weekly)
	month := uint(rule.MonthDays)
	const first, lastFew = 1 << 1, 1<<28 | 1<<29 | 1<<30 | 1<<31
	// No days of the month are all of them. The 1st follows the last day of a month, which is
	// the 28th in a common February.
	return (week&(week<<1|week>>6) != 0) &&
		(month == 0 || month&(month<<1) != 0 || month&first != 0 && month&lastFew != 0)
}
