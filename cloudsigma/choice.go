package cloudsigma

import (
	"strings"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
)

// choice is a field that names members of a vocabulary, or is "*" or empty.
type choice struct {
	node jsondoc.Node
	set  uint64 // a bit for each member
	star bool
}

// named reports whether the field names members, so that it restricts.
func (c choice) named() bool { return c.set != 0 }

// empty reports whether the field is absent or "".
func (c choice) empty() bool { return c.set == 0 && !c.star }

// orElse returns the bits of the members; for "*" all, otherwise empty.
func (c choice) orElse(empty, all uint64) uint64 {
	switch {
	case c.named():
		return c.set
	case c.star:
		return all
	}
	return empty
}

// vocabulary is the members of a choice.
type vocabulary struct {
	want  string
	index func(item string) (bit int, ok bool)
}

// The vocabularies are never written.
var (
	hours     = vocabulary{`hours 0 to 23, "*" or ""`, within(0, 23)}
	minutes   = vocabulary{`minutes 0 to 59, "*" or ""`, within(0, 59)}
	monthDays = vocabulary{`days 1 to 31, "*" or ""`, within(1, 31)}
	months    = vocabulary{`months 1 to 12, "*" or ""`, within(1, 12)}
	weekdays  = vocabulary{`mon, tue, wed, thu, fri, sat, sun, "*" or ""`, weekday}
)

// within returns the index of a vocabulary of numbers. A leading zero is allowed: "03" and
// "3" both occur.
func within(low, high int) func(string) (int, bool) {
	return func(item string) (int, bool) {
		number, ok := reader.ParseWhole(item)
		return number, ok && low <= number && number <= high
	}
}

// weekday returns the number of a day, 0 for Sunday. Case does not matter.
func weekday(item string) (int, bool) {
	for i, name := range [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} {
		if strings.EqualFold(item, name) {
			return i, true
		}
	}
	return 0, false
}

// choice reads all forms that requests and answers of the API really have: "1",
// "1,15", 1, ["1", "15"] and [1, 15]; no restriction is "", "*", [], [""] or ["*"].
func (d *decoder) choice(n jsondoc.Node, v vocabulary) choice {
	c := choice{node: n}
	if n.Kind() != jsondoc.Array {
		d.choose(&c, n, v, true)
		return c
	}
	// An empty array is no restriction: the loop then finds nothing, not even a star.
	alone := n.Len() == 1
	for element := range n.Elements() {
		d.choose(&c, element, v, alone)
	}
	return c
}

// choose adds the members named by a string or number to a choice. Only alone
// may it be "" or "*": ["*", "mon"] contradicts itself.
func (d *decoder) choose(c *choice, n jsondoc.Node, v vocabulary, alone bool) {
	text, ok := d.scalar(n, v.want)
	switch {
	case !ok:
	case text != "" && text != "*":
		d.chooseItems(c, n, v, text)
	case !alone:
		d.Refuse(n, longcase.CodeConflict, "want it alone, or none")
	default:
		c.star = text == "*"
	}
}

// chooseItems adds the members of a list separated by commas. The first wrong item ends
// it, since all items of a string have the same place.
func (d *decoder) chooseItems(c *choice, n jsondoc.Node, v vocabulary, list string) {
	for item := range strings.SplitSeq(list, ",") {
		bit, ok := v.index(strings.TrimSpace(item))
		if !ok {
			d.Refuse(n, longcase.CodeValue, "want "+v.want)
			return
		}
		c.set |= 1 << bit
	}
}

// scalar returns the text of a string or number: the API gives numbers as
// either, within the same answer. ok is false for an absent value; values of
// other kinds are refused.
func (d *decoder) scalar(n jsondoc.Node, want string) (text string, ok bool) {
	switch n.Kind() {
	case jsondoc.String:
		return n.Text(), true
	case jsondoc.Number:
		return n.Raw(), true
	case jsondoc.Absent:
		return "", false
	}
	d.Refuse(n, longcase.CodeType, "want "+want)
	return "", false
}

// number reads a whole number; ok is false for an absent value.
func (d *decoder) number(n jsondoc.Node, low, high int, want string) (number int, ok bool) {
	text, ok := d.scalar(n, want)
	return d.bounded(n, text, ok, low, high, want)
}

// optional reads a whole number; ok is false for "" and for an absent value.
func (d *decoder) optional(n jsondoc.Node, low, high int, want string) (number int, ok bool) {
	text, ok := d.scalar(n, want)
	return d.bounded(n, text, ok && text != "", low, high, want)
}

// bounded reads a text, if given, as a number from low to high, and refuses
// other texts.
func (d *decoder) bounded(
	n jsondoc.Node, text string, given bool, low, high int, want string,
) (number int, ok bool) {
	if !given {
		return 0, false
	}
	// No sign, no point, no exponent: "-1" and 1e1 are mistakes here, if not in JSON.
	number, ok = reader.ParseWhole(text)
	if !ok || number < low || high < number {
		d.Refuse(n, longcase.CodeValue, "want "+want)
		return 0, false
	}
	return number, true
}
