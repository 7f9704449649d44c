package schedule_test

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

func TestCompileErrors(t *testing.T) {
	at := []calendar.Clock{180}
	hour := calendar.PeriodOf(1, calendar.Hour)
	const step = ": want 1 to 9999999 minutes or hours"
	for _, row := range []struct {
		rule schedule.Rule
		want string
	}{
		{schedule.Rule{}, `At "": want times At, or a step Every`},
		{schedule.Rule{Weekdays: calendar.AllWeekdays}, `At "": want times At, or a step Every`},
		{schedule.Rule{At: at, Every: hour}, `Every "1 hour": want either Every or At, not both`},
		{schedule.Rule{At: []calendar.Clock{-1}}, `At "-1": want minutes since midnight, 0 to 1439`},
		{schedule.Rule{At: []calendar.Clock{1440}}, `At "1440": want minutes since midnight, 0 to 1439`},
		{schedule.Rule{At: []calendar.Clock{0, 32767}}, `At "32767": want minutes since midnight, 0 to 1439`},
		{schedule.Rule{Every: calendar.PeriodOf(1, calendar.Day)}, `Every "1 day"` + step},
		{schedule.Rule{Every: calendar.PeriodOf(0, calendar.Hour)}, `Every "0 hours"` + step},
		{schedule.Rule{Every: calendar.PeriodOf(-5, calendar.Minute)}, `Every "-5 minutes"` + step},
		{schedule.Rule{Every: calendar.PeriodOf(5, calendar.NoUnit)}, `Every "5 nones"` + step},
		{schedule.Rule{Every: calendar.PeriodOf(5, 99)}, `Every "5 unit 99s"` + step},
		{schedule.Rule{Every: calendar.PeriodOf(10_000_000, calendar.Minute)}, `Every "10000000 minutes"` + step},
		{schedule.Rule{At: at, Months: 1}, `Months "invalid": want January to December`},
		{schedule.Rule{At: at, Months: calendar.MonthsOf(1, 13)}, `Months "jan,invalid": want January to December`},
		{schedule.Rule{At: at, MonthDays: calendar.MonthDaysOf(0)}, `MonthDays "invalid": want days 1 to 31 and -1 to -31`},
		{schedule.Rule{At: at, Workdays: calendar.MonthDaysOf(15, 32)}, `Workdays "15,invalid": want days 1 to 31 and -1 to -31`},
		{schedule.Rule{At: at, Weekdays: calendar.WeekdaysOf(1, 7)}, `Weekdays "mon,invalid": want Sunday to Saturday, of every week, the first to fifth, or the last to fourth last`},
		{schedule.Rule{At: at, Weekdays: calendar.NthWeekdays(6, 1)}, `Weekdays "invalid": want Sunday to Saturday, of every week, the first to fifth, or the last to fourth last`},
		{schedule.Rule{At: at, Window: schedule.WindowOf(1440, 0)}, `Window "24:00-00:00": want times of day from 00:00 to 23:59`},
		{schedule.Rule{At: at, Window: schedule.WindowOf(0, 1440)}, `Window "00:00-24:00": want times of day from 00:00 to 23:59`},
		{schedule.Rule{At: at, Window: schedule.WindowOf(1000, 1500)}, `Window "16:40-25:00": want times of day from 00:00 to 23:59`},
	} {
		s, err := schedule.Compile(nil, timezone.DST{}, row.rule)
		if want := "rule 0: " + row.want; err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
		var problem *schedule.RuleError
		if !errors.As(err, &problem) || problem.Rule != 0 || problem.Never || s != (schedule.Schedule{}) {
			t.Errorf("got %#v and %v", problem, s)
		}
	}
	for _, to := range []calendar.Clock{-1, -5, -1440, -32768, 1440, 32767} {
		for _, from := range []calendar.Clock{0, 100, 1439} {
			for _, window := range []schedule.Window{schedule.WindowOf(from, to), schedule.WindowOf(to, from)} {
				if _, err := schedule.Compile(nil, timezone.DST{}, schedule.Rule{Every: hour, Window: window}); err == nil {
					t.Errorf("a window from %d to %d compiles", from, to)
				}
			}
		}
	}
}

