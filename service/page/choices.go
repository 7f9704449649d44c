package page

import (
	"slices"
	"strconv"
	"time"
)

// choice is a value of a field, with its label.
type choice struct {
	Value, Label string
	Chosen       bool
}

// choices returns the values of a field of a single value. A value that is none of
// them was entered by other means, and is shown as it is.
func choices(field, chosen string) []choice {
	list := chips(field, []string{chosen})
	if !slices.ContainsFunc(list, func(c choice) bool { return c.Chosen }) {
		list = append(list, choice{chosen, short(chosen), true})
	}
	return list
}

// chips returns the values of a field of several.
func chips(field string, chosen []string) []choice {
	list := vocabulary(field)
	for i := range list {
		list[i].Chosen = slices.Contains(chosen, list[i].Value)
	}
	return list
}

func vocabulary(field string) (list []choice) {
	switch field {
	case "type":
		return []choice{
			{"snapshot", "local snapshots", false},
			{"backup", "remote snapshots", false},
			{"migration", "migration", false},
			{"dr", "disaster recovery", false},
		}
	case "unit":
		return []choice{{"hour", "hours", false}, {"minute", "minutes", false}}
	case "period":
		return []choice{{"days", "days", false}, {"weeks", "weeks", false}, {"months", "months", false}}
	case "weekday":
		for i := range weekdays {
			day := (i + 1) % len(weekdays) // from Monday on
			list = append(list, choice{weekdays[day], time.Weekday(day).String(), false})
		}
	case "month":
		for month := time.January; month <= time.December; month++ {
			list = append(list, choice{strconv.Itoa(int(month)), month.String(), false})
		}
	case "on":
		list = []choice{{"", "any day", false}}
		for _, c := range vocabulary("weekday") {
			list = append(list, choice{c.Value, "on " + c.Label + "s", false})
		}
		for day := 1; day <= 31; day++ {
			list = append(list, choice{"day " + strconv.Itoa(day), "on day " + strconv.Itoa(day), false})
		}
	}
	return list
}
