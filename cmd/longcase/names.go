package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/longcase/longcase/internal/safe"
	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
)

// nameReader reads names of a list, one after the other. The zero value, with a list, is
// at its start.
type nameReader struct {
	inventory.List
	from, to int        // the positions that are fetched
	names    [64]string // of them
	seen     byte       // of the names, which would not be read otherwise
}

// at returns the name at a position after that of the call before.
func (r *nameReader) at(i int) string {
	if i >= r.to {
		r.fetch(i)
	}
	return r.names[i-r.from]
}

// fetch reads both ends of many names. Those of a volume that takes turns with others lie
// far apart, and each is a wait for memory; with nothing between the reads, the processor
// waits for many of them at once.
func (r *nameReader) fetch(from int) {
	seen := byte(0)
	r.from, r.to = from, min(from+len(r.names), r.Len())
	for i := range r.to - from {
		name := r.Name(from + i)
		if r.names[i] = name; name != "" {
			seen ^= name[0] ^ name[len(name)-1]
		}
	}
	r.seen ^= seen
}

// printNames prints the names of the snapshots to delete, or nothing if any of them
// would not be read back as it is.
func (e *env) printNames(plans []groupPlan, zeros bool) error {
	wrong := make([]error, len(plans))
	atOnce(len(plans), func(k int) { wrong[k] = plans[k].unprintable(zeros) })
	if err := cmp.Or(wrong...); err != nil {
		return err
	}
	end := byte('\n')
	if zeros {
		end = 0
	}
	printParts(plans, func() appender {
		return func(text []byte, plan *groupPlan, in retention.Range) []byte {
			for name := range plan.deleted(in) {
				text = append(append(text, name...), end)
			}
			return text
		}
	}, func(text []byte) { e.printWhole(text, end) })
	return nil
}

// printWhole prints names by writes of whole ones, each of at most the 4,096 bytes that a
// pipe takes at once or not at all. If this process is killed between two writes, xargs
// would otherwise take the start of a name for a name: tank@snap-1 for tank@snap-10.
func (e *env) printWhole(names []byte, end byte) {
	for len(names) > 0 {
		n := bytes.LastIndexByte(names[:min(len(names), 4096)], end) + 1
		if n == 0 { // a longer name
			n = bytes.IndexByte(names, end) + 1
		}
		e.stdout.Write(names[:n])
		e.stdout.Flush() // an error sticks, and shows at the end
		names = names[n:]
	}
}

// unprintable returns an error for the first name that would not be read back as it is.
func (p *groupPlan) unprintable(zeros bool) error {
	for name := range p.deleted(retention.Range{To: p.Len()}) {
		switch {
		case name == "":
			return errors.New("keep: -o names: a snapshot to delete has no name")
		case zeros && strings.Contains(name, "\x00"):
			return fmt.Errorf("keep: -o names: %q: want names without zero bytes", name)
		case !zeros && !safe.Is(name):
			return fmt.Errorf("keep: -o names: %q: to print newlines and control characters, use -0", name)
		}
	}
	return nil
}

// deleted ranges over the names of the snapshots of a range to delete.
func (p *groupPlan) deleted(in retention.Range) iter.Seq[string] {
	return func(yield func(string) bool) {
		names := nameReader{List: p.List}
		for i := range p.plan.Deletions(in) {
			if !yield(names.at(i)) {
				return
			}
		}
	}
}
