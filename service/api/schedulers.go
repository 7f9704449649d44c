package api

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/service"
)

func listSchedulers(v *server, r request) (answer, error) {
	return v.schedulers(r, (*cloudsigma.Scheduler).Brief)
}

func detailSchedulers(v *server, r request) (answer, error) {
	return v.schedulers(r, func(s *cloudsigma.Scheduler) []byte { return s.Answer() })
}

// schedulers answers with a page of the user's schedulers, each in a form.
func (v *server) schedulers(r request, form func(*cloudsigma.Scheduler) []byte) (answer, error) {
	q, err := cloudsigma.ParseQuery(r.query)
	if err != nil {
		return answer{}, err
	}
	found, total, err := v.find(r, q)
	if err != nil {
		return answer{}, err
	}
	return ok(q.Answer(found, total, form))
}

// find returns the page that a query asks for, and the number of schedulers before
// paging. The database finds a page of all by uuid, as most clients ask; others are
// selected from all schedulers.
func (v *server) find(r request, q cloudsigma.Query) ([]*cloudsigma.Scheduler, int, error) {
	if q.Limit > 0 && len(q.Filters) == 0 && (q.OrderBy == "" || q.OrderBy == "uuid") {
		return v.service.SchedulersPage(r.Context(), r.user.UUID, q.Limit, q.Offset)
	}
	all, err := v.service.Schedulers(r.Context(), r.user.UUID)
	found, page := q.Select(all)
	return found, page.Total, err
}

func schema(*server, request) (answer, error) { return ok(cloudsigma.Schema()) }

func zones(*server, request) (answer, error) {
	body, err := json.Marshal(cloudsigma.Zones())
	if err != nil {
		return answer{}, err
	}
	return ok(body)
}

func createSchedulers(v *server, r request) (answer, error) {
	created, findings, err := v.service.CreateSchedulers(r.Context(), r.user.UUID, asObjects(r.body))
	if err != nil {
		return answer{}, err
	}
	location := base + "backupschedulers/"
	if len(created) == 1 {
		location += created[0].UUID() + "/"
	}
	return answer{
		status: http.StatusCreated, body: cloudsigma.CreateAnswer(created), location: location, findings: findings,
	}, nil
}

// asObjects returns the body of a creation with a bare list put into {"objects":
// ...}: the vendor takes both.
func asObjects(body []byte) []byte {
	list := bytes.TrimLeft(body, " \t\r\n")
	if !bytes.HasPrefix(list, []byte("[")) {
		return body
	}
	return slices.Concat([]byte(`{"objects":`), list, []byte("}"))
}

func getScheduler(v *server, r request) (answer, error) {
	q, err := cloudsigma.ParseQuery(r.query)
	if err != nil {
		return answer{}, err
	}
	found, err := v.service.Scheduler(r.Context(), r.user.UUID, r.uuid())
	if err != nil {
		return answer{}, err
	}
	return ok(found.Answer(q.Fields...))
}

func updateScheduler(v *server, r request) (answer, error) {
	updated, err := v.service.UpdateScheduler(r.Context(), r.user.UUID, r.uuid(), r.body)
	if err != nil {
		return answer{}, err
	}
	return ok(updated.Answer())
}

func deleteScheduler(v *server, r request) (answer, error) {
	return noContent(v.service.DeleteSchedulers(r.Context(), r.user.UUID, r.uuid()))
}

func deleteSchedulers(v *server, r request) (answer, error) {
	uuids, err := cloudsigma.ParseDeletion(r.body)
	if err != nil {
		return answer{}, err
	}
	return noContent(v.service.DeleteSchedulers(r.Context(), r.user.UUID, lower(uuids)...))
}

// lower returns uuids in small letters.
func lower(uuids []string) []string {
	for i, uuid := range uuids {
		uuids[i] = strings.ToLower(uuid)
	}
	return uuids
}

// qumuloStatus answers with the status document of a policy.
func qumuloStatus(v *server, r request) (answer, error) {
	if v.Policies == nil {
		return answer{}, service.ErrNotExist
	}
	policy, found := v.Policies.ByID(r.PathValue("id"))
	if !found {
		return answer{}, service.ErrNotExist
	}
	return ok(policy.Status())
}
