package store

import "time"

// Run returns a run.
func (tx *Tx) Run(id string) (Run, bool, error) {
	return found(scanRun(tx.row("SELECT "+runColumns+" FROM runs WHERE id = $1", id)))
}

// UnderWay returns the runs of a drive and kind that are pending or running.
func (tx *Tx) UnderWay(drive, kind string) ([]Run, error) {
	return all(tx, scanRun, "SELECT "+runColumns+" FROM runs WHERE drive = $1 AND kind = $2"+
		" AND state IN ('pending', 'running') ORDER BY id", drive, kind)
}

// Awaited returns occurrences that wait for their first attempt, by the drive, of
// drives after one.
func (tx *Tx) Awaited(drive string, limit int) ([]Run, error) {
	return all(tx, scanRun, "SELECT "+runColumns+" FROM runs WHERE kind = 'take'"+
		" AND state IN ('pending', 'running') AND drive > $1 AND state = 'pending' AND attempts = 0"+
		" ORDER BY drive LIMIT $2", drive, limit)
}

// Runs returns the latest runs of a drive, the newest first.
func (tx *Tx) Runs(drive string, limit int) ([]Run, error) {
	return all(tx, scanRun, "SELECT "+runColumns+
		" FROM runs WHERE drive = $1 ORDER BY id DESC LIMIT $2", drive, limit)
}

// InsertRun adds a run.
func (tx *Tx) InsertRun(r Run) error {
	_, err := tx.exec("INSERT INTO runs ("+runColumns+") VALUES ("+placeholders(21)+")", r.values()...)
	return err
}

// UpdateRun stores a run in place of its row, if the row still has the token. It
// reports whether it has: if not, another process took the run, or a transaction
// ended it. A row of a running run keeps its Due, which r gets: [Tx.SetDue] may have
// changed it since the lease.
func (tx *Tx) UpdateRun(r *Run, token int64) (bool, error) {
	row := tx.row("UPDATE runs SET state = $1, reason = $2, missed = $3, until = $4, attempts = $5,"+
		" wake = $6, job = $7, token = $8, holder = $9, heartbeat = $10, expiry = $11,"+
		" started = $12, ended = $13, due = CASE WHEN state = 'pending' THEN $14 ELSE due END"+
		" WHERE id = $15 AND token = $16 RETURNING due",
		r.State, r.Reason, r.Missed, micros(r.Until), r.Attempts, micros(r.Wake), r.Job, r.Token,
		r.Holder, micros(r.Heartbeat), micros(r.Expiry), micros(r.Started), micros(r.Ended),
		micros(r.Due), r.ID, token)
	_, ok, err := found(r, row.Scan(stamp{&r.Due}))
	return ok, err
}

// SetDue stores when a run under way is wanted again.
func (tx *Tx) SetDue(id string, due time.Time) error {
	_, err := tx.exec("UPDATE runs SET due = $1 WHERE id = $2", micros(due), id)
	return err
}

// Heartbeat prolongs the lease of a holder. It reports whether the holder still
// has it.
func (tx *Tx) Heartbeat(id string, token int64, now, expiry time.Time) (bool, error) {
	n, err := tx.exec("UPDATE runs SET heartbeat = $1, expiry = $2"+
		" WHERE id = $3 AND token = $4 AND state = 'running'", micros(now), micros(expiry), id, token)
	return n == 1, err
}

// Abandoned returns running runs whose lease ended, or whose last heartbeat is in
// the future: the clock was put back, and their lease would last as much longer.
func (tx *Tx) Abandoned(now, future time.Time, limit int) ([]Run, error) {
	return all(tx, scanRun, "SELECT "+runColumns+" FROM runs WHERE state = 'running'"+
		" AND (expiry <= $1 OR heartbeat > $2) ORDER BY expiry LIMIT $3", micros(now), micros(future), limit)
}

// Forgotten returns pending runs due since an instant for which no job of River's
// is about to be fetched: a process died between the fetch of the job and the lease;
// River gave the job up while the database was away; or River has no leader to
// notice that the job is due, since a leader that died holds its office until a
// clock put back has caught up.
func (tx *Tx) Forgotten(since time.Time, limit int) ([]Run, error) {
	return all(tx, scanRun, "SELECT "+runColumns+" FROM runs WHERE state = 'pending' AND wake < $1"+
		" AND NOT EXISTS (SELECT 1 FROM river_job WHERE river_job.id = runs.job"+
		" AND river_job.state = 'available')"+
		" ORDER BY wake LIMIT $2", micros(since), limit)
}

// Overdue returns the earliest Wake of a pending run, zero if none is pending.
func (tx *Tx) Overdue() (t time.Time, err error) {
	err = tx.row("SELECT coalesce(min(wake), 0) FROM runs WHERE state = 'pending'").Scan(stamp{&t})
	return t, err
}
