package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase/internal/enum"
	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
)

// groupPlan is the plan for a group of the list.
type groupPlan struct {
	inventory.List
	plan  retention.Plan
	stale bool // whether it has no recent snapshot
}

// plansOf plans each group, as many at once as there are processors.
func plansOf(p policy, now time.Time, groups []inventory.List) []groupPlan {
	plans := make([]groupPlan, len(groups))
	atOnce(len(groups), func(k int) {
		_, _, stale := staleness(p, now, groups[k])
		plans[k] = groupPlan{groups[k], groups[k].Plan(p.Retention, now), stale}
	})
	return plans
}

// atMost is a flag: the most snapshots of a group that may be deleted, as a number or
// as a percentage.
type atMost retention.Guard

// String returns "": package flag prints it as the default.
func (m *atMost) String() string { return "" }

// Set reads a number or a percentage. Zero of either is no bound to a guard.
func (m *atMost) Set(s string) error {
	number, isPercent := strings.CutSuffix(s, "%")
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || isPercent && n > 100 {
		return errors.New("want a number of at least 1, or 1% to 100%")
	}
	*m = atMost{Number: n}
	if isPercent {
		*m = atMost{Percent: n}
	}
	return nil
}

// check returns an error if a plan is above the bound: for the group in which most is
// missing to permit its plan, and so all plans.
func (m atMost) check(plans []groupPlan) (err error) {
	var worst atMost
	for k := range plans {
		_, guarded := retention.Guard(m).Check(plans[k].plan)
		if refused := new(retention.GuardError); errors.As(guarded, &refused) {
			if wanted := m.permitting(refused); wanted != worst && wanted.exceeds(worst) {
				worst, err = wanted, guardError{plans[k].Item(0).Group, refused, wanted}
			}
		}
	}
	return err
}

// permitting returns the least bound of the same kind that permits a plan.
func (m atMost) permitting(refused *retention.GuardError) atMost {
	if m.Number > 0 {
		return atMost{Number: refused.Deleted}
	}
	return atMost{Percent: (100*refused.Deleted + refused.Of - 1) / refused.Of}
}

// exceeds reports whether a bound permits more than another of the same kind.
func (m atMost) exceeds(other atMost) bool {
	return m.Number > other.Number || m.Percent > other.Percent
}

// guardError is the error for plans that delete more than -at-most permits.
type guardError struct {
	group string
	*retention.GuardError
	permitting atMost
}

// Error names the group, and the option that would permit its plan, to be typed after a look
// at the verdicts.
func (e guardError) Error() string {
	place, bound := "keep", strconv.Itoa(e.permitting.Number)
	if e.group != "" {
		place += ": group " + strconv.Quote(e.group)
	}
	if e.permitting.Percent > 0 {
		bound = strconv.Itoa(e.permitting.Percent) + "%"
	}
	return fmt.Sprintf("%s: %v; -at-most %s permits it", place, e.GuardError, bound)
}

// outputForm is a flag: what keep prints.
type outputForm uint8

const (
	verdictForm outputForm = iota
	nameForm
)

// outputForms is never written.
var outputForms = enum.Names[outputForm]{
	What: "form", List: []string{"verdicts", "names"},
	Wrong: func(_, _, want string) error { return errors.New("want " + want) },
}

// String returns "": package flag prints it as the default.
func (f *outputForm) String() string { return "" }

// Set reads a form.
func (f *outputForm) Set(s string) error { return outputForms.Unmarshal(f, []byte(s)) }

// printPlans prints the plans in the form chosen by the flags.
func (e *env) printPlans(q keepQuery, p policy, now time.Time, plans []groupPlan) error {
	switch {
	case *q.asJSON:
		return e.printJSON(kept(p, now, plans))
	case q.output == nameForm && p.Frozen:
		e.complain(p.Name, "disabled, deletes nothing") // the names, none, say nothing
		return nil
	case q.output == nameForm:
		return e.printNames(plans, q.zeros)
	}
	e.printVerdicts(p, plans)
	return nil
}

// keptJSON is the verdicts on all snapshots, as JSON.
type keptJSON struct {
	Policy    policyJSON     `json:"policy"`
	Now       time.Time      `json:"now"`
	Snapshots []snapshotJSON `json:"snapshots"`
}

// snapshotJSON is the verdict on a snapshot, as JSON.
type snapshotJSON struct {
	Name  string `json:"name"`
	Group string `json:"group"`
	verdictJSON
}

// kept returns the verdicts on all snapshots as JSON.
func kept(p policy, now time.Time, plans []groupPlan) keptJSON {
	k := keptJSON{p.json(), p.local(now), []snapshotJSON{}}
	for _, plan := range plans {
		for i, verdict := range plan.plan.Verdicts() {
			item := plan.Item(i)
			k.Snapshots = append(k.Snapshots,
				snapshotJSON{item.Name, item.Group, p.verdict(item.Snapshot.Created, verdict)})
		}
	}
	return k
}
