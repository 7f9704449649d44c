package page

import (
	"strconv"
	"strings"
	"time"
)

// choice is a value of a field, with its label.
type choice struct {
	Value, Label string
	Chosen       bool
}

// choices returns the values of a field. A value that is none of them was entered by
// other means, and is shown as it is.
func choices(field string, chosen string) (list []choice) {
	known := false
	for _, c := range vocabulary(field) {
		c.Chosen = c.Value == chosen
		known = known || c.Chosen
		list = append(list, c)
	}
	if !known {
		list = append(list, choice{chosen, short(chosen), true})
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
		for day := range 7 {
			name := time.Weekday((day + 1) % 7).String()
			list = append(list, choice{strings.ToLower(name[:3]), name, false})
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
