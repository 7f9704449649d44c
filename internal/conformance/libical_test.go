package conformance

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/schedule/ical"
)

// libicalRow is a rule of libical's suite and all of its occurrences.
type libicalRow struct {
	Case    int
	RRule   string
	Dtstart string
	StartAt string `json:"start_at"` // an instant from which the list is read again
	Want    []string
}

// TestLibical reads the occurrences of libical's rules forwards, backwards, and
// from the middle.
func TestLibical(t *testing.T) {
	c := newTally(t, "libical")
	for _, row := range rows[libicalRow](t, "libical.jsonl") {
		r, err := recurrence(row.RRule, row.Dtstart, "")
		if err != nil {
			c.notSupported(err.Error())
			continue
		}
		c.row(row.Case, row.problem(t, r), "")
	}
	c.print()
}

// problem says where the occurrences differ from what is wanted.
func (row libicalRow) problem(t *testing.T, r *ical.Recurrence) string {
	start, err := parseTime(row.Dtstart)
	require.NoError(t, err)
	forwards := row.forwards(r, start.Add(-1))
	if !slices.Equal(forwards, row.Want) {
		return fmt.Sprintf("%s of %s: got %v, want %v", row.RRule, row.Dtstart, forwards, row.Want)
	}
	if backwards := row.backwards(r); !slices.Equal(backwards, row.Want) {
		return fmt.Sprintf("%s of %s, backwards: got %v, want %v", row.RRule, row.Dtstart, backwards, row.Want)
	}
	if row.StartAt == "" {
		return ""
	}
	at, err := parseTime(row.StartAt)
	require.NoError(t, err)
	first, _ := slices.BinarySearch(row.Want, row.StartAt)
	if got := row.forwards(r, at.Add(-1)); !slices.Equal(got, row.Want[first:]) {
		return fmt.Sprintf("%s from %s: got %v, want %v", row.RRule, row.StartAt, got, row.Want[first:])
	}
	return ""
}

// forwards lists the occurrences after an instant, and one more than are wanted
// at most.
func (row libicalRow) forwards(r *ical.Recurrence, after time.Time) (list []string) {
	for len(list) <= len(row.Want) {
		next, ok := r.Next(after)
		if !ok {
			break
		}
		list = append(list, showTime(next, row.Dtstart))
		after = next
	}
	return list
}

// backwards lists the last occurrences in order, and one more than are wanted at
// most.
func (row libicalRow) backwards(r *ical.Recurrence) (list []string) {
	before := time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC)
	for len(list) <= len(row.Want) {
		prev, ok := r.Prev(before)
		if !ok {
			break
		}
		list = append(list, showTime(prev, row.Dtstart))
		before = prev
	}
	slices.Reverse(list)
	return list
}
