package fleet

import (
	"errors"
	"hash/fnv"
	"math"
	"math/bits"
	"strconv"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/instant"
	"github.com/longcase/longcase/schedule"
)

// Spread is a schedule whose fires are delayed, so that its many users do not all
// start at once. The delay depends on a key alone, such as the name of a drive. It
// is the same after a restart and on every machine.
//
// A fire is never early. Its delay is less than the bound, less than the time to
// the next nominal fire, and less than the time to the end of the rule's window.
// The delay is the key's share of the least of these three, from 0 up to 1. Shares
// are even, so keys do not pile up at the end of a window shorter than the
// bound. A delay is a whole number of seconds, and the instant survives any format
// in which it is stored.
//
// If several rules fire at once, the first of their windows to end counts. A rule
// without a window has no such end: its fire at 23:59 may come on the next day. A
// fire moved out of its window by a clock change is not delayed, nor is the last
// fire of the year 9999.
//
// The idea is that of systemd's RandomizedDelaySec with FixedRandomDelay, and of
// jitter in Temporal's schedules, which respects the next nominal time.
//
// A Spread is a [schedule.Sequence] of the delayed instants. The zero value never
// fires. A Spread is immutable, comparable and safe for concurrent use.
type Spread struct {
	schedule schedule.Schedule
	limits   *limits // nil if nothing is delayed
	fraction uint32  // the key's share, in units of 1/2^32
}

// Fire is one occurrence of a spread schedule. It is comparable; the zero value is
// no occurrence.
type Fire struct {
	Nominal time.Time // according to the schedule
	Spread  time.Time // with the delay; the same as Nominal without one
}

// NewSpread returns a spread of a schedule whose delays, for now, are 0; see
// [Spread.For]. The bound counts in whole seconds. With a bound of less than a
// second no fire is ever delayed.
//
// All spreads returned by For share the windows compiled here: call NewSpread once
// for each schedule, and not for each key.
func NewSpread(s schedule.Schedule, bound time.Duration) Spread {
	if bound < time.Second {
		return Spread{schedule: s}
	}
	return Spread{schedule: s, limits: newLimits(s, bound)}
}

// For returns the spread for a key.
//
// The key's share is the upper half of its 64-bit FNV-1a hash, mixed by the
// finaliser of MurmurHash3, as a fraction of 2^32. It will not change in later
// versions.
func (s Spread) For(key string) Spread {
	hash := fnv.New64a()
	hash.Write([]byte(key))
	s.fraction = uint32(mix(hash.Sum64()) >> 32)
	return s
}

// mix makes each bit of the result depend on each bit of x. The upper bits of FNV
// alone hardly depend on the last byte: drive-1 and drive-2 would start together.
func mix(x uint64) uint64 {
	x = (x ^ x>>33) * 0xff51afd7ed558ccd
	x = (x ^ x>>33) * 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}

// Next returns the first delayed instant strictly after another; ok is false if
// none is left before year 10000.
func (s Spread) Next(after time.Time) (t time.Time, ok bool) {
	fire, ok := s.NextFire(after)
	return fire.Spread, ok
}

// Prev returns the last delayed instant strictly before another; ok is false if
// none is left in or after year 1.
func (s Spread) Prev(before time.Time) (t time.Time, ok bool) {
	fire, ok := s.PrevFire(before)
	return fire.Spread, ok
}

// NextFire is [Spread.Next] with the nominal time.
func (s Spread) NextFire(after time.Time) (fire Fire, ok bool) {
	after = instant.Clamp(after)
	// The last fire that was due by then may be delayed past it.
	if s.limits != nil {
		if fire, ok = s.fire(s.schedule.Prev(after.Add(1))); ok && fire.Spread.After(after) {
			return fire, true
		}
	}
	return s.fire(s.schedule.Next(after))
}

// PrevFire is [Spread.Prev] with the nominal time.
func (s Spread) PrevFire(before time.Time) (fire Fire, ok bool) {
	before = instant.Clamp(before)
	fire, ok = s.fire(s.schedule.Prev(before))
	// Delays end before the next nominal fire, so one step back is enough.
	if ok && !fire.Spread.Before(before) {
		return s.fire(s.schedule.Prev(fire.Nominal))
	}
	return fire, ok
}

