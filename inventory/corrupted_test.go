package inventory_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/inventory"
)

// copies is the number of corrupted copies of each list.
const copies = 1000

// outcome is the most that a corrupted copy may be read as; all may be refused.
type outcome int

const (
	anError   outcome = iota // nothing else
	sameNames                // values of two snapshots may have changed places
	asSafe                   // and no snapshot loses a hold or lock
)

// TestCorrupted reads a thousand corrupted copies of each list, with the format
// given and recognised. Most are refused. The others have the names of the whole
// list, all of them and no more.
func TestCorrupted(t *testing.T) {
	for name, format := range fixtures {
		text := fixture(t, name)
		random := rand.New(rand.NewPCG(1, uint64(len(text))))
		corrupt := corruptLines(random, format, text)
		if strings.HasSuffix(name, ".json") {
			corrupt = corruptJSON(random, format, text)
		}
		want, err := read(format, text)
		require.NoError(t, err)
		refused := 0
		for range copies {
			bad, may := corrupt()
			for _, as := range []inventory.Format{format, inventory.Auto} {
				got, err := read(as, bad)
				if err != nil {
					refused++
				} else if problem := judge(may, want, got); problem != "" {
					t.Fatalf("%s: %s:\n%s", name, problem, bad)
				}
			}
		}
		require.Greater(t, refused, copies, name) // of 2,000: it does corrupt
	}
}

// judge returns the fault of the items of a corrupted copy, or nothing.
func judge(may outcome, want, got []inventory.Item) string {
	if may == anError {
		return "not refused"
	}
	if !slices.Equal(names(want), names(got)) {
		return "other names"
	}
	if may == sameNames {
		return ""
	}
	for _, item := range got {
		at := slices.IndexFunc(want, func(w inventory.Item) bool { return w.Name == item.Name })
		was, is := want[at].Snapshot, item.Snapshot
		if was.Held && !is.Held || was.Locked && !is.Locked {
			return "no longer held or locked"
		}
	}
	return ""
}

// names returns the names in order. Nothing is deleted by an empty one.
func names(items []inventory.Item) (list []string) {
	for _, item := range items {
		if item.Name != "" {
			list = append(list, item.Name)
		}
	}
	slices.Sort(list)
	return list
}

// corruptLines returns corrupted copies of a list of lines. None is cut after a
// newline: that is another whole list, which no reader can tell.
func corruptLines(
	random *rand.Rand, format inventory.Format, text string,
) func() (bad string, may outcome) {
	return func() (bad string, may outcome) {
		lines := strings.SplitAfter(text, "\n")
		lines = lines[:len(lines)-1]
		i, j := random.IntN(len(lines)), random.IntN(len(lines))
		switch random.IntN(5) {
		case 0: // cut
			at := 1 + random.IntN(len(text)-1)
			for text[at-1] == '\n' {
				at--
			}
			return text[:at], anError
		case 1: // the whole doubled, without the last newline
			return text + strings.TrimSuffix(text, "\n"), anError
		case 2:
			lines[i], lines[j] = lines[j], lines[i]
		case 3:
			lines[i] = corruptFields(random, format, lines[i])
		case 4: // a line doubled: without a name it may be
			if strings.ContainsAny(lines[i], "\t@") || format == inventory.Btrfs {
				may = anError
			} else {
				may = asSafe
			}
			return strings.Join(slices.Insert(lines, j, lines[i]), ""), may
		}
		return strings.Join(lines, ""), asSafe
	}
}

// corruptFields returns a line with two fields swapped, or with one of another
// type. A path of btrfs has no type, and its words no order that could be wrong.
func corruptFields(random *rand.Rand, format inventory.Format, line string) string {
	separator, path := "\t", len(line)-1
	if format == inventory.Btrfs {
		separator, path = " ", strings.Index(line, " path ")
	}
	fields := strings.Split(line[:path], separator)
	i, j := random.IntN(len(fields)), random.IntN(len(fields))
	switch {
	case random.IntN(2) == 0:
		fields[i], fields[j] = fields[j], fields[i]
	case format == inventory.Plain:
		fields[0] = "[7]"
	default:
		fields[i] = "[7]"
	}
	return strings.Join(fields, separator) + line[path:]
}

// composed is the formats whose names are made of several values: swapping one
// of these makes a name that no reader can tell from a right one.
var composed = []inventory.Format{inventory.Proxmox, inventory.Kubernetes, inventory.Qumulo}

// corruptJSON returns corrupted copies of a list in JSON.
func corruptJSON(
	random *rand.Rand, format inventory.Format, text string,
) func() (bad string, may outcome) {
	document, err := jsondoc.Parse([]byte(text))
	if err != nil {
		panic(err)
	}
	nodes := all(document.Root(), nil)
	trimmed := strings.TrimSpace(text)
	return func() (bad string, may outcome) {
		a, b := nodes[random.IntN(len(nodes))], nodes[random.IntN(len(nodes))]
		switch random.IntN(5) {
		case 0: // cut
			return trimmed[:1+random.IntN(len(trimmed)-1)], anError
		case 1: // the whole doubled
			return text + text, anError
		case 2:
			return swapped(format, text, a, b)
		case 3:
			return mistyped(text, a, jsondoc.Kind(1+random.IntN(6)))
		}
		return doubled(text, a)
	}
}

// swapped returns a list with two values in each other's place.
func swapped(format inventory.Format, text string, a, b jsondoc.Node) (bad string, may outcome) {
	if a.Offset() > b.Offset() {
		a, b = b, a
	}
	alike := a.Kind() == b.Kind() && a.Kind() != jsondoc.Object
	if a.End() > b.Offset() || alike && slices.Contains(composed, format) {
		return text, asSafe
	}
	return text[:a.Offset()] + b.Raw() + text[a.End():b.Offset()] + a.Raw() + text[b.End():], sameNames
}

// doubled returns a list with an element there twice, or a key.
func doubled(text string, n jsondoc.Node) (bad string, may outcome) {
	start := n.Offset()
	switch n.Parent().Kind() {
	case jsondoc.Object:
		start, _ = n.KeySpan()
		start-- // the quote
	case jsondoc.Array:
		may = asSafe // of a tag, or a file
	}
	return text[:n.End()] + "," + text[start:n.End()] + text[n.End():], may
}

// mistyped returns a list with a value of another kind in one's place. A lock
// key of null is no lock, and right.
func mistyped(text string, n jsondoc.Node, kind jsondoc.Kind) (bad string, may outcome) {
	literals := map[jsondoc.Kind]string{
		jsondoc.Null: "null", jsondoc.Bool: "true", jsondoc.Number: "7",
		jsondoc.String: `"7"`, jsondoc.Array: "[7]", jsondoc.Object: `{"7":7}`,
	}
	if kind == n.Kind() || n.Key() == "lock_key" {
		return text, asSafe
	}
	return text[:n.Offset()] + literals[kind] + text[n.End():], asSafe
}

// all lists a value and the values in it.
func all(n jsondoc.Node, list []jsondoc.Node) []jsondoc.Node {
	list = append(list, n)
	for _, member := range n.Members() {
		list = all(member, list)
	}
	for element := range n.Elements() {
		list = all(element, list)
	}
	return list
}
