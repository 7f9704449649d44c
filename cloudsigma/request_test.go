package cloudsigma_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/retention"
)

// required is a create body with the required keys alone.
const required = `"name":"n","type":"snapshot","is_enabled":true,"is_default":false,` +
	`"manual_incremental_backup":"","incremental_backup":{"hour":"1"}`

func TestParseCreateErrors(t *testing.T) {
	for body, want := range map[string]string{
		`{}`: "/incremental_backup: missing: want an object\n/is_default: missing: want true or false\n" +
			"/is_enabled: missing: want true or false\n/manual_incremental_backup: missing: want a string\n" +
			"/name: missing: want a string\n/type: missing: want a string",
		`{` + required + `,"name":1}`:                    "/name: duplicate-key: 1: want each key once\n/name: wrong-type: 1: want a string",
		`{"objects":[{` + required + `},{"name":null}]}`: "/objects/1/incremental_backup: missing: want an object\n/objects/1/is_default: missing: want true or false\n/objects/1/is_enabled: missing: want true or false\n/objects/1/manual_incremental_backup: missing: want a string\n/objects/1/name: missing: want a string\n/objects/1/type: missing: want a string",
		`{"objects":[]}`:                                 "/objects: not-allowed: []: want an array of at least one backup scheduler",
		`{"objects":7}`:                                  "/objects: not-allowed: 7: want an array of at least one backup scheduler",
		`[{` + required + `}]`:                           ": not-a-policy: an array: want a backup scheduler or a list of them; this is a list",
		`{"objects":[{"uuid":"a"}]}`:                     `: not-a-policy: {"objects":[{"uuid":"a"}]}: want a backup scheduler or a list of them; this is the body of a request that deletes schedulers`,
		`{"backup_policy_uuid":"a"}`:                     `: not-a-policy: {"backup_policy_uuid":"a"}: want a backup scheduler or a list of them; this is a set_scheduler request, which links a scheduler to a drive`,
		`7`:                                              ": not-a-policy: 7: want a backup scheduler or a list of them",
		`{"objects":[7]}`:                                "/objects/0: not-a-policy: 7: want a backup scheduler or a list of them",
		`{`:                                              ": syntax: line 1, column 2: end of text: want a key in quotes",
		replaced(t, required, "type", `""`):              `/type: not-allowed: "": want migration, backup, dr or snapshot`,
		replaced(t, required, "incremental_backup", `{"minute":60}`): `/incremental_backup/minute: not-allowed: 60: want minutes 0 to 59, "*" or ""`,
	} {
		_, err := cloudsigma.ParseCreate([]byte(body))
		require.EqualError(t, err, want, body)
	}
}

// replaced returns the object of some members with the value of one replaced.
func replaced(t testing.TB, members, key, value string) string {
	t.Helper()
	object := map[string]json.RawMessage{}
	require.NoError(t, json.Unmarshal([]byte("{"+members+"}"), &object))
	object[key] = json.RawMessage(value)
	text, err := json.Marshal(object)
	require.NoError(t, err)
	return string(text)
}

// create returns the scheduler of a create body, with an identity.
func create(t testing.TB, body string) *cloudsigma.Scheduler {
	t.Helper()
	document, err := cloudsigma.ParseCreate([]byte(body))
	require.NoError(t, err, body)
	return document.Schedulers()[0].Identify(cloudsigma.Identity{UUID: "u", Owner: "o"})
}

const defaults = `"enable_backup_policy_notifications":true,"enable_retention_policy_notifications":true,"grantees":[],`

