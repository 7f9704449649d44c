package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// ran is a run of the command.
type ran struct {
	status         int
	stdout, stderr string
}

func runOn(stdin string, args ...string) ran {
	var stdout, stderr strings.Builder
	status := run(args, now, strings.NewReader(stdin), &stdout, &stderr)
	return ran{status, stdout.String(), stderr.String()}
}

// forged is text that a terminal obeys, or that forges a line for some reader.
var forged = regexp.MustCompile(`[\x00-\x08\x0b-\x1f\x7f\x{80}-\x{9f}\x{2028}\x{2029}` +
	`\x{61c}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}]`)

// requireSafe fails if a run has printed such text.
func requireSafe(t require.TestingT, r ran, args ...string) {
	for _, output := range []string{r.stdout, r.stderr} {
		require.False(t, forged.MatchString(output) || !utf8.ValidString(output), "%q: %q", args, output)
	}
	for line := range strings.Lines(r.stderr) {
		require.True(t, strings.HasPrefix(line, "longcase: ") && strings.HasSuffix(line, "\n"), "%q: %q", args, r.stderr)
	}
}

func TestNoForgedVerdict(t *testing.T) {
	for name, printed := range map[string]string{
		"a\rdelete b":            `"a\rdelete b"`,
		"a\u2028delete b":        `"a\u2028delete b"`,
		"a\u0085delete b":        `"a\u0085delete b"`,
		"a\x1b[1A\x1b[2Kdelete ": `"a\x1b[1A\x1b[2Kdelete "`,
		"\u202Eeteled":           `"\u202eeteled"`,
		"a\x9b2Kb":               `"a\x9b2Kb"`, // C1 as a terminal without UTF-8 reads it
		`"a\n"`:                  `"\"a\\n\""`,
		"naïve 雪 🏔":              "naïve 雪 🏔",
	} {
		r := runOn("2025-01-10T01:30:00Z\t"+name+"\n", "keep", "-minimum", "0", "-rule", "last 1")
		require.Equal(t, "keep\t2025-01-10T01:30:00Z\t"+printed+"\t\tlast 1, counted\n", r.stdout)
	}
}

func TestNoForgedFinding(t *testing.T) {
	const forgery = "x\r\ngood.json:: info: fine: all is well\x1b[2J\u2028y"
	document, err := json.Marshal(map[string]any{forgery: 1, "longcase": 1, "zone": forgery})
	require.NoError(t, err)
	r := runOn(string(document), "check", "-")
	requireSafe(t, r)
	require.Equal(t, statusInput, r.status)
	require.Equal(t, 2, strings.Count(r.stdout, "\n"), r.stdout)
}

func TestNoForgedMessage(t *testing.T) {
	document := func(id string) string {
		return fmt.Sprintf(`{"name":"a","uuid":%q,"type":"snapshot","incremental_backup":{"hour":1}}`, id)
	}
	list := "[" + document("1\nlongcase: all is well") + "," + document("2") + "]"
	r := runOn(list, "simulate", "-")
	require.Equal(t, statusUsage, r.status)
	require.Equal(t, "longcase: -: choose from these with -name or -uuid:\n"+
		`longcase:   "1\nlongcase: all is well"  a`+"\nlongcase:   2  a\n", r.stderr)
}

