package qumulo_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/qumulo"
)

// everything has all keys of the vendor's schema.
const everything = `{"id":2.0,"policy_name":"n","snapshot_name_template":"{ID}","source_file_id":"7",
	"source_file_path":"/a","schedule":{"id":3,"creation_schedule":{"timezone":"UTC",
	"frequency":"SCHEDULE_HOURLY_OR_LESS","hour":0.0,"minute":0,"on_days":["MON"],"day_of_month":128.0,
	"window_start_hour":7.0,"window_start_minute":0,"window_end_hour":19,"window_end_minute":0,
	"fire_every_interval":"FIRE_IN_MINUTES","fire_every":15.00},"expiration_time_to_live":"5days"},
	"enabled":false,"lock_key":"k","owners":[{"id":"o"}]}`

// property is a part of the vendor's JSON Schema.
type property struct {
	Type       string
	Properties map[string]property
	Items      *property
}

// TestStatusSchema checks that a status document has the keys and the types of
// the vendor's schema, by the copy in testdata and, if it is beside the
// repository, by the documentation itself.
func TestStatusSchema(t *testing.T) {
	schemas := [][]byte{read(t, "testdata/schema/status.json")}
	paths, err := filepath.Glob("../../shared/seeds/004_*.txt")
	require.NoError(t, err)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		_, block, found := strings.Cut(string(text), "\n{")
		require.True(t, found)
		schemas = append(schemas, []byte("{"+block))
	}
	for _, schema := range schemas {
		var want property
		require.NoError(t, json.Unmarshal(schema, &want))
		checkProperty(t, want, decoded(t, parse(t, everything).Status()), "")
	}
}

func checkProperty(t *testing.T, want property, got any, at string) {
	t.Helper()
	switch value := got.(type) {
	case map[string]any:
		require.Equal(t, "object", want.Type, at)
		require.Len(t, value, len(want.Properties), at)
		for key, sub := range want.Properties {
			require.Contains(t, value, key, at)
			checkProperty(t, sub, value[key], at+"/"+key)
		}
	case []any:
		require.Equal(t, "array", want.Type, at)
		for _, element := range value {
			checkProperty(t, *want.Items, element, at+"/0")
		}
	case json.Number:
		require.Equal(t, "number", want.Type, at)
	case string:
		require.Equal(t, "string", want.Type, at)
	case bool:
		require.Equal(t, "boolean", want.Type, at)
	default:
		t.Errorf("%s is %v", at, got)
	}
}

func TestStatus(t *testing.T) {
	const schedule = `"schedule":{"creation_schedule":{"frequency":"SCHEDULE_DAILY_OR_WEEKLY","hour":1.0,"minute":0,"on_days":["EVERY_DAY"]}}`
	created := parse(t, `{"policy_name":"n","lock_key_ref":"k","x":{"b":1,"a":2},`+schedule+`}`)
	want := `{"enabled":true,"id":7,"lock_key":"k","owners":[],"policy_name":"n",` + schedule + `,"snapshot_name_template":null,"x":{"a":2,"b":1}}`
	require.Equal(t, want, string(created.Identify("7").Status()))
	require.Equal(t, "7", created.Identify("7").ID())
	require.Contains(t, string(created.Identify("007").Status()), `"id":"007"`)
	again := parse(t, want)
	require.Equal(t, want, string(again.Status()))
	require.Equal(t, created.Policy().String(), again.Policy().String())
}

// TestWholeNumbers checks that a fraction of zeros decides nothing.
func TestWholeNumbers(t *testing.T) {
	p := parse(t, everything)
	require.Equal(t, "2", p.ID())
	plain := parse(t, strings.NewReplacer("2.0", "2", "0.0", "0", "128.0", "128", "7.0", "7", "15.00", "15").Replace(everything))
	require.Equal(t, plain.Policy().String(), p.Policy().String())
	for _, wrong := range []string{"2.5", "2.", "2e0", ".0"} {
		_, err := qumulo.Parse([]byte(strings.Replace(everything, "15.00", wrong, 1)))
		require.Error(t, err, wrong)
	}
}

func TestTypes(t *testing.T) {
	for text, want := range map[string]string{
		strings.Replace(everything, `"id":3`, `"id":{}`, 1):                          `/schedule/id: wrong-type: {}: want a string`,
		strings.Replace(everything, `"source_file_id":"7"`, `"source_file_id":7`, 1): `/source_file_id: wrong-type: 7: want a string`,
		strings.Replace(everything, `"lock_key":"k"`, `"lock_key":[]`, 1):            `/lock_key: wrong-type: []: want a string`,
		strings.Replace(everything, `{"id":"o"}`, `"o"`, 1):                          `/owners/0: wrong-type: "o": want an object`,
	} {
		_, err := qumulo.Parse([]byte(text))
		require.EqualError(t, err, want)
	}
}

func TestByID(t *testing.T) {
	other := strings.Replace(strings.Replace(everything, "2.0", `"2"`, 1), `"n"`, `"m"`, 1)
	document := parseDocument(t, "["+everything+","+other+"]")
	p, ok := document.ByID("2")
	require.True(t, ok)
	require.Equal(t, "n", p.Policy().Name)
	_, ok = document.ByID("3")
	require.False(t, ok)
	var same []longcase.Finding
	for _, finding := range document.Findings() {
		if finding.Code == "same-id" {
			same = append(same, finding)
		}
	}
	require.Len(t, same, 1)
	require.Equal(t, "/1/id: warning: same-id: the policy at /0 has this id, too", same[0].String())
}

func TestUpdate(t *testing.T) {
	free := strings.Replace(everything, `{"id":"o"}`, "", 1)
	p := parse(t, free)
	for body, want := range map[string]string{
		`{}`:                         `"lock_key":"k"`,
		`{"enabled":true}`:           `"enabled":true`,
		`{"lock_key_ref":"l"}`:       `"lock_key":"l"`,
		`{"lock_key":null}`:          `"lock_key":null`,
		`{"id":2,"policy_name":"m"}`: `"policy_name":"m"`,
		`{"source_file_path":null}`:  `"source_file_id":"7","y":1`,
	} {
		changed, err := parse(t, strings.Replace(free, `"enabled"`, `"y":1,"enabled"`, 1)).Update([]byte(body))
		require.NoError(t, err, body)
		require.Contains(t, string(changed.Status()), want, body)
	}
	for body, want := range map[string]string{
		`{"id":3}`:          `/id: read-only: 3: want 2, or no such key`,
		`{"enabled":1}`:     `/enabled: wrong-type: 1: want true or false`,
		`{"schedule":null}`: `/schedule: missing: want an object with a creation_schedule`,
		`[]`:                `: wrong-type: []: want an object`,
		`{`:                 `: syntax: line 1, column 2: end of text: want a key in quotes`,
	} {
		_, err := p.Update([]byte(body))
		require.EqualError(t, err, want, body)
	}
	_, err := parse(t, everything).Update([]byte(`{"enabled":true}`))
	require.EqualError(t, err, `/owners: read-only: [{"id":"o"}]: a policy with owners may not be changed`)
	same, err := p.Update(p.Status())
	require.NoError(t, err)
	require.Equal(t, string(p.Status()), string(same.Status()))
}
