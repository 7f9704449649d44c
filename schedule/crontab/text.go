package crontab

import (
	"strconv"
	"strings"

	"github.com/longcase/longcase/internal/english"
	"github.com/longcase/longcase/internal/expression"
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
	// A step where it is shorter than a list, and means the same to every cron.
	if first, last, step := expression.Progression(values); step > 1 {
		switch {
		case first == f.first && last+step == f.last+1:
			// Only a step that divides the field: "*/7" among the minutes looks
			// as if it ran on past the hour, "0-56/7" does not.
			return []string{"*/" + strconv.Itoa(step)}
		case last-first > step:
			return []string{strconv.Itoa(first) + "-" + strconv.Itoa(last) + "/" + strconv.Itoa(step)}
		}
	}
	return english.Runs(values, "-", strconv.Itoa)
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
