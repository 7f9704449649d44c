package crontab

import (
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/exact"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Expression is what an expression says. It is what [schedule.Compile] takes,
// but for the choice of daylight saving.
type Expression struct {
	// Zone is the zone that the expression names. It is nil, which is UTC,
	// where it names none.
	Zone *timezone.Zone
	// Rules is one rule; or two, where a date needs to match only one of two
	// restricted day fields: the days of the month first.
	Rules []schedule.Rule
}

// Options say how expressions are meant. The zero value is cron's meaning.
type Options struct {
	Days Days
}

// Parse reads an expression. The errors are [*ParseError], all of them joined.
//
// It does not tell whether the expression ever fires: "0 0 30 2 *" parses, and
// [schedule.Compile] refuses its rule. Where only one of two day fields can
// never match, it is left out.
func Parse(expr string, o Options) (Expression, error) {
	p := parser{expr: expr}
	words := p.words()
	var x Expression
	if len(words) > 0 {
		if name, ok := zoneOf(words[0]); ok {
			x.Zone = p.zone(name)
			words = words[1:]
		}
	}
	if sets, ok := p.fields(words); ok {
		x.Rules = rules(sets, o)
	}
	if len(p.problems) > 0 {
		return Expression{}, errors.Join(p.problems...)
	}
	return x, nil
}

// parser reads one expression and collects its problems.
type parser struct {
	expr     string
	problems []error
}

// word is a part of the expression, and where it begins.
type word struct {
	text string
	at   int
}

// cut splits a word at the first separator.
func (w word) cut(sep string) (before, after word, found bool) {
	left, right, found := strings.Cut(w.text, sep)
	return word{left, w.at}, word{right, w.at + len(left) + len(sep)}, found
}

func (p *parser) problem(field string, w word, want string) {
	column := utf8.RuneCountInString(p.expr[:min(w.at, len(p.expr))]) + 1
	p.problems = append(p.problems, &ParseError{field, column, w.text, want})
}

// words splits the expression at spaces and tabs.
func (p *parser) words() (words []word) {
	blank := func(r rune) bool { return r == ' ' || r == '\t' }
	for at := 0; at < len(p.expr); {
		rest := p.expr[at:]
		size := strings.IndexFunc(rest, blank)
		if size < 0 {
			size = len(rest)
		}
		if size > 0 {
			words = append(words, word{rest[:size], at})
		}
		at += size + 1
	}
	return words
}

// zoneOf returns the name in CRON_TZ=name or TZ=name.
func zoneOf(w word) (name word, ok bool) {
	variable, name, ok := w.cut("=")
	return name, ok && (variable.text == "CRON_TZ" || variable.text == "TZ")
}

func (p *parser) zone(name word) *timezone.Zone {
	zone, err := timezone.Load(name.text)
	if err == nil {
		return zone
	}
	var bad *timezone.LoadError
	if errors.As(err, &bad) {
		p.problem("zone", name, bad.Reason)
	}
	return nil
}

// macros lists what the names in place of fields stand for.
var macros = map[string]string{
	"@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *",
	"@weekly": "0 0 * * 0", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
}

// macro returns the fields that a name stands for.
func (p *parser) macro(words []word) ([]word, bool) {
	name := strings.ToLower(words[0].text)
	expr, ok := macros[name]
	switch {
	case ok && len(words) == 1:
		return (&parser{expr: expr}).words(), true
	case ok:
		p.problem("expression", words[1], "is one too many; want "+name+" alone")
		return nil, false
	}
	want := "want @yearly, @monthly, @weekly, @daily or @hourly"
	switch name {
	case "@reboot":
		want = "happens at the start of a machine, and at no time that could be computed"
	case "@every":
		want = "counts from the start of a program, and not on the calendar; want a step such as */5"
	}
	p.problem("expression", words[0], want)
	return nil, false
}

// fields reads the five fields. It is false where one is wrong.
func (p *parser) fields(words []word) (sets [5]set, ok bool) {
	if len(words) > 0 && len(words) < len(sets) && words[0].text[0] == '@' {
		if words, ok = p.macro(words); !ok {
			return sets, false
		}
	}
	switch {
	case len(words) < len(sets):
		end := word{"", len(p.expr)}
		p.problem("expression", end,
			"ends too early; want 5 fields: minute, hour, day of month, month, day of week")
		return sets, false
	case len(words) > len(sets):
		extra := words[len(sets)]
		p.problem("expression", extra, "is one too many; want 5 fields, without seconds and without a command")
		return sets, false
	}
	before := len(p.problems)
	for i := range sets {
		sets[i] = p.field(&fields[i], words[i])
	}
	return sets, len(p.problems) == before
}

// rules returns the rules of five fields.
func rules(sets [5]set, o Options) []schedule.Rule {
	minutes, hours, days, months, weekdays := sets[0], sets[1], sets[2], sets[3], sets[4]
	rule := schedule.Rule{
		At:     exact.Product{Hours: uint32(hours.bits), Minutes: minutes.bits}.Clocks(),
		Months: calendar.Months(months.unlessFull()),
	}
	onDays, onWeekdays := rule, rule
	onDays.MonthDays = calendar.MonthDays(days.unlessFull())
	onWeekdays.Weekdays = calendar.Weekdays(weekdays.unlessFull())
	if o.Days == And || !days.restricted || !weekdays.restricted {
		rule.MonthDays, rule.Weekdays = onDays.MonthDays, onWeekdays.Weekdays
		return []schedule.Rule{rule}
	}
	switch {
	case onDays.MonthDays == 0 || onWeekdays.Weekdays == 0: // every day matches one of them
		return []schedule.Rule{rule}
	case !hasDays(rule.Months, onDays.MonthDays):
		return []schedule.Rule{onWeekdays}
	}
	onWeekdays.At = slices.Clone(rule.At)
	return []schedule.Rule{onDays, onWeekdays}
}

// hasDays reports whether any of the months ever has any of the days.
func hasDays(months calendar.Months, days calendar.MonthDays) bool {
	const leap = 2024
	for month := time.January; month <= time.December; month++ {
		if months.Allows(month) && days.In(calendar.DaysIn(leap, month)) != 0 {
			return true
		}
	}
	return false
}
