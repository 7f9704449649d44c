package retention

// panel is all the rules that decide about a line of snapshots. It goes
// backward along it, a stretch with one verdict after the other.
type panel struct {
	*view
	*scribe
	next    int // what is at this position and later is done
	tellers []*teller
	minimum int // the position from which on all are kept
}

func newPanel(v *view, s *scribe, failed bool) *panel {
	p := &panel{view: v, scribe: s, next: v.n, minimum: v.n}
	if v.n == 0 {
		return p
	}
	for _, i := range s.c.rulesFor(failed) {
		p.tellers = append(p.tellers, v.teller(s.c, i))
	}
	if s.c.minimum > 0 && !failed {
		p.minimum = v.newest(&Rule{Count: s.c.minimum})
	}
	return p
}

// step returns the next stretch and the verdict on each snapshot of it.
func (p *panel) step() (Range, *Verdict) {
	i := p.next - 1
	created := p.at(i)
	p.begin()
	if len(p.tellers) == 0 {
		p.add(Reason{Kind: NoRules})
	}
	if i >= p.minimum {
		p.add(Reason{Kind: Minimum})
	}
	from := 0
	for _, t := range p.tellers {
		reason, since := t.tell(i, created)
		p.add(reason)
		from = max(from, since)
	}
	v := p.verdict(created)
	if len(p.tellers) == 0 && i >= p.minimum {
		from = p.minimum
	} else if len(p.tellers) > 0 && (v.Keep || !v.Until.IsZero()) {
		from = i // the verdict is for this one alone
	}
	p.next = from
	return Range{from, i + 1}, v
}

// scribe puts reasons together to verdicts.
type scribe struct {
	c        *compiled
	verdicts []Verdict // those before, which share the space
	reasons  []Reason  // likewise, and those of this verdict
	from     int       // where those of this verdict begin
	keep     bool
}

// begin begins with the reasons for another verdict.
func (s *scribe) begin() {
	if need := len(s.c.rules) + 5; cap(s.reasons)-len(s.reasons) < need {
		s.reasons = make([]Reason, 0, max(need, roomAfter(s.reasons)))
	}
	s.from, s.keep = len(s.reasons), false
}

// add adds a reason. Once something keeps the snapshot, what does not is of no
// interest.
func (s *scribe) add(reason Reason) {
	keeps := reason.Kind.Keeps()
	if s.keep && !keeps {
		return
	}
	if keeps && !s.keep {
		s.keep, s.reasons = true, s.reasons[:s.from]
	}
	s.reasons = append(s.reasons, reason)
}

// verdict returns the verdict for the reasons, which are some.
func (s *scribe) verdict(created instant) *Verdict {
	if len(s.verdicts) == cap(s.verdicts) {
		s.verdicts = make([]Verdict, 0, max(4, roomAfter(s.verdicts)))
	}
	v := Verdict{Keep: s.keep, Reasons: s.reasons[s.from:len(s.reasons):len(s.reasons)], compiled: s.c}
	until := created
	for i := range v.Reasons {
		switch r := &v.Reasons[i]; {
		case s.keep || r.Kind == Expired:
			until = latest(until, orNever(r.Until))
		case r.Kind != OffDay:
			until = never // it is not known when the place was taken
		}
	}
	v.Until = until.in(s.c.zone)
	s.verdicts = append(s.verdicts, v)
	return &s.verdicts[len(s.verdicts)-1]
}

// roomAfter returns how much space to take after some that is used up.
func roomAfter[T any](used []T) int { return min(2*cap(used), 4096) }
