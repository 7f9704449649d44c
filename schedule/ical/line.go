package ical

import (
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"github.com/longcase/longcase/timezone"
)

// parser reads one text and collects its problems.
type parser struct {
	options  Options
	problems []error
}

func (p *parser) problem(line int, part, value, want string) {
	p.problems = append(p.problems, &PartError{line, part, value, want})
}

// line is a property: its name, parameters and value.
type line struct {
	number int
	name   string
	params []string
	value  string
}

// lines splits a text into properties.
func (p *parser) lines(text string) (lines []line) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.NewReplacer("\n ", "", "\n\t", "").Replace(text)
	for i, s := range strings.Split(text, "\n") {
		s = strings.TrimSpace(s)
		if s == "" {
			continue
		}
		if !strings.Contains(s, ":") && strings.Contains(strings.ToUpper(s), "FREQ=") {
			s = "RRULE:" + s
		}
		head, value, found := strings.Cut(s, ":")
		params := strings.Split(head, ";")
		l := line{i + 1, strings.ToUpper(params[0]), params[1:], value}
		switch l.name {
		case "DTSTART", "RRULE", "RDATE", "EXDATE":
			if found {
				lines = append(lines, l)
				continue
			}
			p.problem(l.number, l.name, "", "want a colon and a value")
		case "EXRULE":
			p.problem(l.number, l.name, l.value, "is no longer a part of RFC 5545, and libraries ignore it")
		default:
			p.problem(l.number, params[0], l.value, "want DTSTART, RRULE, RDATE or EXDATE")
		}
	}
	return lines
}

// stamp is a wall time: its local seconds in a zone.
type stamp struct {
	local  int64
	zone   *timezone.Zone
	isDate bool // given as a date: midnight
}

const (
	instantLayout = rrule.DateTimeFormat
	wallLayout    = rrule.LocalDateTimeFormat
	dateLayout    = rrule.DateFormat
)

// wall returns the wall time as a time in UTC.
func (s stamp) wall() time.Time { return time.Unix(s.local, 0).UTC() }

// String returns what follows the name of a property.
func (s stamp) String() string {
	if s.zone.Name() == "UTC" {
		return ":" + s.wall().Format(instantLayout)
	}
	return ";TZID=" + s.zone.Name() + ":" + s.wall().Format(wallLayout)
}

// instants returns the one, two or no instants that it stands for.
func (s stamp) instants(dst timezone.DST) (list []time.Time) {
	first, ok, second, ok2 := s.zone.Resolve(s.local, dst)
	if ok {
		list = append(list, s.zone.Time(first))
	}
	if ok2 {
		list = append(list, s.zone.Time(second))
	}
	return list
}

// start returns the start: that of the one line, or that of the options.
func (p *parser) start(lines []line) (start stamp) {
	found := 0
	for _, l := range lines {
		if l.name != "DTSTART" {
			continue
		}
		if found++; found > 1 {
			p.problem(l.number, l.name, l.value, "want one DTSTART")
			continue
		}
		zone, ok := p.params(l)
		if ok {
			start, _ = p.stamp(l, l.value, zone)
		}
	}
	if found > 0 {
		return start
	}
	if p.options.Start.IsZero() {
		p.problem(0, "DTSTART", "", "is missing, and the options have no Start")
		return start
	}
	zone := p.options.Zone.OrUTC()
	local := zone.Local(p.options.Start)
	start = stamp{local: local - (local%60+60)%60, zone: zone}
	p.checkYear(0, "DTSTART", start)
	return start
}

// params reads the zone of a property; nil is none.
func (p *parser) params(l line) (zone *timezone.Zone, ok bool) {
	ok = true
	for _, param := range l.params {
		name, value, _ := strings.Cut(param, "=")
		value = strings.Trim(value, `"`)
		var want string
		switch name = strings.ToUpper(name); {
		case name == "TZID":
			loaded, err := timezone.Load(value)
			if err != nil || value == "" {
				want = "want an IANA name such as Europe/Berlin"
			}
			zone = loaded
		case name != "VALUE":
			want = "want TZID or VALUE"
		case value != "DATE" && value != "DATE-TIME":
			want = "want DATE or DATE-TIME"
		}
		if want != "" {
			p.problem(l.number, l.name+" "+name, value, want)
			ok = false
		}
	}
	return zone, ok
}

// stamp reads a date, a wall time, or an instant in UTC.
func (p *parser) stamp(l line, text string, zone *timezone.Zone) (s stamp, ok bool) {
	const want = "want a time such as 20250131T020000, with a Z for UTC, or a date"
	layout := instantLayout
	switch len(text) {
	case len(dateLayout):
		layout = dateLayout
	case len(wallLayout):
		layout = wallLayout
	}
	t, err := time.Parse(layout, text)
	if err != nil || len(text) != len(layout) {
		p.problem(l.number, l.name, text, want)
		return stamp{}, false
	}
	if layout == instantLayout {
		if zone != nil {
			p.problem(l.number, l.name, text, "want either a TZID or a Z, not both")
			return stamp{}, false
		}
		zone = zone.OrUTC()
	}
	if zone == nil {
		zone = p.options.Zone.OrUTC()
	}
	if t.Second() != 0 {
		p.problem(l.number, l.name, text, "want a whole minute")
		return stamp{}, false
	}
	s = stamp{t.Unix(), zone, layout == dateLayout}
	return s, p.checkYear(l.number, l.name, s)
}

// checkYear refuses the year 1: rrule-go takes its first instant for no time
// at all.
func (p *parser) checkYear(number int, name string, s stamp) bool {
	if year := s.wall().Year(); 2 <= year && year <= 9999 {
		return true
	}
	p.problem(number, name, s.wall().Format(wallLayout), "want a year from 0002 to 9999")
	return false
}

// instants reads a list of times.
func (p *parser) instants(l line, start stamp) (list []time.Time) {
	zone, ok := p.params(l)
	if !ok {
		return nil
	}
	for text := range strings.SplitSeq(l.value, ",") {
		s, ok := p.stamp(l, text, zone)
		if ok && s.isDate != start.isDate {
			p.problem(l.number, l.name, text, "want dates where DTSTART is one, and times otherwise")
			continue
		}
		if ok {
			list = append(list, s.instants(p.options.DST)...)
		}
	}
	return list
}
