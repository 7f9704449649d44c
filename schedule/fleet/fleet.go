package fleet

import (
	"iter"
	"time"

	"github.com/longcase/longcase/internal/instant"
	"github.com/longcase/longcase/schedule"
)

// Fleet is a set of members with schedules, own or shared, ordered by the time at
// which each is due next. A key of the caller's choice identifies a member. The
// zero value is an empty fleet, ready to use.
//
// A Fleet has no clock: the caller passes the time. It is not safe for concurrent
// use; guard it with a mutex. It must not be copied after it has got its first
// member.
type Fleet[K comparable] struct {
	members map[K]*member[K]
	waiting queue[K]

	// Members that the body of a loop over Advance makes due wait in held until
	// the loop ends: in waiting, they would be yielded in the same loop, and set
	// again, for ever. The loops running are one within the other.
	held  queue[K]
	loops int
	until int64 // the greatest now of these loops, in Unix seconds
}

// Due is a member with due fires. It is comparable.
type Due[K comparable] struct {
	Key K // of the member
	// Count is the number of due fires: 1, or more if some were missed.
	Count int64
	// First and Latest are the first and the last of these fires, the same if
	// Count is 1.
	First, Latest Fire
}

// member is a member of a fleet. Its fields fill one allocation of 64 bytes if the
// key is a word. So it has the parts of a Spread, without padding, and the fire as
// seconds: a Fire is two times of 24 bytes each.
type member[K comparable] struct {
	key K

	schedule schedule.Schedule
	limits   *limits
	fraction uint32
	disabled bool

	nominal    int64      // of the fire it waits for, in Unix seconds
	at         *second[K] // in which that fire is due; nil if it does not wait
	prev, next *member[K] // its neighbours in that second
}

func (m *member[K]) spread() Spread { return Spread{m.schedule, m.limits, m.fraction} }

// fire returns the fire for which a waiting member waits.
func (m *member[K]) fire() Fire {
	zone := m.schedule.Zone()
	return Fire{Nominal: zone.Time(m.nominal), Spread: zone.Time(m.at.unix)}
}

// Len returns the number of members, including disabled members and members that
// never fire again.
func (f *Fleet[K]) Len() int { return len(f.members) }

// Set adds a member, or changes the schedule of the member with the key. It is
// due for its fires whose Spread is strictly after since: pass the present time.
// To serve a member from where it was left, call [Fleet.Resume] next. A disabled
// member stays disabled.
func (f *Fleet[K]) Set(key K, s schedule.Schedule, since time.Time) {
	f.SetSpread(key, Spread{schedule: s}, since)
}

// SetSpread is [Fleet.Set] with a spread in place of a schedule.
func (f *Fleet[K]) SetSpread(key K, s Spread, since time.Time) {
	m := f.members[key]
	if m == nil {
		if f.members == nil {
			f.members = make(map[K]*member[K])
		}
		m = &member[K]{key: key}
		f.members[key] = m
	}
	m.schedule, m.limits, m.fraction = s.schedule, s.limits, s.fraction
	if !m.disabled {
		fire, ok := s.NextFire(since)
		f.wait(m, fire, ok)
	}
}

// Resume makes a member due for its fires whose Nominal is strictly after that of
// the last fire done. It reports whether the fleet has the member, and has it
// enabled.
//
// After a restart, last is the stored instant; the fires missed since are due. After
// a failed transaction it is the instant still stored, or, to be due for all of
// a [Due] again, First.Nominal less a nanosecond. The Spread of a fire is no such
// mark: 03:00 done at 03:10 comes again at 03:40 if the bound was raised.
func (f *Fleet[K]) Resume(key K, last time.Time) bool {
	m := f.members[key]
	if m == nil || m.disabled {
		return false
	}
	fire, ok := m.spread().FireAfter(last)
	f.wait(m, fire, ok)
	return true
}

// Remove removes a member, and reports whether the fleet had it.
func (f *Fleet[K]) Remove(key K) bool {
	m := f.members[key]
	if m == nil {
		return false
	}
	f.leave(m)
	delete(f.members, key)
	return true
}

// Disable keeps a member from being due until [Fleet.Enable]. It reports whether
// the fleet has the member, and had it enabled.
func (f *Fleet[K]) Disable(key K) bool {
	m := f.members[key]
	if m == nil || m.disabled {
		return false
	}
	m.disabled = true
	f.leave(m)
	return true
}

