package page

import (
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/service"
)

// failure returns the page about an error.
func (p *pages) failure(r *http.Request, err error) result {
	var refused *longcase.DocumentError
	switch {
	case errors.Is(err, service.ErrNotExist):
		return result{http.StatusNotFound, "error", "Not found", "Nothing of yours is here.", ""}
	case errors.Is(err, service.ErrBusy):
		return result{http.StatusServiceUnavailable, "error", "Busy", "A run is under way. Try again in a moment.", ""}
	case errors.Is(err, errMethod):
		return result{http.StatusMethodNotAllowed, "error", "Refused", "The page does not take this.", ""}
	case errors.Is(err, errUnreadable):
		return result{http.StatusBadRequest, "error", "Refused", "The form is too long, or did not arrive in full.", ""}
	case errors.As(err, &refused):
		return result{http.StatusBadRequest, "error", "Refused", refused.Error(), ""}
	}
	p.Log.Error("page: a request failed", "method", r.Method, "path", r.URL.Path, "error", err)
	return result{http.StatusInternalServerError, "error", "Failed", "The service failed; its log says why.", ""}
}

// deletedShown is how many deleted schedulers, and refusedShown how many refused plans
// the first page shows.
const deletedShown, refusedShown = 10, 20

// overview is the first page: everything of a user in two tables.
type overview struct {
	Schedulers      []schedulerRow
	SchedulersPager pager
	Deleted         []deletedRow
	Drives          []driveRow
	DrivesPager     pager
	Refused         []service.Drive // whose last plan deleted nothing
	Examples        []cloudsigma.Example
}

// deletedRow is a scheduler that was deleted.
type deletedRow struct {
	UUID, Name string
	At         time.Time
}

// schedulerRow is a scheduler with its next snapshot.
type schedulerRow struct {
	UUID, Name, Words string
	Enabled           bool
	Zone              string
	Next              time.Time
	Drives            int
}

// driveRow is a drive with its last and next runs.
type driveRow struct {
	service.DriveSummary
	SchedulerName string
	Next          time.Time
}

func (p *pages) overview(r *request) (result, error) {
	data := overview{Examples: cloudsigma.Examples()}
	for _, fill := range []func(*request, *overview) error{p.schedulers, p.deletedSchedulers, p.drives} {
		if err := fill(r, &data); err != nil {
			return result{}, err
		}
	}
	return result{view: "overview", title: "Schedulers and drives", data: data}, nil
}

// schedulers fills in a page of the schedulers.
func (p *pages) schedulers(r *request, data *overview) error {
	offset, err := r.offset("schedulers")
	if err != nil {
		return err
	}
	page, total, err := p.service.SchedulersPage(r.Context(), r.owner, pageSize, offset)
	if err != nil {
		return err
	}
	var uuids []string
	for _, s := range page {
		data.Schedulers = append(data.Schedulers, p.row(s))
		uuids = append(uuids, s.UUID())
	}
	linked, err := p.service.Linked(r.Context(), r.owner, uuids...)
	for i, row := range data.Schedulers {
		data.Schedulers[i].Drives = linked[row.UUID]
	}
	data.SchedulersPager = r.pager("schedulers", offset, total)
	return err
}

// deletedSchedulers fills in the schedulers deleted last.
func (p *pages) deletedSchedulers(r *request, data *overview) error {
	list, err := p.service.DeletedSchedulers(r.Context(), r.owner, deletedShown)
	for _, c := range list {
		data.Deleted = append(data.Deleted, deletedRow{c.Object, nameIn(c.Before), c.At})
	}
	return err
}

// nameIn returns the name in a scheduler's document.
func nameIn(document string) string {
	var named struct{ Name string }
	_ = json.Unmarshal([]byte(document), &named) // it was valid when it was stored
	return named.Name
}

// drives fills in a page of the drives, and the refused plans.
func (p *pages) drives(r *request, data *overview) error {
	offset, err := r.offset("drives")
	if err != nil {
		return err
	}
	page, total, err := p.service.DrivesPage(r.Context(), r.owner, pageSize, offset)
	if err != nil {
		return err
	}
	linked := map[string]schedulerRow{"": {}}
	for _, d := range page {
		s, known := linked[d.Scheduler]
		if !known {
			scheduler, err := p.service.Scheduler(r.Context(), r.owner, d.Scheduler)
			if err != nil {
				return err
			}
			s = p.row(scheduler)
			linked[d.Scheduler] = s
		}
		data.Drives = append(data.Drives, driveRow{d, s.Name, s.Next})
	}
	data.DrivesPager = r.pager("drives", offset, total)
	data.Refused, err = p.service.RefusedPlans(r.Context(), r.owner, refusedShown)
	return err
}

func (p *pages) row(s *cloudsigma.Scheduler) schedulerRow {
	policy := s.Policy()
	row := schedulerRow{UUID: s.UUID(), Name: policy.Name, Words: policy.String(), Enabled: policy.Enabled, Zone: policy.Zone.OrUTC().String()}
	if policy.Enabled {
		row.Next, _ = policy.Schedule.Next(p.Clock())
	}
	return row
}
