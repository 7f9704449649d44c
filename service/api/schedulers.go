package api

import (
	"encoding/json"
	"net/http"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/service"
)

func listSchedulers(v *server, r request) (answer, error) {
	return v.schedulers(r, cloudsigma.Query.Listing)
}

func detailSchedulers(v *server, r request) (answer, error) {
	return v.schedulers(r, cloudsigma.Query.Detail)
}

// schedulers answers with a page of the user's schedulers, printed by a method of
// the query.
func (v *server) schedulers(
	r request, print func(cloudsigma.Query, []*cloudsigma.Scheduler) []byte,
) (answer, error) {
	q, err := cloudsigma.ParseQuery(r.URL.Query())
	if err != nil {
		return answer{}, err
	}
	all, err := v.service.Schedulers(r.Context(), r.user.UUID)
	if err != nil {
		return answer{}, err
	}
	return ok(print(q, all))
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
	created, findings, err := v.service.CreateSchedulers(r.Context(), r.user.UUID, r.body)
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

func getScheduler(v *server, r request) (answer, error) {
	q, err := cloudsigma.ParseQuery(r.URL.Query())
	if err != nil {
		return answer{}, err
	}
	found, err := v.service.Scheduler(r.Context(), r.user.UUID, r.PathValue("uuid"))
	if err != nil {
		return answer{}, err
	}
	return ok(found.Answer(q.Fields...))
}

func updateScheduler(v *server, r request) (answer, error) {
	updated, err := v.service.UpdateScheduler(r.Context(), r.user.UUID, r.PathValue("uuid"), r.body)
	if err != nil {
		return answer{}, err
	}
	return ok(updated.Answer())
}

func deleteScheduler(v *server, r request) (answer, error) {
	return noContent(v.service.DeleteSchedulers(r.Context(), r.user.UUID, r.PathValue("uuid")))
}

func deleteSchedulers(v *server, r request) (answer, error) {
	uuids, err := cloudsigma.ParseDeletion(r.body)
	if err != nil {
		return answer{}, err
	}
	return noContent(v.service.DeleteSchedulers(r.Context(), r.user.UUID, uuids...))
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
