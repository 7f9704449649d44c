package document

import (
	"encoding"
	"errors"
	"slices"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/timezone"
)

// versionKey is the key by which a longcase document is recognised.
const versionKey = "longcase"

// The keys of a longcase document. They are never written.
var (
	policyKeys = []string{
		versionKey, "$schema", "name", "enabled", "zone", "schedule", "retention",
		"nameTemplate", "directory", "locked", "remote",
	}
	scheduleKeys  = []string{"zone", "gap", "fold", "rules"}
	ruleKeys      = []string{"months", "monthDays", "workdays", "weekdays", "at", "every", "window"}
	retentionKeys = []string{"zone", "rules", "minimum"}
)

// decoder reads the policies of a document.
type decoder struct{ reader.Reader }

// recognise reports whether a value looks like a longcase document.
func recognise(root jsondoc.Node) bool {
	for element := range root.Elements() {
		return element.Get(versionKey).Exists()
	}
	return root.Get(versionKey).Exists()
}

// openOurs reads a longcase document.
func openOurs(tree *jsondoc.Document) (*File, error) {
	var d decoder
	root, syntax := d.Open(tree)
	if syntax != nil {
		return nil, d.Err()
	}
	f := &File{form: Longcase, isList: root.Kind() == jsondoc.Array, document: ours{root}}
	if f.isList {
		for element := range root.Elements() {
			f.add(root, Policy{Policy: d.policy(element)})
		}
	} else {
		f.add(root, Policy{Policy: d.policy(root)})
	}
	if err := d.Err(); err != nil {
		return nil, err
	}
	f.findings = d.TakeFindings()
	return f, nil
}

// ours is a longcase document, which is written as it was read.
type ours struct{ root jsondoc.Node }

// MarshalJSON returns the document as it was read.
func (o ours) MarshalJSON() ([]byte, error) { return o.root.Edited(nil), nil }

// policy reads a policy. The result is of use only if nothing was refused.
func (d *decoder) policy(n jsondoc.Node) (p longcase.Policy) {
	if !n.Get(versionKey).Exists() {
		d.Refuse(n, longcase.CodeNotPolicy, `want a policy, an object with "longcase": 1`)
		return p
	}
	// A later version may have keys that decide, and is refused as a whole.
	d.Whole(n.Get(versionKey), 1, 1)
	d.Text(n.Get("$schema")) // for editors, which check a document as it is typed
	d.keys(n, policyKeys)
	p.Name = d.Text(n.Get("name"))
	p.Enabled = d.Bool(n.Get("enabled"), true)
	p.Zone = d.Zone(n.Get("zone"))
	d.text(n.Get("nameTemplate"), &p.NameTemplate)
	p.Directory = d.Text(n.Get("directory"))
	p.Locked = d.Bool(n.Get("locked"), false)
	p.Remote = d.Bool(n.Get("remote"), false)
	p.Schedule = d.schedule(n, p.Zone)
	p.Retention = d.retention(n, p.Zone)
	d.doubt(n, p)
	return p
}

// object reports whether a value is an object, and refuses its unknown keys.
func (d *decoder) object(n jsondoc.Node, known []string) bool {
	d.keys(n, known)
	return d.Is(n, jsondoc.Object)
}

// keys refuses the unknown keys of an object.
func (d *decoder) keys(n jsondoc.Node, known []string) {
	for key, member := range n.Members() {
		if !slices.Contains(known, key) {
			d.Refuse(member, longcase.CodeUnknownKey, "no key of this name is known here")
		}
	}
}

// text reads a value with a text form; an absent value changes nothing.
func (d *decoder) text(n jsondoc.Node, value encoding.TextUnmarshaler) {
	if !d.Is(n, jsondoc.String) {
		return
	}
	err := value.UnmarshalText([]byte(n.Text()))
	var wrong *calendar.ParseError
	if errors.As(err, &wrong) {
		d.Refuse(n, longcase.CodeValue, "want "+wrong.Want)
	}
}

// zone reads the zone of a part of a policy; an absent zone is the policy's own.
func (d *decoder) zone(n jsondoc.Node, otherwise *timezone.Zone) *timezone.Zone {
	if zone := n.Get("zone"); zone.Exists() {
		return d.Zone(zone)
	}
	return otherwise
}

// retention reads the rules by which snapshots are kept.
func (d *decoder) retention(policy jsondoc.Node, zone *timezone.Zone) retention.Policy {
	n := policy.Get("retention")
	d.object(n, retentionKeys)
	zone = d.zone(n, zone)
	list := n.Get("rules")
	d.Is(list, jsondoc.Array)
	var rules []retention.Rule
	for element := range list.Elements() {
		var rule retention.Rule
		if d.Is(element, jsondoc.String) {
			d.text(element, &rule)
		}
		// A refused rule is in the list, too; it is not compiled.
		rules = append(rules, rule)
	}
	minimum, _ := d.Whole(n.Get("minimum"), 0, maxMinimum)
	if d.Failed() || len(rules) == 0 && minimum == 0 {
		return retention.Policy{}
	}
	return d.Retention(n, zone, rules).WithMinimum(minimum)
}

// doubt adds the findings about a policy as a whole.
func (d *decoder) doubt(n jsondoc.Node, p longcase.Policy) {
	if p.Name == "" {
		d.Find(n.Get("name").Or(n), longcase.CodeNoName, longcase.Warning, "the policy has no name")
	}
	if !p.Enabled {
		d.Find(n.Get("enabled"), longcase.CodeDisabled, longcase.Info,
			"the policy is disabled: it takes no snapshots, but those that exist expire")
	}
	if len(p.Retention.Rules()) == 0 {
		d.Find(n.Get("retention").Or(n), longcase.CodeKeepsAll, longcase.Info,
			"without retention rules no snapshot is ever deleted")
	}
}
