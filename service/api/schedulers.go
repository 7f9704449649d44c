package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/service"
)

// form is a form of schedulers in a list: of a whole list, and of a scheduler of a
// page.
type form struct {
	list func(cloudsigma.Query, []*cloudsigma.Scheduler) []byte
	item func(*cloudsigma.Scheduler) []byte
}

func listSchedulers(v *server, r request) (answer, error) {
	return v.schedulers(r, form{cloudsigma.Query.Listing, (*cloudsigma.Scheduler).Brief})
}

func detailSchedulers(v *server, r request) (answer, error) {
	return v.schedulers(r, form{
		cloudsigma.Query.Detail, func(s *cloudsigma.Scheduler) []byte { return s.Answer() },
	})
}

// schedulers answers with a page of the user's schedulers. The database finds a page
// of all by uuid, as most clients ask; other lists are made of all schedulers.
func (v *server) schedulers(r request, f form) (answer, error) {
	q, err := cloudsigma.ParseQuery(r.query)
	if err != nil {
		return answer{}, err
	}
	if q.Limit > 0 && len(q.Filters) == 0 && (q.OrderBy == "" || q.OrderBy == "uuid") {
		return v.schedulersPage(r, f, q)
	}
	all, err := v.service.Schedulers(r.Context(), r.user.UUID)
	if err != nil {
		return answer{}, err
	}
	return ok(f.list(q, all))
}

func (v *server) schedulersPage(r request, f form, q cloudsigma.Query) (answer, error) {
	page, total, err := v.service.SchedulersPage(r.Context(), r.user.UUID, q.Limit, q.Offset)
	if err != nil {
		return answer{}, err
	}
	b := fmt.Appendf(nil, `{"meta":{"limit":%d,"offset":%d,"total_count":%d},"objects":[`, q.Limit, q.Offset, total)
	for i, s := range page {
		if i > 0 {
			b = append(b, ',')
		}
		if len(q.Fields) > 0 {
			b = append(b, s.Answer(q.Fields...)...)
		} else {
			b = append(b, f.item(s)...)
		}
	}
	return ok(append(b, "]}"...))
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
