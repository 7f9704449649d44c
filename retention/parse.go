package retention

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
)

// ParseRule reads a rule:
//
//	within 7 days                    everything younger
//	within 4 weeks on mon            ... taken on a Monday
//	within 12 months on 1,15,last    ... on these days of the month
//	within 12 months on first sun    ... on the first Sunday of a month
//	yearly 7 on last workday         ... on its last day from Monday to Friday
//	monthly 12 on 1,workday 15       ... or the workday nearest to the 15th
//	last 10                          the newest ten
//	all                              everything
//	hourly 24                        the last of each of the last 24 hours with a snapshot
//	daily 7 within 30 days           ... at most seven, and none older
//	weekly within 3 months           ... as many as three months hold
//	weekly 4 from sun on sun         weeks from Sunday; only Sunday's snapshots
//	monthly 12 on 1 or next          ... or the next after the 1st, if that has none
//	weekly 4 unkept                  weeks whose snapshot no earlier rule keeps
//	weekly 4 uncovered               weeks without a snapshot an earlier rule keeps
//	monthly 12 and oldest            the oldest of all, too, while fewer than 12
//	monthly 12 first                 the period's first; "last" is the default
//	monthly 12 nearest 15 02:00      the nearest to the 15th at 02:00
//	weekly 4 nearest sun 02:00
//	quarterly 8, yearly all
//	within 7 days of newest          relative to the newest, not to now
//	within 7 days back from newest   ... counted back from it, inclusive
//	within 7 days and base           and the newest that is older
//	failed within 2 days             for failed snapshots
//
// After "on", the words of [calendar.Weekdays] and [calendar.ParseDays] name days.
// A number such as first or last belongs to a weekday that follows it directly.
// Otherwise last is the last day of the month, and first chooses the period's
// first snapshot.
//
// The clauses after the first may come in any order, each at most once. Words
// are in lower case, and units in full: m would be minutes to some readers and
// months to others. The error is a [*calendar.ParseError].
func ParseRule(s string) (Rule, error) {
	// The parser only tells words apart. Whether the parts of a rule go together is checked as
	// for a rule made by hand.
	p := parser{words: strings.Fields(s)}
	p.failed()
	if p.head() && p.clauses() && len(p.rule.faults()) == 0 {
		return p.rule, nil
	}
	return Rule{}, &calendar.ParseError{
		What: "rule", Input: s,
		Want: "a rule such as within 4 weeks on mon, last 10, daily 7 or yearly all",
	}
}

// parser reads a rule word by word.
type parser struct {
	words []string // those not read yet
	rule  Rule
	seen  []string     // the clauses that were read
	near  time.Weekday // of "nearest": a day of the week, whose number depends on FirstDay
}

// peek returns the next word; "" at the end.
func (p *parser) peek() string {
	if len(p.words) == 0 {
		return ""
	}
	return p.words[0]
}

// next returns the next word and moves past it.
func (p *parser) next() (word string) {
	if word = p.peek(); word != "" {
		p.words = p.words[1:]
	}
	return word
}

// failed reads the word before a rule for failed snapshots.
func (p *parser) failed() {
	if p.rule.Failed = p.peek() == "failed"; p.rule.Failed {
		p.next()
	}
}

// head reads the words before the clauses: the number and unit of the periods.
// A rule that is only an age has none.
func (p *parser) head() bool {
	word := p.peek()
	switch {
	case word == "within":
		return true
	case word == "last":
		p.next()
		return p.count()
	case word == "all":
		return p.all()
	}
	for unit, name := range perNames {
		if name != "" && name == word { // units shorter than an hour have none
			p.next()
			p.rule.Per = calendar.Unit(unit)
			return p.all() || p.count() || slices.Contains([]string{"within", "unkept", "uncovered"}, p.peek())
		}
	}
	return false
}

// all reads the word for no number, if it is the next.
func (p *parser) all() bool {
	if p.peek() != "all" {
		return false
	}
	p.next()
	p.rule.Count = All
	return true
}

// count reads a number from 1, if it is the next word.
func (p *parser) count() bool {
	n, ok := number(p.peek())
	if !ok {
		return false
	}
	p.next()
	p.rule.Count = n
	return true
}

// number reads a number from 1, without a sign.
func number(s string) (n int, ok bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 1 && s[0] != '+'
}

