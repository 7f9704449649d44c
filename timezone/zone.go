package timezone

import (
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/longcase/longcase/calendar"
)

// Zone is a time zone: a location of the standard library and the table of its
// offsets. It is immutable and safe for concurrent use. Two zones loaded by
// the same name are the same pointer. A nil *Zone is UTC.
type Zone struct {
	location *time.Location
	table    []change // ends with an entry at forever
	repeats  bool     // whether the table's last 400 years go on for ever
	base     int64    // start of the first bucket: the first change
	buckets  []uint16 // the entry of table in force at each bucket's start
}

// LoadError is the error of [Load].
type LoadError struct {
	Name   string
	Reason string
}

// Error quotes the name and says why it does not load.
func (e *LoadError) Error() string {
	return "time zone " + strconv.Quote(e.Name) + ": " + e.Reason
}

// loaded caches zones by name. Only names of the database get in, so that it
// is no larger than that.
var loaded sync.Map // of string to *Zone

// Load returns the zone of an IANA name such as "Europe/Berlin". The empty
// name is UTC. "Local" is refused, since what it means depends on the machine,
// and so are the files that some machines have beside the database's own, such
// as "localtime" and "right/Europe/Berlin".
// A zone is read and its table built the first time its name is loaded, and
// never again.
//
// The error is a [*LoadError]; where the machine has no zone database at all,
// it says which package to import.
func Load(name string) (*Zone, error) {
	if name == "" {
		name = "UTC"
	}
	if zone, ok := loaded.Load(name); ok {
		return zone.(*Zone), nil
	}
	if !wellFormed(name) {
		return nil, &LoadError{name, `want an IANA name such as "Europe/Berlin"`}
	}
	if ofMachine(name) {
		return nil, &LoadError{name, `depends on the machine; want an IANA name such as "Europe/Berlin"`}
	}
	location, err := time.LoadLocation(name)
	if err != nil {
		return nil, &LoadError{name, missing()}
	}
	zone, _ := loaded.LoadOrStore(name, Of(location))
	return zone.(*Zone), nil
}

// missing says why a name did not load.
func missing() string {
	if _, err := time.LoadLocation("Europe/London"); err != nil {
		return `this machine has no zone database; import _ "time/tzdata" in the program`
	}
	return "is not in the zone database"
}

// ofMachine reports whether what a name means depends on the machine: its own
// zone, and the variants of the database, one of which counts leap seconds.
func ofMachine(name string) bool {
	switch first, _, _ := strings.Cut(name, "/"); first {
	case "Local", "localtime", "posixrules", "posix", "right":
		return true
	}
	return false
}

// wellFormed reports whether a name is made as the database's names are, so
// that one zone cannot be asked for by endlessly many paths.
func wellFormed(name string) bool {
	const longest = 64 // the database's own limit is 14 a part, three parts
	if len(name) > longest {
		return false
	}
	previous := byte('/')
	for _, c := range []byte(name) {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		case c == '_', c == '-', c == '+':
		case c == '/' && previous != '/':
		default:
			return false
		}
		previous = c
	}
	return previous != '/'
}

// Of returns the zone of a location, for those who have one already; a nil
// location is UTC. It builds the table anew at each call, a matter of a
// millisecond: keep the result, or use [Load].
//
// In a location that was not read from the IANA database, changes of the clock
// that are listed one by one after the year 2100 are taken to repeat every 400
// years if there are any after 2500, and to be all there are otherwise.
func Of(location *time.Location) *Zone {
	if location == nil {
		location = time.UTC
	}
	table, repeats := changes(location)
	return &Zone{
		location: location,
		table:    table,
		repeats:  repeats,
		base:     table[1].start,
		buckets:  index(table, repeats),
	}
}

// utc is the zone of a nil *Zone. It is never written.
var utc = Of(time.UTC)

// OrUTC returns z, or UTC where z is nil.
func (z *Zone) OrUTC() *Zone {
	if z == nil {
		return utc
	}
	return z
}

// Name returns the name that the zone was loaded by, as it was given.
func (z *Zone) Name() string { return z.OrUTC().location.String() }

// String returns the name.
func (z *Zone) String() string { return z.Name() }

// Location returns the zone's location of the standard library.
func (z *Zone) Location() *time.Location { return z.OrUTC().location }

// Time returns an instant, in Unix seconds, as a time in the zone.
func (z *Zone) Time(unix int64) time.Time { return time.Unix(unix, 0).In(z.Location()) }

// Local returns the local seconds at an instant: what its clocks show.
func (z *Zone) Local(t time.Time) int64 {
	unix := t.Unix()
	return unix + int64(z.OrUTC().Segment(unix).Offset)
}

// Date returns the local date at an instant.
func (z *Zone) Date(t time.Time) calendar.Date {
	date, _ := Split(z.Local(t))
	return date
}

// Join returns the local seconds of a date and a number of seconds since its
// midnight.
func Join(date calendar.Date, second int) int64 {
	return int64(date)*secondsPerDay + int64(second)
}

// Split returns the date of local seconds, and the seconds since its midnight.
func Split(local int64) (date calendar.Date, second int) {
	// Shifting by whole cycles makes years 1 to 9999 positive, so that the
	// division by a constant needs no correction for rounding.
	shifted := uint64(local + 20*cycleSeconds)
	return calendar.Date(int64(shifted/secondsPerDay) - 20*calendar.DaysPerCycle), int(shifted % secondsPerDay)
}
