package retention_test

import (
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/retention"
	"pgregory.net/rapid"
)

// world is a policy, a list of snapshots, and the time.
type world struct {
	zone      string
	loc       *time.Location
	rules     []retention.Rule
	minimum   int
	now       time.Time
	snapshots []retention.Snapshot
}

func (w world) policy(t tester) retention.Policy {
	p, err := retention.Compile(mustZone(t, w.zone), w.rules...)
	if err != nil {
		t.Fatal(err)
	}
	return p.WithMinimum(w.minimum)
}

// kept is the definition of what is kept of some snapshots, in the order given.
func (w world) kept(snapshots []retention.Snapshot) []bool {
	return fuzz.Policy{Zone: w.loc, Rules: w.rules, Minimum: w.minimum}.Kept(w.now, snapshots)
}

func worlds(rules *rapid.Generator[retention.Rule]) *rapid.Generator[world] {
	return rapid.Custom(func(t *rapid.T) (w world) {
		w.zone = rapid.OneOf(fuzz.Zones(), rapid.Just("America/St_Johns")).Draw(t, "zone")
		w.loc = fuzz.MustLoad(w.zone)
		w.rules = rapid.SliceOfN(rules, 0, 3).Draw(t, "rules")
		w.minimum = rapid.SampledFrom([]int{0, 0, 1, 3}).Draw(t, "minimum")
		w.now = fuzz.Instants(w.loc).Filter(plausible).Draw(t, "now")
		if w.zone == "America/St_Johns" {
			w.now = time.Date(2010, 11, 7, 2, 31, 0, 0, time.UTC) // the clock goes from 0:01 to 23:01
		}
		if rapid.Bool().Draw(t, "afterwards") {
			w.now = w.now.Add(time.Duration(rapid.IntRange(0, 180).Draw(t, "minutes")) * time.Minute)
		}
		w.snapshots = histories(w.now).Draw(t, "snapshots")
		return w
	})
}

// plausible leaves room for ages before and after.
func plausible(t time.Time) bool { return 500 < t.Year() && t.Year() < 9500 }

// rules draws rules of all kinds.
func rules() *rapid.Generator[retention.Rule] {
	return rapid.Custom(func(t *rapid.T) (r retention.Rule) {
		r.Failed = rapid.IntRange(0, 7).Draw(t, "failed") == 0
		if rapid.IntRange(0, 3).Draw(t, "per unit") > 0 {
			r.Per = calendar.Unit(rapid.IntRange(int(calendar.Hour), int(calendar.Year)).Draw(t, "per"))
		}
		r.Count = rapid.SampledFrom([]int{0, retention.All, 1, 2, 3, 7}).Draw(t, "count")
		if r.Count == 0 || rapid.IntRange(0, 3).Draw(t, "aged") == 0 {
			r.Within = ageRules().Draw(t, "age").Within
			r.From = retention.Reference(rapid.IntRange(0, 2).Draw(t, "from"))
		}
		if rapid.IntRange(0, 2).Draw(t, "restricted") == 0 {
			days := ageRules().Draw(t, "days")
			r.Weekdays, r.MonthDays, r.Workdays = days.Weekdays, days.MonthDays, days.Workdays
		}
		if r.Per != calendar.NoUnit || r.Count > 0 {
			r.Counting = retention.Counting(rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(t, "counting"))
		}
		if r.Per == calendar.NoUnit {
			r.Base = r.Count == 0 && !r.Failed && rapid.Bool().Draw(t, "base")
			return r
		}
		if r.Per == calendar.Week {
			r.FirstDay = rapid.SampledFrom([]calendar.WeekStart{
				0, calendar.WeekStartOf(time.Sunday), calendar.WeekStartOf(time.Saturday),
			}).Draw(t, "first day")
		}
		r.Substitute = r.Per >= calendar.Week && r.Weekdays|calendar.Weekdays(r.MonthDays|r.Workdays) != 0 &&
			rapid.Bool().Draw(t, "substitute")
		r.Oldest = r.Weekdays|calendar.Weekdays(r.MonthDays|r.Workdays) == 0 && rapid.IntRange(0, 2).Draw(t, "oldest") == 0
		if r.Pick = retention.Pick(rapid.IntRange(0, 2).Draw(t, "pick")); r.Pick == retention.Nearest {
			r.Anchor = anchors(r.Per).Draw(t, "anchor")
		}
		return r
	})
}

func anchors(per calendar.Unit) *rapid.Generator[retention.Anchor] {
	longest := map[calendar.Unit]int{calendar.Week: 7, calendar.Month: 31, calendar.Quarter: 92, calendar.Year: 366}[per]
	return rapid.Custom(func(t *rapid.T) retention.Anchor {
		latest := 1439
		if per == calendar.Hour {
			latest = 59
		}
		return retention.Anchor{
			Day: rapid.IntRange(min(longest, 1), longest).Draw(t, "day"),
			At:  calendar.Clock(rapid.IntRange(0, latest).Draw(t, "at")),
		}
	})
}

// histories draws lists of snapshots at steps of minutes to months back from
// about now, with doubles, held and failed ones, and a few from the future.
func histories(now time.Time) *rapid.Generator[[]retention.Snapshot] {
	return rapid.Custom(func(t *rapid.T) (list []retention.Snapshot) {
		step := rapid.SampledFrom([]time.Duration{
			30 * time.Second, 4 * time.Minute, 10 * time.Minute, 7 * time.Hour, 23 * time.Hour, 24 * time.Hour, 5 * 24 * time.Hour, 40 * 24 * time.Hour,
		}).Draw(t, "step")
		nominal := rapid.SampledFrom([]time.Duration{0, 0, step / 3, 5 * step}).Draw(t, "nominal")
		for _, n := range rapid.SliceOfN(rapid.IntRange(-3, 40), 0, 30).Draw(t, "steps") {
			s := retention.Snapshot{Created: now.Add(-time.Duration(n) * step)}
			switch rapid.IntRange(0, 9).Draw(t, "kind") {
			case 0, 1:
				s.Failed = true
			case 2:
				s.Held = true
				s.HeldUntil = rapid.SampledFrom([]time.Time{{}, now, now.Add(1), now.Add(step)}).Draw(t, "until")
			case 3:
				s.Locked = true
			case 4:
				s.Created = s.Created.Add(rapid.SampledFrom([]time.Duration{1, -1, step / 2, -step / 3}).Draw(t, "off"))
			case 5:
				if rapid.IntRange(0, 4).Draw(t, "timeless") == 0 {
					s.Created = rapid.SampledFrom([]time.Time{{}, time.Unix(0, 0), time.Unix(-86400, 0), time.Unix(86399, 999)}).Draw(t, "unknown")
				}
			}
			if nominal > 0 {
				s.Nominal = s.Created.Add(-late(nominal).Draw(t, "late"))
			}
			list = append(list, s)
		}
		return list
	})
}

// late draws how long after its nominal time a snapshot is created: now and then
// before it, which does not count.
func late(most time.Duration) *rapid.Generator[time.Duration] {
	return rapid.SampledFrom([]time.Duration{0, 0, 1, most / 5, most / 2, most, -1})
}

// steps draws how long until the next event: within an hour, a day, or longer.
func steps() *rapid.Generator[time.Duration] {
	return rapid.SampledFrom([]time.Duration{
		time.Second, 20 * time.Minute, 35 * time.Minute, time.Hour,
		7 * time.Hour, 24 * time.Hour, 6 * 24 * time.Hour, 40 * 24 * time.Hour,
	})
}
