package store

import (
	"database/sql"
	"errors"
	"time"

	"github.com/longcase/longcase/retention"
)

// Scheduler is a scheduler's document, as it was given, with its identity.
type Scheduler struct {
	UUID, Owner string
	Document    string
	// Revision is another random number after each edit, so that a document read in
	// a transaction that is undone is never taken for a later one.
	Revision int64
	Created  time.Time
}

const schedulerColumns = "uuid, owner, document, revision, created"

func scanScheduler(row scanner) (s Scheduler, err error) {
	err = row.Scan(&s.UUID, &s.Owner, &s.Document, &s.Revision, stamp{&s.Created})
	return s, err
}

// Drive is a drive under the service's care. The zero value is no drive.
type Drive struct {
	// UUID is the identifier in the API and in the names of snapshots.
	UUID string
	// Owner is the uuid of the user to whom the drive belongs.
	Owner string
	// Name is for people.
	Name string
	// Source is the driver's name of the drive, such as a directory.
	Source string
	// Document is a JSON object with further keys for answers of the API, or "".
	Document string
	// Scheduler is the uuid of the linked scheduler; "" for none.
	Scheduler string
	// Since is the instant of the link, or of the last edit of the schedule:
	// occurrences up to it are none of the scheduler's.
	Since time.Time
	// Last is the nominal instant of the last occurrence that ended, as done,
	// failed or dropped. It never goes back.
	Last time.Time
	// Plan says why the last plan of the drive's retention was refused or failed;
	// "" if neither.
	Plan string
	// Planned is when retention was last planned.
	Planned time.Time
	// Created is when the drive was added to the service.
	Created time.Time
}

const driveColumns = "uuid, owner, name, source, document, scheduler, since, last, plan, planned, created"

func scanDrive(row scanner) (d Drive, err error) {
	err = row.Scan(&d.UUID, &d.Owner, &d.Name, &d.Source, &d.Document, &d.Scheduler,
		stamp{&d.Since}, stamp{&d.Last}, &d.Plan, stamp{&d.Planned}, stamp{&d.Created})
	return d, err
}

// DriveSummary is a drive with the number of its existing snapshots.
type DriveSummary struct {
	Drive
	Snapshots int
}

// Kinds of runs.
const (
	Take   = "take"   // an occurrence of a schedule
	Now    = "now"    // a snapshot that a user asked for
	Plan   = "plan"   // a plan of a drive's retention
	Delete = "delete" // the deletion of a snapshot
	Notify = "notify" // the sending of a notice
)

// States of runs. The first two are under way, the others are ends.
const (
	Pending = "pending"
	Running = "running"
	Done    = "done"
	Failed  = "failed"
	Dropped = "dropped" // for a reason that is no fault of the storage
)

// Run is a piece of work on a drive: a snapshot to take or delete, a plan, a
// notice to send.
type Run struct {
	ID        string // increases with time
	Kind      string
	Drive     string // "" in a run of [Notify] for a drive that is gone
	Scheduler string // on whose behalf; "" for a user's
	// Name is that of the snapshot or, in a run of [Notify], the notice's.
	Name string
	// Nominal is the instant for which a snapshot is taken, and Due the instant at
	// which the run may start: later by the spread. In a plan that runs, Due is when
	// another was asked for.
	Nominal, Due time.Time
	State        string
	// Reason says why the run is to be, and in the end why it ended so.
	Reason string
	// Missed is the number of occurrences, from Nominal to Until, that a dropped
	// run stands for.
	Missed int64
	Until  time.Time
	// Attempts is the number of attempts begun.
	Attempts int64
	// Wake is when the next attempt is due.
	Wake time.Time
	// Job is River's job for the attempt.
	Job int64
	// Token grows whenever the run changes hands. A holder with an older token has
	// lost its lease, and may not commit.
	Token int64
	// Holder is the process that works, Heartbeat its last sign of life, and Expiry
	// the end of its lease.
	Holder            string
	Heartbeat, Expiry time.Time
	Created           time.Time
	Started           time.Time // of the last attempt
	Ended             time.Time
}

const runColumns = "id, kind, drive, scheduler, name, nominal, due, state, reason, missed, until, " +
	"attempts, wake, job, token, holder, heartbeat, expiry, created, started, ended"

func scanRun(row scanner) (r Run, err error) {
	err = row.Scan(&r.ID, &r.Kind, &r.Drive, &r.Scheduler, &r.Name, stamp{&r.Nominal}, stamp{&r.Due},
		&r.State, &r.Reason, &r.Missed, stamp{&r.Until}, &r.Attempts, stamp{&r.Wake}, &r.Job, &r.Token,
		&r.Holder, stamp{&r.Heartbeat}, stamp{&r.Expiry}, stamp{&r.Created}, stamp{&r.Started}, stamp{&r.Ended})
	return r, err
}

