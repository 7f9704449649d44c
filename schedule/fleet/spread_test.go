package fleet_test

import (
	"strconv"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/fleet"
	"github.com/longcase/longcase/timezone"
)

var _ schedule.Sequence = fleet.Spread{}

// Keys whose shares are the least, the middle and the greatest of all, to
// within a second of a day.
const (
	first  = "drive-34285"
	middle = "drive-72256"
	last   = "drive-202364"
)

// compile compiles rules in a zone, with the default choices at clock changes.
func compile(t testing.TB, zone string, rules ...schedule.Rule) schedule.Schedule {
	t.Helper()
	z, err := timezone.Load(zone)
	if err != nil {
		t.Fatal(err)
	}
	s, err := schedule.Compile(z, timezone.DST{}, rules...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// at returns a rule that fires at times such as 03:00.
func at(times ...string) schedule.Rule {
	var rule schedule.Rule
	for _, text := range times {
		c, err := calendar.ParseClock(text)
		if err != nil {
			panic(err)
		}
		rule.At = append(rule.At, c)
	}
	return rule
}

// in limits a rule to a window such as 20:00-06:00.
func in(window string, rule schedule.Rule) schedule.Rule {
	if err := rule.Window.UnmarshalText([]byte(window)); err != nil {
		panic(err)
	}
	return rule
}

// on limits a rule to days of the week.
func on(days calendar.Weekdays, rule schedule.Rule) schedule.Rule {
	rule.Weekdays = days
	return rule
}

// instant reads an instant such as 2025-03-09T03:30-04:00.
func instant(text string) time.Time {
	t, err := time.Parse("2006-01-02T15:04Z07:00", text)
	if err != nil {
		panic(err)
	}
	return t
}

type rules = []schedule.Rule

func TestSpreadRoom(t *testing.T) {
	const newYork = "America/New_York"
	const second, minute, hour, day = time.Second, time.Minute, time.Hour, 24 * time.Hour
	friday := calendar.WeekdaysOf(time.Friday)
	june, the30th := in("20:00-05:59", at("23:00")), in("20:00-05:59", at("23:00"))
	june.Months, the30th.MonthDays = calendar.MonthsOf(time.June), calendar.MonthDaysOf(30)
	tests := []struct {
		name    string
		zone    string
		rules   rules
		bound   time.Duration
		nominal string
		room    time.Duration
	}{
		{"bound", "UTC", rules{at("03:00")}, hour, "2025-06-01T03:00Z", hour},
		{"whole seconds", "UTC", rules{at("03:00")}, 2*second - 1, "2025-06-01T03:00Z", second},
		{"too small", "UTC", rules{at("03:00")}, second - 1, "2025-06-01T03:00Z", 0},
		{"negative", "UTC", rules{at("03:00")}, -hour, "2025-06-01T03:00Z", 0},
		{"next fire", "UTC", rules{at("03:00", "03:10")}, hour, "2025-06-01T03:00Z", 10 * minute},
		{"next day", "UTC", rules{at("03:00", "03:10")}, 1 << 62, "2025-06-01T03:10Z", day - 10*minute},
		{"window", "UTC", rules{in("02:00-03:29", at("03:00"))}, hour, "2025-06-01T03:00Z", 30 * minute},
		{"last minute", "UTC", rules{in("02:00-03:00", at("03:00"))}, hour, "2025-06-01T03:00Z", minute},
		{"wrapped", "UTC", rules{in("20:00-05:59", at("23:00"))}, day, "2025-06-01T23:00Z", 7 * hour},
		{"never closes", "UTC", rules{in("00:01-00:00", at("03:00"))}, hour, "2025-06-01T03:00Z", hour},             // as long as the day
		{"no window", "UTC", rules{on(friday, at("23:00"))}, 2 * hour, "2025-06-06T23:00Z", 2 * hour},               // into Saturday
		{"Friday's", "UTC", rules{on(friday, in("20:00-05:59", at("23:00")))}, 2 * hour, "2025-06-06T23:00Z", hour}, // a window is judged by each date
		{"June's", "UTC", rules{june}, 2 * hour, "2025-06-30T23:00Z", hour},
		{"the 30th's", "UTC", rules{the30th}, 2 * hour, "2025-06-30T23:00Z", hour},
		{"another's", "UTC", rules{at("03:00"), in("02:00-03:29", at("02:30"))}, hour, "2025-06-01T03:00Z", hour},                      // the rule that fires has no window
		{"both", "UTC", rules{in("02:00-04:00", at("03:00")), in("02:00-03:29", at("03:00"))}, hour, "2025-06-01T03:00Z", 30 * minute}, // the first to end
		{"before a gap", newYork, rules{in("01:00-03:59", at("01:00"))}, day, "2025-03-09T01:00-05:00", 2 * hour},
		{"before a fold", newYork, rules{in("00:00-03:59", at("00:00"))}, day, "2025-11-02T00:00-04:00", 5 * hour},
		{"shifted", newYork, rules{in("02:00-03:44", at("02:30"))}, hour, "2025-03-09T03:30-04:00", 15 * minute},
		{"shifted out", newYork, rules{in("02:00-02:44", at("02:30"))}, hour, "2025-03-09T03:30-04:00", 0}, // the window was skipped
		{"end of time", "UTC", rules{at("23:30")}, hour, "9999-12-31T23:30Z", 0},                           // not into the year 10000
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			spread := fleet.NewSpread(compile(t, test.zone, test.rules...), test.bound)
			nominal, seconds := instant(test.nominal), int64(test.room/time.Second)
			for key, delay := range map[string]int64{first: 0, middle: seconds / 2, last: max(0, seconds-1)} {
				want := nominal.Add(time.Duration(delay) * time.Second)
				got, ok := spread.For(key).NextFire(nominal.Add(-1))
				if !ok || !got.Nominal.Equal(nominal) || !got.Spread.Equal(want) {
					t.Errorf("%s: got %v %v, want %v delayed by %ds", key, got, ok, nominal, delay)
				}
			}
		})
	}
}

