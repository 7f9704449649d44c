package service_test

import (
	"database/sql"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/driver/directory"
	"github.com/longcase/longcase/service/internal/postgres"
)

// onEmpty runs a test on an empty database of each kind.
func onEmpty(t *testing.T, test func(t *testing.T, db *sql.DB, dialect service.Dialect)) {
	run := func(t *testing.T, address string) {
		db, dialect, err := service.Open(address)
		require.NoError(t, err)
		defer db.Close()
		test(t, db, dialect)
	}
	t.Run("sqlite", func(t *testing.T) { run(t, filepath.Join(t.TempDir(), "test.db")) })
	t.Run("postgres", func(t *testing.T) {
		address, err := postgres.ForTest(t).Database("test")
		require.NoError(t, err)
		run(t, address)
	})
}

func newService(t *testing.T, db *sql.DB, dialect service.Dialect) *service.Service {
	s, err := service.New(t.Context(), service.Config{DB: db, Dialect: dialect, Driver: directory.New("/copies")})
	require.NoError(t, err)
	return s
}

// wantsPages wants the pages of an owner's schedulers to be those of the whole list,
// and returns the list's uuids.
func wantsPages(t *testing.T, s *service.Service, owner string) (uuids []string) {
	t.Helper()
	all, err := s.Schedulers(t.Context(), owner)
	require.NoError(t, err)
	for range 4 {
		limit, offset := rand.IntN(5), rand.IntN(len(all)+3)
		page, total, err := s.SchedulersPage(t.Context(), owner, limit, offset)
		require.NoError(t, err)
		require.Equal(t, len(all), total)
		rest := all[min(offset, len(all)):]
		require.True(t, slices.Equal(rest[:min(limit, len(rest))], page), "limit %d, offset %d", limit, offset)
	}
	for _, scheduler := range all {
		uuids = append(uuids, scheduler.UUID())
	}
	return uuids
}

// TestSchedulersPage changes the schedulers of two owners at random, also by
// requests that are refused. The owner "" is the service itself, and owns all.
func TestSchedulersPage(t *testing.T) {
	onEmpty(t, func(t *testing.T, db *sql.DB, dialect service.Dialect) {
		s := newService(t, db, dialect)
		owners := []string{uuid.NewString(), uuid.NewString()}
		for range 60 {
			owner := owners[rand.IntN(2)]
			uuids := wantsPages(t, s, owner)
			rand.Shuffle(len(uuids), func(i, j int) { uuids[i], uuids[j] = uuids[j], uuids[i] })
			some := uuids[:rand.IntN(len(uuids)/2+1)]
			switch rand.IntN(5) {
			case 0:
				body := strings.Replace(hourly, `"minute":"0"`, `"minute":"60"`, 1)
				_, _, err := s.CreateSchedulers(t.Context(), owner, []byte(`{"objects":[`+hourly+`,`+body+`]}`))
				require.Error(t, err)
			case 1:
				require.NoError(t, s.DeleteSchedulers(t.Context(), owner, slices.Concat(some, some)...))
			case 2:
				err := s.DeleteSchedulers(t.Context(), owner, append(some, uuid.NewString())...)
				require.ErrorIs(t, err, service.ErrNotExist)
			default:
				body := `{"objects":[` + hourly + strings.Repeat(","+hourly, rand.IntN(4)) + `]}`
				_, _, err := s.CreateSchedulers(t.Context(), owner, []byte(body))
				require.NoError(t, err)
			}
			wantsPages(t, s, owner)
			wantsPages(t, s, "")
		}
		require.NoError(t, s.DeleteSchedulers(t.Context(), "", wantsPages(t, s, "")...))
		require.Empty(t, wantsPages(t, s, ""))
	})
}

// TestSchedulersAtOnce adds and deletes schedulers from many sides at once: nobody
// waits for the other in a circle, and the number of all stays right.
func TestSchedulersAtOnce(t *testing.T) {
	onEmpty(t, func(t *testing.T, db *sql.DB, dialect service.Dialect) {
		s := newService(t, db, dialect)
		owners := []string{uuid.NewString(), uuid.NewString()}
		var sides sync.WaitGroup
		for i := range 8 {
			sides.Go(func() {
				for range 10 {
					_, _, err := s.CreateSchedulers(t.Context(), owners[i%2], []byte(hourly))
					if err != nil {
						t.Error(err)
					}
					all, err := s.Schedulers(t.Context(), "")
					if err != nil {
						t.Error(err)
						return
					}
					var some []string
					for _, scheduler := range all[:min(3, len(all))] {
						some = append(some, scheduler.UUID())
					}
					slices.Reverse(some)
					if err := s.DeleteSchedulers(t.Context(), "", some...); err != service.ErrNotExist && err != nil {
						t.Error(err)
					}
				}
			})
		}
		sides.Wait()
		wantsPages(t, s, owners[0])
		wantsPages(t, s, owners[1])
		wantsPages(t, s, "")
	})
}
