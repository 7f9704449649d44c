package main

// mutations are one row each: where, what is wrong then, and how it is done.
var mutations = []mutation{
	{"calendar/date.go", "the clamp to a month's last day is dropped", `day > last {`, `day > 31 {`},
	{"calendar/date.go", "2000 is no leap year", `(year%100 != 0 || year%400 == 0)`, `year%100 != 0`},
	{"calendar/date.go", "2100 is a leap year", `(year%100 != 0 || year%400 == 0)`, `year > 0`},
	{"calendar/sets.go", "the last day is the 31st", `uint32(s&LastDay)<<length`, `uint32(s&LastDay)<<31`},
	{"calendar/sets.go", "an empty set of weekdays allows none", `return s == 0 || s>>day&1 != 0`, `return s>>day&1 != 0`},
	{"calendar/period.go", "a quarter has four months", `d.addMonths(3 * p.N)`, `d.addMonths(4 * p.N)`},
	{"calendar/bucket.go", "weeks before 1970 round the other way", `floorDiv(int(d-firstMonday), 7)`, `int(d-firstMonday) / 7`},
	{"calendar/clock.go", "24:00 is a time of day", `hour < 24`, `hour <= 24`},

	{"timezone/resolve.go", "gap next is the instant before the gap", `return gap.End, true`, `return gap.End - 1, true`},
	{"timezone/resolve.go", "gap shift goes back", `local - int64(gap.Offset), true`, `local - int64(gap.After), true`},
	{"timezone/resolve.go", "fold second is the first", "return last, true", "return first, true"},
	{"timezone/segment.go", "the end of leap years is believed", `return (day + 1) * secondsPerDay`, `return forever`},
	{"timezone/segment.go", "the 400 years are one second off", `shift = (unix - cycleStart) / cycleSeconds * cycleSeconds`, `shift = (unix-cycleStart)/cycleSeconds*cycleSeconds - 1`},
	{"timezone/segment.go", "the quiet begins in the fold's second pass", `here.start + shift + change,`, `here.start + shift,`},
	{"timezone/segment.go", "the quiet ends after the fold's first pass", `next.start + shift - fold`, `next.start + shift - 0*fold`},
	{"timezone/segment.go", "a change is in force a second late", `for unix >= z.table[entry+1].start`, `for unix > z.table[entry+1].start`},

	{"schedule/next.go", "what is due now is next", `return floorMinute(local) + 1 }`, `return floorMinute(local + 59) }`},
	{"schedule/next.go", "a step as long as the gap is not a grid", `p.step <= size`, `p.step < size`},
	{"schedule/next.go", "a coarse grid takes the end of a gap", "return timezone.GapShift\n}", "return timezone.GapNext\n}"},
	{"schedule/next.go", "a grid fires for the minutes of a gap", `return timezone.GapSkip`, `return timezone.GapShift`},
	{"schedule/next.go", "a grid misses the second pass of a fold", `return timezone.FoldBoth`, `return timezone.FoldFirst`},
	{"schedule/next.go", "fixed times take the second of a fold", "return timezone.FoldFirst\n}", "return timezone.FoldSecond\n}"},
	{"schedule/next.go", "fold first fires twice", `from += fold`, `from += 0`},
	{"schedule/next.go", "fold second fires twice", `until -= fold`, `until -= 0`},
	{"schedule/next.go", "gap next repeats itself", `s.Start > after`, `s.Start >= after`},
	{"schedule/next.go", "a shifted time hides an earlier one", `unix < s.Start+gap && (!ok || unix < first)`, `unix < s.Start+gap`},
	{"schedule/next.go", "a time after the gap hides a shifted one", `unix < s.Start+gap && (!ok || unix < first)`, `unix < s.Start+gap && !ok`},
	{"schedule/next.go", "only the first rule counts", `(!ok || unix < first) {
			first, ok = unix, true
		}
	}
	return first, ok
}

// next`, `!ok {
			first, ok = unix, true
		}
	}
	return first, ok
}

// next`},
	{"schedule/prev.go", "what is due now was the last", `floorMinute(before - 1 + offset)`, `floorMinute(before + offset)`},
	{"schedule/prev.go", "the first minute of a gap is not shifted", `unix >= s.Start && (`, `unix > s.Start && (`},
	{"schedule/prev.go", "the end of a gap hides what is after it", `s.Start < before && !ok`, `s.Start < before`},
	{"schedule/prev.go", "the second pass of a fold is not seen", `found && unix >= from {`, `found && unix > from {`},
	{"schedule/prev.go", "half a second is rounded down", `t.Nanosecond() != 0`, `t.Nanosecond() < 0`},
	{"schedule/dates.go", "the last of the 64 days ahead is missed", `words[w+1]<<(64-day&63)`, `words[w+1]<<(64-day&63)>>1`},
	{"schedule/dates.go", "leap years end a day early", `yearOfLength[kind/7]`, `yearOfLength[0]`},
	{"schedule/dates.go", "the nearest year is sought in one cycle", `range 2 * len(t.earlier)`, `range len(t.earlier)`},
	{"schedule/dates.go", "weekdays are ignored beside month days", `days.In(length)&onWeekdays[weekday]`, `days.In(length)`},
	{"schedule/dates.go", "the last day of 9999 is missed", "TrailingZeros64(ahead))\n\t\treturn d, d <= ", "TrailingZeros64(ahead))\n\t\treturn d, d < "},
	{"schedule/minutes.go", "a word of minutes is searched again", `s.nonempty >> (w + 1) << (w + 1)`, `s.nonempty >> w << w`},
	{"schedule/compile.go", "the step is not measured around midnight", `largest := at[0] + calendar.MinutesPerDay - at[len(at)-1]`, `largest := at[0]`},
	{"schedule/compile.go", "all 24 hours are not a grid", `hours != 1<<24-1`, `hours != 1<<25-1`},
	{"schedule/compile.go", "a window is a minute longer for grids", `since < int64(r.Window.Minutes())`, `since <= int64(r.Window.Minutes())`},
	{"schedule/compile.go", "the window does not filter times", `if r.Window.Contains(c)`, `if c >= 0`},
	{"schedule/rule.go", "the end of a window is excluded", `int(since) < w.Minutes()`, `int(since) < w.Minutes()-1`},
	{"schedule/rule.go", "a window does not wrap", `length += calendar.MinutesPerDay`, `length = 0`},
	{"schedule/iter.go", "between excludes its start", `beforeAll)-1, ceilSecond(to)`, `beforeAll), ceilSecond(to)`},
	{"schedule/iter.go", "a walk includes its end", "unix >= until || !yield(c.time(unix)) {\n\t\t\treturn last", "unix > until || !yield(c.time(unix)) {\n\t\t\treturn last"},
	{"schedule/iter.go", "a run goes on over a fold", `unix >= quietUntil { // as`, `unix >= quietUntil+secondsPerDay { // as`},
	{"schedule/iter.go", "an instant just after is contained", `s.compiled == nil || t.Nanosecond() != 0`, `s.compiled == nil`},
	{"schedule/count.go", "two wall times that become one count twice", `if !p.fires(nominal*60 + gap)`, `if nominal*60+gap > 0`},
	{"schedule/count.go", "what a gap skips is counted", `return -n`, `return 0`},
	{"schedule/count.go", "what a fold repeats is counted once", `timezone.FoldBoth:
		return n`, `timezone.FoldBoth:
		return 0`},
	{"schedule/count.go", "the nth back is one off", `here-n+1`, `here-n`},
	{"schedule/count.go", "the minutes before the first are counted", `n -= int64(p.minutes.rank(minute))`, `n -= 0`},
	{"schedule/sequence.go", "a union is the last of its parts", `t.Before(first)`, `t.After(first)`},
	{"schedule/sequence.go", "within includes its end", `!w.to.IsZero() && !t.Before(w.to)`, `!w.to.IsZero() && t.After(w.to)`},
	{"schedule/sequence.go", "what is excluded is not", `e.minus.Next(t.Add(-1))`, `e.minus.Next(t)`},
	{"schedule/sequence.go", "a blackout takes the instant of its end", `after = closing.Add(-1)`, `after = closing`},
	{"schedule/catchup.go", "what is due now is not the latest", `s.Prev(now.Add(1)) }`, `s.Prev(now) }`},
	{"schedule/catchup.go", "a walk counts what ran", `if !ok || t.Before(from) {`, `if !ok {`},
	{"schedule/catchup.go", "a walk does not end", `for n < maxCounted {`, `for {`},
	{"schedule/fingerprint.go", "a fingerprint is of all clock changes", `n > 0 && all[n-1].offset == here.offset`, `n > 0 && all[n-1].last == here.first`},
	{"schedule/fingerprint.go", "the order of rules is in a fingerprint", `slices.Sort(lines)`, `_ = lines`},
	{"schedule/fingerprint.go", "a fingerprint knows the zone of today alone", `until := first + calendar.DaysPerCycle*secondsPerDay`, `until := first + 1`},
	{"schedule/windows.go", "a window does not open again in a fold", `Gap: timezone.GapSkip, Fold: timezone.FoldBoth`, `Gap: timezone.GapSkip, Fold: timezone.FoldFirst`},
	{"schedule/windows.go", "a window contains what is before it", `p.minutes.next(minute) == minute`, `p.minutes.next(minute) >= minute`},

	{"retention/instant.go", "31 January and a month is 28 February", `date+1, 0, 0`, `date, 0, 0`},
	{"retention/instant.go", "an expiry in a fold is in the first pass", `Fold: timezone.FoldSecond`, `Fold: timezone.FoldFirst`},
	{"retention/instant.go", "an expiry in a gap is shifted", `Gap: timezone.GapNext`, `Gap: timezone.GapShift`},
	{"retention/instant.go", "a fraction of a second is lost", `a.sec < b.sec || a.sec == b.sec && a.nano < b.nano`, `a.sec < b.sec`},
	{"retention/plan.go", "a snapshot from the future takes a slot", `case pl.now.before(instantOf(s.Created)) || s.Held`, `case s.Held`},
	{"retention/plan.go", "a hold does not hold", `s.Held && pl.now.before(endOfHold(s)):`, `s.Held && s.Created.IsZero():`},
	{"retention/plan.go", "a hold without end has ended", "return never\n\t}\n\treturn instantOf(s.HeldUntil)", "return beginning\n\t}\n\treturn instantOf(s.HeldUntil)"},
	{"retention/plan.go", "a failed one is deleted for an older good one", `pl.created(i).before(newestGood)`, `newestGood != beginning`},
	{"retention/judge.go", "a minimum counts failed ones", `s.c.minimum > 0 && !failed`, `s.c.minimum > 0`},
	{"retention/plan.go", "a lock does not lock", `if !s.Locked {`, `if s.Locked || true {`},
	{"retention/judge.go", "what is exactly as old is kept", `!t.reference.before(end)`, `end.before(t.reference)`},
	{"retention/representative.go", "the newest is the oldest", `return v.at(v.n - 1)`, `return v.at(0)`},
	{"retention/representative.go", "one period more is kept", `list[:min(len(list), limit)]`, `list[:min(len(list), limit+1)]`},
	{"retention/representative.go", "one snapshot more is kept", `count == r.Count`, `count > r.Count`},
	{"retention/representative.go", "a substitute is not for the period's first day", `for d := r.bucketStart(r.bucket(date)); d`, `for d := r.bucketStart(r.bucket(date)) + 1; d`},
	{"retention/representative.go", "the first of a period is the last", "case First:\n\t\treturn in.From", "case First:\n\t\treturn in.To - 1"},
	{"retention/representative.go", "of two equally near the older is taken", `!nearer(v.at(after-1), v.at(after), anchor)`, `nearer(v.at(after), v.at(after-1), anchor)`},
	{"retention/representative.go", "an anchor past the month is in the next", `date := min(first+calendar.Date(max(r.Anchor.Day-1, 0)), end-1, calendar.MaxDate)`, `date := min(first+calendar.Date(max(r.Anchor.Day-1, 0)), end, calendar.MaxDate)`},

	{"cloudsigma/retention.go", "a time_option counts weekdays from Monday", `calendar.WeekdaysOf(time.Weekday(day))`, `calendar.WeekdaysOf(time.Weekday((day + 1) % 7))`},
	{"cloudsigma/decode.go", "a window without an end closes at 23:58", `to = calendar.MinutesPerDay - 1`, `to = calendar.MinutesPerDay - 2`},
	{"cloudsigma/decode.go", "a repeat of hours is one of minutes", `return repeat{n, calendar.PeriodOf(steps, unit)}`, `return repeat{n, calendar.PeriodOf(steps, calendar.Minute)}`},
	{"qumulo/creation.go", "128 is the 28th", `return calendar.LastDay`, `return calendar.MonthDaysOf(28)`},
	{"retention/plan.go", "parts of a list are not compared where they meet", `[4]int64{math.MaxInt64, math.MaxInt64, math.MaxInt64, math.MaxInt64}`, `[4]int64{0 * math.MaxInt64}`},
	{"retention/period.go", "no clock changes before a stretch", `s.from < w.segment.Start+near || `, ``},
	{"retention/ledger.go", "a failed one outlives a newer good one", `l.loose.release(f)`, `_ = f`},
	{"retention/ledger.go", "the end of a hold goes unnoticed", `l.wake = earliest(l.wake, end)`, `l.wake = earliest(l.wake, never)`},
	{"retention/ledger_tier.go", "a period has two representatives", `t.release(newest, loose)`, `_ = newest`},
	{"retention/ledger_tier.go", "one period more is counted", `len(t.slots.list) > t.rule.Count {`, `len(t.slots.list) > t.rule.Count+1 {`},
	{"retention/ledger.go", "a vacancy goes unnoticed", `l.stale = l.stale || l.tiers[i].vacates(e)`, `_ = i`},
	{"retention/ledger_queue.go", "expiries are in order, across a fold too", `end.at.before(q.list[i-1].at)`, `end.at == never`},
	{"retention/ledger_tier.go", "what is counted never becomes too old", `for ; !now.before(t.current.next());`, `for ; now == never;`},
	{"retention/ledger_list.go", "what is added is the newest", `e.older != nil && at.before(e.older.at)`, `e == nil`},
}
