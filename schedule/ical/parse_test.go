package ical_test

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/ical"
	"github.com/longcase/longcase/timezone"
)

// TestParse gives the first occurrences of each text. Those that are compiled
// have a schedule, in words.
func TestParse(t *testing.T) {
	for _, row := range []struct{ text, words, want string }{
		{
			"DTSTART;TZID=Europe/Berlin:20250328T023000|RRULE:FREQ=DAILY",
			"daily at 02:30",
			"2025-03-28T02:30+01 2025-03-29T02:30+01 2025-03-30T03:30+02 2025-03-31T02:30+02", // a gap: shifted
		},
		{
			"DTSTART;TZID=Europe/Berlin:20251024T023000|RRULE:FREQ=DAILY;INTERVAL=2", // run
			"", "2025-10-24T02:30+02 2025-10-26T02:30+02 2025-10-28T02:30+01 2025-10-30T02:30+01", // a fold: the first
		},
		{
			"DTSTART;TZID=Europe/Berlin:20250328T023000|RRULE:FREQ=DAILY;INTERVAL=2",
			"", "2025-03-28T02:30+01 2025-03-30T03:30+02 2025-04-01T02:30+02 2025-04-03T02:30+02",
		},
		{
			"DTSTART;TZID=America/New_York:20251102T003000|RRULE:FREQ=MINUTELY;INTERVAL=30;COUNT=5",
			"every 30 minutes", // compiled, and yet of fixed times: the second pass has none
			"2025-11-02T00:30-04 2025-11-02T01:00-04 2025-11-02T01:30-04 2025-11-02T02:00-05 2025-11-02T02:30-05",
		},
		{
			"DTSTART;TZID=America/New_York:20250309T013000|RRULE:FREQ=MINUTELY;INTERVAL=30;COUNT=5",
			"every 30 minutes",
			"2025-03-09T01:30-05 2025-03-09T03:00-04 2025-03-09T03:30-04", // five wall times, two of which are two others
		},
		{
			"DTSTART;TZID=America/New_York:20250309T013500|RRULE:FREQ=MINUTELY;INTERVAL=50;COUNT=4",
			"", "2025-03-09T01:35-05 2025-03-09T03:15-04 2025-03-09T03:25-04 2025-03-09T04:05-04", // 02:25 after 03:15
		},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=MONTHLY;COUNT=3", "on the 31st of every month at 02:00", "2025-01-31T02:00Z 2025-03-31T02:00Z 2025-05-31T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;COUNT=2", "on the last day of Jan, Apr, Jul and Oct at 02:00", "2025-01-31T02:00Z 2025-04-30T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=MONTHLY;INTERVAL=5;COUNT=2", "", "2025-01-31T02:00Z 2027-07-31T02:00Z"}, // 5 does not divide 12
		{"DTSTART:20250131T020000Z|RRULE:FREQ=MONTHLY;BYMONTHDAY=15,-1;COUNT=2", "on the 15th and last day of every month at 02:00", "2025-01-31T02:00Z 2025-02-15T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=MONTHLY;BYMONTHDAY=-2;COUNT=2", "on the 2nd last day of every month at 02:00", "2025-02-27T02:00Z 2025-03-30T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", "on the last workday of every month at 02:00", "2025-01-31T02:00Z 2025-02-28T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2;COUNT=2", "", "2025-02-04T02:00Z 2025-03-04T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;BYHOUR=2,3;COUNT=2", "", "2025-01-31T03:00Z 2025-02-28T03:00Z"}, // a position is a time
		{"DTSTART:20250131T020000Z|RRULE:FREQ=MONTHLY;BYDAY=SU;BYSETPOS=1,-2;COUNT=2", "on the first Sunday and 2nd last Sunday of every month at 02:00", "2025-02-02T02:00Z 2025-02-16T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1;COUNT=2", "", "2025-02-01T02:00Z 2025-03-01T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", "on the last Friday of every month at 02:00", "2025-01-31T02:00Z 2025-02-28T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=MONTHLY;INTERVAL=3;BYDAY=1SU,5FR;COUNT=3", "on the 5th Friday and first Sunday of Jan, Apr, Jul and Oct at 02:00", "2025-01-31T02:00Z 2025-04-06T02:00Z 2025-07-06T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=MONTHLY;INTERVAL=5;BYDAY=1SU;COUNT=2", "", "2025-06-01T02:00Z 2025-11-02T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=MONTHLY;BYDAY=-5FR;COUNT=2", "", "2025-05-02T02:00Z 2025-08-01T02:00Z"}, // a set has four from the end
		{"DTSTART:20250131T020000Z|RRULE:FREQ=YEARLY;BYMONTH=3,11;BYDAY=2SU;COUNT=2", "on the 2nd Sunday of Mar and Nov at 02:00", "2025-03-09T02:00Z 2025-11-09T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=YEARLY;BYDAY=20MO;COUNT=2", "", "2025-05-19T02:00Z 2026-05-18T02:00Z"}, // of the year
		{"DTSTART:20250131T020000Z|RRULE:FREQ=MONTHLY;BYDAY=1SU;BYMONTHDAY=1,-31;COUNT=2", "on the 1st and 31st last day of every month, if it is the first Sunday, at 02:00", "2025-06-01T02:00Z 2026-02-01T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=WEEKLY;COUNT=2", "Fri at 02:00", "2025-01-31T02:00Z 2025-02-07T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU;COUNT=3", "", "2025-02-09T02:00Z 2025-02-10T02:00Z 2025-02-23T02:00Z"},
		{"DTSTART:20250202T020000Z|RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU;COUNT=3", "", "2025-02-02T02:00Z 2025-02-03T02:00Z 2025-02-16T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=DAILY;INTERVAL=2;BYHOUR=2,2;COUNT=2", "", "2025-01-31T02:00Z 2025-02-02T02:00Z"}, // not the same twice
		{"DTSTART:20250131T020000Z|RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;COUNT=3", "", "2025-02-02T02:00Z 2025-02-10T02:00Z 2025-02-16T02:00Z"},
		{"DTSTART:20250201T020000Z|RRULE:FREQ=WEEKLY;BYDAY=MO,SA;BYSETPOS=1;COUNT=2", "", "2025-02-03T02:00Z 2025-02-10T02:00Z"}, // of a week, the Monday comes first
		{"DTSTART:20250131T020000Z|RRULE:FREQ=YEARLY;COUNT=2", "on the 31st of Jan at 02:00", "2025-01-31T02:00Z 2026-01-31T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=YEARLY;BYMONTH=7;COUNT=2", "on the 31st of Jul at 02:00", "2025-07-31T02:00Z 2026-07-31T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=YEARLY;BYDAY=MO;COUNT=2", "Mon at 02:00", "2025-02-03T02:00Z 2025-02-10T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO;COUNT=2", "", "2025-12-29T02:00Z 2027-01-04T02:00Z"},
		{"DTSTART:20240229T020000Z|RRULE:FREQ=YEARLY;INTERVAL=50;COUNT=2", "", "2024-02-29T02:00Z 2124-02-29T02:00Z"},
		{"DTSTART:20250131T021500Z|RRULE:FREQ=HOURLY;COUNT=2", "every hour from 00:15 to 23:15", "2025-01-31T02:15Z 2025-01-31T03:15Z"},
		{"DTSTART:20250131T021500Z|RRULE:FREQ=HOURLY;INTERVAL=12;COUNT=2", "daily at 02:15 and 14:15", "2025-01-31T02:15Z 2025-01-31T14:15Z"},
		{"DTSTART:20250131T021500Z|RRULE:FREQ=HOURLY;INTERVAL=5;COUNT=6", "", "2025-01-31T02:15Z 2025-01-31T07:15Z 2025-01-31T12:15Z 2025-01-31T17:15Z"},
		{"DTSTART:20250131T021500Z|RRULE:FREQ=DAILY;BYHOUR=2,14;BYMINUTE=0,30;COUNT=3", "daily at 02:00, 02:30, 14:00 and 14:30", "2025-01-31T02:30Z 2025-01-31T14:00Z 2025-01-31T14:30Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=DAILY;UNTIL=20250201T020000Z", "daily at 02:00", "2025-01-31T02:00Z 2025-02-01T02:00Z"}, // included
		{"DTSTART:20250131T020000Z|RRULE:FREQ=DAILY;UNTIL=20250201T015900Z", "daily at 02:00", "2025-01-31T02:00Z"},
		{"DTSTART;TZID=Europe/Berlin:20250131T020000|RRULE:FREQ=DAILY;UNTIL=20250201T010000Z", "daily at 02:00", "2025-01-31T02:00+01 2025-02-01T02:00+01"},
		{"DTSTART;TZID=Europe/Berlin:20250131T020000|RRULE:FREQ=DAILY;UNTIL=20250201T020000", "daily at 02:00", "2025-01-31T02:00+01 2025-02-01T02:00+01"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=DAILY;UNTIL=20250201T020001Z", "daily at 02:00", "2025-01-31T02:00Z 2025-02-01T02:00Z"}, // seconds bound, and do not occur
		{"DTSTART:20250131T020000Z|RRULE:FREQ=DAILY;UNTIL=20250201T015959Z", "daily at 02:00", "2025-01-31T02:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:;freq=Daily;;until=20250201t020000z;;", "daily at 02:00", "2025-01-31T02:00Z 2025-02-01T02:00Z"},
		{"DTSTART;VALUE=DATE:20241018|RRULE:FREQ=DAILY;BYMINUTE=1,2,3,4;INTERVAL=2;COUNT=3", "", "2024-10-18T00:00Z 2024-10-20T00:00Z 2024-10-22T00:00Z"},
		{"DTSTART;VALUE=DATE:20241018|RRULE:FREQ=DAILY;BYHOUR=9;BYSECOND=30;COUNT=2", "daily at 00:00", "2024-10-18T00:00Z 2024-10-19T00:00Z"},
		{"DTSTART:20250131T020000Z|RRULE:FREQ=YEARLY;INTERVAL=2;BYWEEKNO=2,51,-2,-51;BYDAY=MO;COUNT=4", "", "2025-12-15T02:00Z 2027-01-11T02:00Z 2027-12-20T02:00Z 2029-01-08T02:00Z"},
		{"DTSTART;VALUE=DATE:20250131|RRULE:FREQ=DAILY;UNTIL=20250201", "daily at 00:00", "2025-01-31T00:00Z 2025-02-01T00:00Z"},
		{"DTSTART:20250131T020000|RRULE:FREQ=DAILY;COUNT=1", "daily at 02:00", "2025-01-31T02:00Z"}, // floating
		{"DTSTART:20250131T020000Z|RRULE:FREQ=DAILY;COUNT=4|EXDATE:20250201T020000Z,20250202T030000Z|EXDATE:20250203T020000Z", "daily at 02:00", "2025-01-31T02:00Z 2025-02-02T02:00Z"},
		{"DTSTART;TZID=Europe/Berlin:20250131T020000|RRULE:FREQ=DAILY;COUNT=2|EXDATE:20250131T020000", "daily at 02:00", "2025-02-01T02:00+01"},                                                   // in the zone of the start
		{"DTSTART:20250131T020000Z|RRULE:FREQ=DAILY;COUNT=2|RDATE;TZID=Europe/Berlin:20250201T030000,20250101T000000", "daily at 02:00", "2024-12-31T23:00Z 2025-01-31T02:00Z 2025-02-01T02:00Z"}, // one of them twice
		{"DTSTART;TZID=Asia/Tokyo:20250131T020000|RDATE:20250201T020000,20250131T170000Z", "", "2025-02-01T02:00+09"},                                                                             // the start is none by itself
		{"DTSTART:20250131T020000Z|RRULE:FREQ=DAILY;COUNT=2|RRULE:FREQ=HOURLY;INTERVAL=12;COUNT=2", "daily at 02:00; daily at 02:00 and 14:00", "2025-01-31T02:00Z 2025-01-31T14:00Z 2025-02-01T02:00Z"},
		{"rrule:freq=daily;count=1|dtstart:20250131T020000Z", "daily at 02:00", "2025-01-31T02:00Z"},
	} {
		text := strings.ReplaceAll(row.text, "|", "\r\n")
		r, err := ical.Parse(text, ical.Options{})
		require.NoError(t, err, row.text)
		require.Equal(t, row.want, first(r, strings.Count(row.want, " ")+1), row.text)
		s, ok := r.Schedule()
		require.Equal(t, row.words != "", ok, row.text)
		if ok {
			require.True(t, strings.HasPrefix(s.String(), row.words+", "), "%s: %v", row.text, s)
		}
		again, err := ical.Parse(r.String(), ical.Options{})
		require.NoError(t, err, row.text)
		require.Equal(t, r.String(), again.String())
		require.Equal(t, first(r, 20), first(again, 20), row.text)
	}
}

// first prints the first n occurrences, and checks that they can be walked
// backwards.
func first(r *ical.Recurrence, n int) string {
	var list []string
	var last time.Time
	for t := range schedule.Range(r, time.Time{}, time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)) {
		if before, ok := r.Prev(t); len(list) > 0 && (!ok || !before.Equal(last)) {
			list = append(list, "(before it: "+before.String()+")")
		}
		list = append(list, t.Format("2006-01-02T15:04Z07"))
		last = t
		if len(list) == n {
			break
		}
	}
	return strings.Join(list, " ")
}

