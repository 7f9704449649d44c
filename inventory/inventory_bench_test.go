package inventory_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/inventory"
)

// plainList returns a plain list of a snapshot an hour, in an order that is
// neither up nor down.
func plainList(lines int) []byte {
	var b bytes.Buffer
	start := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range lines {
		at := start.Add(time.Duration(i*7919%lines) * time.Hour)
		fmt.Fprintf(&b, "%s\ttank/home@hourly-%d\n", at.Format(time.RFC3339), i)
	}
	return b.Bytes()
}

// BenchmarkPlain reads lists of up to two million lines. The measure is the time
// of sort for the same file.
func BenchmarkPlain(b *testing.B) {
	for _, lines := range []int{1, 1000, 2_000_000} {
		text := plainList(lines)
		b.Run(fmt.Sprintf("read=%d", lines), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				items, err := inventory.Read(inventory.Plain, bytes.NewReader(text))
				if err != nil || len(items) != lines {
					b.Fatal(len(items), err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*lines), "ns/line")
		})
	}
	b.Run("sort=2000000", func(b *testing.B) {
		path := filepath.Join(b.TempDir(), "list")
		require.NoError(b, os.WriteFile(path, plainList(2_000_000), 0o600))
		for b.Loop() {
			sort := exec.Command("sort", "-o", os.DevNull, path)
			sort.Env = []string{"LC_ALL=C", "PATH=" + os.Getenv("PATH")}
			require.NoError(b, sort.Run())
		}
	})
}

func BenchmarkJSON(b *testing.B) {
	var text bytes.Buffer
	text.WriteByte('[')
	for i := range 10_000 {
		if i > 0 {
			text.WriteByte(',')
		}
		fmt.Fprintf(&text, `{"time":"2025-10-26T02:30:00.123456789+01:00","tree":"%064x","paths":["/etc","/home"],`+
			`"hostname":"mars","username":"root","id":"%064x","short_id":"%08x"}`, i, int64(i)<<32, 0)
	}
	text.WriteByte(']')
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := inventory.Read(inventory.Restic, bytes.NewReader(text.Bytes())); err != nil {
			b.Fatal(err)
		}
	}
}
