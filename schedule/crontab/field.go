package crontab

import (
	"math/bits"
	"strconv"
	"strings"
)

// field describes one of the five fields and its possible values.
type field struct {
	name        string
	first, last int
	most        int      // the largest number read: 7 is Sunday too
	names       []string // of the values, from first on
	day         bool     // of the month or of the week
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

// lastDay is the value for the last day of a month. It is bit 0, as in
// calendar.LastDay, so that a set of values is a calendar.MonthDays.
const lastDay = 0

func (f *field) isMonthDay() bool { return f.day && f.names == nil }

// size returns the number of values.
func (f *field) size() int { return f.last - f.first + 1 }

// all returns the set of all values.
func (f *field) all() uint64 { return (1<<f.size() - 1) << f.first }

// set is the values of a field: bit n is value n.
type set struct {
	*field
	bits       uint64
	restricted bool // written other than "*" and "?", though it may hold all values
}

// unlessFull returns the values, or 0 if they are all values: in a rule, 0
// restricts nothing.
func (s set) unlessFull() uint64 {
	if s.bits&s.all() == s.all() {
		return 0
	}
	return s.bits
}

// field reads a field.
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

// item reads an item of a field's list.
func (p *parser) item(f *field, w word) uint64 {
	if f.isMonthDay() && strings.EqualFold(w.text, "L") {
		return 1 << lastDay
	}
	span, stepText, stepped := w.cut("/")
	first, last, single, ok := p.span(f, span)
	step := 1
	if stepped {
		if single { // "5/15" runs to the end of the field, "7/2" is Sunday alone
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

// wrap returns a value with Sunday written as 7 made 0. It is applied last, so
// that "5-7" is a range from Friday to Sunday.
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
		want := "a range that does not end before it begins"
		if f.most > f.last && last == f.first {
			want += "; as an end, Sunday is " + strconv.Itoa(f.most)
		}
		p.problem(f.name, w, want)
		return 0, 0, false, false
	}
	return first, last, false, ok
}

// value reads a number or a name. If it is neither, the whole item may be in the
// style of another dialect, and the error then says so.
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
		p.problem(f.name, whole, f.want()+"; "+why)
	} else {
		p.problem(f.name, w, f.want())
	}
	return 0, false
}

// step reads the number after a slash. It refuses a step larger than the number
// of values: "*/90" among the minutes would be minute 0 of every hour, and not
// every 90 minutes as its author meant.
func (p *parser) step(f *field, w word) (int, bool) {
	step, ok := number(w.text)
	if ok && 1 <= step && step <= f.size() {
		return step, true
	}
	want := "a step of 1 to " + strconv.Itoa(f.size())
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

// want returns the values of the field, for errors.
func (f *field) want() string {
	want := strconv.Itoa(f.first) + " to " + strconv.Itoa(f.most)
	switch {
	case f.names != nil:
		want += ", or " + f.names[0] + " to " + f.names[len(f.names)-1]
	case f.isMonthDay():
		want += ", or L for the last day"
	}
	return want
}

// unsupported returns the reason why an item is refused if other dialects of cron
// read it, and "" otherwise. Its author should not have to look for a
// misspelling.
func (f *field) unsupported(item string) string {
	has := func(chars string) bool { return strings.ContainsAny(item, chars) }
	switch {
	case has("?") && !f.day:
		return "? is for the two day fields"
	case has("?"):
		return "? stands alone in its field"
	case f.isMonthDay() && has("Ww"):
		return "the nearest weekday (W) is not supported"
	case f.isMonthDay() && has("Ll"):
		return "L stands alone, days before the last are not supported"
	case f.day && has("#"):
		return "the nth weekday of a month (#) is not supported"
	case f.day && !f.isMonthDay() && strings.Trim(item, "01234567") == "L":
		return "the last weekday of a month (L) is not supported"
	}
	return ""
}

// text writes values as a field: "*", a step, ranges and single values; no
// values, as in a rule, restrict nothing and are "*" too.
func (f *field) text(values uint64) string {
	if values == 0 || values&f.all() == f.all() {
		return "*"
	}
	var items []string
	inField := values & f.all()
	if first, last, step := progression(inField); step > 1 {
		switch span := strconv.Itoa(first) + "-" + strconv.Itoa(last); {
		case first == f.first && last+step == f.last+1:
			// Only a step that divides the field: "*/7" among the minutes looks
			// as if it ran on past the hour, "0-56/7" does not.
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

// progression returns the ends of a set and the distance between neighbours, or
// 0 if the distances differ or the set has a single member.
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

// runs lists the members of a set, with three or more in a row as a range: "0,6"
// but "1-5".
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