// TestAnswers checks which keys an answer has: absent keys with their defaults,
// in alphabetical order, and the identity that was given.
func TestAnswers(t *testing.T) {
	s := create(t, `{"z\u0061":1.50,"a":{"c":1,"b":2},"uuid":5,"owner":"me","tags":null,`+required+`,"rentention_policy":{"rules":[{"quantity":4,"period":"weeks"},{"time_option":1}]}}`)
	require.Equal(t, `{"a":{"b":2,"c":1},`+defaults+`"incremental_backup":{"hour":"1"},"initial_backup":{},"is_default":false,"is_enabled":true,`+
		`"manual_incremental_backup":"","meta":{},"name":"n","orchestrator_timezone":"",`+
		`"owner":{"resource_uri":"/api/2.0/user/o/","uuid":"o"},"permissions":[],"remote_location":"",`+
		`"resource_uri":"/api/2.0/backupschedulers/u/",`+
		`"retention_policy":{"rules":[{"period":"weeks","quantity":4},{"time_option":1}]},"tags":[],`+
		`"type":"snapshot","user_timezone":"","uuid":"u","z\u0061":1.50}`, string(s.Answer()))
	require.Equal(t, `{"is_default":false,"is_enabled":true,"meta":{},"name":"n","orchestrator_timezone":"",`+
		`"owner":{"resource_uri":"/api/2.0/user/o/","uuid":"o"},"remote_location":"",`+
		`"resource_uri":"/api/2.0/backupschedulers/u/","type":"snapshot","user_timezone":"","uuid":"u"}`, string(s.Brief()))
	require.Equal(t, `{"name":"n","uuid":"u"}`, string(s.Answer("uuid", "name")))
	require.Equal(t, `{"objects":[`+string(s.Answer())+`]}`, string(cloudsigma.CreateAnswer([]*cloudsigma.Scheduler{s})))
	require.Equal(t, `"u"`, string(s.Field("uuid")))

	other := s.Identify(cloudsigma.Identity{UUID: "v", Owner: `"`, ResourceURI: "/r", OwnerURI: "/o"})
	require.Equal(t, `{"owner":{"resource_uri":"/o","uuid":"\""},"resource_uri":"/r","uuid":"v"}`, string(other.Answer("uuid", "owner", "resource_uri")))
	require.Equal(t, "u", s.UUID())

	none, err := cloudsigma.ParseCreate([]byte(`{"uuid":"x",` + required + `}`))
	require.NoError(t, err)
	require.Empty(t, none.Schedulers()[0].UUID())
	require.Equal(t, `{"name":"n"}`, string(none.Schedulers()[0].Answer("uuid", "owner", "name")))
	text, err := none.Schedulers()[0].MarshalJSON()
	require.NoError(t, err)
	require.NotContains(t, string(text), "uuid")
}

// TestAnswersReadAgain checks that an answer is the scheduler that it is of.
func TestAnswersReadAgain(t *testing.T) {
	for _, path := range fixtures(t) {
		document, err := cloudsigma.Parse(read(t, path))
		if err != nil {
			continue
		}
		for _, s := range document.Schedulers() {
			again := schedulersOf(t, s.Answer())[0]
			require.Equal(t, string(s.Answer()), string(again.Answer()))
			sameMeaning(t, s, again)
			same, err := s.Update(s.Answer())
			require.NoError(t, err)
			require.Equal(t, string(s.Answer()), string(same.Answer()))
		}
	}
}

