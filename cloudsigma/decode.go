package cloudsigma

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
	"github.com/longcase/longcase/schedule"
)

// misspeltRetention is the spelling of retention_policy in old answers.
const misspeltRetention = "rentention_policy"

// The keys that the API documents. They are never written.
var (
	schedulerKeys = []string{
		"enable_backup_policy_notifications", "enable_retention_policy_notifications",
		"grantees", "incremental_backup", "initial_backup", "is_default", "is_enabled",
		"manual_incremental_backup", "meta", "name", "orchestrator_timezone", "owner",
		"permissions", "remote_location", "resource_uri", "retention_policy",
		misspeltRetention, "tags", "type", "user_timezone", "uuid",
	}
	incrementalKeys = []string{
		"day_of_month", "day_of_week", "end_time", "hour", "minute", "month", "repeat", "start_time",
	}
	initialKeys   = []string{"day_of_week", "end_time", "start_time"}
	clockKeys     = []string{"hour", "minute"}
	retentionKeys = []string{"name", "rules"}
	ruleKeys      = []string{"period", "quantity", "time_option"}
)

// decoder reads the schedulers of one document.
type decoder struct {
	reader.Reader
	edits []jsondoc.Edit
}

// scheduler reads a scheduler. The result is of use only if nothing was refused.
// Null is the schema's default for most keys, and reads as absent.
func (d *decoder) scheduler(n jsondoc.Node) *Scheduler {
	firstEdit := len(d.edits)
	s := &Scheduler{
		node:              n,
		uuid:              d.Text(reader.Given(n.Get("uuid"))),
		kind:              d.kind(reader.Given(n.Get("type"))),
		remoteLocation:    d.Text(reader.Given(n.Get("remote_location"))),
		notifiesBackups:   d.Bool(reader.Given(n.Get("enable_backup_policy_notifications")), true),
		notifiesRetention: d.Bool(reader.Given(n.Get("enable_retention_policy_notifications")), true),
	}
	s.policy.Name = d.Text(reader.Given(n.Get("name")))
	d.policy(s)
	s.findings = d.TakeFindings()
	s.edits = d.edits[firstEdit:len(d.edits):len(d.edits)]
	return s
}

func (d *decoder) kind(n jsondoc.Node) (kind Type) {
	if d.Is(n, jsondoc.String) && kind.UnmarshalText([]byte(n.Text())) != nil {
		d.Refuse(n, longcase.CodeValue, "want migration, backup, dr or snapshot")
	}
	return kind
}

// incremental holds the fields that decide when a scheduler fires.
type incremental struct {
	node                        jsondoc.Node
	weekdays, monthDays, months choice
	hour, minute                choice
	window                      schedule.Window
	repeatHour, repeatMinute    repeat
	manual                      []calendar.Clock
	manualNode                  jsondoc.Node
}

// repeat is a repeat.hour or repeat.minute; without one, every is zero.
type repeat struct {
	node  jsondoc.Node
	every calendar.Period
}

func (d *decoder) incremental(scheduler jsondoc.Node) incremental {
	n := reader.Given(scheduler.Get("incremental_backup"))
	d.Is(n, jsondoc.Object)
	d.Know(n, incrementalKeys)
	in := incremental{
		node:       n,
		weekdays:   d.choice(n.Get("day_of_week"), weekdays),
		monthDays:  d.choice(n.Get("day_of_month"), monthDays),
		months:     d.choice(n.Get("month"), months),
		hour:       d.choice(n.Get("hour"), hours),
		minute:     d.choice(n.Get("minute"), minutes),
		window:     d.window(n),
		manualNode: reader.Given(scheduler.Get("manual_incremental_backup")),
	}
	if repeat := reader.Given(n.Get("repeat")); d.Is(repeat, jsondoc.Object) {
		d.Know(repeat, clockKeys)
		in.repeatHour = d.repeat(repeat.Get("hour"), calendar.Hour, maxRepeatHours, wantRepeatHour)
		in.repeatMinute = d.repeat(repeat.Get("minute"), calendar.Minute, maxRepeatMinutes,
			wantRepeatMinute)
	}
	in.manual = d.clocks(in.manualNode)
	return in
}

// repeat reads "*/12", "12", 12, or "" for none.
func (d *decoder) repeat(n jsondoc.Node, unit calendar.Unit, high int, want string) repeat {
	text, ok := d.scalar(n, want)
	steps, ok := d.bounded(n, strings.TrimPrefix(text, "*/"), ok && text != "", 1, high, want)
	if !ok {
		return repeat{}
	}
	return repeat{n, calendar.PeriodOf(steps, unit)}
}

// window reads a start_time and an end_time.
func (d *decoder) window(n jsondoc.Node) schedule.Window {
	from, _ := d.clock(n.Get("start_time"))
	to, ok := d.clock(n.Get("end_time"))
	if !ok {
		to = calendar.MinutesPerDay - 1
	}
	if from == to {
		d.Find(n, longcase.CodeOneMinuteWindow, longcase.Warning,
			"start_time and end_time are both "+from.String()+", so the window is that one minute")
	}
	return schedule.WindowOf(from, to)
}

// clock reads an object of an hour and a minute; ok is false if both are empty.
func (d *decoder) clock(n jsondoc.Node) (clock calendar.Clock, ok bool) {
	if !d.Is(n, jsondoc.Object) {
		return 0, false
	}
	d.Know(n, clockKeys)
	hour, ok := d.optional(n.Get("hour"), 0, 23, `an hour 0 to 23 or ""`)
	minute, okMinute := d.optional(n.Get("minute"), 0, 59, `a minute 0 to 59 or ""`)
	if okMinute && isEmpty(n.Get("hour")) {
		d.Refuse(n, longcase.CodeConflict, "want an hour beside the minute")
	}
	return calendar.ClockOf(hour, minute), ok
}

func isEmpty(n jsondoc.Node) bool { return !n.Exists() || n.Raw() == `""` }

// clocks reads a list of times such as "02:00,06:00", sorted and each once.
func (d *decoder) clocks(n jsondoc.Node) []calendar.Clock {
	text := d.Text(n)
	if text == "" {
		return nil
	}
	list := make([]calendar.Clock, 0, strings.Count(text, ",")+1)
	for item := range strings.SplitSeq(text, ",") {
		clock, err := calendar.ParseClock(strings.TrimSpace(item))
		if err != nil {
			d.Refuse(n, longcase.CodeValue, `want times such as "02:00,14:30", or ""`)
			return nil
		}
		list = append(list, clock)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// product returns all times of day with an hour and a minute of the sets, in
// order.
func product(hours, minutes uint64) []calendar.Clock {
	list := make([]calendar.Clock, 0, bits.OnesCount64(hours)*bits.OnesCount64(minutes))
	for ; hours != 0; hours &= hours - 1 {
		for rest := minutes; rest != 0; rest &= rest - 1 {
			list = append(list, calendar.ClockOf(bits.TrailingZeros64(hours), bits.TrailingZeros64(rest)))
		}
	}
	return list
}
