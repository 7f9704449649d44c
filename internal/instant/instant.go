// Package instant keeps instants within the years in which the module computes.
//
// Every int64 is the Unix second of some [time.Time]. The greatest, plus one, is
// the least; and package time itself counts from the year 1, so that
// time.Unix(math.MaxInt64, 0) is Before every date of a calendar. An exported
// function therefore clamps an instant once, where it comes in. Inside, seconds
// may be added and offsets subtracted without a thought of overflow, and the
// order of times is that of their Unix seconds.
package instant

import "time"

const (
	secondsPerDay = 24 * 60 * 60

	// First and Last are the least and the greatest instant, in Unix seconds:
	// 0000-12-30 and 10000-01-03, in UTC. They lie two days outside the years 1
	// to 9999, which begin and end up to a day earlier or later in other zones.
	First int64 = (-719162 - 2) * secondsPerDay
	Last  int64 = (2932896 + 3) * secondsPerDay
)

// Second returns the Unix second of an instant, from First to Last.
func Second(t time.Time) int64 { return min(max(t.Unix(), First), Last) }

// Ceil returns the first whole second at or after an instant, from First to Last.
// Occurrences are on whole seconds: those before 02:00:00.5 are those before
// 02:00:01.
func Ceil(t time.Time) int64 {
	second := Second(t)
	if t.Nanosecond() != 0 && second == t.Unix() && second < Last {
		second++
	}
	return second
}

// Clamp returns t, or the nearest instant from First to Last, in t's location.
func Clamp(t time.Time) time.Time {
	if second := t.Unix(); second < First || second >= Last {
		return time.Unix(Second(t), 0).In(t.Location())
	}
	return t
}
