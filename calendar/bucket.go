package calendar

import "time"

// Bucket returns the number of the day, week, month, quarter or year of a date.
// Numbers are consecutive and never repeat, as numbers of weeks in a year do: two
// dates are in the same month exactly if Month.Bucket is the same for both.
//
// Weeks start on Monday, as in ISO 8601. For weeks from another day, move the
// date by the difference: weeks from Sunday are Week.Bucket(d+1). Units shorter
// than a day, and [NoUnit], have the buckets of Day.
//
// Numbers of different units are not comparable.
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

// BucketStart returns the first date of a bucket, as numbered by [Unit.Bucket].
func (u Unit) BucketStart(bucket int) Date {
	switch u {
	case Week:
		return firstMonday + Date(bucket*7)
	case Month, Quarter, Year:
		return DateOf(0, time.January+time.Month(bucket*u.months()), 1)
	}
	return Date(bucket)
}

// months returns the number of months of a unit of months or longer.
func (u Unit) months() int {
	switch u {
	case Quarter:
		return 3
	case Year:
		return 12
	}
	return 1
}
