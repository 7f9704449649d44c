package cloudsigma

import (
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/exact"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// policy reads a scheduler's policy, and compiles it if nothing was refused.
func (d *decoder) policy(s *Scheduler) {
	n := s.node
	zone := d.Zone(get(n, "user_timezone"))
	in := d.incremental(n)
	rules := d.rules(in)
	s.retention = d.retention(n)
	// Everything is read before anything is compiled, so that a document with a problem lists
	// all of them. Findings come last: Reader.Find drops them once a problem is noted.
	initial := d.initial(n)
	enabled := isTrue(get(n, "is_enabled"), true)
	d.doubtScheduler(s)
	for _, rule := range rules {
		d.doubtRule(s, in, rule)
	}
	if d.Failed() {
		return
	}
	s.policy = longcase.Policy{
		Remote: isRemote(s.kind),
		Name:   s.policy.Name, Enabled: enabled, Zone: zone,
		Schedule: d.Schedule(in.place(n), zone, rules),
	}
	if enabled { // a disabled scheduler deletes nothing
		s.policy.Retention = d.Retention(n, zone, s.retention)
	}
	if s.kind == Migration {
		s.initial = d.windows(n, zone, initial)
	}
}

// rules returns the rule by which a scheduler fires; none if it never does.
func (d *decoder) rules(in incremental) []schedule.Rule {
	rule := schedule.Rule{
		Months:    calendar.Months(in.months.set),
		MonthDays: calendar.MonthDays(in.monthDays.set),
		Weekdays:  weekdaysOf(in.weekdays.set),
		Window:    in.window,
	}
	repeat := in.repeat()
	switch {
	case len(in.manual) > 0:
		rule.At = in.manual
	case !repeat.every.IsZero():
		d.refuseBeside(repeat, in)
		rule.Every = repeat.every
	case in.hour.empty() && in.minute.empty():
		return nil
	case !in.hour.named() && in.minute.star:
		// Every minute is a grid, and as such fires in both passes of a repeated
		// hour; a list of 1440 times of day would fire once.
		rule.Every = calendar.PeriodOf(1, calendar.Minute)
	default:
		// An hour of "*" or "" is every hour, and a minute of "*" every minute; but an empty
		// minute beside an hour is 0: "hour": "3" alone is 03:00, not sixty snapshots.
		const allHours, allMinutes, minuteZero = 1<<24 - 1, 1<<60 - 1, 1 << 0
		rule.At = exact.Product{
			Hours:   uint32(in.hour.orElse(allHours, allHours)),
			Minutes: in.minute.orElse(minuteZero, allMinutes),
		}.Clocks()
	}
	return []schedule.Rule{rule}
}

// weekdaysOf returns the weekdays of a set of numbers, 0 for Sunday.
func weekdaysOf(set uint64) (days calendar.Weekdays) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if set>>day&1 != 0 {
			days |= calendar.WeekdaysOf(day)
		}
	}
	return days
}

// repeat returns the repeat in hours or, without it, that in minutes.
func (in incremental) repeat() repeat {
	if !in.repeatHour.every.IsZero() {
		return in.repeatHour
	}
	return in.repeatMinute
}

// refuseBeside refuses fields in contradiction to a repeat.
func (d *decoder) refuseBeside(r repeat, in incremental) {
	beside := reader.Quote(r.node) + " in repeat." + r.node.Key()
	if r == in.repeatHour && !in.repeatMinute.every.IsZero() {
		d.Refuse(in.repeatMinute.node, longcase.CodeConflict, `want "" beside `+beside)
	}
	// Beside a repeat "" and "*" add nothing: the vendor's example of an hourly policy has
	// minute "*" beside repeat hour "*/1", and is due once an hour.
	for _, field := range [...]choice{in.hour, in.minute} {
		if field.named() {
			d.Refuse(field.node, longcase.CodeConflict, `want "" or "*" beside `+beside)
		}
	}
}

// place returns the incremental_backup, or the scheduler if it has none.
func (in incremental) place(scheduler jsondoc.Node) jsondoc.Node {
	if in.node.Kind() == jsondoc.Object {
		return in.node
	}
	return scheduler
}

// initial reads the days and the window in which a first full backup may start.
func (d *decoder) initial(scheduler jsondoc.Node) schedule.Rule {
	n := get(scheduler, "initial_backup")
	d.Know(n, initialKeys)
	return schedule.Rule{
		Weekdays: weekdaysOf(d.choice(given(n, "day_of_week"), weekdays).set),
		Window:   d.window(n),
	}
}

// windows compiles the window of a first full backup.
func (d *decoder) windows(at jsondoc.Node, zone *timezone.Zone, in schedule.Rule) schedule.Windows {
	windows, err := schedule.CompileWindows(zone, in)
	if err != nil {
		d.Refuse(at, longcase.CodeValue, err.Error())
	}
	return windows
}