func TestParseOptions(t *testing.T) {
	berlin, err := timezone.Load("Europe/Berlin")
	require.NoError(t, err)
	start := time.Date(2025, 10, 25, 23, 30, 17, 5, time.UTC) // 01:30 there, and 17 seconds
	for _, row := range []struct {
		text    string
		options ical.Options
		want    string
	}{
		{"FREQ=HOURLY;COUNT=3", ical.Options{Start: start}, "2025-10-25T23:30Z 2025-10-26T00:30Z 2025-10-26T01:30Z"},
		{"FREQ=HOURLY;COUNT=3", ical.Options{Start: start, Zone: berlin}, "2025-10-26T01:30+02 2025-10-26T02:30+02 2025-10-26T03:30+01"},
		{
			"RRULE:FREQ=HOURLY;COUNT=3",
			ical.Options{Start: start, Zone: berlin, DST: timezone.DST{Fold: timezone.FoldBoth}},
			"2025-10-26T01:30+02 2025-10-26T02:30+02 2025-10-26T02:30+01 2025-10-26T03:30+01",
		},
		{
			"RRULE:FREQ=HOURLY;INTERVAL=5;COUNT=2|DTSTART:20250329T213000",
			ical.Options{Zone: berlin, DST: timezone.DST{Gap: timezone.GapNext}},
			"2025-03-29T21:30+01 2025-03-30T03:00+02",
		},
		{
			"RRULE:FREQ=HOURLY;INTERVAL=5;COUNT=3|DTSTART:20250329T213000",
			ical.Options{Zone: berlin, DST: timezone.DST{Gap: timezone.GapSkip}},
			"2025-03-29T21:30+01 2025-03-30T07:30+02",
		},
		{
			"RRULE:FREQ=DAILY;COUNT=3|DTSTART:20251025T023000|EXDATE:20251026T023000",
			ical.Options{Zone: berlin, DST: timezone.DST{Fold: timezone.FoldBoth}},
			"2025-10-25T02:30+02 2025-10-27T02:30+01", // both passes are excluded
		},
		{
			"RRULE:FREQ=DAILY;UNTIL=20251026T023000|DTSTART:20251025T023000",
			ical.Options{Zone: berlin, DST: timezone.DST{Fold: timezone.FoldSecond}},
			"2025-10-25T02:30+02 2025-10-26T02:30+01", // what is at UNTIL is included
		},
	} {
		r, err := ical.Parse(strings.ReplaceAll(row.text, "|", "\n"), row.options)
		require.NoError(t, err, row.text)
		require.Equal(t, row.want, first(r, 10), row.text)
	}
}

