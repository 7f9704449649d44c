package fuzz

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// Nearly generates texts one mutation away from a valid document. Some are valid
// all the same. A parser must accept or refuse each of them, quickly and without a
// panic.
func Nearly(documents *rapid.Generator[Document]) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		document := documents.Draw(t, "document")
		// A damaged text is seldom JSON. A damaged tree is, and gets past the first parser.
		if rapid.Bool().Draw(t, "mutate the text") {
			return mutateText(t, document.Text)
		}
		var tree any
		if err := json.Unmarshal([]byte(document.Text), &tree); err != nil {
			t.Fatalf("%v: %s", err, document.Text)
		}
		places := placesIn(tree)
		if len(places) == 0 {
			return "{}"
		}
		rapid.SampledFrom(places).Draw(t, "place").mutate(t)
		return text(tree)
	})
}

// mutateText damages a text as a broken connection or a careless editor would.
func mutateText(t *rapid.T, s string) string {
	i := rapid.IntRange(0, len(s)-1).Draw(t, "position")
	switch rapid.IntRange(0, 3).Draw(t, "damage") {
	case 0:
		return s[:i]
	case 1:
		return s[:i] + s[i+1:]
	case 2:
		junk := []string{`"`, "{", "[", ",", "\x00", "\xff", "1e9", "-0", `\u0000`}
		return s[:i] + rapid.SampledFrom(junk).Draw(t, "insert") + s[i:]
	}
	lines := strings.SplitAfter(s, "\n")
	i = rapid.IntRange(0, len(lines)-1).Draw(t, "line")
	// A line twice is a key twice, for most lines hold a key and its value.
	return strings.Join(lines[:i+1], "") + strings.Join(lines[i:], "")
}

// place is a member of an object in a decoded document.
type place struct {
	in  object
	key string
}

// String returns the key, for the draws that rapid prints.
func (p place) String() string { return p.key }

// GoString does as String.
func (p place) GoString() string { return p.key }

// placesIn lists the members of all objects in a decoded document.
func placesIn(v any) (places []place) {
	switch v := v.(type) {
	case object:
		for _, key := range sortedKeys(v) {
			places = append(places, place{v, key})
			places = append(places, placesIn(v[key])...)
		}
	case []any:
		for _, item := range v {
			places = append(places, placesIn(item)...)
		}
	}
	return places
}

// mutate changes a member: its value to another type or out of range, or its name,
// or removes it.
func (p place) mutate(t *rapid.T) {
	// Two mutations in five are wrong values: the forms of a field are many, and their borders
	// are where parsers err.
	switch rapid.IntRange(0, 4).Draw(t, "mutation") {
	case 0:
		delete(p.in, p.key)
	case 1:
		p.in[p.key+"s"] = p.in[p.key]
		delete(p.in, p.key)
	case 2:
		p.in[p.key] = []any{p.in[p.key], p.in[p.key]}
	default:
		p.in[p.key] = rapid.SampledFrom([]any{
			nil, true, "", "*", " ", "x", 0, -1, 24, 31, 32, 60, 128, 1e9, 1e300, 0.5, "-0", "1e9", "24", "*/0", "*/7",
			"Local", "Mars/Utopia", "0days", "100days", "5day", "5 days",
			[]any{},
			[]any{""},
			[]any{"mon", 3},
			object{},
			object{"hour": 25},
			strings.Repeat("9", 400), "\u2028", "02:00,", "24:00",
		}).Draw(t, "value")
	}
}

func sortedKeys(o object) []string { return slices.Sorted(maps.Keys(o)) }
