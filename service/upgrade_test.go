package service_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/driver/directory"
)

// TestNewerDatabase opens a database that a newer program has changed. Opened again
// by this one, a database is as it was.
func TestNewerDatabase(t *testing.T) {
	db, dialect, err := service.Open(filepath.Join(t.TempDir(), "test.db"))
	require.NoError(t, err)
	defer db.Close()
	config := service.Config{DB: db, Dialect: dialect, Driver: directory.New("/copies")}
	for range 2 {
		_, err = service.New(t.Context(), config)
		require.NoError(t, err)
	}
	_, err = db.ExecContext(t.Context(), "INSERT INTO migrations (version) VALUES (1000)")
	require.NoError(t, err)
	_, err = service.New(t.Context(), config)
	require.ErrorContains(t, err, "the database has version 1000: this program knows versions up to")
}

// version1 is a database as the first version made it, with schedulers of two
// owners. The first migration never changes.
func version1(t *testing.T, db *sql.DB, dialect service.Dialect) {
	script, err := os.ReadFile("internal/store/migrations/001.sql")
	require.NoError(t, err)
	key := "INTEGER PRIMARY KEY AUTOINCREMENT"
	if dialect == service.PostgreSQL {
		key = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
	}
	statements := strings.Split(strings.ReplaceAll(string(script), "SERIAL_KEY", key), ";\n")
	statements = append(statements[:len(statements)-1],
		"CREATE TABLE migrations (version BIGINT PRIMARY KEY)", "INSERT INTO migrations (version) VALUES (1)")
	for _, scheduler := range []string{"'1', 'a'", "'2', 'b'", "'3', 'a'"} {
		statements = append(statements, "INSERT INTO schedulers (uuid, owner, document, revision, created)"+
			" VALUES ("+scheduler+", '"+hourly+"', 1, 1000)")
	}
	statements = append(statements,
		"INSERT INTO trail (at, actor, verb, kind, object, before, after) VALUES (1, 'a', 'add', 'drive', 'd', '', ''),"+
			" (2, 'a', 'hold', 'snapshot', 's', '', 'n')",
		"INSERT INTO drives VALUES ('d', 'a', '', '', '', '', 0, 0, '', 0, 0)",
		"INSERT INTO snapshots VALUES ('s', 'd', 'a', 'n', '', 0, 0, 0, 0, 0, 0, 0, '', 0, 0, 0, '')")
	for _, statement := range statements {
		_, err := db.ExecContext(t.Context(), statement)
		require.NoError(t, err, statement)
	}
}

// TestUpgrade brings a database of the first version up to date. The schedulers in
// it are counted as those made since.
func TestUpgrade(t *testing.T) {
	onEmpty(t, func(t *testing.T, db *sql.DB, dialect service.Dialect) {
		version1(t, db, dialect)
		s := newService(t, db, dialect)
		require.Equal(t, []string{"1", "3"}, wantsPages(t, s, "a"))
		require.Equal(t, []string{"2"}, wantsPages(t, s, "b"))
		require.Empty(t, wantsPages(t, s, "c"))
		_, _, err := s.CreateSchedulers(t.Context(), "b", []byte(hourly))
		require.NoError(t, err)
		require.NoError(t, s.DeleteSchedulers(t.Context(), "a", "1"))
		require.Equal(t, []string{"3"}, wantsPages(t, s, "a"))
		require.Len(t, wantsPages(t, s, "b"), 2)
		require.Len(t, wantsPages(t, s, ""), 3)

		// A drive's trail has the changes to its snapshots, and outlives both.
		verbs := func(owner, uuid string) (list []string) {
			changes, err := s.Trail(t.Context(), owner, uuid, 0, 10)
			require.NoError(t, err)
			for _, c := range changes {
				list = append(list, c.Verb)
			}
			return list
		}
		require.Equal(t, []string{"hold", "add"}, verbs("a", "d"))
		require.NoError(t, s.RemoveDrives(t.Context(), "a", "d"))
		require.Equal(t, []string{"remove", "hold", "add"}, verbs("a", "d"))
		require.Equal(t, []string{"delete"}, verbs("a", "1"))
		require.NoError(t, s.AddDrive(t.Context(), service.Drive{UUID: "d", Owner: "b"}))
		require.Equal(t, []string{"add"}, verbs("b", "d"), "of another drive of the uuid")
		_, err = s.Trail(t.Context(), "a", "d", 0, 10)
		require.ErrorIs(t, err, service.ErrNotExist)
	})
}
