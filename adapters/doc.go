// Package adapters runs schedules in three job runners: robfig/cron, gocron and
// River. It is a module of its own, so users of longcase alone download none of
// the three. The tests run all of them on a simulated clock through the clock
// changes of Berlin and New York.
//
// A job runner sets timers, and timers forget: an occurrence that passes while
// the process is down is not run. To run it after all, keep the last occurrence
// in a database and call [schedule.Schedule.Missed] at the start.
//
// # robfig/cron v3
//
// [schedule.Cron] is a cron.Schedule as it stands:
//
//	c := cron.New()
//	c.Schedule(schedule.Cron{Sequence: s}, job)
//
// The location of the runner does not matter: the schedule has its own zone.
// Lost: what falls due while the process is down; and of several occurrences
// that pass while the machine sleeps all but one, since robfig/cron asks for the
// next after the time at which it woke.
//
// # gocron v2
//
// gocron asks for two methods, Next and IsValid, and compares the wall clocks of
// two runs, so an hourly job misses an hour where clocks go back. [Gocron] has
// both methods, and answers in an offset in which the comparison does no harm:
//
//	scheduler.NewJob(gocron.CronJob("", false), task,
//		gocron.WithCronImplementation(adapters.Gocron{Sequence: s}))
//
// Leave WithDaylightSavingsTimePolicy at its default: the schedule has made that
// choice. Lost: what falls due while the process is down, or the machine sleeps.
//
// # River
//
// [schedule.Cron] is a river.PeriodicSchedule as it stands:
//
//	river.NewPeriodicJob(schedule.Cron{Sequence: s}, constructor, nil)
//
// Each job's ScheduledAt is the occurrence. Lost: what falls due while no client
// is the leader. River keeps its periodic jobs in the leader's memory, and a new
// leader begins at its own start: of 1,000 occurrences, 302 were lost in four
// restarts of one measurement, and a weekly job of a program that is deployed
// every day can miss its moment each time (riverqueue/river#791). RunOnStart
// does not bring them back: it runs a job when none is due.
//
// To lose none, make each occurrence a row: a worker ends its job and inserts the
// next in one transaction, with the instant as a unique argument.
//
//	if next, ok := s.Next(job.Args.At); ok {
//		client.InsertTx(ctx, tx, Occurrence{Key: job.Args.Key, At: next}, &river.InsertOpts{
//			ScheduledAt: next,
//			UniqueOpts:  river.UniqueOpts{ByArgs: true},
//		})
//	}
//	river.JobCompleteTx[*riverpgxv5.Driver](ctx, tx, job)
//	tx.Commit(ctx)
//
// The test TestRiverChain restarts such a client and finds every occurrence.
package adapters
