package fuzz

import (
	"iter"
	"slices"
	"time"
)

// timeline is occurrences in order.
type timeline []time.Time

// answer is the result of a step: an occurrence, or none.
type answer struct {
	at time.Time
	ok bool
}

// matches reports whether a step returned this answer.
func (a answer) matches(at time.Time, ok bool) bool {
	return ok == a.ok && (!ok || at.Equal(a.at))
}

// after returns the first occurrence strictly after an instant.
func (line timeline) after(t time.Time) answer {
	i, found := slices.BinarySearchFunc(line, t, time.Time.Compare)
	if found {
		i++
	}
	return line.at(i)
}

// before returns the last occurrence strictly before an instant.
func (line timeline) before(t time.Time) answer {
	i, _ := slices.BinarySearchFunc(line, t, time.Time.Compare)
	return line.at(i - 1)
}

// at returns the occurrence of an index, or none out of range.
func (line timeline) at(i int) answer {
	if 0 <= i && i < len(line) {
		return answer{line[i], true}
	}
	return answer{}
}

// within returns the occurrences from an instant, included, to another, excluded.
func (line timeline) within(from, to time.Time) timeline {
	var inside timeline
	for _, at := range line {
		if !at.Before(from) && at.Before(to) {
			inside = append(inside, at)
		}
	}
	return inside
}

// walk follows Next from the start of a stretch to the first occurrence past
// its end.
func (s Subject) walk(t TB, from, to time.Time) timeline {
	t.Helper()
	var line timeline
	for at := from.Add(-1); !at.After(to); {
		next, ok := s.Next(at)
		if !ok {
			break
		}
		if !next.After(at) {
			s.fail(t, "Advances", "Next does not advance", at, s.show(next, ok), "a later instant")
		}
		line = append(line, next)
		at = next
	}
	return line
}

// questions lists the instants to ask about: every minute of a stretch and every
// occurrence in it, with the instants just before and after.
func questions(from, to time.Time, line timeline) []time.Time {
	var list []time.Time
	// A nanosecond before and after is where >= stands for >, and half a minute where a time is
	// truncated.
	for at := from.Truncate(time.Minute); !at.After(to); at = at.Add(time.Minute) {
		list = append(list, at.Add(-1), at, at.Add(1), at.Add(30*time.Second))
	}
	for _, at := range line {
		list = append(list, at.Add(-1), at, at.Add(1))
	}
	inside := timeline(list).within(from, to.Add(1))
	slices.SortFunc(inside, time.Time.Compare)
	return inside
}

// approach lists instants on the way to an answer past the end of a stretch, most
// of them within a day of it.
func approach(from, answer time.Time) (list []time.Time) {
	for _, distance := range []time.Duration{
		answer.Sub(from) / 2, 25 * time.Hour, 24 * time.Hour, 12 * time.Hour, 3 * time.Hour, time.Hour, time.Minute, 1,
	} {
		if q := answer.Add(-distance); q.After(from) && q.Before(answer) {
			list = append(list, q)
		}
	}
	return list
}

// first collects the first n values.
func first(seq iter.Seq[time.Time], n int) []time.Time {
	var list []time.Time
	for at := range seq {
		if len(list) == n {
			break
		}
		list = append(list, at)
	}
	return list
}