func TestUpdate(t *testing.T) {
	s := create(t, `{"x":1,`+required+`}`)
	before := string(s.Answer())
	for body, want := range map[string]string{
		`{}`:                `"name":"n"`,
		`{"name":"m"}`:      `"name":"m"`,
		`{"x":2,"y":[{}]}`:  `"x":2,"y":[{}]}`,
		`{"x":null,"y":1}`:  `"uuid":"u","x":null,"y":1}`,
		`{"uuid":"\u0075"}`: `"uuid":"u"`,
		`{"uuid":"u"}`:      `"uuid":"u"`,
		`{"tags":["a"]}`:    `"tags":["a"]`,
		`{"tags":null}`:     `"tags":[]`,
		`{"user_timezone":"Europe/Berlin","manual_incremental_backup":"02:00"}`:      `"user_timezone":"Europe/Berlin"`,
		`{"rentention_policy":{"rules":[{"quantity":1,"period":"days"}],"name":""}}`: `"retention_policy":{"name":"","rules":[{"period":"days","quantity":1}]}`,
		`{"owner": {"uuid":"o", "resource_uri":"/api/2.0/user/o/"}}`:                 `"owner":{"resource_uri":"/api/2.0/user/o/","uuid":"o"}`,
	} {
		changed, err := s.Update([]byte(body))
		require.NoError(t, err, body)
		require.Contains(t, string(changed.Answer()), want, body)
		require.Equal(t, "u", changed.UUID())
	}
	for body, want := range map[string]string{
		`{"name":null,"type":null}`:     "/name: wrong-type: null: want a string\n/type: wrong-type: null: want a string",
		`{"uuid":"v","resource_uri":5}`: "/uuid: read-only: \"v\": want \"u\", or no such key\n/resource_uri: read-only: 5: want \"/api/2.0/backupschedulers/u/\", or no such key",
		`{"owner":null}`:                "/owner: read-only: null: want {\"resource_uri\":\"/api/2.0/user/o/\",\"uuid\":\"o\"}, or no such key",
		`{"is_default":"yes","tags":7}`: "/is_default: wrong-type: \"yes\": want true or false\n/tags: wrong-type: 7: want an array",
		`{"user_timezone":"Mars"}`:      `/user_timezone: unknown-zone: "Mars": is not in the zone database`,
		`[]`:                            `: not-a-policy: []: want a backup scheduler or a list of them; this is a list`,
		`{"objects":[{"uuid":"u"}]}`:    `: not-a-policy: {"objects":[{"uuid":"u"}]}: want a backup scheduler or a list of them; this is the body of a request that deletes schedulers`,
		`{"a":`:                         "/a: syntax: line 1, column 6: end of text: want a value",
		`7`:                             ": not-a-policy: 7: want a backup scheduler or a list of them",
	} {
		_, err := s.Update([]byte(body))
		require.EqualError(t, err, want, body)
	}
	require.Equal(t, before, string(s.Answer()))
}

// TestNull checks that null in an answer reads as an absent key.
func TestNull(t *testing.T) {
	for with, without := range map[string]string{
		`"is_enabled":null`: `"x":0`,
		`"incremental_backup":{"hour":null,"minute":"5","repeat":null,"month":null,"start_time":null,"end_time":{"hour":null}}`: `"incremental_backup":{"minute":"5"}`,
		`"initial_backup":null,"name":null`:                                                                   `"x":0`,
		`"retention_policy":{"rules":null,"name":null}`:                                                       `"retention_policy":{}`,
		`"retention_policy":{"rules":[{"period":"weeks","quantity":4,"time_option":null},{"time_option":1}]}`: `"retention_policy":{"rules":[{"period":"weeks","quantity":4,"time_option":1}]}`,
		`"type":null,"tags":null,"meta":null`:                                                                 `"x":0`,
	} {
		got, want := schedulersOf(t, []byte(`{"is_default":true,`+with+`}`))[0], schedulersOf(t, []byte(`{"is_default":true,`+without+`}`))[0]
		require.Equal(t, want.Policy().String(), got.Policy().String(), with)
		require.Equal(t, want.Type(), got.Type())
		require.Equal(t, want.RetentionRules(), got.RetentionRules())
	}
}

// TestShortListing checks that an answer without schedules is no policy: it has
// names and identifiers, and a finding.
func TestShortListing(t *testing.T) {
	for text, pointer := range map[string]string{
		string(read(t, "testdata/list.json")):                          "/objects",
		`{"meta":{},"objects":[{"uuid":"a"}]}`:                         "/objects",
		`{"meta":{},"objects":[{"name":"n","incremental_backup":{}}]}`: "/objects", // ?fields=
		`{"is_enabled":true,"uuid":"a"}`:                               "",
		`[{"is_enabled":true,"resource_uri":"a"}]`:                     "/0",
	} {
		document, err := cloudsigma.Parse([]byte(text))
		require.NoError(t, err)
		require.Len(t, document.Findings(), 1, text)
		finding := document.Findings()[0]
		require.Equal(t, longcase.Code("short-listing"), finding.Code)
		require.Equal(t, pointer, finding.Pointer)
		for _, s := range document.Schedulers() {
			require.True(t, s.Partial())
			require.Empty(t, s.Policy().Schedule.Rules())
		}
		if len(document.Schedulers()) == 1 {
			_, err = document.Policy()
			require.EqualError(t, err, ": not-a-policy: want a schedule; this is a short listing, and /backupschedulers/detail/ has the schedules")
		}
	}
	for _, text := range []string{`{"is_enabled":true}`, `{"incremental_backup":{},"uuid":"a"}`, `{"meta":{},"objects":[{"incremental_backup":{},"rentention_policy":{}}]}`} {
		require.False(t, schedulersOf(t, []byte(text))[0].Partial(), text)
	}
}

