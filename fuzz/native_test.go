package fuzz_test

import (
	"encoding"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/fleet"
	"github.com/longcase/longcase/timezone"
)

// TestNext holds our own schedules to the laws and to the definition.
func TestNext(t *testing.T) { rapid.Check(t, checkNext) }

// FuzzNext is TestNext driven by the coverage of the engine.
func FuzzNext(f *testing.F) { fuzzDraws(f, checkNext) }

// fuzzDraws lets the bytes decide what is drawn. Its seeds are long enough for
// every draw of a case.
func fuzzDraws(f *testing.F, property func(*rapid.T)) {
	for seed := range byte(16) {
		draws := make([]byte, 8192)
		rand.NewChaCha8([32]byte{seed}).Read(draws)
		f.Add(draws)
	}
	f.Fuzz(rapid.MakeFuzz(property))
}

func checkNext(t *rapid.T) {
	spec := fuzz.Specs().Draw(t, "spec")
	s, err := spec.Compile()
	if err != nil {
		t.Skip(err)
	}
	fuzz.CheckSchedule(t, fuzz.Of(spec, s), fuzz.Instants(spec.Zone).Draw(t, "around"))
}

// FuzzPlan is TestRetention driven by the coverage of the engine.
func FuzzPlan(f *testing.F) { fuzzDraws(f, checkPlan) }

// FuzzCloudSigma reads any text as a document. Its seeds are the documents that
// the package is tested with.
func FuzzCloudSigma(f *testing.F) { fuzzDocuments(f, parseCloudSigma, "../cloudsigma/testdata") }

// FuzzQumulo reads any text as a document.
func FuzzQumulo(f *testing.F) { fuzzDocuments(f, parseQumulo, "../qumulo/testdata") }

func fuzzDocuments(f *testing.F, parse func([]byte) (vendorDocument, error), seeds string) {
	for _, pattern := range []string{"/*.json", "/*/*.json"} {
		names, err := filepath.Glob(seeds + pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text []byte) { roundTrip(t, parse, text) })
}

// FuzzText reads any text as each of the values that have a text form. What is
// accepted is written as something that is read as the same.
func FuzzText(f *testing.F) {
	for _, seed := range []string{
		"2025-10-26", "07:05", "mon,wed,fri", "1,15,last", "jan,jul", "4 weeks", "week", "*", "none", "",
		"07:00-19:00", "22:00-06:00", "shift", "both", "weekly 4 nearest sun 02:00", "within 7 days",
		"tank%2Fdata@2025-06-01T03:00:00Z",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		readText[calendar.Date](t, text)
		readText[calendar.Clock](t, text)
		readText[calendar.Weekdays](t, text)
		readText[calendar.MonthDays](t, text)
		readText[calendar.Months](t, text)
		readText[calendar.Period](t, text)
		readText[calendar.Unit](t, text)
		readText[schedule.Window](t, text)
		readText[timezone.Gap](t, text)
		readText[timezone.Fold](t, text)
		readText[retention.Rule](t, text)
		readText[fleet.Occurrence](t, text)
		if zone, err := timezone.Load(text); err == nil {
			zone.Segment(1e9)
		}
	})
}

// readText reads a value, writes it, and reads that.
func readText[V comparable, P interface {
	*V
	encoding.TextUnmarshaler
}](t *testing.T, text string,
) {
	var read, again V
	if P(&read).UnmarshalText([]byte(text)) != nil {
		return
	}
	written, err := any(read).(encoding.TextMarshaler).MarshalText()
	if err == nil {
		err = P(&again).UnmarshalText(written)
	}
	if err != nil || again != read {
		t.Fatalf("%q was read as %v, written as %q and read as %v: %v", text, read, written, again, err)
	}
}
