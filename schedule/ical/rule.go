package ical

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"github.com/longcase/longcase/internal/problem"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// rule is an RRULE. It is made in five steps, each of which relies on those before:
//
//   - parts splits the text, and rrule-go reads it: syntax and ranges of numbers;
//   - dropTimes and chooseMonths settle the open points on which libraries differ;
//   - check refuses the parts that the RFC forbids, or that rrule-go misreads;
//   - complete fills in the parts that the start gives, so that the rule no longer
//     depends on it but for its phase;
//   - compile turns the rule into a set of dates and times; if that is exact but for a
//     step or days of the year, sieve chooses from it; and run leaves the rest to
//     rrule-go.
type rule struct {
	option   rrule.ROption // as written, without Dtstart; Until is an instant
	compiled *schedule.Rule
	sequence schedule.Sequence // from the start on, bounded by COUNT and UNTIL
}

// String returns the value of the property RRULE.
func (r rule) String() string { return r.option.RRuleString() }

// rule reads an RRULE. Unknown parts, and values out of range, are rrule-go's
// to refuse; the rest is checked here, since it takes many wrong rules.
func (p *parser) rule(l line, start stamp) (r rule, ok bool) {
	before := p.problems.Len()
	option, parts := p.option(l, start.wall())
	if p.problems.Len() > before {
		return r, false
	}
	// In this order: a date has no times that a check could refuse, and a month, once
	// chosen, limits ordinals to those of a month, on which rrule-go would panic.
	distinct(option)
	if start.isDate {
		p.dropTimes(l, option, parts)
	}
	p.chooseMonths(l, option, parts["BYMONTHDAY"], start)
	p.check(l, option, parts)
	until := p.until(l, parts["UNTIL"], start)
	if p.problems.Len() > before {
		return r, false
	}
	// String writes the rule with the months chosen for it, so that it reads alike with
	// any options: a month for YearlyMonths, and no times of day beside a date.
	r.option = *option
	r.option.Dtstart, r.option.Until = time.Time{}, until
	err := r.build(*option, start, p.options.DST, p.runs < maxRuns)
	if r.compiled == nil {
		p.runs++
	}
	if err != nil {
		p.problem(l.number, l.name, l.value, err.Error())
		return r, false
	}
	return r, true
}

// option reads the parts of an RRULE, as far as rrule-go judges them.
func (p *parser) option(l line, start time.Time) (o *rrule.ROption, parts map[string]string) {
	before := p.problems.Len()
	parts, value := p.parts(l)
	if p.problems.Len() > before {
		return nil, nil
	}
	o, err := rrule.StrToROption(value)
	if err == nil {
		o.Dtstart = start
		_, err = rrule.NewRRule(*o)
	}
	if err != nil {
		p.problem(l.number, l.name, l.value, "a rule of RFC 5545: "+problem.Name(err.Error()))
	}
	return o, parts
}

// parts splits a rule into its parts by name, and returns it in the form that
// rrule-go reads: in upper case, since the RFC's names are in any, and without empty
// parts. Outlook and others end a rule with a semicolon, which the grammar forbids
// and everybody reads.
//
// It refuses two parts of a name, of which rrule-go takes the last, and the names
// that are rrule-go's own.
func (p *parser) parts(l line) (parts map[string]string, rule string) {
	parts = map[string]string{}
	var list []string
	for part := range strings.SplitSeq(strings.ToUpper(l.value), ";") {
		if part == "" {
			continue
		}
		list = append(list, part)
		name, value, _ := strings.Cut(part, "=")
		if _, twice := parts[name]; twice {
			p.problem(l.number, name, value, "it once")
		}
		if name == "BYEASTER" || name == "DTSTART" {
			p.problem(l.number, name, value, "a part of a rule in RFC 5545")
		}
		parts[name] = value
	}
	return parts, strings.Join(list, ";")
}

