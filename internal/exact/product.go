package exact

import (
	"math/bits"

	"github.com/longcase/longcase/calendar"
)

// Product is a set of times of day with the same minutes in each of its hours.
// Cron, RFC 5545 and CloudSigma list hours and minutes apart, so they can say no
// other set.
type Product struct {
	Hours   uint32 // bit n is hour n
	Minutes uint64 // bit n is minute n
}

// ProductOf returns some times of day as a product; ok is false if they are none.
// Then it returns two witnesses: a time, and the same minute of another of the
// hours, where it is missing. Of 02:00 and 22:15, 02:00 and 22:00.
func ProductOf(clocks []calendar.Clock) (p Product, present, missing calendar.Clock, ok bool) {
	var inHour [24]uint64
	for _, c := range clocks {
		inHour[c.Hour()] |= 1 << c.Minute()
		p.Hours |= 1 << c.Hour()
		p.Minutes |= 1 << c.Minute()
	}
	for _, c := range clocks {
		for hour, minutes := range inHour {
			if minutes != 0 && minutes>>c.Minute()&1 == 0 {
				return p, c, calendar.ClockOf(hour, c.Minute()), false
			}
		}
	}
	return p, 0, 0, true
}

// Clocks returns the times of day of the product, in order.
func (p Product) Clocks() []calendar.Clock {
	size := bits.OnesCount32(p.Hours) * bits.OnesCount64(p.Minutes)
	if size == 0 {
		return nil
	}
	clocks := make([]calendar.Clock, 0, size)
	// The times of the first hour are found bit by bit; those of the others are the same,
	// whole hours later.
	first := bits.TrailingZeros32(p.Hours)
	for minutes := p.Minutes; minutes != 0; minutes &= minutes - 1 {
		clocks = append(clocks, calendar.ClockOf(first, bits.TrailingZeros64(minutes)))
	}
	inFirst := clocks
	for hours := p.Hours & (p.Hours - 1); hours != 0; hours &= hours - 1 {
		later := calendar.ClockOf(bits.TrailingZeros32(hours)-first, 0)
		for _, c := range inFirst {
			clocks = append(clocks, c+later)
		}
	}
	return clocks
}
