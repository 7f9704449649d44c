package benchmarks

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/longcase/longcase/cloudsigma"
)

// BenchmarkOpen times reading a vendor's document up to policies that are
// ready to answer. The floor reads the same bytes with encoding/json into any.
func BenchmarkOpen(b *testing.B) {
	for _, file := range []string{"detail", "single"} {
		text, err := os.ReadFile("../cloudsigma/testdata/" + file + ".json")
		if err != nil {
			b.Fatal(err)
		}
		timedCall(b, "document="+file+"/by=floor", func() {
			var document any
			if err := json.Unmarshal(text, &document); err != nil {
				b.Fatal(err)
			}
		})
		timedCall(b, "document="+file+"/by=longcase", func() {
			document, err := cloudsigma.Parse(text)
			if err != nil {
				b.Fatal(err)
			}
			for _, scheduler := range document.Schedulers() {
				sinkPolicy = scheduler.Policy()
			}
		})
	}
}
