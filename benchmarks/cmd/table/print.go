package main

import (
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
)

// The tables stand between these two lines in a file that has them put in.
const (
	begin = "<!-- tables: go run ./cmd/table -into -->\n"
	end   = "<!-- end of tables -->\n"
)

// putInto replaces what stands between the marks in a file.
func (r *results) putInto(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, found := strings.Cut(string(text), begin)
	_, after, ended := strings.Cut(rest, end)
	if !found || !ended {
		return fmt.Errorf("%s: want lines %q and %q", path, begin, end)
	}
	var tables strings.Builder
	r.print(&tables)
	return os.WriteFile(path, []byte(before+begin+"\n"+tables.String()+"\n"+end+after), 0o644)
}

// print writes one Markdown table for each operation and kind of tzdata.
func (r *results) print(w io.Writer) {
	fmt.Fprintln(w, strings.Join(r.machine, ", "))
	r.printGoals(w)
	for _, operation := range r.operations {
		for _, tzdata := range []string{"fat", "slim"} {
			r.printTable(w, operation, tzdata)
		}
	}
}

func (r *results) printTable(w io.Writer, operation, tzdata string) {
	takers := r.takers(operation, tzdata)
	if len(takers) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%s, %s tzdata, ns (allocations)\n\n", operation, tzdata)
	line(w, slices.Concat([]string{""}, takers, []string{"ours / floor", "best peer / ours"}))
	fmt.Fprintln(w, "|---|"+strings.Repeat("--:|", len(takers)+2))
	for _, row := range r.rows[operation] {
		cells := []string{row}
		for _, by := range takers {
			cells = append(cells, r.cell(key{operation, row, by, tzdata}))
		}
		for _, ratio := range []value{shareOfFloor, multipleOfOurs} {
			cells = append(cells, "-")
			if x, ok := ratio(r, operation, row, tzdata); ok {
				cells[len(cells)-1] = number(x)
			}
		}
		line(w, cells)
	}
}

// takers returns who has a measurement of an operation.
func (r *results) takers(operation, tzdata string) (list []string) {
	for _, by := range r.by {
		for _, row := range r.rows[operation] {
			if _, ok := r.time(operation, row, by, tzdata); ok {
				list = appendNew(list, by)
			}
		}
	}
	return list
}

func line(w io.Writer, cells []string) { fmt.Fprintln(w, "| "+strings.Join(cells, " | ")+" |") }

func (r *results) cell(k key) string {
	m, ok := r.medians[k]
	if !ok {
		return "-"
	}
	s := number(m.nanoseconds)
	if m.allocations > 0 {
		s += " (" + number(m.allocations) + ")"
	}
	return s
}

// number formats with two or three digits that mean something, and commas.
func number(x float64) string {
	switch {
	case x == math.Trunc(x) && x < 1000:
		return strconv.FormatFloat(x, 'f', 0, 64)
	case x < 2:
		return strconv.FormatFloat(x, 'f', 2, 64)
	case x < 20:
		return strconv.FormatFloat(x, 'f', 1, 64)
	}
	digits := strconv.FormatFloat(x, 'f', 0, 64)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
