package main

import (
	"slices"
	"strings"
	"time"
)

// difference is two answers that differ.
type difference struct {
	tool
	zone, options string
	theirs, ours  []string // backups to delete
}

// rounded is durations of several units, and the age in a single unit to which the
// preset rounds them up.
var rounded = map[string]string{"keep-within=1y2m3d4h": "keep-within=15m"}

// reasons returns the reasons for which the answers differ, or "" if a backup is without:
// these are the differences in the documentation of package preset.
func (d difference) reasons() string {
	var list []string
	if as, ok := rounded[d.options]; ok {
		list = append(list, "ours is rounded up to "+as)
		d.theirs = d.deleted(flagsOf(as))
	}
	first := 0 // backups of the first pass of a repeated hour
	// Each backup that the tool would delete and longcase keeps needs a reason.
	for _, name := range without(d.theirs, d.ours) {
		reason := d.reason(name)
		if reason == "" {
			return ""
		}
		if list = append(list, reason); reason == repeatedHour {
			first++
		}
	}
	// One hour more of a clock change is one less before it.
	if len(without(d.ours, d.theirs)) > first {
		return ""
	}
	slices.Sort(list)
	return strings.Join(slices.Compact(list), "; ")
}

const repeatedHour = "the repeated hour is two of ours"

// reason returns why longcase keeps a backup that the tool deletes.
func (d difference) reason(name string) string {
	all := d.taken()
	location, err := time.LoadLocation(d.zone)
	check(err)
	hour := func(t time.Time) string { return t.In(location).Format("2006-01-02T15") }
	at, twins, older := all[name], 0, 0
	for _, t := range all {
		if t.Equal(at) {
			twins++
		}
		if t.Before(at) {
			older++
		}
	}
	switch {
	case older == 0 && !d.keepsOldest():
		return "the oldest, which restic keeps from 0.16 on"
	case twins > 1:
		return "two of one instant, which are one of ours"
	case strings.Contains(d.options, "hourly") && hour(at) == hour(at.Add(time.Hour)):
		return repeatedHour
	}
	return ""
}

// without returns the elements of a list that are not in another.
func without(list, other []string) (rest []string) {
	for _, element := range list {
		if !slices.Contains(other, element) {
			rest = append(rest, element)
		}
	}
	return rest
}
