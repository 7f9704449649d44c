package cloudsigma_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/internal/golden"
)

// fixtures returns the paths of the vendor's own documents, sorted.
func fixtures(t testing.TB) []string {
	t.Helper()
	var paths []string
	for _, pattern := range []string{"testdata/*.json", "testdata/schedulers/*.json"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %v", pattern, err)
		}
		paths = append(paths, found...)
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

// TestFixtures compares what the vendor's documents mean with a golden file.
func TestFixtures(t *testing.T) {
	var b strings.Builder
	for _, path := range fixtures(t) {
		text := read(t, path)
		fmt.Fprintf(&b, "== %s\n", path)
		document, err := cloudsigma.Parse(text)
		if err != nil {
			fmt.Fprintln(&b, err)
			continue
		}
		for _, s := range document.Schedulers() {
			fmt.Fprintf(&b, "%s %q %s %v %s %v\n",
				s.Type(), s.Policy().Name, describe(s.Policy().Schedule.Rules()), s.RetentionRules(), s.Policy().Zone, s.Policy().Enabled)
		}
		for _, finding := range document.Findings() {
			fmt.Fprintf(&b, "  %s\n", finding)
		}
	}
	golden.Compare(t, "testdata/fixtures.golden", b.String())
}

// TestFires runs the nine schedulers of the vendor's detailed list. 2025-01-01
// was a Wednesday.
func TestFires(t *testing.T) {
	document, err := cloudsigma.Parse(read(t, "testdata/detail.json"))
	if err != nil {
		t.Fatal(err)
	}
	const day1, day2, day3 = "2025-01-01T", "2025-01-02T", "2025-01-03T"
	want := [][]string{
		{"2025-02-01T17:00Z", "2025-04-01T17:00Z", "2025-06-01T17:00Z"}, // 1st of every second month
		{day1 + "07:00Z", day1 + "19:00Z", day3 + "07:00Z", day3 + "19:00Z", "2025-01-06T07:00Z"},
		{day1 + "03:00Z", day2 + "03:00Z", day3 + "03:00Z", "2025-01-06T03:00Z"},
		{day1 + "13:00Z", day2 + "13:00Z", day3 + "13:00Z"}, // 01:00 in Etc/GMT+12, which is UTC-12
		{day1 + "07:00Z", day1 + "19:00Z", day2 + "07:00Z"},
		{day1 + "23:00Z", "2025-02-01T23:00Z", "2025-03-01T23:00Z"},
		{day1 + "00:00Z", day1 + "01:00Z", day1 + "02:00Z"},
		{"2025-01-04T02:00Z", "2025-01-04T06:00Z", "2025-01-04T20:00Z", "2025-01-04T22:15Z", "2025-01-05T02:00Z"},
		{day1 + "00:00Z", day1 + "02:00Z", day1 + "04:00Z"},
	}
	from := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, s := range document.Schedulers() {
		var got []string
		for at := range s.Policy().Schedule.Forward(from.Add(-time.Minute)) {
			if len(got) == len(want[i]) {
				break
			}
			got = append(got, at.UTC().Format("2006-01-02T15:04Z07:00"))
		}
		if !slices.Equal(got, want[i]) {
			t.Errorf("%s: got %v, want %v", s.Policy().Name, got, want[i])
		}
	}
}

// TestAccessors reads what decides nothing but is carried.
func TestAccessors(t *testing.T) {
	s := parse(t, string(read(t, "testdata/schedulers/bimonthly_snapshot_policy.json")))
	if s.Policy().Name != "BiMonthly Snapshot Policy" || s.UUID() != "14a89b65-c1a4-40e2-b7b2-193214ca1f0e" ||
		s.Type() != cloudsigma.Backup || !s.Policy().Enabled || s.RemoteLocation() != "TBC" {
		t.Errorf("got %q %q %v %v %q ", s.Policy().Name, s.UUID(), s.Type(), s.Policy().Enabled, s.RemoteLocation())
	}
	var owner struct{ UUID string }
	if err := json.Unmarshal(s.Field("owner"), &owner); err != nil || owner.UUID != "6a02f732-4dae-47d6-ac18-f4ddb6fc4b31" {
		t.Errorf("owner: got %v, %v", owner, err)
	}
	if got := string(s.Field("tags")); got != "[]" {
		t.Errorf("tags: got %s", got)
	}
	if got := s.Field("none"); got != nil {
		t.Errorf("none: got %s", got)
	}
}

// TestRulesAreCopies checks that a caller cannot change a scheduler.
func TestRulesAreCopies(t *testing.T) {
	s := parse(t, incremental(`"hour":"1"`))
	s.Policy().Schedule.Rules()[0].At[0] = 99
	s.Policy().Schedule.Rules()[0].Weekdays = 1
	if got := describe(s.Policy().Schedule.Rules()); got != "*/*/* 01:00 *" {
		t.Errorf("got %s", got)
	}
}

func TestDisabled(t *testing.T) {
	s := parse(t, scheduler(`"is_enabled":false,"incremental_backup":{"hour":"1"},
		"retention_policy":{"rules":[{"period":"days","quantity":7}]}`))
	policy := s.Policy()
	if _, fires := policy.Schedule.Next(time.Unix(0, 0)); policy.Enabled || s.Policy().Enabled || !fires {
		t.Errorf("enabled %v, fires %v; want a schedule to look at", policy.Enabled, fires)
	}
	if n := len(policy.Retention.Rules()); n != 0 || len(s.RetentionRules()) != 1 {
		t.Errorf("got %d rules in the policy; want none, so that nothing is deleted", n)
	}
}

func TestInitialBackup(t *testing.T) {
	const members = `"initial_backup":{"day_of_week":["sat"],"start_time":{"hour":20,"minute":0},"end_time":{"hour":22,"minute":0}}`
	saturday := time.Date(2025, 1, 4, 20, 0, 0, 0, time.UTC) // 21:00 in Berlin
	tests := []struct {
		text           string
		inside, before bool // at 21:00 in Berlin, and two hours before
	}{
		{`{"name":"n","type":"migration","user_timezone":"Europe/Berlin",` + members + `}`, true, false},
		{`{"name":"n","type":"migration","user_timezone":"Europe/Berlin"}`, true, true}, // at any time
		{scheduler(members), false, false}, // no migration
	}
	for _, test := range tests {
		windows := parse(t, test.text).InitialBackup()
		inside, before := windows.Contains(saturday), windows.Contains(saturday.Add(-2*time.Hour))
		if inside != test.inside || before != test.before {
			t.Errorf("%s: got %v and %v", test.text, inside, before)
		}
	}
}

func TestPolicyOfDocument(t *testing.T) {
	tests := []struct{ text, name, err string }{
		{scheduler(`"meta":{}`), "n", ""},
		{"[" + scheduler(`"meta":{}`) + "]", "n", ""},
		{`{"objects":[` + scheduler(`"meta":{}`) + `]}`, "n", ""},
		{`{"meta":{},"objects":[]}`, "", "the document holds 0 schedulers, want one"},
		{`[]`, "", "the document holds 0 schedulers, want one"},
		{`[` + scheduler(`"meta":{}`) + `,` + scheduler(`"meta":{}`) + `]`, "", "the document holds 2 schedulers, want one"},
	}
	for _, test := range tests {
		document, err := cloudsigma.Parse([]byte(test.text))
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		if got, want := document.IsList(), test.text != tests[0].text; got != want {
			t.Errorf("%s: list is %v", test.text, got)
		}
		policy, err := document.Policy()
		if policy.Name != test.name || (err != nil || test.err != "") && (err == nil || err.Error() != test.err) {
			t.Errorf("%s: got %q, %v", test.text, policy.Name, err)
		}
	}
}

func TestType(t *testing.T) {
	for _, kind := range []cloudsigma.Type{
		cloudsigma.NoType, cloudsigma.Migration, cloudsigma.Backup, cloudsigma.DR, cloudsigma.Snapshot,
	} {
		text, err := kind.MarshalText()
		var back cloudsigma.Type
		if err != nil || back.UnmarshalText(text) != nil || back != kind {
			t.Errorf("%v: got %q, %v, %v", kind, text, err, back)
		}
	}
	var kind cloudsigma.Type
	if err := kind.UnmarshalText([]byte("Backup")); err == nil ||
		err.Error() != `type of scheduler "Backup": want migration, backup, dr or snapshot` {
		t.Errorf("got %v", err)
	}
	if _, err := cloudsigma.Type(9).MarshalText(); err == nil {
		t.Error("no error for a type that is none")
	}
}
