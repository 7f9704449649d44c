package cloudsigma

import (
	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
)

// ParseDeletion reads the body of a request to delete schedulers,
// {"objects": [{"uuid": ...}]}, and returns their uuids, each once, in order. At
// least one is wanted: an empty list could mean none or all.
//
// The vendor's example has commas before closing braces, which is no JSON, and
// clients copied it: this body alone is read with them. The error is a
// [*longcase.DocumentError] with every problem.
func ParseDeletion(body []byte) ([]string, error) {
	tree, _ := jsondoc.ParseLoose(body)
	var r reader.Reader
	root, syntax := r.Open(tree)
	if syntax != nil {
		return nil, r.Err()
	}
	objects := r.Need(root, "objects", "a list of objects with a uuid each")
	r.Only(root, "objects")
	// Other keys are refused: a body to create schedulers, sent with the wrong
	// method, must not delete any.
	if r.Is(objects, jsondoc.Array) && objects.Len() == 0 {
		r.Refuse(objects, longcase.CodeValue, "want at least one object with a uuid")
	}
	var uuids []string
	seen := map[string]bool{}
	for object := range objects.Elements() {
		if !r.Is(object, jsondoc.Object) {
			continue
		}
		r.Only(object, "uuid")
		uuid := text(&r, r.Need(object, "uuid", "a uuid"))
		// A repeated uuid deletes once, as deleting twice would fail half-way.
		if !seen[uuid] {
			uuids = append(uuids, uuid)
		}
		seen[uuid] = true
	}
	if err := r.Err(); err != nil {
		return nil, err
	}
	return uuids, nil
}

// text reads a string, and refuses the empty string.
func text(r *reader.Reader, n jsondoc.Node) string {
	if r.Is(n, jsondoc.String) && n.Text() == "" {
		r.Refuse(n, longcase.CodeValue, "want a uuid")
	}
	return n.Text()
}
