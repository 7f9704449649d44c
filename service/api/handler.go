package api

import (
	"cmp"
	"context"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase/qumulo"
	"github.com/longcase/longcase/service"
)

// base is the path of the vendor's API.
const base = "/api/2.0/"

// Config configures the handler. The zero value works.
type Config struct {
	// Policies are the Qumulo policies whose status is answered; nil is none.
	Policies *qumulo.Document
	// Fallback answers paths other than those of the API, such as a page's; nil
	// answers 404. Its requests carry the user; see [UserOf].
	Fallback http.Handler
	// BodyTime is how long the body of a request may take to arrive; 0 is 30 seconds,
	// the most.
	BodyTime time.Duration
	// Log receives requests that fail for no fault of the client; nil is
	// slog.Default.
	Log *slog.Logger
}

// server holds what all requests share.
type server struct {
	Config
	service *service.Service
	auth    *authenticator
	metrics *metrics
}

// request is a request of an authenticated user, with its parameters but format,
// and its body.
type request struct {
	*http.Request
	user  service.User
	query url.Values
	body  []byte
}

// uuid returns the uuid in the path in small letters, as the service makes those of
// schedulers and snapshots; RFC 9562 takes both cases.
func (r request) uuid() string { return strings.ToLower(r.PathValue("uuid")) }

// endpoint answers a request. Its error becomes an answer by errorAnswer.
type endpoint func(*server, request) (answer, error)

// methods is a path's endpoints by method.
type methods map[string]endpoint

// paths returns the endpoints by path. A path ends without a slash.
func paths() map[string]methods {
	return map[string]methods{
		base + "backupschedulers":        {"GET": listSchedulers, "POST": createSchedulers, "DELETE": deleteSchedulers},
		base + "backupschedulers/detail": {"GET": detailSchedulers},
		base + "backupschedulers/schema": {"GET": schema},
		base + "backupschedulers/{uuid}": {"GET": getScheduler, "PUT": updateScheduler, "DELETE": deleteScheduler},

		base + "timezones": {"GET": zones},

		base + "drives":               {"GET": listDrives, "DELETE": deleteDrives},
		base + "drives/detail":        {"GET": listDrives},
		base + "drives/{uuid}":        {"GET": getDrive, "DELETE": deleteDrive},
		base + "drives/{uuid}/action": {"POST": actOnDrive},

		base + "snapshots":                     {"GET": listSnapshots(false), "DELETE": deleteSnapshots(false)},
		base + "snapshots/detail":              {"GET": listSnapshots(false)},
		base + "snapshots/{uuid}":              {"GET": getSnapshot(false), "DELETE": deleteSnapshot(false)},
		base + "snapshots/{uuid}/action":       {"POST": actOnSnapshot(false)},
		base + "remotesnapshots":               {"GET": listSnapshots(true), "DELETE": deleteSnapshots(true)},
		base + "remotesnapshots/detail":        {"GET": listSnapshots(true)},
		base + "remotesnapshots/{uuid}":        {"GET": getSnapshot(true), "DELETE": deleteSnapshot(true)},
		base + "remotesnapshots/{uuid}/action": {"POST": actOnSnapshot(true)},

		"/v3/snapshots/policies/status/{id}": {"GET": qumuloStatus},
	}
}

// New returns a handler that serves the API of a service.
func New(s *service.Service, config Config) (http.Handler, error) {
	if config.Log == nil {
		config.Log = slog.Default()
	}
	if config.BodyTime <= 0 || config.BodyTime > bodyTime {
		config.BodyTime = bodyTime
	}
	auth, err := newAuthenticator(s)
	if err != nil {
		return nil, err
	}
	v := &server{Config: config, service: s, auth: auth, metrics: newMetrics(s)}
	mux := http.NewServeMux()
	for path, m := range paths() {
		mux.Handle(path, v.serve(m))
	}
	mux.Handle("GET /metrics", v.authenticated(v.metrics.handler()))
	mux.HandleFunc("GET /healthz", v.health)
	for _, path := range []string{"/metrics", "/healthz"} { // by other methods
		mux.Handle(path, v.serve(methods{"GET": schema}))
	}
	for _, path := range []string{"/api", "/api/", "/v3", "/v3/"} {
		mux.Handle(path, v.serve(nil))
	}
	mux.Handle("/", v.rest())
	return v.metrics.count(numbered(v.bounded(v.sameOrigin(withoutSlash(mux))))), nil
}

