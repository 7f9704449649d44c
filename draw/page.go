package draw

import (
	"cmp"
	"io"
	"slices"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/safe"
	"github.com/longcase/longcase/retention"
)

const (
	// pageNext is the number of next snapshots on a page.
	pageNext = 10
	// pageKept and pageDeleted bound the verdicts on a page.
	pageKept    = 300
	pageDeleted = 20
	// pageSimulated bounds the simulation for the deletions of the next snapshots.
	pageSimulated = 2_000
)

// Page writes a page about a policy at an instant, in HTML: the policy in words, its
// findings, its next snapshots, the calendar, retention and population as pictures, and
// the verdicts on the snapshots of [Subject.Past].
//
// The page stands alone: it loads nothing, and has no script. The findings are those of the
// policy's document and of package audit, or none. The error is that of the writer.
func Page(w io.Writer, s Subject, now time.Time, findings ...longcase.Finding) error {
	name := cut(s.Name, 100)
	if name == "" {
		name = "A snapshot policy"
	}
	p := &page{s: s, now: now}
	// The content security policy allows styles alone: even if text from outside slipped
	// through the escaping, it would load and run nothing.
	p.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n" +
		"<meta name=\"viewport\" content=\"width=device-width\">\n" +
		"<meta name=\"color-scheme\" content=\"light dark\">\n" +
		"<meta http-equiv=\"Content-Security-Policy\" " +
		"content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
	p.element("title", name)
	p.raw("<style>\n" + pageStyle + "</style>\n</head>\n<body>\n<main>\n")
	p.element("h1", name)
	p.element("p", safe.Text(s.words()))
	p.element("p", "As of "+minute(s.zone(), now)+".")
	p.findings(findings)
	p.next()
	p.pictures()
	p.verdicts()
	p.raw("</main>\n</body>\n</html>\n")
	_, err := w.Write(p.b)
	return err
}

// page is a page in the making.
type page struct {
	s   Subject
	now time.Time
	canvas
}

func (p *page) raw(html string) { p.b = append(p.b, html...) }

// element writes an element of text.
func (p *page) element(name, text string) {
	p.open(name)
	p.b = appendEscaped(p.b, text)
	p.close(name)
}

// findings writes the findings, the gravest first.
func (p *page) findings(list []longcase.Finding) {
	p.element("h2", "Findings")
	if len(list) == 0 {
		p.element("p", "None.")
		return
	}
	// The caller's list is not reordered. Findings of one severity stay in the order of the
	// document.
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b longcase.Finding) int {
		return cmp.Compare(b.Severity, a.Severity)
	})
	p.raw("<ul>\n")
	for _, f := range list {
		p.open("li", "class", f.Severity.String())
		p.element("strong", f.Severity.String())
		p.b = appendEscaped(p.b, " "+cut(f.Message, 1000))
		p.close("li")
	}
	p.raw("</ul>\n")
}

// next writes the next snapshots, and when each is deleted. A simulation of a year knows,
// also for rules that count, whose expiries depend on later snapshots.
func (p *page) next() {
	p.element("h2", "Next snapshots")
	end := p.until()
	var next []time.Time
	deleted := map[time.Time]time.Time{}
	taken := 0
	run := p.s.SimulateOn(p.s.fires(), p.now)
	// Snapshots after the next few are simulated, too, up to a bound, because their arrival
	// deletes the first under a rule such as "last 10".
	for event := range run.Until(end) {
		switch created := event.Snapshot.Created; {
		case event.Kind == longcase.Expired:
			deleted[created] = event.Time
		case len(next) < pageNext:
			next = append(next, created)
		default:
			taken++
		}
		// Stopping early is part of the answer: the page says until when a snapshot was not
		// deleted, rather than that it never is.
		if taken > pageSimulated || len(deleted) > 0 && allIn(next, deleted) {
			end = event.Time
			break
		}
	}
	if next == nil {
		p.element("p", "None is due within a year.")
		return
	}
	var rows [][]string
	for _, created := range next {
		rows = append(rows, []string{minute(p.s.zone(), created), p.deletion(created, deleted, end)})
	}
	p.table("Next snapshots", []string{"Taken", "Deleted"}, rows)
}

