package qumulo_test

import (
	"encoding/json"
	"testing"

	"github.com/longcase/longcase/qumulo"
)

// BenchmarkParse opens a policy: it is read, checked and compiled. Beside it
// stands the decoding of the same bytes into any.
func BenchmarkParse(b *testing.B) {
	for _, path := range []string{"hourly.json", "list.json"} {
		text := read(b, "testdata/"+path)
		b.Run(path+"/longcase", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := qumulo.Parse(text); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(path+"/json.Unmarshal", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				var value any
				if err := json.Unmarshal(text, &value); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
