package qumulo

import "strconv"

// The limits of a policy, for reading and for writing.
const (
	maxFireEvery  = 99 // minutes or hours
	maxTimeToLive = 99 // of a unit
	// lastDay is the day_of_month that is the last day of the month.
	lastDay = 128
	// The vendor documents the days 1 to documentedDays. Every month has a
	// 28th, too, and it is read as such.
	documentedDays = 27
	everyMonthsDay = 28
)

// The allowed values, in the words of messages. They are never written.
var (
	wantFireEvery = "a whole number from 1 to " + strconv.Itoa(maxFireEvery)
	wantMonthDay  = "1 to " + strconv.Itoa(documentedDays) + ", or " + strconv.Itoa(lastDay) +
		" for the last day of the month"
	wantTimeToLive = "1 to " + strconv.Itoa(maxTimeToLive) +
		` and months, weeks, days, hours or minutes, such as "5days", or "never"`
)
