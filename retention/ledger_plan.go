package retention

// plan moves a ledger on by a plan for the whole list, and appends the expired
// snapshots. Tiers cannot tell of nominal times apart from the creation; until
// the last such snapshot is gone, each event is a plan.
func (l *Ledger) plan(list []Snapshot, now instant) []Snapshot {
	if !l.planning {
		l.planning = true
		l.reset()
	}
	l.now, l.touched, l.due = now, false, never
	plan, e := Policy{l.c}.Plan(now.in(l.c.zone), l.Alive()), l.oldest
	for _, v := range plan.Verdicts() {
		newer := e.newer
		if !v.Keep {
			list = append(list, e.Snapshot)
			l.take(e)
		}
		for _, reason := range v.Reasons {
			if v.Keep {
				l.due = earliest(l.due, orNever(reason.Until))
			}
		}
		e = newer
	}
	return list
}

// needsPlan reports whether the next event is a plan.
func (l *Ledger) needsPlan() bool { return l.late > 0 || l.c.plans }

// take takes an entry out of the list.
func (l *Ledger) take(e *entry) {
	if e.isLate() {
		l.late--
	}
	l.remove(e)
}

// isLate reports whether an entry has a nominal time apart from its creation.
func (e *entry) isLate() bool { return e.due() != e.at }
