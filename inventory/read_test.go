package inventory_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/golden"
	"github.com/longcase/longcase/inventory"
)

// fixtures is the lists in testdata. Those of restic, borg and btrfs were
// printed by the tools; the others follow the documentation.
var fixtures = map[string]inventory.Format{
	"plain.txt":       inventory.Plain,
	"zfs.txt":         inventory.ZFS,
	"btrfs.txt":       inventory.Btrfs,
	"btrfs-uuid.txt":  inventory.Btrfs, // with -q -u -R
	"restic.json":     inventory.Restic,
	"borg.json":       inventory.Borg,
	"proxmox.json":    inventory.Proxmox,
	"aws.json":        inventory.AWS,
	"kubernetes.json": inventory.Kubernetes,
	"qumulo.json":     inventory.Qumulo,
	"cloudsigma.json": inventory.CloudSigma,
}

func fixture(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	return string(text)
}

func read(format inventory.Format, text string) ([]inventory.Item, error) {
	return inventory.Read(format, strings.NewReader(text))
}

// outline writes items as text, one a line.
func outline(items []inventory.Item) string {
	var b strings.Builder
	for _, item := range items {
		s := item.Snapshot
		fmt.Fprintf(&b, "%q in %q: %s", item.Name, item.Group, s.Created.Format(time.RFC3339Nano))
		if !s.Nominal.IsZero() {
			b.WriteString(" for " + s.Nominal.Format(time.RFC3339Nano))
		}
		if s.Held {
			b.WriteString(" held")
		}
		if !s.HeldUntil.IsZero() {
			b.WriteString(" until " + s.HeldUntil.Format(time.RFC3339Nano))
		}
		if s.Locked {
			b.WriteString(" locked")
		}
		if s.Failed {
			b.WriteString(" failed")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestFixtures(t *testing.T) {
	for name, format := range fixtures {
		text := fixture(t, name)
		items, err := read(format, text)
		require.NoError(t, err, name)
		golden.Compare(t, filepath.Join("testdata", name+".golden"), outline(items))
		recognised, err := read(inventory.Auto, text)
		require.NoError(t, err, name)
		require.Equal(t, items, recognised, name)
	}
}

// TestDetect finds the format in the start of a list too, as far as it tells.
func TestDetect(t *testing.T) {
	for name, format := range fixtures {
		text := fixture(t, name)
		for _, part := range []string{text, text[:len(text)-1], text[:len(text)*2/3]} {
			got, err := inventory.Detect([]byte(part))
			require.NoError(t, err, "%s: %s", name, part)
			require.Equal(t, format, got, "%s: %s", name, part)
		}
	}
	for text, want := range map[string]inventory.Format{
		"": inventory.Plain, "\n": inventory.Plain, // no snapshots
		"[]": inventory.Restic, " \n[ ]": inventory.Restic,
		`{"archives":[`: inventory.Borg,
	} {
		got, err := inventory.Detect([]byte(text))
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{
		"{}", "[1]", "null", "7", "NAME\tCREATION", "snap-1", " 2025-10-26T02:30:00Z",
		"tank/home@a\tSun Oct 26  2:30 2025\n", "\ufeff{}", "tank/home\t7\n", `[{"name":1}]`,
	} {
		_, err := inventory.Detect([]byte(text))
		var wrong *calendar.ParseError
		require.ErrorAs(t, err, &wrong, text)
		_, err = read(inventory.Auto, text)
		require.Error(t, err, text)
	}
}

func TestEmpty(t *testing.T) {
	for format, text := range map[inventory.Format]string{
		inventory.Auto: "", inventory.Plain: "\n\n", inventory.ZFS: "", inventory.Btrfs: "",
		inventory.Restic: "[]\n", inventory.Proxmox: "[]",
		inventory.Borg:       `{"archives": [], "encryption": {"mode": "none"}}`,
		inventory.AWS:        `{"Snapshots": []}`,
		inventory.Kubernetes: `{"apiVersion": "v1", "items": [], "kind": "List"}`,
		inventory.Qumulo:     `{"entries": [], "paging": {"next": null}}`,
		inventory.CloudSigma: `{"meta": {"limit": 0, "offset": 0, "total_count": 0}, "objects": []}`,
	} {
		items, err := read(format, text)
		require.NoError(t, err, format)
		require.Empty(t, items, format)
	}
}

// TestReaderErrors checks that a reader that fails is never taken for the end
// of a list, not even with the error that package io has for early ends.
func TestReaderErrors(t *testing.T) {
	broken := errors.New("broken")
	for name, format := range fixtures {
		text := fixture(t, name)
		for _, failure := range []error{broken, io.ErrUnexpectedEOF} {
			for _, part := range []string{"", text[:20], text} {
				for _, as := range []inventory.Format{format, inventory.Auto} {
					items, err := inventory.Read(as, &failingOnce{strings.NewReader(part), failure})
					require.ErrorIs(t, err, failure, name)
					require.Nil(t, items, name)
				}
			}
		}
		items, err := inventory.Read(format, iotest.OneByteReader(strings.NewReader(text)))
		require.NoError(t, err, name)
		want, _ := read(format, text)
		require.Equal(t, want, items, name)
	}
}

// failingOnce is a reader that fails at the end of another, and then ends.
type failingOnce struct {
	io.Reader
	failure error
}

func (r *failingOnce) Read(b []byte) (int, error) {
	n, err := r.Reader.Read(b)
	if err == io.EOF && r.failure != nil {
		err, r.failure = r.failure, nil
	}
	return n, err
}

// TestTruncatedCompression reads a compressed list without its last bytes, but
// with all of its lines.
func TestTruncatedCompression(t *testing.T) {
	var compressed bytes.Buffer
	w := gzip.NewWriter(&compressed)
	_, err := io.WriteString(w, "2025-10-26T02:30:00Z\ta\n2025-10-27T02:30:00Z\tb\n")
	require.NoError(t, err)
	require.NoError(t, w.Flush())
	cut := compressed.Len()
	require.NoError(t, w.Close())
	r, err := gzip.NewReader(bytes.NewReader(compressed.Bytes()[:cut]))
	require.NoError(t, err)
	_, err = inventory.Read(inventory.Plain, r)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

// TestPieces reads lists longer than a piece, with lines across every boundary
// and of the greatest length.
func TestPieces(t *testing.T) {
	const longest = 1<<20 - len("2025-10-26T02:30:00Z\t\n")
	var b strings.Builder
	lines := 0
	for ; b.Len() < 3<<20; lines++ {
		fmt.Fprintf(&b, "2025-10-26T02:30:00Z\tsnapshot-%d\n", lines)
	}
	text := b.String() + "2025-10-26T02:30:00Z\t" + strings.Repeat("x", longest) + "\n"
	items, err := read(inventory.Plain, text)
	require.NoError(t, err)
	require.Len(t, items, lines+1)
	for i, item := range items[:lines] {
		require.Equal(t, fmt.Sprintf("snapshot-%d", i), item.Name)
	}
	require.Len(t, items[lines].Name, longest)

	_, err = read(inventory.Plain, b.String()+"2025-10-26T02:30:00Z\t"+strings.Repeat("x", longest+1)+"\n")
	require.ErrorContains(t, err, fmt.Sprintf("line %d: length ", lines+1))
	require.ErrorContains(t, err, "want lines of at most 1 MiB")

	_, err = inventory.Read(inventory.Restic, io.LimitReader(zeros{}, 1<<30))
	require.ErrorContains(t, err, "want at most 64 MiB")
}

// TestEndlessLines reads lines without end, up to a limit and no buffer further.
func TestEndlessLines(t *testing.T) {
	const most, buffer = 3 << 20, 1 << 20
	endless := &endlessLines{}
	_, err := inventory.ReadPieces(endless, most)
	require.ErrorContains(t, err, "want at most 1 GiB")
	require.LessOrEqual(t, endless.read, most+buffer)

	pieces, err := inventory.ReadPieces(io.LimitReader(&endlessLines{}, most), most)
	require.NoError(t, err)
	require.Equal(t, most, len(strings.Join(pieces, "")))
}

// endlessLines is a reader of lines of a byte without end, which counts what was read.
type endlessLines struct{ read int }

func (l *endlessLines) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = "x\n"[(l.read+i)%2]
	}
	l.read += len(b)
	return len(b), nil
}

// zeros is a reader of zero bytes without end.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

func TestManyProblems(t *testing.T) {
	for format, text := range map[inventory.Format]string{
		inventory.Plain:  strings.Repeat("x\n", 1000),
		inventory.ZFS:    strings.Repeat("tank@a\tx\n", 1000),
		inventory.Btrfs:  strings.Repeat("x\n", 1000),
		inventory.Restic: "[" + strings.Repeat("1,", 999) + "1]",
	} {
		_, err := read(format, text)
		require.Error(t, err)
		lines := strings.Split(err.Error(), "\n")
		require.Len(t, lines, 101)
		require.Equal(t, "900 more problems are not listed", lines[100])
	}
}

func TestFormatText(t *testing.T) {
	for _, format := range fixtures {
		text, err := format.MarshalText()
		require.NoError(t, err)
		require.Equal(t, format.String(), string(text))
		var again inventory.Format
		require.NoError(t, again.UnmarshalText(text))
		require.Equal(t, format, again)
	}
	unknown := inventory.Format(99)
	require.Equal(t, "format 99", unknown.String())
	_, err := unknown.MarshalText()
	require.ErrorContains(t, err, `format "99": want auto, plain, zfs, `)
	require.ErrorContains(t, unknown.UnmarshalText([]byte("tar")), `format "tar": want auto, `)
	_, err = read(unknown, "")
	require.Error(t, err)
}
