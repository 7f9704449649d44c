package retention

// show shows an entry to the tiers, which may let go of others for it.
func (k *class) show(e *entry, loose *released) {
	var earlier *entry
	isLast := k.append(e)
	if !isLast {
		if k.link(e); e.leader != nil {
			return
		}
		earlier = k.supersede(e)
	}
	// The counts of what each tier keeps: one for each tier that later tiers ask about.
	if k.marked > 0 {
		e.marks = append(e.marks, make([]int32, k.marked)...)
		k.coming = e
	}
	if k.forever && e.head == nil {
		e.holds = 1
	}
	k.count(e)
	for i := range k.tiers {
		t := &k.tiers[i]
		switch {
		case isLast && t.rolls:
			t.roll(e, loose)
		case isLast && t.follows && t.follow(e, loose):
		default:
			t.enter(e, loose)
		}
		if earlier != nil {
			t.setAside(earlier, loose)
		}
	}
	k.coming = nil
}

// hide takes a leader away from the tiers. An earlier attempt of its nominal time
// counts again.
//
// The leader may be the only stray. Until all tiers have found another in its
// place it still counts as such, so that they do not stop at the first.
func (k *class) hide(e *entry, loose *released) {
	k.unlink(e)
	// Marked as released already: tiers that let go of it now must not add it to the
	// list, where findGone would find an entry that is no longer there.
	e.state, e.loose = fresh, true
	var earlier *entry
	if x := e.earlier; x != nil && x.due == e.due && e.isDue {
		earlier = k.restore(e)
	}
	if earlier != nil || e.seats > 0 || e.holder().holds > 0 || k.extras {
		k.leave(e, earlier, loose)
	} // otherwise no tier knows it
	if k.strays > 0 {
		k.straighten(e)
	}
}

// leave lets the tiers forget an entry, and restore an earlier attempt, if any.
func (k *class) leave(e, earlier *entry, loose *released) {
	for i := range k.tiers {
		t := &k.tiers[i]
		if t.leave(e, loose); earlier != nil {
			t.restore(earlier, loose)
		}
	}
}

// straighten counts a leader that has left the class no longer as a stray.
func (k *class) straighten(e *entry) {
	k.strays += isStray(e.earlier, e.later) - isStray(e.earlier, e) - isStray(e, e.later)
}

// supersede sets aside whichever of two attempts of a nominal time was created
// earlier: an entry or, if it is another, the returned one.
func (k *class) supersede(e *entry) (earlier *entry) {
	if k.failed || !e.isDue {
		return nil
	}
	if next := e.nextAttempt(); next != nil {
		e.aside = true
		return nil
	}
	if earlier = e.lastAttempt(); earlier != nil {
		earlier.aside = true
		if k.first == earlier {
			k.advance()
		}
	}
	return earlier
}

// restore returns the attempt that counts again, once an entry has left the
// class; nil for none.
func (k *class) restore(e *entry) *entry {
	if k.failed || e.aside {
		return nil
	}
	earlier := e.lastAttempt()
	if earlier != nil {
		earlier.aside = false
		k.count(earlier)
	}
	return earlier
}

// nextAttempt returns the leader of the same nominal time created next after an
// entry; nil for none.
func (e *entry) nextAttempt() *entry {
	x := e.later
	for x != nil && x.due == e.due && !x.isDue {
		x = x.later
	}
	if x == nil || x.due != e.due {
		return nil
	}
	return x
}

// lastAttempt returns the leader of the same nominal time created last before an
// entry; nil for none.
func (e *entry) lastAttempt() *entry {
	x := e.earlier
	for x != nil && x.due == e.due && !x.isDue {
		x = x.earlier
	}
	if x == nil || x.due != e.due {
		return nil
	}
	return x
}

// isRestless reports whether judge may change anything.
func (k *class) isRestless() bool {
	return (k.ages || len(k.changed) > 0) && k.oldest != nil
}

// judge judges the ages of all entries, and lets tiers that count what others
// leave look again at those that others have kept or let go of. A tier depends
// on those before it alone, so one round is enough.
func (k *class) judge(now instant, loose *released) {
	for i := range k.tiers {
		t := &k.tiers[i]
		if t.cascades && len(k.changed) > 0 {
			t.review(loose)
		}
		if t.ages {
			t.judge(now, loose)
		}
	}
	for _, e := range k.changed {
		e.changed, e.shifted = false, false
	}
	k.changed = k.changed[:0]
}

// change notes that tiers have to look at a leader again. One that is shown
// right now meets all later tiers anyway.
func (k *class) change(e *entry) {
	if !e.changed && e != k.coming {
		e.changed = true
		k.changed = append(k.changed, e)
	}
}

// changeInstant is change for all leaders of the instant of one.
func (k *class) changeInstant(e *entry) {
	k.change(e)
	for x := e.before; x != nil && x.at == e.at; x = x.before {
		k.change(x)
	}
	for x := e.after; x != nil && x.at == e.at; x = x.after {
		k.change(x)
	}
}