func TestNeverFires(t *testing.T) {
	const skipped = "on these days, clock changes of rule skip it always, and gaps are skipped"
	rule := timezone.Of(twoDayGap(t))
	for _, row := range []struct {
		zone       *timezone.Zone
		dst, rules string
		want       string
	}{
		{nil, "", "12:00 d30 m2", `MonthDays "30": never fires: no such date in months feb`},
		{nil, "", "12:00 d30,31 m2", `MonthDays "30,31": never fires: no such date in months feb`},
		{nil, "", "12:00 d31 m4", `MonthDays "31": never fires: no such date in months apr`},
		{nil, "", "12:00 d31 m4,6,9,11", `MonthDays "31": never fires: no such date in months apr,jun,sep,nov`},
		{nil, "", "/15m d31 m6", `MonthDays "31": never fires: no such date in months jun`},
		{nil, "", "12:00 d-30,-31 m2", `MonthDays "-31,-30": never fires: no such date in months feb`},
		{nil, "", "12:00 w31 m2", `Workdays "31": never fires: no such date in months feb`},
		{nil, "", "12:00 w-31 m2,4", `Workdays "-31": never fires: no such date in months feb,apr`},
		{nil, "", "12:00 w15 sat", `Weekdays "sat": never fires: on no such date in months * on days workday 15`},
		{
			nil, "", "12:00 d1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28 5th_mon",
			`Weekdays "5th mon": never fires: on no such date in months * on days 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28`,
		},
		{nil, "", "12:00 d1,2,3,4,5,6,7,8 last_mon m2", `Weekdays "last mon": never fires: on no such date in months feb on days 1,2,3,4,5,6,7,8`},
		{nil, "", "06:59 07:00-19:00", `At "06:59": never fires: outside the window 07:00-19:00`},
		{nil, "", "19:01,06:59 07:00-19:00", `At "19:01,06:59": never fires: outside the window 07:00-19:00`},
		{nil, "", "12:00 20:00-06:00", `At "12:00": never fires: outside the window 20:00-06:00`},
		{rule, "skip", "12:00 d9,10,11,12,13,14,15 m3 mon", `At "12:00": never fires: ` + skipped},
		{rule, "skip", "02:00,23:59 d9,10,11,12,13,14,15 m3 mon", `At "02:00,23:59": never fires: ` + skipped},
		{rule, "", "/30m 12:00-12:59 d9,10,11,12,13,14,15 m3 mon", `Every "30 minutes": never fires: ` + skipped},
	} {
		_, err := schedule.Compile(row.zone, choice(t, row.dst), rules(t, row.rules)...)
		if want := "rule 0: " + row.want; err == nil || err.Error() != want {
			t.Errorf("got  %v\nwant %s", err, want)
		}
		var problem *schedule.RuleError
		if !errors.As(err, &problem) || !problem.Never {
			t.Errorf("%s: got %v", row.rules, problem)
		}
	}
}

// TestHardlyEverFires has rules that look as if they did not.
func TestHardlyEverFires(t *testing.T) {
	rule := timezone.Of(twoDayGap(t))
	for _, row := range []struct {
		zone       *timezone.Zone
		dst, rules string
		first      string
	}{
		{nil, "", "12:00 d29 m2 sun", "0004-02-29T12:00:00Z"},
		{nil, "", "12:00 d31 m2,12", "0001-12-31T12:00:00Z"},
		{nil, "", "12:00,06:59 07:00-12:00", "0001-01-01T12:00:00Z"},
		{rule, "", "12:00 d9,10,11,12,13,14,15 m3 mon", "0001-03-14T11:00:00+47:00"},
		{rule, "skip", "12:00 d9,10,11,12,13,14,15,16 m3 mon", "0009-03-16T12:00:00+47:00"},
		{rule, "skip", "12:00,01:59 d9,10,11,12,13,14,15 m3 mon", "0001-03-12T01:59:00Z"},
	} {
		s, err := schedule.Compile(row.zone, choice(t, row.dst), rules(t, row.rules)...)
		if err != nil {
			t.Errorf("%s: %v", row.rules, err)
		}
		if got := show(s.Next(far[0])); got != row.first {
			t.Errorf("%s: got %s, want %s", row.rules, got, row.first)
		}
	}
}

