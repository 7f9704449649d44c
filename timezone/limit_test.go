package timezone_test

import (
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/ical"
	"github.com/longcase/longcase/timezone"
)

// listed makes the bytes of a zone file, in the format of RFC 8536, that lists the
// given changes, each to the next of the offsets, and goes on with a rule.
func listed(at []int64, offsets []int32, rule string) []byte {
	header := func(changes, types int) (b []byte) {
		b = append([]byte("TZif2"), make([]byte, 15)...)
		for _, count := range []int{0, 0, 0, changes, types, 4} {
			b = binary.BigEndian.AppendUint32(b, uint32(count))
		}
		return b
	}
	b := append(header(0, 1), 0, 0, 0, 0, 0, 0, 'X', 'Y', 'Z', 0) // of version 1, which nobody reads
	b = append(b, header(len(at), len(offsets))...)
	for _, unix := range at {
		b = binary.BigEndian.AppendUint64(b, uint64(unix))
	}
	for i := range at {
		b = append(b, byte((i+1)%len(offsets)))
	}
	for _, offset := range offsets {
		b = append(binary.BigEndian.AppendUint32(b, uint32(offset)), 0, 0)
	}
	return append(b, "XYZ\x00\n"+rule+"\n"...)
}

// apart returns a number of instants, so many seconds apart.
func apart(seconds int64, n int) (at []int64) {
	for i := range int64(n) {
		at = append(at, 1_000_000_000+i*seconds)
	}
	return at
}

// TestLimits makes zones at the limits, which are exact, and beyond, which are
// refused.
func TestLimits(t *testing.T) {
	const hour = 3600
	for _, row := range []struct {
		name    string
		at      []int64
		offsets []int32
		rule    string
		want    string // the error; "" for a zone
	}{
		{"New York", nil, []int32{0}, "EST5EDT,M3.2.0,M11.1.0", ""},
		{"an offset of 47:59:59", apart(hour, 0), []int32{48*hour - 1}, "", ""},
		{"an offset of 48 hours", apart(hour, 0), []int32{48 * hour}, "", "has clocks 172800 seconds from UTC; want less than 48 hours"},
		{"the least offset there is", apart(hour, 0), []int32{-1 << 31}, "", "has clocks -2147483648 seconds from UTC; want less than 48 hours"},
		{"a footer of 167 hours", nil, []int32{0}, "XYZ-167", "has clocks 601200 seconds from UTC; want less than 48 hours"},
		{"summer time of 167 hours", nil, []int32{0}, "XYZ0ABC-167,M3.2.0,M11.1.0", "has clocks 601200 seconds from UTC; want less than 48 hours"},
		{"a change of 48 hours", apart(hour, 1), []int32{-24 * hour, 24 * hour}, "", "has its clocks changed by 172800 seconds at 2001-09-09T01:46:40Z; want less than 48 hours"},
		{"changes a second apart", apart(1, 3), []int32{0, 1}, "", "has a clock change at 2001-09-09T01:46:41Z, 1 seconds after another; want at least an hour, and as long as both move the clocks"},
		{"changes by an hour, two apart", apart(2*hour, 100), []int32{0, hour}, "", ""},
		{"changes by an hour, less than two apart", apart(2*hour-1, 100), []int32{0, hour}, "", "has a clock change at 2001-09-09T03:46:39Z, 7199 seconds after another; want at least an hour, and as long as both move the clocks"},
		{"changes by a second, an hour apart", apart(hour, 10_000), []int32{0, 1}, "", ""},
		{"70,000 changes", apart(hour, 70_000), []int32{0, 1}, "", "has more than 65000 clock changes"},
		{"a change 167 hours into December's last Sunday", nil, []int32{0}, "XYZ0ABC,M12.5.0/167,M11.1.0", "has a clock change at 0001-01-06T23:00:00Z that package time places elsewhere"},
		{"a change 167 hours into a Sunday", nil, []int32{0}, "XYZ0ABC,M3.2.0/167,M11.1.0/-167", ""},
	} {
		location, err := time.LoadLocationFromTZData(row.name, listed(row.at, row.offsets, row.rule))
		require.NoError(t, err, row.name)
		zone := timezone.Of(location)
		if row.want == "" {
			require.NoError(t, zone.Err(), row.name)
			requireOffsets(t, zone, row.at)
			continue
		}
		requireUnusable(t, zone, `time zone "`+row.name+`": `+row.want)
	}
}

