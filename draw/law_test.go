package draw_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/draw"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// element is an element of an SVG document.
type element struct {
	XMLName  xml.Name
	Attrs    []xml.Attr `xml:",any,attr"`
	Children []element  `xml:",any"`
	Text     string     `xml:",chardata"`
}

func (e element) attr(name string) string {
	for _, a := range e.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// lists returns the marks of the lists of a picture, by the label of the list. Two
// rules of a policy may be the same, and so may be their labels.
func lists(t require.TestingT, svg string) map[string][]element {
	var root element
	require.NoError(t, xml.Unmarshal([]byte(svg), &root), "%s", svg)
	all := map[string][]element{}
	for _, e := range root.Children {
		if e.attr("role") == "list" {
			require.NotEmpty(t, e.Children, "an empty list")
			label := e.attr("aria-label")
			all[label] = append(all[label], e.Children...)
		}
	}
	return all
}

// geometry holds the attributes that place a shape.
var geometry = regexp.MustCompile(` (?:x|y|d|width|height|viewBox|transform)="([^"]*)"`)

// forged is text that a terminal obeys.
var forged = regexp.MustCompile(`[\x00-\x08\x0b-\x1f\x7f\x{80}-\x{9f}\x{2028}\x{2029}` +
	`\x{61c}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}]`)

// requireDocument fails unless a text is a well-formed, safe SVG document with a title, a
// description, integers for coordinates, and a tooltip on every mark.
func requireDocument(t require.TestingT, svg string) {
	decoder := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		require.NoError(t, err, "%s", svg)
		if start, ok := token.(xml.StartElement); ok {
			require.Contains(t, "svg title desc style path text g", start.Name.Local)
			for _, a := range start.Attr {
				require.False(t, strings.HasPrefix(a.Name.Local, "on"), "%s", a.Name.Local)
			}
		}
	}
	for _, match := range geometry.FindAllStringSubmatch(svg, -1) {
		require.NotRegexp(t, `\.|\de`, match[1], "no integers")
	}
	require.False(t, forged.MatchString(svg) || !utf8.ValidString(svg))
	for label, marks := range lists(t, svg) {
		for _, mark := range marks {
			require.Equal(t, "listitem", mark.attr("role"), label)
			require.Len(t, mark.Children, 1, label)
			require.NotEmpty(t, mark.Children[0].Text, label)
		}
	}
	require.Regexp(t, `(?s)^<svg [^>]*>\n<title>[^<]+</title>\n<desc>[^<]+</desc>\n<style>`, svg)
}

// requireText fails unless the lines of a picture's text fit some widths and hold nothing
// that a terminal obeys.
func requireText(t require.TestingT, p *draw.Picture) {
	for _, o := range []draw.TextOptions{{Width: 1}, {Width: 40, ASCII: true}, {}, {Width: 150}} {
		width := max(o.Width, 36)
		if o.Width == 0 {
			width = 80
		}
		var b bytes.Buffer
		require.NoError(t, p.Text(&b, o))
		for line := range strings.Lines(b.String()) {
			require.LessOrEqual(t, columns(strings.TrimRight(line, "\n")), width, "%q", line)
		}
		require.False(t, forged.MatchString(b.String()) || !utf8.ValidString(b.String()), "%q", b.String())
	}
}

// columns counts those that a text takes at least: two for an ideograph, and none for a mark
// above or below another character.
func columns(text string) (n int) {
	for _, c := range text {
		switch {
		case unicode.Is(unicode.Han, c):
			n += 2
		case !unicode.In(c, unicode.Mn, unicode.Me, unicode.Cf):
			n++
		}
	}
	return n
}

// names are texts that some reader obeys, and others.
var names = rapid.OneOf(
	rapid.String(),
	rapid.StringOf(rapid.SampledFrom([]rune("</script>&\"'\x1b[2J\u202e\u2028\ufffe\x00\r\n"))),
	rapid.SampledFrom([]string{"", "a", "\xff\xfe", strings.Repeat("long ", 100), strings.Repeat("長い名", 100), strings.Repeat("e\u0301 ", 100), strings.Repeat("x", 1<<20)}),
)

// amount matches the number of snapshots of a mark for several.
var amount = regexp.MustCompile(`^([0-9,]+) snapshots?( of earlier rules| and [0-9,]+ of earlier rules)?, `)

// own returns the number of snapshots that a mark of a retention counts.
func own(t require.TestingT, mark element) int {
	match := amount.FindStringSubmatch(mark.Children[0].Text)
	short := strings.Contains(mark.attr("d"), "v4h")
	switch {
	case short:
		return 0
	case match == nil:
		return 1
	}
	require.NotEqual(t, " of earlier rules", match[2], "a tall mark without a snapshot")
	n, err := strconv.Atoi(strings.ReplaceAll(match[1], ",", ""))
	require.NoError(t, err)
	return n
}

