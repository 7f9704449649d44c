// Package nearest finds the word meant by a mistyped word.
package nearest

import "strings"

// Longest is the length in bytes of the longest text that is compared. The cost
// of a comparison grows with the square of the length, and names are shorter.
const Longest = 64

// Word returns the word of a list nearest to a text, the first of several; ok is
// false if none is near. Case does not matter. A word is near if few letters have
// to be inserted, deleted, replaced, or swapped with a neighbour: a single letter
// in a text of up to four bytes, two in a longer text.
func Word(text string, list []string) (word string, ok bool) {
	if text == "" || len(text) > Longest {
		return "", false
	}
	folded := strings.ToLower(text)
	least := 2
	if len(text) > 4 {
		least = 3
	}
	for _, candidate := range list {
		// Later candidates must be strictly nearer, and a distance stops counting at what they
		// have to beat.
		if d := distance(folded, strings.ToLower(candidate), least); d < least {
			word, ok, least = candidate, true, d
		}
	}
	return word, ok
}

// distance returns the number of edits between two texts, or enough if it is not
// less. It is the restricted Damerau-Levenshtein distance: swapped neighbours
// count once, and no letter is edited twice.
func distance(a, b string, enough int) int {
	if len(b) > Longest || abs(len(a)-len(b)) >= enough {
		return enough
	}
	var rows [3][Longest + 1]int // row i is rows[i%3]
	for j := range len(b) + 1 {
		rows[0][j] = j
	}
	for i := range len(a) {
		before, above, row := &rows[(i+2)%3], &rows[i%3], &rows[(i+1)%3]
		row[0] = i + 1
		// The edits from the first i+1 bytes of a to the first j+1 bytes of b: replace the last,
		// or delete it from a, or insert it, or swap the last two. Three rows suffice, since a
		// swap looks no farther back than two.
		for j := range len(b) {
			edits := above[j]
			if a[i] != b[j] {
				edits++
			}
			edits = min(edits, above[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				edits = min(edits, before[j-1]+1)
			}
			row[j+1] = edits
		}
	}
	return min(rows[len(a)%3][len(b)], enough)
}

func abs(n int) int { return max(n, -n) }
