package api

import (
	"encoding/json"
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

// driveObject returns a drive, with its existing snapshots by uuid, as answers print it. The keys that the service knows
// win over those of the drive's document.
func driveObject(d service.Drive, snapshots []service.Snapshot) (object, error) {
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

func listDrives(v *server, r request) (answer, error) {
	selected, err := parseSelection(r.URL.Query())
	if err != nil {
		return answer{}, err
	}
	drives, err := v.service.Drives(r.Context(), r.user.UUID)
	if err != nil {
		return answer{}, err
	}
	snapshots, err := v.service.Snapshots(r.Context(), r.user.UUID)
	if err != nil {
		return answer{}, err
	}
	of := map[string][]service.Snapshot{}
	for _, s := range snapshots {
		of[s.Drive] = append(of[s.Drive], s)
	}
	list := make([]object, len(drives))
	for i, d := range drives {
		if list[i], err = driveObject(d, of[d.UUID]); err != nil {
			return answer{}, err
		}
	}
	return selected.answer(list)
}

func getDrive(v *server, r request) (answer, error) {
	d, err := v.service.Drive(r.Context(), r.user.UUID, r.PathValue("uuid"))
	if err != nil {
		return answer{}, err
	}
	return v.drive(r, http.StatusOK, d)
}

// drive answers with a drive in full.
func (v *server) drive(r request, status int, d service.Drive) (answer, error) {
	snapshots, err := v.service.SnapshotsOf(r.Context(), r.user.UUID, d.UUID)
	if err != nil {
		return answer{}, err
	}
	snapshots = slices.DeleteFunc(snapshots, func(s service.Snapshot) bool { return !s.Ended.IsZero() })
	slices.SortFunc(snapshots, func(a, b service.Snapshot) int { return strings.Compare(a.UUID, b.UUID) })
	o, err := driveObject(d, snapshots)
	if err != nil {
		return answer{}, err
	}
	body, err := json.Marshal(o)
	return answer{status: status, body: body}, err
}

// actOnDrive does the action that the parameter do names, and answers with the
// drive.
func actOnDrive(v *server, r request) (a answer, err error) {
	ctx, owner, uuid := r.Context(), r.user.UUID, r.PathValue("uuid")
	switch action := r.URL.Query().Get("do"); action {
	case "set_scheduler":
		scheduler, err := cloudsigma.ParseLink(r.body)
		if err != nil {
			return a, err
		}
		if _, err := v.service.Link(ctx, owner, uuid, scheduler); err != nil {
			return a, err
		}
	case "take_snapshot":
		if _, err := v.service.TakeNow(ctx, owner, uuid); err != nil {
			return a, err
		}
	case "confirm_plan":
		if err := v.service.ConfirmPlan(ctx, owner, uuid); err != nil {
			return a, err
		}
	default:
		return a, invalid("/do", quoted(action)+": want set_scheduler, take_snapshot or confirm_plan")
	}
	d, err := v.service.Drive(ctx, owner, uuid)
	if err != nil {
		return a, err
	}
	return v.drive(r, http.StatusAccepted, d)
}
