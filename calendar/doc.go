// Package calendar is the proleptic Gregorian calendar in small integers:
// dates, times of day, sets of days and months, and calendar periods.
//
// Time zones and instants are the matter of package timezone. A [Date] is a
// number of days, a [Clock] a number of minutes, and a set a word of bits, so
// that comparing, counting and intersecting are single instructions.
//
// All types are values: immutable, comparable with ==, and safe for concurrent
// use. Dates and clocks are ordered by <.
package calendar
