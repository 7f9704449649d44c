package retention

import (
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// Rule keeps snapshots: those that are young enough, or one for each of a
// number of periods, or both. It is comparable, and prints as
// "within 4 weeks on mon" or "daily 7". The zero value keeps nothing, and
// [New] refuses it.
//
// Without Per, the rule keeps every snapshot younger than Within, or the newest
// Count of them. With Per, it keeps one for each hour, day, week and so on: the
// representative is chosen among all the snapshots of the period that were
// taken on the rule's days, and then its age is judged. Periods that hold no
// such snapshot do not count.
type Rule struct {
	// Within keeps what is younger than this: a snapshot expires that long
	// after it was taken, and at that instant it is expired. The zero value is
	// no bound.
	Within calendar.Period
	// Count is how many periods, or snapshots where there is no Per, are kept
	// from the newest back. Zero is no bound where there is Within; without, it
	// must be said as [All].
	Count int
	// Per is the period that gets one representative: an hour or longer. An
	// hour that a clock change repeats is two.
	Per calendar.Unit
	// FirstDay is the day that weeks start on. The zero value is Monday, as in
	// ISO 8601.
	FirstDay calendar.Weekdays
	// Pick says which snapshot represents its period.
	Pick Pick
	// Anchor is what [Nearest] is near to.
	Anchor Anchor
	// Weekdays and MonthDays restrict the rule to snapshots whose local date,
	// in the policy's zone, passes both.
	Weekdays  calendar.Weekdays
	MonthDays calendar.MonthDays
	// Substitute lets a snapshot of another day stand in for a period that has
	// none on the rule's days: the first one after the first of those days.
	Substitute bool
	// Oldest also keeps the oldest snapshot of all, while fewer periods than
	// Count hold one, so that a new tier reaches back as far as it can. Its age
	// is judged too.
	Oldest bool
	// From is what ages are relative to.
	From Reference
	// Failed makes this a rule for failed snapshots, and for no others.
	Failed bool
}

// All is the [Rule.Count] that has no bound.
const All = -1

// Pick says which snapshot represents its period.
type Pick uint8

const (
	// Last is the newest of the period. As long as the period goes on, each
	// new snapshot takes the place of the one before.
	Last Pick = iota
	// First is the oldest of the period.
	First
	// Nearest is the one nearest to the rule's anchor; of two equally near
	// ones, the newer.
	Nearest
)

// Reference says what the age of a snapshot is relative to.
type Reference uint8

const (
	// FromNow judges ages at the time of the plan.
	FromNow Reference = iota
	// FromNewest judges ages at the time of the newest snapshot that is good,
	// not held, and not from the future, so that nothing expires while no new
	// ones are taken. For rules for failed snapshots it is the newest failed.
	FromNewest
)

// Anchor is a point within a period of a rule. It is comparable.
type Anchor struct {
	// Day is the day of the period, from 1; past the period's end it is the
	// last day. It is zero in rules per hour and per day.
	Day int
	// At is the time of day; in rules per hour, the time since its start.
	At calendar.Clock
}

// hasDays reports whether the rule is restricted to some days.
func (r *Rule) hasDays() bool { return r.Weekdays != 0 || r.MonthDays != 0 }

// allows reports whether a date passes the rule's days.
func (r *Rule) allows(date calendar.Date) bool {
	if !r.hasDays() {
		return true
	}
	year, month, day := date.Civil()
	return r.Weekdays.Allows(date.Weekday()) && r.MonthDays.Allows(day, calendar.DaysIn(year, month))
}

// ages reports whether a snapshot's own age is all that the rule looks at.
func (r *Rule) ages() bool { return r.Count <= 0 && r.Per == calendar.NoUnit && r.From == FromNow }

// firstDay returns the day that weeks start on.
func (r *Rule) firstDay() time.Weekday {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if r.FirstDay == calendar.WeekdaysOf(day) {
			return day
		}
	}
	return time.Monday
}

// bucket returns the number of the rule's period, of a day or longer, that a
// date is in.
func (r *Rule) bucket(date calendar.Date) int {
	if r.Per == calendar.Week {
		return calendar.WeekBucket(date, r.firstDay())
	}
	return r.Per.Bucket(date)
}

// bucketStart is the inverse of bucket.
func (r *Rule) bucketStart(bucket int) calendar.Date {
	if r.Per == calendar.Week {
		return calendar.WeekBucketStart(bucket, r.firstDay())
	}
	return r.Per.BucketStart(bucket)
}

// end returns when a snapshot becomes too old for the rule, if ever.
func (r *Rule) end(created instant, zone *timezone.Zone) instant {
	if r.Within.IsZero() {
		return never
	}
	return created.plus(r.Within, zone)
}
