//go:build unix

package main

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/ical"
	"github.com/longcase/longcase/timezone"
)

// every returns a schedule that fires every so many minutes.
func every(minutes int) schedule.Schedule {
	return schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{Every: calendar.PeriodOf(minutes, calendar.Minute)})
}

// calls are calls with arguments that ask for much.
func calls() []worst {
	counted := func(text string) (int, string) {
		return policy(text, func(p document.Policy) string {
			p.Schedule.Count(time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC), noon)
			return ""
		})
	}
	nth := func(text string) (int, string) {
		return policy(text, func(p document.Policy) string {
			p.Schedule.Nth(noon, 1_000_000)
			return ""
		})
	}
	return []worst{
		{name: "schedule: counting 126 years of 100 rules", input: ruleDocument(100), call: counted},
		{name: "schedule: the millionth of 100 rules", input: ruleDocument(100), call: nth},
		{name: "schedule: counting 126 years of 100 grids", input: gridDocument(100), call: counted},
		{name: "schedule: catching up without a limit", asked: true, call: func(string) (int, string) {
			c := schedule.CatchUp{Mode: schedule.CatchUpAll, Limit: math.MaxInt}
			late := c.Plan(every(1), time.Time{}, noon) // which has never run
			return 24 * len(late.Run), ""
		}},
		{name: "schedule: Except in Except", call: func(string) (int, string) {
			s := schedule.Except(schedule.Except(every(1), every(1)), every(1))
			schedule.Except(schedule.Union(s, every(1)), schedule.Union(every(1), s)).Next(noon)
			return 0, ""
		}},
		{name: "timeline: of -1 snapshots", call: func(string) (int, string) {
			t := retention.NewTimeline(-1, func(int) time.Time { return noon })
			for range t.Verdicts(retention.MustCompile(nil, retention.Rule{Count: 7, Per: calendar.Day}), noon) {
				return 0, "it has a snapshot"
			}
			return 0, ""
		}},
		{name: "ical: the rarest day that rrule-go looks for, back", input: text("DTSTART:20240229T011500Z\nRRULE:FREQ=DAILY;INTERVAL=3;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;BYHOUR=3,4;BYSETPOS=1"), call: previous(2096)},
		{name: "ical: the rarest year that rrule-go looks for, back", input: text("DTSTART:20240229T011500Z\nRRULE:FREQ=YEARLY;INTERVAL=7;BYYEARDAY=366;BYDAY=MO;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23;BYSETPOS=1,2,3,4,5,6,7,8"), call: previous(2404)},
		{name: "ical: a minute of the 366th day that a step meets, back", input: text("DTSTART:20240229T011500Z\nRRULE:FREQ=MINUTELY;INTERVAL=11;BYYEARDAY=-366;BYDAY=MO;BYHOUR=3;BYMINUTE=0"), call: previous(2404)},
		{name: "ical: a minute of the 366th day that a step never meets", input: text("DTSTART:20240229T011500Z\nRRULE:FREQ=MINUTELY;INTERVAL=1439;BYYEARDAY=366;BYHOUR=3;BYMINUTE=1"), call: previous(2404)},
		{name: "ical: a rule on positions, ten years on", input: text("DTSTART:20250101T020000Z\nRRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12;BYSETPOS=-1,-2"), call: func(text string) (int, string) {
			r, err := ical.Parse(text, ical.Options{})
			if err == nil {
				r.Next(noon.AddDate(10, 0, 0))
			}
			return size(err), ""
		}},
	}
}

// previous returns a call for the last occurrence of a recurrence before a year.
func previous(year int) func(string) (int, string) {
	return func(text string) (int, string) {
		r, err := ical.Parse(text, ical.Options{})
		if err == nil {
			r.Prev(time.Date(year, 3, 1, 0, 0, 0, 0, time.UTC))
		}
		return size(err), ""
	}
}

// commands are runs of the command longcase.
func commands() []worst {
	return []worst{
		{name: "check /dev/zero", size: mega, args: []string{"check", "/dev/zero"}},
		{name: "check -, endless", input: repeated("", "[[1],", "", 8*mega), args: []string{"check", "-"}},
		{name: "keep: 1 MB of instants", asked: true, input: repeated("", "2025-01-01T00:00:00Z\n", "", mega), args: []string{"keep", "-rule", "daily 7", "-now", "2026-01-01"}},
		{name: "keep: a long line", asked: true, input: repeated("2025-01-01T00:00:00Z\t", "x", "", mega-100), args: []string{"keep", "-rule", "daily 7", "-now", "2026-01-01"}},
		{name: "keep: a line forged by U+2028", input: text("2025-12-31T00:00:00Z\tx\u2028delete\t2025-12-31T00:00:00Z\n"), args: []string{"keep", "-rule", "all", "-now", "2026-01-01"}, check: records(1)},
		{name: "keep: a line forged by a carriage return", input: text("2025-12-31T00:00:00Z\tx\rdelete\t2025-12-31T00:00:00Z\n"), args: []string{"keep", "-rule", "all", "-now", "2026-01-01"}, check: records(1)},
		{name: "check: a line forged by a key", input: text(`{"type":"snapshot","incremental_backup":{},"x\n-: error: forged\u001b[2J":1}`), args: []string{"check", "-"}, check: printable},
		{name: "next -cron: wrong items", size: 100_000, args: []string{"next", "-cron", strings.Repeat("x,", 50_000) + "x * * * *"}},
	}
}

