package retention

// eldest is the oldest entry, while the rule keeps it as such.
type eldest struct {
	entry *entry  // nil while the rule has periods enough
	end   instant // when it becomes too old for the rule
	young bool    // whether it is not yet, so that the tier holds it
}

// base is the newest entry on the rule's days that is too old, while a rule with
// Base keeps it.
type base struct {
	entry *entry // the one kept
	stale *entry // the one to be kept: of the entries too old, the newest
}

// judgeEldest holds the oldest of all while the tier has fewer periods than
// it counts.
func (t *tier) judgeEldest(loose *released) {
	// It is wanted while the rule finds fewer periods than its number, or has no number
	// to reach.
	var oldest *entry
	if t.rule.Count <= 0 || t.counted < t.rule.Count {
		oldest = t.of.first
	}
	old := &t.eldest
	if oldest != old.entry {
		if old.young {
			t.letGo(old.entry, loose)
		}
		if *old = (eldest{entry: oldest}); oldest != nil {
			old.end = t.end(oldest)
		}
	}
	switch young := old.entry != nil && t.ref.before(old.end); {
	case young && !old.young:
		old.young = true
		t.keep(old.entry)
	case old.young && !young:
		old.young = false
		t.letGo(old.entry, loose)
	}
}

// noteStale notes that an entry is too old. Around a fold, one may become so
// after another that is newer: it is not the base then.
func (t *tier) noteStale(e *entry) {
	if t.rule.Base && (t.base.stale == nil || t.base.stale.at.before(e.at)) {
		t.base.stale = e
	}
}

// judgeBase keeps the base in place of the one before. If time has gone back, for
// a rule that judges ages by the newest entry, the base is young again, and
// another is found by a walk to it.
func (t *tier) judgeBase(loose *released) {
	b := &t.base
	// Only a reference that goes back makes a stale entry young again.
	for b.stale != nil && t.ref.before(t.end(b.stale)) {
		b.stale = t.staleBefore(b.stale)
	}
	if b.stale == b.entry {
		return
	}
	if b.entry != nil {
		t.letGo(b.entry, loose)
	}
	if b.entry = b.stale; b.entry != nil {
		t.keep(b.entry)
	}
}

// staleBefore returns the newest other entry up to the instant of one that is on
// the rule's days and too old; nil for none.
func (t *tier) staleBefore(e *entry) *entry {
	x := e
	for x.after != nil && x.after.at == e.at {
		x = x.after
	}
	for ; x != nil; x = x.before {
		if x != e && t.periodOf(x.due).allowed && !t.ref.before(t.end(x)) {
			return x
		}
	}
	return nil
}

// leaveExtra forgets an entry that has left the class as the oldest or as the
// base.
func (t *tier) leaveExtra(e *entry, loose *released) {
	if t.eldest.entry == e {
		if t.eldest.young {
			t.letGo(e, loose)
		}
		t.eldest = eldest{}
	}
	if t.base.stale == e {
		t.base.stale = t.staleBefore(e)
	}
	if t.base.entry == e {
		t.letGo(e, loose)
		t.base.entry = nil
	}
}

// renameExtra puts a twin in the place of its leader as the oldest and as the
// base.
func (t *tier) renameExtra(e, twin *entry) {
	for _, at := range []**entry{&t.eldest.entry, &t.base.entry, &t.base.stale} {
		if *at == e {
			*at = twin
		}
	}
}
