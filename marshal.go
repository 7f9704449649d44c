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

// UnmarshalJSON fails, except for null, which changes nothing. Without this method
// a document would be read as a policy that takes nothing and keeps everything;
// [document.Open] reads it.
//
// [document.Open]: https://pkg.go.dev/github.com/longcase/longcase/document#Open
func (p *Policy) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	return errors.New("longcase: a Policy has no JSON of its own: read it by document.Open")
}
