package conformance

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/schedule/ical"
)

// librecurRow is a rule of lib-recur's suite and what holds of its instances.
type librecurRow struct {
	Case  int
	Kind  string // rule, starts or equivalent
	RRule string
	Rules []string // which have the same instances
	Start string
	TZID  string
	Mode  string // RFC2445_LAX: what RFC 5545 forbids is let pass

	Count     int // of the rule
	Instances int
	First     []string // the first instances
	Last      string

	Months    []int // which instances may have; 1 is January
	MonthDays []int
	Weekdays  []int // 0 is Sunday
	Hours     []int
	Minutes   []int
}

// fewInstances is how many instances are looked at if a row does not count
// them. The suite looks at ten times as many.
const fewInstances = 1000

// TestLibrecur looks at the instances of lib-recur's rules.
func TestLibrecur(t *testing.T) {
	c := newTally(t, "librecur")
	for _, row := range rows[librecurRow](t, "librecur.jsonl") {
		var problem string
		var err error
		if row.Kind == "equivalent" {
			problem, err = row.equivalent(t)
		} else {
			problem, err = row.constraints(t)
		}
		if err != nil {
			c.notSupported(err.Error())
			continue
		}
		c.row(row.Case, problem, "")
	}
	c.print()
}

// start returns the row's start, or the suite's default one in the form of the
// rule's UNTIL.
func (row librecurRow) start() string {
	if row.Start != "" {
		return row.Start
	}
	_, until, _ := strings.Cut(strings.ToUpper(row.RRule), "UNTIL=")
	until, _, _ = strings.Cut(until, ";")
	switch {
	case until == "" || strings.HasSuffix(until, "Z"):
		return "19850501T133900Z"
	case strings.Contains(until, "T"):
		return "19850501T133900"
	}
	return "19850501"
}

// instances returns the first instances of a rule, in the zone of the row.
func (row librecurRow) instances(t *testing.T, rule string) ([]time.Time, error) {
	start := row.start()
	r, err := recurrence(rule, start, row.TZID)
	if err != nil {
		return nil, err
	}
	from, err := parseTime(start)
	require.NoError(t, err)
	return first(r, from.AddDate(0, 0, -2), max(fewInstances, row.Count+1, row.Instances+1)), nil
}

// first returns the first instances after an instant, n at most.
func first(r *ical.Recurrence, after time.Time, n int) (list []time.Time) {
	for len(list) < n {
		next, ok := r.Next(after)
		if !ok {
			break
		}
		list = append(list, next)
		after = next
	}
	return list
}

// equivalent says which rule has other instances than the first has.
func (row librecurRow) equivalent(t *testing.T) (problem string, err error) {
	want, err := row.instances(t, row.Rules[0])
	for _, rule := range row.Rules[1:] {
		got, errRule := row.instances(t, rule)
		switch {
		case err != nil:
			return "", err
		case errRule != nil:
			return "", errRule
		case !slices.EqualFunc(got, want, time.Time.Equal):
			return fmt.Sprintf("%s differs from %s", rule, row.Rules[0]), nil
		}
	}
	return "", err
}

// constraints says which of the row's conditions does not hold.
func (row librecurRow) constraints(t *testing.T) (problem string, err error) {
	list, err := row.instances(t, row.RRule)
	if err != nil {
		return "", err
	}
	text := make([]string, len(list))
	for i, at := range list {
		text[i] = showTime(at, row.start())
	}
	rule := row.RRule + " of " + row.start()
	switch {
	case row.Count > 0 && len(list) != row.Count:
		return fmt.Sprintf("%s: %d instances, want %d", rule, len(list), row.Count), nil
	case row.Instances > 0 && len(list) != row.Instances:
		return fmt.Sprintf("%s: %d instances, want %d", rule, len(list), row.Instances), nil
	case len(list) < len(row.First) || !slices.Equal(text[:len(row.First)], row.First):
		return fmt.Sprintf("%s: begins %v, want %v", rule, text[:min(len(text), len(row.First))], row.First), nil
	case row.Last != "" && (len(text) == 0 || text[len(text)-1] != row.Last):
		return fmt.Sprintf("%s: ends with %v, want %s", rule, text[max(0, len(text)-1):], row.Last), nil
	}
	for i, at := range list {
		if !row.allows(at) {
			return fmt.Sprintf("%s: %s is excluded by %v %v %v", rule, text[i], row.Months, row.MonthDays, row.Weekdays), nil
		}
	}
	return "", nil
}

// allows reports whether an instance has what every one must have.
func (row librecurRow) allows(at time.Time) bool {
	in := func(set []int, value int) bool { return len(set) == 0 || slices.Contains(set, value) }
	return in(row.Months, int(at.Month())) && in(row.MonthDays, at.Day()) &&
		in(row.Weekdays, int(at.Weekday())) && in(row.Hours, at.Hour()) && in(row.Minutes, at.Minute())
}
