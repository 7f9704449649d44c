package main

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// FuzzKeep checks that keep prints a verdict on every line of standard input, or no
// verdict at all.
func FuzzKeep(f *testing.F) {
	for _, seed := range []string{
		"", "\n", "2025-01-10T01:30:00Z\n", "2020-01-10T01:30:00+01:00\tid\r\n2025-01-10T01:30:00.5Z\n",
		"2025-01-10T01:30:00Z\n\n", "2025-02-29T00:00:00Z\n", "0000-01-01T00:00:00+23:59\n", "9999-12-31T23:59:59Z\n",
		"2025-01-10T01:30:00Z\ta\tgroup=b\theld\tfailed\n2020-01-10T01:30:00Z\tb\tgroup=b\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input string) {
		r := runOn(input, "keep", "-list", "plain", "-at-most", "100%", "testdata/in/nightly.json")
		lines := strings.Count(strings.TrimRight(input, "\n")+"\n", "\n")
		if strings.Trim(input, "\n") == "" {
			lines = 0
		}
		said := strings.Count(r.stdout, "\n")
		if r.status == statusDone && said != lines || r.status == statusInput && said != 0 || r.status == statusUsage {
			t.Errorf("status %d, %d lines for %d: %q, %q", r.status, said, lines, r.stdout, r.stderr)
		}
		requireSafe(t, r)
	})
}

const tenDays = "2025-01-01T01:00:00Z\ttank@1\n2025-01-02T01:00:00Z\ttank@2\n2025-01-03T01:00:00Z\ttank@3\n" +
	"2025-01-04T01:00:00Z\ttank@4\n2025-01-05T01:00:00Z\ttank@5\n2025-01-06T01:00:00Z\ttank@6\n" +
	"2025-01-07T01:00:00Z\ttank@7\n2025-01-08T01:00:00Z\ttank@8\n2025-01-09T01:00:00Z\ttank@9\n" +
	"2025-01-10T01:00:00Z\ttank@10\n"

// TestGuard checks the bounds of -at-most on ten snapshots.
func TestGuard(t *testing.T) {
	for _, row := range []struct {
		rule, atMost string
		deleted      int
		permitting   string // the bound in the complaint; "" for none
	}{
		{"last 5", "", 5, ""},
		{"last 4", "", 6, "60%"},
		{"last 4", "60%", 6, ""},
		{"last 4", "59%", 6, "60%"},
		{"last 4", "6", 6, ""},
		{"last 4", "5", 6, "6"},
		{"last 1", "100%", 9, ""},
		{"within 1 day", "1", 9, "9"},
	} {
		args := []string{"keep", "-o", "names", "-rule", row.rule}
		if row.atMost != "" {
			args = append(args, "-at-most", row.atMost)
		}
		r := runOn(tenDays, args...)
		if row.permitting == "" {
			require.Equal(t, statusDone, r.status, row)
			require.Equal(t, row.deleted, strings.Count(r.stdout, "\n"), row)
			continue
		}
		require.Equal(t, statusRefused, r.status, row)
		require.Empty(t, r.stdout, row)
		require.Contains(t, r.stderr, "-at-most "+row.permitting+" permits it\n", row)
		require.Equal(t, 1, strings.Count(r.stderr, "\n"), row)
	}
}

// TestMinimum keeps the newest good snapshot of each group, though the rule keeps none.
func TestMinimum(t *testing.T) {
	const list = "2020-01-01T00:00:00Z\ta1\tgroup=a\n2020-01-02T00:00:00Z\ta2\tgroup=a\n" +
		"2020-01-03T00:00:00Z\ta3\tgroup=a\tfailed\n2020-01-02T00:00:00Z\tb1\tgroup=b\n2020-01-01T00:00:00Z\tb2\tgroup=b\n"
	for minimum, want := range map[string]string{"": "a1\nb2\n", "1": "a1\nb2\n", "2": "", "0": "a1\na2\nb1\nb2\n"} {
		args := []string{"keep", "-at-most", "100%", "-rule", "within 1 day", "-o", "names"}
		if minimum != "" {
			args = append(args, "-minimum", minimum)
		}
		r := runOn(list, args...)
		require.Equal(t, statusDone, r.status, r.stderr)
		require.Equal(t, want, r.stdout, minimum)
	}
}