func TestParseFolded(t *testing.T) {
	r, err := ical.Parse("DTSTART;TZID=\"Europe/\r\n Berlin\":2025\n\t0131T020000\nRRULE:FREQ=DA\n ILY;COUNT=1\n\n", ical.Options{})
	require.NoError(t, err)
	require.Equal(t, "DTSTART;TZID=Europe/Berlin:20250131T020000\nRRULE:FREQ=DAILY;COUNT=1", r.String())
}

func TestParseErrors(t *testing.T) {
	const start = "DTSTART:20250131T020000Z\n"
	positions := "1" + strings.Repeat(",-1,2", 3) + ",3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32"
	for _, row := range []struct{ text, want string }{
		{"", `DTSTART "": want a start, here or in the options`},
		{"RRULE:FREQ=DAILY", `DTSTART "": want a start, here or in the options`},
		{"FREQ=DAYLY", `DTSTART "": want a start, here or in the options` + "\n" + `line 1: RRULE "FREQ=DAYLY": want a rule of RFC 5545: undefined frequency: DAYLY`},
		{"DTSTART:2025\nFREQ=DAILY;BYHOUR=24\nEXDATE:x", `line 1: DTSTART "2025": want a time such as 20250131T020000, with a Z for UTC, or a date` + "\n" +
			`line 2: RRULE "FREQ=DAILY;BYHOUR=24": want a rule of RFC 5545: byhour must be between 0 and 23`},
		{start, `RRULE "": want an RRULE or an RDATE`},
		{start + "EXDATE:20250131T020000Z", `RRULE "": want an RRULE or an RDATE`},
		{start + start + "FREQ=DAILY", `line 2: DTSTART "20250131T020000Z": want one DTSTART`},
		{"BEGIN:VEVENT\n" + start + "FREQ=DAILY", `line 1: BEGIN "VEVENT": want DTSTART, RRULE, RDATE or EXDATE`},
		{start + "EXRULE:FREQ=DAILY", `line 2: EXRULE "FREQ=DAILY": want EXDATE; RFC 5545 dropped EXRULE, and libraries ignore it`},
		{start + "RRULE", `line 2: RRULE "": want a colon and a value`},
		{"DTSTART:2025\nFREQ=DAILY", `line 1: DTSTART "2025": want a time such as 20250131T020000, with a Z for UTC, or a date`},
		{"DTSTART:20250132\nFREQ=DAILY", `line 1: DTSTART "20250132": want a time such as 20250131T020000, with a Z for UTC, or a date`},
		{"DTSTART:20250131T020030Z\nFREQ=DAILY", `line 1: DTSTART "20250131T020030Z": want a whole minute`},
		{"DTSTART:00010101T000000Z\nFREQ=DAILY", `line 1: DTSTART "00010101T000000": want a year from 0002 to 9999`},
		{"DTSTART;TZID=Local:20250131T020000\nFREQ=DAILY", `line 1: DTSTART TZID "Local": want an IANA name such as Europe/Berlin`},
		{"DTSTART;TZID=:20250131T020000\nFREQ=DAILY", `line 1: DTSTART TZID "": want an IANA name such as Europe/Berlin`},
		{"DTSTART;TZID=UTC:20250131T020000Z\nFREQ=DAILY", `line 1: DTSTART "20250131T020000Z": want either a TZID or a Z, not both`},
		{"DTSTART;X-FOO=1:20250131T020000Z\nFREQ=DAILY", `line 1: DTSTART X-FOO "1": want TZID or VALUE`},
		{start + "RDATE;VALUE=PERIOD:20250131T020000Z/PT1H", `line 2: RDATE VALUE "PERIOD": want DATE or DATE-TIME`},
		{start + "FREQ=DAILY\nEXDATE:20250131", `line 3: EXDATE "20250131": want dates if DTSTART is a date, and times otherwise`},
		{start + "RRULE:FREQ=FOO", `line 2: RRULE "FREQ=FOO": want a rule of RFC 5545: undefined frequency: FOO`},
		{start + "RRULE:COUNT=1", `line 2: RRULE "COUNT=1": want a rule of RFC 5545: RRULE property FREQ is required`},
		{start + "FREQ=DAILY;BYHOUR=24", `line 2: RRULE "FREQ=DAILY;BYHOUR=24": want a rule of RFC 5545: byhour must be between 0 and 23`},
		{start + "FREQ=DAILY;FREQ=WEEKLY", `line 2: FREQ "WEEKLY": want it once`},
		{start + "FREQ=YEARLY;BYEASTER=0", `line 2: BYEASTER "0": want a part of a rule in RFC 5545`},
		{start + "FREQ=DAILY;DTSTART=20250131", `line 2: DTSTART "20250131": want a part of a rule in RFC 5545`},
		{start + "FREQ=SECONDLY", `line 2: FREQ "SECONDLY": want MINUTELY or longer: occurrences are on whole minutes`},
		{start + "FREQ=DAILY;BYSECOND=30", `line 2: BYSECOND "30": want 0: occurrences are on whole minutes`},
		{start + "FREQ=DAILY;COUNT=0", `line 2: COUNT "0": want 1 or more`}, // rrule-go: for ever
		{start + "FREQ=DAILY;COUNT=-1", `line 2: COUNT "-1": want 1 or more`},
		{start + "FREQ=DAILY;INTERVAL=0", `line 2: INTERVAL "0": want 1 to 9999999`},
		{start + "FREQ=DAILY;INTERVAL=10000000", `line 2: INTERVAL "10000000": want 1 to 9999999`},
		{start + "FREQ=DAILY;COUNT=1;UNTIL=20260101T000000Z", `line 2: COUNT "1": want either COUNT or UNTIL, not both`},
		{start + "FREQ=DAILY;UNTIL=20260101", `line 2: UNTIL "20260101": want a date if DTSTART is a date, and a time otherwise`},
		{start + "FREQ=DAILY;UNTIL=20260101T000060Z", `line 2: RRULE "FREQ=DAILY;UNTIL=20260101T000060Z": want a rule of RFC 5545: parsing time "20260101T000060Z": second out of range`},
		{start + "RRULE:;;", `line 2: RRULE ";;": want a rule of RFC 5545: wrong format`},
		{"DTSTART;VALUE=DATE:20250131\nFREQ=HOURLY", `line 2: FREQ "HOURLY": want DAILY or longer: DTSTART is a date, and has no time of day`},
		{"DTSTART;VALUE=DATE:20250131\nFREQ=SECONDLY;BYSECOND=30", `line 2: FREQ "SECONDLY": want MINUTELY or longer: occurrences are on whole minutes`},
		{start + "FREQ=YEARLY;BYMONTHDAY=13", `line 2: BYMONTHDAY "13": want BYMONTH with it: without, libraries differ in taking the start's month or every month`},
		{start + "FREQ=YEARLY;BYMONTHDAY=-1;BYDAY=53MO", `line 2: BYMONTHDAY "-1": want BYMONTH with it: without, libraries differ in taking the start's month or every month`},
		{start + "FREQ=YEARLY;INTERVAL=2;BYWEEKNO=20,53;BYDAY=MO", `line 2: INTERVAL "2": want no INTERVAL beside week 1, 52 or 53, -1, -52 or -53: libraries differ in the year of its days`},
		{start + "FREQ=DAILY;UNTIL=20240101T000000Z", `line 2: RRULE "FREQ=DAILY;UNTIL=20240101T000000Z": want a rule with at least one occurrence`},
		{start + "FREQ=DAILY;WKST=2MO", `line 2: WKST "2MO": want a weekday alone`},
		{start + "FREQ=WEEKLY;BYMONTHDAY=1", `line 2: BYMONTHDAY "1": want no BYMONTHDAY with FREQ=WEEKLY`},
		{start + "FREQ=MONTHLY;BYYEARDAY=1", `line 2: BYYEARDAY "1": want no BYYEARDAY with FREQ=DAILY, WEEKLY or MONTHLY`},
		{start + "FREQ=MONTHLY;BYWEEKNO=1;BYDAY=MO", `line 2: BYWEEKNO "1": want BYWEEKNO with FREQ=YEARLY only`},
		{start + "FREQ=YEARLY;BYWEEKNO=1", `line 2: BYWEEKNO "1": want BYDAY with it: without, libraries differ in the days that it means`},
		{start + "FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO", `line 2: BYDAY "1MO": want no ordinals beside BYWEEKNO`},
		{start + "FREQ=WEEKLY;BYDAY=1MO", `line 2: BYDAY "1MO": want ordinals with FREQ=MONTHLY or YEARLY only`}, // rrule-go: MO
		{start + "FREQ=MONTHLY;BYDAY=1MO,TU", `line 2: BYDAY "1MO,TU": want ordinals on all days or on none: libraries differ in the meaning of a mixture`},
		{start + "FREQ=MONTHLY;BYDAY=53MO", `line 2: BYDAY "53MO": want ordinals of -5 to 5: a month has no more`}, // rrule-go panics
		{start + "FREQ=YEARLY;BYMONTH=1;BYDAY=-6MO", `line 2: BYDAY "-6MO": want ordinals of -5 to 5: a month has no more`},
		{start + "FREQ=MINUTELY;BYSETPOS=1", `line 2: BYSETPOS "1": want another BY part with it`},
		{start + "FREQ=HOURLY;BYMINUTE=0,30;BYSETPOS=3", `line 2: BYSETPOS "3": want -2 to 2: there are no more in a period`},
		{start + "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=" + positions, `line 2: BYSETPOS "` + positions + `": want at most 32 positions`},
		{start + "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", `line 2: RRULE "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30": want a rule with at least one occurrence: no such date in months feb`},
		{start + "FREQ=MONTHLY;INTERVAL=2;BYMONTH=2", `line 2: RRULE "FREQ=MONTHLY;INTERVAL=2;BYMONTH=2": want a rule with at least one occurrence`},
		{start + "FREQ=HOURLY;INTERVAL=2;BYHOUR=3", `line 2: RRULE "FREQ=HOURLY;INTERVAL=2;BYHOUR=3": want a rule with at least one occurrence`}, // rrule-go hangs
		{start + "FREQ=MINUTELY;INTERVAL=10080;BYDAY=MO", `line 2: RRULE "FREQ=MINUTELY;INTERVAL=10080;BYDAY=MO": want a rule with at least one occurrence`},
		{start + "FREQ=YEARLY;BYYEARDAY=1;BYMONTH=2", `line 2: RRULE "FREQ=YEARLY;BYYEARDAY=1;BYMONTH=2": want a rule with at least one occurrence`},
		{start + "FREQ=MINUTELY;INTERVAL=7;COUNT=10001", `line 2: RRULE "FREQ=MINUTELY;INTERVAL=7;COUNT=10001": want a COUNT of at most 10000 in a rule that cannot be compiled`},
		{start + "FREQ=SECONDLY;COUNT=0\nRRULE:FREQ=FOO\nRDATE:x", // all at once
			`line 2: FREQ "SECONDLY": want MINUTELY or longer: occurrences are on whole minutes` + "\n" +
				`line 2: COUNT "0": want 1 or more` + "\n" +
				`line 3: RRULE "FREQ=FOO": want a rule of RFC 5545: undefined frequency: FOO` + "\n" +
				`line 4: RDATE "x": want a time such as 20250131T020000, with a Z for UTC, or a date`},
	} {
		r, err := ical.Parse(row.text, ical.Options{})
		require.EqualError(t, err, row.want, row.text)
		require.Nil(t, r, row.text)
	}
}

