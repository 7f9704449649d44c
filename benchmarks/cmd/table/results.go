package main

import (
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchmath"
)

// key names one measurement: what, on which row, by whom, on which tzdata.
type key struct{ operation, row, by, tzdata string }

// measured is what a benchmark's rounds come to.
type measured struct {
	nanoseconds float64 // median of processor time
	allocations float64 // median
}

// results are all measurements, with rows and contenders in the order in which
// they were first met.
type results struct {
	machine    []string // lines such as "cpu: ..."
	operations []string
	rows       map[string][]string // by operation
	by         []string
	medians    map[key]measured
}

// readResults reads the output of the benchmarks.
func readResults(paths []string) (*results, error) {
	r := &results{rows: map[string][]string{}, medians: map[key]measured{}}
	times, allocations := map[key][]float64{}, map[key][]float64{}
	files := benchfmt.Files{Paths: paths}
	for files.Scan() {
		result, ok := files.Result().(*benchfmt.Result)
		if !ok {
			continue // a line that is no measurement
		}
		k := r.meet(result)
		seconds, _ := result.Value("cpu-sec/op")
		count, _ := result.Value("allocs/op")
		times[k] = append(times[k], seconds*1e9)
		allocations[k] = append(allocations[k], count)
	}
	for k := range times {
		r.medians[k] = measured{median(times[k]), median(allocations[k])}
	}
	return r, files.Err()
}

// meet takes note of a result's names and returns its key.
func (r *results) meet(result *benchfmt.Result) key {
	for _, name := range []string{"date", "go", "goos", "goarch", "cpu"} {
		r.machine = appendNew(r.machine, name+": "+result.GetConfig(name))
	}
	name, parts := result.Name.Parts()
	k := key{operation: string(name), tzdata: result.GetConfig("tzdata")}
	var row []string
	for _, part := range parts {
		name, value, _ := strings.Cut(string(part), "=")
		switch {
		case name == "/by":
			k.by = value
		case value != "":
			row = append(row, value)
		}
	}
	k.row = strings.Join(row, ", ")
	r.operations = appendNew(r.operations, k.operation)
	r.rows[k.operation] = appendNew(r.rows[k.operation], k.row)
	r.by = appendNew(r.by, k.by)
	return k
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

func median(values []float64) float64 {
	sample := benchmath.NewSample(values, &benchmath.DefaultThresholds)
	return benchmath.AssumeNothing.Summary(sample, 0.95).Center
}

// time returns a median, or false where nothing was measured.
func (r *results) time(operation, row, by, tzdata string) (float64, bool) {
	m, ok := r.medians[key{operation, row, by, tzdata}]
	return m.nanoseconds, ok
}

// bestPeer returns the fastest measurement that is neither ours nor the floor.
func (r *results) bestPeer(operation, row, tzdata string) (best float64, ok bool) {
	for _, by := range r.by {
		t, has := r.time(operation, row, by, tzdata)
		if has && by != "longcase" && by != "floor" && (!ok || t < best) {
			best, ok = t, true
		}
	}
	return best, ok
}
