package ical

import (
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/problem"
	"github.com/longcase/longcase/timezone"
)

// parser reads a text and collects its problems.
type parser struct {
	options  Options
	runs     int // rules that could not be compiled
	problems problem.List
}

// problem adds an error about a property, or a part of a rule. The line counts
// from 1 in the text as given, where a folded property is the line it begins on;
// 0 is the text as a whole.
func (p *parser) problem(line int, part, value, want string) {
	p.problems.Add(func() error {
		return &calendar.ParseError{What: problem.Name(part), Line: line, Input: value, Want: want}
	})
}

// line is a property: its name, parameters and value, unfolded.
type line struct {
	number int
	name   string
	params []string
	value  string
}

// lines splits a text into properties. It reads the properties of a recurrence and no
// others, so that a whole VEVENT is refused by name: its SUMMARY may be left out by the
// caller, but a property that moves occurrences must not be left out by this package.
func (p *parser) lines(text string) (lines []line) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	// Section 3.1: a newline and one space or tab may stand anywhere, even within
	// a word, and mean nothing.
	text = strings.NewReplacer("\n ", "", "\n\t", "").Replace(text)
	for i, s := range strings.Split(text, "\n") {
		s = strings.TrimSpace(s)
		if s == "" {
			continue
		}
		if !strings.Contains(s, ":") && strings.Contains(strings.ToUpper(s), "FREQ=") {
			// A rule is often stored or typed without its name.
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
			p.problem(l.number, l.name, "", "a colon and a value")
		case "EXRULE":
			p.problem(l.number, l.name, l.value, "EXDATE; RFC 5545 dropped EXRULE, and libraries ignore it")
		default:
			p.problem(l.number, params[0], l.value, "DTSTART, RRULE, RDATE or EXDATE")
		}
	}
	return lines
}

// stamp is a wall time: seconds on the clocks of a zone.
type stamp struct {
	local  int64 // since 1970-01-01 00:00 on those clocks
	zone   *timezone.Zone
	isDate bool // given as a date, which is midnight
}

const (
	instantLayout = rrule.DateTimeFormat
	wallLayout    = rrule.LocalDateTimeFormat
	dateLayout    = rrule.DateFormat
)

// wall returns the wall time as a time in UTC. rrule-go is right only there: in
// other zones it asks time.Date, which resolves gaps backward in the Americas.
func (s stamp) wall() time.Time { return time.Unix(s.local, 0).UTC() }

// String returns the value of a property, with the parameters before it.
func (s stamp) String() string {
	if s.zone.Name() == "UTC" {
		return ":" + s.wall().Format(instantLayout)
	}
	return ";TZID=" + s.zone.Name() + ":" + s.wall().Format(wallLayout)
}

// instants returns the instants for which the wall time stands: none in a gap
// with GapSkip, two in a fold with FoldBoth.
func (s stamp) instants(dst timezone.DST) (list []time.Time) {
	first, ok := s.zone.Resolve(s.local, dst)
	if !ok {
		return nil
	}
	list = append(list, s.zone.Time(first))
	if dst.Fold == timezone.FoldBoth {
		second, _ := s.zone.Resolve(s.local, timezone.DST{Gap: dst.Gap, Fold: timezone.FoldSecond})
		if second != first {
			list = append(list, s.zone.Time(second))
		}
	}
	return list
}

