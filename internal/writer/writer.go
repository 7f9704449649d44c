// Package writer writes policies exactly in the forms of others, or not at all.
//
// A [Writer] collects the fields that a form cannot say, as package reader collects
// the faults of a document: a caller learns of all of them at once.
// Rounding a field, or leaving it out, would delete snapshots that their owner
// counts on; refusing costs a message.
package writer

import (
	"encoding"
	"encoding/json"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/exact"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Writer holds a policy in the making, and the problems so far.
type Writer struct {
	longcase.Policy
	to       string // the form, such as "CloudSigma"
	problems []longcase.Finding
}

// New begins to write a policy in a form, and refuses the fields impossible in any
// document: text other than UTF-8, and zones unlike those their names load.
func New(p longcase.Policy, to string) *Writer {
	w := &Writer{Policy: p, to: to}
	for _, text := range [...]struct{ pointer, text string }{
		{"/name", p.Name}, {"/nameTemplate", p.NameTemplate.String()}, {"/directory", p.Directory},
	} {
		if !utf8.ValidString(text.text) {
			w.note(longcase.CodeValue, text.pointer, "want UTF-8")
		}
	}
	// A document has the name of a zone alone, by which its reader must find the same.
	for _, part := range [...]struct {
		pointer string
		zone    *timezone.Zone
	}{
		{"/zone", p.Zone},
		{"/schedule/zone", p.Schedule.Zone()},
		{"/retention/zone", p.Retention.Zone()},
	} {
		if !loadsAsItself(part.zone) {
			w.note(longcase.CodeUnknownZone, part.pointer,
				`"`+part.zone.Name()+`": want a zone that its name loads`)
		}
	}
	return w
}

// NewSchedule begins to write the schedule of a policy alone, for forms without
// anything else.
func NewSchedule(p longcase.Policy, to string) *Writer {
	w := &Writer{Policy: p, to: to}
	if !p.Enabled {
		w.Refuse("/enabled", "false", to+" cannot say that nothing is due")
	}
	return w
}

// loadsAsItself reports whether the name of a zone loads a zone with the same
// clocks. A time.FixedZone may be called Europe/Berlin, too.
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
	// Most zones are loaded by name, and then the very same.
	return zone == loaded ||
		zone.Segment(yearOne).Offset == loaded.Segment(yearOne).Offset &&
			slices.Equal(changes(zone), changes(loaded))
}

// note adds a problem.
func (w *Writer) note(code longcase.Code, pointer, message string) {
	w.problems = append(w.problems, longcase.Finding{
		Code: code, Pointer: pointer, Severity: longcase.Error, Message: message,
	})
}

// Refuse notes why the form cannot say a field.
func (w *Writer) Refuse(pointer, value, reason string) {
	w.note(longcase.CodeInexact, pointer, strconv.Quote(value)+": "+reason)
}

// RefuseText is Refuse for a value with a text form.
func (w *Writer) RefuseText(pointer string, value encoding.TextMarshaler, reason string) {
	// A policy made by hand may have a value without text, which is then part of the problem.
	text, err := value.MarshalText()
	if err != nil {
		reason += ": " + err.Error()
	}
	w.Refuse(pointer, string(text), reason)
}

// Lacks refuses a field of a kind that the form lacks, if the field is used.
func (w *Writer) Lacks(used bool, pointer, value, kind string) {
	if used {
		w.Refuse(pointer, value, w.to+" has no "+kind)
	}
}

// OneZone refuses a schedule or retention rules in another zone than the
// policy's: the vendors' documents name a single zone.
func (w *Writer) OneZone() {
	zone := w.Zone.Name()
	// A schedule or retention without rules has a zone that decides nothing.
	in := func(used bool, pointer, name string) {
		if used && name != zone {
			w.Refuse(pointer, name, w.to+" has one zone, and that of the policy is "+zone)
		}
	}
	in(len(w.Schedule.Rules()) > 0, "/schedule/zone", w.Schedule.Zone().Name())
	in(len(w.Retention.Rules()) > 0, "/retention/zone", w.Retention.Zone().Name())
}

// Err returns the problems as a [*longcase.DocumentError], or nil.
func (w *Writer) Err() error {
	if len(w.problems) == 0 {
		return nil
	}
	return &longcase.DocumentError{Problems: w.problems}
}

// FirstExact writes each of some rules in turn, and returns the first document
// that, read again, is due at the same instants as the policy from since on.
// The zero time asks for all time.
//
// Two forms of the same times of day may differ at a clock change: every hour
// from 01:00 to 02:00 is a grid, but 01:00 and 02:00 are fixed times. Berlin's
// clocks skip 02:00 on 2025-03-30; the grid has an occurrence less that day, and
// the fixed time moves to 03:00.
func (w *Writer) FirstExact(
	rules []schedule.Rule, since time.Time,
	form func(schedule.Rule) any, read func([]byte) (longcase.Policy, error),
) ([]byte, error) {
	var at time.Time
	for _, rule := range rules {
		text, err := json.MarshalIndent(form(rule), "", "  ")
		if err != nil {
			return nil, err
		}
		again, err := read(text)
		if err != nil {
			return nil, err
		}
		var differs bool
		if at, differs = exact.Difference(w.Schedule, again.Schedule, since); !differs {
			return text, nil
		}
	}
	// Each of several forms differs somewhere; the last of them is told.
	at = at.In(w.Schedule.Zone().Location())
	w.Refuse("/schedule", w.Schedule.String(), "where clocks are changed, on "+at.Format(time.RFC3339)+
		", only this or what "+w.to+" makes of it fires")
	return nil, w.Err()
}