// TestCutList cuts a list at each byte: it is refused, or a whole number of lines is left.
// One byte less of the last name names another snapshot.
func TestCutList(t *testing.T) {
	for end := range len(tenDays) {
		r := runOn(tenDays[:end], "keep", "-at-most", "100%", "-rule", "last 1", "-o", "names")
		if end == 0 || tenDays[end-1] == '\n' {
			require.Equal(t, statusDone, r.status, end)
			continue
		}
		require.Equal(t, statusInput, r.status, end)
		require.Empty(t, r.stdout, end)
	}
}

// TestNames checks which names are printed, and how.
func TestNames(t *testing.T) {
	const instant = "2025-01-09T01:00:00Z\t"
	for _, row := range []struct {
		name, zero string
		status     int
		want       string
	}{
		{"tank@1", "", statusDone, "tank@1\n"},
		{"tank@1", "-0", statusDone, "tank@1\x00"},
		{"a b", "", statusDone, "a b\n"},
		{"a\x1bb", "", statusInput, ""},
		{"a\x1bb", "-0", statusDone, "a\x1bb\x00"},
		{"a\x00b", "-0", statusInput, ""}, // two names to xargs
		{"", "", statusInput, ""},
		{"", "-0", statusInput, ""},
	} {
		args := []string{"keep", "-minimum", "0", "-at-most", "100%", "-rule", "within 1 day", "-o", "names"}
		if row.zero != "" {
			args = append(args, row.zero)
		}
		r := runOn(instant+row.name+"\n", args...)
		require.Equal(t, row.status, r.status, row)
		require.Equal(t, row.want, r.stdout, row)
	}
}

// writes keeps each write apart.
type writes []string

func (w *writes) Write(p []byte) (int, error) {
	*w = append(*w, string(p))
	return len(p), nil
}

// TestNamesAreWrittenWhole looks at each write: a process killed between two of them has
// not written the start of a name, which may be another's name.
func TestNamesAreWrittenWhole(t *testing.T) {
	var list strings.Builder
	for i := range 3000 {
		length := i % 7 * 30
		if i%500 == 0 {
			length = 5000
		}
		fmt.Fprintf(&list, "tank/%s@snap-%d\t%d\n", strings.Repeat("x", length), i, 1736121600+i)
	}
	for _, zero := range []string{"-0", "-0=false"} {
		var stdout writes
		args := []string{"keep", zero, "-rule", "last 1", "-at-most", "100%", "-o", "names"}
		require.Equal(t, statusDone, run(args, now, strings.NewReader(list.String()), &stdout, io.Discard))
		require.Greater(t, len(stdout), 10)
		for _, text := range stdout {
			names := strings.Count(text, "\x00") + strings.Count(text, "\n")
			require.True(t, strings.HasSuffix(text, "\x00") || strings.HasSuffix(text, "\n"), text)
			require.True(t, len(text) <= 4096 || names == 1, "%d names in %d bytes", names, len(text))
		}
	}
}

// TestNamesWithNewlines reads such a name from JSON; lists of lines cannot have it.
func TestNamesWithNewlines(t *testing.T) {
	const list = `{"archives":[{"name":"a\nb","time":"2025-01-08T00:00:00.000000"}],` +
		`"encryption":{},"repository":{}}`
	args := []string{"keep", "-list", "borg", "-minimum", "0", "-at-most", "1", "-rule", "within 1 day", "-o", "names"}
	r := runOn(list, args...)
	require.Equal(t, statusInput, r.status)
	require.Empty(t, r.stdout)
	require.Equal(t, "longcase: keep: -o names: \"a\\nb\": to print newlines and control characters, use -0\n", r.stderr)
	require.Equal(t, "a\nb\x00", runOn(list, append(args, "-0")...).stdout)
}

// TestHabit goes by the spacing of the newest hundred snapshots. The older ones, and so most
// of all, are a day apart.
func TestHabit(t *testing.T) {
	newest := time.Date(2025, 10, 26, 2, 30, 0, 0, time.UTC)
	for _, row := range []struct {
		hours int
		want  string
	}{{50, "half of them follow another within 1h"}, {49, ""}} {
		var list strings.Builder
		for i := 299; i >= 0; i-- {
			at := newest.Add(-time.Duration(min(i, row.hours))*time.Hour - time.Duration(max(0, i-row.hours))*24*time.Hour)
			fmt.Fprintf(&list, "%s\n", at.Format(time.RFC3339))
		}
		r := runOn(list.String(), "keep", "-now", "2025-10-26T12:00:00Z", "-rule", "last 1000")
		require.Equal(t, statusDone, r.status)
		if row.want == "" {
			require.Empty(t, r.stderr, row)
			continue
		}
		require.Contains(t, r.stderr, row.want)
	}
}

