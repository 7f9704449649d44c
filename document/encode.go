package document

import (
	"bytes"
	"encoding/json"
	"strconv"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/writer"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// The forms are a document's JSON, in the order in which it is written.
type (
	policyForm struct {
		Version      int               `json:"longcase"`
		Name         string            `json:"name"`
		Enabled      bool              `json:"enabled"`
		Zone         string            `json:"zone"`
		Schedule     *scheduleForm     `json:"schedule,omitempty"`
		Retention    *retentionForm    `json:"retention,omitempty"`
		NameTemplate longcase.Template `json:"nameTemplate,omitzero"`
		Directory    string            `json:"directory,omitempty"`
		Locked       bool              `json:"locked,omitempty"`
		Remote       bool              `json:"remote,omitempty"`
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
		Workdays  calendar.MonthDays `json:"workdays,omitzero"`
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

// maxMinimum is the greatest value of "minimum".
const maxMinimum = 999_999_999

// writeOurs returns the longcase document of a policy. Read again, it is the
// same policy: it has the same fields, rules, and zones by name.
func writeOurs(p longcase.Policy) ([]byte, error) {
	form := policyForm{
		Version: 1, Name: p.Name, Enabled: p.Enabled, Zone: p.Zone.Name(),
		Schedule: scheduleOf(p), Retention: retentionOf(p),
		NameTemplate: p.NameTemplate, Directory: p.Directory, Locked: p.Locked, Remote: p.Remote,
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	// A name with "<" stays readable; the document is not meant for a script in a page.
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(form); err != nil {
		return nil, err
	}
	w := writer.New(p, "longcase")
	if minimum := p.Retention.Minimum(); minimum > maxMinimum {
		w.Refuse("/retention/minimum", strconv.Itoa(minimum),
			"want a whole number from 0 to "+strconv.Itoa(maxMinimum))
	}
	if err := w.Err(); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(text.Bytes()), nil
}

// scheduleOf returns the schedule of a policy; nil without rules.
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

// formOf returns a rule, without the fields that restrict nothing.
func formOf(r schedule.Rule) ruleForm {
	return ruleForm{
		Months: r.Months, MonthDays: r.MonthDays, Workdays: r.Workdays, Weekdays: r.Weekdays,
		At: r.At, Every: r.Every, Window: r.Window,
	}
}

// retentionOf returns the retention of a policy; nil if it keeps everything.
func retentionOf(p longcase.Policy) *retentionForm {
	form := &retentionForm{Rules: p.Retention.Rules(), Minimum: p.Retention.Minimum()}
	if len(form.Rules) == 0 && form.Minimum == 0 {
		return nil
	}
	form.Zone = otherZone(p, p.Retention.Zone())
	return form
}

// otherZone returns the name of a zone, or "" for the policy's own.
func otherZone(p longcase.Policy, zone *timezone.Zone) string {
	if zone.Name() == p.Zone.Name() {
		return ""
	}
	return zone.Name()
}
