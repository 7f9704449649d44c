package main

import (
	"flag"
	"fmt"
	"strings"
)

// choice is the flags that choose a policy of a list.
type choice struct{ name, id string }

func (c *choice) define(flags *flag.FlagSet) {
	flags.StringVar(&c.name, "name", "", "choose the policy with this `NAME` from a list")
	flags.StringVar(&c.id, "uuid", "", "choose the policy with this `ID` from a list")
}

func (c choice) made() bool { return c.name != "" || c.id != "" }

// from returns the policies that are chosen: all of them where no choice is
// made, or else the one.
func (c choice) from(d policies, file string) ([]policy, error) {
	if !c.made() {
		return d.policies, nil
	}
	var chosen []policy
	for _, p := range d.policies {
		if (c.name == "" || c.name == p.Name) && (c.id == "" || c.id == p.ID) {
			chosen = append(chosen, p)
		}
	}
	switch {
	case len(chosen) == 0:
		return nil, usagef("%s: holds no such policy, but these:%s", file, listing(d.policies))
	case len(chosen) > 1:
		return nil, usagef("%s: choose one of these with -uuid:%s", file, listing(chosen))
	}
	return chosen, nil
}

// one returns the one policy that is chosen.
func (c choice) one(d policies, file string) (policy, error) {
	chosen, err := c.from(d, file)
	switch {
	case err != nil:
		return policy{}, err
	case len(chosen) == 0:
		return policy{}, fmt.Errorf("%s: holds no policy", file)
	case len(chosen) > 1:
		return policy{}, usagef("%s: choose one of these with -name or -uuid:%s", file, listing(chosen))
	}
	return chosen[0], nil
}

// listing lists policies, each on a line of its own.
func listing(policies []policy) string {
	var b strings.Builder
	for _, p := range policies {
		b.WriteString("\n  " + p.ID + "\t" + field(p.Name))
	}
	return b.String()
}
