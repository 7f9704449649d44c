package cloudsigma

import (
	"fmt"
	"slices"
	"strings"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
	"github.com/longcase/longcase/schedule"
)

// misspeltRetention is the spelling of retention_policy in old answers. It is read,
// and never written.
const misspeltRetention = "rentention_policy"

// The keys of nested objects. They are never written.
var (
	incrementalKeys = []string{
		"day_of_month", "day_of_week", "end_time", "hour", "minute", "month", "repeat", "start_time",
	}
	initialKeys   = []string{"day_of_week", "end_time", "start_time"}
	clockKeys     = []string{"hour", "minute"}
	retentionKeys = []string{"name", "rules"}
	ruleKeys      = []string{"period", "quantity", "time_option"}
)

// decoder reads the schedulers of a document.
type decoder struct {
	reader.Reader
	// edits correct misspelt keys when the document is written.
	edits []jsondoc.Edit
	// request tells that the document is the body of a request, whose read-only
	// keys are not looked at.
	request bool
	// answer is the list of an answer with meta, in which schedulers may lack
	// keys; absent elsewhere.
	answer jsondoc.Node
	// partial tells whether a scheduler without a schedule was found.
	partial bool
	// uuids are the schedulers so far: a second one of the same uuid is refused.
	uuids map[string]jsondoc.Node
}

// scheduler reads a scheduler. The result is of use only if nothing was refused.
func (d *decoder) scheduler(n jsondoc.Node) *Scheduler {
	firstEdit := len(d.edits)
	d.checkKeys(n)
	s := &Scheduler{
		node:              n,
		uuid:              get(n, "uuid").Text(),
		kind:              d.kind(get(n, "type")),
		remoteLocation:    get(n, "remote_location").Text(),
		notifiesBackups:   isTrue(get(n, "enable_backup_policy_notifications"), true),
		notifiesRetention: isTrue(get(n, "enable_retention_policy_notifications"), true),
	}
	s.policy.Name = get(n, "name").Text()
	if d.isPartial(n) {
		d.readPartial(s)
	} else {
		d.policy(s)
	}
	d.identify(s)
	s.findings = append(s.findings, d.TakeFindings()...)
	// The capacity ends with the scheduler's own edits: the next scheduler's do not replace
	// what is appended to them.
	s.edits = d.edits[firstEdit:len(d.edits):len(d.edits)]
	return s
}

// checkKeys checks the types of a scheduler's keys, and finds unknown keys. A
// read-only key of a request may have any type: clients send back whole answers,
// and the key is ignored.
func (d *decoder) checkKeys(n jsondoc.Node) {
	for key, member := range n.Members() {
		f := fieldOf(key)
		switch {
		case f == nil && key != misspeltRetention:
			d.Find(member, longcase.CodeUnknownKey, longcase.Info,
				fmt.Sprintf("the key %q is kept but decides nothing", key))
		case f != nil && !(d.request && f.ReadOnly):
			d.Is(reader.Given(member), f.kind)
		}
	}
}

// get returns a scheduler's member of the type that its field has; absent for
// null, and for other types, which checkKeys refuses.
func get(scheduler jsondoc.Node, key string) jsondoc.Node {
	if member := scheduler.Get(key); member.Kind() == fieldOf(key).kind {
		return member
	}
	return jsondoc.Node{}
}

// given returns a member of an object; absent for null, as answers write it.
func given(object jsondoc.Node, key string) jsondoc.Node { return reader.Given(object.Get(key)) }

// isTrue reads a flag. Old answers lack some of them, and the meaning of an absent flag
// differs: is_default is false then, and a notification is sent.
func isTrue(n jsondoc.Node, absent bool) bool {
	if n.Exists() {
		return n.IsTrue()
	}
	return absent
}

// kind reads the type. Only answers may have the type "", as old ones do.
func (d *decoder) kind(n jsondoc.Node) (kind Type) {
	if n.Exists() && (kind.UnmarshalText([]byte(n.Text())) != nil || d.request && kind == NoType) {
		d.Refuse(n, longcase.CodeValue, "want "+typeNames.Want())
	}
	return kind
}

// identify refuses a scheduler with the uuid of another: to act on either would
// act on both.
func (d *decoder) identify(s *Scheduler) {
	if s.uuid == "" || d.request {
		return
	}
	n := s.node.Get("uuid")
	if earlier, ok := d.uuids[s.uuid]; ok {
		d.Refuse(n, longcase.CodeConflict, "want another than at "+earlier.Pointer())
		return
	}
	if d.uuids == nil {
		d.uuids = map[string]jsondoc.Node{}
	}
	d.uuids[s.uuid] = n
}

