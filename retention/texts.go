package retention

import (
	"bytes"
	"iter"
	"time"

	"github.com/longcase/longcase/internal/stamp"
)

// Texts yields whether each snapshot of a range is kept, in the order of the list,
// and the text of the verdict on it, as [Verdict.AppendText] appends it. The text
// holds until the next is yielded. Positions outside of the list are passed over.
// Texts takes a tenth of the time of a loop over [Plan.Verdicts] that formats each.
func (p Plan) Texts(in Range) iter.Seq2[bool, []byte] {
	return func(yield func(bool, []byte) bool) {
		if len(p.stretches) == 0 {
			return
		}
		t := texts{plan: p, stamps: stamp.New(p.notes.c.zone)}
		for part, verdict := range p.within(in) {
			// Without gaps, the text is that of the whole stretch.
			keep, text := t.turn(verdict, part.From), t.text(part.From)
			for i := part.From; i < part.To; i++ {
				if len(t.gaps) > 0 {
					text = t.text(i)
				}
				if !yield(keep, text) {
					return
				}
			}
		}
	}
}

// Deletions yields the positions of the snapshots of a range to delete, in order.
// Positions outside of the list are passed over.
func (p Plan) Deletions(in Range) iter.Seq[int] {
	return func(yield func(int) bool) {
		for part, verdict := range p.within(in) {
			if p.refused || p.notes.keeps(verdict) {
				continue
			}
			for i := part.From; i < part.To; i++ {
				if !yield(i) {
					return
				}
			}
		}
	}
}

// texts makes the texts of a plan's verdicts. The text of a stretch is made once,
// with gaps for the times counted from the creation of each snapshot.
type texts struct {
	plan   Plan
	room   []Reason      // of the current verdict, to be used again
	stamps stamp.Stamper // in the zone of the policy
	fixed  []byte        // the text without what fills the gaps
	gaps   []gap
	filled []byte // the last text; the next overwrites it
}

// gap is a place in a text for the time at which a reason ends.
type gap struct {
	at    int   // its position in the fixed text
	after int64 // seconds from the creation
}

// turn makes a verdict the current one, given the position of a snapshot, and
// returns whether it keeps.
func (t *texts) turn(verdict uint32, i int) (keep bool) {
	t.room, t.fixed, t.gaps = t.room[:0], t.fixed[:0], t.gaps[:0]
	v := t.plan.open(verdict, i, &t.room)
	notes := t.plan.notes
	added := len(v.Reasons) - notes.bounds(verdict).Len() // by a guard, in front
	for k, reason := range v.Reasons {
		if k > 0 {
			t.fixed = append(t.fixed, "; "...)
		}
		t.fixed = v.appendReason(t.fixed, reason)
		if k < added || reason.Until.IsZero() {
			continue
		}
		// A reason's end, where it has one, is the last of its words. Cut off, it leaves
		// the part that the reasons of all snapshots of the stretch have in common.
		note := notes.list.at(notes.bounds(verdict).From + k - added)
		before, ends := bytes.CutSuffix(t.fixed, reason.Until.AppendFormat(nil, time.RFC3339))
		if note.counted && ends {
			t.fixed, t.gaps = before, append(t.gaps, gap{len(before), note.until})
		}
	}
	return v.Keep
}

// text returns the text of the current verdict for a snapshot.
func (t *texts) text(i int) []byte {
	if len(t.gaps) == 0 {
		return t.fixed
	}
	created, from := t.plan.createdAt(i).sec, 0
	t.filled = t.filled[:0]
	for _, g := range t.gaps {
		t.filled = append(t.filled, t.fixed[from:g.at]...)
		t.filled = t.stamps.Append(t.filled, created+g.after, 0)
		from = g.at
	}
	return append(t.filled, t.fixed[from:]...)
}
