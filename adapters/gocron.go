package adapters

import (
	"errors"
	"strconv"
	"time"

	"github.com/go-co-op/gocron/v2"

	"github.com/longcase/longcase/schedule"
)

// Gocron runs a sequence in gocron v2, as the argument of
// gocron.WithCronImplementation beside a gocron.CronJob with an empty text.
//
// The zero value is valid for no time. A Gocron is comparable where its sequence
// is, and safe for concurrent use where its sequence is, as schedules are.
type Gocron struct{ schedule.Sequence }

var _ gocron.Cron = Gocron{}

// never is the instant that [Gocron.Next] returns after the last occurrence.
//
// It is not the zero time, because gocron asks for the next run again and again
// until the answer is not before the present: beginning from the zero time, that
// is for ever.
var never = time.Date(9999, time.December, 31, 23, 59, 59, 0, time.UTC)

// IsValid reports an error if crontab has a text, which would not be obeyed, or
// if the sequence has no instant after now. gocron calls it for every new job.
func (g Gocron) IsValid(crontab string, _ *time.Location, now time.Time) error {
	if crontab != "" {
		return errors.New("crontab " + strconv.Quote(crontab) +
			`: want "", beside a schedule that says when the job runs`)
	}
	if g.Next(now).Equal(never) {
		return errors.New("schedule: never fires after " + now.Format(time.RFC3339))
	}
	return nil
}

// Next returns the first instant strictly after the given one, and if there is
// none, the last second of the year 9999, in UTC. After that second it returns
// the zero time.
//
// The answer has the offset of the argument, whatever zone the sequence is in.
// gocron drops an answer whose clock on the wall reads as the argument's does,
// to run a job once where clocks go back. In the schedule's own zone that drops
// the hourly run of Berlin's second 02:00 on 2025-10-26, which is 01:00 UTC; in
// UTC it drops the run at 13:00 UTC of a job that Berlin adds at 13:00. With
// one offset for both, two clocks agree only when the instants do.
func (g Gocron) Next(after time.Time) time.Time {
	if !after.Before(never) {
		return time.Time{}
	}
	if g.Sequence == nil {
		return never
	}
	next, ok := g.Sequence.Next(after)
	if !ok {
		return never
	}
	_, offset := after.Zone()
	return next.In(time.FixedZone("", offset))
}
