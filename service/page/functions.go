package page

import (
	"fmt"
	"html/template"
	"slices"
	"strconv"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/timezone"
)

// functions are those of the templates.
func (p *pages) functions() template.FuncMap {
	return template.FuncMap{
		"instant": instant,
		"ago":     func(t time.Time) string { return ago(p.Clock(), t) },
		"short":   short,
		"doing":   doing,
		"choices": choices,
		"chips":   chips,
		"next":    func(n int) int { return n + 1 },
		"spare": func(list []ruleFields) []ruleFields {
			return append(slices.Clip(list), make([]ruleFields, spareRules)...)
		},
		"zones": cloudsigma.Zones,
		"problems": func(all map[string][]longcase.Finding, field ...any) fieldProblems {
			id := fmt.Sprint(field...)
			return fieldProblems{id, all[id]}
		},
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

// span prints a duration in its greatest unit, rounded: 10 hours 57 minutes are 11
// hours.
func span(d time.Duration) string {
	for _, unit := range []struct {
		length time.Duration
		name   string
	}{{24 * time.Hour, "day"}, {time.Hour, "hour"}, {time.Minute, "minute"}} {
		if d < unit.length {
			continue
		}
		n := int(d.Round(unit.length) / unit.length)
		if n == 1 {
			return "1 " + unit.name
		}
		return strconv.Itoa(n) + " " + unit.name + "s"
	}
	return "less than a minute"
}

// doing says what a run does.
func doing(r service.Run) string {
	switch r.Kind {
	case "take":
		return "snapshot"
	case "now":
		return "snapshot, asked for"
	case "delete":
		return "deletion"
	case "notify":
		return "notice"
	}
	return r.Kind
}

// short cuts text from outside for a table.
func short(text string) string {
	const limit = 60
	if runes := []rune(text); len(runes) > limit {
		return string(runes[:limit]) + "…"
	}
	return text
}

// fieldProblems are the problems of a field.
type fieldProblems struct {
	ID   string
	List []longcase.Finding
}

// Marks returns the attributes of a field that leads to its problems.
func (p fieldProblems) Marks() template.HTMLAttr {
	if p.List == nil {
		return ""
	}
	return template.HTMLAttr(`aria-invalid="true" aria-describedby="` + template.HTMLEscapeString(p.ID) + `-problem"`)
}
