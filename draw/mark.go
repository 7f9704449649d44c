package draw

import (
	"cmp"
	"slices"
	"time"

	"github.com/longcase/longcase/retention"
)

// mark is the content of a lane in a column. It counts rather than lists: a column of a
// year of minutes has thousands of snapshots.
type mark struct {
	own, shared  int
	held, locked int
	only         int // the position of the only snapshot, if own+shared is 1
	first, last  time.Time
	reasons      []tally
}

// tally is the number of snapshots with a reason.
type tally struct {
	kind  retention.ReasonKind
	rule  int
	count int
}

// add adds a snapshot to a mark.
func (m *mark) add(k *kept, i int, r retention.Reason, shared bool) {
	s := &k.snapshots[i]
	if m.own+m.shared == 0 || s.Created.Before(m.first) {
		m.first = s.Created
	}
	if m.own+m.shared == 0 || s.Created.After(m.last) {
		m.last = s.Created
	}
	m.only = i // the only one as long as no other follows
	if shared {
		m.shared++
	} else {
		m.own++
	}
	// Of both states the graver: see laneCells.
	if s.Held {
		m.held++
	} else if s.Locked {
		m.locked++
	}
	// A column has a handful of reasons, in which a search is faster than a map.
	at := slices.IndexFunc(m.reasons, func(t tally) bool {
		return t.kind == r.Kind && t.rule == r.Rule
	})
	if at < 0 {
		m.reasons = append(m.reasons, tally{r.Kind, r.Rule, 1})
	} else {
		m.reasons[at].count++
	}
}

// commonest returns the commonest reason; of several, the first to be met.
func (m *mark) commonest() tally {
	return slices.MaxFunc(m.reasons, func(a, b tally) int { return cmp.Compare(a.count, b.count) })
}

// tooltip describes a mark: the instant, the reasons and the end of its snapshot, or those
// of several in short.
func (k *kept) tooltip(m *mark, lane int) string {
	if m.own+m.shared == 1 {
		s := k.snapshots[m.only]
		text := minute(k.zone, s.Created)
		// The wall time of lost metadata, such as 1970-01-01 00:00, would be taken for a fact.
		if isTimeless(s.Created) {
			text = "At an unknown time"
		}
		return cut(text+": "+k.fate(m.only, lane)+states(m), 300)
	}
	text := snapshotWords(m.own)
	switch {
	case m.own == 0:
		text = snapshotWords(m.shared) + " of earlier rules"
	case m.shared > 0:
		text += " and " + number(m.shared) + " of earlier rules"
	}
	text += ", " + minute(k.zone, m.first) + " to " + minute(k.zone, m.last)
	// The lane of a rule has the rule as its words, to which the reason adds how the rule
	// keeps. The lane of another reason has that reason already.
	r := m.commonest()
	words := k.lanes[lane].words
	if k.lanes[lane].gone {
		words = "deleted, most as " + r.kind.String()
	} else if r.kind.IsRule() {
		words += ", most as " + r.kind.String()
	}
	return cut(text+": "+words+states(m), 300)
}

// fate returns the verdict on a snapshot in words.
func (k *kept) fate(i, lane int) string {
	text := k.plan.Verdict(i).String()
	if k.lanes[lane].gone {
		return "deleted: " + text
	}
	return text
}

// states tells of holds and locks.
func states(m *mark) (text string) {
	for _, state := range [...]struct {
		n    int
		word string
	}{{m.held, "held"}, {m.locked, "locked"}} {
		switch {
		case state.n == 0:
		case state.n == m.own+m.shared:
			text += "; " + state.word
		default:
			text += "; " + number(state.n) + " " + state.word
		}
	}
	return text
}
