package fleet

import (
	"hash/fnv"
	"math"
	"math/bits"
	"time"

	"github.com/longcase/longcase/schedule"
)

// Spread is a schedule whose fires are put off, so that the many who share it
// do not all start at once. By how much depends on nothing but a key, such as
// the name of a drive, and so is the same after a restart and on every machine.
//
// A fire is never earlier than its nominal time. It is put off by less than the
// bound, less than the time to the next nominal fire, and less than the time to
// the end of the rule's window. The key's share of the least of these is taken,
// from 0 up to 1, evenly, so that keys do not pile up at the end where the
// window leaves less than the bound; for one key the delay is the same in all
// fires that leave the same room. It is a whole number of seconds, so that the
// instant survives any format in which it is stored.
//
// Where several rules fire at once, the first of their windows to end counts. A
// rule without a window has no such end: its fire at 23:59 may be put off to
// the next day. A fire that a clock change moves out of its window is not put
// off any further, nor is the last one of the year 9999.
//
// The idea is that of systemd's RandomizedDelaySec with FixedRandomDelay, and
// of jitter in Temporal's schedules, which heeds the next nominal time.
//
// A Spread is a [schedule.Sequence] of the instants to which the fires are put
// off. The zero value never fires. It is immutable, safe for concurrent use and
// comparable.
type Spread struct {
	schedule schedule.Schedule
	limits   *limits // nil where nothing is put off
	fraction uint32  // the key's share, in units of 1/2^32
}

// Fire is one occurrence: when the schedule says, and when the spread says. The
// two are the same where nothing is put off.
type Fire struct{ Nominal, Spread time.Time }

// NewSpread returns a spread of a schedule that puts off nothing yet: see
// [Spread.For]. The bound counts in whole seconds; where it is less than one,
// nothing is ever put off.
//
// What it computes is shared by all that For makes of it: call it once for each
// schedule and not for each key.
func NewSpread(s schedule.Schedule, bound time.Duration) Spread {
	if bound < time.Second {
		return Spread{schedule: s}
	}
	return Spread{schedule: s, limits: newLimits(s, bound)}
}

// For returns the same spread for a key.
//
// The key's share is the upper half of its 64 bit FNV-1a hash, once that is
// mixed by the finaliser of MurmurHash3. It will not change.
func (s Spread) For(key string) Spread {
	hash := fnv.New64a()
	hash.Write([]byte(key))
	s.fraction = uint32(mix(hash.Sum64()) >> 32)
	return s
}

// mix makes each bit of the result depend on each bit of x. Of FNV alone, the
// upper bits hardly depend on the last byte: drive-1 and drive-2 would start
// together.
func mix(x uint64) uint64 {
	x = (x ^ x>>33) * 0xff51afd7ed558ccd
	x = (x ^ x>>33) * 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}

// Next returns the first instant strictly after the given one to which a fire
// is put off.
func (s Spread) Next(after time.Time) (time.Time, bool) {
	fire, ok := s.NextFire(after)
	return fire.Spread, ok
}

// Prev returns the last instant strictly before the given one to which a fire
// was put off.
func (s Spread) Prev(before time.Time) (time.Time, bool) {
	fire, ok := s.PrevFire(before)
	return fire.Spread, ok
}

// NextFire is [Spread.Next] with the nominal time.
func (s Spread) NextFire(after time.Time) (Fire, bool) {
	if s.limits != nil {
		if fire, ok := s.fire(s.schedule.Prev(after.Add(1))); ok && fire.Spread.After(after) {
			return fire, true
		}
	}
	return s.fire(s.schedule.Next(after))
}

// PrevFire is [Spread.Prev] with the nominal time.
func (s Spread) PrevFire(before time.Time) (Fire, bool) {
	fire, ok := s.fire(s.schedule.Prev(before))
	if ok && !fire.Spread.Before(before) {
		return s.fire(s.schedule.Prev(fire.Nominal))
	}
	return fire, ok
}

// following returns the fire after another one.
func (s Spread) following(f Fire) (Fire, bool) { return s.fire(s.schedule.Next(f.Nominal)) }

// fire returns the fire of a nominal time, if there is one.
func (s Spread) fire(nominal time.Time, ok bool) (Fire, bool) {
	if !ok || s.limits == nil {
		return Fire{nominal, nominal}, ok
	}
	room := s.limits.room(s.schedule, nominal)
	delay, _ := bits.Mul64(uint64(s.fraction)<<32, uint64(room))
	return Fire{nominal, nominal.Add(time.Duration(delay) * time.Second)}, true
}

// limits is what keeps the fires of a schedule from being put off too far.
type limits struct {
	bound int64 // in seconds
	rules []limitedRule
}

// limitedRule is a rule that has a window.
type limitedRule struct {
	fires schedule.Schedule // of this rule alone
	open  schedule.Windows
}

func newLimits(s schedule.Schedule, bound time.Duration) *limits {
	l := &limits{bound: int64(bound / time.Second)}
	for _, rule := range s.Rules() {
		if rule.Window == (schedule.Window{}) {
			continue
		}
		// Neither can fail, since the schedule was compiled from the rule. If
		// its window could never open, no fire would be put off.
		fires, _ := schedule.Compile(s.Zone(), s.DST(), rule)
		open, _ := schedule.CompileWindows(s.Zone(), rule.Window, rule.Months, rule.MonthDays, rule.Weekdays)
		l.rules = append(l.rules, limitedRule{fires, open})
	}
	return l
}

// room returns how many seconds there are for putting off a fire.
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
	closing, ok := r.open.NextClosing(nominal)
	if !ok {
		return math.MaxInt64
	}
	return closing.Unix() - nominal.Unix()
}
