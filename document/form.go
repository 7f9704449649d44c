package document

import (
	"errors"
	"strconv"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/internal/enum"
	"github.com/longcase/longcase/internal/problem"
	"github.com/longcase/longcase/internal/writer"
	"github.com/longcase/longcase/qumulo"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/schedule/ical"
)

// Form is a form in which policies are written.
type Form uint8

const (
	// Longcase is a document of our own, which holds any policy.
	Longcase Form = iota
	// CloudSigma is a backup scheduler.
	CloudSigma
	// Qumulo is a snapshot policy.
	Qumulo
	// Cron is a cron expression: when snapshots are due, and nothing else.
	Cron
	// ICal is the lines of an RFC 5545 recurrence: when snapshots are due from a
	// start on, and nothing else.
	ICal
)

// forms is never written.
var forms = enum.Names[Form]{
	What:  "form",
	List:  []string{"longcase", "cloudsigma", "qumulo", "cron", "ical"},
	Wrong: problem.UnknownName,
}

// String returns the form's name in lower case, such as "cloudsigma".
func (f Form) String() string { return forms.String(f) }

// MarshalText returns the form's name. It fails for a value without a name.
func (f Form) MarshalText() ([]byte, error) { return forms.Marshal(f) }

// UnmarshalText reads the output of MarshalText.
func (f *Form) UnmarshalText(text []byte) error { return forms.Unmarshal(f, text) }

// Write returns a policy in a form that says it exactly: read again, it is due
// at the same instants from since on, keeps the same snapshots for as long, and
// gives them the same names. The zero time asks for all time; [Longcase] always
// is exact for all time. [Cron] and [ICal] say when snapshots are due, and
// neither names nor retention.
//
// If the form has no such text, the error is a [*longcase.DocumentError] with
// every field in the way, by its pointer in a longcase document, such as
// /retention/minimum. Nothing is rounded or left out: to do without a field,
// set it to its zero value first.
//
// Two forms of the same times of day may differ at a clock change: every hour from
// 01:00 to 02:00 is a grid, but 01:00 and 02:00 are fixed times; see package
// schedule. A form that differs after since is refused.
func Write(p longcase.Policy, form Form, since time.Time) ([]byte, error) {
	switch form {
	case Longcase:
		return writeOurs(p)
	case CloudSigma:
		return cloudsigma.Write(p, since)
	case Qumulo:
		return qumulo.Write(p, since)
	case Cron:
		return writeSchedule(p, "cron", func() (string, error) {
			return crontab.Format(p.Schedule, since, crontab.Options{})
		})
	case ICal:
		return writeSchedule(p, "RFC 5545", func() (string, error) {
			return ical.Format(p.Schedule, since, ical.Options{})
		})
	}
	// The error of a number that is no form names the forms.
	_, err := form.MarshalText()
	return nil, err
}

// writeSchedule writes the schedule of a policy, and nothing else.
func writeSchedule(p longcase.Policy, to string, format func() (string, error)) ([]byte, error) {
	w := writer.NewSchedule(p, to)
	// Problems of the policy and of its schedule are listed together.
	text, err := format()
	refuseInexact(w, err)
	if err := w.Err(); err != nil {
		return nil, err
	}
	return []byte(text), nil
}

// refuseInexact refuses the fields for which a schedule is not written.
func refuseInexact(w *writer.Writer, err error) {
	list := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		list = joined.Unwrap()
	}
	for _, err := range list {
		var inexact *schedule.InexactError
		switch {
		case err == nil:
		case errors.As(err, &inexact):
			w.Refuse(ruleField(inexact.Rule, inexact.Field), inexact.Value, inexact.Reason)
		default:
			w.Refuse("/schedule", w.Schedule.String(), err.Error())
		}
	}
}

// ruleField returns the pointer to a field of a rule, or of the schedule if the
// rule's index is -1.
func ruleField(rule int, field string) string {
	if rule < 0 {
		return "/schedule/" + keyOf(field)
	}
	return "/schedule/rules/" + strconv.Itoa(rule) + "/" + keyOf(field)
}
