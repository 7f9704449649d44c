package cloudsigma_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/internal/jsondoc"
)

// odd holds what stands in the place of other values in TestMutations.
var odd = []string{
	`null`, `true`, `false`, `0`, `-0`, `1`, `32`, `1e9`, `1.5`, `99999999999999999999`,
	`""`, `"*"`, `"0"`, `"07"`, `"1,2"`, `"*/7"`, `"mon"`, `"x"`, `"weeks"`, `"23:59"`, `"Asia/Kolkata"`,
	`[]`, `[""]`, `["*"]`, `[1]`, `["sat","sun"]`, `[{}]`, `{}`, `{"hour":"5"}`, `{"rules":[]}`, `{"time_option":1}`,
}

// TestMutations puts every odd value in the place of every value of a
// scheduler, and leaves every value out. Whatever comes of it is either refused
// at places that exist, or written as it was read.
func TestMutations(t *testing.T) {
	for _, path := range []string{"testdata/put_answer.json", "testdata/schedulers/defined_hours_backups.json"} {
		text := string(read(t, path))
		document, err := jsondoc.Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		refused, accepted := 0, 0
		for n := range values(document.Root()) {
			for _, value := range odd {
				if mutated(t, text[:n.Offset()]+value+text[n.End():]) {
					accepted++
				} else {
					refused++
				}
			}
			if n.Parent().Kind() == jsondoc.Object {
				start, _ := n.KeySpan()
				mutated(t, text[:start]+"other "+text[start:]) // as if the key were not there
			}
		}
		if refused < 500 || accepted < 300 {
			t.Errorf("%s: %d are refused and %d accepted", path, refused, accepted)
		}
	}
}

// values ranges over a value and all that it holds.
func values(n jsondoc.Node) func(yield func(jsondoc.Node) bool) {
	return func(yield func(jsondoc.Node) bool) {
		if !yield(n) {
			return
		}
		for _, member := range n.Members() {
			values(member)(yield)
		}
		for element := range n.Elements() {
			values(element)(yield)
		}
	}
}

// mutated checks one mutated text and reports whether it is accepted.
func mutated(t *testing.T, text string) bool {
	document, err := cloudsigma.Parse([]byte(text))
	if err == nil {
		roundTrip(t, []byte(text))
		pointersExist(t, text, document.Findings())
		return true
	}
	var refusal *longcase.DocumentError
	if !errors.As(err, &refusal) || len(refusal.Problems) == 0 {
		t.Fatalf("%s: %v", text, err)
	}
	for i, p := range refusal.Problems {
		if p.Code == longcase.CodeMissing {
			refusal.Problems[i].Pointer = p.Pointer[:strings.LastIndex(p.Pointer, "/")]
		}
	}
	pointersExist(t, text, refusal.Problems)
	return false
}

// pointersExist checks that there is a value at every pointer.
func pointersExist(t *testing.T, text string, findings []longcase.Finding) {
	t.Helper()
	value := decoded(t, []byte(text))
	for _, f := range findings {
		at, ok := value, true
		for _, step := range strings.Split(f.Pointer, "/")[1:] {
			switch held := at.(type) {
			case map[string]any:
				at, ok = held[strings.NewReplacer("~1", "/", "~0", "~").Replace(step)]
			case []any:
				index, err := strconv.Atoi(step)
				if ok = err == nil && index < len(held); ok {
					at = held[index]
				}
			default:
				ok = false
			}
			if !ok {
				t.Fatalf("%s: there is nothing at %s", text, f.Pointer)
			}
		}
	}
}
