package crontab

import (
	"math/bits"
	"strconv"
	"strings"
)

// field is what one of the five fields may hold.
type field struct {
	name        string
	first, last int
	most        int      // the largest value that is read: 7, which is Sunday too
	names       []string // of the values, from first on
	day         bool     // of the two fields that choose dates
}

var fields = [5]field{
	{name: "minute", last: 59, most: 59},
	{name: "hour", last: 23, most: 23},
	{name: "day of month", first: 1, last: 31, most: 31, day: true},
	{name: "month", first: 1, last: 12, most: 12, names: monthNames[:]},
	{name: "day of week", last: 6, most: 7, names: weekdayNames[:], day: true},
}

var (
	monthNames = [...]string{
		"jan", "feb", "mar", "apr", "may", "jun",
		"jul", "aug", "sep", "oct", "nov", "dec",
	}
	weekdayNames = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
)

// lastDay is the value that stands for the last day of a month: bit 0, as in
// calendar.LastDay.
const lastDay = 0

func (f *field) isMonthDay() bool { return f.day && f.names == nil }

// size returns how many values there are.
func (f *field) size() int { return f.last - f.first + 1 }

// all returns the set of all values.
func (f *field) all() uint64 { return (1<<f.size() - 1) << f.first }

// set is the values of one field: bit n is value n.
type set struct {
	*field
	bits       uint64
	restricted bool // not written as "*" or "?"
}

// unlessFull returns the values; or 0, which restricts nothing, for all.
func (s set) unlessFull() uint64 {
	if s.bits&s.all() == s.all() {
		return 0
	}
	return s.bits
}

// field reads one field.
func (p *parser) field(f *field, w word) set {
	if w.text == "*" || w.text == "?" && f.day {
		return set{f, f.all(), false}
	}
	s := set{f, 0, true}
	for more := true; more; {
		var item word
		item, w, more = w.cut(",")
		s.bits |= p.item(f, item)
	}
	return s
}

// item reads one item of a field's list.
func (p *parser) item(f *field, w word) uint64 {
	if f.isMonthDay() && strings.EqualFold(w.text, "L") {
		return 1 << lastDay
	}
	span, stepText, stepped := w.cut("/")
	first, last, single, ok := p.span(f, span)
	step := 1
	if stepped {
		if single {
			last = max(first, f.last)
		}
		var okStep bool
		step, okStep = p.step(f, stepText)
		ok = ok && okStep
	}
	if !ok {
		return 0
	}
	var values uint64
	for value := first; value <= last; value += step {
		values |= 1 << f.wrap(value)
	}
	return values
}

// wrap makes a Sunday written as 7 a Sunday.
func (f *field) wrap(value int) int {
	if value > f.last {
		return f.first
	}
	return value
}

// span reads "*", a range or a single value.
func (p *parser) span(f *field, w word) (first, last int, single, ok bool) {
	if w.text == "*" {
		return f.first, f.last, false, true
	}
	from, to, isRange := w.cut("-")
	first, ok = p.value(f, from, w)
	if !isRange || !ok {
		return first, first, true, ok
	}
	last, ok = p.value(f, to, w)
	if ok && first > last {
		want := "want a range that does not end before it begins"
		if f.most > f.last && last == f.first {
			want += "; Sunday, as its end, is " + strconv.Itoa(f.most)
		}
		p.problem(f.name, w, want)
		return 0, 0, false, false
	}
	return first, last, false, ok
}

// value reads a number or a name. The word that it is a part of tells what was
// probably meant, if it is neither.
func (p *parser) value(f *field, w, whole word) (int, bool) {
	for i, name := range f.names {
		if strings.EqualFold(w.text, name) {
			return f.first + i, true
		}
	}
	value, ok := number(w.text)
	if ok && f.first <= value && value <= f.most {
		return value, true
	}
	if why := f.unsupported(whole.text); why != "" {
		p.problem(f.name, whole, why)
	} else {
		p.problem(f.name, w, f.want())
	}
	return 0, false
}

// step reads the number after a slash. A step that is larger than the number
// of values is refused: "*/90" would not be every 90 minutes, but hourly.
func (p *parser) step(f *field, w word) (int, bool) {
	step, ok := number(w.text)
	if ok && 1 <= step && step <= f.size() {
		return step, true
	}
	want := "want a step of 1 to " + strconv.Itoa(f.size())
	if ok && step > 0 {
		want += "; steps do not reach past the field's last value"
	}
	p.problem(f.name, w, want)
	return 0, false
}

// number reads an unsigned number of at most four digits.
func number(s string) (int, bool) {
	if len(s) == 0 || len(s) > 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(s, 10, 16)
	return int(n), err == nil
}

// want says which values the field takes.
func (f *field) want() string {
	want := "want " + strconv.Itoa(f.first) + " to " + strconv.Itoa(f.most)
	switch {
	case f.names != nil:
		want += ", or " + f.names[0] + " to " + f.names[len(f.names)-1]
	case f.isMonthDay():
		want += ", or L for the last"
	}
	return want
}

// unsupported says what an item is in other dialects of cron, if it is any of
// what this package does not read.
func (f *field) unsupported(item string) string {
	has := func(chars string) bool { return strings.ContainsAny(item, chars) }
	switch {
	case has("?") && !f.day:
		return "is for the day fields only; want *"
	case has("?"):
		return "wants to be alone in its field"
	case f.isMonthDay() && has("Ww"):
		return "the nearest weekday (W) is not supported"
	case f.isMonthDay() && has("Ll"):
		return "L is the last day of the month; what is counted from it is not supported"
	case f.day && has("#"):
		return "the nth weekday of a month (#) is not supported"
	case f.day && !f.isMonthDay() && strings.Trim(item, "01234567") == "L":
		return "the last weekday of a month (L) is not supported"
	}
	return ""
}

// text writes values as a field: "*", a step, ranges and single values.
func (f *field) text(values uint64) string {
	if values&f.all() == f.all() {
		return "*"
	}
	var items []string
	inField := values & f.all()
	if first, last, step := progression(inField); step > 1 {
		switch span := strconv.Itoa(first) + "-" + strconv.Itoa(last); {
		case first == f.first && last+step == f.last+1:
			items = append(items, "*/"+strconv.Itoa(step))
		case last-first > step:
			items = append(items, span+"/"+strconv.Itoa(step))
		}
	}
	if items == nil {
		items = runs(inField)
	}
	if f.isMonthDay() && values>>lastDay&1 != 0 {
		items = append(items, "L")
	}
	return strings.Join(items, ",")
}

// progression returns the ends of a set and the distance between its members,
// or 0 where there is not one distance.
func progression(values uint64) (first, last, step int) {
	first, last = bits.TrailingZeros64(values), 63-bits.LeadingZeros64(values)
	rest := values & (values - 1)
	if rest == 0 {
		return first, last, 0
	}
	step = bits.TrailingZeros64(rest) - first
	var all uint64
	for value := first; value <= last; value += step {
		all |= 1 << value
	}
	if all != values {
		step = 0
	}
	return first, last, step
}

// runs lists the members of a set, three or more in a row as a range.
func runs(values uint64) (items []string) {
	for values != 0 {
		first := bits.TrailingZeros64(values)
		length := bits.TrailingZeros64(^(values >> first))
		if length >= 3 {
			items = append(items, strconv.Itoa(first)+"-"+strconv.Itoa(first+length-1))
		} else {
			length = 1
			items = append(items, strconv.Itoa(first))
		}
		values &^= (1<<length - 1) << first
	}
	return items
}
