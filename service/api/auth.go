package api

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"time"

	"golang.org/x/crypto/bcrypt"

	"github.com/longcase/longcase/service"
)

const (
	// rememberedFor is how long a right password needs no second check, and
	// rememberedLimit how many are remembered.
	rememberedFor, rememberedLimit = time.Minute, 10_000
	// checksAtOnce bounds the processors that strangers with wrong passwords can
	// keep busy.
	checksAtOnce = 2
)

// authenticator checks names and passwords.
type authenticator struct {
	service *service.Service
	checks  chan struct{}
	// key is random, so that the memory of a process gives no passwords away, and
	// nobody can compute a digest in advance.
	key []byte
	// nobody is the hash against which the passwords of unknown users are checked,
	// so that they cost as much as others.
	nobody []byte

	mu         sync.Mutex
	remembered map[[sha256.Size]byte]time.Time
}

func newAuthenticator(s *service.Service) (*authenticator, error) {
	a := &authenticator{
		service: s, checks: make(chan struct{}, checksAtOnce),
		key: make([]byte, 32), remembered: map[[sha256.Size]byte]time.Time{},
	}
	_, _ = rand.Read(a.key)
	hash, err := HashPassword(rand.Text())
	a.nobody = []byte(hash)
	return a, err
}

// HashPassword returns the hash of a password for [service.Service.AddUser]. A
// password has 8 to 72 bytes, the most that bcrypt reads.
func HashPassword(password string) (string, error) {
	if len(password) < 8 || len(password) > 72 {
		return "", errors.New("a password has 8 to 72 bytes")
	}
	hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.DefaultCost)
	return string(hash), err
}

// user returns the user with a name and a password; ok is false if no user has
// both.
func (a *authenticator) user(ctx context.Context, name, password string) (u service.User, ok bool, err error) {
	u, err = a.service.User(ctx, name)
	known := err == nil
	if err != nil && !errors.Is(err, service.ErrNotExist) {
		return u, false, err
	}
	digest := a.digest(name, password, u.Password)
	if known && a.remembers(digest) {
		return u, true, nil
	}
	hash := a.nobody
	if known {
		hash = []byte(u.Password)
	}
	select {
	case a.checks <- struct{}{}:
		defer func() { <-a.checks }()
	case <-ctx.Done():
		return u, false, ctx.Err()
	}
	// Of a burst of requests by one client the first pays for all.
	if known && a.remembers(digest) {
		return u, true, nil
	}
	if bcrypt.CompareHashAndPassword(hash, []byte(password)) != nil || !known {
		return u, false, nil
	}
	a.remember(digest)
	return u, true, nil
}

// digest returns the key under which a password is remembered. The stored hash is
// part of it: a changed password is forgotten at once. A name and a password may hold
// any byte, NUL too: the length of the name, and the password's place at the end, keep
// the parts apart.
func (a *authenticator) digest(name, password, hash string) [sha256.Size]byte {
	mac := hmac.New(sha256.New, a.key)
	mac.Write([]byte(strconv.Itoa(len(name)) + ":" + name + hash + "\x00" + password))
	return [sha256.Size]byte(mac.Sum(nil))
}

func (a *authenticator) remembers(digest [sha256.Size]byte) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	until, ok := a.remembered[digest]
	return ok && time.Now().Before(until)
}

func (a *authenticator) remember(digest [sha256.Size]byte) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.remembered) >= rememberedLimit {
		clear(a.remembered)
	}
	a.remembered[digest] = time.Now().Add(rememberedFor)
}

type userKey struct{}

// UserOf returns the user of a request that [Config.Fallback] answers, by the
// request's context.
func UserOf(ctx context.Context) service.User {
	u, _ := ctx.Value(userKey{}).(service.User)
	return u
}

// authenticated answers requests without the name and password of a user.
func (v *server) authenticated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, password, _ := r.BasicAuth()
		u, ok, err := v.auth.user(r.Context(), name, password)
		switch {
		case err != nil:
			v.errorAnswer(r, err).write(w, r)
		case !ok:
			w.Header().Set("WWW-Authenticate", `Basic realm="longcase", charset="UTF-8"`)
			v.errorAnswer(r, errUnauthorized).write(w, r)
		default:
			next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), userKey{}, u)))
		}
	})
}
