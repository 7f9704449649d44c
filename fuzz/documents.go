package fuzz

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
)

// Document is a vendor's document and its meaning. It prints with %#v as Go.
type Document struct {
	Text    string           // JSON
	Spec    Spec             // without Rules, nothing is scheduled
	Keep    []retention.Rule // in the zone of Spec; none keep everything
	Enabled bool             // whether snapshots are taken
}

// GoString returns the document as Go.
func (d Document) GoString() string { return source(d) }

// object is a JSON object under construction.
type object = map[string]any

// text writes a document. It cannot fail for the values generated here.
func text(v any) string {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		panic("fuzz: " + err.Error())
	}
	return string(b)
}

// documentZones generates the names of zones in documents. The empty name is UTC.
func documentZones() *rapid.Generator[string] {
	return rapid.OneOf(rapid.Just(""), Zones(), rapid.Just("Etc/UTC"))
}

// CloudSigma generates valid backup schedulers of CloudSigma, in every form of
// the API: lists as text and as arrays, numbers as text, a star or nothing for no
// restriction, retention rules whole and split in two.
func CloudSigma() *rapid.Generator[Document] {
	return rapid.Custom(func(t *rapid.T) Document {
		zone := documentZones().Draw(t, "zone")
		d := Document{Spec: Spec{Zone: MustLoad(zone)}, Enabled: true}
		scheduler := object{
			"name":          "Nightly",
			"type":          rapid.SampledFrom([]string{"snapshot", "backup", "dr", "migration"}).Draw(t, "type"),
			"user_timezone": zone,
			// What the reader does not know must come back as it was.
			"meta": object{"kept": rapid.SampledFrom([]any{"", 1.5, nil, []any{}}).Draw(t, "unknown")},
		}
		// An absent is_enabled is true.
		if rapid.Bool().Draw(t, "has is_enabled") {
			d.Enabled = rapid.Bool().Draw(t, "is_enabled")
			scheduler["is_enabled"] = d.Enabled
		}
		backup := object{}
		if rule, ok := cloudSigmaRule(t, backup, scheduler); ok {
			d.Spec.Rules = []schedule.Rule{rule}
		}
		scheduler["incremental_backup"] = backup
		// Old answers misspell the key.
		key := rapid.SampledFrom([]string{"retention_policy", "rentention_policy"}).Draw(t, "key")
		var rules []any
		rules, d.Keep = cloudSigmaKeep(t)
		// The name says something else than the rules, as the vendor's own example does.
		scheduler[key] = object{"name": "Keep 12 Month", "rules": rules}
		if len(rules) == 0 {
			scheduler[key] = object{}
		}
		if scheduler["type"] == "migration" {
			initial := object{"day_of_week": nothing(t, "day_of_week")}
			windowForm(t, windows().Draw(t, "initial window"), initial)
			scheduler["initial_backup"] = rapid.SampledFrom([]any{initial, object{}}).Draw(t, "initial_backup")
		}
		d.Text = text(rapid.SampledFrom([]any{
			scheduler,
			[]any{scheduler},
			object{"objects": []any{scheduler}},
			object{"meta": object{"limit": 20, "offset": 0, "total_count": 1}, "objects": []any{scheduler}},
		}).Draw(t, "document"))
		return d
	})
}

