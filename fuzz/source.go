package fuzz

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// source returns a value as Go for pasting into a test: a generated value of this
// package, or a part of it. %#v alone would print bit sets as numbers, enumerations
// without their names, and unexported fields.
func source(v any) string {
	if text, ok := known(v); ok {
		return text
	}
	value := reflect.ValueOf(v)
	switch value.Kind() {
	case reflect.Struct:
		return structSource(value)
	case reflect.Slice:
		items := make([]string, value.Len())
		for i := range items {
			items[i] = source(value.Index(i).Interface())
			// In a slice, Go lets the type of an element be left out.
			if fields, ok := strings.CutPrefix(items[i], value.Type().Elem().String()+"{"); ok {
				items[i] = "{" + fields
			}
		}
		return value.Type().String() + braces(items)
	case reflect.Uint8:
		return fmt.Sprintf("%T(%d)", v, v)
	}
	return fmt.Sprintf("%#v", v)
}

// structSource leaves out zero fields: a rule has a dozen, of which a case sets two.
func structSource(value reflect.Value) string {
	var fields []string
	for i := range value.NumField() {
		if field := value.Field(i); !field.IsZero() {
			fields = append(fields, value.Type().Field(i).Name+": "+source(field.Interface()))
		}
	}
	return value.Type().String() + braces(fields)
}

func braces(items []string) string { return "{" + strings.Join(items, ", ") + "}" }

// known returns the source of a value of a type with a constructor or constants.
func known(v any) (string, bool) {
	switch v := v.(type) {
	case *time.Location:
		return fmt.Sprintf("fuzz.MustLoad(%q)", v), true
	case time.Time:
		return v.UTC().GoString(), true
	case calendar.Clock:
		return fmt.Sprintf("calendar.ClockOf(%d, %d)", v.Hour(), v.Minute()), true
	case calendar.Date:
		year, month, day := v.Civil()
		return fmt.Sprintf("calendar.DateOf(%d, %d, %d)", year, month, day), true
	case calendar.Period:
		return fmt.Sprintf("calendar.PeriodOf(%d, %s)", v.N, constant("calendar.", v.Unit)), true
	case schedule.Window:
		return fmt.Sprintf("schedule.WindowOf(%s, %s)", source(v.From()), source(v.To())), true
	case calendar.Unit:
		return constant("calendar.", v), true
	case retention.Pick:
		return constant("retention.", v), true
	case retention.Reference:
		if v == retention.BackFromNewest { // alone without From before its text
			return "retention.BackFromNewest", true
		}
		return constant("retention.From", v), true
	case timezone.Gap:
		return constant("timezone.Gap", v), true
	case timezone.Fold:
		return constant("timezone.Fold", v), true
	case calendar.Months:
		name := func(i int) string { return "time." + time.Month(i).String() }
		return setSource("calendar.MonthsOf", uint32(v), name), true
	case calendar.Weekdays:
		return weekdaysSource(v), true
	case calendar.MonthDays:
		return monthDaysSource(v), true
	}
	return "", false
}

// constant returns the name of a constant, from its String in lower case.
func constant(prefix string, v fmt.Stringer) string {
	name := v.String()
	return prefix + strings.ToUpper(name[:1]) + name[1:]
}

// setSource returns a set of bits as a call of its constructor.
func setSource(constructor string, set uint32, name func(int) string) string {
	var items []string
	for _, i := range numbers(set) {
		items = append(items, name(i))
	}
	return constructor + "(" + strings.Join(items, ", ") + ")"
}

// weekdaysSource joins the days of every week, and those of each week of the month.
func weekdaysSource(set calendar.Weekdays) string {
	byNumber := map[int][]string{}
	for n, day := range set.Days() {
		byNumber[n] = append(byNumber[n], "time."+day.String())
	}
	var terms []string
	for _, n := range slices.Sorted(maps.Keys(byNumber)) {
		days := strings.Join(byNumber[n], ", ")
		if n == 0 {
			terms = append(terms, "calendar.WeekdaysOf("+days+")")
		} else {
			terms = append(terms, fmt.Sprintf("calendar.NthWeekdays(%d, %s)", n, days))
		}
	}
	return strings.Join(terms, " | ")
}

// monthDaysSource returns days of the month by their numbers, which are negative from the end.
func monthDaysSource(set calendar.MonthDays) string {
	var days []string
	for day := range set.Days() {
		days = append(days, fmt.Sprint(day))
	}
	return "calendar.MonthDaysOf(" + strings.Join(days, ", ") + ")"
}