// clauses reads the rest of the rule. A weekday of "nearest" becomes a day of
// the week at the end, since "from" may follow it.
func (p *parser) clauses() bool {
	for len(p.words) > 0 {
		if !p.clause(p.next()) {
			return false
		}
	}
	if p.rule.Pick == Nearest && p.rule.Per == calendar.Week {
		p.rule.Anchor.Day = (int(p.near-p.rule.FirstDay.Weekday())+7)%7 + 1
	}
	return true
}

// clause reads a clause by its first word. The rest of the clause must be there.
func (p *parser) clause(word string) bool {
	// Clauses that exclude each other share a name: "of newest" and "back from newest",
	// "unkept" and "uncovered", and the three picks, which are words of their own.
	switch word {
	case "within":
		return p.once(word) && p.within()
	case "of":
		p.rule.From = FromNewest
		return p.once("reference") && p.next() == "newest"
	case "back":
		p.rule.From = BackFromNewest
		return p.once("reference") && p.next() == "from" && p.next() == "newest"
	case "from":
		day, ok := weekday(p.next())
		p.rule.FirstDay = calendar.WeekStartOf(day)
		return ok && p.once(word) && p.rule.Per == calendar.Week
	case "on":
		return p.days()
	case "or":
		p.rule.Substitute = true
		return p.once(word) && p.next() == "next"
	case "and":
		return p.once(word) && p.and()
	case "unkept", "uncovered":
		return p.once("counting") && p.rule.Counting.UnmarshalText([]byte(word)) == nil
	}
	return p.once("pick") && p.rule.Pick.UnmarshalText([]byte(word)) == nil &&
		(p.rule.Pick != Nearest || p.anchor())
}

// and reads the snapshot kept besides.
func (p *parser) and() bool {
	word := p.next()
	p.rule.Oldest, p.rule.Base = word == "oldest", word == "base"
	return p.rule.Oldest || p.rule.Base
}

// once notes a clause, and reports whether it is the first of its kind.
func (p *parser) once(clause string) bool {
	if slices.Contains(p.seen, clause) {
		return false
	}
	p.seen = append(p.seen, clause)
	return true
}

// within reads an age.
func (p *parser) within() bool {
	period, err := calendar.ParsePeriod(p.next() + " " + p.next())
	p.rule.Within = period
	return err == nil
}

// days reads a list of weekdays, or of days of the month and workdays, each list
// at most once.
func (p *parser) days() bool {
	text := p.list()
	if set, err := calendar.ParseWeekdays(text); err == nil && set != 0 {
		p.rule.Weekdays = set
		return p.once("weekdays")
	}
	days, workdays, err := calendar.ParseDays(text)
	p.rule.MonthDays, p.rule.Workdays = days, workdays
	return err == nil && days|workdays != 0 && p.once("month days")
}

// list reads the words of a list of days. A word joins the word before if they
// name a day together.
func (p *parser) list() string {
	text := p.next()
	for next := p.peek(); next != "" && joins(text, next); next = p.peek() {
		text += " " + p.next()
	}
	return text
}

// joins reports whether the last day of a list goes on with the next word:
// "first" with "sun", "2nd" with "last", "workday" with "15". So "last" before
// "fri" is the last Friday, but before "first" it is the last day of the month, and
// "first" is then the pick.
func joins(list, next string) bool {
	// Package calendar knows the names of days: whether two words are a day is asked of it,
	// with a weekday added where the second of them may go on.
	day := list[strings.LastIndexByte(list, ',')+1:]
	word, _, _ := strings.Cut(next, ",")
	day += " " + word
	if _, err := calendar.ParseWeekdays(day); err == nil {
		return true
	}
	if _, _, err := calendar.ParseDays(day); err == nil {
		return true
	}
	_, err := calendar.ParseWeekdays(day + " mon")
	return err == nil && word == "last"
}

// anchor reads the day of the period, unless that is a day or an hour, and the
// time.
func (p *parser) anchor() (ok bool) {
	switch {
	case p.rule.Per == calendar.Week:
		p.near, ok = weekday(p.next())
	case p.rule.Per > calendar.Week:
		p.rule.Anchor.Day, ok = number(p.next())
	default:
		ok = true
	}
	at, err := calendar.ParseClock(p.next())
	p.rule.Anchor.At = at
	return ok && err == nil
}
