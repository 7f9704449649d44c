package jsondoc_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/longcase/longcase/internal/jsondoc"
)

func BenchmarkParse(b *testing.B) {
	text, err := os.ReadFile("../../cloudsigma/testdata/detail.json")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("jsondoc", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			if _, err := jsondoc.Parse(text); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			var value any
			if err := json.Unmarshal(text, &value); err != nil {
				b.Fatal(err)
			}
		}
	})
}
