// Package stamp formats instants, one after the other.
package stamp

import (
	"strconv"
	"time"

	"github.com/longcase/longcase/timezone"
)

// Stamper formats instants in a zone as [time.RFC3339Nano], in a fifth of the time of
// package time: neighbours share the date and the offset. Past the year 9999, where the
// zone ends, its last offset holds. The zero value is ready for use, in UTC.
type Stamper struct {
	zone        *timezone.Zone
	from, until int64  // when the offset holds
	offset      int64  // in seconds
	suffix      string // the offset as text
	midnight    int64  // the start of the date, in local seconds
	whole       []byte // the date, T, some time of day, and the offset
	time        int    // where the time of day is
}

const secondsPerDay = 24 * 60 * 60

// New returns a stamper for a zone.
func New(zone *timezone.Zone) Stamper { return Stamper{zone: zone} }

// Append appends an instant to a text.
func (s *Stamper) Append(text []byte, unix int64, nanosecond int) []byte {
	if unix < s.from || unix >= s.until {
		s.move(unix)
	}
	local := unix + s.offset
	if second := local - s.midnight; s.whole == nil || second < 0 || second >= secondsPerDay {
		s.turn(local)
	}
	second := uint(local - s.midnight)
	hour, minute, second := second/3600, second/60%60, second%60
	// The text of the instant before is copied, and its time of day written over.
	at := len(text) + s.time
	text = append(text, s.whole...)
	clock := text[at : at+len("15:04:05")]
	clock[0], clock[1] = '0'+byte(hour/10), '0'+byte(hour%10)
	clock[3], clock[4] = '0'+byte(minute/10), '0'+byte(minute%10)
	clock[6], clock[7] = '0'+byte(second/10), '0'+byte(second%10)
	if nanosecond == 0 {
		return text
	}
	return append(appendFraction(text[:at+len(clock)], nanosecond), s.suffix...)
}

// appendFraction appends nanoseconds, not zero, without the zeros at their end.
func appendFraction(text []byte, nanosecond int) []byte {
	text = strconv.AppendInt(text, int64(nanosecond)+1e9, 10)
	text[len(text)-10] = '.' // in place of the 1
	for text[len(text)-1] == '0' {
		text = text[:len(text)-1]
	}
	return text
}

// move learns the offset at an instant.
func (s *Stamper) move(unix int64) {
	zone := s.zone.OrUTC()
	segment := zone.Segment(unix)
	s.from, s.until, s.offset = segment.Start, segment.End, int64(segment.Offset)
	s.suffix = time.Unix(unix, 0).In(zone.Location()).Format("Z07:00")
	s.turn(unix + s.offset)
}

// turn learns the date of a local second.
func (s *Stamper) turn(local int64) {
	date, second := timezone.Split(local)
	s.midnight = local - int64(second)
	s.whole, _ = date.AppendText(s.whole[:0]) // every date of a zone has a text
	s.time = len(s.whole) + len("T")
	s.whole = append(append(s.whole, "T00:00:00"...), s.suffix...)
}
