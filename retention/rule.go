package retention

import (
	"strconv"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// Rule keeps snapshots: all young enough, or a representative of each of a number
// of periods, or both. It is comparable, and prints as "within 4 weeks on mon" or
// "daily 7". The zero value keeps nothing, and [Compile] refuses it.
//
// Without Per, the rule keeps every snapshot younger than Within, or the newest
// Count of them. With Per, it keeps a representative of each hour, day, week
// and so on. The representative is chosen among all snapshots of the period on
// the rule's days, and then its age is judged. Periods without a snapshot on
// the rule's days do not count.
type Rule struct {
	// Within bounds the age: a snapshot expires that long after it was taken,
	// and is expired at that very instant. The zero value is no bound. Minutes
	// and hours are elapsed time; longer units go by the calendar in the
	// policy's zone.
	Within calendar.Period
	// Count is how many periods the rule keeps, from the newest back, or how
	// many snapshots if Per is not set. Zero is no bound beside Within; without
	// Within, "no bound" has to be said as [All].
	Count int
	// Per is the unit of the periods, an hour or longer. The hour that a clock
	// change repeats is two periods.
	Per calendar.Unit
	// FirstDay is the day on which weeks start. The zero value is Monday, as in
	// ISO 8601.
	FirstDay calendar.WeekStart
	// Pick chooses the snapshot that represents its period.
	Pick Pick
	// Anchor is the point of the period that [Nearest] goes by.
	Anchor Anchor
	// Weekdays restricts the rule to snapshots taken on these days, of every week
	// or of some weeks of the month, by their local date in the policy's zone. Zero
	// is every day.
	Weekdays calendar.Weekdays
	// MonthDays restricts the rule to these days of the month, likewise. A date
	// has to pass both restrictions.
	MonthDays calendar.MonthDays
	// Workdays adds, for each of its days, the day from Monday to Friday nearest to
	// it in the same month. With MonthDays it is one restriction: a date passes it
	// as either. See [calendar.Days].
	Workdays calendar.MonthDays
	// Substitute lets a snapshot of another day stand in for a period without
	// any on the rule's days: the first after the first of those days.
	Substitute bool
	// Counting says which of the periods count: all, or only those earlier
	// rules leave. The order of rules matters with it.
	Counting Counting
	// Oldest also keeps the oldest snapshot of all, while fewer periods than
	// Count are counted, so that a new tier reaches back as far as it can.
	// The oldest is subject to Within too.
	Oldest bool
	// Base also keeps the newest snapshot on the rule's days that is too old:
	// without it, the oldest instant within the age could not be restored. It is
	// for recovery windows, of rules with an age and nothing to count.
	Base bool
	// From is the instant at which ages are judged.
	From Reference
	// Failed makes this a rule for failed snapshots, and for no others.
	Failed bool
}

// All is the [Rule.Count] without a bound.
const All = -1

// Pick chooses the snapshot that represents a period. The zero value is Last.
type Pick uint8

const (
	// Last is the newest of the period. While the period goes on, each new
	// snapshot takes the place of the one before.
	Last Pick = iota
	// First is the oldest of the period.
	First
	// Nearest is the snapshot nearest to the rule's anchor. Of two equally near
	// snapshots, it is the newer.
	Nearest
)

// Counting says which periods a rule counts, or which snapshots without Per. The
// zero value is CountAll.
//
// Earlier rules are those in front of the rule in the policy, for good or for
// failed snapshots as the rule itself. Holds, locks, the policy's minimum and
// needs of other snapshots do not count as keeping. A period whose snapshot is
// too old for the rule counts, though the rule does not keep it.
type Counting uint8

const (
	// CountAll counts every period with a snapshot on the rule's days, as restic
	// and kopia do. No rule knows of another.
	CountAll Counting = iota
	// CountUnkept counts a period only if no earlier rule keeps the snapshot
	// that represents it, as borg does.
	CountUnkept
	// CountUncovered counts a period only if no earlier rule keeps any of its
	// snapshots, as Proxmox does. A snapshot another was chosen before, in such
	// a rule, represents no later period: with 2023-01-31 and 2023-02-03, "weekly
	// 1 uncovered" takes the second for the week, and "monthly 1 uncovered" finds
	// none for January. So another rule in front of it, or a greater number
	// there, may delete more, and so may planning again after the deletions of a
	// plan. Of snapshots created at once and due on different days, some may be
	// passed over; if another of them represents a period, all are kept.
	CountUncovered
)

// Reference is the instant at which ages are judged. The zero value is FromNow.
type Reference uint8

const (
	// FromNow judges ages at the time of the plan.
	FromNow Reference = iota
	// FromNewest judges ages at the time of the newest good snapshot that is
	// neither held nor from the future, so that nothing expires while no new
	// snapshots are taken. In rules for failed snapshots it is the newest
	// failed snapshot.
	FromNewest
	// BackFromNewest counts the age back from the newest snapshot of FromNewest,
	// as kopia does: a snapshot taken before that instant is too old, and a
	// snapshot of that very instant is not. Days and longer units go back on the calendar at
	// the same time of day; a day the month lacks is carried over, so that a month
	// before 31 March is 3 March, and in a leap year 2 March. A time a clock change
	// skips or repeats is resolved as for schedules.
	BackFromNewest
)

// Anchor is a point within a period of a rule. The zero value is the start of
// the day or of the hour. It is comparable.
type Anchor struct {
	// Day is the day of the period, from 1; past the period's end it is the
	// last day. It is zero in rules per hour and per day.
	Day int
	// At is the time of day; in rules per hour, the time since the hour's
	// start.
	At calendar.Clock
}

// hasDays reports whether the rule is restricted to some days.
func (r *Rule) hasDays() bool { return r.Weekdays != 0 || r.MonthDays != 0 || r.Workdays != 0 }

// allows reports whether a date is one of the rule's days.
func (r *Rule) allows(date calendar.Date) bool {
	if !r.hasDays() {
		return true
	}
	days := calendar.Days{MonthDays: r.MonthDays, Workdays: r.Workdays, Weekdays: r.Weekdays}
	return days.Allows(date)
}

// ages reports whether the rule looks at nothing but a snapshot's own age.
func (r *Rule) ages() bool {
	return r.Count <= 0 && r.Per == calendar.NoUnit && r.From == FromNow && !r.Base
}

// bucket returns the number of a date's period, of a day or longer. Numbers
// grow with time; they identify periods in place of formatted dates, where
// 2026-03 may be a week or a month.
func (r *Rule) bucket(date calendar.Date) int {
	if r.Per == calendar.Week {
		return calendar.Week.Bucket(date - r.weekShift())
	}
	return r.Per.Bucket(date)
}

// bucketStart returns the first date of a period, by its number.
func (r *Rule) bucketStart(bucket int) calendar.Date {
	if r.Per == calendar.Week {
		return calendar.Week.BucketStart(bucket) + r.weekShift()
	}
	return r.Per.BucketStart(bucket)
}

// weekShift returns the days from Monday, on which weeks start in package
// calendar, to the first day of the rule's weeks.
func (r *Rule) weekShift() calendar.Date {
	return calendar.Date(r.FirstDay.Weekday()-time.Monday+7) % 7
}

// end returns when a snapshot becomes too old for the rule; never without an
// age. It does not hold for BackFromNewest: see view.isYoung.
func (r *Rule) end(created instant, zone *timezone.Zone) instant {
	if r.Within.IsZero() {
		return never
	}
	return created.plus(r.Within, zone)
}

// RuleError describes a wrong field of a rule. [Compile] returns all of them,
// joined.
type RuleError struct {
	Rule  int    // index into the rules, from 0
	Field string // name of the field, such as "Within"
	Value string // the field's value
	Want  string // allowed values
}

// Error names the rule, the field and its value, and the allowed values.
func (e *RuleError) Error() string {
	return "rule " + strconv.Itoa(e.Rule) + ": " + e.Field + " " + strconv.Quote(e.Value) + ": want " + e.Want
}

// checker collects the errors of a rule.
type checker []*RuleError

// want adds an error unless a condition holds.
func (c *checker) want(ok bool, field, value, want string) {
	if !ok {
		*c = append(*c, &RuleError{Field: field, Value: value, Want: want})
	}
}

// faults returns an error for each wrong field of a rule.
func (r *Rule) faults() []*RuleError {
	var c checker
	within, most := r.Within, strconv.Itoa(calendar.MaxPeriod)
	if !within.IsZero() {
		unit := within.Unit != calendar.NoUnit && within.Unit <= calendar.Year
		c.want(unit && 1 <= within.N && within.N <= calendar.MaxPeriod,
			"Within", within.String(), "1 to "+most+" minutes or longer units")
	}
	c.want(!within.IsZero() || r.Count != 0, "Count", "0", "a number, All, or an age in Within")
	c.want(All <= r.Count && r.Count <= calendar.MaxPeriod, "Count", strconv.Itoa(r.Count), "All, or 0 to "+most)
	c.want(r.Per == calendar.NoUnit || calendar.Hour <= r.Per && r.Per <= calendar.Year,
		"Per", r.Per.String(), "an hour or a longer unit")
	r.checkDays(&c)
	r.checkPick(&c)
	c.want(r.From <= BackFromNewest, "From", strconv.Itoa(int(r.From)), "FromNow, FromNewest or BackFromNewest")
	c.want(r.Counting <= CountUncovered, "Counting", r.Counting.String(), "all, unkept or uncovered")
	c.want(r.Counting == CountAll || r.Per != calendar.NoUnit || r.Count > 0,
		"Counting", r.Counting.String(), "a number or a unit to count, or all")
	// A base is defined for a recovery window: without an age nothing is older than it, and
	// a failed snapshot restores nothing.
	window := !within.IsZero() && r.Per == calendar.NoUnit && r.Count == 0 && !r.Failed
	c.want(!r.Base || window, "Base", "true", "an age, without a number or a unit, for good snapshots")
	return c
}

// checkDays checks the days, and the fields that make sense only with days, or only
// without.
func (r *Rule) checkDays(c *checker) {
	c.want(r.Weekdays.Valid(), "Weekdays", r.Weekdays.String(), "a set of days of the week")
	c.want(r.MonthDays.Valid(), "MonthDays", r.MonthDays.String(), "a set of days of the month")
	c.want(r.Workdays.Valid(), "Workdays", r.Workdays.String(), "a set of days of the month")
	c.want(r.FirstDay == 0 || r.FirstDay.Valid() && r.Per == calendar.Week,
		"FirstDay", r.FirstDay.String(), "a day of the week, in a rule per week")
	c.want(!r.Substitute || r.hasDays() && calendar.Week <= r.Per,
		"Substitute", "true", "days in a rule per week or longer")
	// The oldest snapshot of all is seldom on the rule's days.
	c.want(!r.Oldest || !r.hasDays() && r.Per != calendar.NoUnit,
		"Oldest", "true", "a rule per unit, on all days")
}

// checkPick checks the choice of the representative, and its anchor.
func (r *Rule) checkPick(c *checker) {
	c.want(r.Pick <= Nearest, "Pick", r.Pick.String(), "last, first or nearest")
	c.want(r.Pick == Last || r.Per != calendar.NoUnit, "Pick", r.Pick.String(), "a rule per unit, or last")
	a := r.Anchor
	if r.Pick != Nearest {
		c.want(a == Anchor{}, "Anchor", a.String(), "no anchor, unless Pick is Nearest")
		return
	}
	c.want(isTimeOfDay(a.At) && (r.Per != calendar.Hour || a.At < 60),
		"Anchor", a.String(), "a time within the period")
	// A day past the end of a short month is its last day, so that 31 is right for all.
	// Hours and days have the length 0, and so the day 0: they have no days to choose.
	lengths := [...]int{calendar.Week: 7, calendar.Month: 31, calendar.Quarter: 92, calendar.Year: 366}
	if r.Per <= calendar.Year {
		length := lengths[r.Per]
		c.want(min(length, 1) <= a.Day && a.Day <= length, "Anchor", a.String(), "a day of the period, from 1")
	}
}

func isTimeOfDay(c calendar.Clock) bool { return 0 <= c && c < calendar.MinutesPerDay }