// cloudSigmaRule fills in the times of backups; ok is false without any.
func cloudSigmaRule(t *rapid.T, backup, scheduler object) (rule schedule.Rule, ok bool) {
	// CloudSigma's form has no last day of the month, and no nth weekday.
	rule = schedule.Rule{
		Months:    rarely(rapid.Map(rapid.Uint16Range(1, 1<<12-1), monthsOfBits)).Draw(t, "months"),
		MonthDays: rarely(monthDays()).Draw(t, "month days") &^ calendar.LastDay,
		Weekdays:  rarely(everyWeek()).Draw(t, "weekdays"),
		Window:    rarely(windows()).Draw(t, "window"),
	}
	backup["month"] = listForm(t, numbers(uint32(rule.Months)), "month")
	backup["day_of_month"] = listForm(t, numbers(uint32(rule.MonthDays)), "day_of_month")
	names := weekdayNames(rule.Weekdays)
	if rapid.Bool().Draw(t, "upper case") {
		names = upper(names)
	}
	backup["day_of_week"] = listForm(t, names, "day_of_week")
	windowForm(t, rule.Window, backup)
	if rapid.Bool().Draw(t, "empty repeat") {
		backup["repeat"] = rapid.SampledFrom([]any{nil, object{}, object{"hour": "", "minute": ""}}).Draw(t, "repeat")
	}
	// A list of times comes first, towards which rapid shrinks.
	switch rapid.IntRange(0, 3).Draw(t, "kind") {
	case 0:
		rule.At = cloudSigmaProduct(t, backup)
		return rule, len(rule.At) > 0
	case 1:
		rule.Every = calendar.PeriodOf(rapid.IntRange(1, 24).Draw(t, "hours"), calendar.Hour)
		backup["repeat"] = object{"hour": repeatForm(t, rule.Every.N), "minute": ""}
	case 2:
		rule.Every = calendar.PeriodOf(rapid.SampledFrom([]int{15, 30, 45, 60, 5, 7, 90}).Draw(t, "minutes"), calendar.Minute)
		backup["repeat"] = object{"hour": "", "minute": repeatForm(t, rule.Every.N)}
	case 3:
		rule.At = rapid.SliceOfN(Clocks(), 1, 5).Draw(t, "manual")
		var list []string
		for _, c := range rule.At {
			list = append(list, c.String())
		}
		scheduler["manual_incremental_backup"] = strings.Join(list, ",")
	}
	// Beside a repeat or a manual list these decide nothing, in any of their empty forms.
	backup["hour"], backup["minute"] = nothing(t, "hour"), nothing(t, "minute")
	return rule, true
}

// cloudSigmaProduct fills in hour and minute, and returns their product. A star is
// all values, nothing beside a minute is every hour, and nothing beside an hour is
// minute 0.
func cloudSigmaProduct(t *rapid.T, backup object) []calendar.Clock {
	field := func(key string, size int) (values []int, set bool) {
		switch rapid.SampledFrom([]string{"list", "list", "*", ""}).Draw(t, key+" form") {
		case "*":
			backup[key] = "*"
			return regular(size), true
		case "":
			backup[key] = ""
			return nil, false
		}
		values = rapid.SliceOfNDistinct(rapid.IntRange(0, size-1), 1, 3, rapid.ID).Draw(t, key)
		backup[key] = listForm(t, values, key)
		return values, true
	}
	hours, hourSet := field("hour", 24)
	minutes, minuteSet := field("minute", 60)
	if hourSet && !minuteSet {
		minutes = []int{0}
	}
	if minuteSet && !hourSet {
		hours = regular(24)
	}
	return product(hours, minutes)
}

// listForm writes a list in any form of a field. An empty list restricts
// nothing.
func listForm[V any](t *rapid.T, list []V, label string) any {
	if len(list) == 0 {
		return nothing(t, label)
	}
	var items []string
	for _, v := range list {
		items = append(items, fmt.Sprint(v))
	}
	// A single number is also written as a number, and with a leading zero.
	forms := []any{strings.Join(items, ","), items}
	if n, err := strconv.Atoi(items[0]); err == nil && len(items) == 1 {
		forms = append(forms, n, fmt.Sprintf("%02d", n))
	}
	return rapid.SampledFrom(forms).Draw(t, label+" form")
}

// nothing writes a field without a restriction, in any form.
func nothing(t *rapid.T, label string) any {
	forms := []any{"", "*"}
	if strings.HasPrefix(label, "day_of_week") {
		forms = append(forms, []string{}, []string{""}, []string{"*"})
	}
	return rapid.SampledFrom(forms).Draw(t, label+" is nothing")
}