// requireOffsets holds a zone's offsets to the standard library's, on every day
// of some years and around the listed changes.
func requireOffsets(t *testing.T, zone *timezone.Zone, at []int64) {
	t.Helper()
	for unix := int64(900_000_000); unix < 1_200_000_000; unix += 24 * 3600 {
		at = append(at, unix)
	}
	for _, unix := range at {
		for _, unix := range []int64{unix - 1, unix, unix + 1} {
			require.Equal(t, offsetAt(zone.Location(), unix), zone.Segment(unix).Offset, "%v at %d", zone, unix)
		}
	}
}

// requireUnusable expects a zone to be refused, and to do no harm.
func requireUnusable(t *testing.T, zone *timezone.Zone, want string) {
	t.Helper()
	require.EqualError(t, zone.Err(), want)
	_, err := schedule.Compile(zone, timezone.DST{}, schedule.Rule{At: []calendar.Clock{0}})
	require.EqualError(t, err, want)
	_, err = schedule.CompileWindows(zone, schedule.Rule{})
	require.EqualError(t, err, want)
	_, err = retention.Compile(zone, retention.Rule{Count: 7, Per: calendar.Day})
	require.EqualError(t, err, want)
	_, err = ical.Parse("RRULE:FREQ=DAILY", ical.Options{Zone: zone, Start: time.Unix(0, 0)})
	require.EqualError(t, err, want)
	require.Zero(t, zone.Segment(0).Offset, "it answers as UTC does")
	for change := range zone.Changes(-1<<62, 1<<62) {
		t.Fatalf("it has a change: %v", change)
	}
}

// TestFixedZoneLimits takes locations of the standard library, whose offsets are
// not limited at all: the greatest was read as a second behind UTC.
func TestFixedZoneLimits(t *testing.T) {
	requireUnusable(t, timezone.Of(time.FixedZone("x", math.MaxInt)),
		fmt.Sprintf(`time zone "x": has clocks %d seconds from UTC; want less than 48 hours`, math.MaxInt))
	require.NoError(t, timezone.Of(time.FixedZone("x", -47*3600)).Err())
	require.NoError(t, timezone.Of(nil).Err())
	require.NoError(t, (*timezone.Zone)(nil).Err())
}

// TestLoadBeyondLimits loads a file made by hand by its name, in a process of its
// own that has it as its database.
func TestLoadBeyondLimits(t *testing.T) {
	const in = "LONGCASE_TEST_BEYOND"
	if runtime.GOOS == "js" {
		t.Skip("no other process can be started")
	}
	if os.Getenv(in) == "" {
		directory := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(directory, "Hasty"), listed(apart(1, 3), []int32{0, 1}, ""), 0o600))
		program, err := os.Executable()
		require.NoError(t, err)
		child := exec.Command(program, "-test.run=^TestLoadBeyondLimits$", "-test.v")
		child.Env = append(os.Environ(), in+"=1", "ZONEINFO="+directory)
		output, err := child.CombinedOutput()
		require.NoError(t, err, "%s", output)
		return
	}
	for range 2 { // it is in no cache
		zone, err := timezone.Load("Hasty")
		require.Nil(t, zone)
		require.ErrorContains(t, err, `time zone "Hasty": has a clock change at 2001-09-09T01:46:41Z, 1 seconds after another`)
	}
}
