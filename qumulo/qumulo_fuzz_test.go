package qumulo_test

import (
	"testing"

	"github.com/longcase/longcase/qumulo"
)

// FuzzParse checks that nothing panics, and that what parses is written as it
// was read.
func FuzzParse(f *testing.F) {
	for _, path := range fixtures(f) {
		f.Add(read(f, path))
	}
	f.Add([]byte("[" + document(nightly, `,"expiration_time_to_live":""`, `,"owners":[{}],"lock_key_ref":""`) + "]"))
	f.Fuzz(func(t *testing.T, text []byte) {
		if document, err := qumulo.Parse(text); err == nil {
			document.Policy()
			document.Findings()
			roundTrip(t, text)
		} else if err.Error() == "" {
			t.Error("an error that says nothing")
		}
	})
}
