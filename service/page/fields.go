package page

import (
	"bytes"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
)

// fields are the entries of a scheduler's form, as texts: a refused form comes back
// as it was entered.
type fields struct {
	Name, Type, Location, Zone    string
	Enabled, Taken, Deleted       bool // the last two are the notifications
	Weekdays, Months              []string
	MonthDays, Times, Every, Unit string
	From, To                      string
	Rules                         []ruleFields
	alien                         []string // keys of the form that it does not have, or has twice
}

// ruleFields are the entries of a rule of retention. On is a weekday such as "mon",
// a day of the month such as "day 15", or "".
type ruleFields struct{ Quantity, Period, On string }

// spareRules is how many empty rules the form has below the filled ones.
const spareRules = 2

// listKeys are the keys of the form that may be given several times.
var listKeys = []string{"weekday", "month", "quantity", "period", "on"}

// formKeys are the other keys of the form.
var formKeys = []string{
	"mode", "do", "name", "type", "location", "zone", "enabled", "taken", "deleted",
	"days", "times", "every", "unit", "from", "to",
}

// readFields reads a form. Rules without an entry are left out.
func readFields(form url.Values) fields {
	f := fields{
		Name: form.Get("name"), Type: form.Get("type"), Location: form.Get("location"), Zone: form.Get("zone"),
		Enabled: form.Has("enabled"), Taken: form.Has("taken"), Deleted: form.Has("deleted"),
		Weekdays: form["weekday"], Months: form["month"], MonthDays: form.Get("days"),
		Times: form.Get("times"), Every: form.Get("every"), Unit: form.Get("unit"),
		From: form.Get("from"), To: form.Get("to"),
	}
	at := func(key string, i int) string {
		if list := form[key]; i < len(list) {
			return list[i]
		}
		return ""
	}
	for i := range max(len(form["quantity"]), len(form["period"]), len(form["on"])) {
		if r := (ruleFields{at("quantity", i), at("period", i), at("on", i)}); r.Quantity != "" || r.On != "" {
			f.Rules = append(f.Rules, r)
		}
	}
	for key, list := range form {
		if !slices.Contains(listKeys, key) && (len(list) > 1 || !slices.Contains(formKeys, key)) {
			f.alien = append(f.alien, key)
		}
	}
	slices.Sort(f.alien)
	return f
}

// problems returns what is wrong with the form beyond its entries.
func (f fields) problems() (list []longcase.Finding) {
	refuse := func(pointer, message string) {
		list = append(list, longcase.Finding{
			Code: longcase.CodeConflict, Pointer: pointer, Severity: longcase.Error, Message: message,
		})
	}
	for _, key := range f.alien {
		refuse("", strconv.Quote(short(key))+": want an entry of this form, once")
	}
	if strings.TrimSpace(f.Times) != "" && f.Every != "" {
		refuse("/incremental_backup/repeat", strconv.Quote(short(f.Every))+": want times of day or a period, not both")
	}
	return list
}

// places are the fields by the pointers of their problems.
var places = []struct{ pointer, field string }{
	{"/name", "name"},
	{"/type", "type"},
	{"/remote_location", "location"},
	{"/user_timezone", "zone"},
	{"/incremental_backup/day_of_week", "weekday"},
	{"/incremental_backup/day_of_month", "days"},
	{"/incremental_backup/month", "month"},
	{"/incremental_backup/repeat", "every"},
	{"/incremental_backup/start_time", "from"},
	{"/incremental_backup/end_time", "to"},
	{"/incremental_backup", "times"},
	{"/manual_incremental_backup", "times"},
}

// placeOf returns the field of a problem; "" if it belongs to none. Rules have the
// field "rule" and their number.
func placeOf(pointer string) string {
	if rest, ok := strings.CutPrefix(pointer, "/retention_policy/rules/"); ok {
		number, _, _ := strings.Cut(rest, "/")
		return "rule" + number
	}
	for _, place := range places {
		if pointer == place.pointer || strings.HasPrefix(pointer, place.pointer+"/") {
			return place.field
		}
	}
	return ""
}

// object is an object of JSON.
type object map[string]any

