package cloudsigma

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/longcase/longcase/internal/jsondoc"
)

// Identity is the part of a scheduler that the vendor adds on creation.
type Identity struct {
	UUID  string // of the scheduler
	Owner string // the uuid of the user
	// ResourceURI and OwnerURI are the paths of the scheduler and of the user;
	// "" is "/api/2.0/backupschedulers/UUID/" and "/api/2.0/user/OWNER/".
	ResourceURI, OwnerURI string
}

// Identify returns the scheduler with an identity in place of its own.
func (s *Scheduler) Identify(id Identity) *Scheduler {
	type owner struct {
		ResourceURI string `json:"resource_uri"`
		UUID        string `json:"uuid"`
	}
	quoted := func(v any) []byte {
		text, _ := json.Marshal(v) // cannot fail for strings
		return text
	}
	// The node stays as it was read: the identity stands beside it, so that a copy costs no
	// parsing, and the caller's scheduler does not change.
	identified := *s
	identified.uuid = id.UUID
	identified.replaced = map[string][]byte{
		"uuid":         quoted(id.UUID),
		"resource_uri": quoted(cmp.Or(id.ResourceURI, "/api/2.0/backupschedulers/"+id.UUID+"/")),
		"owner":        quoted(owner{cmp.Or(id.OwnerURI, "/api/2.0/user/"+id.Owner+"/"), id.Owner}),
	}
	return &identified
}

// Answer returns the scheduler as answers print it: without white space, keys in
// alphabetical order at every level, absent keys with their defaults, unknown
// keys included, and retention rules split or merged as they were read. With
// names, it returns these keys alone.
func (s *Scheduler) Answer(names ...string) []byte {
	return s.answer(nil, func(key string) bool {
		return len(names) == 0 || slices.Contains(names, key)
	})
}

// Brief returns the scheduler as an item of a short listing, which lacks its
// schedule and its retention.
func (s *Scheduler) Brief() []byte { return s.answer(nil, isBrief) }

// isBrief reports whether short listings have a key. They have none that we do not know.
func isBrief(key string) bool {
	f := fieldOf(key)
	return f != nil && f.brief
}

// CreateAnswer returns the answer to a request for new schedulers: all of
// them in full.
func CreateAnswer(created []*Scheduler) []byte {
	b := []byte(`{"objects":`)
	b = appendList(b, created, full)
	return append(b, '}')
}

// appendList appends schedulers as an array, each by a method that writes it.
func appendList(b []byte, list []*Scheduler, answer func(*Scheduler) []byte) []byte {
	b = append(b, '[')
	for i, s := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, answer(s)...)
	}
	return append(b, ']')
}

// member is a key of a scheduler with its value, as JSON.
type member struct {
	name       string
	key, value []byte
}

// answer appends the members with wanted keys as an object.
func (s *Scheduler) answer(b []byte, wanted func(key string) bool) []byte {
	b = append(b, '{')
	first := true
	for _, m := range s.members(wanted) {
		// A scheduler that was never answered has no uuid, owner and resource_uri.
		if m.value == nil {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		first = false
		b = append(b, m.key...)
		b = append(b, ':')
		b = append(b, m.value...)
	}
	return append(b, '}')
}

// members returns the wanted among the scheduler's keys and all fields, in
// alphabetical order. The values of absent keys are their defaults, or nil.
func (s *Scheduler) members(wanted func(key string) bool) []member {
	list := make([]member, 0, len(fields)+4)
	for i := range fields {
		if f := &fields[i]; wanted(f.Name) {
			list = append(list, member{f.Name, []byte(`"` + f.Name + `"`), s.value(f)})
		}
	}
	for key, n := range s.node.Members() {
		// The misspelt key is the field retention_policy in disguise, listed above.
		if fieldOf(key) == nil && key != misspeltRetention && wanted(key) {
			list = append(list, member{key, []byte(n.RawKey()), n.AppendSorted(nil)})
		}
	}
	// Unknown keys stand among the fields, as in the vendor's answers.
	slices.SortFunc(list, func(a, b member) int { return cmp.Compare(a.name, b.name) })
	return list
}

// value returns the value of a field in answers; nil if they leave it out.
func (s *Scheduler) value(f *Field) []byte {
	if value, ok := s.replaced[f.Name]; ok {
		return value
	}
	if n := s.given(f.Name); n.Exists() {
		return n.AppendSorted(nil)
	}
	// A key without a default is the vendor's to set, and unset in a request.
	if f.absent == "" {
		return nil
	}
	return []byte(f.absent)
}

// given returns a member of the scheduler, which may have the misspelt key;
// absent for null.
func (s *Scheduler) given(key string) jsondoc.Node {
	n := given(s.node, key)
	if key == "retention_policy" && !n.Exists() {
		n = given(s.node, misspeltRetention)
	}
	return n
}
