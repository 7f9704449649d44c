package fuzz

import (
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/internal/oracle"
	"github.com/longcase/longcase/timezone"
)

// odd lists zones against common assumptions, the least odd first: rapid shrinks
// in that direction.
var odd = []string{
	"UTC",
	"America/New_York",     // changes at 02:00; the standard library resolves gaps backward here
	"Europe/Berlin",        // at 02:00 and 03:00; and forward here
	"Europe/London",        // the change is at 01:00
	"Australia/Sydney",     // summer at the turn of the year
	"Australia/Lord_Howe",  // by half an hour
	"Antarctica/Troll",     // by two hours
	"America/Sao_Paulo",    // no midnight on the first day of summer, until 2018
	"America/Santiago",     // no midnight, still
	"America/Havana",       // no midnight, and 00:00 to 00:59 twice
	"Africa/Cairo",         // no midnight on a Friday
	"Asia/Beirut",          // no midnight
	"Atlantic/Azores",      // no midnight, and UTC for summer
	"America/Godthab",      // no 22:00 or no 23:00 on a Saturday
	"America/Scoresbysund", // no midnight, then no 23:00
	"Europe/Dublin",        // winter time is the daylight saving, and negative
	"Africa/Casablanca",    // back an hour for Ramadan
	"Asia/Gaza",            // dates decided year by year
	"Asia/Kathmandu",       // +05:45, since a change by a quarter of an hour
	"Pacific/Chatham",      // +12:45, and the change is at 02:45
	"Asia/Pyongyang",       // back by half an hour in 2015, and forward in 2018 at 23:30
	"America/Caracas",      // the same, in 2007 and 2016 at 02:30
	"Africa/Monrovia",      // -00:44:30 until 1972
	"Pacific/Apia",         // lost 2011-12-30
	"Pacific/Kwajalein",    // lost 1993-08-21
	"Pacific/Enderbury",    // lost 1994-12-31, and +13:00
	"Etc/GMT+12",           // the last place where it is still yesterday
	"Pacific/Kiritimati",   // +14:00
}

// familiar lists zones whose clock changes many readers know. A case of any zone
// shrinks to these, if it fails there too.
var familiar = []string{"America/New_York", "Europe/Berlin", "Europe/London", "Australia/Sydney"}

// Zones generates IANA names of time zones: half of them odd, half of them any of
// the 429 in CloudSigma's documents. They shrink towards UTC and America/New_York.
// A name prints, and a location does not; [MustLoad] loads it.
func Zones() *rapid.Generator[string] {
	// rapid shrinks towards the first of a list.
	all := append(slices.Clone(familiar), cloudsigma.Zones()...)
	return rapid.OneOf(rapid.SampledFrom(odd), rapid.SampledFrom(all))
}

// MustLoad loads a location by its IANA name. It panics if that fails, as on a
// machine without a zone database: import time/tzdata in the test.
func MustLoad(zone string) *time.Location {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		panic(`fuzz: ` + err.Error() + `; does the test import _ "time/tzdata"?`)
	}
	return loc
}

// DSTs generates choices of daylight saving, all 16 of them.
func DSTs() *rapid.Generator[timezone.DST] {
	return rapid.SampledFrom(oracle.DSTs())
}
