// Package jsondoc reads JSON into a tree without any loss: the order of
// keys, numbers as they are written, and for each value its place in the text
// and its RFC 6901 pointer.
//
// It is strict where decoders commonly look away: a repeated key, half a
// surrogate pair, text that is not UTF-8 or that goes on after the value.
// Nesting and the length of keys and of the text are limited, so that reading any
// text takes time and memory in proportion to its length.
package jsondoc

// The limits of a document. They are far above the answers of an API, and keep a
// pointer, which is made of keys, from being much longer than the text.
const (
	MaxLength = 64 << 20 // bytes of text
	MaxDepth  = 100      // arrays and objects inside each other
	MaxKey    = 1024     // bytes of a key, as written
)

// Document is a JSON text and the values in it. It is immutable and safe for
// concurrent use.
type Document struct {
	text string
	// nodes holds every value of the text, in the order in which they start.
	// So the contents of a value follow it, up to its next.
	nodes      []node
	duplicates []int32
	err        *Error
	loose      bool // commas may stand before closing braces
}

// node is a value. Its fields are small because a value may be as short as two
// bytes of text.
type node struct {
	start, end int32 // of the value in the text
	parent     int32 // -1 for the outermost
	next       int32 // the first node after this one and all that it holds
	// name is where the key's text starts, after its quote, in an object, and
	// the index in an array.
	name       int32
	nameLength uint16
	kind       Kind
	escapes    escapes
}

// escapes tells which texts of a node hold backslashes.
type escapes uint8

const (
	keyEscapes escapes = 1 << iota
	valueEscapes
)

// Kind is the type of a JSON value.
type Kind uint8

const (
	// Absent is the kind of the zero [Node], which stands for no value.
	Absent Kind = iota
	Null
	Bool
	Number
	String
	Array
	Object
)

// kindNames is never written.
var kindNames = [...]string{
	"nothing", "null", "true or false", "a number", "a string", "an array", "an object",
}

// String returns the kind as in "want a number".
func (k Kind) String() string { return kindNames[k] }

// Parse reads a JSON value with nothing but white space around it. The error
// is an [*Error] for the first place where the text is not JSON; the document
// then holds the values up to there, the last of them maybe in part.
func Parse(text []byte) (*Document, error) { return parse(text, false) }

// ParseLoose is [Parse] for texts in which a comma may stand between the last
// member of an object and its closing brace, as in the vendor's example of a
// deletion.
func ParseLoose(text []byte) (*Document, error) { return parse(text, true) }

// parse reads a text. The parser works on a copy: the caller may change its bytes later.
func parse(text []byte, loose bool) (*Document, error) {
	// Offsets are 32 bits wide.
	if len(text) > MaxLength {
		err := &Error{Line: 1, Column: 1, Reason: "longer than 64 MiB"}
		return &Document{err: err}, err
	}
	p := parser{Document: Document{text: string(text), loose: loose}}
	// Documents as they are commonly indented have 16 bytes a value or more.
	p.nodes = make([]node, 0, len(text)/16+4)
	if !p.document() {
		return &p.Document, p.err
	}
	return &p.Document, nil
}

// Err returns the error with which [Parse] returned the document, or nil.
func (d *Document) Err() *Error { return d.err }

// Root returns the outermost value. It is absent if the text held nothing.
func (d *Document) Root() Node {
	if len(d.nodes) == 0 {
		return Node{}
	}
	return Node{d, 0}
}

// Duplicates returns every member whose key an earlier member of the same
// object has too, however either of them is escaped.
func (d *Document) Duplicates() []Node {
	var list []Node
	for _, i := range d.duplicates {
		list = append(list, Node{d, i})
	}
	return list
}
