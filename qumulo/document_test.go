package qumulo_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/longcase/longcase/internal/golden"
	"github.com/longcase/longcase/qumulo"
)

func fixtures(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	return paths
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestFixtures compares what the documents mean with a golden file.
func TestFixtures(t *testing.T) {
	var b strings.Builder
	for _, path := range fixtures(t) {
		text := read(t, path)
		fmt.Fprintf(&b, "== %s\n", path)
		document, err := qumulo.Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		for _, p := range document.Policies() {
			policy := p.Policy()
			fmt.Fprintf(&b, "%q %q %s %v %s enabled=%v locked=%v %v\n  name: %s\n", p.ID(), p.Policy().Name, describe(p.Policy().Schedule.Rules()),
				p.Policy().Retention.Rules(), policy.Zone, p.Policy().Enabled, policy.Locked, p.Owners(),
				policy.SnapshotName("17", time.Date(2025, 1, 1, 12, 0, 0, 0, time.UTC)))
		}
		for _, finding := range document.Findings() {
			fmt.Fprintf(&b, "  %s\n", finding)
		}
	}
	golden.Compare(t, "testdata/fixtures.golden", b.String())
}

// TestFires runs each frequency. 2025-03-09 is the day on which New York's
// clocks go forward, 2025-03-30 is London's.
func TestFires(t *testing.T) {
	tests := []struct {
		path, from string
		want       []string
	}{
		{"monthly", "2025-01-01T00:00:00Z", []string{"2025-01-01T01:30:00-08:00", "2025-02-01T01:30:00-08:00", "2025-03-01T01:30:00-08:00", "2025-04-01T01:30:00-07:00"}},
		{"monthly_last_day", "2024-02-02T00:00:00Z", []string{"2024-02-29T23:59:00-05:00", "2024-03-31T23:59:00-04:00", "2024-04-30T23:59:00-04:00"}},
		{"daily", "2025-01-01T00:00:00Z", []string{"2025-01-01T02:00:00Z", "2025-01-02T02:00:00Z"}},
		{"weekly", "2025-01-01T00:00:00Z", []string{"2025-01-04T22:15:00+11:00", "2025-01-05T22:15:00+11:00", "2025-01-11T22:15:00+11:00"}},
		{"hourly", "2025-03-28T15:00:00Z", []string{"2025-03-28T16:00:00Z", "2025-03-28T18:00:00Z", "2025-03-31T08:00:00+01:00"}},
		{"minutes", "2025-03-09T06:30:00Z", []string{"2025-03-09T01:45:00-05:00", "2025-03-09T03:00:00-04:00", "2025-03-09T03:15:00-04:00"}},
	}
	for _, test := range tests {
		policy := parse(t, string(read(t, "testdata/"+test.path+".json"))).Policy()
		from, err := time.Parse(time.RFC3339, test.from)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for at := range policy.Schedule.Forward(from) {
			if len(got) == len(test.want) {
				break
			}
			got = append(got, at.Format(time.RFC3339))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.path, got, test.want)
		}
	}
}

// TestDisabled checks that a policy that takes no snapshots lets them expire.
func TestDisabled(t *testing.T) {
	policy := parse(t, document(nightly, expires, `,"enabled":false`)).Policy()
	if _, fires := policy.Schedule.Next(time.Unix(0, 0)); policy.Enabled || !fires || len(policy.Retention.Rules()) != 1 {
		t.Errorf("enabled %v, fires %v, %d retention rules", policy.Enabled, fires, len(policy.Retention.Rules()))
	}
}

func TestAccessors(t *testing.T) {
	p := parse(t, string(read(t, "testdata/weekly.json")))
	if p.ID() != "5" || p.Policy().Name != "Weekends" || !p.Policy().Enabled || !p.Policy().Locked ||
		!slices.Equal(p.Owners(), []string{"504"}) || p.Policy().Directory != "/" {
		t.Errorf("got %q %q %v %v", p.ID(), p.Policy().Name, p.Owners(), p.Policy())
	}
	if got := string(p.Field("source_file_id")); got != `"2"` || p.Field("none") != nil {
		t.Errorf("got %s", got)
	}
	p.Policy().Schedule.Rules()[0].At[0] = 99
	if got := describe(p.Policy().Schedule.Rules()); got != "*/sat,sun 22:15 *" {
		t.Errorf("got %s", got)
	}
}

func TestPolicyOfDocument(t *testing.T) {
	one := document(nightly, expires, "")
	tests := []struct{ text, name, err string }{
		{one, "n", ""},
		{"[" + one + "]", "n", ""},
		{`{"entries":[` + one + `]}`, "n", ""},
		{`{"entries":[]}`, "", "the document holds 0 policies, want one"},
		{`[]`, "", "the document holds 0 policies, want one"},
		{`[` + one + `,` + one + `]`, "", "the document holds 2 policies, want one"},
	}
	for _, test := range tests {
		document, err := qumulo.Parse([]byte(test.text))
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		if got, want := document.IsList(), test.text != one; got != want {
			t.Errorf("%s: list is %v", test.text, got)
		}
		policy, err := document.Policy()
		if policy.Name != test.name || (err != nil || test.err != "") && (err == nil || err.Error() != test.err) {
			t.Errorf("%s: got %q, %v", test.text, policy.Name, err)
		}
	}
}

func decoded(t testing.TB, text []byte) (value any) {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return value
}

// roundTrip checks what a document that parses is written as.
func roundTrip(t testing.TB, text []byte) {
	document, err := qumulo.Parse(text)
	if err != nil {
		return
	}
	written, err := json.Marshal(document)
	if err != nil || !reflect.DeepEqual(decoded(t, written), decoded(t, text)) {
		t.Errorf("%s\nis written as\n%s, %v", text, written, err)
	}
	for _, p := range document.Policies() {
		alone, err := json.Marshal(p)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		back := parse(t, string(alone))
		if p.Policy().Name != back.Policy().Name || p.Policy().Enabled != back.Policy().Enabled ||
			!reflect.DeepEqual(p.Policy().Schedule.Rules(), back.Policy().Schedule.Rules()) || !reflect.DeepEqual(p.Policy().Retention.Rules(), back.Policy().Retention.Rules()) {
			t.Errorf("%s\nmeans something else alone:\n%s", text, alone)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	for _, path := range fixtures(t) {
		roundTrip(t, read(t, path))
	}
	roundTrip(t, []byte(document(nightly, expires, `,"x":1.50,"y":[1e400,-0,12345678901234567890,"<\u003c\u2028>"]`)))
	if got, err := json.Marshal([]any{new(qumulo.Document), new(qumulo.Policy)}); string(got) != "[null,null]" {
		t.Errorf("got %s, %v", got, err)
	}
}
