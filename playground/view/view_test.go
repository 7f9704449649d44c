package view_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/playground/view"
)

var start = time.Date(2025, time.March, 10, 12, 0, 0, 0, time.UTC)

// ask returns the request for a text at the start.
func ask(text string) view.Request {
	return view.Request{Text: text, Start: start.UnixMilli(), Now: start.UnixMilli()}
}

func encoded(t testing.TB, r view.Request) string {
	t.Helper()
	b, err := json.Marshal(r)
	require.NoError(t, err)
	return string(b)
}

func show(t *testing.T, r view.Request) (a view.Answer) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(view.Show(encoded(t, r))), &a))
	return a
}

func verdicts(t *testing.T, r view.Request) (j view.Judgement) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(view.Verdicts(encoded(t, r))), &j))
	return j
}

func TestTexts(t *testing.T) {
	for _, test := range []struct{ text, form, words, note string }{
		{"", "", "", ""},
		{" \n\t", "", "", ""},
		{"# a remark", "rules", "Keeps every snapshot forever.", "No schedule: a snapshot every hour is assumed."},
		{"30 2 * * *", "cron", "Takes a snapshot daily at 02:30, UTC.", ""},
		{"@daily\r\ndaily 7\r\n", "cron", "Takes a snapshot daily at 00:00, UTC. Keeps the last of each of 7 days.", ""},
		{"  30 2 * * *\n\n  within 7 days", "cron", "Takes a snapshot daily at 02:30, UTC. Keeps every snapshot for 7 days.", ""},
		{"TZ=Europe/Berlin\n30 2 * * *", "cron", "Takes a snapshot daily at 02:30, Europe/Berlin.", ""},
		{"CRON_TZ=Europe/Berlin 30 2 * * *", "cron", "Takes a snapshot daily at 02:30, Europe/Berlin.", ""},
		{"0 2 * * *\n0 14 * * sat", "cron", "Takes a snapshot", ""},
		{"daily 7\nmonthly 12", "rules", "Keeps", "No schedule: a snapshot every hour is assumed."},
		{`{"longcase":1}`, "longcase", "", ""},
		{"[]", "cloudsigma", "", "The document holds no policies."},
	} {
		a := show(t, ask(test.text))
		require.Empty(t, errorsOf(a.Marks), test.text)
		require.Equal(t, test.form, a.Form, test.text)
		require.Contains(t, a.Words, test.words, test.text)
		require.Equal(t, test.note, a.Note, test.text)
	}
}

// errorsOf returns the errors among remarks.
func errorsOf(marks []view.Mark) (errs []view.Mark) {
	for _, m := range marks {
		if m.Severity == "error" {
			errs = append(errs, m)
		}
	}
	return errs
}

// TestPlaces checks where errors are, in lines and characters, and that a browser which
// counts UTF-16 code units would select the text.
func TestPlaces(t *testing.T) {
	for _, test := range []struct {
		text         string
		line, column int
		selected     string
	}{
		{"{", 1, 2, ""},
		{"{\n  \"longcase\": 1,\n  \"zone\": \"Mars\"\n}", 3, 11, `"Mars"`},
		{"{\"longcase\": 1,\n \"naem\": \"x\"}", 2, 10, `"x"`},
		{"{\"name\": \"\U0001F4F7é\", \"longcase\": 1, \"zone\": \"Mars\"}", 1, 39, `"Mars"`}, // a camera is two units
		{"{\"longcase\": 1,\n \"schedule\": {\n  \"rules\": [{\"at\": [\"25:00\"]}]}}", 3, 21, `"25:00"`},
		{"{\"longcase\": 1,\n \"retention\": {\"rules\": [\"daily 7\",\n \"dayly 7\"]}}", 3, 2, `"dayly 7"`},
		{"30 2 * * *\n  61 * * * *", 2, 3, "61"},
		{"0 0 30 2 *", 1, 1, "0 0 30 2 *"}, // 30 February
		{"TZ=Mars\n30 2 * * *", 1, 1, "TZ=Mars"},
		{"30 2 * * *\ndayly 7", 2, 1, "dayly 7"},
		{"TZ=UTC\nTZ=Europe/Berlin\n", 2, 1, "TZ=Europe/Berlin"},
	} {
		a := show(t, ask(test.text))
		require.NotEmpty(t, errorsOf(a.Marks), test.text)
		m := errorsOf(a.Marks)[0]
		require.Equal(t, [...]int{test.line, test.column}, [...]int{m.Line, m.Column}, "%s: %+v", test.text, m)
		require.Equal(t, test.selected, selected(test.text, m), "%s: %+v", test.text, m)
		require.Empty(t, a.Retention, test.text)
	}
}

// selected returns what a browser selects for a remark.
func selected(text string, m view.Mark) string {
	var units []string
	for _, c := range text {
		units = append(units, string(c))
		if c > 0xffff {
			units = append(units, "")
		}
	}
	return strings.Join(units[m.Start:min(m.End, len(units))], "")
}

