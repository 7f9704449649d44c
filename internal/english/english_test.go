package english_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/internal/english"
)

func TestJoin(t *testing.T) {
	for want, list := range map[string][]string{
		"":           nil,
		"a":          {"a"},
		"a and b":    {"a", "b"},
		"a, b and c": {"a", "b", "c"},
	} {
		require.Equal(t, want, english.Join(list))
		require.Equal(t, strings.Replace(want, " and ", " or ", 1), english.Or(list))
	}
}

func TestOrdinal(t *testing.T) {
	for _, want := range strings.Fields("1st 2nd 3rd 4th 10th 11th 12th 13th 21st 22nd 23rd 31st 111th 112th 121st") {
		n := 0
		for _, digit := range strings.TrimRight(want, "stndrh") {
			n = 10*n + int(digit-'0')
		}
		require.Equal(t, want, english.Ordinal(n))
	}
}

func TestRuns(t *testing.T) {
	for want, set := range map[string]uint64{
		"":          0,
		"0":         1 << 0,
		"1,2":       1<<1 | 1<<2, // two read better as a list
		"1-3":       1<<1 | 1<<2 | 1<<3,
		"0,2-4,6,7": 1<<0 | 1<<2 | 1<<3 | 1<<4 | 1<<6 | 1<<7,
		"0-63":      1<<64 - 1,
	} {
		require.Equal(t, want, strings.Join(english.Runs(set, "-", strconv.Itoa), ","))
	}
}
