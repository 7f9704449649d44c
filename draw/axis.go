package draw

import "math/bits"

// ages is an axis of ages that stretches the recent past: each doubling of the age, plus
// a grain, takes as much room as the doubling before. The arithmetic is in integers:
// with floats, machines that fuse multiplications would draw other pictures.
type ages struct {
	columns int
	grain   int64 // seconds, about the age below which the axis is even
	most    int64 // the age at the far end, in seconds

	start, whole int64 // the logarithms at the present, and from there to the far end
}

// column returns the column of an age in seconds, counted from the present, column 0.
func (a ages) column(age int64) int {
	// A snapshot dated after the present is drawn at the present.
	age = min(max(age, 0), a.most)
	// The axis has no extent only if the oldest age, plus a grain, has the logarithm of a
	// grain. Everything is at the present then.
	if a.whole == 0 {
		return 0
	}
	return int(int64(a.columns-1) * (logarithm(age+a.grain) - a.start) / a.whole)
}

// logarithm returns the logarithm to the base 2 of a positive number, times 2^16, rounded
// down: after each squaring of the rest, a bit of the fraction is whether it exceeds 2.
func logarithm(n int64) int64 {
	if n <= 1 {
		return 0
	}
	whole := bits.Len64(uint64(n)) - 1
	rest := uint64(n) << (63 - whole) >> 32 // 1 <= rest < 2, with 31 bits behind the point
	log := int64(whole)
	// rest is less than 2^32, and its square fits 64 bits.
	for range 16 {
		log <<= 1
		if rest = rest * rest >> 31; rest >= 1<<32 {
			rest >>= 1
			log |= 1
		}
	}
	return log
}

// tick is a place on an axis.
type tick struct {
	column int
	words  string
}

// roundAges are ages that people think in, in seconds. Months and years have their average
// length: on a logarithmic axis the difference to a calendar's is narrower than a column.
var roundAges = [...]struct {
	seconds int64
	words   string
}{
	{5 * 60, "5 min"},
	{15 * 60, "15 min"},
	{hourSeconds, "1 hour"},
	{3 * hourSeconds, "3 hours"},
	{6 * hourSeconds, "6 hours"},
	{12 * hourSeconds, "12 hours"},
	{daySeconds, "1 day"},
	{2 * daySeconds, "2 days"},
	{4 * daySeconds, "4 days"},
	{7 * daySeconds, "1 week"},
	{14 * daySeconds, "2 weeks"},
	{30 * daySeconds, "1 month"},
	{61 * daySeconds, "2 months"},
	{91 * daySeconds, "3 months"},
	{183 * daySeconds, "6 months"},
	{yearSeconds, "1 year"},
	{2 * yearSeconds, "2 years"},
	{5 * yearSeconds, "5 years"},
	{10 * yearSeconds, "10 years"},
	{20 * yearSeconds, "20 years"},
	{50 * yearSeconds, "50 years"},
	{100 * yearSeconds, "100 years"},
	{1000 * yearSeconds, "1000 years"},
}

// ticks returns round ages at least some columns apart, from the present back. The first
// is the present itself.
func (a ages) ticks(apart int) []tick {
	list := []tick{{0, "now"}}
	for _, age := range roundAges {
		if age.seconds > a.most {
			break
		}
		// Near the present a column may be hours, and the round ages in it share a place.
		if column := a.column(age.seconds); column >= list[len(list)-1].column+apart {
			list = append(list, tick{column, age.words})
		}
	}
	return list
}
