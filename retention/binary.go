package retention

import (
	"encoding/binary"
	"errors"
	"time"

	"github.com/longcase/longcase/timezone"
)

// The binary form of a ledger is a version, the number of snapshots, and for
// each the second it was created, as the difference to the one before, the
// nanosecond, its flags, and the end of its hold where it has one.
const binaryVersion = 1

const (
	flagHeld = 1 << iota
	flagHeldUntil
	flagLocked
	flagFailed
	flagsAll = 1<<iota - 1
)

var errBinary = errors.New("ledger: the binary form is damaged")

// MarshalBinary returns the snapshots that are left, as [Ledger.UnmarshalBinary]
// reads them: all that a ledger has to know beside its policy. It never fails.
func (l *Ledger) MarshalBinary() ([]byte, error) {
	b := binary.AppendUvarint([]byte{binaryVersion}, uint64(l.n))
	last := int64(0)
	for e := range l.all() {
		b = binary.AppendVarint(b, e.at.sec-last)
		b = binary.AppendUvarint(b, uint64(e.at.nano))
		b = append(b, e.flags())
		if e.flags()&flagHeldUntil != 0 {
			end := instantOf(e.HeldUntil)
			b = binary.AppendVarint(b, end.sec)
			b = binary.AppendUvarint(b, uint64(end.nano))
		}
		last = e.at.sec
	}
	return b, nil
}

func (s *Snapshot) flags() (flags byte) {
	for i, set := range [...]bool{s.Held, !s.HeldUntil.IsZero(), s.Locked, s.Failed} {
		if set {
			flags |= 1 << i
		}
	}
	return flags
}

// UnmarshalBinary replaces the ledger's snapshots by those that MarshalBinary
// returned. The policy stays. Times are in the policy's zone, and those outside
// of the years 1 to 9999 are the nearest inside.
func (l *Ledger) UnmarshalBinary(data []byte) error {
	if len(data) == 0 || data[0] != binaryVersion {
		return errors.New("ledger: the binary form has another version")
	}
	r := reader{data: data[1:], zone: Policy{l.c}.Zone()}
	var list []Snapshot
	last := int64(0)
	for n := r.number(); n > 0 && !r.bad; n-- {
		list = append(list, r.snapshot(&last))
	}
	if r.bad || len(r.data) > 0 {
		return errBinary
	}
	*l = *NewLedger(Policy{l.c}, list...)
	return nil
}

// reader reads the binary form. Once that turns out bad, all it reads is zero.
type reader struct {
	data []byte
	zone *timezone.Zone
	bad  bool
}

func (r *reader) snapshot(last *int64) (s Snapshot) {
	at := r.instant(*last)
	*last = at.sec
	flags := r.byte()
	s.Created = at.in(r.zone)
	s.Held, s.Locked, s.Failed = flags&flagHeld != 0, flags&flagLocked != 0, flags&flagFailed != 0
	if flags&flagHeldUntil != 0 {
		if s.HeldUntil = r.instant(0).in(r.zone); s.HeldUntil.IsZero() {
			s.HeldUntil = s.HeldUntil.Add(1) // zero would be without end
		}
	}
	return s
}

func (r *reader) instant(base int64) instant {
	difference, n := binary.Varint(r.data)
	r.skip(n)
	nano := r.number()
	second := base + difference
	if nano >= uint64(time.Second) || second < minSecond || second > maxSecond {
		r.bad = true
		return instant{}
	}
	return instant{second, int32(nano)}
}

func (r *reader) number() uint64 {
	number, n := binary.Uvarint(r.data)
	r.skip(n)
	return number
}

func (r *reader) byte() byte {
	if len(r.data) == 0 || r.data[0] > flagsAll {
		r.bad = true
		return 0
	}
	b := r.data[0]
	r.skip(1)
	return b
}

// skip moves past some bytes. None, or fewer, mean that a number was bad.
func (r *reader) skip(n int) {
	if n <= 0 {
		r.bad, r.data = true, nil
		return
	}
	r.data = r.data[n:]
}