// twoDayGap makes a location whose clocks skip noon on the Monday after March's
// second Sunday in every year. They are put forward from Sunday 02:00 by 47
// hours; before 1970 the standard library does so a day later.
func twoDayGap(t *testing.T) *time.Location {
	t.Helper()
	header := append([]byte("TZif2"), make([]byte, 15)...)
	for _, count := range []uint32{0, 0, 0, 0, 1, 4} { // one type, four characters
		header = binary.BigEndian.AppendUint32(header, count)
	}
	body := []byte{0, 0, 0, 0, 0, 0, 'X', 'Y', 'Z', 0}
	data := slices.Concat(header, body, header, body, []byte("\nXST0XDT-47,M3.2.0,M11.1.0\n"))
	loc, err := time.LoadLocationFromTZData("rule", data)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

// TestAllErrors expects every problem of every rule at once, in their order.
func TestAllErrors(t *testing.T) {
	_, err := schedule.Compile(nil, timezone.DST{Gap: 9, Fold: 9},
		schedule.Rule{At: []calendar.Clock{0}},
		schedule.Rule{At: []calendar.Clock{-1, 2000}, Months: 1, Weekdays: 1<<63 | 255, Window: schedule.WindowOf(0, 1440)},
		schedule.Rule{},
	)
	want := strings.Join([]string{
		`Gap "gap 9": want shift, next, skip or default`,
		`Fold "fold 9": want first, second, both or default`,
		`rule 1: Months "invalid": want January to December`,
		`rule 1: Weekdays "first mon,first tue,first wed,first thu,first fri,first sat,first sun,2nd sun,invalid": want Sunday to Saturday, of every week, the first to fifth, or the last to fourth last`,
		`rule 1: At "-1": want minutes since midnight, 0 to 1439`,
		`rule 1: At "2000": want minutes since midnight, 0 to 1439`,
		`rule 1: Window "00:00-24:00": want times of day from 00:00 to 23:59`,
		`rule 2: At "": want times At, or a step Every`,
	}, "\n")
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	_, err = schedule.Compile(nil, timezone.DST{})
	if want := `rules "": want at least one`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	_, err = schedule.Compile(nil, timezone.DST{}, rules(t, "12:00 d30 m2 + 12:00 + 06:00 07:00-08:00")...)
	want = `rule 0: MonthDays "30": never fires: no such date in months feb` + "\n" +
		`rule 2: At "06:00": never fires: outside the window 07:00-08:00`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestMustCompile(t *testing.T) {
	defer func() {
		want := `schedule: rule 0: At "": want times At, or a step Every`
		if got := recover(); got != want {
			t.Errorf("got %v, want %s", got, want)
		}
	}()
	schedule.MustCompile(nil, timezone.DST{}, schedule.Rule{})
}

// TestRulesAreCopied changes what went in and what came out.
func TestRulesAreCopied(t *testing.T) {
	in := []schedule.Rule{{At: []calendar.Clock{180}}, {At: []calendar.Clock{240}}}
	s := schedule.MustCompile(zone(t, "Europe/Berlin"), timezone.DST{Fold: timezone.FoldBoth}, in...)
	in[0].At[0], in[1] = 0, schedule.Rule{}
	out := s.Rules()
	out[0].At[0], out[1] = 0, schedule.Rule{}
	if got := s.Rules(); len(got) != 2 || got[0].At[0] != 180 || got[1].At[0] != 240 {
		t.Errorf("got %v", got)
	}
	if s.Zone() != zone(t, "Europe/Berlin") || s.DST() != (timezone.DST{Fold: timezone.FoldBoth}) {
		t.Errorf("got %v, %v", s.Zone(), s.DST())
	}
	if t2 := s; t2 != s || s == schedule.MustCompile(s.Zone(), s.DST(), s.Rules()...) {
		t.Error("== is not identity")
	}
}

func TestWindow(t *testing.T) {
	for from := calendar.Clock(0); from < calendar.MinutesPerDay; from += 60 {
		for to := calendar.Clock(59); to < calendar.MinutesPerDay; to += 60 {
			w := schedule.WindowOf(from, to)
			if w.From() != from || w.To() != to {
				t.Fatalf("%v to %v: got %v to %v", from, to, w.From(), w.To())
			}
			for c := range calendar.Clock(calendar.MinutesPerDay) {
				want := from <= c && c <= to
				if to < from {
					want = from <= c || c <= to
				}
				if w.Contains(c) != want {
					t.Fatalf("%v: contains %v: got %t", w, c, !want)
				}
			}
			text, _ := w.MarshalText()
			var back schedule.Window
			if err := back.UnmarshalText(text); back != w || err != nil {
				t.Fatalf("%s: reads as %v, %v", text, back, err)
			}
		}
	}
	one := schedule.WindowOf(420, 420)
	if one.String() != "07:00-07:00" || !one.Contains(420) || one.Contains(419) || one.Contains(421) {
		t.Errorf("got %v", one)
	}
	if whole := schedule.WindowOf(0, 1439); whole != (schedule.Window{}) || whole.String() != "*" {
		t.Errorf("the whole day is %v", whole)
	}
	for _, text := range []string{"", "*", "00:00-23:59"} {
		w := one
		if err := w.UnmarshalText([]byte(text)); w != (schedule.Window{}) || err != nil {
			t.Errorf("%q: got %v, %v", text, w, err)
		}
	}
	for _, bad := range []string{"7:00-19:00", "07:00", "07:00-24:00", "24:00-07:00", "07:00 19:00", "07:00-19:00 ", "-", "07:00-1900x"} {
		w := one
		err := w.UnmarshalText([]byte(bad))
		if want := `window "` + bad + `": want HH:MM-HH:MM or *`; err == nil || err.Error() != want || w != one {
			t.Errorf("got %v and %v, want %s", err, w, want)
		}
	}
}

func TestTooManyRules(t *testing.T) {
	rule := schedule.Rule{At: []calendar.Clock{60}}
	_, err := schedule.Compile(nil, timezone.DST{}, slices.Repeat([]schedule.Rule{rule}, 100)...)
	require.NoError(t, err)
	_, err = schedule.Compile(nil, timezone.DST{}, slices.Repeat([]schedule.Rule{rule}, 101)...)
	require.EqualError(t, err, `rules "101": want at most 100`)
}
