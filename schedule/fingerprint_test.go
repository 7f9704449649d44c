package schedule_test

import (
	"encoding/binary"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// Rules of zones, as they end the files of the database. A new database is a
// zone of the same name with another rule.
const (
	europe   = "XST-1XDT,M3.5.0,M10.5.0/3"
	abolish  = "XST-1" // the European Union without summer time
	america  = "XST-1XDT,M3.2.0,M11.1.0"
	halfHour = "XST-1XDT-1:30,M3.5.0,M10.5.0/3"
	moved    = "XST-2XDT,M3.5.0,M10.5.0/3"
)

// zoneOf makes a zone with the name "Test/Zone" that follows a rule for ever.
func zoneOf(t require.TestingT, rule string) *timezone.Zone {
	header := append([]byte("TZif2"), make([]byte, 15)...)
	for _, count := range []uint32{0, 0, 0, 0, 1, 4} { // one type, four characters
		header = binary.BigEndian.AppendUint32(header, count)
	}
	body := []byte{0, 0, 0, 0, 0, 0, 'X', 'Y', 'Z', 0}
	data := slices.Concat(header, body, header, body, []byte("\n"+rule+"\n"))
	location, err := time.LoadLocationFromTZData("Test/Zone", data)
	require.NoError(t, err)
	return timezone.Of(location)
}

// TestFingerprintIsStable pins fingerprints. If it fails, every stored run of
// every user is computed anew after an upgrade: so it must not.
func TestFingerprintIsStable(t *testing.T) {
	for _, row := range []struct{ zone, dst, rules, want string }{
		{"", "", "", "87c12ad88d55178a"}, // the zero value
		{"", "", "03:00", "9537525f33e729af"},
		{europe, "", "02:30 sun", "e00283a8f15cf38e"},
		{europe, "skip both", "/15m 07:00-19:00 mon,tue d1,15,last m1,7 + 23:59 dlast", "8d238b338adbad33"},
		{america, "", "/1h", "2dfd44c607dc171d"},
	} {
		var s schedule.Schedule
		if row.rules != "" {
			zone := timezone.Of(nil)
			if row.zone != "" {
				zone = zoneOf(t, row.zone)
			}
			s = schedule.MustCompile(zone, choice(t, row.dst), rules(t, row.rules)...)
		}
		require.Equal(t, row.want, s.Fingerprint(fingerprintFrom), "%s %s", row.zone, row.rules)
	}
}

var fingerprintFrom = time.Date(2025, 6, 1, 12, 0, 0, 0, time.UTC)

// TestFingerprintChanges edits a schedule, and its zone, in all ways that the
// doc names.
func TestFingerprintChanges(t *testing.T) {
	for _, row := range []struct {
		name              string
		zone, dst, before string
		newZone, newDST   string
		after             string
		changes           bool
	}{
		{"order of times", europe, "", "02:30,03:30", europe, "", "03:30,02:30,02:30", false},
		{"order of rules", europe, "", "02:30 + 03:30 mon", europe, "", "03:30 mon + 02:30 + 02:30", false},
		{"every weekday", europe, "", "02:30", europe, "", "02:30 mon,tue,wed,thu,fri,sat,sun", false},
		{"another time", europe, "", "02:30", europe, "", "02:31", true},
		{"another day", europe, "", "02:30 mon", europe, "", "02:30 tue", true},
		{"another month", europe, "", "02:30 m1", europe, "", "02:30 m2", true},
		{"day and month", europe, "", "02:30 d1", europe, "", "02:30 m1", true},
		{"another step", europe, "", "/15m", europe, "", "/30m", true},
		{"the step in words", europe, "", "/60m", europe, "", "/1h", true}, // the same instants
		{"another window", europe, "", "/1h 07:00-19:00", europe, "", "/1h 07:00-19:30", true},
		{"another choice", europe, "", "12:00", europe, "skip", "12:00", true}, // the same instants
		{"another choice", europe, "skip first", "12:00", europe, "skip second", "12:00", true},
		{"no summer time", europe, "", "12:00", abolish, "", "12:00", true},
		{"no summer time, in winter", europe, "", "12:00 m1,2,12", abolish, "", "12:00 m1,2,12", false},
		{"no summer time, in summer", europe, "", "12:00 m6", abolish, "", "12:00 m6", true},
		{"another date of the change", europe, "", "12:00", america, "", "12:00", true},
		{"another date, in summer", europe, "", "12:00 m5,6", america, "", "12:00 m5,6", false},
		{"another size of the change", europe, "", "/15m", halfHour, "", "/15m", true},
		{"another offset", europe, "", "12:00 m1", moved, "", "12:00 m1", true},
	} {
		before := schedule.MustCompile(zoneOf(t, row.zone), choice(t, row.dst), rules(t, row.before)...)
		after := schedule.MustCompile(zoneOf(t, row.newZone), choice(t, row.newDST), rules(t, row.after)...)
		changed := before.Fingerprint(fingerprintFrom) != after.Fingerprint(fingerprintFrom)
		require.Equal(t, row.changes, changed, row.name)
	}
	berlin, paris := compile(t, "Europe/Berlin", "", "12:00"), compile(t, "Europe/Paris", "", "12:00")
	require.NotEqual(t, berlin.Fingerprint(fingerprintFrom), paris.Fingerprint(fingerprintFrom),
		"another name of a zone with the same clocks")
	require.Equal(t, berlin.Fingerprint(fingerprintFrom), berlin.Fingerprint(fingerprintFrom.Add(21*time.Hour)),
		"from one occurrence to the next")
	require.NotEqual(t, berlin.Fingerprint(fingerprintFrom), berlin.Fingerprint(fingerprintFrom.Add(22*time.Hour)),
		"past an occurrence")
}

// TestFingerprintLaw compares a schedule under two zone databases: with equal
// fingerprints its occurrences are equal, far ahead too.
func TestFingerprintLaw(t *testing.T) {
	zones := []string{europe, abolish, america, halfHour, moved, "XST-1XDT,M3.5.0,M10.4.0", "XST-1XDT,M3.5.0/3,M10.5.0/3"}
	rapid.Check(t, func(t *rapid.T) {
		rules := rapid.SliceOfN(fuzz.Rules(), 1, 2).Draw(t, "rules")
		dst := fuzz.DSTs().Draw(t, "dst")
		old, errOld := schedule.Compile(zoneOf(t, rapid.SampledFrom(zones).Draw(t, "old")), dst, rules...)
		new, errNew := schedule.Compile(zoneOf(t, rapid.SampledFrom(zones).Draw(t, "new")), dst, rules...)
		if errOld != nil || errNew != nil {
			t.Skip("never fires")
		}
		from := fuzz.Instants(old.Zone().Location()).Draw(t, "from")
		if old.Fingerprint(from) != new.Fingerprint(from) {
			return
		}
		at, far := from, from
		for range 2000 {
			want, ok := old.Next(at)
			got, fires := new.Next(at)
			require.Equal(t, ok, fires)
			if !ok {
				return
			}
			require.True(t, got.Equal(want), "%v, want %v", got, want)
			if at = want; at.Sub(far) > 400*24*time.Hour {
				at = at.AddDate(9, 0, 0) // also in the years far ahead
				far = at
			}
		}
	})
}
