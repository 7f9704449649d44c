package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/service"
)

// timestampForm is how the vendor prints instants: in UTC, with microseconds.
const timestampForm = "2006-01-02 15:04:05.000000+00:00"

func collection(remote bool) string {
	if remote {
		return "remotesnapshots"
	}
	return "snapshots"
}

// snapshotObject returns a snapshot as answers print it: the vendor's keys, and
// "retention" with the last verdict of the rules, which is the service's own.
func snapshotObject(s service.Snapshot) object {
	o := object{}
	o.set("allocated_size", 0)
	o.set("drive", refer("drives", s.Drive))
	o.set("grantees", []string{})
	o.set("meta", struct{}{})
	o.set("name", s.Name)
	o.set("owner", refer("user", s.Owner))
	o.set("permissions", []string{})
	o.set("resource_uri", refer(collection(s.Remote), s.UUID).ResourceURI)
	o.set("retention", verdictOf(s))
	o.set("status", statusOf(s))
	o.set("tags", []string{})
	o.set("timestamp", s.Created.UTC().Format(timestampForm))
	o.set("uuid", s.UUID)
	return o
}

func statusOf(s service.Snapshot) string {
	if s.Failed {
		return "unavailable"
	}
	return "available"
}

// verdict is what the rules say of a snapshot, and whether it is held.
type verdict struct {
	Held      bool       `json:"held"`
	HeldUntil *time.Time `json:"held_until"`
	Keep      bool       `json:"keep"`
	Reason    string     `json:"reason"`
	Until     *time.Time `json:"until"`
}

// verdictOf returns the last verdict on a snapshot; nil before the first.
func verdictOf(s service.Snapshot) *verdict {
	if s.Judged.IsZero() && !s.Held {
		return nil
	}
	return &verdict{
		Held: s.Held, HeldUntil: instant(s.HeldUntil),
		Keep: s.Keep || s.Judged.IsZero(), Reason: s.Reason, Until: instant(s.Until),
	}
}

// instant returns an instant as JSON has it: null for the zero time.
func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

func listSnapshots(remote bool) endpoint {
	return func(v *server, r request) (answer, error) {
		selected, err := parseSelection(r.query)
		if err != nil {
			return answer{}, err
		}
		all, err := v.service.Snapshots(r.Context(), r.user.UUID)
		if err != nil {
			return answer{}, err
		}
		var list []object
		for _, s := range all {
			if s.Remote == remote {
				list = append(list, snapshotObject(s))
			}
		}
		return selected.answer(selected.page(list))
	}
}

// snapshot returns a snapshot of the user by its uuid.
func (v *server) snapshot(r request, remote bool, uuid string) (service.Snapshot, error) {
	s, err := v.service.Snapshot(r.Context(), r.user.UUID, uuid)
	if err == nil && s.Remote != remote {
		return service.Snapshot{}, service.ErrNotExist
	}
	return s, err
}

func getSnapshot(remote bool) endpoint {
	return func(v *server, r request) (answer, error) {
		s, err := v.snapshot(r, remote, r.uuid())
		if err != nil {
			return answer{}, err
		}
		o := snapshotObject(s)
		o.only(fieldsOf(r.query))
		body, err := json.Marshal(o)
		return answer{status: http.StatusOK, body: body}, err
	}
}

func deleteSnapshot(remote bool) endpoint {
	return func(v *server, r request) (answer, error) { return v.deleteSnapshots(r, remote, r.uuid()) }
}

func deleteSnapshots(remote bool) endpoint {
	return func(v *server, r request) (answer, error) {
		uuids, err := cloudsigma.ParseDeletion(r.body)
		if err != nil {
			return answer{}, err
		}
		return v.deleteSnapshots(r, remote, lower(uuids)...)
	}
}

// deleteSnapshots starts deletions, all or none. A held snapshot is not deleted, nor
// any while deletions are paused, and the client hears of it.
func (v *server) deleteSnapshots(r request, remote bool, uuids ...string) (answer, error) {
	for _, uuid := range uuids {
		s, err := v.snapshot(r, remote, uuid)
		if err != nil {
			return answer{}, err
		}
		if s.Held {
			return answer{}, &statusError{
				status: http.StatusForbidden, kind: "permission", message: "the snapshot " + uuid + " is held: release it first",
			}
		}
	}
	paused, err := v.service.DeletionsPaused(r.Context())
	if err != nil {
		return answer{}, err
	}
	if paused {
		return answer{}, &statusError{status: http.StatusServiceUnavailable, kind: "concurrency", message: "all deletions are paused"}
	}
	return noContent(v.service.DeleteSnapshots(r.Context(), r.user.UUID, uuids...))
}

// actOnSnapshot does the action that the parameter do names, and answers with the
// snapshot.
func actOnSnapshot(remote bool) endpoint {
	return func(v *server, r request) (a answer, err error) {
		s, err := v.snapshot(r, remote, r.uuid())
		if err != nil {
			return a, err
		}
		switch action := r.query.Get("do"); action {
		case "hold":
			until, err := parseHold(r.body)
			if err != nil {
				return a, err
			}
			if err := v.service.Hold(r.Context(), r.user.UUID, s.UUID, until); err != nil {
				return a, err
			}
		case "release":
			if err := v.service.Release(r.Context(), r.user.UUID, s.UUID); err != nil {
				return a, err
			}
		default:
			return a, invalid("/do", quoted(action)+": want hold or release")
		}
		a, err = getSnapshot(remote)(v, r)
		a.status = http.StatusAccepted
		return a, err
	}
}

// parseHold reads the body of a hold, {"until": INSTANT}; null for the instant, or for
// the body, holds without end, and so do {} and no body. Other keys are refused: a
// misspelt one must not turn a hold of a week into an endless one, nor may the instant
// that stands for none in Go.
func parseHold(body []byte) (time.Time, error) {
	if len(bytes.TrimSpace(body)) == 0 {
		return time.Time{}, nil
	}
	var hold map[string]*time.Time
	err := json.Unmarshal(body, &hold)
	until := hold["until"]
	delete(hold, "until")
	switch {
	case err != nil || len(hold) > 0:
		return time.Time{}, invalid("/until", `want {"until": INSTANT} alone, an instant such as 2027-01-31T00:00:00Z, or null for no end`)
	case until == nil:
		return time.Time{}, nil
	case until.IsZero():
		return time.Time{}, invalid("/until", "0001-01-01T00:00:00Z: want an instant after now")
	}
	return *until, nil
}

// quoted returns text from outside for a message, cut where it is long.
func quoted(text string) string {
	const limit = 40
	if len(text) > limit {
		text = text[:limit] + "..."
	}
	return strconv.QuoteToASCII(text)
}
