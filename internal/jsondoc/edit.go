package jsondoc

// Edit replaces the bytes from Start to End of a document's text.
type Edit struct {
	Start, End int
	Text       string
}

// Edited returns the JSON text of the value with the edits within it, which are in
// order and do not overlap. An absent value is null.
func (n Node) Edited(edits []Edit) []byte {
	if !n.Exists() {
		return []byte("null")
	}
	at, end := n.Offset(), n.End()
	var b []byte
	for _, e := range edits {
		// Edits of other values of the document are passed over: a scheduler that is written
		// alone has its own only.
		if at <= e.Start && e.End <= end {
			b = append(b, n.document.text[at:e.Start]...)
			b = append(b, e.Text...)
			at = e.End
		}
	}
	return append(b, n.document.text[at:end]...)
}
