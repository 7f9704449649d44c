package schedule_test

import (
	"encoding/binary"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// changes lists clock changes of every size: gaps and folds of an hour, of half of
// one, of a day, of odd seconds, and two within a day.
var changes = []struct {
	zone string
	at   time.Time
}{
	{"America/New_York", time.Date(2025, 3, 9, 7, 0, 0, 0, time.UTC)},
	{"America/New_York", time.Date(2025, 11, 2, 6, 0, 0, 0, time.UTC)},
	{"Australia/Lord_Howe", time.Date(2025, 4, 5, 15, 0, 0, 0, time.UTC)},
	{"Australia/Lord_Howe", time.Date(2025, 10, 4, 15, 30, 0, 0, time.UTC)},
	{"Africa/Cairo", time.Date(2025, 10, 30, 21, 0, 0, 0, time.UTC)},
	{"Pacific/Apia", time.Date(2011, 12, 30, 10, 0, 0, 0, time.UTC)},
	{"Pacific/Kwajalein", time.Date(1969, 9, 30, 13, 0, 0, 0, time.UTC)},
	{"Africa/Monrovia", time.Date(1972, 1, 7, 0, 44, 30, 0, time.UTC)},
	{"America/Juneau", time.Date(1867, 10, 18, 23, 0, 0, 0, time.UTC)},
	{"Asia/Manila", time.Date(1844, 12, 31, 16, 0, 0, 0, time.UTC)},
	{"Antarctica/Casey", time.Date(2018, 3, 10, 17, 0, 0, 0, time.UTC)},
	{short, time.Date(2025, 3, 9, 2, 0, 0, 0, time.UTC)},
}

// short is a made-up zone whose clocks go forward by six hours and back twelve
// hours later, the least time that a zone allows.
const short = "AAA0BBB-6,M3.2.0/2,M3.2.0/20"

// zoneOrRule loads a zone, or makes the one of a rule.
func zoneOrRule(t require.TestingT, name string) *timezone.Zone {
	if name != short {
		zone, err := timezone.Load(name)
		require.NoError(t, err)
		return zone
	}
	header := append([]byte("TZif2"), make([]byte, 15)...)
	for _, count := range []uint32{0, 0, 0, 0, 1, 4} { // one type, four characters
		header = binary.BigEndian.AppendUint32(header, count)
	}
	body := []byte{0, 0, 0, 0, 0, 0, 'A', 'A', 'A', 0}
	data := slices.Concat(header, body, header, body, []byte("\n"+name+"\n"))
	location, err := time.LoadLocationFromTZData(name, data)
	require.NoError(t, err)
	return timezone.Of(location)
}

// severalRules draws rules of which many share minutes.
func severalRules() *rapid.Generator[[]schedule.Rule] {
	return rapid.Custom(func(t *rapid.T) (rules []schedule.Rule) {
		for range rapid.IntRange(2, 5).Draw(t, "rules") {
			var r schedule.Rule
			if rapid.Bool().Draw(t, "grid") {
				step := rapid.SampledFrom([]int{1, 7, 15, 30, 45, 60, 90, 720}).Draw(t, "step")
				r.Every = calendar.PeriodOf(step, calendar.Minute)
				r.Window = rapid.SampledFrom([]schedule.Window{{}, schedule.WindowOf(60, 200), schedule.WindowOf(1300, 100)}).Draw(t, "window")
			} else {
				r.At = rapid.SliceOfN(rapid.SampledFrom([]calendar.Clock{0, 30, 60, 74, 75, 90, 119, 120, 121, 150, 179, 180, 181, 210, 1380, 1439}), 1, 6).Draw(t, "at")
			}
			r.Weekdays = rapid.SampledFrom([]calendar.Weekdays{0, calendar.AllWeekdays &^ 1, calendar.WeekdaysOf(time.Sunday)}).Draw(t, "weekdays")
			r.MonthDays = rapid.SampledFrom([]calendar.MonthDays{0, 0, calendar.MonthDaysOf(2, 9, 30), calendar.LastDay}).Draw(t, "days")
			rules = append(rules, r)
		}
		return rules
	})
}

// TestCountOfSeveral counts near clock changes what several rules have together,
// and compares with a walk.
func TestCountOfSeveral(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		change := rapid.SampledFrom(changes).Draw(t, "change")
		zone := zoneOrRule(t, change.zone)
		dst := timezone.DST{
			Gap:  timezone.Gap(rapid.IntRange(0, 3).Draw(t, "gap")),
			Fold: timezone.Fold(rapid.IntRange(0, 3).Draw(t, "fold")),
		}
		s, err := schedule.Compile(zone, dst, severalRules().Draw(t, "rules")...)
		if err != nil {
			t.Skip("never fires")
		}
		seconds := rapid.OneOf(rapid.Int64Range(-200_000, 200_000), rapid.SampledFrom([]int64{-86400, -3600, -1800, -1, 0, 1, 1800, 3600, 86400}))
		from := change.at.Add(time.Duration(seconds.Draw(t, "from")) * time.Second)
		to := change.at.Add(time.Duration(seconds.Draw(t, "to")) * time.Second)
		walked := int64(0)
		for range schedule.Range(s, from, to) {
			walked++
		}
		require.Equal(t, walked, s.Count(from, to), "%v to %v", from, to)
	})
}

// TestCountOfSeveralDecades does so over many changes at once.
func TestCountOfSeveralDecades(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := zoneOrRule(t, rapid.SampledFrom(changes).Draw(t, "change").zone)
		rules := severalRules().Draw(t, "rules")
		for i := range rules { // few enough to walk
			rules[i].MonthDays = calendar.MonthDaysOf(1 + i)
			if rules[i].Every != (calendar.Period{}) {
				rules[i].Every = calendar.PeriodOf(90, calendar.Minute)
			}
		}
		s, err := schedule.Compile(zone, timezone.DST{}, rules...)
		if err != nil {
			t.Skip("never fires")
		}
		from := time.Date(rapid.IntRange(1835, 2030).Draw(t, "year"), 1, 1, 0, 0, 0, 0, time.UTC)
		to := from.AddDate(rapid.IntRange(1, 30).Draw(t, "years"), 0, 0)
		walked := int64(0)
		for range schedule.Range(s, from, to) {
			walked++
		}
		require.Equal(t, walked, s.Count(from, to))
	})
}
