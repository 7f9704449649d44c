package jsondoc_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/longcase/longcase/internal/jsondoc"
)

func parse(t testing.TB, text string) jsondoc.Node {
	t.Helper()
	document, err := jsondoc.Parse([]byte(text))
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return document.Root()
}

// outline lists every value in a tree: its pointer, kind and text.
func outline(n jsondoc.Node) (lines []string) {
	lines = append(lines, n.Pointer()+" "+n.Kind().String()+" "+n.Raw())
	for key, member := range n.Members() {
		if key != member.Key() {
			lines = append(lines, "key "+key+" is not "+member.Key())
		}
		lines = append(lines, outline(member)...)
	}
	for element := range n.Elements() {
		lines = append(lines, outline(element)...)
	}
	return lines
}

func TestTree(t *testing.T) {
	const text = ` { "b" : [ 1e9 , -0, [] , {"":null} ],
		"a/~\"\u00e9": "x\n", "" : false , "t":true } `
	want := []string{
		` an object ` + strings.TrimSpace(text),
		`/b an array [ 1e9 , -0, [] , {"":null} ]`,
		`/b/0 a number 1e9`,
		`/b/1 a number -0`,
		`/b/2 an array []`,
		`/b/3 an object {"":null}`,
		`/b/3/ null null`,
		`/a~1~0"é a string "x\n"`,
		`/ true or false false`,
		`/t true or false true`,
	}
	if got := outline(parse(t, text)); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestText(t *testing.T) {
	for text, want := range map[string]string{
		`""`:                    "",
		`"a"`:                   "a",
		`"\"\\\/\b\f\n\r\t"`:    "\"\\/\b\f\n\r\t",
		`"\u0041\u00E9\u20ac."`: "Aé€.",
		`"\ud83d\ude00"`:        "😀",
		`"é€😀"`:                 "é€😀",
		`1`:                     "", // not text
		`["a"]`:                 "",
	} {
		if got := parse(t, text).Text(); got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

func TestGet(t *testing.T) {
	n := parse(t, `{"a":1,"\u0062":[2,{"a":3}],"a":4}`)
	if got := n.Get("a").Raw(); got != "1" {
		t.Errorf("a: got %s, want the first", got)
	}
	if got := n.Get("b"); got.Len() != 2 || got.Parent() != n {
		t.Errorf("b: got %s", got.Raw())
	}
	for _, none := range []jsondoc.Node{n.Get("c"), n.Get("b").Get("a"), n.Get("c").Get("a"), {}} {
		if none.Exists() || none.Kind() != jsondoc.Absent || none.Raw() != "" || none.Pointer() != "" ||
			none.Key() != "" || none.Len() != 0 || none.Offset() != 0 || none.End() != 0 {
			t.Errorf("got %v, want nothing", none)
		}
	}
	if got := n.PointerTo("x/y"); got != "/x~1y" {
		t.Errorf("got %s", got)
	}
}

func TestErrors(t *testing.T) {
	tests := []struct{ text, want string }{
		{``, `: line 1, column 1: end of text: want a value`},
		{"\n ", `: line 2, column 2: end of text: want a value`},
		{`{"a":1`, `: line 1, column 7: end of text: want "," or "}"`},
		{`{"a":[1`, `/a: line 1, column 8: end of text: want "," or "]"`},
		{`{"a":`, `/a: line 1, column 6: end of text: want a value`},
		{`{"a`, `: line 1, column 4: end of text: want a closing quote`},
		{`{"a" 1}`, `: line 1, column 6: "1": want ":" after the key`},
		{"{\"a\":1,\n}", `: line 2, column 1: "}": want a key in quotes`}, // a trailing comma
		{`[1,]`, `/1: line 1, column 4: "]": want a value`},
		{`[1 2]`, `: line 1, column 4: "2": want "," or "]"`},
		{`{a:1}`, `: line 1, column 2: "a": want a key in quotes`},
		{`1 2`, `: line 1, column 3: "2": want nothing after the value`},
		{`{}}`, `: line 1, column 3: "}": want nothing after the value`},
		{`[nul]`, `/0: line 1, column 5: "]": want null`},
		{`[True]`, `/0: line 1, column 2: "T": want a value`},
		{`[NaN]`, `/0: line 1, column 2: "N": want a value`},
		{`[1.]`, `/0: line 1, column 4: "]": want a digit`},
		{`[.5]`, `/0: line 1, column 2: ".": want a value`},
		{`[+1]`, `/0: line 1, column 2: "+": want a value`},
		{`[-]`, `/0: line 1, column 3: "]": want a digit`},
		{`[1e]`, `/0: line 1, column 4: "]": want a digit`},
		{`[01]`, `: line 1, column 3: "1": want "," or "]"`},
		{`{"a":"é` + "\n" + `"}`, `/a: line 1, column 8: "\n": want control characters in text escaped`},
		{`["\x"]`, `/0: line 1, column 3: "\\": want one of \" \\ \/ \b \f \n \r \t \u0000, and surrogates in pairs`},
		{`["\u12g4"]`, `/0: line 1, column 3: "\\": want one of \" \\ \/ \b \f \n \r \t \u0000, and surrogates in pairs`},
		{`["\ud83d"]`, `/0: line 1, column 3: "\\": want one of \" \\ \/ \b \f \n \r \t \u0000, and surrogates in pairs`},
		{"[\"\xff\"]", `/0: line 1, column 3: "\xff": want UTF-8`},
		{"\ufeff{}", `: line 1, column 1: "\ufeff": want a value`}, // a byte order mark
		{`{"` + strings.Repeat("k", 1025) + `":1}`, `: line 1, column 2: "\"": the key is longer than 1024 bytes`},
		{strings.Repeat("[", 101), strings.Repeat("/0", 100) + `: line 1, column 101: "[": nested too deep, want at most 100 levels`},
	}
	for _, test := range tests {
		_, err := jsondoc.Parse([]byte(test.text))
		if err == nil || err.Error() != test.want {
			t.Errorf("%.40q:\n got %v\nwant %v", test.text, err, test.want)
			continue
		}
		var syntax *jsondoc.Error
		if !errors.As(err, &syntax) || syntax.Truncated() != (syntax.Offset == len(test.text)) {
			t.Errorf("%.40q: truncated is %v at byte %d", test.text, syntax.Truncated(), syntax.Offset)
		}
	}
}

// TestPartial checks that what comes before a syntax error can be read.
func TestPartial(t *testing.T) {
	document, err := jsondoc.Parse([]byte(`{"a":{"b":1,"c":"d`))
	if err == nil {
		t.Fatal("no error")
	}
	root := document.Root()
	if root.Get("a").Get("b").Raw() != "1" || root.Get("a").Get("c").Text() != "" {
		t.Errorf("got %q", outline(root))
	}
}

func TestDuplicates(t *testing.T) {
	many := func(last string) string { // enough keys for a map
		var b strings.Builder
		for i := range 100 {
			b.WriteString(`"` + strings.Repeat("k", i) + `":0,`)
		}
		return "{" + b.String() + `"` + last + `":1}`
	}
	tests := []struct {
		text string
		want []string
	}{
		{`{"a":1,"b":2}`, nil},
		{`{"a":1,"b":2,"a":3,"a":4}`, []string{"/a 3", "/a 4"}},
		{`{"a":1,"\u0061":2}`, []string{"/a 2"}}, // the same key, escaped
		{`{"a":1,"A":2}`, nil},
		{`[{"a":1},{"a":1}]`, nil},
		{`[{"a":{"a":1,"a":2}}]`, []string{"/0/a/a 2"}},
		{many("x"), nil},
		{many("k"), []string{"/k 1"}},
		{many(strings.Repeat("k", 99)), []string{"/" + strings.Repeat("k", 99) + " 1"}},
	}
	for _, test := range tests {
		document, err := jsondoc.Parse([]byte(test.text))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, n := range document.Duplicates() {
			got = append(got, n.Pointer()+" "+n.Raw())
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%.40s: got %q, want %q", test.text, got, test.want)
		}
	}
}

func TestEdited(t *testing.T) {
	n := parse(t, ` {"ab": 1, "c": [2, 3]} `)
	start, end := n.Get("ab").KeySpan()
	last := n.Get("c")
	edits := []jsondoc.Edit{
		{Start: start, End: end, Text: "x"},
		{Start: last.Offset() + 1, End: last.Offset() + 1, Text: "0, "},
	}
	if got := string(n.Edited(edits)); got != `{"x": 1, "c": [0, 2, 3]}` {
		t.Errorf("got %s", got)
	}
	if got := string(last.Edited(edits)); got != `[0, 2, 3]` {
		t.Errorf("got %s", got)
	}
	if got := string(jsondoc.Node{}.Edited(edits)); got != "null" {
		t.Errorf("got %s", got)
	}
}

// TestLarge reads documents of ten megabytes. Any step whose cost is not
// linear would take hours.
func TestLarge(t *testing.T) {
	const size = 10 << 20
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	var keys strings.Builder
	for i := 0; keys.Len() < size; i++ {
		keys.WriteString(`"` + strings.Repeat("k", i%1000) + string(rune('a'+i%26)) + `":[],`)
	}
	for name, text := range map[string]string{
		"elements":   "[" + fill("1,") + "1]",
		"empty":      "[" + fill("[],") + "[]]",
		"same keys":  "{" + fill(`"a":1,`) + `"a":1}`,
		"keys":       "{" + keys.String() + `"":1}`,
		"string":     `"` + fill("a") + `"`,
		"escapes":    `"` + fill(`\n`) + `"`,
		"number":     fill("1"),
		"space":      fill(" ") + "1",
		"truncated":  "[" + fill(`{"a":"b"},`),
		"depth":      fill("["),
		"unfinished": fill(`{"a":`),
	} {
		document, err := jsondoc.Parse([]byte(text))
		if document.Root().Pointer() != "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := jsondoc.Parse(make([]byte, jsondoc.MaxLength+1)); err == nil {
		t.Error("no error above MaxLength")
	}
}
