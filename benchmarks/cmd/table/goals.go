package main

import (
	"fmt"
	"io"
	"slices"
)

// goal is a bound that the project has set itself, on each row of some
// operations.
type goal struct {
	what       string
	operations []string
	limit      float64
	least      bool // whether limit is the least that will do, not the most
	// value returns what is bounded, or false where it was not measured.
	value func(r *results, operation, row, tzdata string) (float64, bool)
}

var (
	stepping  = []string{"Next", "Prev"}
	schedules = []string{"Next", "Prev", "Forward", "Year", "Century"}
)

var goals = []goal{
	{"`Next` and `Prev`, of the floor", stepping, 1, false, shareOfFloor},
	{"an occurrence of a walk, of the floor, on b", []string{"Forward"}, 0.4, false, only("b", shareOfFloor)},
	{"an occurrence of a walk, of the floor, on the rest", []string{"Forward"}, 0.5, false, except(shareOfFloor, "b")},
	{"allocations", schedules, 0, false, allocations},
	{"counting, ns a clock change", []string{"Century"}, 10, false, except(perChange, "b", "i")},
	{"the best peer, as a multiple of ours", schedules, 5, true, multipleOfOurs},
	{"parse and compile, of robfig's `ParseStandard`", []string{"Parse"}, 1, false, shareOfPeer},
	{"opening a document, of `json.Unmarshal`", []string{"Open"}, 1, false, shareOfFloor},
	{"a million times to the kept ones, sorted, of a scan", []string{"Keep"}, 2, false, only("1000000, sorted", shareOfFloor)},
	{"a million times to the kept ones, shuffled, of a sort", []string{"Keep"}, 0.5, false, only("1000000, shuffled", shareOfFloor)},
	{"a full verdict for each, sorted, of the kept ones", []string{"Plan"}, 5, false, only("sorted", ofKept)},
	{"an event of a ledger, of a heap's push and pop", []string{"Ledger"}, 2, false, shareOfFloor},
	{"the kept ones of a timeline, of a scan", []string{"Timeline"}, 0.001, false, shareOfFloor},
}

// printGoals writes the worst of each bounded value.
func (r *results) printGoals(w io.Writer) {
	fmt.Fprint(w, "\nGoals: the worst row of each\n\n| | goal | fat | slim |\n|---|--:|--:|--:|\n")
	for _, g := range goals {
		sign := "<="
		if g.least {
			sign = ">="
		}
		line(w, []string{g.what, fmt.Sprintf("%s %g", sign, g.limit), g.worst(r, "fat"), g.worst(r, "slim")})
	}
}

// worst returns the worst value of a goal and where it was met, in bold if it
// is beyond the limit.
func (g goal) worst(r *results, tzdata string) string {
	worst, where := 0.0, ""
	for _, operation := range g.operations {
		for _, row := range r.rows[operation] {
			x, ok := g.value(r, operation, row, tzdata)
			if ok && (where == "" || x > worst != g.least) {
				worst, where = x, operation+" "+row
			}
		}
	}
	switch {
	case where == "":
		return "-"
	case worst != g.limit && worst > g.limit != g.least:
		return fmt.Sprintf("**%.3g** (%s)", worst, where)
	}
	return fmt.Sprintf("%.3g (%s)", worst, where)
}

// shareOfFloor is our time divided by the floor's, with fat tzdata. Steps and
// walks have one floor.
func shareOfFloor(r *results, operation, row, tzdata string) (float64, bool) {
	ours, ok := r.time(operation, row, "longcase", tzdata)
	if operation == "Prev" || operation == "Forward" {
		operation = "Next"
	}
	floor, has := r.time(operation, row, "floor", "fat")
	return ours / floor, ok && has
}

// shareOfPeer is our time divided by that of the fastest peer.
func shareOfPeer(r *results, operation, row, tzdata string) (float64, bool) {
	multiple, ok := multipleOfOurs(r, operation, row, tzdata)
	return 1 / multiple, ok
}

// multipleOfOurs is the time of the fastest peer divided by ours.
func multipleOfOurs(r *results, operation, row, tzdata string) (float64, bool) {
	ours, ok := r.time(operation, row, "longcase", tzdata)
	best, has := r.bestPeer(operation, row, tzdata)
	return best / ours, ok && has
}

// ofKept is our time divided by that to the kept ones of the same list.
func ofKept(r *results, operation, row, tzdata string) (float64, bool) {
	ours, ok := r.time(operation, row, "longcase", tzdata)
	kept, has := r.time("Keep", "1000000, "+row, "longcase", tzdata)
	return ours / kept, ok && has
}

func allocations(r *results, operation, row, tzdata string) (float64, bool) {
	m, ok := r.medians[key{operation, row, "longcase", tzdata}]
	return m.allocations, ok
}

// perChange is our time divided by the number of clock changes in the century,
// two a year in each of the zones but UTC, that of b and i.
func perChange(r *results, operation, row, tzdata string) (float64, bool) {
	ours, ok := r.time(operation, row, "longcase", tzdata)
	return ours / 200, ok
}

type value = func(r *results, operation, row, tzdata string) (float64, bool)

func only(name string, v value) value {
	return func(r *results, operation, row, tzdata string) (float64, bool) {
		x, ok := v(r, operation, row, tzdata)
		return x, ok && row == name
	}
}

func except(v value, names ...string) value {
	return func(r *results, operation, row, tzdata string) (float64, bool) {
		x, ok := v(r, operation, row, tzdata)
		return x, ok && !slices.Contains(names, row)
	}
}
