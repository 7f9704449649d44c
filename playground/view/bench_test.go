package view_test

import (
	"testing"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/playground/view"
)

// BenchmarkShow answers the edits of a page that issue no list of snapshots: the vendor's
// examples, all of them in each round, and grids of a minute.
func BenchmarkShow(b *testing.B) {
	var examples []string
	for _, example := range cloudsigma.Examples() {
		examples = append(examples, example.Body)
	}
	for _, test := range []struct {
		name  string
		texts []string
	}{
		{"examples", examples},
		{"minutes", []string{"* * * * *"}},
		{"minutes within 7 days", []string{"* * * * *\nwithin 7 days"}},
	} {
		var requests []string
		for _, text := range test.texts {
			requests = append(requests, encoded(b, ask(text)))
		}
		b.Run(test.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, request := range requests {
					view.Show(request)
				}
			}
		})
	}
}
