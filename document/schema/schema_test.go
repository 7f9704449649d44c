package schema_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	_ "time/tzdata"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/qumulo"
)

// form is a schema and the package that reads what it describes.
type form struct {
	name     string
	fixtures []string
	parse    func([]byte) (json.Marshaler, error)
}

var forms = []form{
	{"policy", []string{"../testdata/*.json"}, func(text []byte) (json.Marshaler, error) { return document.Open(text) }},
	{
		"cloudsigma",
		[]string{"../../cloudsigma/testdata/*.json", "../../cloudsigma/testdata/schedulers/*.json"},
		func(text []byte) (json.Marshaler, error) { return cloudsigma.Parse(text) },
	},
	{"qumulo", []string{"../../qumulo/testdata/*.json"}, func(text []byte) (json.Marshaler, error) { return qumulo.Parse(text) }},
}

// schema compiles a schema, which has to be one.
func (f form) schema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(f.name + ".schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// validate says what is not valid about a text.
func validate(schema *jsonschema.Schema, text string) error {
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		return err
	}
	return schema.Validate(value)
}

// TestFixtures checks that the fixtures that are accepted are valid, and that
// those that are refused are not.
func TestFixtures(t *testing.T) {
	for _, f := range forms {
		schema := f.schema(t)
		accepted := 0
		for _, pattern := range f.fixtures {
			paths, err := filepath.Glob(pattern)
			if err != nil || len(paths) == 0 {
				t.Fatalf("%s: no fixtures: %v", pattern, err)
			}
			for _, path := range paths {
				text, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				_, refused := f.parse(text)
				invalid := validate(schema, string(text))
				if (refused == nil) != (invalid == nil) {
					t.Errorf("%s: refused: %v\ninvalid: %v", path, refused, invalid)
				}
				if refused == nil {
					accepted++
				}
			}
		}
		if accepted < 3 {
			t.Errorf("%s: %d fixtures are accepted", f.name, accepted)
		}
	}
}

// TestGenerated checks that whatever a package accepts is valid.
func TestGenerated(t *testing.T) {
	for i, documents := range map[int]*rapid.Generator[fuzz.Document]{1: fuzz.CloudSigma(), 2: fuzz.Qumulo()} {
		f := forms[i]
		schema := f.schema(t)
		texts := rapid.OneOf(
			rapid.Map(documents, func(d fuzz.Document) string { return d.Text }),
			fuzz.Nearly(documents),
		)
		t.Run(f.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				text := texts.Draw(t, "text")
				if _, refused := f.parse([]byte(text)); refused != nil {
					return
				}
				if err := validate(schema, text); err != nil {
					t.Fatalf("%v\n%s", err, text)
				}
			})
		})
	}
}

// TestWritten checks that what is written for a policy is valid.
func TestWritten(t *testing.T) {
	schemas := map[string]*jsonschema.Schema{}
	for _, f := range forms {
		schemas[f.name] = f.schema(t)
	}
	rapid.Check(t, func(t *rapid.T) {
		p := policies().Draw(t, "policy")
		for name, form := range map[string]document.Form{
			"policy": document.Longcase, "cloudsigma": document.CloudSigma, "qumulo": document.Qumulo,
		} {
			text, err := document.Write(p, form, p.Zone.Time(0))
			if err != nil && form == document.Longcase {
				t.Fatal(err)
			}
			if err != nil {
				continue
			}
			if err := validate(schemas[name], string(text)); err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
		}
	})
}

// policies generates policies with a schedule and a retention.
func policies() *rapid.Generator[longcase.Policy] {
	return rapid.Custom(func(t *rapid.T) longcase.Policy {
		spec := fuzz.Specs().Draw(t, "spec")
		keep := fuzz.Policies().Draw(t, "retention")
		keep.Zone = spec.Zone
		p := longcase.Policy{Name: "x", Enabled: true}
		p.Retention, _ = keep.Compile()
		p.Schedule, _ = spec.Compile()
		p.Zone = p.Schedule.Zone()
		return p
	})
}

