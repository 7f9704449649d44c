package reader_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
)

func root(t testing.TB, text string) jsondoc.Node {
	t.Helper()
	document, err := jsondoc.Parse([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return document.Root()
}

// TestOrder checks that problems and findings come in the order of the text.
func TestOrder(t *testing.T) {
	var r reader.Reader
	n, _ := r.Open(tree([]byte(`{"a":1,"b":2,"c":3}`)))
	for _, key := range []string{"c", "a", "b"} {
		r.Find(n.Get(key), longcase.CodeUnknownKey, longcase.Info, "found")
	}
	var keys []string
	for _, finding := range r.TakeFindings() {
		keys = append(keys, finding.Pointer)
	}
	if got := strings.Join(keys, ""); got != "/a/b/c" || len(r.TakeFindings()) != 0 {
		t.Errorf("got %s", got)
	}
	r.Refuse(n.Get("b"), longcase.CodeValue, "want 0")
	r.Need(n, "z", "0")
	r.Refuse(n.Get("a"), longcase.CodeValue, "want 0")
	if got, want := fmt.Sprint(r.Err()), "/z: missing: want 0\n/a: not-allowed: 1: want 0\n/b: not-allowed: 2: want 0"; got != want {
		t.Errorf("got %s", got)
	}
}

func TestNoProblems(t *testing.T) {
	var r reader.Reader
	if r.Failed() || r.Err() != nil {
		t.Errorf("got %v", r.Err())
	}
}

func TestQuote(t *testing.T) {
	for text, want := range map[string]string{
		`1`:        `1`,
		`{"a": 1}`: `{"a": 1}`,
		"[1,\n2]":  `an array`,
		`{"a":"` + strings.Repeat("x", 60) + `"}`: `an object`,
		`"` + strings.Repeat("x", 58) + `"`:       `"` + strings.Repeat("x", 58) + `"`,
		`"` + strings.Repeat("x", 59) + `"`:       `"` + strings.Repeat("x", 39) + `...`,
		`"` + strings.Repeat("é", 30) + `"`:       `"` + strings.Repeat("é", 19) + `...`, // not in the middle of one
	} {
		if got := reader.Quote(root(t, text)); got != want {
			t.Errorf("%s: got %s", text, got)
		}
	}
}

func TestParseWhole(t *testing.T) {
	for text, want := range map[string]int{"0": 0, "07": 7, "999999999": 999999999} {
		if got, ok := reader.ParseWhole(text); got != want || !ok {
			t.Errorf("%s: got %d, %v", text, got, ok)
		}
	}
	for _, text := range []string{"", "-0", "+1", "1e9", "1.0", " 1", "1234567890", "٣"} {
		if got, ok := reader.ParseWhole(text); ok {
			t.Errorf("%s: got %d", text, got)
		}
	}
}

// tree parses a text, which need not be JSON.
func tree(text []byte) *jsondoc.Document {
	document, _ := jsondoc.Parse(text)
	return document
}
