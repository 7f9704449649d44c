package draw_test

import (
	"bytes"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/draw"
	"github.com/longcase/longcase/internal/golden"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
)

// now is when the pictures are drawn.
var now = time.Date(2025, time.January, 10, 12, 0, 0, 0, time.UTC)

const (
	nightly = `{"longcase": 1, "name": "Nightly", "zone": "Europe/Berlin",
		"schedule": {"rules": [{"at": ["02:30"]}, {"weekdays": "mon,tue,wed,thu,fri", "at": ["14:00"]}]},
		"retention": {"rules": ["within 7 days", "within 4 weeks on mon", "monthly 12"]}}`
	minutes = `{"longcase": 1, "name": "Every minute", "zone": "America/New_York",
		"schedule": {"rules": [{"every": "1 minutes"}]},
		"retention": {"rules": ["hourly 24", "daily 7", "weekly 4", "monthly 12"]}}`
	disabled = `{"longcase": 1, "name": "Off", "enabled": false,
		"schedule": {"rules": [{"at": ["01:00"]}]}}`
	// hostile has a name that HTML, XML or a terminal would obey, and too long.
	hostile = `{"longcase": 1, "name": "</script><svg onload=alert(1)>&\"' \u001b[2J\u202e and so on and so forth",
		"schedule": {"rules": [{"every": "45 minutes", "window": "20:00-06:45"}]},
		"retention": {"rules": ["last 5", "daily all"]}}`
)

// subject returns the policy of a document.
func subject(t testing.TB, text string) draw.Subject {
	t.Helper()
	file, err := document.Open([]byte(text))
	require.NoError(t, err)
	policy, err := file.Policy()
	require.NoError(t, err)
	return draw.Subject{Policy: policy.Policy}
}

// mixed is a list of daily snapshots of which some are held, locked, failed, or dated after
// now.
func mixed() (list []retention.Snapshot) {
	for i := range 60 {
		list = append(list, retention.Snapshot{
			Created: now.AddDate(0, 0, -i).Add(-10 * time.Hour),
			Held:    i%20 == 3, Locked: i%10 == 5, Failed: i%25 == 7,
		})
	}
	return append(list, retention.Snapshot{Created: now.Add(time.Hour)}, retention.Snapshot{})
}

// pictures returns pictures by the names of their golden files.
func pictures(t testing.TB) map[string]*draw.Picture {
	year := now.AddDate(1, 0, 0)
	jan, mar := calendar.DateOf(2025, 1, 1), calendar.DateOf(2025, 3, 1)
	return map[string]*draw.Picture{
		"year":            draw.Calendar(subject(t, nightly), jan, 12),
		"month":           draw.Calendar(subject(t, nightly), mar, 1),
		"kept":            draw.Expected(subject(t, nightly), now),
		"alive":           draw.Population(subject(t, nightly), now, year),
		"minutes-year":    draw.Calendar(subject(t, minutes), jan, 12),
		"minutes-month":   draw.Calendar(subject(t, minutes), mar, 1),
		"minutes-kept":    draw.Expected(subject(t, minutes), now),
		"minutes-alive":   draw.Population(subject(t, minutes), now, year),
		"disabled-year":   draw.Calendar(subject(t, disabled), jan, 12),
		"disabled-kept":   draw.Expected(subject(t, disabled), now),
		"disabled-alive":  draw.Population(subject(t, disabled), now, year),
		"hostile-quarter": draw.Calendar(subject(t, hostile), jan, 3),
		"hostile-kept":    draw.Expected(subject(t, hostile), now),
		"hostile-alive":   draw.Population(subject(t, hostile), now, now.AddDate(0, 0, 5)),
		"mixed-kept":      draw.Retention(subject(t, nightly), now, mixed()),
		"single-kept":     draw.Retention(subject(t, nightly), now, mixed()[:1]),
	}
}

func TestSVG(t *testing.T) {
	for name, p := range pictures(t) {
		golden.Compare(t, "testdata/"+name+".svg", svg(t, p))
	}
}

// TestText compares the text of each picture at 40, 80 and 120 columns, and in ASCII.
func TestText(t *testing.T) {
	for name, p := range pictures(t) {
		var b bytes.Buffer
		for _, options := range []draw.TextOptions{{Width: 40}, {}, {Width: 120}, {ASCII: true}} {
			require.NoError(t, p.Text(&b, options))
			b.WriteString("\n")
		}
		golden.Compare(t, "testdata/"+name+".txt", b.String())
	}
}

