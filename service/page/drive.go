package page

import (
	"html/template"
	"slices"
	"strconv"
	"time"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/draw"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/service"
)

// runsShown is how many of a drive's runs a page shows, those due last, of the latest
// runsRead: the next occurrence was written before many others.
const runsShown, runsRead = 20, 200

// drivePage is a drive with its snapshots and runs.
type drivePage struct {
	service.Drive
	Zone       string
	Schedulers []schedulerRow
	Snapshots  []service.Snapshot // the newest first, a part of them
	Pager      pager              // of the snapshots
	Runs       []service.Run
	Kept       template.HTML // "" without a scheduler
	Next       time.Time
	Trail      trail
}

func (p *pages) drive(r *request) (result, error) {
	d, err := p.service.Drive(r.Context(), r.owner, r.PathValue("uuid"))
	if err != nil {
		return result{}, err
	}
	data := drivePage{Drive: d, Zone: "UTC"}
	if data.Snapshots, err = p.service.SnapshotsOf(r.Context(), r.owner, d.UUID); err != nil {
		return result{}, err
	}
	slices.Reverse(data.Snapshots)
	offset, err := r.offset("snapshots")
	if err != nil {
		return result{}, err
	}
	if data.Runs, err = p.service.Runs(r.Context(), r.owner, d.UUID, runsRead); err != nil {
		return result{}, err
	}
	slices.SortStableFunc(data.Runs, func(a, b service.Run) int { return b.Due.Compare(a.Due) })
	data.Runs = data.Runs[:min(runsShown, len(data.Runs))]
	schedulers, err := p.service.Schedulers(r.Context(), r.owner)
	if err != nil {
		return result{}, err
	}
	for _, s := range schedulers {
		data.Schedulers = append(data.Schedulers, schedulerRow{UUID: s.UUID(), Name: s.Policy().Name})
		if s.UUID() == d.Scheduler {
			row := p.row(s)
			data.Zone, data.Next = row.Zone, row.Next
			data.Kept = p.kept(s, data.Snapshots)
		}
	}
	data.Pager = r.pager("snapshots", offset, len(data.Snapshots))
	data.Snapshots = data.Snapshots[min(offset, len(data.Snapshots)):]
	data.Snapshots = data.Snapshots[:min(pageSize, len(data.Snapshots))]
	data.Trail, err = p.trail(r, d.UUID, data.Schedulers...)
	return result{view: "drive", title: d.Name, data: data}, err
}

// kept returns the picture of what a scheduler's rules say of a drive's snapshots.
func (p *pages) kept(s *cloudsigma.Scheduler, rows []service.Snapshot) template.HTML {
	list := make([]retention.Snapshot, len(rows))
	for i, row := range rows {
		list[i] = row.ForRetention()
	}
	return picture(draw.Retention(draw.Subject{Policy: s.Policy()}, p.Clock(), list))
}

func (p *pages) actOnDrive(r *request) (result, error) {
	uuid := r.PathValue("uuid")
	to := result{to: "/drives/" + uuid}
	switch r.PostFormValue("do") {
	case "link":
		_, err := p.service.Link(r.Context(), r.owner, uuid, r.PostFormValue("scheduler"))
		return to, err
	case "take":
		_, err := p.service.TakeNow(r.Context(), r.owner, uuid)
		return to, err
	case "confirm":
		return to, p.confirm(r, uuid)
	}
	return result{}, service.ErrNotExist
}

// confirm confirms the refused plan that the page showed. If another was refused since,
// the page is shown again.
func (p *pages) confirm(r *request, uuid string) error {
	d, err := p.service.Drive(r.Context(), r.owner, uuid)
	if err != nil || r.PostFormValue("planned") != strconv.FormatInt(d.Planned.UnixMicro(), 10) {
		return err
	}
	return p.service.ConfirmPlan(r.Context(), r.owner, uuid)
}

func (p *pages) actOnSnapshot(r *request) (result, error) {
	s, err := p.service.Snapshot(r.Context(), r.owner, r.PathValue("uuid"))
	if err != nil {
		return result{}, err
	}
	to := result{to: "/drives/" + s.Drive}
	switch r.PostFormValue("do") {
	case "hold":
		return to, p.service.Hold(r.Context(), r.owner, s.UUID, time.Time{})
	case "release":
		return to, p.service.Release(r.Context(), r.owner, s.UUID)
	}
	return result{}, service.ErrNotExist
}
