package page

import (
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

// overview is the first page: everything of a user in two tables.
type overview struct {
	Schedulers []schedulerRow
	Drives     []driveRow
	Refused    []service.Drive // whose last plan deleted nothing
	Examples   []cloudsigma.Example
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
	service.Drive
	SchedulerName string
	Next          time.Time
	Snapshots     int
}

func (p *pages) overview(r *request) (result, error) {
	schedulers, err := p.service.Schedulers(r.Context(), r.owner)
	if err != nil {
		return result{}, err
	}
	drives, err := p.service.Drives(r.Context(), r.owner)
	if err != nil {
		return result{}, err
	}
	snapshots, err := p.service.Snapshots(r.Context(), r.owner)
	if err != nil {
		return result{}, err
	}
	count := map[string]int{}
	for _, s := range snapshots {
		count[s.Drive]++
	}
	data := overview{Examples: cloudsigma.Examples()}
	rows := map[string]*schedulerRow{}
	data.Schedulers = make([]schedulerRow, len(schedulers))
	for i, s := range schedulers {
		data.Schedulers[i] = p.row(s)
		rows[s.UUID()] = &data.Schedulers[i]
	}
	for _, d := range drives {
		row := driveRow{Drive: d, Snapshots: count[d.UUID]}
		if s := rows[d.Scheduler]; s != nil {
			s.Drives++
			row.SchedulerName, row.Next = s.Name, s.Next
		}
		data.Drives = append(data.Drives, row)
		if d.Plan != "" {
			data.Refused = append(data.Refused, d)
		}
	}
	return result{view: "overview", title: "Schedulers and drives", data: data}, nil
}

func (p *pages) row(s *cloudsigma.Scheduler) schedulerRow {
	policy := s.Policy()
	row := schedulerRow{UUID: s.UUID(), Name: policy.Name, Words: policy.String(), Enabled: policy.Enabled, Zone: policy.Zone.OrUTC().String()}
	if policy.Enabled {
		row.Next, _ = policy.Schedule.Next(p.Clock())
	}
	return row
}
