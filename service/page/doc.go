// Package page serves pages for people about a service: schedulers, drives and
// snapshots, when the next ones are due, and why each snapshot is kept.
//
//	handler, err := api.New(s, api.Config{Fallback: page.New(s, page.Config{})})
//
// A request carries its user as package api authenticated them, and sees only what
// is theirs. Forms are read by the functions that read the API's requests, so a
// page is as strict. It works without scripts, and loads nothing from elsewhere.
package page

import (
	"bytes"
	"embed"
	"errors"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/api"
)

//go:embed templates/*.html
var templates embed.FS

//go:embed static
var static embed.FS

// Config configures the pages. The zero value works.
type Config struct {
	// Clock returns the present instant; nil is time.Now.
	Clock func() time.Time
	// Log receives failures; nil is slog.Default.
	Log *slog.Logger
}

// pages serves the pages of a service.
type pages struct {
	Config
	service *service.Service
	views   map[string]*template.Template
}

// New returns the handler of the pages.
func New(s *service.Service, config Config) http.Handler {
	if config.Clock == nil {
		config.Clock = time.Now
	}
	if config.Log == nil {
		config.Log = slog.Default()
	}
	p := &pages{Config: config, service: s, views: map[string]*template.Template{}}
	shared := []string{"templates/frame.html", "templates/trail.html"}
	for _, name := range []string{"overview", "scheduler", "drive", "deleted", "error"} {
		p.views[name] = template.Must(template.New("frame.html").Funcs(p.functions()).
			ParseFS(templates, append(shared, "templates/"+name+".html")...))
	}
	files, err := fs.Sub(static, "static")
	if err != nil {
		panic(err) // the folder is embedded
	}
	mux := http.NewServeMux()
	mux.Handle("GET /static/", http.StripPrefix("/static/", http.FileServerFS(files)))
	mux.HandleFunc("GET /{$}", p.answer(p.overview))
	mux.HandleFunc("GET /schedulers/{uuid}", p.answer(p.scheduler))
	mux.HandleFunc("POST /schedulers/{uuid}", p.answer(p.editScheduler))
	mux.HandleFunc("GET /drives/{uuid}", p.answer(p.drive))
	mux.HandleFunc("POST /drives/{uuid}", p.answer(p.actOnDrive))
	mux.HandleFunc("POST /snapshots/{uuid}", p.answer(p.actOnSnapshot))
	return guarded(p.elsewhere(mux))
}

// elsewhere answers requests that a mux does not: with the page about the status of
// the mux's own answer, which lists the methods allowed.
func (p *pages) elsewhere(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		plain, pattern := mux.Handler(r)
		if pattern != "" {
			mux.ServeHTTP(w, r)
			return
		}
		answer := headerOnly{http.Header{}}
		plain.ServeHTTP(answer, r)
		err := service.ErrNotExist
		if allowed := answer.header.Get("Allow"); allowed != "" {
			w.Header().Set("Allow", allowed)
			err = errMethod
		}
		p.answer(func(*request) (result, error) { return result{}, err })(w, r)
	})
}

// headerOnly is an answer whose status and body are dropped.
type headerOnly struct{ header http.Header }

func (h headerOnly) Header() http.Header         { return h.header }
func (h headerOnly) WriteHeader(int)             {}
func (h headerOnly) Write(p []byte) (int, error) { return len(p), nil }

// guarded sets the headers that keep a page from doing what it should not: no
// scripts at all, styles from here and from the pictures, forms that send to here
// alone, and no frames.
func guarded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; "+
			"form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// errUnreadable is the error of a form that did not arrive in full, or is none.
var errUnreadable = errors.New("the form is too long, or did not arrive in full")

// errMethod is the error of a method that a page does not have.
var errMethod = errors.New("the page has no such method")

// request is a request of a user.
type request struct {
	*http.Request
	owner string
}

// result is a page to show, or a place to go on to.
type result struct {
	status int
	view   string
	title  string
	data   any
	to     string
}

// answer makes a handler of a function that makes a result.
func (p *pages) answer(f func(*request) (result, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		user := api.UserOf(r.Context())
		made, err := result{}, errUnreadable
		if r.ParseForm() == nil {
			made, err = f(&request{r, user.UUID})
		}
		if err != nil {
			made = p.failure(r, err)
		}
		if made.to != "" {
			http.Redirect(w, r, made.to, http.StatusSeeOther)
			return
		}
		paused, err := p.service.DeletionsPaused(r.Context())
		if err != nil {
			p.Log.Error("page: reading the settings", "error", err)
		}
		var b bytes.Buffer
		err = p.views[made.view].Execute(&b, frame{made.title, user.Name, paused, made.data})
		if err != nil {
			p.Log.Error("page: writing the page", "path", r.URL.Path, "error", err)
			http.Error(w, "the page failed; the service's log says why", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if made.status != 0 {
			w.WriteHeader(made.status)
		}
		_, _ = b.WriteTo(w)
	}
}

// frame is what all pages show.
type frame struct {
	Title, User string
	Paused      bool
	Data        any
}