// windowForm writes a window. A missing start is midnight, and so is a missing end.
func windowForm(t *rapid.T, w schedule.Window, in object) {
	empty := object{"hour": "", "minute": ""}
	from, to := clockForm(t, w.From(), "start_time"), clockForm(t, w.To(), "end_time")
	// A window of the whole day has no keys at all now and then: nil is left out below.
	if w.From() == 0 {
		from = rapid.SampledFrom([]any{from, empty, nil}).Draw(t, "start form")
	}
	if w.To() == calendar.MinutesPerDay-1 {
		to = rapid.SampledFrom([]any{to, empty, nil}).Draw(t, "end form")
	}
	for key, form := range map[string]any{"start_time": from, "end_time": to} {
		if form != nil {
			in[key] = form
		}
	}
}

// clockForm writes a time of day, its numbers as such or as text of two digits.
func clockForm(t *rapid.T, c calendar.Clock, label string) any {
	return rapid.SampledFrom([]any{
		object{"hour": c.Hour(), "minute": c.Minute()},
		object{"hour": fmt.Sprintf("%02d", c.Hour()), "minute": fmt.Sprintf("%02d", c.Minute())},
	}).Draw(t, label)
}

// repeatForm writes a step as cron does, or as its number.
func repeatForm(t *rapid.T, n int) any {
	return rapid.SampledFrom([]any{fmt.Sprintf("*/%d", n), strconv.Itoa(n)}).Draw(t, "repeat")
}

// numbers lists the elements of a set.
func numbers(set uint32) (list []int) {
	for i := range 32 {
		if set>>i&1 != 0 {
			list = append(list, i)
		}
	}
	return list
}

// upper returns names in upper case.
func upper(names []string) (list []string) {
	for _, name := range names {
		list = append(list, strings.ToUpper(name))
	}
	return list
}

// weekdayNames lists the days of every week of a set, as "mon"; none if it restricts
// nothing.
func weekdayNames(set calendar.Weekdays) (list []string) {
	if set == 0 {
		return nil
	}
	weekly, _ := set.Weekly()
	for _, day := range numbers(uint32(weekly)) {
		list = append(list, strings.ToLower(time.Weekday(day).String()[:3]))
	}
	return list
}

// cloudSigmaKeep generates retention rules, whole or with the time_option in an
// entry of its own.
func cloudSigmaKeep(t *rapid.T) (entries []any, rules []retention.Rule) {
	entries = []any{}
	for range rapid.IntRange(0, 3).Draw(t, "rules") {
		unit := rapid.SampledFrom([]calendar.Unit{calendar.Day, calendar.Week, calendar.Month}).Draw(t, "period")
		rule := retention.Rule{Within: calendar.PeriodOf(rapid.IntRange(1, 24).Draw(t, "quantity"), unit)}
		entry := object{"period": unit.String() + "s", "quantity": numberForm(t, rule.Within.N)}
		option := -1
		if unit != calendar.Day && rapid.Bool().Draw(t, "has time_option") {
			if unit == calendar.Week {
				option = rapid.IntRange(0, 6).Draw(t, "weekday")
				rule.Weekdays = calendar.WeekdaysOf(time.Weekday(option))
			} else {
				option = rapid.IntRange(1, 31).Draw(t, "day")
				rule.MonthDays = 1 << option
			}
		}
		entries, rules = append(entries, entry), append(rules, rule)
		if option >= 0 {
			target := entry
			// Answers give the time_option in an entry of its own after the rule's.
			if rapid.Bool().Draw(t, "split") {
				target = object{}
				entries = append(entries, target)
			}
			target["time_option"] = numberForm(t, option)
		}
	}
	return entries, rules
}

func numberForm(t *rapid.T, n int) any {
	return rapid.SampledFrom([]any{n, strconv.Itoa(n)}).Draw(t, "number")
}

