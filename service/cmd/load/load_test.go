package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/service/internal/postgres"
)

// wanted are the lines of a database: numbers are #, and lines about the memory that
// follow each other are a single one.
const wanted = `%s: a page of # from # schedulers: #; the SELECT of its rows: #; the page takes #x, and #x in a process that has not read its schedulers before
%[1]s: # drives, # statements in # transactions for each
    after # s: heap # MB, resident # MB
  service: # s, processors # s
    after # s: heap # MB, resident # MB
  bare: # s, processors # s
    after # s: heap # MB, resident # MB
  single: # s, processors # s
  service: # runs a second; the service takes #x, of the processors #x
  bare: # runs a second; the service takes #x, of the processors #x
  single: # runs a second; the service takes #x, of the processors #x
`

var (
	number = regexp.MustCompile(`[0-9][0-9.]*([µm]?s\b)?`)
	memory = regexp.MustCompile(`(    after .*\n)+`)
)

// TestLoad measures a few drives on either database.
func TestLoad(t *testing.T) {
	if testing.Short() {
		t.Skip("databases are made and copied")
	}
	for _, test := range []struct {
		name             string
		sqlite, postgres int
	}{
		{"SQLite", 3, 0},
		{"PostgreSQL", 0, 3},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out strings.Builder
			o := options{schedulers: 50, workers: 2, rounds: 1, poll: 5 * time.Millisecond, out: &out}
			err := both(t.Context(), o, test.sqlite, test.postgres)
			if errors.Is(err, postgres.ErrMissing) {
				t.Skipf("NOT TESTED ON POSTGRESQL: %v", err)
			}
			require.NoError(t, err)
			require.Contains(t, out.String(), "3 drives, 32 statements in 5 transactions for each")
			got := number.ReplaceAllString(out.String(), "#")
			got = memory.ReplaceAllString(got, "    after # s: heap # MB, resident # MB\n")
			require.Equal(t, fmt.Sprintf(wanted, test.name), got)
		})
	}
}
