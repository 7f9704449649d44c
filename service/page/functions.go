package page

import (
	"html/template"
	"strconv"
	"time"

	"github.com/longcase/longcase/timezone"
)

// functions are those of the templates.
func (p *pages) functions() template.FuncMap {
	return template.FuncMap{
		"instant": instant,
		"ago":     func(t time.Time) string { return ago(p.Clock(), t) },
		"short":   short,
	}
}

// instant prints an instant in a zone by name, "-" for the zero time. The zone is
// a scheduler's, which was loaded before.
func instant(zone string, t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	if z, err := timezone.Load(zone); err == nil {
		t = t.In(z.Location())
	}
	return t.Format("Mon 2 Jan 2006 15:04")
}

// ago prints how far an instant is from now.
func ago(now, t time.Time) string {
	switch {
	case t.IsZero():
		return "never"
	case t.After(now):
		return "in " + span(t.Sub(now))
	}
	return span(now.Sub(t)) + " ago"
}

// span prints a duration in its greatest unit.
func span(d time.Duration) string {
	for _, unit := range []struct {
		length time.Duration
		name   string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		if n := int(d / unit.length); n == 1 {
			return "1 " + unit.name
		} else if n > 1 {
			return strconv.Itoa(n) + " " + unit.name + "s"
		}
	}
	return "less than a minute"
}

// short cuts text from outside for a table.
func short(text string) string {
	const limit = 60
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return text
}
