package service

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/longcase/longcase/service/internal/store"
)

// AddUser adds a user with a name and the bcrypt hash of a password, and returns
// it. A name is text without colons and control characters (RFC 7617, section 2).
func (s *Service) AddUser(ctx context.Context, name, hash string) (User, error) {
	if name == "" || !utf8.ValidString(name) || strings.ContainsFunc(name, notInName) {
		return User{}, fmt.Errorf("user's name: %q: want text without colons and control characters", name)
	}
	return read(ctx, s, func(tx *store.Tx) (User, error) {
		u := User{UUID: uuid.NewString(), Name: name, Password: hash, Created: s.now()}
		if err := tx.InsertUser(u); err != nil {
			return User{}, err
		}
		return u, s.record(tx, "", "add", "user", u.UUID, "", name)
	})
}

// notInName reports whether Basic authentication cannot carry a character in a name.
func notInName(c rune) bool { return c == ':' || unicode.IsControl(c) }

// User returns the user with a name; the error is [ErrNotExist] if nobody has it.
func (s *Service) User(ctx context.Context, name string) (User, error) {
	u, ok, err := store.NewReader(ctx, s.DB).User(name)
	if err == nil && !ok {
		err = ErrNotExist
	}
	return u, err
}

// Users returns all users by name.
func (s *Service) Users(ctx context.Context) ([]User, error) {
	return read(ctx, s, func(tx *store.Tx) ([]User, error) { return tx.Users() })
}

// Trail returns the latest changes to a scheduler or a drive of an owner, and of a
// drive to its snapshots, the newest first; also to one that is gone, as long as the
// trail is kept. Only those before a change's ID are returned; 0 is no bound.
func (s *Service) Trail(ctx context.Context, owner, uuid string, before int64, limit int) ([]Change, error) {
	if before <= 0 {
		before = math.MaxInt64
	}
	return read(ctx, s, func(tx *store.Tx) ([]Change, error) {
		if err := hasTrail(tx, owner, uuid); err != nil {
			return nil, err
		}
		return tx.Trail(uuid, owner, before, limit)
	})
}

// hasTrail returns nil if a scheduler or a drive is an owner's or, of one that is gone,
// if the owner has changed it.
func hasTrail(tx *store.Tx, owner, uuid string) error {
	d, exists, err := tx.Drive(uuid, false)
	if exists || err != nil {
		_, err = own(d, exists, err)(owner)
		return err
	}
	row, exists, err := tx.Scheduler(uuid, false)
	if exists || err != nil {
		_, err = own(row, exists, err)(owner)
		return err
	}
	if acted, err := tx.Acted(uuid, owner); acted || err != nil {
		return err
	}
	return ErrNotExist
}

// DeletedSchedulers returns an owner's latest deletions of schedulers, the newest
// first, as long as the trail is kept. Before is the document.
func (s *Service) DeletedSchedulers(ctx context.Context, owner string, limit int) ([]Change, error) {
	return read(ctx, s, func(tx *store.Tx) ([]Change, error) { return tx.DeletedSchedulers(owner, limit) })
}

// Notices returns the latest notices of an owner, the newest first.
func (s *Service) Notices(ctx context.Context, owner string, limit int) ([]Notice, error) {
	return read(ctx, s, func(tx *store.Tx) ([]Notice, error) { return tx.Notices(owner, limit) })
}

// Outcomes returns the numbers of runs by kind and state, of all owners: of those that
// are under way, and of those that ended within the last hour.
func (s *Service) Outcomes(ctx context.Context) ([]Outcome, error) {
	return read(ctx, s, func(tx *store.Tx) ([]Outcome, error) { return tx.Outcomes(s.now().Add(-time.Hour)) })
}

// Overdue returns when the oldest run that waits was due; the zero time if none
// waits. An instant after now is the next run.
func (s *Service) Overdue(ctx context.Context) (time.Time, error) {
	return read(ctx, s, func(tx *store.Tx) (time.Time, error) { return tx.Overdue() })
}
