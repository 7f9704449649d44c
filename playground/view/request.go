package view

import (
	"encoding/json"
	"strings"
	"time"
)

// Request is what a page asks about. Its zero value asks about nothing at the start of
// the year 1970.
type Request struct {
	// Text is a document, or lines of cron expressions and retention rules.
	Text string `json:"text"`
	// Policy is the index of the policy in a list; out of range, it is the first.
	Policy int `json:"policy"`
	// List is a list of snapshots in a format of package inventory. If it is blank,
	// the snapshots are those the policy would have taken.
	List string `json:"list"`
	// Group is the group of the list to show; unknown, it is the first.
	Group string `json:"group"`
	// Start is where the year ahead begins, in milliseconds since 1970.
	Start int64 `json:"start"`
	// Now is the instant at which snapshots are judged, in milliseconds since 1970.
	Now int64 `json:"now"`
}

// Instants far outside of what people mean would make every picture empty. 253370764800000
// is the year 9999.
const (
	minInstant = -62135596800000
	maxInstant = 253370764800000
)

// instant returns the time of milliseconds since 1970, clamped to the years 1 to 9999.
func instant(ms int64) time.Time {
	return time.UnixMilli(min(max(ms, minInstant), maxInstant)).UTC()
}

// decode reads a request.
func decode(request string) (r Request, err error) {
	err = json.Unmarshal([]byte(request), &r)
	return r, err
}

// encode writes an answer.
func encode(answer any) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	// The reader parses JSON, and pictures are full of <.
	e.SetEscapeHTML(false)
	if err := e.Encode(answer); err != nil { // answers hold text and numbers, which JSON has
		return "{}"
	}
	return b.String()
}
