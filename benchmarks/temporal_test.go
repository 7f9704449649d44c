//go:build temporal

package benchmarks

import (
	"strings"
	"time"

	schedulepb "go.temporal.io/api/schedule/v1"
	"go.temporal.io/server/service/worker/scheduler"
)

// temporal is apart because its package needs a thousand others.
var temporal = []contender{{"temporal", compileTemporal}}

var temporalBuilder = scheduler.NewSpecBuilder()

// compileTemporal leaves out days of the month's end, workdays and nth weekdays,
// which Temporal cannot say: it refuses L and W, and takes # for a comment.
func compileTemporal(row timetable, _ *time.Location) (*subject, error) {
	if row.cron == "" || strings.ContainsAny(row.cron, "LW#") {
		return nil, nil
	}
	spec, err := temporalBuilder.NewCompiledSpec(&schedulepb.ScheduleSpec{
		CronString:   []string{row.cron},
		TimezoneName: row.zone,
	})
	if err != nil {
		return nil, err
	}
	next := func(after time.Time) time.Time { return spec.GetNextTime("", after).Nominal }
	return &subject{next: next, walk: walkBy(next)}, nil
}