// hostile makes texts of what readers of lines, terminals and our own formats obey.
func hostile() *rapid.Generator[string] {
	parts := []string{
		"a", "delete", "keep", "\n", "\r", "\t", "\x1b[2J", "\x7f", "\u0085", "\u009b2K", "\u2028", "\u2029",
		"\u202e", "\u2066", "\u200f", "\v", "\f", "\x00", "\x1c", `"`, `\`, "\x9b", "\xef\xbf", ": error: ", "2025-01-10T01:30:00Z", "雪",
	}
	return rapid.Map(rapid.SliceOfN(rapid.SampledFrom(parts), 1, 6),
		func(list []string) string { return strings.Join(list, "") })
}

// TestSafe runs every verb on hostile texts in all places: no output has a byte that it
// does not write itself, and the verdicts and findings are as many as they should be.
func TestSafe(t *testing.T) {
	file := filepath.Join(t.TempDir(), "policy.json")
	rapid.Check(t, func(t *rapid.T) {
		text := func(place string) string { return hostile().Draw(t, place) }
		document := hostileDocument(t)
		require.NoError(t, os.WriteFile(file, document, 0o600))
		commands := [][]string{
			{"simulate", file},
			{"simulate", "-example", text("example")},
			{"examples", text("example")},
			{"simulate", "-events", "-until", "2025-01-13", file},
			{"simulate", "-json", "-until", "2025-01-13", file},
			{"next", file},
			{"next", "-json", file},
			{"next", "-name", text("name"), file},
			{"next", "-cron", text("cron"), "-zone", text("zone")},
			{"next", "-rrule", text("rrule")},
			{"check", "-rrule", text("rrule")},
			{"next", "-from", text("from"), file},
			{"next", "-" + text("flag"), text("argument")},
			{"keep", file},
			{"keep", "-json", file},
			{"keep", "-rule", text("rule")},
			{"keep", "-preset", "restic:" + text("preset")},
			{"check", file, text("file")},
			{"check", "-json", file},
			{"convert", "-to", "longcase", file},
			{"convert", "-to", text("form"), file},
			{"convert", "-to", "cloudsigma", "-without", text("without"), file},
			{"check", "-cron", text("cron"), "-rule", text("rule")},
			{"next", "-calendar", text("calendar"), "-cron", text("cron")},
			{"next", "-cron", "0 1 * * *", "-calendar", text("calendar"), "-days", text("days")},
			{"explain", file, "now"},
			{"explain", "-json", file, "2025-01-10"},
			{"explain", file, text("time")},
			{"simulate", "-until", "+1d", "-existing", "-", file},
			{"simulate", "-existing", text("list"), "-group", text("group"), "-list", text("format")},
			{"simulate", "-until", "+1d", "-existing", "-", "-group", text("group"), file},
			{"help", text("verb")},
			{"completion", text("shell")},
			{"completion", "words", "--", text("verb"), text("word")},
			{"completion", "words", "--", "next", "-zone", text("word")},
			{"version", text("argument")},
			{text("verb")},
		}
		list := "2025-01-10T01:30:00Z\t" + strings.ReplaceAll(text("name"), "\n", "") + "\n"
		for range 6 {
			args := rapid.SampledFrom(commands).Draw(t, "command")
			requireSafe(t, runOn(list, args...), args...)
		}
		requireCounts(t, file)
	})
}

// requireCounts compares the lines of check with the list in its JSON.
func requireCounts(t require.TestingT, file string) {
	var checks struct {
		Files []struct{ Findings []any }
	}
	require.NoError(t, json.Unmarshal([]byte(runOn("", "check", "-json", file).stdout), &checks))
	require.Equal(t, len(checks.Files[0].Findings), strings.Count(runOn("", "check", file).stdout, "\n"))
}

// hostileDocument makes a document with hostile names, keys and values, in a list or not.
func hostileDocument(t *rapid.T) []byte {
	text := func(place string) string { return hostile().Draw(t, place) }
	object := map[string]any{"name": text("name")}
	switch rapid.IntRange(0, 2).Draw(t, "form") {
	case 0:
		object["longcase"] = 1
		object["directory"] = text("directory")
		object["schedule"] = map[string]any{"rules": []any{map[string]any{"at": []string{"02:30"}}}}
	case 1:
		object["type"], object["uuid"], object["is_enabled"] = "snapshot", text("uuid"), true
		object["incremental_backup"] = map[string]any{"hour": 2, "minute": 30}
	case 2:
		object["policy_name"], object["id"] = text("policy"), 7
		object["snapshot_name_template"], object["schedule"] = text("template"), map[string]any{}
	}
	if rapid.Bool().Draw(t, "wrong") {
		object[text("key")] = text("value")
		object["zone"] = text("zone")
	}
	var value any = object
	if rapid.Bool().Draw(t, "list") {
		value = []any{object, object}
	}
	document, err := json.Marshal(value)
	require.NoError(t, err)
	return document
}
