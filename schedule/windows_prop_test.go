package schedule_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/internal/oracle"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// TestWindowsLaws holds windows to their definition around an instant, and
// their openings and closings to the laws of any sequence.
func TestWindowsLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		loc := fuzz.MustLoad(fuzz.Zones().Draw(t, "zone"))
		rule := fuzz.Rules().Draw(t, "rule")
		rule.At, rule.Every = nil, calendar.Period{}
		windows, err := schedule.CompileWindows(timezone.Of(loc), rule)
		if err != nil {
			t.Skip(err)
		}
		around := fuzz.Instants(loc).Draw(t, "around")
		from, to := around.Add(-4*time.Hour), around.Add(4*time.Hour)
		for _, at := range minutes(from, to) {
			require.Equal(t, oracle.Open(loc, rule, at), windows.Contains(at), "%v in %v at %v", rule, loc, at)
		}

		opened, closed := oracle.Openings(loc, rule, from, to)
		for _, ends := range []struct {
			sequence schedule.Sequence
			list     []time.Time
		}{{windows.Openings(), opened}, {windows.Closings(), closed}} {
			subject := fuzz.Subject{Spec: fuzz.Spec{Zone: loc}, Next: ends.sequence.Next, Prev: ends.sequence.Prev}
			fuzz.CheckSchedule(t, subject, around)
			fuzz.Agrees(t, subject, ends.list, from, to, minutes(from, to))
		}
	})
}
