package api

import (
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/service"
)

// answer is an answer to a request. Its body is nil for none, and its kind, "" for
// JSON, the body's media type.
type answer struct {
	status          int
	kind            string
	body            []byte
	allow, location string
	findings        []longcase.Finding
}

func ok(body []byte) (answer, error) { return answer{status: http.StatusOK, body: body}, nil }

// noContent answers a deletion. There is no body, and yet the vendor gives its type.
func noContent(err error) (answer, error) {
	return answer{status: http.StatusNoContent, kind: "text/html; charset=utf-8"}, err
}

// statusError is an error with a status of HTTP.
type statusError struct {
	status        int
	kind, message string
	allow         string
}

func (e *statusError) Error() string { return e.message }

var (
	errUnauthorized = &statusError{
		status: http.StatusUnauthorized, kind: "permission", message: "want the name and password of a user",
	}
	errCrossOrigin = &statusError{
		status: http.StatusForbidden, kind: "permission", message: "a page of another site made the request",
	}
)

// invalid returns the error for a parameter or a key of a request.
func invalid(pointer, message string) error {
	return &longcase.DocumentError{Problems: []longcase.Finding{{
		Code: longcase.CodeValue, Pointer: pointer, Severity: longcase.Error, Message: message,
	}}}
}

// errorAnswer returns the answer for an error: a list as the vendor's API answers.
// Errors that are no fault of the client are logged, and their text is kept from
// the client, since it may hold paths and addresses.
func (v *server) errorAnswer(r *http.Request, err error) answer {
	var (
		status  *statusError
		refused *longcase.DocumentError
	)
	switch {
	case errors.As(err, &refused):
		return errorList(http.StatusBadRequest, cloudsigma.Errors(err)...)
	case errors.As(err, &status):
		a := errorList(status.status, cloudsigma.Error{Type: status.kind, Message: status.message})
		a.allow = status.allow
		return a
	case errors.Is(err, service.ErrNotExist):
		return errorList(http.StatusNotFound, cloudsigma.Error{Type: "notexist", Message: err.Error()})
	case errors.Is(err, service.ErrBusy):
		return errorList(http.StatusServiceUnavailable, cloudsigma.Error{Type: "concurrency", Message: service.ErrBusy.Error()})
	case r.Context().Err() != nil:
		return errorList(http.StatusServiceUnavailable, cloudsigma.Error{Type: "concurrency", Message: "there was no time for the answer: try again"})
	}
	v.Log.Error("a request failed",
		"request", r.Context().Value(requestKey{}), "method", r.Method, "path", r.URL.Path, "error", err)
	return errorList(http.StatusInternalServerError, cloudsigma.Error{Type: "backend", Message: "the service failed; its log says why"})
}

func errorList(status int, list ...cloudsigma.Error) answer {
	body, _ := json.Marshal(list)
	return answer{status: status, body: body}
}

// write writes the answer.
func (a answer) write(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Vary", "Accept-Encoding, Authorization")
	setIf(h, "Allow", a.allow)
	setIf(h, "Location", a.location)
	setIf(h, "Longcase-Findings", codes(a.findings))
	if a.status == http.StatusServiceUnavailable {
		h.Set("Retry-After", "5")
	}
	h.Set("Content-Type", cmp.Or(a.kind, "application/json; charset=utf-8"))
	if a.body == nil {
		w.WriteHeader(a.status)
		return
	}
	if len(a.body) < 1024 || !takesGzip(r) {
		h.Set("Content-Length", strconv.Itoa(len(a.body)))
		w.WriteHeader(a.status)
		if r.Method != http.MethodHead {
			_, _ = w.Write(a.body)
		}
		return
	}
	h.Set("Content-Encoding", "gzip")
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		z := gzip.NewWriter(w)
		_, _ = z.Write(a.body)
		_ = z.Close()
	}
}

func setIf(h http.Header, name, value string) {
	if value != "" {
		h.Set(name, value)
	}
}

// codes returns the codes of findings, each once: a body of thousands of schedulers
// has as many findings, and clients and proxies refuse long headers (Python's
// client those of 64 kilobytes). Their sentences quote the request, and do not
// belong in a header.
func codes(findings []longcase.Finding) string {
	var list []string
	for _, f := range findings {
		if code := string(f.Code); !slices.Contains(list, code) {
			list = append(list, code)
		}
	}
	return strings.Join(list, ", ")
}

// takesGzip reports whether a client takes gzip.
func takesGzip(r *http.Request) bool {
	for item := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		coding, parameters, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(item, " ", "")), ";")
		if coding == "gzip" {
			q, err := strconv.ParseFloat(strings.TrimPrefix(parameters, "q="), 64)
			return err != nil || q > 0
		}
	}
	return false
}