// rest answers paths outside the API's.
func (v *server) rest() http.Handler {
	if v.Fallback != nil {
		return v.authenticated(v.Fallback)
	}
	return v.serve(nil)
}

// withoutSlash lets paths of the API end with a slash or without.
func withoutSlash(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		trimmed := strings.TrimSuffix(r.URL.Path, "/")
		if trimmed == "" || trimmed == r.URL.Path {
			next.ServeHTTP(w, r)
			return
		}
		short := new(http.Request)
		*short = *r
		short.URL = new(url.URL)
		*short.URL = *r.URL
		short.URL.Path, short.URL.RawPath = trimmed, strings.TrimSuffix(r.URL.RawPath, "/")
		next.ServeHTTP(w, short)
	})
}

// serve returns the handler of a path; one without methods does not exist.
func (v *server) serve(m methods) http.Handler {
	return v.authenticated(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a, err := v.answer(m, r)
		if err != nil {
			a = v.errorAnswer(r, err)
		}
		a.write(w, r)
	}))
}

// answer answers a request by its method.
func (v *server) answer(m methods, r *http.Request) (answer, error) {
	e, query, err := m.endpoint(r)
	if err != nil {
		return answer{}, err
	}
	if r.Method == http.MethodOptions {
		return answer{
			status: http.StatusOK, kind: "text/plain; charset=utf-8", body: []byte(m.allowed()), allow: m.allowed(),
		}, nil
	}
	body, err := read(r)
	if err != nil {
		return answer{}, err
	}
	return e(v, request{r, UserOf(r.Context()), query, body})
}

// endpoint returns the endpoint of a request, nil for OPTIONS, and its parameters. It
// refuses requests that no endpoint takes.
func (m methods) endpoint(r *http.Request) (endpoint, url.Values, error) {
	e, ok := m[cmp.Or(sameAs[r.Method], r.Method)]
	query, err := url.ParseQuery(r.URL.RawQuery)
	switch {
	case len(r.URL.Path)+len(r.URL.RawQuery) > urlLimit:
		return nil, nil, &statusError{
			status: http.StatusRequestURITooLong, kind: "validation", message: "the URL is longer than 16 kilobytes",
		}
	case m == nil:
		return nil, nil, service.ErrNotExist
	case !ok && r.Method != http.MethodOptions:
		return nil, nil, &statusError{
			status: http.StatusMethodNotAllowed, kind: "validation",
			message: "the method " + quoted(r.Method) + " is not among " + m.allowed(), allow: m.allowed(),
		}
	case err != nil: // url.URL.Query drops what it cannot read: a filter, and all are listed
		return nil, nil, &statusError{
			status: http.StatusBadRequest, kind: "validation", message: "the parameters cannot be read: " + err.Error(),
		}
	}
	return e, query, checkFormat(r, query)
}

// sameAs is the method whose endpoint a method has too.
var sameAs = map[string]string{http.MethodHead: http.MethodGet}

// checkFormat refuses clients that do not take JSON, and removes the parameter
// format. Of several the last counts, and it wins over Accept (the vendor's rule).
func checkFormat(r *http.Request, query url.Values) error {
	formats := query["format"]
	delete(query, "format")
	if len(formats) == 0 {
		if takesJSON(r.Header.Values("Accept")) {
			return nil
		}
		return &statusError{status: http.StatusNotAcceptable, kind: "validation", message: "answers are application/json only"}
	}
	if last := formats[len(formats)-1]; last != "json" {
		return invalid("/format", quoted(last)+": want json")
	}
	return nil
}

// allowed returns the methods as the header Allow has them.
func (m methods) allowed() string {
	list := append(slices.Collect(maps.Keys(m)), http.MethodOptions)
	if m[http.MethodGet] != nil {
		list = append(list, http.MethodHead)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

// takesJSON reports whether a client takes JSON, by its Accept headers.
func takesJSON(accept []string) bool {
	wanted := strings.Join(accept, ",")
	if strings.TrimSpace(wanted) == "" {
		return true
	}
	for item := range strings.SplitSeq(wanted, ",") {
		kind, _, _ := strings.Cut(item, ";")
		switch strings.ToLower(strings.TrimSpace(kind)) {
		case "*/*", "application/*", "application/json":
			return true
		}
	}
	return false
}

// health answers 200 if the database answers within two seconds.
func (v *server) health(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	status, text := http.StatusOK, "ok\n"
	if err := v.service.DB.PingContext(ctx); err != nil {
		v.Log.Error("health: the database does not answer", "error", err)
		status, text = http.StatusServiceUnavailable, "the database does not answer\n"
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}
