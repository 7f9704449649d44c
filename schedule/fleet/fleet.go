package fleet

import (
	"iter"
	"time"

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
// due for its fires strictly after since. For a new member, pass the present
// time. For a member served before, pass the Spread of [Due.Latest]; then the
// fires missed in between are due. A disabled member stays disabled.
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
	f.waiting.remove(m)
	if !m.disabled {
		f.wait(m, since)
	}
}

// Remove removes a member, and reports whether the fleet had it.
func (f *Fleet[K]) Remove(key K) bool {
	m := f.members[key]
	if m == nil {
		return false
	}
	f.waiting.remove(m)
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
	f.waiting.remove(m)
	return true
}

// Enable undoes [Fleet.Disable]: the member is due for its fires strictly after
// since. It reports whether the fleet has the member, and had it disabled.
func (f *Fleet[K]) Enable(key K, since time.Time) bool {
	m := f.members[key]
	if m == nil || !m.disabled {
		return false
	}
	m.disabled = false
	f.wait(m, since)
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
	if s == nil {
		return time.Time{}, false
	}
	return time.Unix(s.unix, 0).UTC(), true
}

// Advance ranges over the members that fell due up to now, included, since they
// were yielded last: each once, in the order of the Spread of [Due.First]. Of
// members due at the same instant, the first to be set, enabled or yielded comes
// first.
//
// A member waits for its next fire before it is yielded. So the loop may change
// the fleet, and a break leaves the rest of the members for the next call. A clock
// put back yields no fire twice: if now is before that of an earlier call, only
// members set or enabled since, with an earlier instant, are due.
func (f *Fleet[K]) Advance(now time.Time) iter.Seq[Due[K]] {
	return func(yield func(Due[K]) bool) {
		for {
			s := f.waiting.earliest()
			if s == nil || s.unix > now.Unix() || !yield(f.take(s.first, now)) {
				return
			}
		}
	}
}

// take returns the fires of a member up to now, and lets it wait for the fire that
// follows. Fires missed during an outage are counted and not walked: after a month
// without power, a member due every minute costs as much as any other.
func (f *Fleet[K]) take(m *member[K], now time.Time) Due[K] {
	spread, first := m.spread(), m.fire()
	due := Due[K]{Key: m.key, Count: 1, First: first, Latest: first}
	following, ok := spread.following(first)
	if ok && !following.Spread.After(now) {
		due.Latest, _ = spread.PrevFire(now.Add(1))
		due.Count = m.schedule.Count(first.Nominal, due.Latest.Nominal.Add(1))
		following, ok = spread.following(due.Latest)
	}
	f.waiting.remove(m)
	if ok {
		f.waiting.add(m, following)
	}
	return due
}

// wait lets a member wait for its first fire strictly after an instant.
func (f *Fleet[K]) wait(m *member[K], since time.Time) {
	if fire, ok := m.spread().NextFire(since); ok {
		f.waiting.add(m, fire)
	}
}