// TestStaleList warns about groups whose newest snapshot is old.
func TestStaleList(t *testing.T) {
	for _, row := range []struct{ list, now, policy, want string }{
		{tenDays, "2025-01-10T12:00:00Z", "rule", ""},
		{tenDays, "2025-01-12T01:00:00Z", "rule", ""}, // exactly twice the spacing
		{tenDays, "2025-01-12T01:00:01Z", "rule", "newest snapshot of 2025-01-10T01:00:00Z"},
		{tenDays[:2*len("2025-01-01T01:00:00Z\ttank@1\n")], "2026-01-01", "rule", ""}, // no habit yet
		{"", "2026-01-01", "rule", ""},
		{"2027-01-01T00:00:00Z\n", "2026-01-01", "file", ""}, // only from the future
		// nightly.json is due at 02:30 in Berlin.
		{"2025-01-10T01:30:07Z\n", "2025-01-11T01:29:59Z", "file", ""},
		{"2025-01-10T01:30:07Z\n", "2025-01-11T01:30:00Z", "file", "the last one was due at 2025-01-11T02:30:00+01:00"},
		// The night of the 10th, caught up on the 11th, and a nominal time after the creation.
		{"2025-01-11T02:00:00Z\ta\tnominal=2025-01-10T01:30:00Z\n", "2025-01-11T03:00:00Z", "file", "newest snapshot of 2025-01-10T02:30:00+01:00, but"},
		{"2025-01-11T02:00:00Z\ta\tnominal=2025-01-11T01:30:00Z\n", "2025-01-11T03:00:00Z", "file", ""},
		{"2025-01-10T01:30:07Z\ta\tnominal=2025-01-11T01:30:00Z\n", "2025-01-11T03:00:00Z", "file", "newest snapshot of 2025-01-10T02:30:07+01:00, but"},
		{"2025-01-10T01:30:07Z\ta\tgroup=a\n2025-01-09T01:30:07Z\tb\tgroup=b\n", "2025-01-10T12:00:00Z", "file", "group b: newest"},
		{"2025-01-08T01:30:07Z\ta\tgroup=a\n2025-01-09T01:30:07Z\tb\tgroup=b\n", "2025-01-10T12:00:00Z", "file", "; and one more group"},
		{"2025-01-08T01:30:07Z\ta\tgroup=a\n2025-01-09T01:30:07Z\tb\tgroup=b\n2025-01-09T01:30:07Z\tc\n", "2025-01-10T12:00:00Z", "file", "; and 2 more groups"},
	} {
		args := []string{"keep", "-at-most", "100%", "-now", row.now}
		if row.policy == "rule" {
			args = append(args, "-rule", "last 1000")
		} else {
			args = append(args, "testdata/in/nightly.json")
		}
		r := runOn(row.list, args...)
		require.Equal(t, statusDone, r.status, row)
		if row.want == "" {
			require.Empty(t, r.stderr, row)
			continue
		}
		require.Contains(t, r.stderr, "longcase: warning: ", row)
		require.Contains(t, r.stderr, row.want, row)
	}
}

// TestTimeless keeps a snapshot that has lost its time, beside the newest.
func TestTimeless(t *testing.T) {
	const list = "tank@a\t1736121600\ntank@lost\t0\ntank@b\t1736208000\n"
	require.Equal(t, "tank@a\n", runOn(list, "keep", "-rule", "last 1", "-o", "names").stdout)
}

// TestNominal keeps the snapshot of a Sunday that ran on Monday, 15 minutes late.
func TestNominal(t *testing.T) {
	const list = "2025-01-06T00:05:00Z\ta\tnominal=2025-01-05T23:50:00Z\n2025-01-06T00:06:00Z\tb\n2025-01-07T00:05:00Z\tc\n"
	args := []string{"keep", "-at-most", "100%", "-rule", "within 4 weeks on sun", "-o", "names"}
	require.Equal(t, "b\n", runOn(list, args...).stdout)
}

func TestInUnits(t *testing.T) {
	for d, want := range map[time.Duration]string{
		48 * time.Hour: "48h", 90 * time.Minute: "1h30m", 10 * time.Minute: "10m", time.Hour + time.Second: "1h0m1s",
		10 * time.Second: "10s", 100 * time.Hour: "100h", 0: "0s",
	} {
		require.Equal(t, want, inUnits(d))
	}
}

