package retention

import (
	"time"
)

// line is a list of instants in ascending order.
type line struct {
	n       int
	created func(int) time.Time
	nominal func(int) time.Time // nil if no snapshot has a nominal time
	mixed   bool                // whether nominal times are not in step; see inStep
}

func (l line) at(i int) instant { return instantOf(l.created(i)) }

// search returns the first position, up to hi, from which on no instant is
// before a second. It starts at a guess and goes on by the pace for some steps,
// few of them where the instants are spread evenly. After them it halves the
// rest, so the worst case is a binary search and these steps.
func (l line) search(second int64, hi, guess int, pace pace) int {
	const steps = 8
	lo := -1
	for n := 0; lo+1 < hi; n++ {
		if n >= steps {
			guess = int(uint(lo+hi) / 2)
		}
		guess = min(max(guess, lo+1), hi-1)
		t := l.at(guess).sec
		ahead := int(float64(second-t) * float64(pace))
		// A step beyond the place that the pace names: if the pace is right, that look
		// moves the other bound, and the search is over.
		if t < second {
			lo, guess = guess, guess+ahead+1
		} else {
			hi, guess = guess, guess+ahead-1
		}
	}
	return hi
}

// pace is the number of instants a second of a line, near its last search. A
// schedule's snapshots keep their pace for days, so a search most often finds
// its position at the second look, where a binary search takes twenty.
type pace float64

// pace returns the pace of a range; zero for an empty range.
func (l line) pace(in Range) pace {
	if in.Len() == 0 {
		return 0
	}
	return pace(float64(in.Len()) / float64(l.at(in.To-1).sec-l.at(in.From).sec+1))
}

// since returns the first position of a stretch from a second on, given the
// stretch's last position and its instant. It guesses by the pace of the
// stretch after it.
func (p *pace) since(l line, second int64, last int, t instant) int {
	first := l.search(second, last, last+1-int(float64(t.sec-second)*float64(*p)), *p)
	*p = pace(float64(last+1-first) / float64(t.sec-second+1))
	return first
}

// find returns the first position at which a condition holds, given that it
// holds from there on.
func (l line) find(holds func(instant) bool) int {
	lo, hi := 0, l.n
	for lo < hi {
		if middle := int(uint(lo+hi) / 2); holds(l.at(middle)) {
			hi = middle
		} else {
			lo = middle + 1
		}
	}
	return lo
}

// ties returns the positions of the instants equal to the instant at a position.
func (l line) ties(i int, t instant) Range {
	same := Range{i, i + 1}
	for same.From > 0 && l.at(same.From-1) == t {
		same.From--
	}
	for same.To < l.n && l.at(same.To) == t {
		same.To++
	}
	return same
}
