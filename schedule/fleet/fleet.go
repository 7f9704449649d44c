package fleet

import (
	"iter"
	"time"

	"github.com/longcase/longcase/schedule"
)

// Fleet is a set of members, each with a schedule of its own or one that it
// shares, and knows which of them is due next. Members are told apart by a key
// of the caller's choice. The zero value is an empty fleet, ready to use.
//
// It has no clock and starts nothing: the caller says what time it is. It is
// not safe for concurrent use; guard it with a mutex. A Fleet must not be
// copied once it has members.
type Fleet[K comparable] struct {
	members map[K]*member[K]
	waiting queue[K]
}

// Due is a member of which something fell due.
type Due[K comparable] struct {
	Key K
	// Count is how many of its fires fell due: 1, or more where some were
	// missed.
	Count int64
	// First and Latest are the first and the last of these fires.
	First, Latest Fire
}

// member is one member of a fleet. Its fields are chosen to fill one
// allocation of 64 bytes where the key is a word.
type member[K comparable] struct {
	key K

	schedule schedule.Schedule
	limits   *limits
	fraction uint32
	disabled bool

	nominal    int64      // of the fire that it waits for, in Unix seconds
	at         *second[K] // when that is due; nil where it does not wait
	prev, next *member[K] // its neighbours there
}

func (m *member[K]) spread() Spread { return Spread{m.schedule, m.limits, m.fraction} }

// fire returns the fire that a waiting member waits for.
func (m *member[K]) fire() Fire {
	zone := m.schedule.Zone()
	return Fire{Nominal: zone.Time(m.nominal), Spread: zone.Time(m.at.unix)}
}

// Len returns the number of members, with those that are disabled and those
// that will never fire again.
func (f *Fleet[K]) Len() int { return len(f.members) }

// Set adds a member, or changes the schedule of the one that has the key. It
// is due for its fires strictly after since: the present for a new member, and
// the Spread of [Due.Latest] for one that has been served before, so that what
// was missed in between is found. A disabled member stays disabled.
func (f *Fleet[K]) Set(key K, s schedule.Schedule, since time.Time) {
	f.SetSpread(key, Spread{schedule: s}, since)
}

// SetSpread is [Fleet.Set] for a schedule whose fires are put off.
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

// Remove removes a member. It reports whether there was one.
func (f *Fleet[K]) Remove(key K) bool {
	m := f.members[key]
	if m == nil {
		return false
	}
	f.waiting.remove(m)
	delete(f.members, key)
	return true
}

// Disable keeps a member from being due. It reports whether there is one that
// was enabled.
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
// since. It reports whether there is one that was disabled.
func (f *Fleet[K]) Enable(key K, since time.Time) bool {
	m := f.members[key]
	if m == nil || !m.disabled {
		return false
	}
	m.disabled = false
	f.wait(m, since)
	return true
}

// Next returns the fire that a member waits for, which may be overdue. It is
// false where there is no such member, where it is disabled, and where it will
// never fire again.
func (f *Fleet[K]) Next(key K) (Fire, bool) {
	m := f.members[key]
	if m == nil || m.at == nil {
		return Fire{}, false
	}
	return m.fire(), true
}

// Peek returns when to call [Fleet.Advance] next: the earliest instant at which
// a member is due, in UTC. It is false where no member will ever be.
func (f *Fleet[K]) Peek() (time.Time, bool) {
	s := f.waiting.earliest()
	if s == nil {
		return time.Time{}, false
	}
	return time.Unix(s.unix, 0).UTC(), true
}

// Advance ranges over the members of which something fell due up to now,
// included, and has not been yielded yet: each once, in the order of
// [Due.First], by its Spread. Of those due at the same instant, the one that
// was set, enabled or yielded earlier comes first.
//
// Whatever has been yielded is done, and each member waits for its next fire
// before it is yielded: to break out of the loop leaves the others for the next
// call, and the loop may change the fleet. A now that lies before that of an
// earlier call yields no fire twice: nothing is due but what has been set or
// enabled with an earlier since.
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

// take returns what a member has due up to now, and lets it wait for what
// follows.
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

// wait lets a member wait for its first fire after an instant.
func (f *Fleet[K]) wait(m *member[K], since time.Time) {
	if fire, ok := m.spread().NextFire(since); ok {
		f.waiting.add(m, fire)
	}
}
