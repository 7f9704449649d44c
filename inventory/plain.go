package inventory

import "strings"

const wantField = "group=TEXT, nominal=INSTANT, held, held=INSTANT, locked or failed, " +
	"each at most once"

// readPlain reads a line of the plain list.
func readPlain(p *problems, number int, line string, item *Item) (name int) {
	instant, rest, _ := cut(line, '\t')
	created, ok := parseInstant(instant)
	if !ok {
		p.refuseLine(number, "created", instant, wantInstant)
	}
	item.Snapshot.Created = known(created)
	item.Name, rest, ok = cut(rest, '\t')
	for ok {
		var field string
		field, rest, ok = cut(rest, '\t')
		if !item.setField(field) {
			p.refuseLine(number, "field", field, wantField)
		}
	}
	// The name is behind the first tab; without one it is empty, at the end of the line.
	return min(len(instant)+1, len(line))
}

// cut is strings.Cut at a byte, in half the time.
func cut(text string, separator byte) (before, after string, found bool) {
	if i := strings.IndexByte(text, separator); i >= 0 {
		return text[:i], text[i+1:], true
	}
	return text, "", false
}

// setField reads a field after the name. It reports whether the field is
// allowed, and the first of its kind.
func (item *Item) setField(field string) (ok bool) {
	s := &item.Snapshot
	// A second field of a kind is refused: of two groups, one would have to be dropped.
	key, value, valued := cut(field, '=')
	switch {
	case key == "group":
		ok = value != "" && item.Group == ""
		item.Group = value
	case key == "nominal":
		nominal, isInstant := parseInstant(value)
		ok = isInstant && s.Nominal.IsZero()
		s.Nominal = known(nominal)
	case key == "held" && valued:
		until, isInstant := parseInstant(value)
		ok = isInstant && !s.Held
		s.Held, s.HeldUntil = true, until
	case key == "held":
		ok, s.Held = !s.Held, true
	case field == "locked":
		ok, s.Locked = !s.Locked, true
	case field == "failed":
		ok, s.Failed = !s.Failed, true
	}
	return ok
}
