package fuzz_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/qumulo"
)

// vendorDocument is what both vendors' documents can do.
type vendorDocument interface {
	json.Marshaler
	Policy() (longcase.Policy, error)
	Findings() []longcase.Finding
}

func parseCloudSigma(text []byte) (vendorDocument, error) { return cloudsigma.Parse(text) }

func parseQumulo(text []byte) (vendorDocument, error) { return qumulo.Parse(text) }

func TestCloudSigma(t *testing.T) { checkDocuments(t, parseCloudSigma, fuzz.CloudSigma()) }

func TestQumulo(t *testing.T) { checkDocuments(t, parseQumulo, fuzz.Qumulo()) }

// checkDocuments reads documents, compares what they mean, writes them, and
// reads them again.
func checkDocuments(t *testing.T, parse func([]byte) (vendorDocument, error), documents *rapid.Generator[fuzz.Document]) {
	rapid.Check(t, func(t *rapid.T) {
		want := documents.Draw(t, "document")
		text := []byte(want.Text)
		now := fuzz.Instants(want.Spec.Zone).Draw(t, "now")
		for range 2 {
			read, err := parse(text)
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			policy, err := read.Policy()
			if err != nil || policy.Enabled != want.Enabled {
				t.Fatalf("enabled %v: %v\n%s", policy.Enabled, err, text)
			}
			subject := fuzz.Of(want.Spec, policy.Schedule)
			from, to := now.Add(-time.Hour), now.Add(time.Hour)
			fuzz.Agrees(t, subject, want.Spec.Occurrences(from, to), from, to, []time.Time{from, now, to.Add(-1)})
			checkKeep(t, want, policy, now)
			if text, err = read.MarshalJSON(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// checkKeep compares what a document's policy keeps. A scheduler of CloudSigma
// that is disabled deletes nothing; a policy of Qumulo expires all the same.
func checkKeep(t *rapid.T, want fuzz.Document, policy longcase.Policy, now time.Time) {
	history := fuzz.Histories(now).Draw(t, "history")
	definition := fuzz.Policy{Zone: want.Spec.Zone, Rules: want.Keep}
	if deletesNothing(want) {
		definition.Rules = nil
	}
	fuzz.Kept(t, keeperOf(policy.Retention), definition, now, history)
}

// deletesNothing reports whether a document is a disabled scheduler.
func deletesNothing(d fuzz.Document) bool {
	file, err := document.Open([]byte(d.Text))
	return err == nil && file.Form() == document.CloudSigma && !d.Enabled
}

func TestNearlyCloudSigma(t *testing.T) {
	checkNearly(t, parseCloudSigma, fuzz.Nearly(fuzz.CloudSigma()))
}

func TestNearlyQumulo(t *testing.T) { checkNearly(t, parseQumulo, fuzz.Nearly(fuzz.Qumulo())) }

// checkNearly reads documents that may be wrong. What is accepted is written as
// something that is accepted again, and means the same.
func checkNearly(t *testing.T, parse func([]byte) (vendorDocument, error), texts *rapid.Generator[string]) {
	rapid.Check(t, func(t *rapid.T) { roundTrip(t, parse, []byte(texts.Draw(t, "text"))) })
}

func roundTrip(t fuzz.TB, parse func([]byte) (vendorDocument, error), text []byte) {
	read, err := parse(text)
	if err != nil {
		if err.Error() == "" {
			t.Fatalf("an error without a message: %s", text)
		}
		return
	}
	read.Findings()
	written, err := read.MarshalJSON()
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	again, err := parse(written)
	if err != nil {
		t.Fatalf("%v\n%s\nwritten as\n%s", err, text, written)
	}
	if rewritten, err := again.MarshalJSON(); err != nil || string(rewritten) != string(written) {
		t.Fatalf("%v\n%s\nrewritten as\n%s", err, written, rewritten)
	}
}
