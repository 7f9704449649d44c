package retention

import (
	"iter"
	"time"
)

// Forecast yields what will be deleted and when, in order of time, if snapshots
// are taken at the upcoming instants, all of them good, and what expires is
// deleted at once. Upcoming instants must be in order and after now; a schedule
// gives them. The sequence ends when they do and nothing more expires: where
// they are endless, stop when enough is known.
func (p Policy) Forecast(
	now time.Time, snapshots []Snapshot, upcoming iter.Seq[time.Time],
) iter.Seq2[time.Time, Snapshot] {
	return func(yield func(time.Time, Snapshot) bool) {
		f := forecast{NewLedger(p, snapshots...), yield}
		if !f.at(now) {
			return
		}
		for t := range upcoming {
			if !f.until(t) {
				return
			}
			f.ledger.Add(Snapshot{Created: t})
			if !f.at(t) {
				return
			}
		}
		f.until(time.Time{})
	}
}

type forecast struct {
	ledger *Ledger
	yield  func(time.Time, Snapshot) bool
}

// until lets the time pass up to an instant; to the end where that is zero.
func (f forecast) until(t time.Time) bool {
	for {
		next, ok := f.ledger.Next()
		if !ok || !t.IsZero() && !next.Before(t) {
			return true
		}
		if !f.at(next) {
			return false
		}
	}
}

func (f forecast) at(t time.Time) bool {
	for _, s := range f.ledger.Advance(t) {
		if !f.yield(t, s) {
			return false
		}
	}
	return true
}
