package retention

// Needing returns the plan in which snapshots are kept that others are built on.
// The function parent returns the position of the snapshot on which the i-th is
// built, as an incremental backup is on the backup before it; -1 for none.
//
// A kept snapshot needs its parent, for any reason to keep it: rules, a hold, a lock or
// another that needs it. The parent is kept until the last of those that need
// it is no longer. Any other position out of range stands for an unknown parent:
// the snapshot is kept, until the caller knows better. Snapshots built on each
// other in a circle are kept too, as nobody knows which of them is in order.
//
// The plan has to be of the whole list, since a part may lack a snapshot that
// needs another in it. Let a [Guard] judge the plan after this.
func (p Plan) Needing(parent func(i int) int) Plan {
	if parent == nil {
		return p
	}
	c := newChains(p, parent)
	// Children are settled before their parents, since a parent is needed for as long as the
	// last of them is kept. Only circles have none to begin with, and stay unsettled.
	for i := range c.links {
		c.settle(i)
	}
	for i, l := range c.links {
		if l.children > 0 { // in a circle
			c.need(l.parent, i, never)
		}
	}
	for i, l := range c.links {
		if l.children > 0 {
			c.keep(i)
		}
	}
	return c.plan(p)
}

// chains is a plan's snapshots with their parents.
type chains struct {
	verdicts []*Verdict
	links    []link
}

// link is a snapshot of chains.
type link struct {
	parent   int     // position; -1 for none or unknown
	unknown  bool    // whether the parent is
	children int     // those built on it that are not settled yet
	settled  bool    // whether the verdict is final
	needer   int     // the child that needs it longest; -1 for none
	until    instant // until when it does
}

// newChains returns the chains of a plan, with nothing settled.
func newChains(p Plan, parent func(i int) int) *chains {
	c := &chains{verdicts: make([]*Verdict, 0, p.Len()), links: make([]link, p.Len())}
	var room []Reason
	for _, s := range p.stretches {
		i := len(c.verdicts)
		// The snapshots of a stretch share a verdict, by its pointer, unless each ends
		// at a time of its own.
		v, own := p.open(s.verdict, i, &room), p.notes.isCounted(s.verdict)
		of := &v
		for ; i < int(s.to); i++ {
			if own {
				v := p.open(s.verdict, i, &room)
				of = &v
			}
			c.verdicts = append(c.verdicts, of)
		}
	}
	for i := range c.links {
		on := parent(i)
		known := 0 <= on && on < len(c.links)
		l := &c.links[i]
		l.needer, l.unknown = -1, !known && on != -1
		if l.parent = on; !known {
			l.parent = -1
		} else {
			c.links[on].children++
		}
	}
	return c
}

// settle makes a verdict final if those of all its children are, and then that
// of its parent, and so on along the chain.
func (c *chains) settle(i int) {
	for i >= 0 && c.links[i].children == 0 && !c.links[i].settled {
		l := &c.links[i]
		l.settled = true
		c.keep(i)
		if l.parent >= 0 {
			c.links[l.parent].children--
			if v := c.verdicts[i]; v.Keep {
				c.need(l.parent, i, orNever(v.Until))
			}
		}
		i = l.parent
	}
}

// need notes that a child needs a snapshot until an instant.
func (c *chains) need(i, child int, until instant) {
	if l := &c.links[i]; l.needer < 0 || l.until.before(until) {
		l.needer, l.until = child, until
	}
}

// keep keeps a snapshot another needs, or whose parent is unknown.
func (c *chains) keep(i int) {
	l := &c.links[i]
	if l.needer >= 0 {
		until := l.until.in(c.verdicts[i].compiled.zoneOrUTC())
		c.verdicts[i] = c.verdicts[i].with(Reason{Kind: Needed, Child: l.needer, Until: until})
	}
	if l.unknown {
		c.verdicts[i] = c.verdicts[i].with(Reason{Kind: UnknownParent})
	}
}

// plan returns the plan of the verdicts, in place of another of the same list.
func (c *chains) plan(of Plan) Plan {
	if of.notes == nil {
		return Plan{}
	}
	// Neighbours that share a verdict before still share it, and its notes.
	s := scribe{notes: notes{c: of.notes.c}}
	numbers, last := make([]uint32, len(c.verdicts)), (*Verdict)(nil)
	for i, v := range c.verdicts {
		if v != last {
			s.reasons, s.keep, last = v.Reasons, v.Keep, v
			s.verdict(of.createdAt(i))
		}
		numbers[i] = uint32(s.starts.len() - 1)
	}
	return Plan{stretchesOf(numbers), &s.notes, of.created, of.timeline, false}
}

// with returns the verdict with another reason to keep the snapshot.
func (v *Verdict) with(reason Reason) *Verdict {
	kept := Verdict{Keep: true, Reasons: []Reason{reason}, Until: reason.Until, compiled: v.compiled}
	// Reasons for deleting a snapshot that is kept are of no interest.
	if v.Keep {
		kept.Reasons = append(append(make([]Reason, 0, len(v.Reasons)+1), v.Reasons...), reason)
		until := latest(orNever(v.Until), orNever(reason.Until))
		kept.Until = until.in(v.compiled.zoneOrUTC())
	}
	return &kept
}
