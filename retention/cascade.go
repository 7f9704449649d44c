package retention

import (
	"slices"

	"github.com/longcase/longcase/calendar"
)

// cascade finds the periods of a rule that counts only the rest left by earlier
// rules. It goes backward along the line, from period to period, until it has
// counted as many as the rule's number. Of each period it needs to know whether earlier
// rules keep its representative or, with CountUncovered, any of its snapshots:
// it looks at all of these then.
type cascade struct {
	*keeper
	rule    *Rule
	index   int
	before  []Range // kept by earlier rules, in order
	pending []pick  // periods that may not be complete yet, the newest first
	done    []pick  // periods that are, the newest first
	counted int
}

// cascade returns the periods that a rule has looked at, the newest first.
func (k *keeper) cascade(r *Rule, index int) []pick {
	// A copy, since union sorts in place, and the keeper goes on collecting.
	c := &cascade{keeper: k, rule: r, index: index, before: union(slices.Clone(k.ranges))}
	if r.Per == calendar.NoUnit {
		c.eachInstant()
		return c.done
	}
	w := k.walk(r)
	// Proxmox asks of every snapshot whether an earlier rule keeps it, so each is a step;
	// for borg's rule the representative of a stretch is enough.
	w.single = w.single || r.Counting == CountUncovered
	for !c.isFull() && w.next() {
		bucket := r.bucketOf(w.span)
		// All that is earlier than a whole stretch is in its period or before.
		for w.whole && len(c.pending) > 0 && bucket < c.pending[0].bucket && !c.isFull() {
			c.finish()
		}
		c.add(w.span, w.in, bucket)
	}
	for len(c.pending) > 0 && !c.isFull() {
		c.finish()
	}
	return c.done
}

// applyCascade collects the snapshots that a rule keeps of the periods it has
// looked at.
func (k *keeper) applyCascade(r *Rule, picks []pick) {
	for _, p := range picks {
		if !p.skipped {
			k.judge(r, k.placeOf(r, p))
		}
	}
	if k.short(r, countOf(picks)) {
		k.judge(r, k.first())
	}
}

// placeOf returns the position in the line of a rule's pick.
func (v *view) placeOf(r *Rule, p pick) int {
	if r.Per == calendar.NoUnit {
		return p.at
	}
	return v.place(p.snapshot())
}

// countOf returns the number of picks that count.
func countOf(picks []pick) (n int) {
	for _, p := range picks {
		if !p.skipped {
			n++
		}
	}
	return n
}

// isFull reports whether the rule's number is reached.
func (c *cascade) isFull() bool { return c.rule.Count > 0 && c.counted == c.rule.Count }

// add adds a stretch of a period to those pending.
func (c *cascade) add(s span, in Range, bucket int64) {
	p := pick{at: -1, standIn: -1}
	// With CountUncovered the stretch is a single snapshot: kept, it covers the period;
	// passed over, it stands for none; otherwise it may stand for this period.
	i := c.place(in.From)
	switch {
	case c.rule.Counting == CountUnkept:
		p = c.choose(c.rule, s, in)
	case c.keeps(i):
		p.cover = i + 1
	case !c.isPassedOver(i, c.index):
		p = c.choose(c.rule, s, in)
	}
	if p.at < 0 && p.standIn < 0 && p.cover == 0 {
		return
	}
	p.bucket, p.days = bucket, in
	c.pending = c.merge(c.rule, c.pending, p, len(c.pending)+1)
}

// finish decides whether the newest pending period counts.
func (c *cascade) finish() {
	// A period that does not count is done all the same: reasons for its snapshots name
	// its representative.
	p := c.pending[0]
	c.pending = c.pending[1:]
	switch {
	case c.rule.Counting == CountUnkept:
		p.skipped = c.keeps(c.place(p.snapshot()))
	case p.cover > 0:
		p.skipped = true
	default:
		c.passOver(p)
	}
	if !p.skipped {
		c.counted++
	}
	c.done = append(c.done, p)
}

// passOver notes the snapshots another was chosen before.
func (c *cascade) passOver(p pick) {
	// Only those that could have been chosen instead count as passed over: if the period has
	// a snapshot on the rule's days, the others on these days, else the substitutes. Across
	// a fold at midnight the range holds snapshots of the neighbouring period, too.
	chosen := c.at(c.place(p.snapshot()))
	for k := p.days.From; k < p.days.To; k++ {
		i := c.place(k)
		s := c.span(c.rule, c.days.at(k))
		if c.at(i) == chosen || c.rule.bucketOf(s) != p.bucket || c.isPassedOver(i, c.index) {
			continue
		}
		if other := c.choose(c.rule, s, Range{k, k + 1}); p.at >= 0 && other.at >= 0 || p.at < 0 && other.standIn >= 0 {
			if c.passed == nil {
				c.passed = make(map[int]int)
			}
			c.passed[i] = c.index
		}
	}
}

// isPassedOver reports whether a rule in front of another has passed over a
// snapshot.
func (k *keeper) isPassedOver(i, index int) bool {
	by, found := k.passed[i]
	return found && by < index
}

// eachInstant counts single snapshots, for a rule without a unit.
func (c *cascade) eachInstant() {
	last := never
	for i := c.n - 1; i >= 0; i-- {
		t := c.at(i)
		// Snapshots of one instant are decided alike, and so count once.
		if t == last || !c.counts(c.rule, i) || c.keeps(i) ||
			c.rule.Counting == CountUncovered && c.isPassedOver(i, c.index) {
			continue
		}
		if c.isFull() {
			return
		}
		last = t
		c.counted++
		c.done = append(c.done, pick{at: i, standIn: -1})
	}
}

// keeps reports whether an earlier rule keeps the snapshot at a position.
func (c *cascade) keeps(i int) bool {
	// The first range that does not end before i is the only one that may hold it.
	k, _ := slices.BinarySearchFunc(c.before, i, func(r Range, i int) int { return r.To - 1 - i })
	return k < len(c.before) && c.before[k].From <= i
}
