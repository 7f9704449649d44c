package jsondoc_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/longcase/longcase/internal/jsondoc"
)

// FuzzParse compares with encoding/json, which takes all that this package
// takes, and refuses nothing more than this package says it is strict about.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,-0,1e9,2.5E-3,true,false,null,"x"],"a":{"b":{}}}`,
		`[[[[]]]]`, `"\u00e9\ud83d\ude00"`, `"\ud83d"`, `{"a":1,}`, `[1 2]`, `{"objects":[{"uuid":"`, "\"\xff\"", "",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		document, err := jsondoc.Parse(text)
		root := document.Root()
		visit(root) // no panic, also where there is an error
		if valid := json.Valid(text); err == nil && !valid {
			t.Errorf("%q is taken", text)
		} else if err != nil && valid && !strict(err, text) {
			t.Errorf("%q is refused: %v", text, err)
		}
		if err == nil && string(root.Edited(nil)) != strings.Trim(string(text), " \t\r\n") {
			t.Errorf("%q is written as %q", text, root.Edited(nil))
		}
	})
}

// strict reports whether a text that encoding/json takes is one that may be
// refused nevertheless.
func strict(err error, text []byte) bool {
	var syntax *jsondoc.Error
	return errors.As(err, &syntax) && (!utf8.Valid(text) ||
		bytes.Contains(text, []byte(`\u`)) && strings.Contains(syntax.Reason, "surrogates") ||
		strings.Contains(syntax.Reason, "longer") || strings.Contains(syntax.Reason, "deep"))
}

// visit reads all that there is about every value.
func visit(n jsondoc.Node) {
	_, _, _, _ = n.Pointer(), n.Key(), n.Raw(), n.Text()
	for _, member := range n.Members() {
		visit(member)
	}
	for element := range n.Elements() {
		visit(element)
	}
}