// isPartial reports whether a scheduler is an item of a short listing, or of an
// answer to a request for some fields. To take such an item for a policy would
// make it one that is never due and keeps everything.
func (d *decoder) isPartial(n jsondoc.Node) bool {
	due := given(n, "incremental_backup").Exists()
	kept := n.Get("retention_policy").Exists() || n.Get(misspeltRetention).Exists()
	// With meta around it, the answer may be one to ?fields=, which shows any subset of the
	// keys. One half of a policy is not a policy.
	if d.answer.Exists() {
		return !due || !kept
	}
	// Without meta, the item is short if it comes from the vendor, as its uuid shows, and has
	// no key of a policy. A person's document may leave out either half.
	isAnswer := !d.request && (n.Get("uuid").Exists() || n.Get("resource_uri").Exists())
	return isAnswer && !due && !kept &&
		!n.Get("manual_incremental_backup").Exists() && !n.Get("initial_backup").Exists()
}

// readPartial reads a scheduler without schedule and retention. Of all of them in
// a document, the first has the finding.
func (d *decoder) readPartial(s *Scheduler) {
	s.partial = true
	s.policy.Zone = d.Zone(get(s.node, "user_timezone"))
	s.policy.Enabled = isTrue(get(s.node, "is_enabled"), true)
	// The findings about a zone are those of the full answer. Here they would hide that most
	// of the scheduler is missing.
	d.TakeFindings()
	if !d.partial {
		d.Find(d.answer.Or(s.node), codeShortListing, longcase.Warning,
			"schedules and retention are not listed here, but in /backupschedulers/detail/")
	}
	d.partial = true
}

// incremental holds the fields for the times of a scheduler.
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

// incremental reads the two fields with times, without weighing one against the
// other: a manual list decides if it is not empty, and hour, minute and repeat are
// then neither right nor wrong.
func (d *decoder) incremental(scheduler jsondoc.Node) incremental {
	n := get(scheduler, "incremental_backup")
	d.Know(n, incrementalKeys)
	in := incremental{
		node:       n,
		weekdays:   d.choice(given(n, "day_of_week"), weekdays),
		monthDays:  d.choice(given(n, "day_of_month"), monthDays),
		months:     d.choice(given(n, "month"), months),
		hour:       d.choice(given(n, "hour"), hours),
		minute:     d.choice(given(n, "minute"), minutes),
		window:     d.window(n),
		manualNode: get(scheduler, "manual_incremental_backup"),
	}
	if repeat := given(n, "repeat"); d.Is(repeat, jsondoc.Object) {
		d.Know(repeat, clockKeys)
		in.repeatHour = d.repeat(given(repeat, "hour"), calendar.Hour, maxRepeatHours, wantRepeatHour)
		in.repeatMinute = d.repeat(given(repeat, "minute"), calendar.Minute, maxRepeatMinutes,
			wantRepeatMinute)
	}
	in.manual = d.clocks(in.manualNode)
	return in
}

// repeat reads "*/12", "12", 12, or "" for none. All of them are steps counted from
// the start of the window, and begin anew each day: in a window from 07:00 the
// vendor's "*/12" is 07:00 and 19:00, where cron's would be 00:00 and 12:00.
func (d *decoder) repeat(n jsondoc.Node, unit calendar.Unit, high int, want string) repeat {
	text, ok := d.scalar(n, want)
	steps, ok := d.bounded(n, strings.TrimPrefix(text, "*/"), ok && text != "", 1, high, want)
	if !ok {
		return repeat{}
	}
	return repeat{n, calendar.PeriodOf(steps, unit)}
}

// window reads a start_time and an end_time. An end before the start is on the next
// day: "07:00 to 06:45 (next day) ensures 24h coverage", says the vendor's page.
func (d *decoder) window(n jsondoc.Node) schedule.Window {
	from, _ := d.clock(given(n, "start_time"))
	to, ok := d.clock(given(n, "end_time"))
	if !ok { // only a start: to the end of the day, not for a single minute
		to = calendar.MinutesPerDay - 1
	}
	if from == to {
		d.Find(n, longcase.CodeOneMinuteWindow, longcase.Warning,
			"start_time and end_time are both "+from.String()+", so the window is that one minute")
	}
	return schedule.WindowOf(from, to)
}

// clock reads an object of an hour and a minute; ok is false if both are empty. An
// empty minute beside an hour is 0. An empty hour beside a minute has no meaning
// that the vendor gives: for the field hour it would be every hour.
func (d *decoder) clock(n jsondoc.Node) (clock calendar.Clock, ok bool) {
	if !d.Is(n, jsondoc.Object) {
		return 0, false
	}
	d.Know(n, clockKeys)
	hour, ok := d.optional(given(n, "hour"), 0, 23, `an hour 0 to 23 or ""`)
	minute, okMinute := d.optional(given(n, "minute"), 0, 59, `a minute 0 to 59 or ""`)
	if okMinute && isEmpty(given(n, "hour")) {
		d.Refuse(n, longcase.CodeConflict, "want an hour beside the minute")
	}
	return calendar.ClockOf(hour, minute), ok
}

func isEmpty(n jsondoc.Node) bool { return !n.Exists() || n.Raw() == `""` }

// clocks reads a list of times such as "02:00,06:00", sorted and each once. The first
// wrong item refuses the whole list, with one problem at its place: the items have
// no pointers of their own, being parts of a string.
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