// until returns the end of the year ahead.
func (p *page) until() time.Time {
	zone := p.s.zone()
	// Dates end with the year 9999, and with them the last year ahead.
	return zone.Time(zone.StartOf(min(zone.Date(p.now), calendar.MaxDate-366) + 366))
}

// allIn reports whether all of the next snapshots on a page are known to be deleted.
func allIn(next []time.Time, deleted map[time.Time]time.Time) bool {
	for _, created := range next {
		if _, ok := deleted[created]; !ok {
			return false
		}
	}
	return len(next) == pageNext
}

// deletion says when a snapshot is deleted.
func (p *page) deletion(created time.Time, deleted map[time.Time]time.Time, end time.Time) string {
	at, ok := deleted[created]
	switch {
	case len(p.s.Retention.Rules()) == 0:
		return "never"
	case !ok:
		return "not by " + dateWords(p.s.zone().Date(end))
	case at.Equal(created):
		return "at once"
	}
	return minute(p.s.zone(), at)
}

// pictures writes the pictures.
func (p *page) pictures() {
	p.element("h2", "Pictures")
	date := p.s.zone().Date(p.now)
	for _, picture := range [...]*Picture{
		Calendar(p.s, date, 12),
		Expected(p.s, p.now),
		Population(p.s, p.now, p.until()),
	} {
		// Pictures keep a width at which they can be read, and scroll by the keyboard, too.
		p.open("figure", "tabindex", "0", "aria-label", picture.Title())
		p.b = picture.appendSVG(p.b)
		p.raw("</figure>\n")
	}
}

// verdicts writes the verdicts on the snapshots of the past, the kept before the deleted.
func (p *page) verdicts() {
	p.element("h2", "Verdicts")
	list := p.s.Past(p.now)
	plan := p.s.Retention.Plan(p.now, list)
	kept := plan.Len() - plan.Deleted()
	p.element("p", "Of "+snapshotWords(len(list))+" the policy would have taken, it keeps "+
		number(kept)+". "+bounded("kept", kept, pageKept)+bounded("deleted", plan.Deleted(), pageDeleted))
	var keep, drop [][]string
	// The newest are the most likely to be looked for. Kept ones are few, and nearly all
	// shown; of the deleted, some examples suffice.
	for i := len(list) - 1; i >= 0; i-- {
		if len(keep) >= pageKept && len(drop) >= pageDeleted {
			break
		}
		switch v := plan.Verdict(i); {
		case v.Keep && len(keep) < pageKept:
			keep = append(keep, p.verdict("kept", list[i].Created, v))
		case !v.Keep && len(drop) < pageDeleted:
			drop = append(drop, p.verdict("deleted", list[i].Created, v))
		}
	}
	if rows := append(keep, drop...); len(rows) > 0 {
		p.table("Verdicts", []string{"Snapshot", "Verdict", "Until", "Reasons"}, rows)
	}
}

// bounded says that a table does not list all.
func bounded(what string, n, most int) string {
	if n <= most {
		return ""
	}
	return "Of the " + what + " ones, the newest " + number(most) + " are listed. "
}

// verdict returns a row of the table of verdicts.
func (p *page) verdict(word string, created time.Time, v retention.Verdict) []string {
	until := "open"
	if !v.Until.IsZero() {
		until = minute(p.s.zone(), v.Until)
	}
	return []string{minute(p.s.zone(), created), word, until, cut(v.String(), 400)}
}

// table writes a table, which scrolls by itself if it is wider than the page.
func (p *page) table(label string, head []string, rows [][]string) {
	p.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", label)
	p.raw("<table>\n<thead><tr>")
	for _, cell := range head {
		p.open("th", "scope", "col")
		p.b = appendEscaped(p.b, cell)
		p.close("th")
	}
	p.raw("</tr></thead>\n<tbody>\n")
	for _, row := range rows {
		p.raw("<tr>")
		for _, cell := range row {
			p.element("td", cell)
		}
		p.raw("</tr>\n")
	}
	p.raw("</tbody></table></div>\n")
}