// TestRetentionLaw checks that each snapshot of any list counts in exactly one mark, among
// the kept or the deleted as a definition that shares no code with the engine has it.
func TestRetentionLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		intent := fuzz.Policies().Draw(t, "policy")
		history := fuzz.Histories(now).Draw(t, "history")
		rules, err := intent.Compile()
		require.NoError(t, err)
		s := draw.Subject{Policy: longcase.Policy{
			Name: names.Draw(t, "name"), Enabled: true, Zone: rules.Zone(), Retention: rules,
		}}
		p := draw.Retention(s, now, history)
		document := svg(t, p)
		requireDocument(t, document)
		requireText(t, p)

		var keep, drop int
		for label, marks := range lists(t, document) {
			for _, mark := range marks {
				switch {
				case strings.HasPrefix(label, "kept: "):
					keep += own(t, mark)
				case label == "deleted":
					drop += own(t, mark)
				}
			}
		}
		var kept int
		for _, is := range intent.Kept(now, history) {
			if is {
				kept++
			}
		}
		require.Equal(t, kept, keep, "kept")
		require.Equal(t, len(history)-kept, drop, "deleted")
	})
}

// TestTooltips checks the marks of single snapshots against the verdicts of a plan.
func TestTooltips(t *testing.T) {
	s := subject(t, nightly)
	list := mixed()
	want := map[string]bool{}
	for i, v := range s.Retention.Plan(now, list).Verdicts() {
		at := "At an unknown time"
		if !list[i].Created.IsZero() {
			at = list[i].Created.In(s.Zone.Location()).Format("Mon 2006-01-02 15:04 MST")
		}
		text := ": deleted: " + v.String()
		if v.Keep {
			text = ": " + v.String()
		}
		want[at+text] = true
	}
	single := 0
	for label, marks := range lists(t, svg(t, draw.Retention(s, now, list))) {
		for _, mark := range marks {
			text := mark.Children[0].Text
			if strings.HasPrefix(label, "distances") || amount.MatchString(text) {
				continue
			}
			single++
			text, _, _ = strings.Cut(text, "; held")
			text, _, _ = strings.Cut(text, "; locked")
			require.Condition(t, func() bool {
				for verdict := range want {
					if strings.HasPrefix(verdict, text) {
						return true
					}
				}
				return false
			}, "%q", text)
		}
	}
	require.Greater(t, single, 30)
}

// TestCalendarLaw checks that the marks of a calendar count what a schedule counts on each
// date.
func TestCalendarLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := fuzz.Specs().Draw(t, "spec")
		fires, err := spec.Compile()
		if err != nil {
			t.Skip("a rule that never fires")
		}
		zone := fires.Zone()
		s := draw.Subject{Policy: longcase.Policy{
			Name: names.Draw(t, "name"), Enabled: true, Zone: zone, Schedule: fires,
		}}
		month := fuzz.Dates().Draw(t, "month")
		months := rapid.SampledFrom([]int{1, 2, 12}).Draw(t, "months")
		p := draw.Calendar(s, month, months)
		document := svg(t, p)
		requireDocument(t, document)
		requireText(t, p)
		var total int64
		for label, marks := range lists(t, document) {
			for _, mark := range marks {
				if label == "clock changes" {
					continue
				}
				text := mark.Children[0].Text
				date, err := calendar.ParseDate(text[4:14])
				require.NoError(t, err)
				from, until := zone.Time(zone.StartOf(date)), zone.Time(zone.StartOf(date+1))
				want := int64(1)
				if match := amount.FindStringSubmatch(text[16:]); match != nil {
					want, err = strconv.ParseInt(strings.ReplaceAll(match[1], ",", ""), 10, 64)
					require.NoError(t, err)
				}
				require.Equal(t, fires.Count(from, until), want, "%s", text)
				total += want
			}
		}
		year, first, _ := month.Civil()
		from := calendar.DateOf(year, first, 1)
		until := calendar.DateOf(year, first+time.Month(months), 1)
		all := fires.Count(zone.Time(zone.StartOf(from)), zone.Time(zone.StartOf(until)))
		require.Equal(t, all, total)
	})
}

