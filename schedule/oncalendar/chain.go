package oncalendar

import (
	"strconv"
	"strings"

	"github.com/longcase/longcase/internal/english"
	"github.com/longcase/longcase/internal/expression"
)

// field is a component of a date or a time.
type field struct {
	name        string
	first, last int
}

// The fields are never written.
var (
	minuteField = field{"minute", 0, 59}
	hourField   = field{"hour", 0, 23}
	monthField  = field{"month", 1, 12}
	dayField    = field{"day of month", 1, 31}
	// Every month has 28 days, and so many can be counted from its end.
	endField = field{"day from the end", 1, 28}
)

// all returns the set of all values.
func (f field) all() uint64 { return (1<<(f.last-f.first+1) - 1) << f.first }

// chain reads a component: * or a list. The set has a bit for each value.
func (p *parser) chain(f field, w word) (set uint64) {
	if w.Text == "*" {
		return f.all()
	}
	// Every item is read even if an earlier one is wrong, for all problems at once.
	for more := true; more; {
		var item word
		item, w, more = w.Cut(',')
		set |= p.item(f, item)
	}
	return set
}

// item reads a value, a range or a step.
func (p *parser) item(f field, w word) (set uint64) {
	// Once a part is wrong, no further problem of this item is noted: it would follow from the
	// first.
	span, stepWord, stepped := w.Cut('/')
	from, to, ranged := span.CutRange()
	first, ok := p.value(f, from)
	last := first
	if ranged && ok {
		last, ok = p.value(f, to)
	}
	if ok && first > last {
		p.Problem(f.name, w, "a range that does not end before it begins")
		return 0
	}
	step := 1
	if stepped && ok {
		step, ok = p.step(stepWord)
	}
	switch {
	case !ok:
		return 0
	case stepped && !ranged:
		return p.open(f, w, first, step)
	}
	return every(first, last, step)
}

// open returns the values of a step without a range. It runs towards the end of
// the field; days counted from the end of the month come down to 1, the last day.
// systemd refuses steps with a single value, and so does this package.
func (p *parser) open(f field, w word, first, step int) uint64 {
	room, last := f.last-first, f.last
	// ~07/2 is 7, 5, 3 and 1: the values are those from the lowest that the step reaches up
	// to the given one.
	if f == endField {
		room, last = first-f.first, first
		first = f.first + room%step
	}
	if step > room {
		p.Problem(f.name, w, "a step with a second value: a number after / of at most "+strconv.Itoa(room))
		return 0
	}
	return every(first, last, step)
}

// every returns the values from first to last that are whole steps from first.
func every(first, last, step int) (set uint64) {
	for value := first; value <= last; value += step {
		set |= 1 << value
	}
	return set
}

// value reads a number.
func (p *parser) value(f field, w word) (int, bool) {
	value, ok := number(w.Text)
	if ok && f.first <= value && value <= f.last {
		return value, true
	}
	want := strconv.Itoa(f.first) + " to " + strconv.Itoa(f.last)
	switch w.Text {
	case "*":
		want += "; * stands alone, and steps begin with a value, as " + strconv.Itoa(f.first) + "/2"
	case "":
		want += ", or *"
	}
	p.Problem(f.name, w, want)
	return 0, false
}

// step reads the number after a slash.
func (p *parser) step(w word) (int, bool) {
	step, ok := number(w.Text)
	if !ok || step == 0 {
		p.Problem("step", w, "a number from 1 on")
		return 0, false
	}
	return step, true
}

// number reads an unsigned number of at most nine digits.
func number(s string) (int, bool) {
	if len(s) == 0 || len(s) > 9 || strings.Trim(s, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// text writes values as a component: *, a step, or ranges and single values.
func (f field) text(set uint64) string {
	if set == f.all() && f != endField { // longer months have more days to count
		return "*"
	}
	// In the order of systemd's normalized form: a step over the whole field, a step in a
	// range, and otherwise ranges and values.
	switch first, last, step := expression.Progression(set); {
	case step > 1 && f == endField && first-f.first < step: // comes down to the last day
		return twoDigits(last) + "/" + strconv.Itoa(step)
	case step > 1 && f != endField && first-f.first < step && last+step > f.last:
		return twoDigits(first) + "/" + strconv.Itoa(step)
	case step > 1 && last-first > step:
		return twoDigits(first) + ".." + twoDigits(last) + "/" + strconv.Itoa(step)
	}
	return strings.Join(english.Runs(set, "..", twoDigits), ",")
}

// twoDigits writes a number as systemd does, with a leading zero.
func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}
