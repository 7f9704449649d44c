package reader

import (
	"errors"
	"fmt"
	"slices"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/timezone"
)

// Is reports whether a value is of a kind. Values of other kinds are refused,
// except absent values.
func (r *Reader) Is(n jsondoc.Node, kind jsondoc.Kind) bool {
	if n.Kind() != kind && n.Kind() != jsondoc.Absent {
		r.Refuse(n, longcase.CodeType, "want "+kind.String())
	}
	return n.Kind() == kind
}

// Text reads a string; "" for an absent value.
func (r *Reader) Text(n jsondoc.Node) string {
	r.Is(n, jsondoc.String)
	return n.Text()
}

// Bool reads true or false; an absent value is as given.
func (r *Reader) Bool(n jsondoc.Node, absent bool) bool {
	if r.Is(n, jsondoc.Bool) {
		return n.IsTrue()
	}
	return absent
}

// Whole reads a whole number from low to high, written in digits alone: -0, 1e9
// and 7.0 are refused. ok is false for an absent value.
func (r *Reader) Whole(n jsondoc.Node, low, high int) (number int, ok bool) {
	if !r.Is(n, jsondoc.Number) {
		return 0, false
	}
	if number, ok = ParseWhole(n.Raw()); ok && low <= number && number <= high {
		return number, true
	}
	r.Refuse(n, longcase.CodeValue, fmt.Sprintf("want a whole number from %d to %d", low, high))
	return 0, false
}

// ParseWhole reads a number of one to nine digits and nothing else: no sign, no
// space, no point. Nine digits fit an int of 32 bits.
func ParseWhole(s string) (number int, ok bool) {
	if len(s) == 0 || len(s) > 9 {
		return 0, false
	}
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return 0, false
		}
		number = number*10 + int(c-'0')
	}
	return number, true
}

// Zone reads the name of a time zone; an absent or empty name is UTC.
func (r *Reader) Zone(n jsondoc.Node) *timezone.Zone {
	name := r.Text(n)
	if r.full() {
		return nil // the document is refused, and a zone takes time to look for
	}
	zone, err := timezone.Load(name)
	var refused *timezone.LoadError
	if errors.As(err, &refused) {
		r.Refuse(n, longcase.CodeUnknownZone, refused.Reason)
		return nil
	}
	// A retired name loads, with the rules of today's: it is kept as written.
	if current := timezone.Canonical(name); current != name {
		r.Find(n, longcase.CodeZoneRetired, longcase.Warning,
			fmt.Sprintf("%q is a retired name; today's is %q", name, current))
	}
	return zone
}

// Know finds the members of an object with unknown keys.
func (r *Reader) Know(object jsondoc.Node, known []string) {
	for key, member := range object.Members() {
		if !slices.Contains(known, key) {
			r.Find(member, longcase.CodeUnknownKey, longcase.Info,
				fmt.Sprintf("the key %q is kept but decides nothing", key))
		}
	}
}

// Only refuses the members of an object with keys other than the only key.
func (r *Reader) Only(object jsondoc.Node, only string) {
	for key, member := range object.Members() {
		if key != only {
			r.Refuse(member, longcase.CodeUnknownKey, "want the key "+only+" alone")
		}
	}
}
