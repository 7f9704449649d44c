package store

import (
	"cmp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// named returns the row of a query with a name that may come from a client. No row has
// a name with NUL or one that is not UTF-8, and PostgreSQL, asked for such a row, fails
// instead of finding none.
func named[T any](r Reader, scan func(scanner) (T, error), query, name string, more ...any) (T, bool, error) {
	if strings.ContainsRune(name, 0) || !utf8.ValidString(name) {
		return *new(T), false, nil
	}
	return found(scan(r.row(query, append([]any{name}, more...)...)))
}

// Scheduler returns a scheduler. With lock, no other transaction changes it, nor
// links a drive to it, before this one ends.
func (tx *Tx) Scheduler(uuid string, lock bool) (Scheduler, bool, error) {
	query := "SELECT " + schedulerColumns + " FROM schedulers WHERE uuid = $1"
	if lock {
		query += tx.locking()
	}
	return named(tx.Reader, scanScheduler, query, uuid)
}

// SchedulerOnce returns a scheduler as the transaction read it first, or wrote it
// itself.
func (tx *Tx) SchedulerOnce(uuid string) (s Scheduler, ok bool, err error) {
	if s, ok = tx.schedulers[uuid]; ok {
		return s, true, nil
	}
	s, ok, err = tx.Scheduler(uuid, false)
	if ok {
		tx.schedulers[uuid] = s
	}
	return s, ok, err
}

// Revisions returns the schedulers of an owner by uuid, without their documents;
// "" is all owners.
func (tx *Tx) Revisions(owner string) ([]Scheduler, error) {
	return all(tx, scanScheduler, "SELECT uuid, owner, '', revision, created"+
		" FROM schedulers WHERE owner = $1 OR $1 = '' ORDER BY uuid", owner)
}

// SchedulersPage returns some schedulers of an owner, with "" all owners', by uuid,
// and the number of all.
func (r Reader) SchedulersPage(owner string, limit, offset int) (list []Scheduler, total int, err error) {
	where := " WHERE owner = $1"
	if owner == "" {
		where = " WHERE $1 = ''"
	}
	count := "SELECT CAST(coalesce(sum(schedulers), 0) AS BIGINT) FROM scheduler_counts" + where
	list, err = all(r, func(row scanner) (s Scheduler, err error) {
		err = row.Scan(&s.UUID, &s.Owner, &s.Document, &s.Revision, stamp{&s.Created}, &total)
		return s, err
	}, "SELECT "+schedulerColumns+", ("+count+") FROM schedulers"+where+
		" ORDER BY uuid LIMIT $2 OFFSET $3", owner, limit, offset)
	if err == nil && len(list) == 0 { // no row holds the number
		err = r.row(count, owner).Scan(&total)
	}
	return list, total, err
}

// CountSchedulers adds to the number of an owner's schedulers, which is that of the
// rows when a transaction ends. It locks the number up to then: a transaction calls
// it after all other locks, for one owner after the other by uuid.
func (tx *Tx) CountSchedulers(owner string, more int) error {
	_, err := tx.exec("INSERT INTO scheduler_counts (owner, schedulers) VALUES ($1, $2)"+
		" ON CONFLICT (owner) DO UPDATE SET schedulers = scheduler_counts.schedulers + excluded.schedulers",
		owner, more)
	return err
}

// InsertScheduler adds a scheduler.
func (tx *Tx) InsertScheduler(s Scheduler) error {
	_, err := tx.exec("INSERT INTO schedulers ("+schedulerColumns+") VALUES ("+placeholders(5)+")",
		s.UUID, s.Owner, s.Document, s.Revision, micros(s.Created))
	return err
}

// UpdateScheduler stores a scheduler's document and revision.
func (tx *Tx) UpdateScheduler(s Scheduler) error {
	delete(tx.schedulers, s.UUID)
	_, err := tx.exec("UPDATE schedulers SET document = $1, revision = $2 WHERE uuid = $3",
		s.Document, s.Revision, s.UUID)
	return err
}

// DeleteScheduler removes a scheduler.
func (tx *Tx) DeleteScheduler(uuid string) error {
	delete(tx.schedulers, uuid)
	_, err := tx.exec("DELETE FROM schedulers WHERE uuid = $1", uuid)
	return err
}

// Drive returns a drive. With lock, no other transaction changes the drive or its
// runs before this one ends: each locks the drive first. A transaction that locks
// a scheduler too does so before.
func (tx *Tx) Drive(uuid string, lock bool) (Drive, bool, error) {
	query := "SELECT " + driveColumns + " FROM drives WHERE uuid = $1"
	if lock {
		query += tx.locking()
	}
	return named(tx.Reader, scanDrive, query, uuid)
}

// LockDriveOf returns the drive of a run, and locks it as [Tx.Drive] does; the zero
// Drive if it is gone.
func (tx *Tx) LockDriveOf(run string) (Drive, error) {
	d, _, err := found(scanDrive(tx.row("SELECT "+driveColumns+
		" FROM drives WHERE uuid = (SELECT drive FROM runs WHERE id = $1)"+tx.locking(), run)))
	return d, err
}

// Drives returns the drives of an owner by uuid; "" is all owners.
func (tx *Tx) Drives(owner string) ([]Drive, error) {
	return all(tx, scanDrive, "SELECT "+driveColumns+
		" FROM drives WHERE owner = $1 OR $1 = '' ORDER BY uuid", owner)
}

// DrivesPage returns some drives of an owner, with "" all owners', by uuid, and the
// number of all.
func (tx *Tx) DrivesPage(owner string, limit, offset int) (list []DriveSummary, total int, err error) {
	where := " WHERE owner = $1"
	if owner == "" {
		where = " WHERE $1 = ''"
	}
	if err := tx.row("SELECT count(*) FROM drives"+where, owner).Scan(&total); err != nil {
		return nil, 0, err
	}
	list, err = all(tx, func(row scanner) (d DriveSummary, err error) {
		d.Drive, err = scanDrive(longer{row, &d.Snapshots})
		return d, err
	}, "SELECT "+driveColumns+", (SELECT count(*) FROM snapshots WHERE drive = drives.uuid AND ended = 0)"+
		" FROM drives"+where+" ORDER BY uuid LIMIT $2 OFFSET $3", owner, limit, offset)
	return list, total, err
}

// RefusedPlans returns drives of an owner whose last plan was refused or failed, by uuid.
func (tx *Tx) RefusedPlans(owner string, limit int) ([]Drive, error) {
	return all(tx, scanDrive, "SELECT "+driveColumns+
		" FROM drives WHERE owner = $1 AND plan <> '' ORDER BY uuid LIMIT $2", owner, limit)
}

// CountLinked returns the number of the drives linked to a scheduler.
func (tx *Tx) CountLinked(scheduler string) (n int, err error) {
	err = tx.row("SELECT count(*) FROM drives WHERE scheduler = $1", scheduler).Scan(&n)
	return n, err
}

// Linked returns the drives linked to a scheduler by uuid, and locks them.
func (tx *Tx) Linked(scheduler string) ([]Drive, error) {
	return all(tx, scanDrive, "SELECT "+driveColumns+
		" FROM drives WHERE scheduler = $1 ORDER BY uuid"+tx.locking(), scheduler)
}

// InsertDrive adds a drive.
func (tx *Tx) InsertDrive(d Drive) error {
	_, err := tx.exec("INSERT INTO drives ("+driveColumns+") VALUES ("+placeholders(11)+")",
		d.UUID, d.Owner, d.Name, d.Source, d.Document, d.Scheduler,
		micros(d.Since), micros(d.Last), d.Plan, micros(d.Planned), micros(d.Created))
	return err
}

// UpdateDrive stores the parts of a drive that change.
func (tx *Tx) UpdateDrive(d Drive) error {
	_, err := tx.exec("UPDATE drives SET scheduler = $1, since = $2, last = $3, plan = $4, planned = $5"+
		" WHERE uuid = $6",
		d.Scheduler, micros(d.Since), micros(d.Last), d.Plan, micros(d.Planned), d.UUID)
	return err
}

// DeleteDrive removes a drive.
func (tx *Tx) DeleteDrive(uuid string) error {
	_, err := tx.exec("DELETE FROM drives WHERE uuid = $1", uuid)
	return err
}

// Snapshot returns a snapshot by its uuid.
func (tx *Tx) Snapshot(uuid string) (Snapshot, bool, error) {
	return named(tx.Reader, scanSnapshot, "SELECT "+snapshotColumns+" FROM snapshots WHERE uuid = $1", uuid)
}

// SnapshotNamed returns a snapshot of a drive by its name.
func (tx *Tx) SnapshotNamed(drive, name string) (Snapshot, bool, error) {
	return found(scanSnapshot(tx.row("SELECT "+snapshotColumns+
		" FROM snapshots WHERE drive = $1 AND name = $2", drive, name)))
}

// SnapshotsOf returns the snapshots of a drive, also those that ended.
func (tx *Tx) SnapshotsOf(drive string) ([]Snapshot, error) {
	return all(tx, scanSnapshot, "SELECT "+snapshotColumns+
		" FROM snapshots WHERE drive = $1 ORDER BY created, name", drive)
}

// Snapshots returns the existing snapshots of an owner by uuid; "" is all owners.
func (tx *Tx) Snapshots(owner string) ([]Snapshot, error) {
	return all(tx, scanSnapshot, "SELECT "+snapshotColumns+
		" FROM snapshots WHERE (owner = $1 OR $1 = '') AND ended = 0 ORDER BY uuid", owner)
}

// SaveSnapshot adds a snapshot, or stores it in place of the snapshot of the same
// drive and name, whose uuid stays.
func (tx *Tx) SaveSnapshot(s Snapshot) error {
	_, err := tx.exec("INSERT INTO snapshots ("+snapshotColumns+") VALUES ("+placeholders(17)+")"+
		" ON CONFLICT (drive, name) DO UPDATE SET owner = excluded.owner, scheduler = excluded.scheduler,"+
		" remote = excluded.remote, nominal = excluded.nominal, created = excluded.created,"+
		" failed = excluded.failed, held = excluded.held, held_until = excluded.held_until,"+
		" keep = excluded.keep, reason = excluded.reason, until = excluded.until,"+
		" judged = excluded.judged, ended = excluded.ended, why = excluded.why", s.values()...)
	return err
}

// InsertNotice adds a notice.
func (tx *Tx) InsertNotice(n Notice) error {
	_, err := tx.exec("INSERT INTO notices ("+noticeColumns+") VALUES ("+placeholders(9)+")",
		n.ID, n.Owner, n.Scheduler, n.Drive, n.Snapshot, n.Name, micros(n.At), micros(n.Created), micros(n.Sent))
	return err
}

// Notice returns a notice.
func (tx *Tx) Notice(id string) (Notice, bool, error) {
	return found(scanNotice(tx.row("SELECT "+noticeColumns+" FROM notices WHERE id = $1", id)))
}

// SentNotice records when a notice was sent.
func (tx *Tx) SentNotice(id string, at time.Time) error {
	_, err := tx.exec("UPDATE notices SET sent = $1 WHERE id = $2", micros(at), id)
	return err
}

// Notices returns the latest notices of an owner, the newest first.
func (tx *Tx) Notices(owner string, limit int) ([]Notice, error) {
	return all(tx, scanNotice, "SELECT "+noticeColumns+
		" FROM notices WHERE owner = $1 OR $1 = '' ORDER BY at DESC, id LIMIT $2", owner, limit)
}

// Record adds an entry to the audit trail; its ID is ignored. The subject is the object
// by default.
func (tx *Tx) Record(c Change) error {
	_, err := tx.exec("INSERT INTO trail (at, actor, verb, kind, object, before, after, subject)"+
		" VALUES ("+placeholders(8)+")",
		micros(c.At), c.Actor, c.Verb, c.Kind, c.Object, c.Before, c.After, cmp.Or(c.Subject, c.Object))
	return err
}

// byOwner restricts the trail to an owner's changes and the service's own: a uuid may
// have been another's before. The owner "" is the service itself, and sees all.
const byOwner = " AND ($2 = '' OR actor IN ('', $2))"

// Trail returns the latest changes to a scheduler or a drive and its snapshots, the
// newest first, with IDs below before.
func (tx *Tx) Trail(subject, owner string, before int64, limit int) ([]Change, error) {
	return all(tx, scanChange, "SELECT "+changeColumns+" FROM trail WHERE subject = $1"+byOwner+
		" AND id < $3 ORDER BY id DESC LIMIT $4", subject, owner, before, limit)
}

// Acted reports whether an owner has changed a scheduler or a drive.
func (tx *Tx) Acted(subject, owner string) (bool, error) {
	_, ok, err := named(tx.Reader, scanChange, "SELECT "+changeColumns+" FROM trail"+
		" WHERE subject = $1 AND ($2 = '' OR actor = $2) LIMIT 1", subject, owner)
	return ok, err
}

// DeletedSchedulers returns an owner's latest deletions of schedulers, the newest first.
func (tx *Tx) DeletedSchedulers(owner string, limit int) ([]Change, error) {
	return all(tx, scanChange, "SELECT "+changeColumns+" FROM trail WHERE actor = $1"+
		" AND kind = 'scheduler' AND verb = 'delete' ORDER BY id DESC LIMIT $2", owner, limit)
}

// InsertUser adds a user.
func (tx *Tx) InsertUser(u User) error {
	_, err := tx.exec("INSERT INTO users (uuid, name, password, created) VALUES ("+placeholders(4)+")",
		u.UUID, u.Name, u.Password, micros(u.Created))
	return err
}

// User returns a user by name.
func (r Reader) User(name string) (User, bool, error) {
	return named(r, scanUser, "SELECT uuid, name, password, created FROM users WHERE name = $1", name)
}

// Users returns all users by name.
func (tx *Tx) Users() ([]User, error) {
	return all(tx, scanUser, "SELECT uuid, name, password, created FROM users ORDER BY name")
}

// Setting returns the value of a setting; "" if it is not set.
func (tx *Tx) Setting(name string) (string, error) {
	var value string
	_, _, err := found(value, tx.row("SELECT value FROM settings WHERE name = $1", name).Scan(&value))
	return value, err
}

// Set stores a setting.
func (tx *Tx) Set(name, value string) error {
	_, err := tx.exec("INSERT INTO settings (name, value) VALUES ($1, $2)"+
		" ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value)
	return err
}

// Clean removes rows of a table whose column is before an instant and not zero,
// at most a thousand, and returns their number.
func (tx *Tx) Clean(table, key, column string, before time.Time) (int64, error) {
	return tx.exec("DELETE FROM "+table+" WHERE "+key+" IN (SELECT "+key+" FROM "+table+
		" WHERE "+column+" > 0 AND "+column+" < $1 LIMIT "+strconv.Itoa(1000)+")", micros(before))
}
