// Package civil converts between days counted from 1970-01-01 and civil dates of
// the proleptic Gregorian calendar, without branches for leap years.
//
// It follows Neri and Schneider, "Euclidean affine functions and their
// application to calendar algorithms" (2022). Packages calendar and schedule
// share it: schedule looks dates up in tables by year and day of the year, in
// the path of every Next, and needs neither month nor day of the month there.
//
// All functions are exact for years -30000 to 30000.
package civil

// DaysPerCycle is the number of days in 400 years, after which the calendar
// repeats, weekdays included: 146,097 days are 20,871 weeks.
const DaysPerCycle = 146097

// Days are counted from 1 March of a year far enough back that all of them are
// positive, so that unsigned arithmetic is enough and rounds down. A year that
// starts on 1 March ends with its leap day: 28 February has the same number in
// every year, and so has each day before it.
const (
	shiftCycles = 82
	shiftYears  = 400 * shiftCycles
	shiftDays   = 719468 + DaysPerCycle*shiftCycles // 719468 days from 0000-03-01 to 1970-01-01
)

// Days returns the number of the day of a date: 0 is 1970-01-01. A day out of
// range carries over; the month is 1 to 12.
func Days(year, month, day int) int32 {
	y, m := uint32(year+shiftYears), uint32(month)
	if m <= 2 { // January and February end the year before
		y, m = y-1, m+12
	}
	century := y / 100
	// 1461 days are four years. The months from March on take 30.6 days each on
	// average, and 979/32 is near enough to round to the first day of every one.
	days := 1461*y/4 - century + century/4 + (979*m-2919)/32
	return int32(days) + int32(day) - 1 - shiftDays
}

// Date returns the year, month and day of the month of a day.
func Date(days int32) (year, month, day int) {
	year, dayOfYear := FromMarch(days)
	// Months from March have 31, 30, 31, 30, 31, 31, ... days, which this line
	// of slope 2141/65536 steps through: the month is its whole part, and the
	// rest is the day of the month in units of 2141.
	n := 2141*uint32(dayOfYear) + 197913
	month = int(n >> 16)
	if dayOfYear >= 306 { // January or February, which are of the next civil year
		year, month = year+1, month-12
	}
	return year, month, int(n&0xffff/2141) + 1
}

// FromMarch returns the year of a day, and the day's number in it from 0, where
// years start on 1 March: 28 February 2025 is day 364 of 2024.
func FromMarch(days int32) (year, day int) {
	// In quarters of a day, of which a century has 146,097, a whole number. The last
	// quarter of the day stands for it, so that a division rounds down to its year.
	n1 := 4*uint32(days+shiftDays) + 3
	century := n1 / DaysPerCycle
	n2 := n1%DaysPerCycle | 3
	// A division by 1461, the days of four years, as a multiplication: the
	// upper half of the product is the quotient, the lower half the remainder.
	product := 2939745 * uint64(n2)
	yearOfCentury := uint32(product >> 32)
	day = int(uint32(product) / 2939745 / 4)
	return int(100*century+yearOfCentury) - shiftYears, day
}

// Weekday returns the day of the week of a day, from 0 for Sunday.
func Weekday(days int32) int {
	// The days start with a Wednesday, as 0000-03-01 was, and cycles are whole weeks.
	return int((uint32(days+shiftDays) + 3) % 7)
}