func TestErrorList(t *testing.T) {
	_, err := cloudsigma.ParseCreate([]byte(`{"objects":[{` + required + `,"retention_policy":{"rules":[{}]}},7]}`))
	text, marshalErr := json.Marshal(cloudsigma.Errors(err))
	require.NoError(t, marshalErr)
	require.JSONEq(t, `[
		{"error_type":"validation","error_point":"retention_policy","error_message":"/objects/0/retention_policy/rules/0/period: want days, weeks or months"},
		{"error_type":"validation","error_point":"retention_policy","error_message":"/objects/0/retention_policy/rules/0/quantity: want a whole number from 1 to 9999"},
		{"error_type":"validation","error_point":null,"error_message":"/objects/1: 7: want a backup scheduler or a list of them"}
	]`, string(text))
	_, err = cloudsigma.ParseCreate(nil)
	require.Equal(t, []cloudsigma.Error{{Type: "validation", Message: "line 1, column 1: end of text: want a value"}}, cloudsigma.Errors(err))
}

func TestDeletionErrors(t *testing.T) {
	for body, want := range map[string]string{
		`{"objects":[]}`:                      `/objects: not-allowed: []: want at least one object with a uuid`,
		`{}`:                                  `/objects: missing: want a list of objects with a uuid each`,
		`{"objects":[{"uuid":""},{},7]}`:      "/objects/0/uuid: not-allowed: \"\": want a uuid\n/objects/1/uuid: missing: want a uuid\n/objects/2: wrong-type: 7: want an object",
		`{"objects":[{"uuid":"a","name":1}]}`: `/objects/0/name: unknown-key: 1: want the key uuid alone`,
		`{"objects":[{"uuid":"a",},],}`:       `/objects/1: syntax: line 1, column 27: "]": want a value`, // before closing braces alone
		`{"objects":[{,}]}`:                   `/objects/0: syntax: line 1, column 14: ",": want a key in quotes`,
	} {
		_, err := cloudsigma.ParseDeletion([]byte(body))
		require.EqualError(t, err, want, body)
	}
	uuids, err := cloudsigma.ParseDeletion([]byte(`{"objects":[{"uuid":"b"},{"uuid":"a",},{"uuid":"b"}],}`))
	require.NoError(t, err)
	require.Equal(t, []string{"b", "a"}, uuids)
}