// Qumulo generates valid snapshot policies of Qumulo, of all three frequencies.
func Qumulo() *rapid.Generator[Document] {
	return rapid.Custom(func(t *rapid.T) Document {
		zone := documentZones().Draw(t, "zone")
		d := Document{Spec: Spec{Zone: MustLoad(zone)}, Enabled: rapid.Bool().Draw(t, "enabled")}
		creation := object{"timezone": zone}
		d.Spec.Rules = []schedule.Rule{qumuloRule(t, creation)}
		timeToLive := rapid.SampledFrom([]any{"", "never"}).Draw(t, "never expires")
		if rapid.Bool().Draw(t, "expires") {
			n := rapid.IntRange(1, 99).Draw(t, "n")
			unit := rapid.SampledFrom([]calendar.Unit{
				calendar.Day, calendar.Week, calendar.Month, calendar.Hour, calendar.Minute,
			}).Draw(t, "unit")
			timeToLive = fmt.Sprintf("%d%ss", n, unit)
			d.Keep = []retention.Rule{{Within: calendar.PeriodOf(n, unit)}}
		}
		policy := object{
			"id": 3, "policy_name": "Nightly", "snapshot_name_template": nil,
			"source_file_id": "2", "source_file_path": "/home/", "enabled": d.Enabled,
			"lock_key": rapid.SampledFrom([]any{nil, "key"}).Draw(t, "lock"), "owners": []any{},
			"schedule": object{"id": 1, "creation_schedule": creation, "expiration_time_to_live": timeToLive},
		}
		if rapid.Bool().Draw(t, "is a body") { // of a request: without what the answer adds
			delete(policy, "id")
			delete(policy, "source_file_path")
			delete(policy, "owners")
			policy["lock_key_ref"] = policy["lock_key"]
			delete(policy, "lock_key")
		}
		// A status answers with a policy, a listing with an array.
		d.Text = text(rapid.SampledFrom([]any{policy, []any{policy}}).Draw(t, "document"))
		return d
	})
}

// qumuloRule fills in the times of snapshots.
func qumuloRule(t *rapid.T, creation object) (rule schedule.Rule) {
	frequency := rapid.SampledFrom([]string{"DAILY_OR_WEEKLY", "HOURLY_OR_LESS", "MONTHLY"}).Draw(t, "frequency")
	creation["frequency"] = "SCHEDULE_" + frequency
	if frequency != "HOURLY_OR_LESS" {
		at := Clocks().Draw(t, "at")
		rule.At = []calendar.Clock{at}
		creation["hour"], creation["minute"] = at.Hour(), at.Minute()
	}
	if frequency == "MONTHLY" {
		// 1 to 27, and 128, which is Qumulo's number for the last day, with a name as well.
		day := rapid.SampledFrom(append(regular(28)[1:], 128)).Draw(t, "day")
		if rule.MonthDays = calendar.MonthDaysOf(day); day == 128 {
			rule.MonthDays = calendar.LastDay
			if rapid.Bool().Draw(t, "by name") {
				creation["on_days"] = []string{"LAST_DAY_OF_MONTH"}
				return rule
			}
		}
		creation["day_of_month"] = day
		return rule
	}
	rule.Weekdays = rarely(everyWeek()).Draw(t, "weekdays")
	days := []string{"EVERY_DAY"}
	if rule.Weekdays != 0 {
		days = upper(weekdayNames(rule.Weekdays))
	}
	creation["on_days"] = days
	if frequency == "HOURLY_OR_LESS" {
		qumuloGrid(t, creation, &rule)
	}
	return rule
}

// qumuloGrid fills in a step and a window, which a Qumulo policy cannot wrap past midnight.
func qumuloGrid(t *rapid.T, creation object, rule *schedule.Rule) {
	rule.Every.N = rapid.IntRange(1, 99).Draw(t, "fire_every")
	rule.Every.Unit = rapid.SampledFrom([]calendar.Unit{calendar.Minute, calendar.Hour}).Draw(t, "interval")
	creation["fire_every"] = rule.Every.N
	creation["fire_every_interval"] = "FIRE_IN_" + strings.ToUpper(rule.Every.Unit.String()) + "S"
	if rapid.Bool().Draw(t, "has a window") {
		from, to := Clocks().Draw(t, "from"), Clocks().Draw(t, "to")
		from, to = min(from, to), max(from, to)
		rule.Window = schedule.WindowOf(from, to)
		creation["window_start_hour"], creation["window_start_minute"] = from.Hour(), from.Minute()
		creation["window_end_hour"], creation["window_end_minute"] = to.Hour(), to.Minute()
	}
}
