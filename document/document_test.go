package document_test

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

func read(t testing.TB, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func fixtures(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.json")
	if err != nil || len(paths) == 0 {
		t.Fatal("no fixtures: ", err)
	}
	return paths
}

// policy reads a policy that is given without its version.
func policy(t testing.TB, members string) longcase.Policy {
	t.Helper()
	parsed, err := document.Open([]byte(`{"longcase":1,` + members + `}`))
	if err != nil {
		t.Fatal(err)
	}
	p, err := parsed.Policy()
	if err != nil {
		t.Fatal(err)
	}
	return p.Policy
}

func zone(t testing.TB, name string) *timezone.Zone {
	t.Helper()
	z, err := timezone.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestFull(t *testing.T) {
	parsed, err := document.Open(read(t, "testdata/full.json"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := parsed.Policy()
	if err != nil || len(parsed.Findings()) > 0 {
		t.Fatalf("%v, %v", err, parsed.Findings())
	}
	wantSchedule := []schedule.Rule{
		{Weekdays: calendar.WeekdaysOf(time.Monday, time.Wednesday, time.Friday), At: []calendar.Clock{120, 870}},
		{
			Months: calendar.MonthsOf(time.January, time.July), MonthDays: calendar.MonthDaysOf(1, 15) | calendar.LastDay,
			Every: calendar.PeriodOf(15, calendar.Minute), Window: schedule.WindowOf(420, 1140),
		},
	}
	wantRetention := []retention.Rule{
		{Within: calendar.PeriodOf(7, calendar.Day)},
		{Within: calendar.PeriodOf(4, calendar.Week), Weekdays: calendar.WeekdaysOf(time.Monday)},
		{Per: calendar.Month, Count: 12},
		{Failed: true, Within: calendar.PeriodOf(2, calendar.Day)},
	}
	for _, test := range []struct {
		what      string
		got, want any
	}{
		{"name", p.Name, "Nightly"},
		{"enabled", p.Enabled, true},
		{"zone", p.Zone, zone(t, "Europe/Berlin")},
		{"schedule", p.Schedule.Rules(), wantSchedule},
		{"schedule's zone", p.Schedule.Zone(), zone(t, "America/New_York")},
		{"clock changes", p.Schedule.DST(), timezone.DST{Gap: timezone.GapShift, Fold: timezone.FoldFirst}},
		{"retention", p.Retention.Rules(), wantRetention},
		{"retention's zone", p.Retention.Zone(), zone(t, "Etc/UTC")},
		{"minimum", p.Retention.Minimum(), 3},
		{"template", p.NameTemplate.String(), "{ID}_{Policy}"},
		{"directory", p.Directory, "/home"},
		{"locked", p.Locked, true},
		{"remote", p.Remote, true},
	} {
		if !reflect.DeepEqual(test.got, test.want) {
			t.Errorf("%s: got %v, want %v", test.what, test.got, test.want)
		}
	}
}

// What is absent restricts nothing, and keeps everything.
func TestMinimal(t *testing.T) {
	got := policy(t, `"$schema":"x"`)
	want := longcase.Policy{Enabled: true, Zone: zone(t, "UTC")}
	if got != want {
		t.Errorf("got %+v", got)
	}
}

func TestList(t *testing.T) {
	parsed, err := document.Open(read(t, "testdata/list.json"))
	if err != nil {
		t.Fatal(err)
	}
	policies := parsed.Policies()
	if len(policies) != 2 || policies[1].Name != "Monthly" || policies[1].Enabled {
		t.Errorf("got %v", policies)
	}
	if _, err := parsed.Policy(); err == nil || err.Error() != "the document holds 2 policies, want one" {
		t.Errorf("got %v", err)
	}
}

// TestLossless checks that a document is written as it was read.
func TestLossless(t *testing.T) {
	for _, path := range fixtures(t) {
		text := read(t, path)
		parsed, err := document.Open(text)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		written, err := parsed.MarshalJSON()
		if err != nil || string(written) != strings.TrimSpace(string(text)) {
			t.Errorf("%s: %v\n%s", path, err, written)
		}
	}
}

func TestRecognise(t *testing.T) {
	const unknown = "unknown"
	for text, want := range map[string]string{
		`{"longcase":1}`:                    "longcase",
		`[{"longcase":1},{"longcase":1}]`:   "longcase",
		`{"incremental_backup":{}}`:         "cloudsigma",
		`[{"is_enabled":true}]`:             "cloudsigma",
		`{"objects":[]}`:                    "cloudsigma",
		`[]`:                                "cloudsigma",
		`{"policy_name":"a","schedule":`:    "syntax",  // what comes before the fault decides
		`{"policy_name":"a"}`:               "missing", // a policy of Qumulo's needs a schedule
		`[{"schedule":{}},5]`:               "missing",
		`{"entries":[]}`:                    "qumulo",
		`{"backup_policy_uuid":"x"}`:        "not-a-policy",
		`["Etc/GMT+12"]`:                    "not-a-policy",
		`{"objects":[{"longcase":1}]}`:      unknown,
		`{"objects":[{"policy_name":"a"}]}`: unknown,
		`{"schedule":{"rules":[]}}`:         "missing",
		`[1,{"longcase":1}]`:                unknown,
		`["a"]`:                             unknown,
		`{}`:                                unknown,
		`"policy_name"`:                     unknown,
		``:                                  "syntax",
	} {
		file, err := document.Open([]byte(text))
		var refused *longcase.DocumentError
		got := ""
		switch {
		case err == nil:
			got = file.Form().String()
		case errors.As(err, &refused):
			got = string(refused.Problems[0].Code)
			if strings.Contains(err.Error(), "want a CloudSigma backup scheduler, a Qumulo snapshot policy, a longcase document") {
				got = unknown
			}
		}
		if got != want {
			t.Errorf("%s: got %s, want %s: %v", text, got, want, err)
		}
	}
}

func TestErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		{`{`, `: syntax: line 1, column 2: end of text: want a key in quotes`},
		{`1`, `: not-a-policy: want a CloudSigma backup scheduler, a Qumulo snapshot policy, a longcase document, or a list of them`},
		{`[{"longcase":1},{}]`, `/1: not-a-policy: {}: want a policy, an object with "longcase": 1`},
		{`{"longcase":2}`, `/longcase: not-allowed: 2: want a whole number from 1 to 1`},
		{`{"longcase":"1"}`, `/longcase: wrong-type: "1": want a number`},
		{`{"longcase":1,"longcase":1}`, `/longcase: duplicate-key: 1: want each key once`},
		{`"retension":{}`, `/retension: unknown-key: {}: no key of this name is known here`},
		{`"name":null`, `/name: wrong-type: null: want a string`},
		{`"$schema":1`, `/$schema: wrong-type: 1: want a string`},
		{`"enabled":"true"`, `/enabled: wrong-type: "true": want true or false`},
		{`"schedule":{"rules":[{"at":["02:00"]}` + strings.Repeat(`,{"at":["02:00"]}`, 100) + `]}`, `/schedule/rules: not-allowed: an array: want at most 100`},
		{`"zone":"Local"`, `/zone: unknown-zone: "Local": depends on the machine; want an IANA name such as "Europe/Berlin"`},
		{`"nameTemplate":"{Week}"`, `/nameTemplate: not-allowed: "{Week}": want {ID}, {Year}, {Month}, {Day}, {Hour}, {Minute}, {Policy}, {Directory}`},
		{`"remote":1`, `/remote: wrong-type: 1: want true or false`},
		{`"locked":0`, `/locked: wrong-type: 0: want true or false`},
		{`"schedule":[]`, `/schedule: wrong-type: []: want an object`},
		{`"schedule":{"gap":"jump"}`, `/schedule/gap: not-allowed: "jump": want default, shift, next or skip`},
		{`"schedule":{"fold":"last"}`, `/schedule/fold: not-allowed: "last": want default, first, second or both`},
		{`"schedule":{"rules":{}}`, `/schedule/rules: wrong-type: {}: want an array`},
		{`"schedule":{"rules":["daily"]}`, `/schedule/rules/0: wrong-type: "daily": want an object`},
		{rule(`"at":"02:00"`), `/schedule/rules/0/at: wrong-type: "02:00": want an array`},
		{rule(`"at":["2:00","24:00"]`), `/schedule/rules/0/at/0: not-allowed: "2:00": want HH:MM from 00:00 to 23:59` + "\n" +
			`/schedule/rules/0/at/1: not-allowed: "24:00": want HH:MM from 00:00 to 23:59`},
		{rule(`"weekdays":"mon"`), `/schedule/rules/0: missing: {"weekdays":"mon"}: want times in "at", or a step in "every"`},
		{rule(`"at":[]`), `/schedule/rules/0: missing: {"at":[]}: want times in "at", or a step in "every"`},
		{rule(`"at":["02:00"],"every":"1 hour"`), `/schedule/rules/0/every: conflict: "1 hour": want either "at" or "every", not both`},
		{rule(`"every":"none"`), `/schedule/rules/0: not-allowed: {"every":"none"}: want times At, or a step Every`},
		{rule(`"every":"2 days"`), `/schedule/rules/0/every: not-allowed: "2 days": want 1 to 9999999 minutes or hours`},
		{rule(`"every":"15m"`), `/schedule/rules/0/every: not-allowed: "15m": want a number and a unit, such as 4 weeks`},
		{rule(`"at":["02:00"],"weekday":"mon"`), `/schedule/rules/0/weekday: unknown-key: "mon": no key of this name is known here`},
		{rule(`"at":["02:00"],"weekdays":["mon"]`), `/schedule/rules/0/weekdays: wrong-type: ["mon"]: want a string`},
		{rule(`"at":["02:00"],"months":"feb","monthDays":"30"`), `/schedule/rules/0/monthDays: not-allowed: "30": never fires: no such date in months feb`},
		{rule(`"at":["02:00"],"window":"03:00-04:00"`), `/schedule/rules/0/at: not-allowed: ["02:00"]: never fires: outside the window 03:00-04:00`},
		{`"retention":{"rules":"within 7 days"}`, `/retention/rules: wrong-type: "within 7 days": want an array`},
		{`"retention":{"rules":["within 7 days","keep 3"]}`, `/retention/rules/1: not-allowed: "keep 3": want a rule such as within 4 weeks on mon, last 10, daily 7 or yearly all`},
		{`"retention":{"minimum":-1}`, `/retention/minimum: not-allowed: -1: want a whole number from 0 to 999999999`},
		{`"retention":{"zone":"Mars"}`, `/retention/zone: unknown-zone: "Mars": is not in the zone database`},
		{`"initialBackup":{}`, `/initialBackup: unknown-key: {}: no key of this name is known here`}, // a key of old; CloudSigma's alone
		{`"name":1,"locked":1,"zone":1`, `/name: wrong-type: 1: want a string` + "\n" +
			`/locked: wrong-type: 1: want true or false` + "\n" + `/zone: wrong-type: 1: want a string`},
	}
	for _, test := range tests {
		text := test.text
		if strings.HasPrefix(text, `"`) {
			text = `{"longcase":1,` + text + `}`
		}
		_, err := document.Open([]byte(text))
		var refused *longcase.DocumentError
		if !errors.As(err, &refused) || err.Error() != test.want {
			t.Errorf("%s:\ngot  %v\nwant %s", text, err, test.want)
		}
	}
}

// rule returns the schedule of one rule.
func rule(members string) string { return `"schedule":{"rules":[{` + members + `}]}` }

func TestFindings(t *testing.T) {
	const keeps = `"name":"x","retention":{"rules":["last 3"]}`
	const daily = `"name":"x","schedule":{"rules":[{"at":["02:00"]}]}`
	tests := []struct{ text, want string }{
		{keeps + `,` + rule(`"at":["02:00"]`), ``},
		{daily, `: info: keeps-everything: without retention rules no snapshot is ever deleted`},
		{daily + `,"retention":{"minimum":2}`, `/retention: info: keeps-everything: without retention rules no snapshot is ever deleted`},
		{keeps, `: warning: never-fires: nothing says when snapshots are taken`},
		{keeps + `,"schedule":{}`, `/schedule: warning: never-fires: nothing says when snapshots are taken`},
		{keeps + `,"enabled":false,` + rule(`"at":["02:00"]`), `/enabled: info: disabled: the policy is disabled: it takes no snapshots, but those that exist expire`},
		{keeps + `,"zone":"Europe/Kiev",` + rule(`"at":["02:00"]`), `/zone: warning: zone-retired: "Europe/Kiev" is a retired name; today's is "Europe/Kyiv"`},
		{keeps + `,` + rule(`"every":"3 hours","window":"02:00-04:00"`), `/schedule/rules/0/every: warning: step-beyond-window: a step of 3 hours is longer than the window, so a snapshot is due only at 02:00`},
		{keeps + `,` + rule(`"every":"3 hours","window":"02:00-02:00"`), `/schedule/rules/0/window: warning: one-minute-window: the window starts and ends at 02:00, so it is that one minute`},
		{`"retention":{"rules":["last 3"]},` + rule(`"at":["02:00"]`), `: warning: no-name: the policy has no name`},
	}
	for _, test := range tests {
		parsed, err := document.Open([]byte(`{"longcase":1,` + test.text + `}`))
		if err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		var lines []string
		for _, finding := range parsed.Findings() {
			lines = append(lines, finding.String())
		}
		if got := strings.Join(lines, "\n"); got != test.want {
			t.Errorf("%s:\ngot  %s\nwant %s", test.text, got, test.want)
		}
	}
}

// What JSON or the name of a zone would change is refused.
func TestUnwritable(t *testing.T) {
	template, err := longcase.ParseTemplate("{ID}\xff")
	if err != nil {
		t.Fatal(err)
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	impostor := timezone.Of(time.FixedZone("Europe/Berlin", 3600))
	longAgo := timezone.Of(time.FixedZone("Europe/Berlin", 53*60+28)) // as it was until 1893
	nowhere := timezone.Of(time.FixedZone("Nowhere", 3600))
	daily := schedule.Rule{At: []calendar.Clock{120}}
	tests := []struct {
		policy longcase.Policy
		want   string
	}{
		{longcase.Policy{Zone: timezone.Of(berlin)}, ""}, // not the pointer that Load gives, but the same clocks
		{longcase.Policy{Name: "\xff"}, "/name: not-allowed: want UTF-8"},
		{longcase.Policy{Directory: "\xff"}, "/directory: not-allowed: want UTF-8"},
		{longcase.Policy{NameTemplate: template}, "/nameTemplate: not-allowed: want UTF-8"},
		{longcase.Policy{Zone: impostor}, `/zone: unknown-zone: "Europe/Berlin": want a zone that its name loads`},
		{longcase.Policy{Zone: longAgo}, `/zone: unknown-zone: "Europe/Berlin": want a zone that its name loads`},
		{longcase.Policy{Schedule: schedule.MustCompile(nowhere, timezone.DST{}, daily)}, `/schedule/zone: unknown-zone: "Nowhere": want a zone that its name loads`},
		{
			longcase.Policy{Retention: retention.Policy{}.WithMinimum(1e9)},
			`/retention/minimum: inexact: "1000000000": want a whole number from 0 to 999999999`,
		},
	}
	for _, test := range tests {
		_, err := document.Write(test.policy, document.Longcase, time.Time{})
		if test.want == "" {
			if err != nil {
				t.Error(err)
			}
			continue
		}
		var refused *longcase.DocumentError
		if !errors.As(err, &refused) || err.Error() != test.want {
			t.Errorf("got %v, want %s", err, test.want)
		}
	}
}
