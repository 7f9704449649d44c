package calendar

import "time"

// Bucket returns which day, week, month, quarter or year a date is in, as a
// number that grows by one from each to the next and never repeats: two dates
// are in the same month exactly when Month.Bucket is the same for both. Weeks
// are those of ISO 8601, from Monday. For units shorter than a day, and for
// [NoUnit], it returns the day's.
//
// Numbers of different units mean different things; never mix them.
func (u Unit) Bucket(d Date) int {
	switch u {
	case Week:
		return WeekBucket(d, time.Monday)
	case Month, Quarter, Year:
		year, month, _ := d.Civil()
		return floorDiv(year*12+int(month)-1, u.months())
	}
	return int(d)
}

// BucketStart returns the first date of a bucket: the inverse of
// [Unit.Bucket].
func (u Unit) BucketStart(bucket int) Date {
	switch u {
	case Week:
		return WeekBucketStart(bucket, time.Monday)
	case Month, Quarter, Year:
		return DateOf(0, time.January+time.Month(bucket*u.months()), 1)
	}
	return Date(bucket)
}

// WeekBucket is [Unit.Bucket] for weeks that start on a given weekday.
func WeekBucket(d Date, first time.Weekday) int {
	return floorDiv(int(d)-weekdayOfEpoch(first), 7)
}

// WeekBucketStart is the inverse of [WeekBucket].
func WeekBucketStart(bucket int, first time.Weekday) Date {
	return Date(bucket*7 + weekdayOfEpoch(first))
}

// weekdayOfEpoch returns the first given weekday on or after 1970-01-01, which
// was a Thursday.
func weekdayOfEpoch(day time.Weekday) int { return int(day-time.Thursday+7) % 7 }

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
