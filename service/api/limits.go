package api

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"net/http"
	"time"
)

const (
	bodyLimit = 1 << 20
	bodyTime  = 30 * time.Second
	// urlLimit is the length of the longest path with its parameters. A list costs the
	// number of its objects times that of the values of its filters.
	urlLimit = 16 << 10
	// workTime is how long an answer may take to be made, from the start of the
	// request, and answerTime to be read.
	workTime, answerTime = 50 * time.Second, time.Minute
)

// bounded limits the size of requests and the time that they take.
func (v *server) bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		control := http.NewResponseController(w)
		// Writers without deadlines, as in tests, do without.
		_ = control.SetReadDeadline(time.Now().Add(v.BodyTime))
		_ = control.SetWriteDeadline(time.Now().Add(answerTime))
		ctx, cancel := context.WithTimeout(r.Context(), workTime)
		defer cancel()
		// The server keeps its own request and sees by its body how much of it is to
		// come: of a long one it waits for nothing.
		own := r.WithContext(ctx)
		body := &arriving{r.Body, func() { _ = control.SetReadDeadline(time.Now().Add(answerTime)) }}
		own.Body = http.MaxBytesReader(w, body, bodyLimit)
		next.ServeHTTP(w, own)
	})
}

// arriving is a body that tells when it has arrived. The server goes on reading, to
// hear of a client that leaves, and at the deadline of the body it would take a client
// that waits for one that left.
type arriving struct {
	io.ReadCloser
	arrived func()
}

func (a *arriving) Read(p []byte) (int, error) {
	n, err := a.ReadCloser.Read(p)
	if err == io.EOF {
		a.arrived()
	}
	return n, err
}

// read returns the body of a request.
func read(r *http.Request) ([]byte, error) {
	tooLong := &statusError{
		status: http.StatusRequestEntityTooLarge, kind: "validation", message: "the body is longer than a megabyte",
	}
	if r.ContentLength > bodyLimit {
		return nil, tooLong
	}
	body, err := io.ReadAll(r.Body)
	if limit := (*http.MaxBytesError)(nil); errors.As(err, &limit) {
		return nil, tooLong
	}
	if err != nil {
		return nil, &statusError{status: http.StatusRequestTimeout, kind: "validation", message: "the body did not arrive in full"}
	}
	return body, nil
}

// requestHeader has an answer's name, by which the log knows a request that failed. The
// vendor's clients print it with their errors.
const requestHeader = "X-Request-Id"

type requestKey struct{}

// numbered names requests. A name that a client sends is not taken: it could be
// anything, and anybody's.
func numbered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()
		w.Header().Set(requestHeader, id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestKey{}, id)))
	})
}

// sameOrigin refuses requests that pages of other sites make by a browser that knows
// the password.
func (v *server) sameOrigin(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v.errorAnswer(r, errCrossOrigin).write(w, r)
	}))
	return protection.Handler(next)
}
