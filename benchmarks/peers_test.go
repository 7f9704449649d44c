package benchmarks

import (
	"strings"
	"time"

	"github.com/adhocore/gronx"
	"github.com/hashicorp/cronexpr"
	netresearch "github.com/netresearch/go-cron"
	"github.com/reugn/go-quartz/quartz"
	robfig "github.com/robfig/cron/v3"
	"github.com/teambition/rrule-go"
)

func compileRobfig(row timetable, loc *time.Location) (*subject, error) {
	if !readByRobfig(row) {
		return nil, nil
	}
	s, err := robfig.ParseStandard(row.cron)
	if err != nil {
		return nil, err
	}
	s.(*robfig.SpecSchedule).Location = loc
	return &subject{next: s.Next, walk: walkBy(s.Next)}, nil
}

// readByRobfig reports whether a timetable has an expression without L, W and #.
func readByRobfig(row timetable) bool { return row.cron != "" && !strings.ContainsAny(row.cron, "LW#") }

func compileNetresearch(row timetable, loc *time.Location) (*subject, error) {
	if row.cron == "" {
		return nil, nil
	}
	parsed, err := netresearch.FullParser().Parse(row.cron)
	if err != nil {
		return nil, err
	}
	s := parsed.(*netresearch.SpecSchedule)
	s.Location = loc
	return &subject{
		next: s.Next,
		prev: s.Prev,
		walk: walkBy(s.Next),
		count: func(from, to time.Time) int64 { // its Count leaves out from
			return int64(netresearch.Count(s, from.Add(-time.Second), to))
		},
	}, nil
}

func compileCronexpr(row timetable, _ *time.Location) (*subject, error) {
	if row.cron == "" {
		return nil, nil
	}
	e, err := cronexpr.Parse(row.cron)
	if err != nil {
		return nil, err
	}
	return &subject{next: e.Next, walk: walkBy(e.Next)}, nil
}

// compileGronx compiles nothing: the library reads the expression at each call. LW
// is an error.
func compileGronx(row timetable, _ *time.Location) (*subject, error) {
	if row.cron == "" || strings.Contains(row.cron, "LW") {
		return nil, nil
	}
	next := func(after time.Time) time.Time { return orZero(gronx.NextTickAfter(row.cron, after, false)) }
	return &subject{
		next: next,
		walk: walkBy(next),
		prev: func(before time.Time) time.Time { return orZero(gronx.PrevTickBefore(row.cron, before, false)) },
	}, nil
}

func orZero(t time.Time, err error) time.Time {
	if err != nil {
		return time.Time{}
	}
	return t
}

func compileQuartz(row timetable, loc *time.Location) (*subject, error) {
	if row.cron == "" {
		return nil, nil
	}
	trigger, err := quartz.NewCronTriggerWithLoc(quartzFields(row.cron), loc)
	if err != nil {
		return nil, err
	}
	next := func(after time.Time) time.Time {
		nanoseconds, err := trigger.NextFireTime(after.UnixNano())
		if err != nil {
			return time.Time{}
		}
		return time.Unix(0, nanoseconds).In(loc)
	}
	return &subject{next: next, walk: walkBy(next)}, nil
}

// quartzFields returns five fields of cron as Quartz has them: seconds first,
// one of the two day fields "?", and Sunday the first day of the week.
func quartzFields(cron string) string {
	fields := strings.Fields(cron)
	days, weekdays := &fields[2], &fields[4]
	if *weekdays == "*" {
		*weekdays = "?"
	} else if *days == "*" {
		*days = "?"
	}
	names, nth, isNth := strings.Cut(*weekdays, "#")
	names = strings.NewReplacer("0", "1", "1", "2", "2", "3", "3", "4", "4", "5", "5", "6", "6", "7").Replace(names)
	if *weekdays = names; isNth {
		*weekdays += "#" + nth
	}
	return "0 " + strings.Join(fields, " ")
}

func compileRRule(row timetable, loc *time.Location) (*subject, error) {
	if row.rrule == "" {
		return nil, nil
	}
	option, err := rrule.StrToROption(row.rrule)
	if err != nil {
		return nil, err
	}
	// After and Before begin here at each call, and cost the more the longer
	// ago it is.
	option.Dtstart = row.start
	if row.start.IsZero() {
		option.Dtstart = newYear(firstYear, loc)
	}
	r, err := rrule.NewRRule(*option)
	if err != nil {
		return nil, err
	}
	return &subject{
		next: func(after time.Time) time.Time { return r.After(after, false) },
		prev: func(before time.Time) time.Time { return r.Before(before, false) },
		walk: func(after, before time.Time, limit int) (n int) {
			r := *r
			r.DTStart(after.Add(time.Second))
			next := r.Iterator()
			for t, ok := next(); n < limit && ok && t.Before(before); t, ok = next() {
				sinkTime = t
				n++
			}
			return n
		},
	}, nil
}
