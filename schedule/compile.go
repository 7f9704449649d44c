package schedule

import (
	"errors"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// Schedule is a compiled set of occurrences. The zero value never fires. A
// Schedule is immutable, safe for concurrent use, one word long, and comparable:
// == is identity, so that two schedules compiled from the same rules differ.
type Schedule struct{ compiled *compiled }

// compiled is the content of a Schedule. After Compile nothing in it is written but
// the needs of counting, once: the counts of dates, and the tally.
type compiled struct {
	zone     *timezone.Zone
	location *time.Location // of the zone, one load nearer in the path of Next
	dst      timezone.DST
	rules    []Rule // see rule
	parts    []part // one for each rule
	once     sync.Once
	tally    *tally // of several rules, made once
}

// single is the compiled form of one rule, with room for it: one allocation takes
// half the time of three.
type single struct {
	compiled
	rule [1]Rule
	part [1]part
}

// singleOfYear has room for a table of dates without weekdays, too.
type singleOfYear struct {
	single
	years [yearLengths]yearDays
}

// needsYear reports whether the dates of a rule take such a table, or seem to: days 1
// to 31 are every day, and then the room is left empty.
func (r *Rule) needsYear() bool {
	return r.Weekdays == 0 && r.Workdays == 0 && (r.MonthDays != 0 || r.Months != 0)
}

// newCompiled returns the compiled form of some rules, without their parts, and room
// for a table of dates.
func newCompiled(rules []Rule) (c *compiled, room []yearDays) {
	var s *single
	switch {
	case len(rules) != 1:
		return &compiled{rules: slices.Clone(rules), parts: make([]part, len(rules))}, nil
	case rules[0].needsYear():
		s, room = newOfYear()
	default:
		s = new(single)
	}
	s.rule[0] = rules[0]
	s.rules, s.parts = s.rule[:], s.part[:]
	return &s.compiled, room
}

func newOfYear() (*single, []yearDays) {
	s := new(singleOfYear)
	return &s.single, s.years[:]
}

// keepTimes makes the times of a rule the schedule's own. Nearly always they are in
// order and each once, as their bits say them, and then the rule is kept without:
// a list of every 15 minutes would take half as much memory again.
func (c *compiled) keepTimes(i int, inOrder bool) {
	if r := &c.rules[i]; inOrder {
		r.At = nil
	} else {
		r.At = slices.Clone(r.At)
	}
}

// rule returns a rule as given to Compile. Its times are its caller's own.
func (c *compiled) rule(i int) Rule {
	r := c.rules[i]
	if r.At == nil && r.Every.IsZero() {
		r.At = c.parts[i].minutes.clocks()
	} else {
		r.At = slices.Clone(r.At)
	}
	return r
}

// part is a compiled rule: the product of a set of dates and a set of minutes of
// the day. A product, since the times of a rule are the same on all its days.
type part struct {
	dates   dates
	minutes minutes
	step    int64 // step of a grid, in seconds; 0 for fixed times
	dst     timezone.DST
}

// maxRules is the largest number of rules of a schedule. A call costs the sum of
// the costs for each rule.
const maxRules = 100

// Compile compiles 1 to 100 rules, as a union, for a zone; a nil zone is UTC.
//
// The errors are [*RuleError], all of them joined. A rule that never fires is an
// error too, and proved to be: Compile looks for a date in the 400 years after
// which the calendar repeats, and for an occurrence under the zone's clock
// changes and dst. A zone with an error has that error instead.
func Compile(zone *timezone.Zone, dst timezone.DST, rules ...Rule) (Schedule, error) {
	if len(rules) > maxRules {
		return Schedule{}, tooManyRules(len(rules))
	}
	if err := zone.Err(); err != nil {
		return Schedule{}, err
	}
	c, room := newCompiled(rules)
	c.zone, c.location, c.dst = zone.OrUTC(), zone.Location(), dst
	problems := checkDST(dst)
	validDST := len(problems) == 0
	if len(rules) == 0 {
		problems = append(problems, &RuleError{Rule: -1, Field: "rules", Want: "want at least one"})
	}
	for i := range c.rules {
		rule := &c.rules[i]
		invalid := checkRule(i, rule)
		if len(invalid) == 0 && validDST {
			inOrder := c.parts[i].compile(rule, dst, room)
			invalid = c.proveFires(i, rule, &c.parts[i])
			c.keepTimes(i, inOrder) // after the proof, whose error lists the times as given
		}
		problems = append(problems, invalid...)
	}
	if len(problems) > 0 {
		return Schedule{}, errors.Join(problems...)
	}
	return Schedule{c}, nil
}

// tooManyRules returns the error for more rules than Compile takes. It is joined, too, so
// that callers may rely on it.
func tooManyRules(n int) error {
	return errors.Join(&RuleError{
		Rule: -1, Field: "rules", Value: strconv.Itoa(n), Want: "want at most " + strconv.Itoa(maxRules),
	})
}

// MustCompile is [Compile] for rules known to be valid. It panics on an error.
func MustCompile(zone *timezone.Zone, dst timezone.DST, rules ...Rule) Schedule {
	s, err := Compile(zone, dst, rules...)
	if err != nil {
		panic("schedule: " + err.Error())
	}
	return s
}

// Zone returns the zone of the schedule, UTC for the zero value.
func (s Schedule) Zone() *timezone.Zone {
	if s.compiled == nil {
		return (*timezone.Zone)(nil).OrUTC()
	}
	return s.compiled.zone
}

// DST returns the choice for clock changes given to [Compile].
func (s Schedule) DST() timezone.DST {
	if s.compiled == nil {
		return timezone.DST{}
	}
	return s.compiled.dst
}

// Rules returns the rules given to [Compile]. The slices are the caller's own.
func (s Schedule) Rules() []Rule {
	if s.compiled == nil {
		return nil
	}
	rules := make([]Rule, len(s.compiled.rules))
	for i := range rules {
		rules[i] = s.compiled.rule(i)
	}
	return rules
}

// compile compiles a valid rule, its table of dates in the room if that will do. It
// reports whether the rule's times At are in order and each once.
func (p *part) compile(rule *Rule, dst timezone.DST, room []yearDays) (inOrder bool) {
	p.dates.compile(rule.Months, rule.days(), room)
	inOrder = rule.addTimes(&p.minutes)
	p.step = 60 * rule.step(&p.minutes)
	p.dst = dst
	return inOrder
}

// timesOfDay returns the minutes of the day at which a valid rule fires.
func (r Rule) timesOfDay() (set minutes) {
	r.addTimes(&set)
	return set
}

// addTimes adds those minutes to an empty set. It reports whether the set alone says
// the times At: they are in order, each once and not in a window.
func (r *Rule) addTimes(set *minutes) (inOrder bool) {
	// The usual rule: its times are all that it has.
	if r.Every.IsZero() && r.Window == (Window{}) {
		return set.addAll(r.At)
	}
	if step, ok := r.Every.Elapsed(); ok {
		for since := int64(0); since < int64(r.Window.Minutes()); since += step {
			set.add((r.Window.from + calendar.Clock(since)) % calendar.MinutesPerDay)
		}
	}
	for _, c := range r.At {
		if r.Window.Contains(c) {
			set.add(c)
		}
	}
	set.index()
	return false
}

// step returns the step of a grid in minutes, or 0 for fixed times. Times in all
// 24 hours are a grid too: a cron expression for every hour has no other way to
// say so. Their step is the largest distance between two neighbours, in the window
// or not. The times of day are those of the rule.
func (r *Rule) step(inWindow *minutes) int64 {
	if step, ok := r.Every.Elapsed(); ok {
		return step
	}
	at := inWindow
	if r.Window != (Window{}) {
		var all minutes
		all.addAll(r.At)
		at = &all
	}
	return int64(at.widest())
}

// checkDST checks the choices at clock changes, which belong to all rules.
func checkDST(dst timezone.DST) []error {
	c := checker{index: -1}
	if dst.Gap > timezone.GapSkip {
		c.refuse("Gap", dst.Gap.String(), "want shift, next, skip or default")
	}
	if dst.Fold > timezone.FoldBoth {
		c.refuse("Fold", dst.Fold.String(), "want first, second, both or default")
	}
	return c.problems
}

// checkRule returns the fields of a rule that are out of range or contradict others.
func checkRule(index int, r *Rule) []error {
	c := checker{index: index}
	c.checkDays(r)
	c.checkTimes(r)
	return c.problems
}

// checker collects the problems of one rule.
type checker struct {
	index    int
	problems []error
}

// refuse adds the problem of a field.
func (c *checker) refuse(field, value, want string) {
	c.problems = append(c.problems, &RuleError{Rule: c.index, Field: field, Value: value, Want: want})
}

// checkDays checks the sets of days, whose bits may be made by hand.
func (c *checker) checkDays(r *Rule) {
	if !r.Months.Valid() {
		c.refuse("Months", r.Months.String(), "want January to December")
	}
	if !r.MonthDays.Valid() {
		c.refuse("MonthDays", r.MonthDays.String(), wantMonthDays)
	}
	if !r.Workdays.Valid() {
		c.refuse("Workdays", r.Workdays.String(), wantMonthDays)
	}
	if !r.Weekdays.Valid() {
		c.refuse("Weekdays", r.Weekdays.String(), "want Sunday to Saturday, of every week, the first to fifth, or the last to fourth last")
	}
}

const wantMonthDays = "want days 1 to 31 and -1 to -31"

// checkTimes checks the times of day, and that the rule has either times or a step.
func (c *checker) checkTimes(r *Rule) {
	for _, at := range r.At {
		if !isTimeOfDay(at) {
			c.refuse("At", strconv.Itoa(int(at)), "want minutes since midnight, 0 to 1439")
		}
	}
	if !r.Window.valid() {
		c.refuse("Window", r.Window.String(), "want times of day from 00:00 to 23:59")
	}
	switch step, ok := r.Every.Elapsed(); {
	case r.Every.IsZero() && len(r.At) == 0:
		c.refuse("At", "", "want times At, or a step Every")
	case r.Every.IsZero(): // times, which are checked above
	case len(r.At) > 0:
		c.refuse("Every", r.Every.String(), "want either Every or At, not both")
	case !ok || step < 1 || r.Every.N > calendar.MaxPeriod:
		c.refuse("Every", r.Every.String(), "want 1 to "+strconv.Itoa(calendar.MaxPeriod)+" minutes or hours")
	}
}

// isTimeOfDay reports whether a clock is 00:00 to 23:59: negative minutes are
// large ones as unsigned.
func isTimeOfDay(c calendar.Clock) bool { return uint16(c) < calendar.MinutesPerDay }

// proveFires returns why a valid rule never fires, or nothing if it does.
//
// The last of the three proofs, of a rule that gaps may skip, needs a zone whose
// clocks have followed one rule since the year 1, as a POSIX TZ string without a
// history makes: the hour skipped on each last Sunday of March has then never
// existed.
func (c *compiled) proveFires(index int, r *Rule, p *part) []error {
	never := func(field, value, why string) []error {
		return []error{&RuleError{Rule: index, Field: field, Never: true, Value: value, Want: "never fires: " + why}}
	}
	if p.minutes.count == 0 {
		return never("At", joinClocks(r.At), "outside the window "+r.Window.String())
	}
	if p.dates.isEmpty() {
		return []error{r.neverOnADate(index)}
	}
	if p.step == 0 && p.dst.Gap != timezone.GapSkip { // no gap takes an occurrence
		return nil
	}
	if _, ok := p.next(c.zone, beforeAll); !ok { // all of the years 1 to 9999
		field, value := "At", joinClocks(r.At)
		if !r.Every.IsZero() {
			field, value = "Every", r.Every.String()
		}
		return never(field, value,
			"on these days, clock changes of "+c.zone.Name()+" skip it always, and gaps are skipped")
	}
	return nil
}

// neverOnADate is the error for a rule whose restrictions of dates exclude each
// other. The first of them that does so beside those before it is to blame: days
// that the months lack, or weekdays that these days are never.
func (r *Rule) neverOnADate(index int) error {
	e := &RuleError{Rule: index, Never: true, Field: "Weekdays", Value: r.Weekdays.String()}
	var ofMonth dates
	ofMonth.compile(r.Months, calendar.Days{MonthDays: r.MonthDays, Workdays: r.Workdays}, nil)
	if !ofMonth.isEmpty() {
		e.Want = "never fires: on no such date in months " + r.Months.String() +
			" on days " + calendar.DaysText(r.MonthDays, r.Workdays)
		return e
	}
	e.Want = "never fires: no such date in months " + r.Months.String()
	e.Field, e.Value = "MonthDays", r.MonthDays.String()
	if r.MonthDays == 0 {
		e.Field, e.Value = "Workdays", r.Workdays.String()
	}
	return e
}

// joinClocks lists times of day for an error.
func joinClocks(at []calendar.Clock) string {
	var b []byte
	for i, c := range at {
		if i > 0 {
			b = append(b, ',')
		}
		b, _ = c.AppendText(b)
	}
	return string(b)
}
