package oncalendar

import (
	"math/bits"
	"strings"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/exact"
	"github.com/longcase/longcase/internal/expression"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Expression is the meaning of an expression: the arguments of
// [schedule.Compile]. The zero value has no rules and never fires.
type Expression struct {
	// Zone is the zone named in the text. It is nil, for which Compile takes UTC,
	// if the text names none. systemd takes the machine's zone then.
	Zone *timezone.Zone
	// DST is the choice of [Options], with systemd's own in place of defaults.
	DST timezone.DST
	// Rules has one rule.
	Rules []schedule.Rule
}

// Options choose where an expression leaves a choice. The zero value is systemd's
// meaning. It is comparable.
type Options struct {
	// DST is the choice for clock changes. GapDefault is GapSkip and
	// FoldDefault is FoldFirst, for times of every hour as well.
	DST timezone.DST
}

// choice returns the choice for clock changes without defaults.
func (o Options) choice() timezone.DST {
	if o.DST.Gap == timezone.GapDefault {
		o.DST.Gap = timezone.GapSkip
	}
	if o.DST.Fold == timezone.FoldDefault {
		o.DST.Fold = timezone.FoldFirst
	}
	return o.DST
}

// Parse reads an expression of at most 4,096 bytes. The errors are
// [*calendar.ParseError], joined, with the column of each; at most 100, and then
// an error with the number of the others.
//
// An expression that never fires, such as *-02-30, is read; [schedule.Compile]
// refuses its rule.
func Parse(expr string, o Options) (Expression, error) {
	reader, err := expression.NewReader(expr)
	if err != nil {
		return Expression{}, err
	}
	p := parser{reader}
	x := p.expression()
	x.DST = o.choice()
	if err := p.Err(); err != nil {
		return Expression{}, err
	}
	return x, nil
}

// parser reads an expression and collects its problems.
type parser struct{ expression.Reader }

// word is a part of the expression, with its place.
type word = expression.Word

// isBlank reports whether a byte separates words.
func isBlank(c byte) bool { return c == ' ' }

// isName reports whether a word begins with a letter, as weekdays, zones and
// shorthands do.
func isName(w word) bool {
	return w.Text != "" && (w.Text[0]|0x20) >= 'a' && (w.Text[0]|0x20) <= 'z' // in lower case
}

// expression reads the parts of the text, from both ends to the middle.
func (p *parser) expression() (x Expression) {
	// The zone is last, and the weekdays are first, if either is present: the rest is between.
	words := p.AppendWords(nil, isBlank)
	if len(words) == 0 {
		p.Problem("expression", word{}, "a date such as *-*-01, a time such as 02:30, or a word such as daily")
		return x
	}
	if last := len(words) - 1; last > 0 && isName(words[last]) {
		x.Zone = p.zone(words[last])
		words = words[:last]
	}
	var rule schedule.Rule
	if long, ok := shorthands[strings.ToLower(words[0].Text)]; ok {
		rule = p.shorthand(long, words[1:])
	} else {
		rule = p.parts(words)
	}
	x.Rules = []schedule.Rule{rule}
	return x
}

// shorthands lists the words that stand for an expression. It is never written.
var shorthands = map[string]string{
	"minutely": "*:*", "hourly": "*:00", "daily": "00:00", "weekly": "Mon 00:00",
	"monthly": "*-01 00:00", "quarterly": "1/3-01 00:00", "yearly": "01-01 00:00", "annually": "01-01 00:00",
	"semiannually": "1/6-01 00:00", "semi-annually": "1/6-01 00:00",
	"biannually": "1/6-01 00:00", "bi-annually": "1/6-01 00:00",
}

// shorthand reads the expression of a word, as systemd defines it. It cannot be wrong, so
// its problems are not asked for.
func (p *parser) shorthand(long string, rest []word) schedule.Rule {
	if len(rest) > 0 {
		p.Problem("expression", rest[0], "nothing but a zone after a word")
	}
	reader, _ := expression.NewReader(long)
	q := parser{reader}
	return q.parts(q.AppendWords(nil, isBlank))
}

// parts reads weekdays, a date and a time.
func (p *parser) parts(words []word) (rule schedule.Rule) {
	if isName(words[0]) {
		rule.Weekdays = p.weekdays(words[0])
		words = words[1:]
	}
	// A time has a colon, a date has none.
	if len(words) > 0 && !strings.Contains(words[0].Text, ":") {
		rule.Months, rule.MonthDays = p.dateOf(words[0])
		words = words[1:]
	}
	at := word{Text: "00:00"}
	if len(words) > 0 {
		at = words[0]
		words = words[1:]
	}
	rule.At = p.clocks(at)
	if len(words) > 0 {
		p.Problem("expression", words[0], "weekdays, a date, a time and a zone, in this order")
	}
	return rule
}

// zone reads the name of a zone. systemd takes UTC in any case, and other names in theirs
// alone.
func (p *parser) zone(name word) *timezone.Zone {
	text := name.Text
	if strings.EqualFold(text, "UTC") {
		text = "UTC"
	}
	zone, err := timezone.Load(text)
	if err != nil {
		p.Problem("zone", name, "UTC, or a name in the zone database such as Europe/Berlin")
	}
	return zone
}

// dateOf reads a date: year, month and day, or month and day.
func (p *parser) dateOf(w word) (months calendar.Months, days calendar.MonthDays) {
	if strings.HasPrefix(w.Text, "@") {
		p.Problem("date", w, "a date such as *-*-01: an expression of one instant has no schedule")
		return 0, 0
	}
	// The day is after the last - or after the only ~, month and year before it.
	before, day, fromEnd := w.Cut('~')
	parts := before.Split('-')
	if !fromEnd {
		day = parts[len(parts)-1]
		parts = parts[:len(parts)-1]
	}
	switch len(parts) {
	case 1:
	case 2:
		if parts[0].Text != "*" {
			p.Problem("year", parts[0], "*: schedules have no years")
		}
	default:
		p.Problem("date", w, "year-month-day or month-day, such as *-*-01, or a time with a colon")
		return 0, 0
	}
	months = calendar.Months(unlessFull(monthField, p.chain(monthField, parts[len(parts)-1])))
	if fromEnd {
		return months, p.daysFromEnd(day)
	}
	return months, calendar.MonthDays(unlessFull(dayField, p.chain(dayField, day)))
}

// unlessFull returns a set, or 0, which restricts nothing, if it is full: *-*-01..31 is
// every day, and then equal to it.
func unlessFull(f field, set uint64) uint64 {
	if set == f.all() {
		return 0
	}
	return set
}

// daysFromEnd reads days counted from the end of the month: 1 is the last.
func (p *parser) daysFromEnd(w word) (days calendar.MonthDays) {
	if w.Text == "*" {
		return 0
	}
	for set := p.chain(endField, w); set != 0; set &= set - 1 {
		days |= calendar.MonthDaysOf(-bits.TrailingZeros64(set))
	}
	return days
}

// clocks reads a time: hour and minute, and 00 seconds.
func (p *parser) clocks(w word) []calendar.Clock {
	parts := w.Split(':')
	if len(parts) < 2 || len(parts) > 3 {
		p.Problem("time", w, "hour:minute, such as 02:30")
		return nil
	}
	if len(parts) == 3 {
		p.seconds(parts[2])
	}
	hours, minutes := p.chain(hourField, parts[0]), p.chain(minuteField, parts[1])
	return exact.Product{Hours: uint32(hours), Minutes: minutes}.Clocks()
}

// seconds checks that the seconds are 00, whose fraction may be written out.
func (p *parser) seconds(w word) {
	whole, fraction, _ := strings.Cut(w.Text, ".")
	if n, ok := number(whole); !ok || n != 0 || strings.Trim(fraction, "0") != "" {
		p.Problem("second", w, "00: schedules are on whole minutes")
	}
}