// dropTimes takes the times of day from a rule that starts on a date. By section
// 3.3.10 they must be ignored then: DTSTART;VALUE=DATE:20241018 with BYMINUTE=1,2 is
// once a day. A rule that repeats within the day has nothing to repeat.
func (p *parser) dropTimes(l line, o *rrule.ROption, parts map[string]string) {
	if o.Freq == rrule.HOURLY || o.Freq == rrule.MINUTELY { // check refuses SECONDLY
		p.problem(l.number, "FREQ", parts["FREQ"], "DAILY or longer: DTSTART is a date, and has no time of day")
	}
	o.Byhour, o.Byminute, o.Bysecond = nil, nil, nil
	delete(parts, "BYSECOND")
}

// until reads UNTIL as an instant, the zero time for none. It is kept as an instant and
// applied after the zone, since a wall time may be moved over it by a clock change:
// with UNTIL at 03:00 of 2025-03-30 in Berlin, 02:30 is shifted to 03:30 and is out.
func (p *parser) until(l line, text string, start stamp) time.Time {
	if text == "" {
		return time.Time{}
	}
	// UNTIL is a bound, and no occurrence: 23:59:59 is as good as another.
	s, ok := p.toSecond(line{number: l.number, name: "UNTIL"}, text, nil)
	switch {
	case !ok:
		return time.Time{}
	case s.isDate != start.isDate:
		p.problem(l.number, "UNTIL", text, "a date if DTSTART is a date, and a time otherwise")
		return time.Time{}
	}
	// A time without a zone is one of the start's, though section 3.3.10 wants UTC:
	// many writers forget the Z. UNTIL is included. In a fold the later reading includes both passes.
	return s.instants(timezone.DST{Fold: timezone.FoldSecond})[0]
}

// maxRules is the largest number of rules in a text: that of a [schedule.Schedule].
const maxRules = 100

// maxRuns is the largest number of them that do not compile, and may take some tens
// of milliseconds each. The RFC asks for one rule, compiled or not.
const maxRuns = 10

// maxRunCount is the largest COUNT of a rule that does not compile. Parse has to walk
// through the occurrences of such a rule to count them.
const maxRunCount = 10_000

// beforeAll is before every occurrence.
var beforeAll = time.Unix(-1<<36, 0)

// errNever, like the other errors of build and walls, completes "want".
var errNever = errors.New("a rule with at least one occurrence")

// build makes the sequence of a rule whose parts have been checked; mayRun tells
// whether the rule may be left to rrule-go.
func (r *rule) build(option rrule.ROption, start stamp, dst timezone.DST, mayRun bool) error {
	complete(&option, start.wall())
	withoutPositions(&option)
	walls, err := r.walls(option, start.wall(), mayRun)
	if err != nil {
		return err
	}
	r.sequence = resolved{walls, start.zone, dst}
	if !r.option.Until.IsZero() {
		r.sequence = schedule.Within(r.sequence, time.Time{}, r.option.Until.Add(1))
	}
	if _, ok := r.sequence.Next(beforeAll); !ok {
		return errNever
	}
	return nil
}

// walls returns the wall times of a complete rule, from the start up to its
// COUNT: compiled if the rule is exact, which is faster by far, and run otherwise.
func (r *rule) walls(
	option rrule.ROption, start time.Time, mayRun bool,
) (walls schedule.Sequence, err error) {
	// The compiled rule names at least the wall times of this one. If it never
	// fires, neither does this one, and rrule-go must not be asked: it would
	// search up to the year 9999 at each call.
	compiled, how, ok := compile(option, start)
	if !ok {
		return nil, errNever
	}
	s, err := schedule.Compile(nil, timezone.DST{}, compiled)
	ran := walkable(newRun(option, start))
	if how == fitsSieved {
		ran = sieve{newRun(option, start), s}
	}
	var last time.Time
	switch {
	case err != nil:
		return nil, reason(err)
	case how == fitsExactly:
		r.compiled, walls = &compiled, s
		// Without COUNT it is 0, of which Nth has none: last stays zero, which is no bound.
		last, ok = s.Nth(start.Add(-1), int64(option.Count))
	case !mayRun:
		return nil, errors.New("at most " + strconv.Itoa(maxRuns) + " rules that cannot be compiled")
	case !ran.occurs():
		return nil, errNever
	case option.Count > maxRunCount:
		return nil, errors.New("a COUNT of at most " + strconv.Itoa(maxRunCount) +
			" in a rule that cannot be compiled")
	default:
		walls = ran
		if last, ok, err = nth(ran.walk(), start, option.Count); err != nil {
			return nil, err
		}
	}
	if ok {
		last = last.Add(1)
	}
	return schedule.Within(walls, start, last), nil
}