// body returns the body of a request to create a scheduler, or to change another.
// It holds entries as they are: the reader of requests judges them.
func (f fields) body(was *cloudsigma.Scheduler) []byte {
	hour, minute, manual := f.times()
	rules := make([]object, len(f.Rules))
	for i, r := range f.Rules {
		rules[i] = r.object()
	}
	kept := object{"rules": rules}
	body := object{
		"name": f.Name, "type": f.Type, "remote_location": f.Location, "user_timezone": f.Zone, "is_enabled": f.Enabled,
		"enable_backup_policy_notifications":    f.Taken,
		"enable_retention_policy_notifications": f.Deleted,
		"manual_incremental_backup":             manual,
		"incremental_backup": object{
			"day_of_week": star(strings.Join(f.Weekdays, ",")), "day_of_month": star(f.MonthDays),
			"month": star(strings.Join(f.Months, ",")), "hour": hour, "minute": minute,
			"repeat": f.repeat(), "start_time": clock(f.From), "end_time": clock(f.To),
		},
		"retention_policy": kept,
	}
	if was == nil {
		body["is_default"] = false
	} else if name := nameOfRetention(was); name != "" {
		kept["name"] = name
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(body) // texts and flags alone
	return b.Bytes()
}

// times returns the times of day as hours and minutes if they are all of these hours
// with all of these minutes, and otherwise as a manual list.
func (f fields) times() (hour, minute, manual string) {
	switch {
	case f.Every != "":
		return "*", "*", ""
	case strings.TrimSpace(f.Times) == "":
		return "", "", ""
	}
	var hours, minutes []string
	count := 0
	for text := range strings.SplitSeq(f.Times, ",") {
		c, err := calendar.ParseClock(strings.TrimSpace(text))
		if err != nil {
			return "", "", f.Times
		}
		count++
		hours, minutes = with(hours, c.Hour()), with(minutes, c.Minute())
	}
	if count != len(hours)*len(minutes) {
		return "", "", f.Times
	}
	return strings.Join(hours, ","), strings.Join(minutes, ","), ""
}

// with returns a set of numbers with another.
func with(set []string, number int) []string {
	if text := strconv.Itoa(number); !slices.Contains(set, text) {
		return append(set, text)
	}
	return set
}

// repeat returns the period between two snapshots.
func (f fields) repeat() object {
	repeat := object{"hour": "", "minute": ""}
	if f.Every != "" {
		unit := f.Unit
		if unit != "hour" {
			unit = "minute"
		}
		repeat[unit] = "*/" + strings.TrimSpace(f.Every)
	}
	return repeat
}

// star returns a list that restricts something, or "*".
func star(list string) string {
	if strings.TrimSpace(list) == "" {
		return "*"
	}
	return list
}

// clock returns a time of day, "7:30" or "7", as a request has it.
func clock(text string) object {
	if strings.TrimSpace(text) == "" {
		return object{}
	}
	hour, minute, _ := strings.Cut(strings.TrimSpace(text), ":")
	return object{"hour": hour, "minute": minute}
}

// object returns a rule as a request has it.
func (r ruleFields) object() object {
	rule := object{"period": r.Period, "quantity": number(r.Quantity)}
	switch day := slices.Index(weekdays, r.On); {
	case r.On == "":
	case r.Period == "weeks" && day >= 0:
		rule["time_option"] = day
	case r.Period == "months":
		rule["time_option"] = number(strings.TrimPrefix(r.On, "day "))
	default:
		rule["time_option"] = r.On // refused, with the text
	}
	return rule
}

// weekdays are the days in the order of time_option.
var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// number returns a whole number as such, and another text as it is.
func number(text string) any {
	text = strings.TrimSpace(text)
	if n, err := strconv.Atoi(text); err == nil && strconv.Itoa(n) == text {
		return n
	}
	return text
}

// nameOfRetention returns the name of the retention policy, which has no field.
func nameOfRetention(s *cloudsigma.Scheduler) string {
	var policy struct{ Name string }
	_ = json.Unmarshal(s.Field("retention_policy"), &policy)
	return policy.Name
}

// fieldsOf returns the entries that stand for a scheduler; ok is false if a request
// made of them would change its meaning, or would lose something that only its
// document can say.
func fieldsOf(s *cloudsigma.Scheduler) (f fields, ok bool) {
	policy := s.Policy()
	f = fields{
		Name: policy.Name, Type: s.Type().String(), Location: s.RemoteLocation(), Zone: policy.Zone.Name(),
		Enabled: policy.Enabled, Unit: "hour",
		Taken:   string(s.Field("enable_backup_policy_notifications")) != "false",
		Deleted: string(s.Field("enable_retention_policy_notifications")) != "false",
	}
	for _, rule := range policy.Schedule.Rules() {
		f.setRule(rule)
	}
	for _, rule := range s.RetentionRules() {
		f.Rules = append(f.Rules, ruleOf(rule))
	}
	again, err := s.Update(f.body(s))
	return f, err == nil && plain(s) && same(s, again)
}

// setRule sets the entries for the times of a scheduler.
func (f *fields) setRule(rule schedule.Rule) {
	if rule.Weekdays != 0 {
		f.Weekdays = strings.Split(rule.Weekdays.String(), ",")
	}
	for month := 1; month <= 12; month++ {
		if rule.Months != 0 && rule.Months.Allows(time.Month(month)) {
			f.Months = append(f.Months, strconv.Itoa(month))
		}
	}
	if rule.MonthDays != 0 {
		f.MonthDays = strings.ReplaceAll(rule.MonthDays.String(), ",", ", ")
	}
	times := make([]string, len(rule.At))
	for i, c := range rule.At {
		times[i] = c.String()
	}
	f.Times = strings.Join(times, ", ")
	if !rule.Every.IsZero() {
		f.Every, f.Unit = strconv.Itoa(rule.Every.N), rule.Every.Unit.String()
	}
	if rule.Window != (schedule.Window{}) {
		f.From, f.To = rule.Window.From().String(), rule.Window.To().String()
	}
}

// ruleOf returns the entries for a rule of retention.
func ruleOf(rule retention.Rule) ruleFields {
	r := ruleFields{Quantity: strconv.Itoa(rule.Within.N), Period: rule.Within.Unit.String() + "s"}
	if rule.Weekdays != 0 {
		r.On = rule.Weekdays.String()
	}
	if rule.MonthDays != 0 {
		r.On = "day " + rule.MonthDays.String()
	}
	return r
}

// same reports whether two schedulers mean the same.
func same(a, b *cloudsigma.Scheduler) bool {
	p, q := a.Policy(), b.Policy()
	begin := time.Unix(0, 0)
	return p.Name == q.Name && p.Enabled == q.Enabled && p.Zone.OrUTC().String() == q.Zone.OrUTC().String() &&
		p.Schedule.Fingerprint(begin) == q.Schedule.Fingerprint(begin) &&
		slices.Equal(a.RetentionRules(), b.RetentionRules()) &&
		a.Type() == b.Type() && a.RemoteLocation() == b.RemoteLocation()
}

// plain reports whether the parts of a scheduler that the fields replace have known
// keys alone.
func plain(s *cloudsigma.Scheduler) bool {
	type clock struct {
		Hour   any `json:"hour"`
		Minute any `json:"minute"`
	}
	type incremental struct {
		Weekdays  any   `json:"day_of_week"`
		MonthDays any   `json:"day_of_month"`
		Months    any   `json:"month"`
		Repeat    clock `json:"repeat"`
		From      clock `json:"start_time"`
		To        clock `json:"end_time"`
		clock
	}
	type kept struct {
		Name  any `json:"name"`
		Rules []struct {
			Period   any `json:"period"`
			Quantity any `json:"quantity"`
			Option   any `json:"time_option"`
		} `json:"rules"`
	}
	return known(s.Field("incremental_backup"), &incremental{}) && known(s.Field("retention_policy"), &kept{})
}

// known reports whether an object has the keys of a struct alone.
func known(text []byte, form any) bool {
	if text == nil {
		return true
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	return decoder.Decode(form) == nil
}