// TestYearlyMonths has a rule on which libraries are divided: the 13th from 5 May on.
func TestYearlyMonths(t *testing.T) {
	const start = "DTSTART:20250505T020000Z\nRRULE:"
	for _, row := range []struct {
		rule         string
		start, every string
	}{
		{"FREQ=YEARLY;BYMONTHDAY=13", "2025-05-13T02:00Z 2026-05-13T02:00Z", "2025-05-13T02:00Z 2025-06-13T02:00Z"},
		{"FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR", "2033-05-13T02:00Z 2039-05-13T02:00Z", "2025-06-13T02:00Z 2026-02-13T02:00Z"},
		{"FREQ=YEARLY;BYMONTHDAY=13;BYMONTH=7", "2025-07-13T02:00Z 2026-07-13T02:00Z", ""},
		{"FREQ=YEARLY;BYMONTHDAY=3;BYDAY=TU;BYWEEKNO=1,10", "2026-03-03T02:00Z 2034-01-03T02:00Z", ""}, // the weeks have months
	} {
		r, err := ical.Parse(start+row.rule, ical.Options{YearlyMonths: ical.StartMonth})
		require.NoError(t, err)
		require.Equal(t, row.start, first(r, 2), row.rule)
		again, err := ical.Parse(r.String(), ical.Options{}) // with the month, undivided
		require.NoError(t, err)
		require.Equal(t, row.start, first(again, 2), row.rule)

		r, err = ical.Parse(start+row.rule, ical.Options{YearlyMonths: ical.EveryMonth})
		require.NoError(t, err)
		if row.every == "" {
			row.every = row.start
		}
		require.Equal(t, row.every, first(r, 2), row.rule)
	}
}

