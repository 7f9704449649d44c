package jsondoc

import "slices"

// parser reads a text from start to end, once. Its methods that return a bool
// return whether the text was JSON so far.
//
// It puts the values into a single list, in the order of their texts, and so each value
// before its own members: the members of an object are the nodes after it, up to its
// next. A tree of pointers would take an allocation for each value, and a walk over
// all values would wander through memory.
type parser struct {
	Document
	pos   int
	depth int
}

// document reads the whole text: a value, and nothing after it. "{} {}" is two
// documents, of which a reader that stops early would drop one.
func (p *parser) document() bool {
	p.space()
	if !p.value(node{parent: -1}) {
		return false
	}
	p.space()
	if p.pos < len(p.text) {
		return p.fail(0, "want nothing after the value")
	}
	return true
}

// peek returns the byte at the position, 0 at the end of the text.
func (p *parser) peek() byte {
	if p.pos < len(p.text) {
		return p.text[p.pos]
	}
	return 0
}

// take steps over a byte if it is the next.
func (p *parser) take(c byte) bool {
	if p.peek() != c {
		return false
	}
	p.pos++
	return true
}

// space steps over white space: the four characters of RFC 8259, no other.
func (p *parser) space() {
	for p.pos < len(p.text) {
		switch p.text[p.pos] {
		case ' ', '\n', '\r', '\t':
			p.pos++
		default:
			return
		}
	}
}

// value reads a value into a new node, given with its parent and name.
func (p *parser) value(n node) bool {
	// A node is added before its content, so that it comes before its members.
	i := int32(len(p.nodes))
	n.start = int32(p.pos)
	n.kind = kindOf(p.peek())
	if len(p.nodes) == cap(p.nodes) {
		p.grow()
	}
	p.nodes = append(p.nodes, n)
	ok := p.content(i, n.kind)
	done := &p.nodes[i] // which the members may have moved
	done.end = int32(p.pos)
	done.next = int32(len(p.nodes))
	if !ok && n.kind != Array && n.kind != Object {
		done.kind = Absent // part of a value is none
	}
	return ok
}

// grow makes room for as many values as the text will have if it goes on as so
// far, and some more: growing little by little copies them all each time.
func (p *parser) grow() {
	have := len(p.nodes)
	expected := int(int64(have) * int64(len(p.text)) / int64(p.pos+1))
	p.nodes = slices.Grow(p.nodes, max(expected-have, 0)+have/8)
}

// kindOf tells the kind of a value from its first byte.
func kindOf(c byte) Kind {
	switch c {
	case '{':
		return Object
	case '[':
		return Array
	case '"':
		return String
	case 't', 'f':
		return Bool
	case 'n':
		return Null
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return Number
	}
	return Absent
}

// content reads the text of a value of a kind.
func (p *parser) content(i int32, kind Kind) bool {
	switch kind {
	case Object:
		return p.object(i)
	case Array:
		return p.array(i)
	case String:
		escaped, ok := p.string(i)
		if escaped {
			p.nodes[i].escapes |= valueEscapes
		}
		return ok
	case Number:
		return p.number(i)
	case Null:
		return p.literal(i, "null")
	case Bool:
		if p.peek() == 't' {
			return p.literal(i, "true")
		}
		return p.literal(i, "false")
	}
	return p.fail(i, "want a value")
}

// literal reads one of the three words of JSON. The error is at the first letter that
// differs.
func (p *parser) literal(i int32, word string) bool {
	for _, c := range []byte(word) {
		if !p.take(c) {
			return p.fail(i, "want "+word)
		}
	}
	return true
}

// number reads a number as RFC 8259 has it: without a plus sign, leading zeros, or a
// point at either end. Its value stays text, since 1e400 and 2.0 are for the caller
// to take or refuse.
func (p *parser) number(i int32) bool {
	p.take('-')
	if !p.take('0') && !p.digits(i) {
		return false
	}
	if p.take('.') && !p.digits(i) {
		return false
	}
	if p.take('e') || p.take('E') {
		if !p.take('+') {
			p.take('-')
		}
		return p.digits(i)
	}
	return true
}

