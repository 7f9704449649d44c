// Package timezone turns IANA time zones into tables of constant offset, and
// resolves wall times skipped or repeated by clock changes.
//
// A [Zone] is a sequence of segments. Within a segment, local time is Unix time
// plus a constant, and all arithmetic is addition. Between two segments the clock
// is changed: forward, which leaves a gap of missing wall times, or back, which
// leaves a fold of wall times twice shown. [DST] chooses the instants for these.
//
// # The zone database
//
// Zones come from the standard library, which reads them from the machine's
// database or, without one, from the copy in package time/tzdata. As that package
// asks of libraries, this package does not import it; a program that must run on
// machines without a database does:
//
//	import _ "time/tzdata"
//
// # Seconds
//
// Instants here are Unix seconds. Local times are local seconds: the Unix
// seconds at which a clock in UTC would show the same date and time.
package timezone
