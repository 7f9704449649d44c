package benchmarks

import (
	"os"
	"testing"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/schedule"
)

// timetable is one schedule in every notation that can hold it: a rule, five
// fields of cron, and an RRULE. A notation that can't is empty.
type timetable struct {
	name  string
	what  string
	zone  string
	rule  schedule.Rule
	cron  string
	rrule string
	start time.Time // DTSTART of the RRULE; zero is the first of the instants timed
}

// allHours is for RRULEs: rrule-go is four times faster with a list of times
// of day than with FREQ=HOURLY or MINUTELY.
const allHours = "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23"

var monToFri = calendar.WeekdaysOf(1, 2, 3, 4, 5)

// basic are the schedules that every operation is timed on.
var basic = []timetable{
	{
		name: "a", what: "03:00 Mon-Fri", zone: "America/New_York",
		rule: schedule.Rule{At: at(3, 0), Weekdays: monToFri},
		cron: "0 3 * * 1-5", rrule: "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=3;BYMINUTE=0;BYSECOND=0",
	},
	{
		name: "b", what: "every 15 minutes", zone: "UTC",
		rule: schedule.Rule{Every: calendar.PeriodOf(15, calendar.Minute)},
		cron: "*/15 * * * *", rrule: "FREQ=DAILY;BYHOUR=" + allHours + ";BYMINUTE=0,15,30,45;BYSECOND=0",
	},
	{
		name: "c", what: "hourly 07:00-19:00 Mon-Fri", zone: "Europe/Berlin",
		rule: schedule.Rule{
			Every:    calendar.PeriodOf(1, calendar.Hour),
			Window:   schedule.WindowOf(calendar.ClockOf(7, 0), calendar.ClockOf(19, 0)),
			Weekdays: monToFri,
		},
		cron: "0 7-19 * * 1-5", rrule: "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=7,8,9,10,11,12,13,14,15,16,17,18,19;BYMINUTE=0;BYSECOND=0",
	},
	{
		name: "d", what: "1st of every 2nd month 17:00", zone: "Australia/Sydney",
		rule: schedule.Rule{At: at(17, 0), MonthDays: calendar.MonthDaysOf(1), Months: calendar.MonthsOf(2, 4, 6, 8, 10, 12)},
		cron: "0 17 1 2,4,6,8,10,12 *", rrule: "FREQ=YEARLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=1;BYHOUR=17;BYMINUTE=0;BYSECOND=0",
	},
	{
		name: "e", what: "29 February 03:00", zone: "Europe/Berlin",
		rule: schedule.Rule{At: at(3, 0), MonthDays: calendar.MonthDaysOf(29), Months: calendar.MonthsOf(time.February)},
		cron: "0 3 29 2 *", rrule: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYHOUR=3;BYMINUTE=0;BYSECOND=0",
	},
	{
		name: "f", what: "last day of the month 23:59", zone: "America/New_York",
		rule: schedule.Rule{At: at(23, 59), MonthDays: calendar.LastDay},
		cron: "59 23 L * *", rrule: "FREQ=MONTHLY;BYMONTHDAY=-1;BYHOUR=23;BYMINUTE=59;BYSECOND=0",
	},
	{
		name: "g", what: "first Sunday 02:00", zone: "America/New_York",
		rule: schedule.Rule{At: at(2, 0), Weekdays: calendar.NthWeekdays(1, time.Sunday)},
		cron: "0 2 * * 0#1", rrule: "FREQ=MONTHLY;BYDAY=1SU;BYHOUR=2;BYMINUTE=0;BYSECOND=0",
	},
	{
		name: "h", what: "last workday 18:00", zone: "Europe/Berlin",
		rule: schedule.Rule{At: at(18, 0), Workdays: calendar.LastDay},
		cron: "0 18 LW * *", rrule: "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;BYHOUR=18;BYMINUTE=0;BYSECOND=0",
	},
	{
		name: "i", what: "workday nearest to the 15th 12:00", zone: "UTC",
		rule: schedule.Rule{At: at(12, 0), Workdays: calendar.MonthDaysOf(15)},
		cron: "0 12 15W * *",
	},
}

// vendor are the schedulers of CloudSigma's detailed listing, in its order.
// Their zones and rules come from the document; see [vendorSchedules].
var vendor = []timetable{
	{
		name: "s1", what: "BiMonthly Snapshot Policy",
		cron: "0 17 1 2,4,6,8,10,12 *", rrule: "FREQ=YEARLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=1;BYHOUR=17;BYMINUTE=0;BYSECOND=0",
	},
	{
		name: "s2", what: "Weekdays Workhours Backup Policy",
		cron: "0 7,19 * * 1,3,5", rrule: "FREQ=DAILY;BYDAY=MO,WE,FR;BYHOUR=7,19;BYMINUTE=0;BYSECOND=0",
	},
	{
		name: "s3", what: "Weekday 3AM Snapshot Policy",
		cron: "0 3 * * 1-5", rrule: "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=3;BYMINUTE=0;BYSECOND=0",
	},
	{
		name: "s4", what: "Son, Father, GrandFather Policy",
		cron: "0 1 * * *", rrule: "FREQ=DAILY;BYHOUR=1;BYMINUTE=0;BYSECOND=0",
	},
	{
		name: "s5", what: "Every 12 hours. Last 2 days",
		cron: "0 7,19 * * *", rrule: "FREQ=DAILY;BYHOUR=7,19;BYMINUTE=0;BYSECOND=0",
	},
	{
		name: "s6", what: "1st of the month backup",
		cron: "0 23 1 * *", rrule: "FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=23;BYMINUTE=0;BYSECOND=0",
	},
	{
		name: "s7", what: "backups policy",
		cron: "0 * * * *", rrule: "FREQ=DAILY;BYHOUR=" + allHours + ";BYMINUTE=0;BYSECOND=0",
	},
	{name: "s8", what: "Defined hours backups"}, // 22:15 beside 02:00, 06:00 and 20:00: two expressions
	{
		name: "s9", what: "snapshots policy",
		cron: "0 */2 * * *", rrule: "FREQ=DAILY;BYHOUR=0,2,4,6,8,10,12,14,16,18,20,22;BYMINUTE=0;BYSECOND=0",
	},
}

// vendorSchedules returns vendor with the zones and rules of the document.
func vendorSchedules(tb testing.TB) []timetable {
	text, err := os.ReadFile("../cloudsigma/testdata/detail.json")
	if err != nil {
		tb.Fatal(err)
	}
	document, err := cloudsigma.Parse(text)
	if err != nil {
		tb.Fatal(err)
	}
	all := make([]timetable, len(vendor))
	for i, scheduler := range document.Schedulers() {
		all[i] = vendor[i]
		if scheduler.Policy().Name != all[i].what {
			tb.Fatalf("scheduler %d is %q, want %q", i, scheduler.Policy().Name, all[i].what)
		}
		all[i].rule = scheduler.Policy().Schedule.Rules()[0]
		all[i].zone = scheduler.Policy().Schedule.Zone().Name()
	}
	return all
}

func at(hour, minute int) []calendar.Clock {
	return []calendar.Clock{calendar.ClockOf(hour, minute)}
}
