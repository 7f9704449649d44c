// Package fleet keeps many schedules at once and knows which of them is due next:
// the schedules of a million drives, say, most of which share a few policies.
//
// A [Fleet] is a data structure and no more. It has no clock and starts nothing.
// [Fleet.Peek] returns the time until which its caller can sleep. [Fleet.Advance]
// returns the members due since, with the number of their fires and the last of
// them: an outage is noticed and need not be replayed.
//
// A [Spread] delays the fires of a schedule by an offset that depends on a key
// alone. A hundred thousand drives with one policy for 03:00 then start over the
// hour, and each drive at its own time every night.
//
// An [Occurrence] is one fire of one member. Its text is an idempotency key, the
// same before and after a crash.
//
// # Keeping state in a database
//
// A fleet lives in memory. To survive a restart, keep a row for each member, with
// a unique key, and these columns:
//
//   - last, the Nominal of the last fire done: the state. At the start, a present
//     instant.
//   - due, the Spread of the fire after it: derived from last, and indexed, so that
//     a query finds the members that are due. NULL if the member never fires again.
//
// and for each policy edited, the instant of the edit and the
// [Spread.Fingerprint] from that instant.
//
// Two processes or more share the rows. Each of them repeats one transaction:
//
//	SELECT key, policy, last FROM member WHERE due <= now()
//	ORDER BY due LIMIT 100 FOR UPDATE SKIP LOCKED
//
// For each row, [Spread.LatestFire] of now is the fire to do, and if its Nominal is
// not after last, nothing is. Insert a job with the text of the [Occurrence] into
// a table in which the text is unique; set last to its Nominal and due to the
// Spread of [Spread.FireAfter]; commit. A process that dies leaves its rows as they
// were, and another takes them. A job that was done twice for want of a commit
// has the text of the first time: whoever does the work looks for it by that name.
// To run all fires missed and not the latest alone, walk with FireAfter from last.
//
// The query needs no fleet. With a fleet in each process, nobody polls: load the
// rows with [Fleet.SetSpread] and [Fleet.Resume], sleep until [Fleet.Peek], and for
// each member that [Fleet.Advance] yields run the transaction with
// WHERE key = $1. If it fails, or the row is locked by another process, call Resume
// with the last that is stored, and Advance again after a pause, or Peek says now.
// If another process did the fire, the stored last says so.
//
// After an edit of a policy, after its zone database may have changed, and at
// the start of each process, compare the fingerprint from the stored instant. If it
// differs, every due of that policy is stale: in one transaction, lock the policy,
// set each due to the Spread of FireAfter(last), and store the fingerprint. Never
// go on from due or from the Spread of a fire: after a bound was raised, or a rule
// moved to a later hour, the fire done would come again.
//
// # Cost
//
// No call looks at all members. A change, and each due member, costs one or two
// questions to the schedule and O(log n) in the number of seconds in which
// a member is due. There are few such seconds even for many schedules, which is
// why a fleet keeps a heap of seconds and not of members. Out of a million members
// a due member takes 70 to 200 ns, and 350 to 500 ns if its schedule is spread:
// about half the time of a heap of members.
//
// A member takes 88 to 102 bytes with an int as its key and 115 to 136 with a
// string, without the bytes of the string and without the schedule. A second in
// which no other member is due takes about 80 more.
package fleet