// start returns the start: DTSTART, or else the start of the options. It comes before
// the rules, wherever the line stands: a rule takes its day, its time and its phase
// from the start. INTERVAL=2 from 2025-01-31 is another rule than from 2025-02-01.
func (p *parser) start(lines []line) (start stamp) {
	found := 0
	for _, l := range lines {
		if l.name != "DTSTART" {
			continue
		}
		if found++; found > 1 {
			p.problem(l.number, l.name, l.value, "one DTSTART")
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
		p.problem(0, "DTSTART", "", "a start, here or in the options")
		return start
	}
	zone := p.options.Zone.OrUTC()
	local := zone.Local(p.options.Start) // rounded down to the minute, before 1970 too
	start = stamp{local: local - (local%60+60)%60, zone: zone}
	p.checkYear(0, "DTSTART", start)
	return start
}

// params reads the zone of a property, nil for none. VALUE is checked only for
// being a time: the form of the value tells a date from a time.
func (p *parser) params(l line) (zone *timezone.Zone, ok bool) {
	ok = true
	for _, param := range l.params {
		name, value, _ := strings.Cut(param, "=")
		// Section 3.2 lets any parameter's value stand in quotes.
		value = strings.Trim(value, `"`)
		var want string
		switch name = strings.ToUpper(name); {
		case name == "TZID":
			loaded, err := timezone.Load(value)
			if err != nil || value == "" {
				want = "an IANA name such as Europe/Berlin"
			}
			zone = loaded
		case name != "VALUE":
			want = "TZID or VALUE"
		case value != "DATE" && value != "DATE-TIME":
			want = "DATE or DATE-TIME"
		}
		if want != "" {
			p.problem(l.number, l.name+" "+name, value, want)
			ok = false
		}
	}
	return zone, ok
}

// stamp reads a date, a wall time, or an instant in UTC, on a whole minute.
func (p *parser) stamp(l line, text string, zone *timezone.Zone) (s stamp, ok bool) {
	s, ok = p.toSecond(l, text, zone)
	if ok && s.local%60 != 0 {
		p.problem(l.number, l.name, text, "a whole minute")
		return stamp{}, false
	}
	return s, ok
}

// toSecond reads a date, a wall time, or an instant in UTC. The length tells the form,
// since VALUE is optional, and often missing where the RFC wants it.
func (p *parser) toSecond(l line, text string, zone *timezone.Zone) (s stamp, ok bool) {
	const want = "a time such as 20250131T020000, with a Z for UTC, or a date"
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
			p.problem(l.number, l.name, text, "either a TZID or a Z, not both")
			return stamp{}, false
		}
		zone = zone.OrUTC()
	}
	if zone == nil { // a floating time, which has to float somewhere
		zone = p.options.Zone.OrUTC()
	}
	s = stamp{t.Unix(), zone, layout == dateLayout}
	return s, p.checkYear(l.number, l.name, s)
}

// checkYear refuses the year 1: its first instant is the zero time, which
// rrule-go takes for no time at all.
func (p *parser) checkYear(number int, name string, s stamp) bool {
	if year := s.wall().Year(); 2 <= year && year <= 9999 {
		return true
	}
	p.problem(number, name, s.wall().Format(wallLayout), "a year from 0002 to 9999")
	return false
}

// instants reads a list of times: the values of RDATE or EXDATE. Those without a zone
// are in the zone of the start, as the RFC's examples are, and a time in a fold with
// FoldBoth stands for two instants: EXDATE takes both of Berlin's 02:30 of 2025-10-26.
func (p *parser) instants(l line, start stamp) (list []time.Time) {
	zone, ok := p.params(l)
	if !ok {
		return nil
	}
	for text := range strings.SplitSeq(l.value, ",") {
		// In UTC a minute of the zone's clocks may have seconds: Monrovia's 00:00 of 1971
		// is 00:44:30. isMinute judges those.
		s, ok := p.toSecond(l, text, zone)
		switch {
		case ok && s.isDate != start.isDate:
			p.problem(l.number, l.name, text, "dates if DTSTART is a date, and times otherwise")
			continue
		case ok && s.local%60 != 0 && s.zone.Name() != "UTC":
			p.problem(l.number, l.name, text, "a whole minute")
			continue
		}
		if !ok {
			continue
		}
		for _, t := range s.instants(p.options.DST) {
			if !isMinute(t.Unix(), start.zone) {
				p.problem(l.number, l.name, text, "a whole minute on the clocks of DTSTART's zone, or in UTC")
				break
			}
			list = append(list, t)
		}
	}
	return list
}

// isMinute reports whether an instant is a whole minute in UTC or on the clocks of a
// zone, or is one that a gap shifted: 00:30 in Monrovia, whose clocks went from
// -00:44:30 to UTC on 1972-01-07, is 01:14:30 there. [Recurrence.String] writes these
// alone: a minute of Berlin's in 1850, 53:28 ahead of UTC, is none in Lisbon's.
func isMinute(unix int64, zone *timezone.Zone) bool {
	segment := zone.Segment(unix)
	gap := int64(segment.Offset - segment.Before)
	return unix%60 == 0 || (unix+int64(segment.Offset))%60 == 0 ||
		unix < segment.Start+gap && (unix+int64(segment.Before))%60 == 0
}
