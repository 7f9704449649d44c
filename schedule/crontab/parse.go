package crontab

import (
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/exact"
	"github.com/longcase/longcase/internal/expression"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Expression is the meaning of an expression: the arguments of
// [schedule.Compile], without the choice of daylight saving.
type Expression struct {
	// Zone is the zone named in the expression. Nil, for no zone, is UTC.
	Zone *timezone.Zone
	// Rules has a single rule, or two, the days of the month first, if a date
	// needs to match either of two restricted day fields.
	Rules []schedule.Rule
}

// Options choose between dialects of cron. The zero value reads expressions as
// robfig/cron and Kubernetes do. Options are comparable.
type Options struct {
	Days Days // how two restricted day fields go together
}

// Parse reads an expression of at most 4,096 bytes. The errors are
// [*calendar.ParseError], one for each problem, joined; at most 100, and then one
// with the number of the others. Each has the column of its input, in characters
// from 1.
//
// Parse does not judge dates: "0 0 30 2 *" parses, and [schedule.Compile] refuses
// its rule. Of two alternative day fields, Parse leaves out the field that never
// matches.
func Parse(expr string, o Options) (Expression, error) {
	reader, err := expression.NewReader(expr)
	if err != nil {
		return Expression{}, err
	}
	p := parser{reader}
	words := p.AppendWords(make([]word, 0, mostWords), isBlank)
	var x Expression
	if len(words) > 0 {
		if name, ok := zoneOf(words[0]); ok {
			x.Zone = p.zone(name)
			words = words[1:]
		}
	}
	var sets [5]set
	if p.fields(&sets, words) {
		x.Rules = rules(&sets, o)
	}
	if err := p.Err(); err != nil {
		return Expression{}, err
	}
	return x, nil
}

// mostWords is the number of words of an expression: a zone and five fields.
const mostWords = 6

// parser reads an expression and collects its problems.
type parser struct{ expression.Reader }

// word is a part of the expression with its place.
type word = expression.Word

// isBlank reports whether a byte separates fields.
func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// zoneOf returns the name in CRON_TZ=name or TZ=name.
func zoneOf(w word) (name word, ok bool) {
	variable, name, ok := w.Cut('=')
	return name, ok && (variable.Text == "CRON_TZ" || variable.Text == "TZ")
}

// zone loads a zone. The reason of a failure is not visible in the expression:
// the name may be wrong, or the machine may have no zone database.
func (p *parser) zone(name word) *timezone.Zone {
	zone, err := timezone.Load(name.Text)
	if err == nil {
		return zone
	}
	want := "an IANA name such as Europe/Berlin"
	var bad *timezone.LoadError
	if errors.As(err, &bad) {
		if reason, _, _ := strings.Cut(bad.Reason, "; want "); !strings.HasPrefix(reason, "want ") {
			want += "; it " + reason
		}
	}
	p.Problem("zone", name, want)
	return nil
}

// macros lists the fields for which a name stands. @hourly is minute 0 of every
// hour on every day, a grid; the others are fixed times.
var macros = map[string]string{
	"@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *",
	"@weekly": "0 0 * * 0", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
}

// macro returns the fields for which a name stands.
func (p *parser) macro(words []word) ([]word, bool) {
	name := strings.ToLower(words[0].Text)
	expr, ok := macros[name]
	switch {
	case ok && len(words) == 1:
		// The fields take the room of the name, which is read. They cannot be wrong.
		fields, _ := expression.NewReader(expr)
		return fields.AppendWords(words[:0], isBlank), true
	case ok:
		p.Problem("expression", words[1], name+" alone")
		return nil, false
	}
	want := "@yearly, @monthly, @weekly, @daily or @hourly"
	switch name {
	case "@reboot":
		want += "; @reboot is the start of a machine, which no calendar knows"
	case "@every":
		want += ", or a step such as */5; @every counts from the start of a program, not on the calendar"
	}
	p.Problem("expression", words[0], want)
	return nil, false
}

// fields reads the five fields; ok is false if any of them is wrong. It reads on
// after the first mistake, to find all of them.
func (p *parser) fields(sets *[5]set, words []word) (ok bool) {
	if len(words) > 0 && len(words) < len(sets) && words[0].Text[0] == '@' {
		if words, ok = p.macro(words); !ok {
			return false
		}
	}
	switch {
	case len(words) < len(sets):
		p.Problem("expression", p.End(), "5 fields: minute, hour, day of month, month, day of week")
		return false
	case len(words) > len(sets):
		// Six fields are seconds first or a year last (Quartz), or a command last
		// (crontab). Each reading would shift the meaning of the other five, so none
		// is tried.
		p.Problem("expression", words[len(sets)], "5 fields, without seconds, a year or a command")
		return false
	}
	before := p.Problems()
	for i := range sets {
		sets[i].field = &fields[i]
		p.field(&sets[i], words[i])
	}
	return p.Problems() == before
}

// rules returns the rules of five fields. A rule asks for its days of the month
// and its weekdays at once; "either" takes two rules.
func rules(sets *[5]set, o Options) []schedule.Rule {
	minutes, hours, days, months, weekdays := &sets[0], &sets[1], &sets[2], &sets[3], &sets[4]
	rule := schedule.Rule{
		At:     exact.Product{Hours: uint32(hours.bits), Minutes: minutes.bits}.Clocks(),
		Months: months.months(),
	}
	onDays, onWeekdays := rule, rule
	onDays.MonthDays, onDays.Workdays = days.monthDays()
	onWeekdays.Weekdays = weekdays.weekdays()
	if o.Days.matchBoth(days, weekdays) {
		onDays.Weekdays = onWeekdays.Weekdays
		return []schedule.Rule{onDays}
	}
	allDays := onDays.MonthDays|onDays.Workdays == 0
	switch {
	case allDays || onWeekdays.Weekdays == 0: // one matches every day, so all days do
		return []schedule.Rule{rule}
	case !hasDays(rule.Months, onDays.MonthDays|onDays.Workdays):
		return []schedule.Rule{onWeekdays}
	}
	onWeekdays.At = slices.Clone(rule.At) // a caller may change one rule
	return []schedule.Rule{onDays, onWeekdays}
}

// hasDays reports whether any of the months ever has any of the days, and with them
// their workdays: not the 30th and 31st in February alone. Compile would refuse the
// rule, though its companion on weekdays fires.
func hasDays(months calendar.Months, days calendar.MonthDays) bool {
	const leap = 2024
	for month := time.January; month <= time.December; month++ {
		if months.Allows(month) && days.In(calendar.DaysIn(leap, month)) != 0 {
			return true
		}
	}
	return false
}
