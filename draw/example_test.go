package draw_test

import (
	"fmt"
	"os"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/draw"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

func Example() {
	policy := longcase.Policy{
		Name:    "Son, Father, Grandfather",
		Enabled: true,
		Schedule: schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{
			At: []calendar.Clock{calendar.ClockOf(1, 0)},
		}),
		Retention: retention.MustCompile(nil,
			retention.Rule{Within: calendar.PeriodOf(7, calendar.Day)},
			retention.Rule{
				Within:   calendar.PeriodOf(4, calendar.Week),
				Weekdays: calendar.WeekdaysOf(time.Monday),
			},
			retention.Rule{
				Within:    calendar.PeriodOf(12, calendar.Month),
				MonthDays: calendar.MonthDaysOf(23),
			},
		),
	}
	now := time.Date(2025, time.January, 10, 12, 0, 0, 0, time.UTC)
	picture := draw.Expected(draw.Subject{Policy: policy}, now)
	if err := picture.Text(os.Stdout, draw.TextOptions{Width: 70, ASCII: true}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Son, Father, Grandfather: what is kept
	// Keeps 21 of 354 snapshots at Fri 2025-01-10 12:00 UTC, the newest 11
	// hours old and others at most 31 days apart
	//
	// within 7 days                                   ## ## #  #           7
	// within 4 weeks on mon                   # # #    '                 3+1
	// within 12 months on 23  ######## #  #     '                       11+1
	// deleted                  .......................                   333
	//                          6 months   1 month     4 days   now
	// apart                   #################++++====.........__
	// apart: # 31 days, _ 11 hours between snapshots to restore, or since
	// the newest
	// marks: # kept, ' kept by an earlier rule, too, . deleted
	// As if the policy had run for 20 years; drawn: from the oldest kept
	// snapshot on.
}
