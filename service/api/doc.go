// Package api serves the schedulers, drives and snapshots of a service over HTTP,
// as CloudSigma's API does, for the vendor's own clients and for scripts.
//
//	handler, err := api.New(s, api.Config{})
//	...
//	err = http.ListenAndServe("127.0.0.1:8080", handler)
//
// # Paths
//
// Below /api/2.0/, with or without a slash at the end:
//
//	backupschedulers/                   GET, POST, DELETE (many)
//	backupschedulers/detail/            GET
//	backupschedulers/schema/            GET
//	backupschedulers/UUID/              GET, PUT, DELETE
//	timezones/                          GET
//	drives/                             GET, DELETE (many)
//	drives/detail/                      GET
//	drives/UUID/                        GET, DELETE
//	drives/UUID/action/?do=ACTION       POST
//	snapshots/, remotesnapshots/        GET, DELETE (many)
//	snapshots/detail/                   GET, remotesnapshots/detail/ too
//	snapshots/UUID/                     GET, DELETE, remotesnapshots/UUID/ too
//	snapshots/UUID/action/?do=ACTION    POST, remotesnapshots/UUID/action/ too
//
// The actions of a drive are set_scheduler, which is the vendor's, take_snapshot and
// confirm_plan; those of a snapshot are hold, with {"until": INSTANT} or without end
// for null, and release. Deleting a drive ends the service's care for it: neither the
// drive nor any snapshot is touched. GET /v3/snapshots/policies/status/ID answers as
// Qumulo's API does, /healthz tells whether the database answers, and /metrics is for
// Prometheus. Other paths below /api/ and /v3/ are answered 404.
//
// # Requests
//
// A user sees only objects of their own: those of others do not exist (404). All
// paths but /healthz want Basic authentication. A wrong password costs as much time
// as a wrong name, and at most two passwords are checked at once; a right one is
// remembered for a minute.
//
// A body has at most a megabyte and must arrive within half a minute; a URL has at
// most 16 kilobytes. Errors are a JSON list of objects with error_type, error_message
// and error_point (the vendor's documentation); 401 has a challenge, 405 the methods
// allowed, 406 is for clients that do not take JSON, and 503 asks to try again.
// Requests of browsers from other sites are refused.
//
// Where the vendor's pages are silent, or say more than one thing:
//
//   - The content type of a body is not looked at: it is JSON in UTF-8.
//   - A creation is one scheduler, {"objects": [...]}, or a bare list. A deletion of
//     many is {"objects": [{"uuid": ...}]} alone, and all or none.
//   - A uuid in a path, a deletion or a link may be in capitals. The filter uuid is
//     exact.
//   - format=json wins over Accept, and of several formats the last counts. A query
//     that cannot be read is refused, as an unknown filter is.
//   - Lists of drives and snapshots take the filters name, name__contains, uuid, tag,
//     status and drive, and fields, which one object takes too.
//   - OPTIONS lists the methods in Allow and in the body, as plain text.
//   - The header Longcase-Findings has the codes of what is doubtful in a created
//     scheduler, each once.
//   - X-Request-Id names the request in the service's log, where it failed.
//   - Snapshots cannot be created, edited or cloned, nor drives created or edited:
//     405, or 400 for an action. There are no sessions: Basic authentication only.
//
// # Map
//
// handler.go dispatches requests, limits.go bounds them; auth.go checks passwords;
// answer.go writes answers and errors; schedulers.go, drives.go and snapshots.go are
// the resources, list.go their lists; metrics.go observes.
package api
