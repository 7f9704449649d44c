package jsondoc

import (
	"iter"
	"strconv"
	"strings"
)

// Node is a value of a document. The zero value is absent: it has no text, no
// members and no place. Nodes are comparable.
type Node struct {
	document *Document
	index    int32
}

func (n Node) node() *node { return &n.document.nodes[n.index] }

// Exists reports whether n is a value, and not the zero Node.
func (n Node) Exists() bool { return n.document != nil }

// Or returns n if it exists, and the other value otherwise.
func (n Node) Or(other Node) Node {
	if n.Exists() {
		return n
	}
	return other
}

// Kind returns the type of the value.
func (n Node) Kind() Kind {
	if !n.Exists() {
		return Absent
	}
	return n.node().kind
}

// Offset returns the number of bytes of the document before the value.
func (n Node) Offset() int {
	if !n.Exists() {
		return 0
	}
	return int(n.node().start)
}

// End returns the number of bytes of the document before the end of the value.
func (n Node) End() int {
	if !n.Exists() {
		return 0
	}
	return int(n.node().end)
}

// Raw returns the JSON text of the value, as written.
func (n Node) Raw() string {
	if !n.Exists() {
		return ""
	}
	return n.document.text[n.Offset():n.End()]
}

// Text returns the contents of a string, without quotes and escapes. It is empty for
// values of any other kind.
func (n Node) Text() string {
	if n.Kind() != String {
		return ""
	}
	raw := n.Raw()
	// Most strings have no escapes, and are parts of the text.
	raw = raw[1 : len(raw)-1]
	if n.node().escapes&valueEscapes != 0 {
		return unescaped(raw)
	}
	return raw
}

// IsTrue reports whether the value is true.
func (n Node) IsTrue() bool { return n.Kind() == Bool && n.Raw() == "true" }

// Key returns the key of a value in an object, without escapes, and "" for
// other values.
func (n Node) Key() string {
	if !n.Exists() {
		return ""
	}
	start, end := n.KeySpan()
	key := n.document.text[start:end] // of an element, "": its name is short
	if n.node().escapes&keyEscapes != 0 {
		return unescaped(key)
	}
	return key
}

// KeySpan returns the number of bytes of the document before the start and
// before the end of the text of a member's key, quotes not included.
func (n Node) KeySpan() (start, end int) {
	name := int(n.node().name)
	return name, name + int(n.node().nameLength)
}

// Parent returns the array or object that holds the value; it is absent for
// the outermost value.
func (n Node) Parent() Node {
	if !n.Exists() || n.node().parent < 0 {
		return Node{}
	}
	return Node{n.document, n.node().parent}
}

// Pointer returns the RFC 6901 pointer to the value. It is made when it is asked for,
// up through the parents: few values are ever in a problem.
func (n Node) Pointer() string {
	parent := n.Parent()
	switch parent.Kind() {
	case Object:
		return parent.PointerTo(n.Key())
	case Array:
		return parent.Pointer() + "/" + strconv.Itoa(int(n.node().name))
	}
	return ""
}

// PointerTo returns the pointer to a member of an object, which need not exist.
func (n Node) PointerTo(key string) string {
	return n.Pointer() + "/" + Escape(key)
}

// Escape returns a key as it stands in a JSON pointer, by RFC 6901.
func Escape(key string) string { return pointerEscapes.Replace(key) }

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

// Members ranges over the members of an object, in order: keys without escapes,
// and values. Values of other kinds have none.
func (n Node) Members() iter.Seq2[string, Node] {
	return func(yield func(string, Node) bool) {
		if n.Kind() != Object {
			return
		}
		for child := range n.children {
			if !yield(child.Key(), child) {
				return
			}
		}
	}
}

// Elements ranges over the elements of an array, in order. Values of other
// kinds have none.
func (n Node) Elements() iter.Seq[Node] {
	return func(yield func(Node) bool) {
		if n.Kind() == Array {
			n.children(yield)
		}
	}
}

// Len returns the number of members of an object or elements of an array. It counts
// them: call it once, and not in the condition of a loop.
func (n Node) Len() int {
	count := 0
	if n.Kind() >= Array {
		for range n.children {
			count++
		}
	}
	return count
}

// children ranges over the values directly inside. They are in the list of nodes
// after n, each followed by its own contents, which next steps over.
func (n Node) children(yield func(Node) bool) {
	nodes := n.document.nodes
	for i, end := n.index+1, nodes[n.index].next; i < end; i = nodes[i].next {
		if !yield(Node{n.document, i}) {
			return
		}
	}
}

// Get returns the first member of an object that has the key. It is absent if
// no member has it, and for values of other kinds. It looks at the members one by one:
// objects of policies have a dozen, for which a map would be slower to make than to
// do without.
func (n Node) Get(key string) Node {
	if n.Kind() == Object {
		for member := range n.children {
			if member.hasKey(key) {
				return member
			}
		}
	}
	return Node{}
}

// hasKey reports whether Key returns the key. Nearly always the lengths tell.
func (n Node) hasKey(key string) bool {
	at := n.node()
	if at.escapes&keyEscapes == 0 && int(at.nameLength) != len(key) {
		return false
	}
	return n.Key() == key
}
