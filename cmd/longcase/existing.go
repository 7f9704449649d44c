package main

import (
	"cmp"
	"errors"
	"flag"
	"io"
	"os"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
)

// existing holds the flags of a list of existing snapshots.
type existing struct {
	verb        string // for errors
	file, group string
	isChosen    bool // whether group is given, if only as ""
	format      inventory.Format
}

// define defines the flags of a verb that starts with a list.
func (x *existing) define(flags *flag.FlagSet, verb string) {
	x.verb = verb
	flags.StringVar(&x.file, "existing", "", "start with the snapshots of the `LIST`; - is standard input")
	flags.Func("group", "choose the `GROUP` with this name from -existing", func(s string) error {
		x.group, x.isChosen = s, true
		return nil
	})
	defineFormat(flags, &x.format)
}

// defineFormat defines the flag for the format of a list.
func defineFormat(flags *flag.FlagSet, format *inventory.Format) {
	flags.Func("list", "read a list in `FORMAT` (default recognised)",
		func(s string) error { return format.UnmarshalText([]byte(s)) })
}

// withExisting returns the policy of a source that a choice names, and the list of
// its existing snapshots.
func (e *env) withExisting(s source, which choice, x existing) (policy, []retention.Snapshot, error) {
	p, err := which.one(s)
	if err != nil {
		return policy{}, nil, err
	}
	list, err := e.existing(x, s.name)
	return p, list, err
}

// existing reads the list for a policy in a file; none without the flag.
func (e *env) existing(x existing, file string) ([]retention.Snapshot, error) {
	switch {
	case x.file == "" && (x.isChosen || x.format != inventory.Auto):
		return nil, usagef("%s: -group and -list need -existing", x.verb)
	case x.file == "":
		return nil, nil
	case x.file == "-" && file == "-":
		return nil, usagef("%s: -existing -: standard input is the FILE already", x.verb)
	}
	list, err := e.openFile(x.file)
	if err != nil {
		return nil, err
	}
	defer list.Close()
	items, err := inventory.Read(x.format, list)
	if err != nil {
		return nil, about(x.file, err)
	}
	return x.inGroup(inventory.Groups(items))
}

// inGroup returns the snapshots of the chosen group, or of the only one. A policy
// plans each group apart, and a simulation or a picture is of one of them.
func (x existing) inGroup(groups [][]inventory.Item) ([]retention.Snapshot, error) {
	if len(groups) == 0 {
		return nil, nil
	}
	list := []error{errors.New(x.verb + ": choose from these groups with -group:")}
	for _, items := range groups {
		name := items[0].Group
		// A single group needs no choice, whatever its name.
		if !x.isChosen && len(groups) == 1 || x.isChosen && x.group == name {
			return inventory.Snapshots(items), nil
		}
		list = append(list, errors.New("  "+cmp.Or(field(name), `""`)))
	}
	return nil, usageError{errors.Join(list...)}
}

// openFile opens a file, or standard input for "-".
func (e *env) openFile(file string) (io.ReadCloser, error) {
	if file == "-" {
		return io.NopCloser(e.stdin), nil
	}
	return os.Open(file)
}