// TestPopulationLaw checks that the picture says at most how many snapshots a simulation
// has at once.
func TestPopulationLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fires, err := fuzz.Specs().Draw(t, "spec").Compile()
		rules, err2 := fuzz.Policies().Draw(t, "policy").Compile()
		if err != nil || err2 != nil {
			t.Skip("a rule that never fires")
		}
		s := draw.Subject{Policy: longcase.Policy{
			Name: names.Draw(t, "name"), Enabled: true, Zone: fires.Zone(), Schedule: fires, Retention: rules,
		}}
		until := now.AddDate(0, 0, rapid.IntRange(0, 3).Draw(t, "days"))
		p := draw.Population(s, now, until)
		requireDocument(t, svg(t, p))
		requireText(t, p)

		most, run := 0, s.Simulate(now)
		var at time.Time
		before := 0
		for event := range run.Until(until) {
			if !event.Time.Equal(at) { // the last of an instant counts
				most, at = max(most, before), event.Time
			}
			before = run.Len()
		}
		most = max(most, before)
		require.Contains(t, strings.ReplaceAll(p.Summary(), ",", ""),
			map[bool]string{true: "0 snapshots", false: fmt.Sprintf("At most %d alive", most)}[most == 0])
	})
}

// TestPastLaw checks that the past holds the snapshots kept of all that a schedule was due.
func TestPastLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		intent := fuzz.Policies().Draw(t, "policy")
		intent.Rules = append(intent.Rules, fuzz.RetentionRules().Draw(t, "rule"))
		rules, err := intent.Compile()
		require.NoError(t, err)
		fires, err := schedule.Compile(rules.Zone(), timezone.DST{}, schedule.Rule{
			At:       []calendar.Clock{fuzz.Clocks().Draw(t, "at")},
			Weekdays: fuzz.Weekdays().Draw(t, "weekdays"),
		})
		require.NoError(t, err)
		var all []time.Time
		for at := range fires.Between(now.AddDate(-20, 0, 0), now.Add(1)) {
			all = append(all, at)
		}
		s := draw.Subject{Policy: longcase.Policy{
			Enabled: true, Zone: fires.Zone(), Schedule: fires, Retention: rules,
		}}
		past := map[int64]bool{}
		for _, snapshot := range s.Past(now) {
			past[snapshot.Created.Unix()] = true
		}
		for _, at := range rules.Keep(now, all) {
			require.True(t, past[at.Unix()], "%v", at)
		}
		requireDocument(t, svg(t, draw.Expected(s, now)))
	})
}

// TestSize checks that 10,000 snapshots take at most 300 kB.
func TestSize(t *testing.T) {
	var list []retention.Snapshot
	for i := range 10_000 {
		list = append(list, retention.Snapshot{
			Created: now.Add(-time.Duration(i) * 7 * time.Hour), Held: i%100 == 1, Locked: i%7 == 0,
		})
	}
	for _, p := range []*draw.Picture{
		draw.Retention(subject(t, nightly), now, list),
		draw.Calendar(subject(t, minutes), calendar.DateOf(2024, 1, 1), 12),
		draw.Population(subject(t, minutes), now, now.AddDate(1, 0, 0)),
	} {
		require.LessOrEqual(t, len(svg(t, p)), 300_000)
	}
}

// TestXmllint checks the golden files with another parser.
func TestXmllint(t *testing.T) {
	program, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is not installed")
	}
	files, err := filepath.Glob("testdata/*.svg")
	require.NoError(t, err)
	output, err := exec.Command(program, append([]string{"--noout"}, files...)...).CombinedOutput()
	require.NoError(t, err, "%s", output)
}

// TestPageSafe checks that nothing in a page comes from a name but text.
func TestPageSafe(t *testing.T) {
	text := page(t, subject(t, hostile))
	for _, part := range []string{"</script><svg", "onload=alert(1)>&", "<i>", "\x1b", "\u202e"} {
		require.NotContains(t, text, part)
	}
	require.Contains(t, text, "&lt;/script&gt;&lt;svg onload=alert(1)&gt;&amp;")
	require.NotContains(t, text, "<script")
}

// TestBounded draws policies that keep very many snapshots. Without bounds, each would take
// minutes; with them, a fraction of a second, of which the test allows a multiple.
func TestBounded(t *testing.T) {
	start := time.Now()
	for _, rules := range []string{`"hourly all"`, `"last 999999"`, `"hourly 9999 within 9999 days"`} {
		s := subject(t, `{"longcase": 1, "schedule": {"rules": [{"every": "1 minutes"}]},
			"retention": {"rules": [`+rules+`]}}`)
		requireText(t, draw.Expected(s, now))
		requireText(t, draw.Population(s, now, now.AddDate(10, 0, 0)))
	}
	require.Less(t, time.Since(start), 20*time.Second)
}
