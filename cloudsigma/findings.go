package cloudsigma

import (
	"fmt"
	"math/bits"
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
	"github.com/longcase/longcase/schedule"
)

// The codes of findings, besides those of package longcase.
const (
	// CodeNoType means that a scheduler does not say its type.
	CodeNoType longcase.Code = "no-type"
	// CodeNoZone means that a scheduler has no user_timezone, and UTC is taken.
	CodeNoZone longcase.Code = "no-zone"
	// CodeZoneNotListed means that the time zone loads, but is not one of those
	// that the vendor lists.
	CodeZoneNotListed longcase.Code = "zone-not-listed"
	// CodeMisspeltKey means that the retention policy's key is misspelt, as it
	// is in old replies of the API.
	CodeMisspeltKey longcase.Code = "misspelt-key"
	// CodeOutsideWindow means that times of day are outside the window, where
	// they do not fire.
	CodeOutsideWindow longcase.Code = "outside-window"
	// CodeManualReplaces means that there is a manual list and something that
	// it replaces.
	CodeManualReplaces longcase.Code = "manual-replaces"
	// CodeNotAsCron means that a repeat looks like cron but means something
	// else.
	CodeNotAsCron longcase.Code = "not-as-cron"
	// CodeShortMonths means that some months do not have a day that is named,
	// so that it matches nothing there.
	CodeShortMonths longcase.Code = "short-months"
	// CodeTooFast means that remote snapshots are due at shorter intervals than
	// the half hour that the vendor allows for a drive.
	CodeTooFast longcase.Code = "too-fast"
)

// doubtScheduler finds what is probably not meant in a scheduler as a whole.
func (d *decoder) doubtScheduler(s *Scheduler) {
	n := s.node
	d.Know(n, schedulerKeys)
	if s.name == "" {
		d.Find(n.Get("name").Or(n), longcase.CodeNoName, longcase.Warning,
			"the scheduler has no name")
	}
	if s.kind == NoType {
		d.Find(n.Get("type").Or(n), CodeNoType, longcase.Warning,
			"the scheduler has no type, so its interval is not checked")
	}
	if enabled := n.Get("is_enabled"); enabled.Exists() && !enabled.IsTrue() {
		d.Find(enabled, longcase.CodeDisabled, longcase.Info,
			"the scheduler is disabled: it takes no snapshots and deletes none")
	}
	zone := n.Get("user_timezone")
	switch name := zone.Text(); {
	case name == "":
		d.Find(zone.Or(n), CodeNoZone, longcase.Info, "no time zone is given, UTC is taken")
	case !Allowed(name):
		d.Find(zone, CodeZoneNotListed, longcase.Info,
			fmt.Sprintf("%q is not one of the time zones that the vendor lists", name))
	}
}

// doubtRule finds what is probably not meant in when a scheduler fires.
func (d *decoder) doubtRule(s *Scheduler, in incremental, rule schedule.Rule) {
	d.doubtMonthDays(in.monthDays.node, rule.MonthDays, rule.Months)
	repeat := in.repeat()
	switch {
	case len(in.manual) > 0:
		if in.hour.named() || in.minute.named() || repeat.node.Exists() {
			d.Find(in.manualNode, CodeManualReplaces, longcase.Info,
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

// doubtTimes finds times of day that are outside the window.
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
	d.Find(n, CodeOutsideWindow, longcase.Warning, fmt.Sprintf(
		"not within %s, and so not due: %s", rule.Window, strings.Join(outside, ", ")))
}

// doubtRepeat finds a repeat that cron would read differently: it counts from
// 0 in every day or hour, not from the start of the window.
func (d *decoder) doubtRepeat(r repeat, window schedule.Window) {
	step, _ := r.every.Elapsed()
	whole, name := int64(60), "minutes"
	if r.every.Unit == calendar.Hour {
		whole, name = calendar.MinutesPerDay, "hours"
	}
	if whole%step != 0 || int64(window.From())%step != 0 {
		d.Find(r.node, CodeNotAsCron, longcase.Info, fmt.Sprintf(
			"every %s, counted from %s; cron would take the %s that %d divides",
			r.every, window.From(), name, r.every.N))
	}
}

// doubtMonthDays finds days of the month that not all of the months have.
func (d *decoder) doubtMonthDays(n jsondoc.Node, days calendar.MonthDays, months calendar.Months) {
	last := bits.Len32(uint32(days)) - 1
	for month := time.January; month <= time.December; month++ {
		const commonYear = 2023
		if months.Allows(month) && last > calendar.DaysIn(commonYear, month) {
			d.Find(n, CodeShortMonths, longcase.Warning,
				fmt.Sprintf("some months have no day %d; nothing matches in them", last))
			return
		}
	}
}

// doubtInterval finds a schedule that is faster than remote snapshots can be.
func (d *decoder) doubtInterval(n jsondoc.Node, rule schedule.Rule) {
	if interval := shortest(rule); interval < remoteInterval {
		d.Find(n, CodeTooFast, longcase.Warning, fmt.Sprintf(
			"snapshots are due %s apart; a drive takes one remote snapshot in %d minutes",
			calendar.PeriodOf(interval, calendar.Minute), remoteInterval))
	}
}

// shortest returns the minutes from one fire to the next where they are
// fewest, clock changes aside.
func shortest(rule schedule.Rule) int {
	first, last, shortest := -1, -1, calendar.MinutesPerDay
	for at := range reader.Fires(rule) {
		if first < 0 {
			first = at
		} else {
			shortest = min(shortest, at-last)
		}
		last = at
	}
	if onConsecutiveDays(rule) {
		shortest = min(shortest, first+calendar.MinutesPerDay-last)
	}
	return shortest
}

// onConsecutiveDays reports whether a rule may fire on a day and on the next.
func onConsecutiveDays(rule schedule.Rule) bool {
	week := uint(rule.Weekdays)
	month := uint(rule.MonthDays)
	const first, lastFew = 1 << 1, 1<<28 | 1<<29 | 1<<30 | 1<<31
	return (week == 0 || week&(week<<1|week>>6) != 0) &&
		(month == 0 || month&(month<<1) != 0 || month&first != 0 && month&lastFew != 0)
}