func (r Run) values() []any {
	return []any{
		r.ID, r.Kind, r.Drive, r.Scheduler, r.Name, micros(r.Nominal), micros(r.Due),
		r.State, r.Reason, r.Missed, micros(r.Until), r.Attempts, micros(r.Wake), r.Job, r.Token,
		r.Holder, micros(r.Heartbeat), micros(r.Expiry), micros(r.Created), micros(r.Started), micros(r.Ended),
	}
}

// Snapshot is a snapshot of a drive, and the last verdict on it.
type Snapshot struct {
	UUID, Drive, Owner string
	Name               string    // the driver's
	Scheduler          string    // that took it; "" for a user's and for others' snapshots
	Remote             bool      // taken for a scheduler of remote snapshots
	Nominal            time.Time // zero for snapshots made by others
	Created            time.Time // as the driver says, and until it does, as the service measured
	Failed             bool      // as the driver says
	// Held keeps the snapshot until HeldUntil, or without end if that is zero. A service
	// returns no holds that have ended.
	Held      bool
	HeldUntil time.Time
	// Keep and Reason are the last verdict, Until how long it keeps the snapshot,
	// and Judged when it was given; zero before the first plan.
	Keep          bool
	Reason        string
	Until, Judged time.Time
	// Ended is when the snapshot was deleted, or first not listed by the driver, and
	// Why the reason; zero as long as it exists.
	Ended time.Time
	Why   string
}

// HeldAt reports whether the snapshot is held at an instant.
func (s Snapshot) HeldAt(now time.Time) bool {
	return s.Held && (s.HeldUntil.IsZero() || s.HeldUntil.After(now))
}

// ForRetention returns the snapshot as retention judges it.
func (s Snapshot) ForRetention() retention.Snapshot {
	return retention.Snapshot{
		Created: s.Created, Nominal: s.Nominal, Failed: s.Failed, Held: s.Held, HeldUntil: s.HeldUntil,
	}
}

const snapshotColumns = "uuid, drive, owner, name, scheduler, remote, nominal, created, failed, " +
	"held, held_until, keep, reason, until, judged, ended, why"

func scanSnapshot(row scanner) (s Snapshot, err error) {
	err = row.Scan(&s.UUID, &s.Drive, &s.Owner, &s.Name, &s.Scheduler, &s.Remote, stamp{&s.Nominal},
		stamp{&s.Created}, &s.Failed, &s.Held, stamp{&s.HeldUntil}, &s.Keep, &s.Reason, stamp{&s.Until},
		stamp{&s.Judged}, stamp{&s.Ended}, &s.Why)
	return s, err
}

func (s Snapshot) values() []any {
	return []any{
		s.UUID, s.Drive, s.Owner, s.Name, s.Scheduler, flag(s.Remote), micros(s.Nominal),
		micros(s.Created), flag(s.Failed), flag(s.Held), micros(s.HeldUntil), flag(s.Keep), s.Reason,
		micros(s.Until), micros(s.Judged), micros(s.Ended), s.Why,
	}
}

// Notice is a message about a snapshot, to be sent to its owner.
type Notice struct {
	ID        string // for receivers, who may get a notice twice after a crash
	Owner     string
	Scheduler string
	Drive     string
	Snapshot  string    // its name
	Name      string    // the vendor's, such as "backup_scheduler_creation"
	At        time.Time // when the snapshot was taken or deleted
	Created   time.Time // when the snapshot was taken
	Sent      time.Time // zero until it is
}

const noticeColumns = "id, owner, scheduler, drive, snapshot, name, at, created, sent"

func scanNotice(row scanner) (n Notice, err error) {
	err = row.Scan(&n.ID, &n.Owner, &n.Scheduler, &n.Drive, &n.Snapshot, &n.Name,
		stamp{&n.At}, stamp{&n.Created}, stamp{&n.Sent})
	return n, err
}

// Change is an entry of the audit trail.
type Change struct {
	ID            int64 // increases
	At            time.Time
	Actor         string // the uuid of a user; "" for the service itself
	Verb          string // such as "create", "edit", "hold"
	Kind, Object  string // of the object: "scheduler", "drive", "snapshot", ...
	Subject       string // the object, or the drive of a snapshot
	Before, After string // the object, as JSON or text; "" for none
}

const changeColumns = "id, at, actor, verb, kind, object, subject, before, after"

func scanChange(row scanner) (c Change, err error) {
	err = row.Scan(&c.ID, stamp{&c.At}, &c.Actor, &c.Verb, &c.Kind, &c.Object, &c.Subject, &c.Before, &c.After)
	return c, err
}

// User is somebody with a password.
type User struct {
	UUID     string // the owner of drives and schedulers
	Name     string // for authentication
	Password string // a bcrypt hash
	Created  time.Time
}

func scanUser(row scanner) (u User, err error) {
	err = row.Scan(&u.UUID, &u.Name, &u.Password, stamp{&u.Created})
	return u, err
}

// found tells an absent row from an error.
func found[T any](item T, err error) (T, bool, error) {
	if errors.Is(err, sql.ErrNoRows) {
		return item, false, nil
	}
	return item, err == nil, err
}
