package view

import (
	"errors"
	"strings"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/timezone"
)

// maxText is the most bytes of a text that are read.
const maxText = 4 << 20

// source is the policies that a text holds.
type source struct {
	form     string
	policies []longcase.Policy
	marks    []Mark
	// note says what the text leaves open, and what is assumed.
	note string
	// idle tells that the text has no schedule: the assumed one is not the user's.
	idle bool
}

// read reads a text: a document, or lines of cron expressions and retention rules.
// Without policies, marks tell why.
func read(text string) source {
	switch trimmed := strings.TrimSpace(text); {
	case trimmed == "":
		return source{}
	case len(text) > maxText:
		return source{marks: []Mark{wrong("the text has more than 4 MiB")}}
	case trimmed[0] == '{' || trimmed[0] == '[':
		return readDocument(text)
	}
	return readLines(text)
}

func readDocument(text string) source {
	file, err := document.Open([]byte(text))
	var refused *longcase.DocumentError
	if errors.As(err, &refused) {
		return source{marks: places(text, refused.Problems)}
	}
	if err != nil {
		return source{marks: []Mark{wrong(err.Error())}}
	}
	s := source{form: file.Form().String(), marks: places(text, file.Findings())}
	for _, p := range file.Policies() {
		s.policies = append(s.policies, p.Policy)
	}
	if len(s.policies) == 0 {
		s.note = "The document holds no policies."
	}
	return s
}

// lines reads cron expressions and retention rules, line by line.
type lines struct {
	text      string
	marks     []Mark
	zone      *timezone.Zone
	schedules []schedule.Rule
	rules     []retention.Rule
}

func readLines(text string) source {
	l := &lines{text: text}
	number := 0
	for line := range strings.Lines(text) {
		number++
		l.line(number, strings.TrimRight(line, "\r\n"))
	}
	if len(l.marks) > 0 {
		return source{marks: l.marks}
	}
	return l.source()
}

// line reads a line. Lines of a crontab that begin with # are remarks.
func (l *lines) line(number int, line string) {
	trimmed := strings.TrimSpace(line)
	switch {
	case trimmed == "" || trimmed[0] == '#':
	case isRule(trimmed):
		l.rule(number, line)
	default:
		l.cron(number, line)
	}
}

// isRule tells a retention rule from a cron expression by its first word. Cron
// expressions begin with a minute, the name of a zone, or @.
func isRule(line string) bool {
	word, _, _ := strings.Cut(line, " ")
	return word[0] >= 'a' && word[0] <= 'z'
}

func (l *lines) rule(number int, line string) {
	rule, err := retention.ParseRule(strings.TrimSpace(line))
	if err == nil {
		_, err = retention.Compile(nil, rule)
	}
	l.rules = append(l.rules, rule)
	l.fail(number, line, err)
}

func (l *lines) cron(number int, line string) {
	if name, ok := zoneLine(line); ok {
		zone, err := timezone.Load(name)
		l.settle(number, line, zone)
		l.fail(number, line, err)
		return
	}
	expression, err := crontab.Parse(line, crontab.Options{})
	if err == nil {
		_, err = schedule.Compile(expression.Zone, timezone.DST{}, expression.Rules...)
	}
	l.settle(number, line, expression.Zone)
	l.schedules = append(l.schedules, expression.Rules...)
	l.fail(number, line, err)
}

// zoneLine returns the zone of a line with nothing else, as in a crontab.
func zoneLine(line string) (name string, ok bool) {
	line = strings.TrimSpace(line)
	for _, key := range [...]string{"CRON_TZ=", "TZ="} {
		if name, ok := strings.CutPrefix(line, key); ok && !strings.ContainsAny(name, " \t") {
			return name, true
		}
	}
	return "", false
}

// settle takes the zone of a line for all of the text, which has a single zone.
func (l *lines) settle(number int, line string, zone *timezone.Zone) {
	if zone == nil || zone == l.zone {
		return
	}
	if l.zone != nil {
		l.fail(number, line, errors.New("the zone is "+zone.Name()+", but "+l.zone.Name()+" above"))
	}
	l.zone = zone
}

// fail marks the errors of a line.
func (l *lines) fail(number int, line string, err error) {
	indent := len(line) - len(strings.TrimLeft(line, " \t"))
	for _, err := range split(err) {
		var parse *calendar.ParseError
		column, input := 0, ""
		if errors.As(err, &parse) {
			column, input = max(1, parse.Column), parse.Input
			if isRule(strings.TrimSpace(line)) || parse.Column == 0 {
				column += indent
			}
		}
		l.marks = append(l.marks, markedLine(l.text, number, column, input, wrong(message(err))))
	}
}

// message returns the text of an error without the place, which a mark shows.
func message(err error) string {
	var parse *calendar.ParseError
	if !errors.As(err, &parse) {
		return err.Error()
	}
	placeless := *parse
	placeless.Line, placeless.Column = 0, 0
	return placeless.Error()
}

// split returns the errors that are joined in an error.
func split(err error) []error {
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var all []error
		for _, each := range joined.Unwrap() {
			all = append(all, split(each)...)
		}
		return all
	}
	return []error{err}
}

// source returns the policy of all lines.
func (l *lines) source() source {
	s := source{form: "cron"}
	p := longcase.Policy{Enabled: true, Zone: l.zone}
	if len(l.schedules) == 0 {
		s.form, s.idle = "rules", true
		s.note = "No schedule: a snapshot every hour is assumed."
		l.schedules = []schedule.Rule{{Every: calendar.PeriodOf(1, calendar.Hour)}}
	}
	var err error
	if p.Schedule, err = schedule.Compile(l.zone, timezone.DST{}, l.schedules...); err != nil {
		return source{marks: []Mark{wrong(err.Error())}}
	}
	if len(l.rules) > 0 {
		p.Retention, err = retention.Compile(l.zone, l.rules...)
		if err != nil {
			return source{marks: []Mark{wrong(err.Error())}}
		}
	}
	s.policies = []longcase.Policy{p}
	return s
}
