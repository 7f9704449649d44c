// Package cloudsigma reads and writes the backup schedulers of CloudSigma's API.
//
// [Parse] reads a scheduler, or a list of them, from an answer or from the body
// of a request. A document with errors is refused with all of them at once.
// [Scheduler.Policy] is the scheduler's meaning, and [Document.Findings] lists
// parts that are allowed but probably not meant. A document written back loses
// nothing: unknown keys and the digits of numbers stay.
//
// # The resource
//
// The API's resource of backup schedulers is here as functions on documents,
// without HTTP, clock or disk:
//
//   - [ParseCreate] and [Scheduler.Update] read requests, [ParseDeletion] and
//     [ParseLink] the rest of them; [Errors] is the answer to a refused request.
//   - [Scheduler.Identify] adds the vendor's part: uuid, owner and path.
//   - [Scheduler.Answer], [Scheduler.Brief] and [CreateAnswer] print answers, and
//     [Query] selects and prints lists of them.
//   - [Drive] is a drive with its scheduler; [Scheduler.Notice] is the email about
//     an event.
//   - [Fields] is the table behind all of it, and [Schema] prints it.
//
// A scheduler never changes: a request makes another, so that a refused request
// has changed nothing, and two requests at once cannot mix.
//
// # Files
//
// For those who carry the code on, in the order in which a document is read:
// shape.go tells a scheduler from a drive or a deletion; field.go is the vendor's
// table; decode.go, choice.go, policy.go and retention.go turn a scheduler into a
// policy; findings.go doubts it; writer.go and form.go write a policy; request.go,
// deletion.go and drive.go read requests; answer.go, query.go, schema.go and
// error.go answer them. limit.go holds the limits of both directions.
//
// # Open questions
//
// The vendor's documentation leaves these to the reader:
//
//   - Days of the week, days of the month and months restrict together: a date
//     matches all three.
//   - Without a time zone a scheduler is in UTC. The orchestrator's time zone is
//     kept and ignored.
//   - A window whose start and end are the same minute is that minute alone.
//   - Without retention rules no snapshot is ever deleted.
//   - A repeat is 1 to 24 hours or 1 to 1440 minutes, since it begins anew every
//     day.
//   - A migration without an initial_backup may start at any time.
//   - A request to change a scheduler keeps the values of absent keys.
//   - Two schedulers of a document with the same uuid are an error.
//
// # Findings
//
// The codes of findings are those of package longcase, and
//
//   - "no-type": the type is absent, so that its interval is not checked;
//   - "no-zone": user_timezone is absent, and UTC is taken;
//   - "zone-not-listed": the time zone loads, but is not one of [Zones];
//   - "misspelt-key": retention_policy is misspelt, as in old answers;
//   - "outside-window": times of day never fire, being outside the window;
//   - "manual-replaces": a manual list replaces hour, minute or repeat;
//   - "not-as-cron": a repeat looks like cron but differs from it;
//   - "short-months": some months lack a day of the month;
//   - "too-fast": remote snapshots are due faster than the vendor takes them;
//   - "short-listing": an answer lacks schedules, which /backupschedulers/detail/
//     has;
//   - "no-notification-flag": a request to create leaves a flag of notifications
//     to the default, for which the vendor's schema says true and another page
//     says false.
package cloudsigma
