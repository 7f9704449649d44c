package document_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/timezone"
)

// policies generates policies of any kind, with parts in zones of their own.
func policies() *rapid.Generator[longcase.Policy] {
	return rapid.Custom(func(t *rapid.T) longcase.Policy {
		zone := timezone.Of(fuzz.MustLoad(fuzz.Zones().Draw(t, "zone")))
		p := longcase.Policy{
			Name:      rapid.String().Draw(t, "name"),
			Enabled:   rapid.Bool().Draw(t, "enabled"),
			Zone:      rapid.SampledFrom([]*timezone.Zone{nil, zone}).Draw(t, "policy's zone"),
			Directory: rapid.SampledFrom([]string{"", "/", "/home/a"}).Draw(t, "directory"),
			Locked:    rapid.Bool().Draw(t, "locked"),
			Remote:    rapid.Bool().Draw(t, "remote"),
		}
		spec := fuzz.Specs().Draw(t, "spec")
		if rapid.Bool().Draw(t, "one zone") {
			spec.Zone = zone.Location()
		}
		p.Schedule, _ = spec.Compile() // the zero schedule where it never fires
		p.Retention, _ = fuzz.Policies().Draw(t, "retention").Compile()
		p.NameTemplate, _ = longcase.ParseTemplate(rapid.SampledFrom([]string{"", "{ID}", `<"{Year}&">`}).Draw(t, "template"))
		return p
	})
}

// TestRoundTrip checks that a policy written and read is the same policy, and
// that the document is written as it was read.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := policies().Draw(t, "policy")
		text, err := document.Write(want, document.Longcase, time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		again, err := document.Open(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		got, err := again.Policy()
		if err != nil {
			t.Fatal(err)
		}
		same(t, got.Policy, want)
		if rewritten, _ := again.MarshalJSON(); string(rewritten) != string(text) {
			t.Fatalf("%s\nrewritten as\n%s", text, rewritten)
		}
	})
}

// same compares what policies are made of, and when they are due.
func same(t *rapid.T, got, want longcase.Policy) {
	for _, part := range []struct {
		what      string
		got, want any
	}{
		{"name", got.Name, want.Name},
		{"enabled", got.Enabled, want.Enabled},
		{"zone", got.Zone.Name(), want.Zone.Name()},
		{"rules", got.Schedule.Rules(), want.Schedule.Rules()},
		{"clock changes", got.Schedule.DST(), want.Schedule.DST()},
		{"schedule's zone", got.Schedule.Zone().Name(), want.Schedule.Zone().Name()},
		{"minimum", got.Retention.Minimum(), want.Retention.Minimum()},
		{"template", got.NameTemplate, want.NameTemplate},
		{"directory", got.Directory, want.Directory},
		{"locked", got.Locked, want.Locked},
		{"remote", got.Remote, want.Remote},
	} {
		if !reflect.DeepEqual(part.got, part.want) {
			t.Fatalf("%s: got %v, want %v", part.what, part.got, part.want)
		}
	}
	rules := want.Retention.Rules()
	if !slices.Equal(got.Retention.Rules(), rules) {
		t.Fatalf("retention: got %v, want %v", got.Retention.Rules(), rules)
	}
	if len(rules) > 0 && got.Retention.Zone().Name() != want.Retention.Zone().Name() {
		t.Fatalf("retention's zone: got %v, want %v", got.Retention.Zone(), want.Retention.Zone())
	}
	at := fuzz.Instants(want.Schedule.Zone().Location()).Draw(t, "at")
	for range 5 {
		due, ok := got.Schedule.Next(at)
		if wantDue, wantOK := want.Schedule.Next(at); !due.Equal(wantDue) || ok != wantOK {
			t.Fatalf("after %v: got %v, want %v", at, due, wantDue)
		}
		at = due.Add(time.Nanosecond)
	}
}
