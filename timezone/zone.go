package timezone

import (
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/instant"
)

// Zone is a time zone: a location of the standard library and the table of its
// offsets. A nil *Zone is UTC; the zero Zone is not valid. Zones are immutable and
// safe for concurrent use. Two zones loaded by the same name are the same pointer.
type Zone struct {
	location *time.Location
	table    []change // ends with an entry at forever
	repeats  bool     // the table's last 400 years go on for ever
	base     int64    // start of the first bucket: the first change
	buckets  []uint16 // the entry of table in force at each bucket's start
	wrong    string   // why the location cannot be a zone; "" if it can
}

// LoadError is the error of [Load], and of [Zone.Err].
type LoadError struct {
	Name   string // the name as it was given
	Reason string // why it does not load
}

// Error returns the quoted name, or the start of a long one, and the reason.
func (e *LoadError) Error() string {
	name := strconv.Quote(e.Name[:min(len(e.Name), longestName)])
	if len(e.Name) > longestName {
		name += "..."
	}
	return "time zone " + name + ": " + e.Reason
}

// loaded caches zones by name. Only names of the database get in, so it does not
// grow with questions.
var loaded sync.Map // of string to *Zone

// unknown caches names that are not in the database: to find that out takes ten
// times as long as to read a zone, since every directory that may hold a database is
// searched. It stops growing at mostUnknown, for names may come from anybody.
var (
	unknown      sync.Map // of string to nothing
	countUnknown atomic.Int32
)

const mostUnknown = 1000

// Load returns the zone of an IANA name such as "Europe/Berlin". The empty name
// is UTC. Load refuses "Local", whose meaning depends on the machine, and the
// files of some machines beside the database's own, such as "localtime"
// and "right/Europe/Berlin". It reads each zone and builds its table once.
//
// The error is a [*LoadError]; on a machine without a zone database it names the
// package to import.
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
	if _, ok := unknown.Load(name); ok {
		return nil, &LoadError{name, isUnknown}
	}
	location, err := time.LoadLocation(name)
	if err != nil {
		return nil, &LoadError{name, missing(name)}
	}
	built := Of(location)
	if err := built.Err(); err != nil {
		return nil, err
	}
	// Of goroutines that load one name at the same time, all get the zone stored
	// first: callers compare zones by pointer.
	zone, _ := loaded.LoadOrStore(name, built)
	return zone.(*Zone), nil
}

const isUnknown = "is not in the zone database"

// missing returns the reason why a name did not load, and caches it, unless it is
// that the machine has no database yet.
func missing(name string) string {
	const none = `this machine has no zone database; import _ "time/tzdata" in the program`
	// Load calls missing, so it must not be asked for the name that it is loading.
	if name == present {
		return none
	}
	if _, err := Load(present); err != nil {
		return none
	}
	// Goroutines that test this at the same time may pass the limit, by one each.
	if countUnknown.Load() < mostUnknown {
		countUnknown.Add(1)
		unknown.Store(name, nil)
	}
	return isUnknown
}

// present is a name in every zone database.
const present = "Europe/London"

// ofMachine reports whether the meaning of a name depends on the machine: its own
// zone, and the variants of the database, of which "right" counts leap seconds.
func ofMachine(name string) bool {
	switch first, _, _ := strings.Cut(name, "/"); first {
	case "Local", "localtime", "posixrules", "posix", "right":
		return true
	}
	return false
}

// longestName bounds names; the database's own limit is 14 a part, three parts.
const longestName = 64

// wellFormed reports whether a name has the form of the database's names, so that
// a zone cannot be loaded, and cached, by endlessly many paths such as
// "Europe//Berlin".
func wellFormed(name string) bool {
	if len(name) > longestName {
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

// Of returns the zone of a location; a nil location is UTC. It builds the table
// anew at each call, which takes about a millisecond: keep the result, or use
// [Load].
//
// A location from elsewhere than the IANA database may list clock changes one by
// one after the year 2100. If any are after 2500, the changes are taken to repeat
// every 400 years, and otherwise to be complete. A location that no clock on
// Earth ever followed may be beyond this module: see [Zone.Err].
func Of(location *time.Location) *Zone {
	if location == nil {
		location = time.UTC
	}
	table, repeats, wrong := changes(location)
	return &Zone{
		location: location,
		table:    table,
		repeats:  repeats,
		base:     table[1].start,
		buckets:  index(table, repeats),
		wrong:    wrong,
	}
}

// Err returns why the location given to [Of] cannot be a zone, nil for every zone
// that [Load] returns. The clocks of a zone are less than 48 hours from UTC, and
// are changed at most 65,000 times in 1,100 years, by less than 48 hours each time,
// and at least an hour apart and as long as the two changes move them together:
// a wall time that one change moves is never moved by the next.
//
// The methods of a zone with an error answer as those of UTC do, but for Name and
// Location. Compilers of schedules and policies refuse it. The error is
// a [*LoadError].
func (z *Zone) Err() error {
	if z = z.OrUTC(); z.wrong != "" {
		return &LoadError{z.Name(), z.wrong}
	}
	return nil
}

// utc is the zone of a nil *Zone. It is never written.
var utc = Of(time.UTC)

// OrUTC returns z, or UTC if z is nil.
func (z *Zone) OrUTC() *Zone {
	if z == nil {
		return utc
	}
	return z
}

// Name returns the name given to [Load], or that of the location given to [Of].
func (z *Zone) Name() string { return z.OrUTC().location.String() }

// String returns the name.
func (z *Zone) String() string { return z.Name() }

// Location returns the zone's location of the standard library.
func (z *Zone) Location() *time.Location { return z.OrUTC().location }

// Time returns an instant, in Unix seconds, as a time in the zone. An instant
// more than two days outside the years 1 to 9999 counts as the nearest inside
// them, here and in the methods below.
func (z *Zone) Time(unix int64) time.Time {
	return time.Unix(min(max(unix, beginning), forever), 0).In(z.Location())
}

// Local returns the local seconds at an instant.
func (z *Zone) Local(t time.Time) int64 {
	unix := instant.Second(t)
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

// Split returns the date of local seconds, and the seconds since its midnight. It
// is exact for the years -6000 to 30000.
func Split(local int64) (date calendar.Date, second int) {
	// Shifting by whole cycles makes years 1 to 9999 positive, so that the
	// division by a constant needs no correction for rounding.
	shifted := uint64(local + 20*cycleSeconds)
	return calendar.Date(int64(shifted/secondsPerDay) - 20*calendar.DaysPerCycle), int(shifted % secondsPerDay)
}