// digits reads a digit or more.
func (p *parser) digits(i int32) bool {
	if !isDigit(p.peek()) {
		return p.fail(i, "want a digit")
	}
	for isDigit(p.peek()) {
		p.pos++
	}
	return true
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// array reads an array. An element's name is its index.
func (p *parser) array(i int32) bool {
	if !p.enter(i) || p.take(']') {
		return p.leave()
	}
	for index := int32(0); ; index++ {
		if !p.value(node{parent: i, name: index}) {
			return false
		}
		p.space()
		if p.take(']') {
			return p.leave()
		}
		if !p.take(',') {
			return p.fail(i, `want "," or "]"`)
		}
		p.space()
	}
}

// object reads an object. With loose, a comma may stand before the closing brace:
// the vendor's example of a body for deleting many has such commas, and clients
// copied it.
func (p *parser) object(i int32) bool {
	if !p.enter(i) || p.take('}') {
		return p.leave()
	}
	for {
		if !p.member(i) {
			return false
		}
		p.space()
		if p.take('}') {
			p.findDuplicates(i)
			return p.leave()
		}
		if !p.take(',') {
			return p.fail(i, `want "," or "}"`)
		}
		p.space()
		if p.loose && p.take('}') {
			p.findDuplicates(i)
			return p.leave()
		}
	}
}

// enter steps over the bracket that opens an array or object. The limit of the depth
// bounds the stack: a megabyte of opening brackets would take hundreds of megabytes of it.
func (p *parser) enter(i int32) bool {
	if p.depth++; p.depth > MaxDepth {
		return p.fail(i, "nested too deep, want at most 100 levels")
	}
	p.pos++
	p.space()
	return true
}

// leave is called after the bracket that closes an array or object.
func (p *parser) leave() bool {
	p.depth--
	return p.err == nil
}

// member reads a member of an object. The node keeps where its key is, and not the
// key: most keys are never asked for, and their length fits 16 bits.
func (p *parser) member(i int32) bool {
	if p.peek() != '"' {
		return p.fail(i, "want a key in quotes")
	}
	start := p.pos + 1
	escaped, ok := p.string(i)
	if !ok {
		return false
	}
	length := p.pos - 1 - start
	if length > MaxKey {
		// The place is the key's, and not that of the text after it.
		p.pos = start - 1
		return p.fail(i, "the key is longer than 1024 bytes")
	}
	p.space()
	if !p.take(':') {
		return p.fail(i, `want ":" after the key`)
	}
	p.space()
	n := node{parent: i, name: int32(start), nameLength: uint16(length)}
	if escaped {
		n.escapes = keyEscapes
	}
	return p.value(n)
}

// findDuplicates notes the members of an object whose keys occur before them. Of
// {"hour":2,"hour":3} encoding/json takes the last and others the first, so a backup
// would run at two or at three by who reads the document. Keys are compared without
// escapes: "h\u006fur" is "hour".
func (p *parser) findDuplicates(i int32) {
	const few = 32 // up to here comparing all pairs beats a map
	var buffer [few]string
	keys := buffer[:0]
	var seen map[string]bool
	for c := i + 1; c < int32(len(p.nodes)); c = p.nodes[c].next {
		key := Node{&p.Document, c}.Key()
		// Objects of policies have a dozen keys, and pay for no map.
		if len(keys) < few {
			for _, earlier := range keys {
				if key == earlier {
					p.duplicates = append(p.duplicates, c)
					break
				}
			}
			keys = append(keys, key)
			continue
		}
		// The keys so far are distinct or noted as duplicates; the map begins with all of them.
		if seen == nil {
			seen = make(map[string]bool)
			for _, earlier := range keys {
				seen[earlier] = true
			}
		}
		if seen[key] {
			p.duplicates = append(p.duplicates, c)
		}
		seen[key] = true
	}
}
