package cloudsigma_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/cloudsigma"
)

// decoded reads JSON with numbers as they are written.
func decoded(t testing.TB, text []byte) (value any) {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return value
}

// corrected corrects the misspelt key in all schedulers of a decoded document.
func corrected(value any) any {
	switch value := value.(type) {
	case []any:
		for _, element := range value {
			corrected(element)
		}
	case map[string]any:
		corrected(value["objects"])
		if policy, ok := value["rentention_policy"]; ok {
			delete(value, "rentention_policy")
			value["retention_policy"] = policy
		}
	}
	return value
}

// roundTrip checks what a document that parses is written as.
func roundTrip(t testing.TB, text []byte) {
	document, err := cloudsigma.Parse(text)
	if err != nil {
		return
	}
	written, err := json.Marshal(document)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	if !reflect.DeepEqual(decoded(t, written), corrected(decoded(t, text))) {
		t.Errorf("%s\nis written as\n%s", text, written)
	}
	again, err := cloudsigma.Parse(written)
	if err != nil {
		t.Fatalf("%s\nis written as\n%s\n%v", text, written, err)
	}
	if twice, _ := json.Marshal(again); !bytes.Equal(twice, written) {
		t.Errorf("%s\nis written differently the second time:\n%s", written, twice)
	}
	for i, s := range document.Schedulers() {
		sameMeaning(t, s, again.Schedulers()[i])
		alone, err := json.Marshal(s)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		back, err := cloudsigma.Parse(alone)
		if err != nil {
			t.Fatalf("%s\nis written as\n%s\n%v", text, alone, err)
		}
		sameMeaning(t, s, back.Schedulers()[0])
	}
}

func sameMeaning(t testing.TB, a, b *cloudsigma.Scheduler) {
	t.Helper()
	if a.Policy().Name != b.Policy().Name || a.Type() != b.Type() || a.Policy().Enabled != b.Policy().Enabled ||
		!reflect.DeepEqual(a.Policy().Schedule.Rules(), b.Policy().Schedule.Rules()) || !reflect.DeepEqual(a.RetentionRules(), b.RetentionRules()) {
		t.Errorf("%v %v %v\nbecomes\n%v %v %v", a.Policy().Name, a.Policy().Schedule.Rules(), a.RetentionRules(),
			b.Policy().Name, b.Policy().Schedule.Rules(), b.RetentionRules())
	}
}

func TestRoundTrip(t *testing.T) {
	for _, path := range fixtures(t) {
		roundTrip(t, read(t, path))
	}
	for _, text := range []string{
		scheduler(`"x":1.50,"y":1e400,"z":-0,"big":12345678901234567890,"meta":{"<&>":"\u003c\u00e9\u2028"}`), // numbers as they are
		rules(`{"quantity":4,"period":"weeks","note":[]},{"time_option":"1","comment":{}}, {"period":"days","quantity":"07"}`),
		rules("{\"period\":\"weeks\",\"quantity\":4}\n,\n{\n\"time_option\" : 1\n}"),
		scheduler(`"rentention_policy":{"rules":[{"period":"weeks","quantity":4},{"time_option":1}]}`),
		scheduler(`"\u0072entention_policy":{}`), // an escaped key
		"[" + rules(`{"period":"weeks","quantity":4},{"time_option":1}`) + " , " + rules(`{"period":"months","quantity":4},{"time_option":2}`) + "]",
		`{"objects":[],"meta":{"limit":20}}`,
	} {
		if _, err := cloudsigma.Parse([]byte(text)); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		roundTrip(t, []byte(text))
	}
}

// TestMarshalKeepsText checks that what needs no repair is not touched at all.
func TestMarshalKeepsText(t *testing.T) {
	for path, want := range map[string]bool{"testdata/single.json": true, "testdata/create_answer.json": true, "testdata/detail.json": true, "testdata/detail_snapshot.json": true} {
		text := bytes.TrimSpace(read(t, path))
		document, err := cloudsigma.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if written, _ := document.MarshalJSON(); bytes.Equal(written, text) != want {
			t.Errorf("%s: got %s", path, written)
		}
	}
	if got, err := json.Marshal([]any{new(cloudsigma.Document), new(cloudsigma.Scheduler)}); string(got) != "[null,null]" {
		t.Errorf("got %s, %v", got, err)
	}
}

// TestMisspeltKey checks that the key is corrected, and a split rule not merged.
func TestMisspeltKey(t *testing.T) {
	document, err := cloudsigma.Parse([]byte(`{"rentention_policy": {"rules": [
	{"period": "weeks", "quantity": 4}, {"time_option": 1}]}}`))
	require.NoError(t, err)
	written, err := document.MarshalJSON()
	require.NoError(t, err)
	require.Equal(t, `{"retention_policy": {"rules": [
	{"period": "weeks", "quantity": 4}, {"time_option": 1}]}}`, string(written))
}

// TestBadInput checks that broken documents are refused, without a panic and
// in a time that is in proportion to their length.
func TestBadInput(t *testing.T) {
	text := read(t, "testdata/put_answer.json")
	trimmed := bytes.TrimSpace(text)
	for i := range trimmed {
		problems(t, string(trimmed[:i])) // cut off anywhere
	}
	const size = 10 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	for name, text := range map[string]string{
		"depth":       `{"is_enabled":true,"meta":` + fill("["),
		"duplicates":  `{"is_enabled":true` + fill(`,"a":1`) + `}`,
		"hours":       incremental(`"hour":[` + fill("24,") + `24]`),
		"rules":       rules(fill(`{"time_option":1},`) + `7`),
		"commas":      incremental(`"hour":"` + fill("1,") + `"`),
		"number":      incremental(`"hour":` + fill("9")),
		"zone":        scheduler(`"x":0,"user_timezone":"` + fill("a") + `"`),
		"unfinished":  `{"is_enabled":true,"name":"` + fill("x"),
		"manual list": scheduler(`"manual_incremental_backup":"` + fill("00:00,") + `"`),
	} {
		if got := problems(t, text); len(got) > 1<<20 {
			t.Errorf("%s: the error is %d bytes long", name, len(got))
		}
	}
	for name, text := range map[string]string{ // right, but as large
		"hours":      incremental(`"hour":[` + fill("23,") + `23]`),
		"rules":      rules(fill(`{"period":"days","quantity":1},`) + `{"period":"days","quantity":1}`),
		"split":      rules(fill(`{"period":"weeks","quantity":1},{"time_option":1},`) + `{"period":"days","quantity":1}`),
		"manual":     scheduler(`"manual_incremental_backup":"` + fill("00:00,") + `00:00"`),
		"meta":       scheduler(`"meta":{"a":"` + fill("x") + `"}`),
		"schedulers": `[` + fill(incremental(`"hour":"1","repeat":{}`)+",") + scheduler(`"meta":{}`) + `]`,
	} {
		document, err := cloudsigma.Parse([]byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _, err := document.MarshalJSON(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
