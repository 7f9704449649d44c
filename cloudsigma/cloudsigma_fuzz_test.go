package cloudsigma_test

import (
	"testing"

	"github.com/longcase/longcase/cloudsigma"
)

// FuzzParse checks that nothing panics, and that what parses is written as it
// was read.
func FuzzParse(f *testing.F) {
	for _, path := range fixtures(f) {
		if text := read(f, path); len(text) < 2000 { // long seeds are slow to shrink
			f.Add(text)
		}
	}
	for _, text := range []string{
		incremental(`"hour":"1,13","minute":30,"day_of_week":"mon,wed","day_of_month":[1,"15"],"month":"*"`),
		incremental(`"repeat":{"hour":"*/12"},"start_time":{"hour":"07","minute":""}`),
		rules(`{"period":"weeks","quantity":4},{"time_option":1},{"period":"months","quantity":"12","time_option":31}`),
		scheduler(`"rentention_policy":{},"manual_incremental_backup":"02:00,06:00","is_enabled":false`),
		`[{"type":"migration","initial_backup":{"day_of_week":["sat"],"end_time":{"hour":3}}}]`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if document, err := cloudsigma.Parse(text); err == nil {
			document.Policy()
			document.Findings()
			roundTrip(t, text)
		} else if err.Error() == "" {
			t.Error("an error that says nothing")
		}
	})
}
