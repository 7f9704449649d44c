package longcase

import "errors"

// MarshalJSON fails. A policy as JSON is a document, of this module or of a
// vendor, and [document.Write] writes it; without this method the schedule and
// the retention would be lost as {}.
//
// [document.Write]: https://pkg.go.dev/github.com/longcase/longcase/document#Write
func (p Policy) MarshalJSON() ([]byte, error) {
	return nil, errors.New("longcase: a Policy has no JSON of its own: write it by document.Write, and read it by document.Open")
}