// records returns a check for a number of lines, where lines end as Python's
// splitlines has it.
func records(n int) func(string) string {
	return func(output string) string {
		ends := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n", "\v", "\n", "\f", "\n")
		if lines := strings.Count(strings.TrimSuffix(ends.Replace(output), "\n"), "\n") + 1; lines != n {
			return want(lines, n) + " lines"
		}
		return ""
	}
}

// printable checks that output controls no terminal, and forges no line.
func printable(output string) string {
	for line := range strings.Lines(output) {
		if strings.ContainsAny(line, "\x1b\r\u2028\u2029") || strings.HasPrefix(line, "-: error: forged") {
			return "prints a line that it should not"
		}
	}
	return ""
}

// zoned compiles midnight in a location that no zone can be: it is to be refused.
func zoned(location *time.Location) (int, string) {
	_, err := schedule.Compile(timezone.Of(location), timezone.DST{}, schedule.Rule{At: []calendar.Clock{0}})
	if err == nil {
		return 0, "it is taken"
	}
	return size(err), ""
}

// zoneFile is a file of a zone with 60,000 changes by a second, a number of seconds
// apart, and a rule for later.
func zoneFile(apart uint64, rule string) func() string {
	const changes = 60_000
	header := func(changes uint32) []byte {
		b := append([]byte("TZif2"), make([]byte, 15)...)
		for _, count := range []uint32{0, 0, 0, changes, 2, 4} {
			b = binary.BigEndian.AppendUint32(b, count)
		}
		return b
	}
	types := []byte("\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00XYZ\x00")
	b := slices.Concat(header(0), types, header(changes))
	for i := range uint64(changes) {
		b = binary.BigEndian.AppendUint64(b, i*apart)
	}
	for i := range changes {
		b = append(b, byte(i+1)%2)
	}
	return text(string(b) + string(types) + "\n" + rule + "\n")
}

// zoneFiles are zones that no clock ever showed.
func zoneFiles() []worst {
	load := func(text string) (*time.Location, string) {
		location, err := time.LoadLocationFromTZData("x", []byte(text))
		if err != nil {
			return nil, err.Error()
		}
		return location, ""
	}
	refused := func(text string) (int, string) {
		location, wrong := load(text)
		if wrong != "" {
			return 0, wrong
		}
		return zoned(location)
	}
	return []worst{
		{name: "zone file: 60,000 changes a second apart", input: zoneFile(1, ""), call: refused},
		{name: "zone file: a rule of 167 hours", input: zoneFile(3600, "XYZ-167"), call: refused},
		{name: "zone file: counting over 60,000 changes", input: zoneFile(3600, ""), call: func(text string) (int, string) {
			location, wrong := load(text)
			if wrong == "" {
				s := schedule.MustCompile(timezone.Of(location), timezone.DST{}, schedule.Rule{Every: calendar.PeriodOf(1, calendar.Minute)})
				s.Count(time.Date(1900, 1, 1, 0, 0, 0, 0, time.UTC), noon)
			}
			return 0, wrong
		}},
	}
}

// arguments are calls with arguments beyond every bound.
func arguments() []worst {
	last := time.Unix(math.MaxInt64, 0)
	return []worst{
		{name: "argument: WeekdaysOf(-1)", call: func(string) (int, string) {
			_ = calendar.WeekdaysOf(-1).String()
			return 0, ""
		}},
		{name: "argument: MonthsOf(13)", call: func(string) (int, string) {
			_ = calendar.MonthsOf(13).String()
			return 0, ""
		}},
		{name: "argument: MonthDaysOf(-100)", call: func(string) (int, string) {
			_ = calendar.MonthDaysOf(-100).String()
			return 0, ""
		}},
		{name: "argument: Nth from the last second", call: func(string) (int, string) {
			_, ok := every(1).Nth(last, 1)
			return 0, want(ok, false)
		}},
		{name: "argument: Missed since the last second", call: func(string) (int, string) {
			missed, _ := every(1).Missed(last, noon)
			return 0, want(missed, 0)
		}},
		{name: "argument: Count up to the last second", call: func(string) (int, string) {
			end := time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
			return 0, want(every(1).Count(noon, last), every(1).Count(noon, end))
		}},
		{name: "argument: midnight in a zone 272 years ahead", call: func(string) (int, string) {
			return zoned(time.FixedZone("x", 1<<33))
		}},
	}
}
