package audit

import (
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/retention"
)

// judgeNames finds names given twice. A forecast that stopped early may not reach
// a clock change, so the repeated hours are examined on their own.
func (a *auditor) judgeNames(f *forecast) {
	if f.clash == nil && !f.whole && !a.policy.NameTemplate.Has("{ID}") {
		f.clash = a.clashInFold()
	}
	if f.clash != nil {
		a.find(CodeSameName, longcase.Warning,
			"without {ID}, the snapshot of %s gets the name of an existing snapshot: %q",
			a.inZone(f.clash.taken), f.clash.name)
	}
}

// clashInFold returns the first clash of names in a repeated hour, or nil.
func (a *auditor) clashInFold() *clash {
	for change := range a.clockChanges() {
		length := time.Duration(change.Before-change.After) * time.Second
		if length <= 0 {
			continue
		}
		at := time.Unix(change.At, 0)
		first := map[string]time.Time{}
		for t := range a.policy.Schedule.Between(at.Add(-length), at.Add(length)) {
			name := a.policy.SnapshotName("", t)
			if before, ok := first[name]; ok && a.isAlive(before, t) {
				return &clash{name, t}
			}
			first[name] = t
		}
	}
	return nil
}

// isAlive reports whether a snapshot is alive at an instant soon after it was
// taken. Rules that count are taken to keep it that long.
func (a *auditor) isAlive(taken, at time.Time) bool {
	expiry, ok := a.policy.Retention.Expiry(retention.Snapshot{Created: taken})
	return !ok || expiry.After(at)
}
