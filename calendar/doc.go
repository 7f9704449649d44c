// Package calendar is the proleptic Gregorian calendar in small integers:
// dates, times of day, sets of days and months, and calendar periods.
//
// There are no time zones and no instants here. A [Date] is a number of days,
// a [Clock] is a number of minutes, and a set is a word of bits, so that
// comparing, counting and intersecting them are single instructions. Package
// timezone joins them to instants.
//
// All types are values: immutable, comparable with ==, and safe for concurrent
// use. Those that have an order are ordered by <.
package calendar
