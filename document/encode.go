package document

import (
	"bytes"
	"encoding/json"
	"slices"
	"unicode/utf8"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// The forms hold what a document says, in the order in which it is written.
type (
	policyForm struct {
		Version       int               `json:"longcase"`
		Name          string            `json:"name"`
		Enabled       bool              `json:"enabled"`
		Zone          string            `json:"zone"`
		Schedule      *scheduleForm     `json:"schedule,omitempty"`
		Retention     *retentionForm    `json:"retention,omitempty"`
		NameTemplate  longcase.Template `json:"nameTemplate,omitzero"`
		Directory     string            `json:"directory,omitempty"`
		Locked        bool              `json:"locked,omitempty"`
	}
	scheduleForm struct {
		Zone  string        `json:"zone,omitempty"`
		Gap   timezone.Gap  `json:"gap,omitzero"`
		Fold  timezone.Fold `json:"fold,omitzero"`
		Rules []ruleForm    `json:"rules"`
	}
	ruleForm struct {
		Months    calendar.Months    `json:"months,omitzero"`
		MonthDays calendar.MonthDays `json:"monthDays,omitzero"`
		Weekdays  calendar.Weekdays  `json:"weekdays,omitzero"`
		At        []calendar.Clock   `json:"at,omitempty"`
		Every     calendar.Period    `json:"every,omitzero"`
		Window    schedule.Window    `json:"window,omitzero"`
	}
	retentionForm struct {
		Zone    string           `json:"zone,omitempty"`
		Rules   []retention.Rule `json:"rules,omitempty"`
		Minimum int              `json:"minimum,omitempty"`
	}
)

// FromPolicy returns the document of a policy. What [Document.Policy] gives is
// the same: it has the same fields, rules, and zones by name.
//
// The error is a [*longcase.DocumentError]. There is one where a zone does not
// load by its name, or is not what that name loads; where a text is not UTF-8;
// and where a minimum is above 999,999,999.
func FromPolicy(p longcase.Policy) (*Document, error) {
	form := policyForm{
		Version: 1, Name: p.Name, Enabled: p.Enabled, Zone: p.Zone.Name(),
		Schedule: scheduleOf(p), Retention: retentionOf(p),
		NameTemplate: p.NameTemplate, Directory: p.Directory, Locked: p.Locked,
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(form); err != nil {
		return nil, err
	}
	if problems := unwritable(p); len(problems) > 0 {
		return nil, &longcase.DocumentError{Problems: problems}
	}
	return Parse(text.Bytes())
}

func scheduleOf(p longcase.Policy) *scheduleForm {
	s := p.Schedule
	rules := s.Rules()
	if len(rules) == 0 {
		return nil
	}
	form := &scheduleForm{Zone: otherZone(p, s.Zone()), Gap: s.DST().Gap, Fold: s.DST().Fold}
	for _, rule := range rules {
		form.Rules = append(form.Rules, formOf(rule))
	}
	return form
}

func formOf(r schedule.Rule) ruleForm {
	return ruleForm{
		Months: r.Months, MonthDays: r.MonthDays, Weekdays: r.Weekdays,
		At: r.At, Every: r.Every, Window: r.Window,
	}
}

func retentionOf(p longcase.Policy) *retentionForm {
	form := &retentionForm{Rules: p.Retention.Rules(), Minimum: p.Retention.Minimum()}
	if len(form.Rules) == 0 && form.Minimum == 0 {
		return nil
	}
	form.Zone = otherZone(p, p.Retention.Zone())
	return form
}

// otherZone returns the name of a zone, or nothing where it is the policy's.
func otherZone(p longcase.Policy, zone *timezone.Zone) string {
	if zone.Name() == p.Zone.Name() {
		return ""
	}
	return zone.Name()
}

// unwritable returns what of a policy JSON or the names of zones would change
// without a word.
func unwritable(p longcase.Policy) (problems []longcase.Finding) {
	refuse := func(code longcase.Code, pointer, message string) {
		problems = append(problems, longcase.Finding{
			Code: code, Pointer: pointer, Severity: longcase.Error, Message: message,
		})
	}
	for _, text := range [...]struct{ pointer, text string }{
		{"/name", p.Name}, {"/nameTemplate", p.NameTemplate.String()}, {"/directory", p.Directory},
	} {
		if !utf8.ValidString(text.text) {
			refuse(longcase.CodeValue, text.pointer, "want UTF-8")
		}
	}
	for _, part := range [...]struct {
		pointer string
		zone    *timezone.Zone
	}{
		{"/zone", p.Zone},
		{"/schedule/zone", p.Schedule.Zone()},
		{"/retention/zone", p.Retention.Zone()},
	} {
		if !loadsAsItself(part.zone) {
			refuse(longcase.CodeUnknownZone, part.pointer,
				`"`+part.zone.Name()+`": want a zone that its name loads`)
		}
	}
	return problems
}

// loadsAsItself reports whether the name of a zone loads a zone with the same
// clocks.
func loadsAsItself(zone *timezone.Zone) bool {
	zone = zone.OrUTC()
	loaded, err := timezone.Load(zone.Name())
	if err != nil {
		return false
	}
	// All zones repeat every 400 years from 2100 on.
	const yearOne, year2502 = -62135596800, 16788297600
	changes := func(z *timezone.Zone) []timezone.Change {
		return slices.Collect(z.Changes(yearOne, year2502))
	}
	return zone == loaded ||
		zone.Segment(yearOne).Offset == loaded.Segment(yearOne).Offset &&
			slices.Equal(changes(zone), changes(loaded))
}