func TestYearlyMonthsText(t *testing.T) {
	for _, months := range []ical.YearlyMonths{ical.Undecided, ical.StartMonth, ical.EveryMonth} {
		text, err := months.MarshalText()
		require.NoError(t, err)
		again := ical.EveryMonth
		require.NoError(t, again.UnmarshalText(text))
		require.Equal(t, months, again)
		require.Equal(t, string(text), months.String())
	}
	var months ical.YearlyMonths
	require.EqualError(t, months.UnmarshalText([]byte("all")), `months of a yearly rule "all": want undecided, start or every`)
}

// TestParseSkipped has rules that name only times which clock changes skip.
func TestParseSkipped(t *testing.T) {
	skip := ical.Options{DST: timezone.DST{Gap: timezone.GapSkip}}
	for _, rule := range []string{
		"FREQ=YEARLY;BYMONTH=3;BYDAY=SU;BYMONTHDAY=8,9,10,11,12,13,14", // compiled
		"FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",                              // run
	} {
		text := "DTSTART;TZID=America/New_York:20100314T023000\nRRULE:" + rule
		_, err := ical.Parse(text, ical.Options{})
		require.NoError(t, err)
		_, err = ical.Parse(text, skip)
		require.EqualError(t, err, `line 2: RRULE "`+rule+`": want a rule with at least one occurrence`)
	}
}

