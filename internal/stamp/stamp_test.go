package stamp_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/internal/stamp"
	"github.com/longcase/longcase/timezone"
)

// TestStamper compares stampers with package time, from one instant to the next: near
// and far, across days, offsets and clock changes. A zone ends with the year 9999.
func TestStamper(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone, err := timezone.Load(fuzz.Zones().Draw(t, "zone"))
		require.NoError(t, err)
		at := fuzz.Instants(zone.Location()).Draw(t, "instant")
		stamps := stamp.New(zone)
		for range rapid.IntRange(1, 20).Draw(t, "length") {
			want := at.In(zone.Location()).Format(time.RFC3339Nano)
			require.Equal(t, "at "+want, string(stamps.Append([]byte("at "), at.Unix(), at.Nanosecond())))
			step := rapid.SampledFrom([]time.Duration{1, 1e6, time.Second, time.Minute, time.Hour, 24 * time.Hour, 5000 * time.Hour})
			next := at.Add(step.Draw(t, "step") * time.Duration(rapid.IntRange(-40, 40).Draw(t, "steps")))
			if year := next.In(zone.Location()).Year(); 1 <= year && year <= 9999 {
				at = next
			}
		}
	})
}

// TestZeroStamper formats in UTC, the first instant included.
func TestZeroStamper(t *testing.T) {
	var stamps stamp.Stamper
	require.Equal(t, "1970-01-01T00:00:00Z", string(stamps.Append(nil, 0, 0)))
	require.Equal(t, "0001-01-01T00:00:00.5Z", string(stamps.Append(nil, time.Time{}.Unix(), 5e8)))
}
