package cloudsigma

import (
	"time"

	"github.com/longcase/longcase"
)

// Notice is an email about a snapshot of a scheduler, remote or local.
type Notice struct {
	// Name is the vendor's name of the notification:
	// "backup_scheduler_creation" for a new snapshot, and
	// "backup_scheduler_deletion" for a snapshot deleted by the retention.
	Name string
	// Scheduler is the uuid of the scheduler.
	Scheduler string
	// Time is when the snapshot was taken or deleted.
	Time time.Time
	// Created is when the snapshot was taken.
	Created time.Time
}

// Notice returns the notice of an event; ok is false if the scheduler's flag for
// events of the kind is false, and for a scheduler that is disabled. An absent
// flag is true, as the vendor's schema says.
func (s *Scheduler) Notice(e longcase.Event) (n Notice, ok bool) {
	n = Notice{Scheduler: s.uuid, Time: e.Time, Created: e.Snapshot.Created}
	switch {
	case !s.policy.Enabled: // takes and deletes nothing, whatever a caller says
		return Notice{}, false
	case e.Kind == longcase.Taken && s.notifiesBackups:
		n.Name = "backup_scheduler_creation"
		return n, true
	case e.Kind == longcase.Expired && s.notifiesRetention:
		n.Name = "backup_scheduler_deletion"
		return n, true
	}
	return Notice{}, false
}