// TestGuardOfGroups has a group within the bound, and two above it. Nothing is printed of
// any, and the complaint is about the group that is farthest above.
func TestGuardOfGroups(t *testing.T) {
	var list strings.Builder
	for group, days := range map[string]int{"a": 4, "b": 9, "c": 5} {
		for day := range days {
			fmt.Fprintf(&list, "2025-01-%02dT01:00:00Z\t%s%d\tgroup=%s\n", 11-days+day, group, day, group)
		}
	}
	for _, row := range []struct{ atMost, permitting string }{
		{"50%", "78%"}, {"60%", "78%"}, {"77%", "78%"}, {"78%", ""}, {"2", "7"}, {"6", "7"}, {"7", ""},
	} {
		r := runOn(list.String(), "keep", "-rule", "last 2", "-o", "names", "-at-most", row.atMost)
		if row.permitting == "" {
			require.Equal(t, statusDone, r.status, row)
			require.Equal(t, 2+7+3, strings.Count(r.stdout, "\n"), row)
			continue
		}
		require.Equal(t, statusRefused, r.status, row)
		require.Empty(t, r.stdout, row)
		require.Equal(t, 1, strings.Count(r.stderr, "\n"), row)
		require.Contains(t, r.stderr, `keep: group "b": plan deletes 7 of 9 snapshots`, row)
		require.Contains(t, r.stderr, "; -at-most "+row.permitting+" permits it\n", row)
	}
}

// TestCutLists cuts the list of each tool: it is refused, with a place, or no name is
// printed that is not printed for the whole list. A list of lines cut after a newline
// cannot be told from a whole list, and a part of a list never deletes more.
func TestCutLists(t *testing.T) {
	files, err := filepath.Glob("../../inventory/testdata/*")
	require.NoError(t, err)
	for _, file := range files {
		if strings.HasSuffix(file, ".golden") || strings.HasSuffix(file, "-newline.txt") {
			continue
		}
		whole := readFile(t, file)
		args := []string{"keep", "-now", "2027-01-01", "-minimum", "0", "-at-most", "100%", "-o", "names", "-0"}
		if strings.HasSuffix(file, "plain.txt") { // whose last snapshot has no name
			args = append(args, "-rule", "last 1", "-rule", "weekly all")
		} else {
			args = append(args, "-rule", "last 1")
		}
		want := runOn(whole, args...)
		require.Equal(t, statusDone, want.status, "%s: %s", file, want.stderr)
		for end := 0; end < len(whole); end += 1 + len(whole)/300 {
			r := runOn(whole[:end], args...)
			if r.status == statusDone {
				for name := range strings.SplitSeq(r.stdout, "\x00") {
					require.Contains(t, "\x00"+want.stdout, "\x00"+name, "%s: %d", file, end)
				}
				continue
			}
			require.Equal(t, statusInput, r.status, "%s: %d", file, end)
			require.Empty(t, r.stdout)
			require.Contains(t, r.stderr, "longcase: standard input: ", "%s: %d", file, end)
		}
	}
}

// TestManyGroups prints so many verdicts that parts of them are formatted at once: they are
// those on each group in a list of its own, one group after the other.
func TestManyGroups(t *testing.T) {
	const lines = 5000
	args := []string{"keep", "-list", "plain", "-at-most", "100%", "-now", "2025-10-26T02:30:00Z", "-rule", "hourly 24", "-rule", "within 40 days"}
	newest := time.Date(2025, 10, 26, 2, 30, 0, 0, time.UTC)
	for _, groups := range []int{1, 3, 700} {
		var whole strings.Builder
		apart := make([]strings.Builder, groups)
		for i := range lines {
			at := newest.Add(-time.Duration(lines-1-i) * time.Hour).Format(time.RFC3339)
			line := fmt.Sprintf("%s\tsnapshot-%d\tgroup=%d\n", at, i, i%groups)
			whole.WriteString(line)
			apart[i%groups].WriteString(line)
		}
		want := ""
		for k := range apart {
			want += runOn(apart[k].String(), args...).stdout
		}
		got := runOn(whole.String(), args...)
		require.Zero(t, got.status, got.stderr)
		require.Equal(t, lines, strings.Count(got.stdout, "\n"))
		if got.stdout != want {
			t.Fatalf("the verdicts on %d groups are not those on each", groups)
		}
	}
}
