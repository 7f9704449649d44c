package view

import (
	"strconv"
	"strings"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
)

// places returns findings about a document with their places in its text.
func places(text string, findings []longcase.Finding) []Mark {
	document, _ := jsondoc.Parse([]byte(text))
	marks := make([]Mark, 0, len(findings))
	for _, f := range findings {
		marks = append(marks, place(text, document, f))
	}
	return marks
}

// place returns a finding with its place: a value, the key of a value on several lines,
// or where the text stops to be JSON.
func place(text string, document *jsondoc.Document, f longcase.Finding) Mark {
	if err := document.Err(); err != nil && f.Code == longcase.CodeSyntax {
		return marked(text, err.Offset, err.Offset+1, remark(f))
	}
	start, end := span(text, find(document.Root(), f.Pointer))
	return marked(text, start, end, remark(f))
}

// find returns the value at a pointer, or else the innermost value around it.
func find(n jsondoc.Node, pointer string) jsondoc.Node {
	for step := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		next := child(n, unescape.Replace(step))
		if !next.Exists() {
			break
		}
		n = next
	}
	return n
}

// unescape reads a step of a pointer. It is never written.
var unescape = strings.NewReplacer("~1", "/", "~0", "~")

// child returns a member of an object or an element of an array.
func child(n jsondoc.Node, step string) jsondoc.Node {
	if n.Kind() != jsondoc.Array {
		return n.Get(step)
	}
	for element := range n.Elements() {
		if step == "0" {
			return element
		}
		index, err := strconv.Atoi(step)
		if err != nil {
			break
		}
		step = strconv.Itoa(index - 1)
	}
	return jsondoc.Node{}
}

// span returns the bytes to mark for a value.
func span(text string, n jsondoc.Node) (start, end int) {
	if !n.Exists() {
		return 0, 0
	}
	start, end = n.Offset(), n.End()
	if !strings.Contains(text[start:end], "\n") {
		return start, end
	}
	if from, to := n.KeySpan(); to > from {
		return from, to
	}
	return start, start + 1
}
