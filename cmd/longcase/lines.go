package main

import (
	"runtime"
	"sync"
	"time"

	"github.com/longcase/longcase/internal/stamp"
	"github.com/longcase/longcase/retention"
)

// appender appends the lines for a range of a group to a text.
type appender func(text []byte, plan *groupPlan, in retention.Range) []byte

// printParts formats parts of the plans, as many at once as there are processors, each
// processor with an appender of its own, and writes them in order.
func printParts(plans []groupPlan, newAppender func() appender, write func(text []byte)) {
	parts := partsOf(plans)
	turns := make([]chan struct{}, min(len(parts), runtime.GOMAXPROCS(0)))
	for i := range turns {
		turns[i] = make(chan struct{}, 1)
	}
	var printers sync.WaitGroup
	for i, turn := range turns {
		next := turns[(i+1)%len(turns)]
		printers.Go(func() {
			var text []byte
			add := newAppender()
			for k := i; k < len(parts); k += len(turns) {
				text = parts[k].append(text[:0], plans, add)
				if k > 0 {
					<-turn
				}
				write(text)
				next <- struct{}{}
			}
		})
	}
	printers.Wait()
}

// partLength is the number of verdicts of a part, enough that waiting for a turn takes no
// time beside formatting.
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

// append appends the lines of the part to a text.
func (p plansPart) append(text []byte, plans []groupPlan, add appender) []byte {
	from, to := p.from, p.from+partLength
	for k := p.plan; k < len(plans) && to > 0; k++ {
		length := plans[k].plan.Len()
		text = add(text, &plans[k], retention.Range{From: from, To: min(to, length)})
		from, to = 0, to-length
	}
	return text
}

// printVerdicts prints the verdict on each snapshot of the plans.
func (e *env) printVerdicts(p policy, plans []groupPlan) {
	printParts(plans, func() appender {
		lines := verdictLines{frozen: p.Frozen, stamps: stamp.New(p.Zone)}
		return lines.append
	}, func(text []byte) { e.stdout.Write(text) })
}

// verdictLines formats verdicts.
type verdictLines struct {
	frozen bool
	stamps stamp.Stamper
}

// append appends the verdicts on a range of a group to a text.
func (l *verdictLines) append(text []byte, plan *groupPlan, in retention.Range) []byte {
	group := "\t" + field(plan.Item(0).Group) + "\t"
	names, i := nameReader{List: plan.List}, in.From
	for keep, reason := range plan.plan.Texts(in) {
		if l.frozen {
			keep, reason = true, []byte("disabled")
		}
		text = l.appendLine(text, keep, plan.Created(i), names.at(i), group, reason)
		i++
	}
	return text
}

// appendLine appends the line of a verdict to a text.
func (l *verdictLines) appendLine(text []byte, keep bool, created time.Time, name, group string, reason []byte) []byte {
	if keep {
		text = append(text, "keep\t"...)
	} else {
		text = append(text, "delete\t"...)
	}
	if !created.IsZero() {
		text = l.stamps.Append(text, created.Unix(), created.Nanosecond())
	}
	text = append(append(append(text, '\t'), field(name)...), group...)
	return append(append(text, reason...), '\n')
}