// Enable undoes [Fleet.Disable]: the member is due for its fires whose Spread is
// strictly after since; [Fleet.Resume] goes on from a nominal time instead. It
// reports whether the fleet has the member, and had it disabled.
func (f *Fleet[K]) Enable(key K, since time.Time) bool {
	m := f.members[key]
	if m == nil || !m.disabled {
		return false
	}
	m.disabled = false
	fire, ok := m.spread().NextFire(since)
	f.wait(m, fire, ok)
	return true
}

// Next returns the fire for which a member waits. It may be overdue. ok is false if
// the fleet does not have the member, if the member is disabled, and if it never
// fires again.
func (f *Fleet[K]) Next(key K) (fire Fire, ok bool) {
	m := f.members[key]
	if m == nil || m.at == nil {
		return Fire{}, false
	}
	return m.fire(), true
}

// Peek returns the time for the next call of [Fleet.Advance]: the earliest instant
// at which a member is due, in UTC. ok is false if no member is ever due.
func (f *Fleet[K]) Peek() (next time.Time, ok bool) {
	s := f.waiting.earliest()
	if held := f.held.earliest(); s == nil || held != nil && held.unix < s.unix {
		s = held
	}
	if s == nil {
		return time.Time{}, false
	}
	return time.Unix(s.unix, 0).UTC(), true
}

// Advance ranges over the members that fell due up to now, included, since they
// were yielded last: each once, in the order of the Spread of [Due.First]. Of
// members due at the same instant, the first to be set, enabled, resumed or
// yielded comes first.
//
// A member waits for its next fire before it is yielded, so the loop may change
// the fleet. A member that the loop sets, enables or resumes is yielded by the
// next loop at the earliest, and the loop ends however much it changes. A break
// leaves the rest of the members for the next loop.
//
// A clock put back yields no fire twice: if now is before that of an earlier call,
// only members set, enabled or resumed since, with an earlier instant, are due.
func (f *Fleet[K]) Advance(now time.Time) iter.Seq[Due[K]] {
	now = instant.Clamp(now)
	return func(yield func(Due[K]) bool) {
		defer f.end(f.begin(now))
		for {
			s := f.waiting.earliest()
			if s == nil || s.unix > now.Unix() || !yield(f.take(s.first, now)) {
				return
			}
		}
	}
}

// begin notes that a loop runs, up to now. It returns the argument of end.
func (f *Fleet[K]) begin(now time.Time) (outer int64) {
	outer = f.until
	if f.loops == 0 {
		outer = now.Unix()
	}
	f.loops++
	f.until = max(outer, now.Unix())
	return outer
}

// end undoes begin. After the outermost loop, the members held wait as others do.
func (f *Fleet[K]) end(outer int64) {
	f.loops--
	f.until = outer
	for f.loops == 0 && f.held.earliest() != nil {
		m := f.held.earliest().first
		fire := m.fire()
		f.held.remove(m)
		f.waiting.add(m, fire)
	}
}

// take returns the fires of a member up to now, and lets it wait for the fire that
// follows. Fires missed during an outage are counted and not walked: after a month
// without power, a member due every minute costs as much as any other.
func (f *Fleet[K]) take(m *member[K], now time.Time) Due[K] {
	spread, first := m.spread(), m.fire()
	due := Due[K]{Key: m.key, Count: 1, First: first, Latest: first}
	following, ok := spread.FireAfter(first.Nominal)
	if ok && !following.Spread.After(now) { // more than one: an outage
		due.Latest, _ = spread.LatestFire(now)
		due.Count = m.schedule.Count(first.Nominal, due.Latest.Nominal.Add(1))
		following, ok = spread.FireAfter(due.Latest.Nominal)
	}
	f.waiting.remove(m)
	if ok {
		f.waiting.add(m, following)
	}
	return due
}

// wait lets a member wait for a fire, or for none if ok is false.
func (f *Fleet[K]) wait(m *member[K], fire Fire, ok bool) {
	f.leave(m)
	switch {
	case !ok:
	case f.loops > 0 && fire.Spread.Unix() <= f.until:
		f.held.add(m, fire)
	default:
		f.waiting.add(m, fire)
	}
}

// leave takes a member out of the queue in which it waits, if any.
func (f *Fleet[K]) leave(m *member[K]) {
	if f.loops > 0 && m.at != nil && f.held.seconds[m.at.unix] == m.at {
		f.held.remove(m)
		return
	}
	f.waiting.remove(m)
}