// TestInvalid checks that a schema refuses mistakes of every kind.
func TestInvalid(t *testing.T) {
	for i, texts := range [][]string{
		{
			`{}`, `1`, `[{}]`, `{"longcase":2}`, `{"longcase":1,"retension":{}}`, `{"longcase":1,"zone":"Europe//Berlin"}`,
			`{"longcase":1,"schedule":{"gap":"jump"}}`, `{"longcase":1,"schedule":{"rules":[{}]}}`,
			`{"longcase":1,"schedule":{"rules":[{"at":[]}]}}`, `{"longcase":1,"schedule":{"rules":[{"at":["2:00"]}]}}`,
			`{"longcase":1,"schedule":{"rules":[{"at":["02:00"],"every":"1 hour"}]}}`,
			`{"longcase":1,"schedule":{"rules":[{"every":"2 days"}]}}`, `{"longcase":1,"schedule":{"rules":[{"every":"0 hours"}]}}`,
			`{"longcase":1,"schedule":{"rules":[{"every":"1 hour","window":"7:00-8:00"}]}}`,
			`{"longcase":1,"schedule":{"rules":[{"every":"1 hour","weekdays":"monday"}]}}`,
			`{"longcase":1,"schedule":{"rules":[{"every":"1 hour","monthDays":"32"}]}}`,
			`{"longcase":1,"schedule":{"rules":[{"every":"1 hour","months":"13"}]}}`,
			`{"longcase":1,"retention":{"rules":["keep 3"]}}`, `{"longcase":1,"retention":{"minimum":-1}}`,
			`{"longcase":1,"nameTemplate":"{Week}"}`, `{"longcase":1,"name":null}`, `{"longcase":1,"initialBackup":{}}`,
		},
		{
			`{}`, `[1]`, `{"objects":{}}`, `{"is_enabled":"true"}`, `{"is_enabled":true,"type":"copy"}`,
			`{"incremental_backup":{"hour":"24"}}`, `{"incremental_backup":{"hour":["1","*"]}}`, `{"incremental_backup":{"hour":[null]}}`, `{"is_default":"yes"}`, `{"is_enabled":true,"tags":7}`, `{"meta":{},"objects":[{"name":1}]}`, `{"objects":[{"name":"a"}]}`,
			`{"incremental_backup":{"minute":60}}`, `{"incremental_backup":{"day_of_month":"0"}}`, `{"incremental_backup":{"month":"jan"}}`,
			`{"incremental_backup":{"day_of_week":[1]}}`, `{"incremental_backup":{"day_of_week":"monday"}}`,
			`{"incremental_backup":{"repeat":{"hour":"*/25"}}}`, `{"incremental_backup":{"repeat":{"minute":"*/1441"}}}`,
			`{"incremental_backup":{"start_time":"07:00"}}`, `{"incremental_backup":{"end_time":{"hour":24}}}`,
			`{"manual_incremental_backup":"2:00"}`, `{"retention_policy":{"rules":{}}}`,
			`{"retention_policy":{"rules":[{"period":"days"}]}}`, `{"retention_policy":{"rules":[{"period":"years","quantity":1}]}}`,
			`{"retention_policy":{"rules":[{"period":"days","quantity":0}]}}`, `{"retention_policy":{"rules":[{"time_option":1}]}}`,
			`{"retention_policy":{"rules":[{"period":"days","quantity":1,"time_option":1}]}}`,
			`{"retention_policy":{"rules":[{"period":"weeks","quantity":1,"time_option":7}]}}`,
			`{"rentention_policy":{"rules":[{"period":"months","quantity":1,"time_option":0}]}}`,
		},
		{
			`{}`, `{"entries":null}`, `{"schedule":null}`, `{"schedule":{}}`, creation(`"frequency":"SCHEDULE_YEARLY"`),
			creation(`"frequency":"SCHEDULE_MONTHLY","hour":1,"minute":0`),
			creation(`"frequency":"SCHEDULE_MONTHLY","hour":1,"minute":0,"day_of_month":29`),
			creation(`"frequency":"SCHEDULE_MONTHLY","hour":1,"minute":0,"on_days":["MON"]`),
			creation(`"frequency":"SCHEDULE_MONTHLY","hour":1,"minute":0,"on_days":["LAST_DAY_OF_MONTH"],"day_of_month":1`),
			creation(`"frequency":"SCHEDULE_DAILY_OR_WEEKLY","hour":24,"minute":0,"on_days":["MON"]`),
			creation(`"frequency":"SCHEDULE_DAILY_OR_WEEKLY","hour":1,"minute":0,"on_days":[]`),
			creation(`"frequency":"SCHEDULE_DAILY_OR_WEEKLY","hour":1,"minute":0,"on_days":["MON","EVERY_DAY"]`),
			creation(`"frequency":"SCHEDULE_DAILY_OR_WEEKLY","hour":1,"on_days":["MON"]`),
			creation(`"frequency":"SCHEDULE_HOURLY_OR_LESS","on_days":["MON"],"fire_every":100,"fire_every_interval":"FIRE_IN_HOURS"`),
			creation(`"frequency":"SCHEDULE_HOURLY_OR_LESS","on_days":["MON"],"fire_every":1,"fire_every_interval":"FIRE_IN_HOURS","window_end_hour":1`),
			creation(daily + `},"expiration_time_to_live":"0days","x":{`), creation(daily + `},"expiration_time_to_live":"5day","x":{`),
			creation(daily + `,"timezone":"Europe//Berlin"`),
		},
	} {
		f := forms[i]
		schema := f.schema(t)
		for _, text := range texts {
			if err := validate(schema, text); err == nil {
				t.Errorf("%s: %s is valid", f.name, text)
			}
			if _, err := f.parse([]byte(text)); err == nil {
				t.Errorf("%s: %s is accepted", f.name, text)
			}
		}
	}
}

const daily = `"frequency":"SCHEDULE_DAILY_OR_WEEKLY","hour":1,"minute":0,"on_days":["MON"]`

func creation(members string) string { return `{"schedule":{"creation_schedule":{` + members + `}}}` }
