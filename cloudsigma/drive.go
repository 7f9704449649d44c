package cloudsigma

import (
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
)

// ParseLink reads the body of a request to link a scheduler to a drive,
// {"backup_policy_uuid": ...}, and returns the uuid; "" for null, which unlinks.
// The error is a [*longcase.DocumentError] with every problem.
func ParseLink(body []byte) (uuid string, err error) {
	const key = "backup_policy_uuid"
	tree, _ := jsondoc.Parse(body)
	var r reader.Reader
	root, syntax := r.Open(tree)
	if syntax != nil {
		return "", r.Err()
	}
	r.Only(root, key)
	if n := root.Get(key); n.Kind() != jsondoc.Null {
		uuid = text(&r, r.Need(root, key, "the uuid of a scheduler, or null for none"))
	}
	if err := r.Err(); err != nil {
		return "", err
	}
	return uuid, nil
}

// Drive is a drive of the API, with the scheduler linked to it. It is
// immutable and safe for concurrent use; the zero value is null.
type Drive struct {
	node            jsondoc.Node
	uuid, scheduler string
}

// ParseDrive reads a drive from an answer. The error is a
// [*longcase.DocumentError] with every problem.
func ParseDrive(data []byte) (Drive, error) {
	tree, _ := jsondoc.Parse(data)
	var r reader.Reader
	root, syntax := r.Open(tree)
	if syntax != nil {
		return Drive{}, r.Err()
	}
	d := Drive{node: root}
	if r.Is(root, jsondoc.Object) {
		d.uuid = text(&r, r.Need(root, "uuid", "the uuid of the drive"))
	}
	if linked := given(root, "backup_scheduler"); r.Is(linked, jsondoc.Object) {
		d.scheduler = text(&r, r.Need(linked, "uuid", "the uuid of a scheduler"))
	}
	if err := r.Err(); err != nil {
		return Drive{}, err
	}
	return d, nil
}

// UUID returns the identifier of the drive.
func (d Drive) UUID() string { return d.uuid }

// Scheduler returns the uuid of the linked scheduler; "" for none.
func (d Drive) Scheduler() string { return d.scheduler }

// Link returns the drive with a scheduler linked to it in place of any other;
// nil links none. The scheduler has an identity.
func (d Drive) Link(s *Scheduler) Drive {
	value := []byte("null")
	if s != nil {
		value = s.Answer("resource_uri", "uuid")
	}
	// The vendor's answer names a linked scheduler by these two keys.
	members := map[string][]byte{"backup_scheduler": append([]byte(`"backup_scheduler":`), value...)}
	for key, n := range d.node.Members() {
		if key != "backup_scheduler" {
			members[key] = n.AppendSorted([]byte(n.RawKey() + ":"))
		}
	}
	tree, _ := jsondoc.Parse(jsondoc.JoinMembers(members))
	linked := Drive{node: tree.Root(), uuid: d.uuid}
	if s != nil {
		linked.scheduler = s.uuid
	}
	return linked
}

// MarshalJSON returns the drive as it was read, or after [Drive.Link] with its
// keys in alphabetical order. Unknown keys stay.
func (d Drive) MarshalJSON() ([]byte, error) { return d.node.Edited(nil), nil }
