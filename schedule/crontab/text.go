package crontab

import (
	"math/bits"
	"strconv"
	"strings"
)

// text writes values as a field: "*", a step, ranges and single values, and then
// items in words of their own. Without any, as in a rule, it restricts nothing and
// is "*" too.
func (f *field) text(values uint64, items ...string) string {
	if values == f.all() || values == 0 && len(items) == 0 {
		return "*"
	}
	if values != 0 {
		items = append(f.items(values), items...)
	}
	return strings.Join(items, ",")
}

// items writes some values.
func (f *field) items(values uint64) []string {
	if first, last, step := progression(values); step > 1 {
		switch {
		case first == f.first && last+step == f.last+1:
			// Only a step that divides the field: "*/7" among the minutes looks
			// as if it ran on past the hour, "0-56/7" does not.
			return []string{"*/" + strconv.Itoa(step)}
		case last-first > step:
			return []string{strconv.Itoa(first) + "-" + strconv.Itoa(last) + "/" + strconv.Itoa(step)}
		}
	}
	return runs(values)
}

// starText writes a field as text does, but to begin with "*/" and the smallest step
// whose values are all among the field's. Every step has the field's first value, so
// ok is false without it.
func (f *field) starText(values uint64, items ...string) (text string, ok bool) {
	for step := 2; step <= f.size(); step++ {
		inStep := f.values(f.first, f.last, step)
		if values&inStep != inStep {
			continue
		}
		text = "*/" + strconv.Itoa(step)
		if rest := values &^ inStep; rest != 0 || len(items) > 0 {
			text += "," + f.text(rest, items...)
		}
		return text, true
	}
	return "", false
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
