package api_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// TestOwners wants the objects of others not to exist, wherever a request may name
// them: in its path, in its body, among its own in a list, in a link, in a filter.
func TestOwners(t *testing.T) {
	alice := newClient(t)
	mallory := alice.as("mallory", "another password")
	require.NoError(t, alice.service.PauseDeletions(t.Context(), "", false))
	scheduler, drive := alice.create(), alice.addDrive("")
	snapshot, remote := alice.addSnapshot(drive, false), alice.addSnapshot(drive, true)
	ownScheduler, ownDrive := mallory.create(), mallory.addDrive("")
	ownSnapshot := mallory.addSnapshot(ownDrive, false)
	const base = "/api/2.0/"
	before := alice.everything()
	for _, request := range []struct{ method, path, body string }{
		{"GET", "backupschedulers/" + scheduler, ""},
		{"GET", "backupschedulers/" + scheduler + "?fields=uuid", ""},
		{"PUT", "backupschedulers/" + scheduler, "{}"},
		{"PUT", "backupschedulers/" + scheduler, `{"name":7}`},
		{"DELETE", "backupschedulers/" + scheduler, ""},
		{"DELETE", "backupschedulers/", deletion(scheduler)},
		{"DELETE", "backupschedulers/", deletion(ownScheduler, scheduler)},
		{"DELETE", "backupschedulers/", deletion(scheduler, ownScheduler)},
		{"GET", "drives/" + drive, ""},
		{"DELETE", "drives/" + drive, ""},
		{"DELETE", "drives/", deletion(ownDrive, drive)},
		{"DELETE", "drives/", deletion(drive, ownDrive)},
		{"POST", "drives/" + drive + "/action/?do=set_scheduler", `{"backup_policy_uuid":null}`},
		{"POST", "drives/" + drive + "/action/?do=set_scheduler", `{"backup_policy_uuid":"` + ownScheduler + `"}`},
		{"POST", "drives/" + ownDrive + "/action/?do=set_scheduler", `{"backup_policy_uuid":"` + scheduler + `"}`},
		{"POST", "drives/" + drive + "/action/?do=take_snapshot", ""},
		{"POST", "drives/" + drive + "/action/?do=confirm_plan", ""},
		{"GET", "snapshots/" + snapshot, ""},
		{"DELETE", "snapshots/" + snapshot, ""},
		{"DELETE", "snapshots/", deletion(ownSnapshot, snapshot)},
		{"DELETE", "snapshots/", deletion(snapshot, ownSnapshot)},
		{"POST", "snapshots/" + snapshot + "/action/?do=hold", "{}"},
		{"POST", "snapshots/" + snapshot + "/action/?do=release", ""},
		{"GET", "remotesnapshots/" + remote, ""},
		{"DELETE", "remotesnapshots/" + remote, ""},
		{"DELETE", "remotesnapshots/", deletion(remote)},
		{"POST", "remotesnapshots/" + remote + "/action/?do=hold", "{}"},
	} {
		mallory.wants(404, request.method, base+request.path, request.body)
	}
	for _, list := range []string{"backupschedulers", "backupschedulers/detail", "drives", "drives/detail", "snapshots", "remotesnapshots"} {
		for _, id := range []string{scheduler, drive, snapshot, remote} {
			require.Empty(t, uuids(t, mallory.wants(200, "GET", base+list+"/?limit=0&uuid="+id, "").body))
		}
	}
	require.Empty(t, uuids(t, mallory.wants(200, "GET", base+"snapshots/?drive="+drive, "").body))
	require.Equal(t, before, alice.everything())
	require.Empty(t, alice.deletions())
	// Nothing of her own went either: a list is all or none.
	mallory.wants(200, "GET", base+"backupschedulers/"+ownScheduler, "")
	mallory.wants(200, "GET", base+"drives/"+ownDrive, "")
}

// TestOwnersInDocuments wants a document that names another owner, or another's
// object, to give nothing away: neither to whom it names nor to who wrote it.
func TestOwnersInDocuments(t *testing.T) {
	alice := newClient(t)
	mallory := alice.as("mallory", "another password")
	scheduler := alice.create()
	before := alice.everything()
	owner := `{"resource_uri":"/api/2.0/user/` + alice.user.UUID + `/","uuid":"` + alice.user.UUID + `"}`
	forged := minimal[:len(minimal)-1] + `,"uuid":"` + scheduler + `","owner":` + owner +
		`,"resource_uri":"` + schedulers + scheduler + `/","meta":{"owner":"` + alice.user.UUID + `"},` +
		`"grantees":[{"permissions":["EDIT"],"user":` + owner + `}],"permissions":["EDIT"],"tags":["` + scheduler + `"]}`
	created := objects(t, mallory.wants(201, "POST", schedulers, forged).body)[0]
	require.NotEqual(t, scheduler, created["uuid"])
	require.Equal(t, mallory.user.UUID, created["owner"].(map[string]any)["uuid"])
	path := schedulers + created["uuid"].(string)
	mallory.wants(400, "PUT", path, `{"owner":`+owner+`}`)
	mallory.wants(400, "PUT", path, `{"uuid":"`+scheduler+`"}`)
	require.Equal(t, before, alice.everything())
	alice.wants(404, "GET", path, "") // grantees are kept as they are given, and grant nothing
}

// everything returns what a user sees.
func (c *client) everything() (all []string) {
	for _, list := range []string{"backupschedulers/detail", "drives", "snapshots", "remotesnapshots"} {
		all = append(all, c.wants(200, "GET", "/api/2.0/"+list+"/?limit=0", "").body)
	}
	return all
}