// reason returns the reason why a rule does not compile, without the place in
// our own rule, which the author of the text has never seen.
func reason(err error) error {
	var bad *schedule.RuleError
	if errors.As(err, &bad) {
		return errors.New(errNever.Error() + ": " + strings.TrimPrefix(bad.Want, "never fires: "))
	}
	return err
}

// complete fills in the parts left by a rule to its start, so that it can be run
// from elsewhere: MONTHLY from 31 January gets BYMONTHDAY=31.
func complete(o *rrule.ROption, start time.Time) {
	// The start gives the day only if no other part does: YEARLY;BYDAY=MO is every
	// Monday, and not the Mondays of the start's month.
	if len(o.Byweekno)+len(o.Byyearday)+len(o.Bymonthday)+len(o.Byweekday) == 0 {
		switch o.Freq {
		case rrule.YEARLY:
			if len(o.Bymonth) == 0 {
				o.Bymonth = []int{int(start.Month())}
			}
			o.Bymonthday = []int{start.Day()}
		case rrule.MONTHLY:
			o.Bymonthday = []int{start.Day()}
		case rrule.WEEKLY:
			o.Byweekday = []rrule.Weekday{weekdayOf(start.Weekday())}
		}
	}
	if len(o.Byhour) == 0 && o.Freq < rrule.HOURLY {
		o.Byhour = []int{start.Hour()}
	}
	if len(o.Byminute) == 0 && o.Freq < rrule.MINUTELY {
		o.Byminute = []int{start.Minute()}
	}
	o.Bysecond = []int{0} // occurrences are on whole minutes
	o.Interval = max(o.Interval, 1)
}

// withoutPositions takes BYSETPOS from a complete rule of hours or minutes: the
// second of an hour's minutes 0, 20 and 40 is minute 20 of every hour.
func withoutPositions(o *rrule.ROption) {
	switch {
	case len(o.Bysetpos) == 0 || o.Freq < rrule.HOURLY:
		return
	case o.Freq == rrule.HOURLY:
		o.Byminute = at(o.Byminute, o.Bysetpos)
	}
	o.Bysetpos = nil
}

// at returns the members of a sorted list at the given positions, from 1, or from
// the end if negative.
func at(list, positions []int) (chosen []int) {
	for i, member := range list {
		if slices.Contains(positions, i+1) || slices.Contains(positions, i-len(list)) {
			chosen = append(chosen, member)
		}
	}
	return chosen
}

// distinct sorts the lists of a rule and drops doubles: for BYHOUR=2,2 rrule-go
// yields each occurrence twice, and COUNT counts both.
func distinct(o *rrule.ROption) {
	for _, list := range []*[]int{
		&o.Bysetpos, &o.Bymonth, &o.Bymonthday, &o.Byyearday,
		&o.Byweekno, &o.Byhour, &o.Byminute, &o.Bysecond,
	} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	var days []rrule.Weekday
	for _, day := range o.Byweekday {
		if !slices.Contains(days, day) {
			days = append(days, day)
		}
	}
	o.Byweekday = days
}

// weekdays begins with Sunday, as package time does; rrule-go begins with Monday.
var weekdays = [...]rrule.Weekday{rrule.SU, rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA}

// weekdayOf returns a weekday without an ordinal.
func weekdayOf(day time.Weekday) rrule.Weekday { return weekdays[day] }

// goWeekday is the inverse of weekdayOf, for any ordinal.
func goWeekday(day rrule.Weekday) time.Weekday { return time.Weekday((day.Day() + 1) % 7) }
