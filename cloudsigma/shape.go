package cloudsigma

import (
	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
)

// shape is the kind of a document or request of the API.
type shape uint8

const (
	unknown shape = iota
	single        // a scheduler
	list
	deleteRequest
	setRequest
	drive
	zoneList
	schema
)

// shapeNames complete "this is" in errors. It is never written.
var shapeNames = [...]string{
	list:          "a list",
	deleteRequest: "the body of a request that deletes schedulers",
	setRequest:    "a set_scheduler request, which links a scheduler to a drive",
	drive:         "a drive",
	zoneList:      "the list of allowed time zones",
	schema:        "the schema of backup schedulers",
}

// shapeOf returns the shape of a value by its first telltale key. A scheduler may
// have unknown keys, also those of a drive; a drive has none of a scheduler's.
func shapeOf(n jsondoc.Node) shape {
	for element := range n.Elements() {
		if Allowed(element.Text()) {
			return zoneList
		}
		break
	}
	if n.Kind() == jsondoc.Array {
		return list
	}
	// The first key of a scheduler or a list decides at once; others only if none comes after.
	found := unknown
	for key, member := range n.Members() {
		switch s := telltale(key); {
		case s == list && !isAnswer(n) && isDeletion(member):
			return deleteRequest
		case s == list || s == single:
			return s
		case found == unknown:
			found = s
		}
	}
	return found
}

// telltale returns the shape of objects with a key; unknown if several have it.
func telltale(key string) shape {
	// Not name, uuid, owner, meta, tags and others that several kinds of object have.
	switch key {
	case "incremental_backup", "initial_backup", "manual_incremental_backup",
		"retention_policy", misspeltRetention, "user_timezone", "orchestrator_timezone",
		"enable_backup_policy_notifications", "enable_retention_policy_notifications",
		"is_default", "is_enabled":
		return single
	case "objects":
		return list
	case "backup_policy_uuid":
		return setRequest
	case "affinities", "allow_multimount", "backup_scheduler", "media", "mounted_on", "storage_type":
		return drive
	case "allowed_detail_http_methods", "allowed_list_http_methods", "default_format":
		return schema
	}
	return unknown
}

// isDeletion reports whether a list holds identifiers alone.
func isDeletion(objects jsondoc.Node) bool {
	found := false
	for object := range objects.Elements() {
		for key := range object.Members() {
			if key != "uuid" {
				return false
			}
			found = true
		}
	}
	return found
}

// isAnswer reports whether a value is a list with meta, which only answers have.
func isAnswer(n jsondoc.Node) bool {
	return n.Get("objects").Exists() && n.Get("meta").Exists()
}

// hasFieldsOnly reports whether a value is an object whose keys are all those of
// schedulers, as in an answer to a request for some fields.
func hasFieldsOnly(n jsondoc.Node) bool {
	for key := range n.Members() {
		if fieldOf(key) == nil {
			return false
		}
	}
	return n.Kind() == jsondoc.Object
}

// elements returns the array of a list, which may be the value itself.
func elements(n jsondoc.Node) jsondoc.Node {
	if n.Kind() == jsondoc.Array {
		return n
	}
	return n.Get("objects")
}

// refuseShape refuses a value other than a scheduler, by its name.
func (d *decoder) refuseShape(n jsondoc.Node) {
	reason := "want a backup scheduler or a list of them"
	if shape := shapeOf(n); shape != unknown {
		reason += "; this is " + shapeNames[shape]
	}
	d.Refuse(n, longcase.CodeNotPolicy, reason)
}

// schedulers returns the schedulers of a document, and refuses other values.
func (d *decoder) schedulers(root jsondoc.Node) []jsondoc.Node {
	switch shapeOf(root) {
	case single:
		return []jsondoc.Node{root}
	case list:
	default:
		d.refuseShape(root)
		return nil
	}
	var found []jsondoc.Node
	d.Is(elements(root), jsondoc.Array)
	// Items of an answer may be partial: see isPartial.
	if isAnswer(root) {
		d.answer = elements(root)
	}
	for element := range elements(root).Elements() {
		if shapeOf(element) == single || isAnswer(root) && hasFieldsOnly(element) {
			found = append(found, element)
		} else {
			d.refuseShape(element)
		}
	}
	return found
}
