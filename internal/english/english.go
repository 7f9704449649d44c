// Package english puts numbers and lists into words, for the sentences
// about schedules and about retention, whose packages do not know each other.
// It imports nothing of the module.
package english

import (
	"math/bits"
	"strconv"
	"strings"
)

// Join lists words as "a", "a and b" or "a, b and c".
func Join(list []string) string { return join(list, " and ") }

// Or lists words as "a", "a or b" or "a, b or c".
func Or(list []string) string { return join(list, " or ") }

// join lists words with a conjunction before the last, without a comma there.
func join(list []string, conjunction string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	last := len(list) - 1
	return strings.Join(list[:last], ", ") + conjunction + list[last]
}

// Runs names the members of a set, bit n for the number n, in order: three or more
// in a row by the first and the last, with a separator between.
func Runs(set uint64, separator string, name func(int) string) (words []string) {
	for set != 0 {
		first := bits.TrailingZeros64(set)
		length := bits.TrailingZeros64(^(set >> first))
		word := name(first)
		if length >= 3 { // two read better as a list
			word += separator + name(first+length-1)
		} else {
			length = 1
		}
		words = append(words, word)
		set &^= (1<<length - 1) << first
	}
	return words
}

// Ordinal returns "1st", "2nd", "3rd", "4th" and so on.
func Ordinal(n int) string {
	suffix := "th"
	if n/10%10 != 1 { // 11th, 12th, 13th
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return strconv.Itoa(n) + suffix
}

// Nth returns the number of a weekday in its month as "first", "2nd" and so on
// or, for a negative number, from the month's end as "last", "2nd last".
func Nth(n int) string {
	switch {
	case n == 1:
		return "first"
	case n == -1:
		return "last"
	case n < 0:
		return Ordinal(-n) + " last"
	}
	return Ordinal(n)
}

// MonthDay returns a day of the month as "15th" or, for a negative number, from
// the month's end as "last day", "3rd last day".
func MonthDay(day int) string {
	if day < 0 {
		return Nth(day) + " day"
	}
	return Ordinal(day)
}