func svg(t require.TestingT, p *draw.Picture) string {
	var b bytes.Buffer
	require.NoError(t, p.SVG(&b))
	return b.String()
}

// page writes a page with findings.
func page(t testing.TB, s draw.Subject) string {
	var b bytes.Buffer
	require.NoError(t, draw.Page(&b, s, now,
		longcase.Finding{Code: "info", Severity: longcase.Info, Message: "an <i>info</i>"},
		longcase.Finding{Code: "bad", Severity: longcase.Warning, Message: "a warning \x1b[2J"},
	))
	return b.String()
}

func TestPage(t *testing.T) {
	golden.Compare(t, "testdata/page.html", page(t, subject(t, nightly)))
}

func TestPast(t *testing.T) {
	noon := subject(t, `{"longcase": 1, "schedule": {"rules": [{"at": ["12:00"]}]},
		"retention": {"rules": ["last 3", "within 10 days on mon"]}, "locked": true}`)
	var days []string
	for _, s := range noon.Past(now) {
		require.True(t, s.Locked)
		days = append(days, s.Created.Format("Mon 2"))
	}
	// From the oldest that is kept, up to now itself.
	require.Equal(t, []string{"Mon 6", "Tue 7", "Wed 8", "Thu 9", "Fri 10"}, days)

	require.Empty(t, subject(t, disabled).Past(now))
	require.Len(t, subject(t, minutes).Past(now), 10_000)

	// A sequence that cannot count is walked; this one has the same instants.
	noon.Fires = schedule.Union(noon.Schedule)
	past := noon.Past(now)
	require.Len(t, past, 20*365+5)
	require.True(t, past[len(past)-1].Created.Equal(now))

	noon.Retention = retention.Policy{} // keeps everything, so a year will do
	noon.Fires = nil
	require.Len(t, noon.Past(now), 366+1)
}

// TestZeroSubject draws a policy that has nothing.
func TestZeroSubject(t *testing.T) {
	for _, s := range []draw.Subject{{}, {Policy: longcase.Policy{Enabled: true}}} {
		for _, p := range []*draw.Picture{
			draw.Calendar(s, calendar.MaxDate, 99),
			draw.Calendar(s, calendar.MinDate-1, -1),
			draw.Retention(s, time.Time{}, nil),
			draw.Retention(s, time.Time{}, []retention.Snapshot{{Created: now}, {}}),
			draw.Expected(s, now),
			draw.Population(s, now, time.Time{}),
		} {
			requireDocument(t, svg(t, p))
			requireText(t, p)
		}
		require.Contains(t, page(t, s), "<h1>A snapshot policy</h1>")
	}
}

// TestSaysWhatIsCut checks that a picture cut short by a bound says so.
func TestSaysWhatIsCut(t *testing.T) {
	s := subject(t, minutes)
	s.Fires = schedule.Union(s.Schedule) // which cannot count
	for note, p := range map[string]*draw.Picture{
		"Only the first 50,000 snapshots are drawn": draw.Calendar(s, calendar.DateOf(2025, 1, 1), 12),
		"the newest 10,000 snapshots":               draw.Expected(s, now),
		"Only the first 12,000 snapshots are drawn": draw.Population(s, now, now.AddDate(1, 0, 0)),
	} {
		require.Contains(t, svg(t, p), note)
	}
}

// broken is a writer that fails.
type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestWriterThatFails(t *testing.T) {
	s := subject(t, nightly)
	p := draw.Expected(s, now)
	require.EqualError(t, p.SVG(broken{}), "no space left")
	require.EqualError(t, p.Text(broken{}, draw.TextOptions{}), "no space left")
	require.EqualError(t, draw.Page(broken{}, s, now), "no space left")
}

// TestTextColor checks that colours change nothing but colours.
func TestTextColor(t *testing.T) {
	escapes := regexp.MustCompile("\x1b\\[[0-9;]*m")
	for name, p := range pictures(t) {
		var with, without bytes.Buffer
		require.NoError(t, p.Text(&with, draw.TextOptions{Color: true}))
		require.NoError(t, p.Text(&without, draw.TextOptions{}))
		require.Contains(t, with.String(), "\x1b[1m", name)
		lines := strings.Split(escapes.ReplaceAllString(with.String(), ""), "\n")
		for i, line := range lines {
			lines[i] = strings.TrimRight(line, " ")
		}
		require.Equal(t, without.String(), strings.Join(lines, "\n"), name)
	}
}
