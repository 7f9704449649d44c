package crontab

import (
	"strconv"
	"strings"
)

// field reads a field. Most are a star or a number.
func (p *parser) field(s *set, w word) {
	s.starFirst = w.Text[0] == '*' || w.Text[0] == '?'
	if isStar(w) {
		s.bits, s.star = s.all(), true
		return
	}
	if s.number(w) {
		return
	}
	for more := true; more; {
		var item word
		item, w, more = w.Cut(',')
		if !s.number(item) {
			p.item(s, item)
		}
	}
}

// number adds the value that a number alone is; ok is false for other items.
func (s *set) number(w word) (ok bool) {
	value, ok := number(w.Text)
	if !ok || value < s.first || s.most < value {
		return false
	}
	s.bits |= 1 << s.wrap(value)
	return true
}

// item reads an item of a field's list.
func (p *parser) item(s *set, w word) {
	if s.isMonthDay() && p.monthDay(s, w) || s.isWeekday() && p.weekday(s, w) {
		return
	}
	span, stepText, stepped := w.Cut('/')
	// A wrong step is looked for even after a wrong span: both are the author's to mend.
	first, last, single, ok := p.span(s.field, span)
	step := 1
	if stepped {
		if single { // "5/15" runs to the end of the field, "7/2" is Sunday alone
			last = max(first, s.last)
		}
		var okStep bool
		step, okStep = p.step(s.field, stepText)
		ok = ok && okStep
	}
	if ok {
		s.bits |= s.values(first, last, step)
		s.star = s.star || isStar(span) && step == 1
	}
}

// isStar reports whether a word stands for all values of its field.
func isStar(w word) bool { return w.Text == "*" || w.Text == "?" }

// span reads "*", a range or a single value. The last value of a range that wraps
// is counted on beyond the field's: "22-2" among the hours ends with 26.
func (p *parser) span(f *field, w word) (first, last int, single, ok bool) {
	if isStar(w) {
		return f.first, f.last, false, true
	}
	from, to, isRange := w.Cut('-')
	first, ok = p.value(f, from)
	if !isRange || !ok {
		return first, first, true, ok
	}
	last, ok = p.value(f, to)
	if first > last {
		last += f.size()
	}
	return first, last, false, ok
}

// value reads a number or a name.
func (p *parser) value(f *field, w word) (int, bool) {
	value, ok := number(w.Text)
	if ok && f.first <= value && value <= f.most {
		return value, true
	}
	if value, ok = f.named(w.Text); ok {
		return value, true
	}
	want := f.want()
	if strings.EqualFold(w.Text, "H") || len(w.Text) > 1 && strings.EqualFold(w.Text[:2], "H(") {
		want += "; H, which spreads jobs by a hash of their names, is not supported"
	}
	p.Problem(f.name, w, want)
	return 0, false
}

// step reads the number after a slash. It refuses a step larger than the number
// of values: "*/90" among the minutes would be minute 0 of every hour, and not
// every 90 minutes as its author meant.
func (p *parser) step(f *field, w word) (int, bool) {
	step, ok := number(w.Text)
	if ok && 1 <= step && step <= f.size() {
		return step, true
	}
	want := "a step of 1 to " + strconv.Itoa(f.size())
	if ok && step > 0 {
		want += "; steps do not reach past the field's last value"
	}
	p.Problem(f.name, w, want)
	return 0, false
}

// number reads an unsigned number of at most four digits: no value of a field and no step
// has as many, and any int holds them.
func number(s string) (n int, ok bool) {
	if len(s) == 0 || len(s) > 4 {
		return 0, false
	}
	for i := range len(s) {
		digit := s[i] - '0'
		if digit > 9 {
			return 0, false
		}
		n = 10*n + int(digit)
	}
	return n, true
}
