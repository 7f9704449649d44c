package qumulo

import (
	"slices"
	"strings"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
)

// The keys in the API's documentation. They are never written.
var (
	policyKeys = []string{
		"enabled", "id", "lock_key", "lock_key_ref", "owners", "policy_name", "schedule",
		"snapshot_name_template", "source_file_id", "source_file_path",
	}
	scheduleKeys = []string{"creation_schedule", "expiration_time_to_live", "id"}
	creationKeys = []string{
		"day_of_month", "fire_every", "fire_every_interval", "frequency", "hour", "minute",
		"on_days", "timezone", "window_end_hour", "window_end_minute", "window_start_hour",
		"window_start_minute",
	}
	ownerKeys = []string{"id"}
)

// decoder reads the policies of a document.
type decoder struct {
	reader.Reader
	ids map[string]jsondoc.Node
}

// identify finds a policy with the identifier of another: only the first can be
// asked for. It is no error, since each is whole: a list put together from two
// clusters may have such policies.
func (d *decoder) identify(p *Policy) {
	if p.id == "" {
		return
	}
	n := p.node.Get("id")
	if earlier, ok := d.ids[p.id]; ok {
		d.Find(n, codeSameID, longcase.Warning,
			"the policy at "+earlier.Parent().Pointer()+" has this id, too")
		return
	}
	if d.ids == nil {
		d.ids = map[string]jsondoc.Node{}
	}
	d.ids[p.id] = n
}

// read reads a policy. The result is of use only if nothing was refused. A key with
// null counts as absent: an answer prints some keys without a value so.
func (d *decoder) read(n jsondoc.Node) *Policy {
	p := &Policy{node: n}
	if !isPolicy(n) {
		d.Refuse(n, longcase.CodeNotPolicy, "want a snapshot policy or a list of them")
		return p
	}
	// What is refused is read on, except where nothing depends on it: a document is refused
	// with all of its problems at once.
	d.Know(n, policyKeys)
	p.id = d.id(reader.Given(n.Get("id")))
	d.identify(p)
	d.Text(reader.Given(n.Get("source_file_id")))
	p.owners = d.owners(reader.Given(n.Get("owners")))
	p.policy = longcase.Policy{
		Name:         d.Text(reader.Given(n.Get("policy_name"))),
		Enabled:      d.Bool(reader.Given(n.Get("enabled")), true),
		NameTemplate: d.template(reader.Given(n.Get("snapshot_name_template"))),
		Directory:    d.Text(reader.Given(n.Get("source_file_path"))),
		Locked:       d.locked(n),
	}
	d.schedule(p)
	p.findings = d.TakeFindings()
	return p
}

// schedule reads when a policy takes snapshots, and for how long they live.
func (d *decoder) schedule(p *Policy) {
	n := d.Need(p.node, "schedule", "an object with a creation_schedule")
	if !d.Is(n, jsondoc.Object) {
		return
	}
	d.Know(n, scheduleKeys)
	d.id(reader.Given(n.Get("id")))
	expiry := d.expiration(reader.Given(n.Get("expiration_time_to_live")))
	creation := d.Need(n, "creation_schedule", "an object with a frequency")
	if !d.Is(creation, jsondoc.Object) {
		return
	}
	d.Know(creation, creationKeys)
	zone := d.Zone(reader.Given(creation.Get("timezone")))
	rule := d.rule(creation)
	// A rule with a problem may be incomplete, and would not compile, or fire at times that
	// nobody asked for.
	if d.Failed() {
		return
	}
	p.policy.Zone = zone
	p.policy.Schedule = d.Schedule(creation, zone, []schedule.Rule{rule})
	p.policy.Retention = d.Retention(n, zone, expiry)
	d.doubt(p, n, rule)
}

// owners reads who relies on a policy. The vendor forbids to change or delete it
// while it has any. Its snapshots are the same, so owners are a finding.
func (d *decoder) owners(n jsondoc.Node) (ids []string) {
	d.Is(n, jsondoc.Array)
	for owner := range n.Elements() {
		d.Is(owner, jsondoc.Object)
		d.Know(owner, ownerKeys)
		ids = append(ids, d.id(reader.Given(owner.Get("id"))))
	}
	if len(ids) > 0 {
		d.Find(n, codeOwned, longcase.Info,
			"the policy has owners, and may not be changed or deleted while it has")
	}
	return ids
}

// template reads the names of snapshots; null and absent are the vendor's default.
func (d *decoder) template(n jsondoc.Node) longcase.Template {
	template, err := longcase.ParseTemplate(d.Text(n))
	if err != nil {
		d.Refuse(n, longcase.CodeValue, err.Error())
	}
	return template
}

// locked reports whether a policy has a lock key: lock_key in answers,
// lock_key_ref in requests. A document with both is an answer that a client has
// edited, and right only if they name one key.
func (d *decoder) locked(n jsondoc.Node) bool {
	key, ref := reader.Given(n.Get("lock_key")), reader.Given(n.Get("lock_key_ref"))
	keyID, refID := d.Text(key), d.Text(ref)
	if keyID != "" && refID != "" && keyID != refID {
		d.Refuse(ref, longcase.CodeConflict, "want the same key as lock_key, "+reader.Quote(key))
	}
	return keyID != "" || refID != ""
}

// expiration reads a time to live such as "5days" as a retention rule. Snapshots
// without it, or with "" or "never", do not expire: the result is empty.
func (d *decoder) expiration(n jsondoc.Node) []retention.Rule {
	text := d.Text(n)
	if text == "" || text == "never" {
		return nil
	}
	period, ok := parsePeriod(text)
	if !ok {
		d.Refuse(n, longcase.CodeValue, "want "+wantTimeToLive)
	}
	// The rule's period is zero if it was refused; the policy is not compiled then.
	return []retention.Rule{{Within: period}}
}

// periodUnits names the units from calendar.Minute on.
var periodUnits = [...]string{"minutes", "hours", "days", "weeks", "months"}

// parsePeriod reads a period such as "5days": a number from 1 to 99 without
// leading zeros, and a unit in the plural, "1days" included. Nothing near it is read:
// 5d could be written for 5 days by one person, and refused by the cluster.
func parsePeriod(s string) (period calendar.Period, ok bool) {
	// The unit is what remains of the text after the number: "5 days" has a space before it,
	// and "5Days" a letter that no unit has, so that neither number is one.
	number := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz")
	n, ok := reader.ParseWhole(number)
	if !ok || n < 1 || n > maxTimeToLive || number[0] == '0' {
		return period, false
	}
	unit := slices.Index(periodUnits[:], s[len(number):])
	if unit < 0 {
		return period, false
	}
	return calendar.PeriodOf(n, calendar.Minute+calendar.Unit(unit)), true
}
