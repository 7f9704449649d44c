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
// one or two questions to the schedule, and O(log n) in the number of seconds
// in which anybody is due. There are few of these even where there are many
// schedules, which is why a fleet keeps a heap of seconds and not of members:
// out of a million, a due one takes 70 to 200 ns, and 350 to 500 ns where it is
// spread, about half of what it takes with a heap of members.
//
// A member takes 88 to 102 bytes where its key is an int, and 115 to 136 where
// it is a string, which count neither the bytes of the string nor the schedule.
// A second in which nobody else is due takes about 80 more.
package fleet
