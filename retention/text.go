package retention

import (
	"strings"

	"github.com/longcase/longcase/calendar"
)

// String returns the rule as [ParseRule] reads it, such as
// "within 4 weeks on mon".
func (r Rule) String() string {
	words := []string{"within", r.Within.String()}
	if r.Weekdays != 0 {
		words = append(words, "on", r.Weekdays.String())
	}
	if r.MonthDays != 0 {
		words = append(words, "on", r.MonthDays.String())
	}
	return strings.Join(words, " ")
}

// MarshalText returns what String returns. It fails for a rule that [New]
// refuses.
func (r Rule) MarshalText() ([]byte, error) {
	if faults := r.faults(); len(faults) > 0 {
		return nil, faults[0]
	}
	return []byte(r.String()), nil
}

// UnmarshalText reads what [ParseRule] reads.
func (r *Rule) UnmarshalText(text []byte) (err error) {
	*r, err = ParseRule(string(text))
	return err
}

// ParseRule reads a rule:
//
//	within 7 days
//	within 4 weeks on mon
//	within 12 months on 1,15,last
//	within 12 months on fri on 13
//
// Words are in lower case. Units are written in full: m would be minutes to
// some and months to others.
func ParseRule(s string) (Rule, error) {
	p := parser{words: strings.Fields(s)}
	r, ok := p.rule()
	if !ok || len(r.faults()) > 0 {
		return Rule{}, &calendar.ParseError{
			What: "rule", Input: s,
			Want: "within N UNITS, and on DAYS where only some count, such as within 4 weeks on mon",
		}
	}
	return r, nil
}

// parser reads a rule word by word.
type parser struct{ words []string }

// next returns the next word, or "" at the end.
func (p *parser) next() (word string) {
	if len(p.words) > 0 {
		word, p.words = p.words[0], p.words[1:]
	}
	return word
}

func (p *parser) rule() (r Rule, ok bool) {
	if p.next() != "within" {
		return r, false
	}
	period, err := calendar.ParsePeriod(p.next() + " " + p.next())
	if err != nil {
		return r, false
	}
	r.Within = period
	for len(p.words) > 0 {
		if p.next() != "on" || !p.days(&r) {
			return r, false
		}
	}
	return r, true
}

// days reads a list of weekdays or of days of the month, each at most once.
func (p *parser) days(r *Rule) bool {
	word := p.next()
	if weekdays, err := calendar.ParseWeekdays(word); err == nil && weekdays != 0 && r.Weekdays == 0 {
		r.Weekdays = weekdays
		return true
	}
	if days, err := calendar.ParseMonthDays(word); err == nil && days != 0 && r.MonthDays == 0 {
		r.MonthDays = days
		return true
	}
	return false
}