func TestZeroRecurrence(t *testing.T) {
	var r ical.Recurrence
	_, ok := r.Next(time.Time{})
	require.False(t, ok)
	_, ok = r.Prev(time.Now())
	require.False(t, ok)
	_, ok = r.Schedule()
	require.False(t, ok)
	require.Empty(t, r.String())
}

// TestEnds asks beyond both ends of time.
func TestEnds(t *testing.T) {
	for _, rule := range []string{"FREQ=DAILY", "FREQ=DAILY;INTERVAL=2", "FREQ=YEARLY;INTERVAL=2", "FREQ=WEEKLY;INTERVAL=3", "FREQ=MINUTELY;INTERVAL=7"} {
		r, err := ical.Parse("DTSTART;TZID=Europe/Berlin:00020101T000000\nRRULE:"+rule, ical.Options{})
		require.NoError(t, err)
		for _, year := range []int{-300_000_000, -5000, 0, 1} {
			at := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
			next, ok := r.Next(at)
			require.True(t, ok, rule)
			require.Equal(t, 2, next.Year(), rule)
			_, ok = r.Prev(at)
			require.False(t, ok, rule)
		}
		for _, year := range []int{10_001, 30_000, 300_000_000} {
			at := time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
			last, ok := r.Prev(at)
			require.True(t, ok, rule)
			require.GreaterOrEqual(t, last.Year(), 9998, rule)
			_, ok = r.Next(at)
			require.False(t, ok, rule)
			_, ok = r.Next(last)
			require.False(t, ok, rule)
		}
	}
}