// LatestFire returns the last fire whose Spread is at or before now; ok is false
// if no fire is. With PrevFire, a fire that is due at this very second is missed.
func (s Spread) LatestFire(now time.Time) (fire Fire, ok bool) {
	return s.PrevFire(instant.Clamp(now).Add(1))
}

// FireAfter returns the first fire whose Nominal is strictly after an instant; ok
// is false if none is left before year 10000. To go on after a fire, pass its
// Nominal: under a larger bound, NextFire of its Spread is the same fire again.
func (s Spread) FireAfter(nominal time.Time) (fire Fire, ok bool) {
	return s.fire(s.schedule.Next(nominal))
}

// Count returns the number of delayed instants from an instant, included, to
// another, excluded. The cost is that of [schedule.Schedule.Count].
func (s Spread) Count(from, to time.Time) int64 {
	first, ok := s.NextFire(instant.Clamp(from).Add(-1))
	last, fired := s.PrevFire(to)
	if !ok || !fired {
		return 0
	}
	return s.schedule.Count(first.Nominal, last.Nominal.Add(1))
}

// Fingerprint is [schedule.Schedule.Fingerprint] of the schedule, followed by the
// bound in seconds if fires are delayed, as in "9f86d081884c7d65+3600": a new
// bound moves the next fire too. It does not depend on the key.
func (s Spread) Fingerprint(from time.Time) string {
	print := s.schedule.Fingerprint(from)
	if s.limits != nil {
		print += "+" + strconv.FormatInt(s.limits.bound, 10)
	}
	return print
}

// MarshalJSON fails, as [schedule.Schedule.MarshalJSON] does.
func (s Spread) MarshalJSON() ([]byte, error) {
	return nil, errors.New("fleet: a Spread has no JSON: write the schedule that it was made of, the bound and the key")
}

// fire returns the fire of a nominal time, and no fire if ok is false.
func (s Spread) fire(nominal time.Time, ok bool) (Fire, bool) {
	if !ok || s.limits == nil {
		return Fire{nominal, nominal}, ok
	}
	room := s.limits.room(s.schedule, nominal)
	// The upper half of the product is the share of the room, rounded down, in whole
	// numbers: floating point could round a share of 0.999... up to the whole room.
	delay, _ := bits.Mul64(uint64(s.fraction)<<32, uint64(room))
	return Fire{nominal, nominal.Add(time.Duration(delay) * time.Second)}, true
}

// limits bounds the delays of a schedule's fires. All spreads of a schedule share
// it: the windows of a million drives with one policy are compiled once.
type limits struct {
	bound int64 // in seconds
	rules []limitedRule
}

// limitedRule is a rule with a window.
type limitedRule struct {
	fires schedule.Schedule // of this rule alone, to know whose fire it is
	open  schedule.Windows
}

// newLimits finds the rules with a window, which delays do not leave.
func newLimits(s schedule.Schedule, bound time.Duration) *limits {
	l := &limits{bound: int64(bound / time.Second)}
	for _, rule := range s.Rules() {
		if rule.Window == (schedule.Window{}) {
			continue
		}
		// Neither can fail: the schedule was compiled from this rule.
		fires, _ := schedule.Compile(s.Zone(), s.DST(), rule)
		rule.At, rule.Every = nil, calendar.Period{}
		open, _ := schedule.CompileWindows(s.Zone(), rule)
		l.rules = append(l.rules, limitedRule{fires, open})
	}
	return l
}

// room returns the seconds by which a fire can be delayed.
func (l *limits) room(s schedule.Schedule, nominal time.Time) int64 {
	next, ok := s.Next(nominal)
	if !ok {
		return 0
	}
	room := min(l.bound, next.Unix()-nominal.Unix())
	for _, rule := range l.rules {
		if rule.fires.Contains(nominal) {
			room = min(room, rule.room(nominal))
		}
	}
	return room
}

// room returns how many seconds the rule's window stays open after a fire. A
// window of 24 hours, such as 00:01-00:00, never closes and leaves all the room.
func (r limitedRule) room(nominal time.Time) int64 {
	if !r.open.Contains(nominal) {
		return 0 // a clock change has moved the fire out of its window
	}
	closing, ok := r.open.Closings().Next(nominal)
	if !ok {
		return math.MaxInt64
	}
	return closing.Unix() - nominal.Unix()
}
