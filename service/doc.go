// Package service is the engine at work: it takes the snapshots of drives when
// their schedulers say so, and deletes those that retention no longer keeps. Its
// state is a database, of SQLite for one process or of PostgreSQL for several, in
// which River (github.com/riverqueue/river) finds the work that is due.
//
//	db, dialect, err := service.Open("longcase.db")
//	...
//	s, err := service.New(ctx, service.Config{DB: db, Dialect: dialect, Driver: directory.New("/backup")})
//	...
//	err = s.Run(ctx)
//
// # Runs
//
// A run is a row: a snapshot to take, a plan of a drive's retention, a snapshot to
// delete, or a notice to send. A drive with an enabled scheduler has exactly one
// run for an occurrence under way, written in the transaction that ended the one
// before, linked the scheduler, or edited it. Nothing is scheduled from memory, and
// nothing depends on a process staying alive.
//
// An occurrence is a drive and a nominal instant, and the name of its snapshot is
// the text of both. So a snapshot taken by a process that died before its commit
// is found by the next attempt, and adopted.
//
// A process works under a lease on the run's row, renewed every third of
// [Config.Lease]. When a lease ends another process takes the run, with a greater
// token, and the first can no longer commit. The storage knows no tokens: two
// attempts may call the driver at once, which is why its calls are idempotent.
//
// A process that starts computes the waiting occurrences anew, since its zone
// database may be another than that by which they were written.
//
// A run that fails is tried again, after a minute at first and at most an hour,
// until the next occurrence is due; other runs are tried ten times. A fire that was
// missed is run or dropped by [Config.CatchUp], and dropped ones are recorded. So is a
// fire whose attempts were cut off, with their processes, and left no snapshot.
//
// # Deletions
//
// After each snapshot and once a day, retention is planned over the snapshots the
// driver lists, and [Config.Guard] refuses plans that delete too much. Each deletion
// is a run, which plans once more before it deletes. A new database deletes nothing
// until [Service.PauseDeletions] says so.
//
// An edit, a new link and a hold drop the deletions that wait. A deletion that has
// begun looks once more before it calls the driver, and is not undone after that:
// [Service.Hold] returns [ErrBusy] from its beginning.
//
// # How long records are kept
//
// River's finished jobs are kept for an hour, its discarded ones for a week; ended
// runs, ended snapshots with their verdicts, and notices for 90 days; the audit
// trail for 400 days.
//
// # Map
//
// config.go and service.go make a service; schedulers.go, drives.go, snapshots.go
// and users.go are the operations of users, each a transaction. policy.go asks the
// library which fire comes next. queue.go holds River's part; lease.go the life of
// a run; take.go, plan.go, delete.go and notify.go its work; sweep.go finds runs
// whose process died or which are stale, and removes old records.
//
// Package driver is the interface of storages. internal/store holds the SQL, and
// internal/step names the steps at which internal/faults kills a process.
package service
