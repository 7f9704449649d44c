package api

import (
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/service"
)

// driveDefaults are the keys of the vendor's drives, with values for drives that
// were added without them.
const driveDefaults = `{
	"affinities": [], "allow_multimount": false, "grantees": [], "iops": null, "jobs": [],
	"licenses": [], "media": "disk", "meta": {}, "mounted_on": [], "permissions": [],
	"runtime": {"is_snapshotable": true, "snapshots_allocated_size": 0, "storage_type": "dssd"},
	"size": 0, "status": "unmounted", "storage_type": "dssd", "tags": []
}`

// driveObject returns a drive as answers print it, but for its snapshots. The keys that
// the service knows win over those of the drive's document.
func driveObject(d service.Drive) (object, error) {
	o := object{}
	if err := json.Unmarshal([]byte(driveDefaults), &o); err != nil {
		return nil, err
	}
	if d.Document != "" {
		var own object
		if err := json.Unmarshal([]byte(d.Document), &own); err != nil {
			return nil, err
		}
		maps.Copy(o, own)
	}
	o.set("backup_scheduler", nil)
	if d.Scheduler != "" {
		o.set("backup_scheduler", refer("backupschedulers", d.Scheduler))
	}
	o.set("name", d.Name)
	o.set("owner", refer("user", d.Owner))
	o.set("resource_uri", refer("drives", d.UUID).ResourceURI)
	o.set("uuid", d.UUID)
	return o, nil
}

// setSnapshots sets a drive's existing snapshots, by uuid.
func (o object) setSnapshots(snapshots []service.Snapshot) {
	slices.SortFunc(snapshots, func(a, b service.Snapshot) int { return strings.Compare(a.UUID, b.UUID) })
	local, remote := []reference{}, []reference{}
	for _, s := range snapshots {
		if s.Remote {
			remote = append(remote, refer(collection(true), s.UUID))
		} else {
			local = append(local, refer(collection(false), s.UUID))
		}
	}
	o.set("snapshots", local)
	o.set("remote_snapshots", remote)
}

func listDrives(v *server, r request) (answer, error) {
	selected, err := parseSelection(r.query)
	if err != nil {
		return answer{}, err
	}
	drives, err := v.service.Drives(r.Context(), r.user.UUID)
	if err != nil {
		return answer{}, err
	}
	list := make([]object, len(drives))
	for i, d := range drives {
		if list[i], err = driveObject(d); err != nil {
			return answer{}, err
		}
	}
	page, total := selected.page(list)
	if err := v.setSnapshots(r, page); err != nil {
		return answer{}, err
	}
	return selected.answer(page, total)
}

// oneByOne is the number of drives up to which the snapshots of each are read, and not
// those of all.
const oneByOne = 50

// setSnapshots sets the snapshots of a page of drives.
func (v *server) setSnapshots(r request, page []object) error {
	snapshotsOf := func(drive string) ([]service.Snapshot, error) {
		return v.service.SnapshotsOf(r.Context(), r.user.UUID, drive)
	}
	if len(page) > oneByOne {
		all, err := v.service.Snapshots(r.Context(), r.user.UUID)
		if err != nil {
			return err
		}
		of := map[string][]service.Snapshot{}
		for _, s := range all {
			of[s.Drive] = append(of[s.Drive], s)
		}
		snapshotsOf = func(drive string) ([]service.Snapshot, error) { return of[drive], nil }
	}
	for _, o := range page {
		snapshots, err := snapshotsOf(o.text("uuid"))
		if err != nil && !errors.Is(err, service.ErrNotExist) { // removed since the list was read
			return err
		}
		o.setSnapshots(snapshots)
	}
	return nil
}

func getDrive(v *server, r request) (answer, error) {
	d, err := v.driveOf(r)
	if err != nil {
		return answer{}, err
	}
	return v.drive(r, http.StatusOK, d)
}

// driveOf returns the drive that the path names. Whoever adds a drive chooses its
// uuid, and may choose capitals; without them a uuid in capitals names the drive too.
func (v *server) driveOf(r request) (service.Drive, error) {
	d, err := v.service.Drive(r.Context(), r.user.UUID, r.PathValue("uuid"))
	if errors.Is(err, service.ErrNotExist) && r.uuid() != r.PathValue("uuid") {
		return v.service.Drive(r.Context(), r.user.UUID, r.uuid())
	}
	return d, err
}

// deleteDrive ends the service's care for a drive. Its snapshots stay where they
// are.
func deleteDrive(v *server, r request) (answer, error) {
	d, err := v.driveOf(r)
	if err != nil {
		return answer{}, err
	}
	return noContent(v.service.RemoveDrives(r.Context(), r.user.UUID, d.UUID))
}

func deleteDrives(v *server, r request) (answer, error) {
	uuids, err := cloudsigma.ParseDeletion(r.body)
	if err != nil {
		return answer{}, err
	}
	return noContent(v.service.RemoveDrives(r.Context(), r.user.UUID, uuids...))
}

// drive answers with a drive in full, or with the fields asked for.
func (v *server) drive(r request, status int, d service.Drive) (answer, error) {
	snapshots, err := v.service.SnapshotsOf(r.Context(), r.user.UUID, d.UUID)
	if err != nil {
		return answer{}, err
	}
	o, err := driveObject(d)
	if err != nil {
		return answer{}, err
	}
	o.setSnapshots(snapshots)
	o.only(fieldsOf(r.query))
	body, err := json.Marshal(o)
	return answer{status: status, body: body}, err
}

// driveActions are the actions of drives by the parameter do. Each reads the body,
// and returns what it does to a drive by its uuid.
var driveActions = map[string]func(*server, request) (func(drive string) error, error){
	"set_scheduler": func(v *server, r request) (func(string) error, error) {
		scheduler, err := cloudsigma.ParseLink(r.body)
		return func(drive string) error {
			_, err := v.service.Link(r.Context(), r.user.UUID, drive, strings.ToLower(scheduler))
			return err
		}, err
	},
	"take_snapshot": func(v *server, r request) (func(string) error, error) {
		return func(drive string) error {
			_, err := v.service.TakeNow(r.Context(), r.user.UUID, drive)
			return err
		}, nil
	},
	"confirm_plan": func(v *server, r request) (func(string) error, error) {
		return func(drive string) error { return v.service.ConfirmPlan(r.Context(), r.user.UUID, drive) }, nil
	},
}

// actOnDrive does the action that the parameter do names, and answers with the
// drive.
func actOnDrive(v *server, r request) (a answer, err error) {
	action, ok := driveActions[r.query.Get("do")]
	if !ok {
		return a, invalid("/do", quoted(r.query.Get("do"))+": want set_scheduler, take_snapshot or confirm_plan")
	}
	act, err := action(v, r)
	if err != nil {
		return a, err
	}
	d, err := v.driveOf(r)
	if err != nil {
		return a, err
	}
	if err := act(d.UUID); err != nil {
		return a, err
	}
	if d, err = v.service.Drive(r.Context(), r.user.UUID, d.UUID); err != nil {
		return a, err
	}
	return v.drive(r, http.StatusAccepted, d)
}
