package instant_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/instant"
)

func TestBounds(t *testing.T) {
	const day = 24 * 60 * 60
	require.EqualValues(t, int64(calendar.MinDate-2)*day, instant.First)
	require.EqualValues(t, int64(calendar.MaxDate+3)*day, instant.Last)
}

func TestClamp(t *testing.T) {
	for _, c := range []struct {
		second       int64
		nano         int64
		clamped      int64
		nanoAfter    int
		ceil         int64
		isTheInstant bool
	}{
		{math.MinInt64, 0, instant.First, 0, instant.First, false},
		{math.MinInt64, 1, instant.First, 0, instant.First, false},
		{instant.First - 1, 999_999_999, instant.First, 0, instant.First, false},
		{instant.First, 0, instant.First, 0, instant.First, true},
		{instant.First, 1, instant.First, 1, instant.First + 1, true},
		{0, 0, 0, 0, 0, true},
		{-1, 1, -1, 1, 0, true},
		{instant.Last - 1, 999_999_999, instant.Last - 1, 999_999_999, instant.Last, true},
		{instant.Last, 0, instant.Last, 0, instant.Last, true},
		{instant.Last, 1, instant.Last, 0, instant.Last, false},
		{math.MaxInt64 - 62135596800, 0, instant.Last, 0, instant.Last, false}, // Before wraps around from the next one on
		{math.MaxInt64, 999_999_999, instant.Last, 0, instant.Last, false},
	} {
		berlin := time.FixedZone("CET", 3600)
		in := time.Unix(c.second, c.nano).In(berlin)
		out := instant.Clamp(in)
		require.Equal(t, c.clamped, out.Unix(), "%d", c.second)
		require.Equal(t, c.nanoAfter, out.Nanosecond(), "%d", c.second)
		require.Equal(t, berlin, out.Location())
		require.Equal(t, c.isTheInstant, out == in, "%d", c.second)
		require.Equal(t, c.clamped, instant.Second(in), "%d", c.second)
		require.Equal(t, c.ceil, instant.Ceil(in), "%d", c.second)
	}
}
