package inventory_test

import (
	"fmt"
	"regexp"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/inventory"
)

// grammar is date-time of RFC 3339, section 5.6, without leap seconds.
var grammar = regexp.MustCompile(`^(\d{4}-(?:0[1-9]|1[0-2])-\d\d[Tt](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d)` +
	`((?:\.\d+)?)([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$`)

// slowInstant reads an instant with the grammar and package time.
func slowInstant(s string) (t time.Time, ok bool) {
	parts := grammar.FindStringSubmatch(s)
	if parts == nil {
		return t, false
	}
	wall := parts[1][:10] + "T" + parts[1][11:]
	t, err := time.Parse("2006-01-02T15:04:05", wall) // refuses 30 February
	if err != nil {
		return t, false
	}
	if fraction := parts[2]; fraction != "" {
		d, err := time.ParseDuration("0" + fraction[:min(len(fraction), 10)] + "s")
		if err != nil {
			panic(err)
		}
		t = t.Add(d)
	}
	if zone := parts[3]; len(zone) > 1 {
		d, err := time.ParseDuration(zone[:3] + "h" + zone[4:] + "m")
		if err != nil {
			panic(err)
		}
		t = t.Add(-d)
	}
	return t, true
}

// TestInstantsProperty compares with the grammar, for instants that are right
// and for others that are nearly so.
func TestInstantsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := fmt.Sprintf("%04d-%02d-%02d%s%02d:%02d:%02d%s%s",
			rapid.IntRange(0, 10000).Draw(t, "year"), rapid.IntRange(0, 13).Draw(t, "month"),
			rapid.IntRange(0, 32).Draw(t, "day"), rapid.SampledFrom([]string{"T", "t", " "}).Draw(t, "separator"),
			rapid.IntRange(0, 24).Draw(t, "hour"), rapid.IntRange(0, 60).Draw(t, "minute"),
			rapid.IntRange(0, 60).Draw(t, "second"),
			rapid.StringMatching(`|[.,]?\d{0,12}`).Draw(t, "fraction"),
			rapid.StringMatching(`[Zz]|[+-]([01]\d|2[0-4]):[0-6]\d`).Draw(t, "offset"))
		if rapid.Bool().Draw(t, "changed") {
			at := rapid.IntRange(0, len(text)-1).Draw(t, "at")
			text = text[:at] + rapid.StringMatching(`[ -~]?`).Draw(t, "change") + text[at+1:]
		}
		want, ok := slowInstant(text)
		items, err := read(inventory.Plain, text+"\n")
		if ok != (err == nil) {
			t.Fatalf("%q: got %v, want %v", text, err, ok)
		}
		if day := want.Format(time.DateOnly); day == "1970-01-01" || day == "1969-12-31" {
			want = time.Time{}
		}
		if ok && !items[0].Snapshot.Created.Equal(want) {
			t.Fatalf("%q: got %v, want %v", text, items[0].Snapshot.Created, want)
		}
	})
}
