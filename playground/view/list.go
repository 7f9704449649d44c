package view

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/safe"
	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
)

// list is a group of a list of snapshots that exist.
type list struct {
	given     bool
	marks     []Mark
	groups    []string
	group     string
	snapshots []retention.Snapshot
	names     func(i int) string
}

// readList reads a list, and returns a group of it: the first for an unknown name. A last
// line without its end is whole here, since a paste rarely ends with one.
func readList(text, group string) list {
	if strings.TrimSpace(text) == "" {
		return list{}
	}
	whole := text
	if !strings.HasSuffix(whole, "\n") {
		whole += "\n"
	}
	all, err := inventory.Reader{}.Read(strings.NewReader(whole))
	if err != nil {
		return list{given: true, marks: listMarks(text, err), names: func(int) string { return "" }}
	}
	return choose(all.Groups(), group)
}

// choose returns the group of a name, or the first.
func choose(groups []inventory.List, name string) list {
	l := list{given: true}
	for i, each := range groups {
		item := each.Item(0)
		l.groups = append(l.groups, safe.Text(item.Group))
		if i == 0 || safe.Text(item.Group) == name {
			l.group = l.groups[i]
			l.names = each.Name
			l.snapshots = make([]retention.Snapshot, each.Len())
			for j := range l.snapshots {
				l.snapshots[j] = each.Snapshot(j)
			}
		}
	}
	return l
}

// listMarks returns the problems of a list, with their places.
func listMarks(text string, err error) (marks []Mark) {
	document, _ := jsondoc.Parse([]byte(text))
	for _, err := range split(err) {
		var parse *calendar.ParseError
		switch {
		case !errors.As(err, &parse):
			marks = append(marks, wrong(err.Error()))
		case parse.Line > 0:
			marks = append(marks, markedLine(text, parse.Line, parse.Column, parse.Input, wrong(message(err))))
		case strings.HasPrefix(parse.What, "/"):
			start, end := span(text, find(document.Root(), parse.What))
			marks = append(marks, marked(text, start, end, wrong(err.Error())))
		default:
			marks = append(marks, markedLine(text, 1, 0, "", wrong(err.Error())))
		}
	}
	return marks
}

// newest returns the indices of the newest snapshots, the newest first.
func newest(snapshots []retention.Snapshot, most int) []int {
	order := make([]int, len(snapshots))
	for i := range order {
		order[i] = len(order) - 1 - i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(snapshots[j].Created.UnixNano(), snapshots[i].Created.UnixNano())
	})
	return order[:min(most, len(order))]
}