// TestSpreadRoomInFold has a rule that fires in the second pass of a fold, where
// it would not without the choice that it was compiled with.
func TestSpreadRoomInFold(t *testing.T) {
	s := compile(t, "America/New_York", in("01:00-01:44", at("01:30")))
	s = schedule.MustCompile(s.Zone(), timezone.DST{Fold: timezone.FoldSecond}, s.Rules()...)
	nominal := instant("2025-11-02T01:30-05:00")
	want := fleet.Fire{Nominal: nominal, Spread: nominal.Add(15*time.Minute - time.Second)}
	got, _ := fleet.NewSpread(s, time.Hour).For(last).NextFire(nominal.Add(-1))
	if !got.Nominal.Equal(want.Nominal) || !got.Spread.Equal(want.Spread) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestSpreadIsStable pins the delays of keys, which were computed by another
// program. If it fails, every drive there is moves to another time.
func TestSpreadIsStable(t *testing.T) {
	spread := fleet.NewSpread(compile(t, "UTC", at("03:00")), time.Hour)
	for key, want := range map[string]string{
		"":                                     "03:56:12",
		"a":                                    "03:30:37",
		"drive-1":                              "03:02:05",
		"drive-2":                              "03:47:38",
		"drive-3":                              "03:18:44",
		"ä":                                    "03:49:49", // the bytes of UTF-8
		"6f670b3c-a2e6-433f-aeab-b976b1cdaf03": "03:13:46",
	} {
		if got, _ := spread.For(key).Next(newYear); got.Format(time.TimeOnly) != want {
			t.Errorf("%q is delayed to %v, want %s", key, got, want)
		}
	}
	if got, _ := spread.Next(newYear); got.Format(time.TimeOnly) != "03:00:00" {
		t.Errorf("without a key, delayed to %v", got)
	}
}

// TestSpreadIsEven counts the keys in each of 60 equal parts of the room, where
// the bound limits it and where the window does. The sum of the squares of the
// deviations, which is chi-squared with 59 degrees of freedom, is above 98 once
// in a thousand; the keys are fixed, and so is the result.
func TestSpreadIsEven(t *testing.T) {
	const parts, keys, limit = 60, 100_000, 98.3
	window := in("02:00-03:29", at("03:00"))
	for name, test := range map[string]struct {
		rule schedule.Rule
		room time.Duration
	}{"bound": {at("03:00"), time.Hour}, "window": {window, 30 * time.Minute}} {
		spread := fleet.NewSpread(compile(t, "UTC", test.rule), time.Hour)
		var counts [parts]int
		for n := range keys {
			fire, _ := spread.For("drive-" + strconv.Itoa(n)).NextFire(newYear)
			counts[fire.Spread.Sub(fire.Nominal)*parts/test.room]++
		}
		chi := 0.0
		for _, count := range counts {
			const want = float64(keys) / parts
			chi += (float64(count) - want) * (float64(count) - want) / want
		}
		if chi > limit {
			t.Errorf("%s: chi squared is %.1f, want less than %.1f: %v", name, chi, limit, counts)
		}
	}
}

func TestZeroSpread(t *testing.T) {
	var never fleet.Spread
	for _, s := range []fleet.Spread{never, never.For("a"), fleet.NewSpread(schedule.Schedule{}, time.Hour).For("a")} {
		if got, ok := s.NextFire(newYear); ok {
			t.Errorf("next fires at %v", got)
		}
		if got, ok := s.PrevFire(newYear); ok {
			t.Errorf("fired at %v", got)
		}
	}
	spread := fleet.NewSpread(compile(t, "UTC", at("03:00")), time.Hour)
	if a, again, b := spread.For("a"), spread.For("a"), spread.For("b"); a != again || a == b {
		t.Error("== is not identity")
	}
}