func TestLinkAndDriveErrors(t *testing.T) {
	for body, want := range map[string]string{
		`{}`:                             `/backup_policy_uuid: missing: want the uuid of a scheduler, or null for none`,
		`{"backup_policy_uuid":7,"x":1}`: "/backup_policy_uuid: wrong-type: 7: want a string\n/x: unknown-key: 1: want the key backup_policy_uuid alone",
		`{"backup_policy_uuid":""}`:      `/backup_policy_uuid: not-allowed: "": want a uuid`,
		`[]`:                             `/backup_policy_uuid: missing: want the uuid of a scheduler, or null for none`,
	} {
		_, err := cloudsigma.ParseLink([]byte(body))
		require.EqualError(t, err, want, body)
	}
	uuid, err := cloudsigma.ParseLink([]byte(`{"backup_policy_uuid":null}`))
	require.NoError(t, err)
	require.Empty(t, uuid)
	for body, want := range map[string]string{
		`[]`:                                 `: wrong-type: []: want an object`,
		`{}`:                                 `/uuid: missing: want the uuid of the drive`,
		`{"uuid":"a","backup_scheduler":7}`:  `/backup_scheduler: wrong-type: 7: want an object`,
		`{"uuid":"a","backup_scheduler":{}}`: `/backup_scheduler/uuid: missing: want the uuid of a scheduler`,
	} {
		_, err := cloudsigma.ParseDrive([]byte(body))
		require.EqualError(t, err, want, body)
	}
	drive, err := cloudsigma.ParseDrive([]byte(`{"uuid":"a","backup_scheduler":null,"x":{"b":1,"a":2}}`))
	require.NoError(t, err)
	require.Empty(t, drive.Scheduler())
	linked := drive.Link(create(t, "{"+required+"}"))
	text, err := linked.MarshalJSON()
	require.NoError(t, err)
	require.Equal(t, `{"backup_scheduler":{"resource_uri":"/api/2.0/backupschedulers/u/","uuid":"u"},"uuid":"a","x":{"a":2,"b":1}}`, string(text))
	require.Equal(t, []string{"u", "", "a"}, []string{linked.Scheduler(), linked.Link(nil).Scheduler(), linked.UUID()})
}

func TestNotice(t *testing.T) {
	at := time.Date(2025, 3, 30, 1, 0, 0, 0, time.UTC)
	snapshot := retention.Snapshot{Created: at}
	taken := longcase.Event{Kind: longcase.Taken, Time: at, Snapshot: snapshot}
	expired := longcase.Event{Kind: longcase.Expired, Time: at.AddDate(0, 0, 2), Snapshot: snapshot}
	for _, test := range []struct {
		members        string
		taken, expired bool
	}{
		{``, true, true}, // absent is true
		{`,"enable_backup_policy_notifications":false`, false, true},
		{`,"enable_retention_policy_notifications":false`, true, false},
	} {
		s := create(t, `{`+required+test.members+`}`)
		notice, ok := s.Notice(taken)
		require.Equal(t, test.taken, ok)
		if ok {
			require.Equal(t, cloudsigma.Notice{Name: "backup_scheduler_creation", Scheduler: "u", Time: at, Created: at}, notice)
		}
		notice, ok = s.Notice(expired)
		require.Equal(t, test.expired, ok)
		if ok {
			require.Equal(t, cloudsigma.Notice{Name: "backup_scheduler_deletion", Scheduler: "u", Time: expired.Time, Created: at}, notice)
		}
	}
	_, ok := create(t, replaced(t, required, "is_enabled", "false")).Notice(expired)
	require.False(t, ok)
}

// TestExamples checks that the named examples are create bodies, and policies
// that are due.
func TestExamples(t *testing.T) {
	names := map[string]bool{}
	for _, example := range cloudsigma.Examples() {
		s := create(t, example.Body)
		require.NotEmpty(t, s.Policy().Schedule.Rules(), example.Name)
		require.NotEmpty(t, s.Policy().Retention.Rules(), example.Name)
		names[example.Name] = true
	}
	require.Len(t, names, 11)
}

// TestWrite checks that the written body creates a scheduler of the policy, whose
// snapshots stay remote or local.
func TestWrite(t *testing.T) {
	for _, example := range cloudsigma.Examples() {
		want := create(t, example.Body)
		body, err := cloudsigma.Write(want.Policy(), time.Time{})
		require.NoError(t, err)
		document, err := cloudsigma.ParseCreate(body)
		require.NoError(t, err)
		again := document.Schedulers()[0]
		require.Equal(t, want.Policy().Remote, again.Policy().Remote)
		require.Equal(t, want.RetentionRules(), again.RetentionRules())
		at := time.Date(2025, 3, 29, 0, 0, 0, 0, time.UTC)
		for range 50 {
			due, ok := want.Policy().Schedule.Next(at)
			againDue, againOK := again.Policy().Schedule.Next(at)
			require.Equal(t, ok, againOK)
			require.True(t, due.Equal(againDue), due)
			at = due
		}

		kept, err := want.Write(want.Policy(), time.Time{})
		require.NoError(t, err)
		keys := []string{"type", "remote_location", "initial_backup", "enable_retention_policy_notifications"}
		require.Equal(t, string(want.Answer(keys...)), string(create(t, string(kept)).Answer(keys...)))
	}
	partial := schedulersOf(t, []byte(`{"meta":{},"objects":[{"uuid":"a"}]}`))[0]
	_, err := partial.Write(partial.Policy(), time.Time{})
	require.ErrorContains(t, err, "this is a short listing")
}

