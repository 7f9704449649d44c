package inventory

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/retention"
)

// onlyPage notes that a list has further pages: a member with the place of the
// next is neither missing nor empty.
func (l *jsonList) onlyPage(object jsondoc.Node, key, want string) {
	if next := object.Get(key); next.Exists() && next.Kind() != jsondoc.Null && next.Raw() != `""` {
		l.refuseNode(next, want)
	}
}

// awsStates is the states of a snapshot by the API reference.
var awsStates = []string{"completed", "pending", "error", "recoverable", "recovering"}

// copiedVolume is the volume of every copy of a snapshot.
const copiedVolume = "vol-ffffffff"

// wholeAWS refuses a page of the list. The AWS command puts the pages together, but for
// these two options.
func (l *jsonList) wholeAWS(root jsondoc.Node) {
	l.onlyPage(root, "NextToken", "the last page: a list without --max-items or --no-paginate")
}

// aws reads a snapshot of an EBS volume.
func (l *jsonList) aws(at jsondoc.Node) Item {
	item := Item{Name: l.awsID(at, "SnapshotId", "snap-"), Group: l.awsID(at, "VolumeId", "vol-")}
	item.Snapshot.Created = l.created(at, "StartTime", wantInstant, parseInstant)
	want := strings.Join(awsStates, ", ")
	state := l.text(at, "State", want)
	if state != "" && !slices.Contains(awsStates, state) {
		l.refuseNode(at.Get("State"), want)
	}
	item.Snapshot.Failed = state != "completed"
	schedule := l.awsSchedule(at)
	// The volume of a copy is arbitrary, by the API reference. Copies of several volumes in one
	// group would lose their places to each other.
	switch {
	case item.Group == copiedVolume:
		item.Group = item.Name
	case schedule != "":
		item.Group += " " + schedule
	}
	return item
}

// awsID returns an ID, whose start tells the type of its resource.
func (l *jsonList) awsID(at jsondoc.Node, key, prefix string) string {
	want := "an ID such as " + prefix + "0123456789abcdef0"
	id := l.id(at, key, want)
	if id != "" && !strings.HasPrefix(id, prefix) {
		l.refuseNode(at.Get(key), want)
	}
	return id
}

// awsSchedule returns the lifecycle policy and schedule in the tags of a
// snapshot, or nothing.
func (l *jsonList) awsSchedule(at jsondoc.Node) string {
	var policy, schedule string
	for tag := range l.may(at, "Tags", jsondoc.Array, "the tags").Elements() {
		value := l.need(tag, "Value", jsondoc.String, "the value of the tag").Text()
		switch l.text(tag, "Key", "the key of the tag") {
		case "aws:dlm:lifecycle-policy-id":
			policy = value
		case "aws:dlm:lifecycle-schedule-name":
			schedule = value
		}
	}

	if policy == "" {
		return ""
	}
	return quoted(policy) + " " + quoted(schedule)
}

// wholeKubernetes refuses a page of the list.
func (l *jsonList) wholeKubernetes(root jsondoc.Node) {
	metadata := l.may(root, "metadata", jsondoc.Object, "the metadata of the list")
	l.onlyPage(metadata, "continue", "the last page: a list without a limit")
}

// kubernetes reads a VolumeSnapshot. The list of an API server omits its kind.
func (l *jsonList) kubernetes(at jsondoc.Node) Item {
	const wantKind = "VolumeSnapshot"
	if kind := l.may(at, "kind", jsondoc.String, wantKind); kind.Exists() && kind.Text() != wantKind {
		l.refuseNode(kind, wantKind)
	}
	metadata := l.need(at, "metadata", jsondoc.Object, "the metadata of the snapshot")
	namespace := l.id(metadata, "namespace", "the namespace")
	name := namespace + "/" + l.id(metadata, "name", "the name")
	source := l.need(
		l.need(at, "spec", jsondoc.Object, "the specification"),
		"source", jsondoc.Object, "a claim or a content")
	claim := l.may(source, "persistentVolumeClaimName", jsondoc.String, "the claim")
	group := namespace + "/" + claim.Text()
	if claim.Text() == "" {
		group = name + "/" // the name of a claim holds no slash
	}
	// The deletion was asked for, and waits for a finalizer: it cannot be counted on.
	deleting := l.may(metadata, "deletionTimestamp", jsondoc.String, wantInstant)
	item := Item{Name: name, Group: group, Snapshot: l.kubernetesStatus(at, metadata)}
	item.Snapshot.Failed = item.Snapshot.Failed || deleting.Exists()
	return item
}

