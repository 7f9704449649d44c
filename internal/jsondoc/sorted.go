package jsondoc

import (
	"cmp"
	"maps"
	"slices"
)

// AppendSorted appends the JSON text of the value without white space, and with
// the keys of all objects in byte order. Keys and values are spelt as they were.
// An absent value is null.
func (n Node) AppendSorted(b []byte) []byte {
	switch n.Kind() {
	case Absent:
		return append(b, "null"...)
	case Array:
		return n.appendElements(b)
	case Object:
		return n.appendMembers(b)
	}
	return append(b, n.Raw()...)
}

// appendElements appends an array.
func (n Node) appendElements(b []byte) []byte {
	b = append(b, '[')
	first := true
	for element := range n.Elements() {
		if !first {
			b = append(b, ',')
		}
		first = false
		b = element.AppendSorted(b)
	}
	return append(b, ']')
}

// appendMembers appends an object. The order is that of the keys' meaning: "\u0061" is
// "a". Members with one key, of a document that was refused, keep their order.
func (n Node) appendMembers(b []byte) []byte {
	var members []Node
	for _, member := range n.Members() {
		members = append(members, member)
	}
	slices.SortStableFunc(members, func(x, y Node) int { return cmp.Compare(x.Key(), y.Key()) })
	b = append(b, '{')
	for i, member := range members {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, member.RawKey()...)
		b = append(b, ':')
		b = member.AppendSorted(b)
	}
	return append(b, '}')
}

// RawKey returns the key of a member as it is written, quotes included.
func (n Node) RawKey() string {
	start, end := n.KeySpan()
	return n.document.text[start-1 : end+1]
}

// JoinMembers returns an object of members, each a key and a value as JSON, in the
// order of the map's keys.
func JoinMembers(members map[string][]byte) []byte {
	b := []byte{'{'}
	for i, key := range slices.Sorted(maps.Keys(members)) {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, members[key]...)
	}
	return append(b, '}')
}
