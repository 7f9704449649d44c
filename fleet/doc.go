// Package fleet keeps very many schedules at once: a million drives, most of
// which share a few policies, and which of them is due next.
//
// A [Fleet] is a data structure and no more. It has no clock and starts
// nothing: [Fleet.Peek] says until when to sleep, and [Fleet.Advance] what fell
// due in the meantime, how often, and when last, so that an outage is found and
// need not be replayed.
//
// A [Spread] puts off the fires of a schedule by an offset that depends on a key
// alone, so that a hundred thousand drives with one policy for 03:00 do not all
// start at 03:00:00, and each starts at its own time every night.
//
// # Cost
//
// Nothing looks at all members. A change, and each member that is due, costs
// one or two look-ups in the schedule, and O(log n) in the number of different
// seconds in which members are due. That number is small even where that of
// schedules is large, which is why a fleet keeps a heap of seconds and not of
// members.
//
// A member takes about 100 bytes where its key is a word and at most 128, but
// for the schedule and for what a longer key takes. A second in which nobody
// else is due takes about 100 more.
package fleet