func TestLists(t *testing.T) {
	const policy = "0 0 * * *\ndaily 2"
	for _, test := range []struct {
		list, group   string
		groups        int
		kept, deleted int
		line, column  int // of an error
	}{
		{"2025-03-01T00:00:00Z\ta\n2025-03-02T00:00:00Z\tb\n2025-03-03T00:00:00Z\tc", "", 1, 2, 1, 0, 0},
		{"2025-03-01T00:00:00Z\ta\tgroup=x\n2025-03-02T00:00:00Z\tb\tgroup=y\n", "", 2, 1, 0, 0, 0},
		{"2025-03-01T00:00:00Z\ta\tgroup=x\n2025-03-02T00:00:00Z\tb\tgroup=y\n", "y", 2, 1, 0, 0, 0},
		{"2025-03-01T00:00:00Z\ta\nyesterday\tb\n", "", 0, 0, 0, 2, 1},
		{`[{"time": "2025-03-01T00:00:00Z"`, "", 0, 0, 0, 1, 1},
	} {
		r := ask(policy)
		r.List, r.Group = test.list, test.group
		a, j := show(t, r), verdicts(t, r)
		require.Len(t, a.Groups, test.groups, test.list)
		require.Equal(t, [...]int{test.kept, test.deleted}, [...]int{j.Kept, j.Deleted}, test.list)
		if test.line > 0 {
			require.NotEmpty(t, a.ListMarks, test.list)
			require.Equal(t, test.line, a.ListMarks[0].Line, "%s: %+v", test.list, a.ListMarks)
		} else if test.group != "" {
			require.Equal(t, test.group, a.Group)
			require.Equal(t, "b", j.Verdicts[0].Name)
		}
	}
}

// TestPasses lets time pass: the same snapshots, judged a month later, are gone.
func TestPasses(t *testing.T) {
	r := ask("0 0 * * *\nwithin 7 days")
	r.List = "2025-03-09T00:00:00Z\ta\n"
	require.Equal(t, 1, verdicts(t, r).Kept)
	first := show(t, r).Calendar
	r.Now = start.AddDate(0, 1, 0).UnixMilli()
	a := show(t, r)
	require.Equal(t, 1, verdicts(t, r).Deleted)
	require.Equal(t, first, a.Calendar, "the calendar begins at the start, not now")
	require.Equal(t, "Fri 2025-04-11 00:00 UTC", a.Next[0])
}

func TestExamples(t *testing.T) {
	var examples []view.Example
	require.NoError(t, json.Unmarshal([]byte(view.Examples()), &examples))
	require.Len(t, examples, len(cloudsigma.Examples()))
	for _, e := range examples {
		a := show(t, ask(e.Text))
		require.Empty(t, errorsOf(a.Marks), e.Title)
		for _, svg := range []string{a.Retention, a.Calendar, view.Population(encoded(t, ask(e.Text)))} {
			require.True(t, strings.HasPrefix(svg, "<svg "), e.Title)
		}
		var findings []view.Mark
		require.NoError(t, json.Unmarshal([]byte(view.Findings(encoded(t, ask(e.Text)))), &findings))
		require.NotEmpty(t, findings, e.Title)
	}
}

// TestStrange asks what no page asks: nothing panics, and answers are JSON.
func TestStrange(t *testing.T) {
	grid := `{"longcase":1,"schedule":{"rules":[{"every":"1 minute"}]},"retention":{"rules":["within 7 days"]}}`
	for _, request := range []string{
		"", "null", "[]", `{"text":7}`, `{}`,
		encoded(t, view.Request{Text: grid, Now: 1 << 62, Start: 1 << 62, Policy: -1}),
		encoded(t, view.Request{Text: grid, Now: -1 << 63, Start: -1 << 63, Policy: 99}),
		encoded(t, view.Request{Text: "0 0 * * *\xff\x00", List: "\xff\x00"}),
		encoded(t, view.Request{Text: strings.Repeat("[", 1000)}),
		encoded(t, view.Request{Text: "daily 7", List: "[]"}),
		encoded(t, view.Request{Text: strings.Repeat(" ", 5<<20) + "x"}),
	} {
		for _, answer := range []string{view.Show(request), view.Findings(request), view.Verdicts(request)} {
			require.True(t, json.Valid([]byte(answer)), request)
		}
		view.Population(request)
	}
}

// TestNamesAreText checks that a name which is markup is not, in pictures, and that
// a name which a terminal would obey is quoted.
func TestNamesAreText(t *testing.T) {
	const name = `</script><svg onload=alert(1)>`
	text := fmt.Sprintf(`{"longcase":1,"name":%q,"schedule":{"rules":[{"at":["02:00"]}]},"retention":{"rules":["daily 7"]}}`, name)
	a := show(t, ask(text))
	require.Equal(t, name, a.Policies[0])
	for _, svg := range []string{a.Retention, a.Calendar, view.Population(encoded(t, ask(text)))} {
		require.NotContains(t, svg, "<svg onload")
		require.Contains(t, svg, "&lt;svg onload")
	}
	escape := strings.Replace(text, name, `\u001b[2J`, 1)
	require.Equal(t, `"\x1b[2J"`, show(t, ask(escape)).Policies[0])
}