// kubernetesStatus returns the snapshot by its status. A new snapshot has none.
func (l *jsonList) kubernetesStatus(at, metadata jsondoc.Node) retention.Snapshot {
	asked := l.created(metadata, "creationTimestamp", wantInstant, parseInstant)
	status := l.may(at, "status", jsondoc.Object, "the status")
	// The request may be minutes older than the snapshot, or days, if the storage was down.
	taken := l.may(status, "creationTime", jsondoc.String, wantInstant)
	if taken.Exists() {
		asked = l.timeOf(taken, wantInstant, parseInstant)
	}
	ready := l.may(status, "readyToUse", jsondoc.Bool, "whether it is ready to use")
	return retention.Snapshot{Created: asked, Failed: !ready.IsTrue()}
}

// wholeQumulo refuses a page of the list.
func (l *jsonList) wholeQumulo(root jsondoc.Node) {
	paging := l.may(root, "paging", jsondoc.Object, "the paging")
	l.onlyPage(paging, "next", "the last page: all snapshots in one answer")
}

// qumulo reads a snapshot of a directory.
func (l *jsonList) qumulo(at jsondoc.Node) Item {
	const wantID = "the id, a whole number"
	id := l.need(at, "id", jsondoc.Number, wantID)
	if id.Exists() && !isWhole(id.Raw()) {
		l.refuseNode(id, wantID)
	}
	lock := at.Get("lock_key")
	return Item{
		Name:  id.Raw(),
		Group: l.text(at, "source_file_id", "the id of the directory"),
		Snapshot: retention.Snapshot{
			Created: l.created(at, "timestamp", wantInstant, parseInstant),
			Locked:  lock.Exists() && lock.Kind() != jsondoc.Null,
			Failed:  l.may(at, "in_delete", jsondoc.Bool, "whether it is being deleted").IsTrue(),
		},
	}
}

// wholeCloudSigma refuses a page of the list. Without a limit in the request, the vendor
// answers with 20 snapshots, and nothing but the total tells that others exist.
func (l *jsonList) wholeCloudSigma(root jsondoc.Node) {
	const want = "all snapshots: an answer to ?limit=0"
	meta := l.need(root, "meta", jsondoc.Object, "the number of snapshots")
	total := l.need(meta, "total_count", jsondoc.Number, "the number of snapshots")
	if have := root.Get("objects").Len(); total.Exists() && total.Raw() != strconv.Itoa(have) {
		l.refuseNode(total, strconv.Itoa(have)+", as many as are listed: "+want)
	}
}

const wantCloudSigma = "a time such as 2014-06-05 09:53:28.851859+00:00"

// cloudSigma reads a snapshot of a drive.
func (l *jsonList) cloudSigma(at jsondoc.Node) Item {
	drive := l.need(at, "drive", jsondoc.Object, "the drive")
	name := l.id(at, "uuid", "the UUID of the snapshot")
	isPath := func(path string) bool {
		return strings.HasSuffix(strings.TrimRight(path, "/"), "/"+name)
	}
	l.agree(at, "resource_uri", isPath, "a path that ends in the UUID")
	return Item{
		Name:  name,
		Group: l.text(drive, "uuid", "the UUID of the drive"),
		Snapshot: retention.Snapshot{
			Created: l.created(at, "timestamp", wantCloudSigma, parseCloudSigma),
			Failed:  l.text(at, "status", "available, or another status") != "available",
		},
	}
}

// parseCloudSigma reads a time with a space or a T between date and time.
func parseCloudSigma(s string) (t time.Time, ok bool) {
	if t, ok = parseSeparated(s, ' '); ok {
		return t, true
	}
	return parseInstant(s)
}
