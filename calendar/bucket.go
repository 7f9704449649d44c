package calendar

import "time"

// Bucket returns which day, week, month, quarter or year a date is in, as a
// number that grows by one from each to the next and never repeats: two dates
// are in the same month exactly when Month.Bucket is the same for both. Weeks
// are those of ISO 8601, from Monday; weeks from another day are those of dates
// moved by the difference, from Sunday Week.Bucket(d+1). For units shorter than
// a day, and for [NoUnit], it returns the day's.
//
// Numbers of different units mean different things; never mix them.
func (u Unit) Bucket(d Date) int {
	switch u {
	case Week:
		return floorDiv(int(d-firstMonday), 7)
	case Month, Quarter, Year:
		year, month, _ := d.Civil()
		return floorDiv(year*12+int(month)-1, u.months())
	}
	return int(d)
}

// firstMonday is 1970-01-05, the start of week 0.
const firstMonday Date = 4

// BucketStart returns the first date of a bucket: the inverse of
// [Unit.Bucket].
func (u Unit) BucketStart(bucket int) Date {
	switch u {
	case Week:
		return firstMonday + Date(bucket*7)
	case Month, Quarter, Year:
		return DateOf(0, time.January+time.Month(bucket*u.months()), 1)
	}
	return Date(bucket)
}

// months returns how many months a unit of months or longer has.
func (u Unit) months() int {
	switch u {
	case Quarter:
		return 3
	case Year:
		return 12
	}
	return 1
}
