package timezone_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/timezone"
)

func load(t testing.TB, name string) *timezone.Zone {
	t.Helper()
	zone, err := timezone.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestLoadEveryName(t *testing.T) {
	for _, name := range slices.Sorted(slices.Values(cloudsigma.Zones())) {
		zone := load(t, name)
		if zone.Name() != name || zone.String() != name || zone.Location().String() != name {
			t.Errorf("%s: got %s in %s", name, zone, zone.Location())
		}
		if load(t, name) != zone {
			t.Errorf("%s: loaded twice, it is two zones", name)
		}
	}
}

func TestLoadUTC(t *testing.T) {
	if zone := load(t, ""); zone.Name() != "UTC" || zone != load(t, "UTC") || zone.Location() != time.UTC {
		t.Errorf("the empty name is %v", zone)
	}
	if zone := load(t, "Etc/UTC"); zone.Name() != "Etc/UTC" {
		t.Errorf("Etc/UTC is %v", zone)
	}
	noon := time.Date(2025, time.July, 1, 12, 0, 0, 0, time.UTC)
	if got := load(t, "Etc/GMT+12").Local(noon); got != noon.Unix()-12*3600 {
		t.Errorf("Etc/GMT+12 is not 12 hours behind but %d seconds ahead", got-noon.Unix())
	}
}

func TestLoadErrors(t *testing.T) {
	const (
		missing   = "is not in the zone database"
		malformed = `want an IANA name such as "Europe/Berlin"`
		machine   = `depends on the machine; want an IANA name such as "Europe/Berlin"`
	)
	for _, row := range []struct{ name, reason string }{
		{"Local", machine},
		{"localtime", machine}, // a link on many machines
		{"posixrules", machine},
		{"posix/Europe/Berlin", machine},
		{"right/Europe/Berlin", machine}, // counts leap seconds
		{"Mars/Utopia", missing},
		{"Europe", missing}, // a directory
		{"local", missing},
		{"leapseconds", missing}, // a file, but not of a zone
		{strings.Repeat("a", 64), missing},
		{strings.Repeat("a", 65), malformed},
		{strings.Repeat("a/", 1<<20), malformed},
		{"/etc/passwd", malformed},
		{"../../../etc/localtime", malformed},
		{"Europe/../Europe/Berlin", malformed},
		{"./Europe/Berlin", malformed},
		{"Europe//Berlin", malformed},
		{"Europe/Berlin/", malformed},
		{`Europe\Berlin`, malformed},
		{"Europe/Berlin\x00", malformed},
		{"Europe/Berlin ", malformed},
		{" ", malformed},
		{"Europe/Berlín", malformed},
		{"UTC+1:00", malformed},
		{"tzdata.zi", malformed},
	} {
		zone, err := timezone.Load(row.name)
		var load *timezone.LoadError
		if !errors.As(err, &load) || zone != nil || load.Name != row.name || load.Reason != row.reason {
			t.Errorf("%.80q: got %v, %.200v; want %s", row.name, zone, err, row.reason)
		}
	}
	_, err := timezone.Load("Mars/Utopia\n")
	if want := `time zone "Mars/Utopia\n": ` + malformed; err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestLoadConcurrently(t *testing.T) {
	zones := make([]*timezone.Zone, 16)
	var group sync.WaitGroup
	for i := range zones {
		group.Go(func() { zones[i], _ = timezone.Load("Antarctica/Troll") })
	}
	group.Wait()
	for _, zone := range zones {
		if zone == nil || zone != zones[0] {
			t.Fatalf("got %p and %p", zones[0], zone)
		}
	}
}

func TestOf(t *testing.T) {
	fixed := timezone.Of(time.FixedZone("Nepal", 5*3600+45*60))
	if got := fixed.Local(time.Unix(0, 0)); got != 5*3600+45*60 || fixed.Name() != "Nepal" {
		t.Errorf("%v: got %d", fixed, got)
	}
	if zone := timezone.Of(nil); zone.Location() != time.UTC {
		t.Errorf("a nil location is %v", zone)
	}
	berlin := load(t, "Europe/Berlin")
	if zone := timezone.Of(berlin.Location()); zone.Segment(0) != berlin.Segment(0) || zone.Name() != "Europe/Berlin" {
		t.Errorf("got %v", zone)
	}
}

// TestNilZone asks a nil zone everything.
func TestNilZone(t *testing.T) {
	var zone *timezone.Zone
	utc := zone.OrUTC()
	if utc == nil || utc.OrUTC() != utc || zone.Name() != "UTC" || zone.String() != "UTC" || zone.Location() != time.UTC {
		t.Errorf("got %v", zone)
	}
	at := time.Date(2025, time.March, 9, 12, 0, 0, 0, time.UTC)
	if got := zone.Time(at.Unix()); got != at {
		t.Errorf("Time: got %v", got)
	}
	if got := zone.Local(at); got != at.Unix() {
		t.Errorf("Local: got %d", got)
	}
	if got := zone.Date(at); got != calendar.DateOf(2025, time.March, 9) {
		t.Errorf("Date: got %v", got)
	}
	if s := zone.Segment(at.Unix()); s != utc.Segment(0) || s.Offset != 0 || s.Before != 0 || s.After != 0 {
		t.Errorf("Segment: got %v", s)
	}
	if offset, from, until := zone.Quiet(at.Unix()); offset != 0 || from > at.Unix() || until < at.Unix() {
		t.Errorf("Quiet: got %d, %d, %d", offset, from, until)
	}
	for change := range zone.Changes(math.MinInt64, math.MaxInt64) {
		t.Errorf("Changes: got %v", change)
	}
	if unix, ok := zone.Resolve(at.Unix(), timezone.DST{}); unix != at.Unix() || !ok {
		t.Errorf("Resolve: got %d", unix)
	}
}

func TestLocalAndDate(t *testing.T) {
	for _, row := range []struct{ zone, instant, local string }{
		{"Europe/Berlin", "2025-10-26T00:59:59Z", "2025-10-26T02:59:59"},
		{"Europe/Berlin", "2025-10-26T01:00:00Z", "2025-10-26T02:00:00"}, // once more
		{"America/New_York", "2025-01-01T04:59:59.999999999Z", "2024-12-31T23:59:59"},
		{"Pacific/Kiritimati", "2025-12-31T10:00:00Z", "2026-01-01T00:00:00"},
		{"Africa/Monrovia", "1960-01-01T00:44:30Z", "1960-01-01T00:00:00"},
		{"UTC", "1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59"},
		{"Pacific/Apia", "2011-12-30T09:59:59Z", "2011-12-29T23:59:59"},
		{"Pacific/Apia", "2011-12-30T10:00:00Z", "2011-12-31T00:00:00"},
	} {
		at, err := time.Parse(time.RFC3339Nano, row.instant)
		if err != nil {
			t.Fatal(err)
		}
		zone := load(t, row.zone)
		if got := time.Unix(zone.Local(at), 0).UTC().Format("2006-01-02T15:04:05"); got != row.local {
			t.Errorf("%s in %s: got %s, want %s", row.instant, row.zone, got, row.local)
		}
		if got := zone.Date(at).String(); got != row.local[:10] {
			t.Errorf("%s in %s: got %s, want %s", row.instant, row.zone, got, row.local[:10])
		}
	}
}

func TestJoinAndSplit(t *testing.T) {
	for _, at := range []time.Time{
		time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(0, 12, 31, 8, 0, 0, 0, time.UTC), // what clocks show in the west as the year 1 begins
		time.Date(1969, 12, 31, 23, 59, 59, 0, time.UTC),
		time.Unix(0, 0).UTC(),
		time.Date(2025, 10, 26, 2, 30, 15, 0, time.UTC),
		time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC),
		time.Date(-6000, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(30000, 1, 1, 0, 0, 0, 0, time.UTC),
	} {
		date, second := timezone.Split(at.Unix())
		want := calendar.DateOf(at.Date())
		if date != want || second != at.Hour()*3600+at.Minute()*60+at.Second() {
			t.Errorf("%v: got %v and %d", at, date, second)
		}
		if got := timezone.Join(date, second); got != at.Unix() {
			t.Errorf("%v: joined it is %d", at, got)
		}
	}
}

func TestAllocs(t *testing.T) {
	zone, at := load(t, "America/New_York"), time.Date(2025, time.March, 9, 6, 30, 0, 0, time.UTC)
	unix, local := at.Unix(), at.Unix()-5*3600
	for name, call := range map[string]func(){
		"Load":           func() { zoneSink, _ = timezone.Load("America/New_York") },
		"Load UTC":       func() { zoneSink, _ = timezone.Load("") },
		"Canonical":      func() { nameSink = timezone.Canonical("Europe/Kiev") },
		"Segment":        func() { segmentSink = zone.Segment(unix) },
		"Quiet":          func() { sink, _, _ = zone.Quiet(unix) },
		"Local":          func() { sink = zone.Local(at) },
		"Date":           func() { sink = int64(zone.Date(at)) },
		"Time":           func() { timeSink = zone.Time(unix) },
		"Resolve":        func() { sink, _ = zone.Resolve(local, timezone.DST{}) },
		"Resolve in gap": func() { sink, _ = zone.Resolve(local+3600, timezone.DST{Gap: timezone.GapNext}) },
		"Split":          func() { _, secondSink = timezone.Split(local) },
		"range over Changes": func() {
			for change := range zone.Changes(unix, unix+1<<32) {
				sink = change.At
			}
		},
	} {
		if n := testing.AllocsPerRun(100, call); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}

var (
	zoneSink    *timezone.Zone
	segmentSink timezone.Segment
	timeSink    time.Time
	nameSink    string
	secondSink  int
	sink        int64
)