// TestBadRequests sends broken bodies, some of them large, to every function that
// reads one. None panics, and the time is in proportion to the length.
func TestBadRequests(t *testing.T) {
	const size = 1 << 19
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	s := create(t, "{"+required+"}")
	for name, read := range map[string]func([]byte) error{
		"create":   func(body []byte) error { _, err := cloudsigma.ParseCreate(body); return err },
		"update":   func(body []byte) error { _, err := s.Update(body); return err },
		"deletion": func(body []byte) error { _, err := cloudsigma.ParseDeletion(body); return err },
		"link":     func(body []byte) error { _, err := cloudsigma.ParseLink(body); return err },
		"drive":    func(body []byte) error { _, err := cloudsigma.ParseDrive(body); return err },
	} {
		for _, body := range []string{
			"", "\x00", "\xff", `{"name":"` + "\x00" + `"}`, `{"name":"` + "\xff" + `"}`, `{"a":1,"a":2}`, "null", "[[", `"`,
			fill("["), `{"a":` + fill("["), `{"objects":[` + fill(`{},`) + `{}]}`, `{"objects":[` + fill(`{"uuid":7},`) + `7]}`,
			`{` + fill(`"name":1,`) + `"name":1}`, `{"backup_policy_uuid":` + fill("9") + `}`, `{"tags":[` + fill("1,") + `],}`,
		} {
			err := read([]byte(body))
			require.Error(t, err, name)
			require.Less(t, len(err.Error()), size)
			require.NotEmpty(t, cloudsigma.Errors(err))
		}
	}
	var b strings.Builder // right, but as large
	for i := range size / 20 {
		fmt.Fprintf(&b, `{"uuid":"%08d"},`, i)
	}
	uuids, err := cloudsigma.ParseDeletion([]byte(`{"objects":[` + strings.TrimSuffix(b.String(), ",") + `]}`))
	require.NoError(t, err)
	require.Len(t, uuids, size/20)
	_, err = cloudsigma.ParseQuery(url.Values{
		"name": {fill("a,")}, "fields": {fill("x,")}, "type": {fill("y")}, fill("z"): {fill("\x00")},
	})
	require.ErrorContains(t, err, " more problems are not listed")
	require.Less(t, len(err.Error()), 1<<15)
}

// TestExampleBodies compares the examples with the vendor's, if they are beside
// the repository.
func TestExampleBodies(t *testing.T) {
	paths, err := filepath.Glob("../../shared/examples/*.json")
	require.NoError(t, err)
	if len(paths) == 0 {
		t.Skip("the vendor's examples are not here")
	}
	require.Len(t, cloudsigma.Examples(), len(paths))
	for i, example := range cloudsigma.Examples() {
		require.JSONEq(t, string(read(t, paths[i])), example.Body)
	}
}

// TestFieldsAreCopies checks that a caller cannot change the table.
func TestFieldsAreCopies(t *testing.T) {
	before := string(cloudsigma.Schema())
	for _, f := range cloudsigma.Fields() {
		f.Default[0] = 'x'
		for i := range f.Choices {
			f.Choices[i] = ""
		}
		for i := range f.Fields {
			f.Fields[i].Name, f.Fields[i].Default[0] = "", 'x'
		}
	}
	require.Equal(t, before, string(cloudsigma.Schema()))
}
