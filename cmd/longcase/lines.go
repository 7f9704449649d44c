package main

import (
	"runtime"
	"sync"
	"time"

	"github.com/longcase/longcase/internal/stamp"
	"github.com/longcase/longcase/retention"
)

// printVerdicts prints the verdict on each snapshot of the plans. As many parts of them as
// there are processors are formatted at once, and each waits for its turn to be printed.
func (e *env) printVerdicts(p policy, plans []groupPlan) {
	parts := partsOf(plans)
	turns := make([]chan struct{}, min(len(parts), runtime.GOMAXPROCS(0)))
	for i := range turns {
		turns[i] = make(chan struct{}, 1)
	}
	var printers sync.WaitGroup
	for i, turn := range turns {
		next := turns[(i+1)%len(turns)]
		printers.Go(func() {
			lines := verdictLines{frozen: p.Frozen, stamps: stamp.New(p.Zone)}
			for k := i; k < len(parts); k += len(turns) {
				lines.addPart(plans, parts[k])
				if k > 0 {
					<-turn
				}
				e.stdout.Write(lines.text)
				next <- struct{}{}
				lines.text = lines.text[:0]
			}
		})
	}
	printers.Wait()
}

// partLength is the number of verdicts of a part, enough that to wait for the turn of it takes
// no time beside formatting it.
const partLength = 1 << 10

// plansPart is where a part of the verdicts starts: the number of a plan, and a position of it.
type plansPart struct{ plan, from int }

// partsOf returns the parts of plans.
func partsOf(plans []groupPlan) (parts []plansPart) {
	from := 0 // of the next part, from the start of the plan
	for k := range plans {
		length := plans[k].plan.Len()
		for ; from < length; from += partLength {
			parts = append(parts, plansPart{k, from})
		}
		from -= length
	}
	return parts
}

// verdictLines formats verdicts.
type verdictLines struct {
	frozen bool
	stamps stamp.Stamper
	text   []byte
}

// addPart adds the verdicts of a part of the plans.
func (l *verdictLines) addPart(plans []groupPlan, part plansPart) {
	from, to := part.from, part.from+partLength
	for k := part.plan; k < len(plans) && to > 0; k++ {
		plan := &plans[k]
		l.addRange(plan, retention.Range{From: from, To: min(to, plan.plan.Len())})
		from, to = 0, to-plan.plan.Len()
	}
}

// addRange adds the verdicts on a range of a group.
func (l *verdictLines) addRange(plan *groupPlan, in retention.Range) {
	group := "\t" + field(plan.Item(0).Group) + "\t"
	names, i := nameReader{List: plan.List}, in.From
	for keep, reason := range plan.plan.Texts(in) {
		if l.frozen {
			keep, reason = true, []byte("disabled")
		}
		l.add(keep, plan.Created(i), names.at(i), group, reason)
		i++
	}
}

// add adds the line of a verdict.
func (l *verdictLines) add(keep bool, created time.Time, name, group string, reason []byte) {
	text := append(l.text, "delete\t"...)
	if keep {
		text = append(l.text, "keep\t"...)
	}
	if !created.IsZero() {
		text = l.stamps.Append(text, created.Unix(), created.Nanosecond())
	}
	text = append(append(append(text, '\t'), field(name)...), group...)
	l.text = append(append(text, reason...), '\n')
}
