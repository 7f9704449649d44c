package main

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// endless is a reader of bytes without an end, which counts those that are read.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	clear(p)
	e.read += len(p)
	return len(p), nil
}

// TestEndlessInput gives every verb that reads a document one without an end. What
// is counted is what is read: 64 MiB, and more only for the lines that may follow a
// document.
func TestEndlessInput(t *testing.T) {
	for _, row := range []struct {
		args string
		most int // MiB
	}{
		{"check -", 64},
		{"next -", 64},
		{"simulate -", 64},
		{"convert -to cron -", 64},
		{"keep -", 512},
		{"explain - now", 64},
	} {
		if testing.Short() && row.most > 64 {
			continue
		}
		in := new(endless)
		var out, problems bytes.Buffer
		status := run(strings.Fields(row.args), now, in, &out, &problems)
		require.Equal(t, statusInput, status, row.args)
		require.Contains(t, problems.String(), "longer than", row.args)
		require.Less(t, in.read, (row.most+1)<<20, row.args)
		require.Less(t, out.Len()+problems.Len(), 1000, row.args)
	}
}

// TestEndlessLine refuses a line without an end.
func TestEndlessLine(t *testing.T) {
	for _, args := range []string{"keep -preset restic:keep-last=3", "simulate -existing -"} {
		in := new(endless)
		var problems bytes.Buffer
		status := run(strings.Fields(args), now, in, io.Discard, &problems)
		require.Equal(t, statusInput, status)
		require.Less(t, in.read, 4<<20)
		require.Less(t, problems.Len(), 1000)
	}
}
