package document_test

import (
	"testing"
	"time"

	"github.com/longcase/longcase/document"
)

// FuzzOpen checks that nothing panics, that what parses is written as it was
// read, and that its policies are written as documents that parse.
func FuzzOpen(f *testing.F) {
	for _, path := range fixtures(f) {
		f.Add(read(f, path))
	}
	for _, members := range []string{
		rule(`"at":["02:30"],"monthDays":"29,last","months":"feb"`),
		rule(`"every":"99 hours","window":"23:59-00:00"`),
		`"retention":{"rules":["weekly 4 from sun nearest sun 02:00","all"],"minimum":9}`,
		`"name":"\ud83d\ude00","zone":"Africa/Monrovia","nameTemplate":"{ID}"`,
	} {
		f.Add([]byte(`{"longcase":1,` + members + `}`))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		parsed, err := document.Open(text)
		if err != nil {
			if err.Error() == "" {
				t.Error("an error that says nothing")
			}
			return
		}
		parsed.Findings()
		written, err := parsed.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := document.Open(written); err != nil {
			t.Fatalf("%v\n%s", err, written)
		}
		for _, policy := range parsed.Policies() {
			if _, err := document.Write(policy.Policy, document.Longcase, time.Time{}); err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
		}
	})
}
