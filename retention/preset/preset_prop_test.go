package preset_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// The models are what the tools' documentation says, slowly: they take a list,
// the newest first, and return what is kept of it.
type model func(list []time.Time) []time.Time

// tiers are the numbers of the options keep-last to keep-yearly.
type tiers [6]int

var periods = [6]func(time.Time) string{
	func(t time.Time) string { return t.String() },
	func(t time.Time) string { return t.Format("2006-01-02 15") },
	func(t time.Time) string { return t.Format("2006-01-02") },
	func(t time.Time) string { year, week := t.ISOWeek(); return fmt.Sprint(year, "-W", week) },
	func(t time.Time) string { return t.Format("2006-01") },
	func(t time.Time) string { return t.Format("2006") },
}

// newest returns the newest of each period.
func newest(list []time.Time, period func(time.Time) string) (found []time.Time) {
	seen := map[string]bool{}
	for _, t := range list {
		if !seen[period(t)] {
			seen[period(t)] = true
			found = append(found, t)
		}
	}
	return found
}

// within is a duration, of years, months, days and hours.
type within [4]int

func (w within) inRange(list []time.Time) (found []time.Time) {
	if w == (within{}) {
		return nil
	}
	from := list[0].AddDate(-w[0], -w[1], -w[2]).Add(-time.Duration(w[3]) * time.Hour)
	for _, t := range list {
		if t.After(from) {
			found = append(found, t)
		}
	}
	return found
}

func restic(counts tiers, durations [6]within) model {
	return func(list []time.Time) (kept []time.Time) {
		oldest := list[len(list)-1]
		for i, period := range periods {
			found := newest(list, period)
			switch n := counts[i]; {
			case n == 0:
			case n < 0 || len(found) < n:
				kept = append(kept, append(found, oldest)...)
			default:
				kept = append(kept, found[:n]...)
			}
			in := durations[i].inRange(list)
			kept = append(kept, newest(in, period)...)
			if slices.Contains(in, oldest) {
				kept = append(kept, oldest)
			}
		}
		return kept
	}
}

func kopia(counts tiers) model {
	return func(list []time.Time) (kept []time.Time) {
		if counts == (tiers{}) {
			return list
		}
		for i, n := range counts {
			from := []time.Time{
				{},
				list[0].Add(-time.Duration(n) * time.Hour), list[0].AddDate(0, 0, -n),
				list[0].AddDate(0, 0, -7*n), list[0].AddDate(0, -n, 0), list[0].AddDate(-n, 0, 0),
			}[i]
			found := newest(list, periods[i])
			for _, t := range found[:min(n, len(found))] {
				if !t.Before(from) {
					kept = append(kept, t)
				}
			}
		}
		return kept
	}
}

// borg is told the age in hours. All are of the time of the newest.
func borg(age int, counts tiers) model {
	return func(list []time.Time) (kept []time.Time) {
		for _, t := range list {
			if list[0].Sub(t) < time.Duration(age)*time.Hour {
				kept = append(kept, t)
			}
		}
		for i, n := range counts {
			count := 0
			for _, t := range newest(list, periods[i]) {
				if count != n && !slices.Contains(kept, t) {
					kept = append(kept, t)
					count++
				}
			}
			if count < n {
				kept = append(kept, list[len(list)-1])
			}
		}
		return kept
	}
}

func proxmox(counts tiers) model {
	return func(list []time.Time) (kept []time.Time) {
		if counts == (tiers{}) {
			return list
		}
		var removed []time.Time
		for i, n := range counts {
			covered, chosen := map[string]bool{}, map[string]bool{}
			for _, t := range kept {
				covered[periods[i](t)] = true
			}
			for _, t := range list {
				p := periods[i](t)
				switch {
				case covered[p] || slices.Contains(kept, t) || slices.Contains(removed, t):
				case chosen[p]:
					removed = append(removed, t)
				case len(chosen) < n:
					chosen[p] = true
					kept = append(kept, t)
				}
			}
		}
		return kept
	}
}

// lists draws distinct instants, the newest first, some at the same time of day
// and some dense around the turn of weeks and months.
func lists() *rapid.Generator[[]time.Time] {
	return rapid.Custom(func(t *rapid.T) (list []time.Time) {
		at := time.Date(2024, time.Month(rapid.IntRange(1, 12).Draw(t, "month")),
			rapid.IntRange(1, 31).Draw(t, "day"), rapid.IntRange(0, 23).Draw(t, "hour"), 30, 0, 0, time.UTC)
		steps := rapid.SliceOfNDistinct(rapid.SampledFrom([]int{1, 1, 5, 24, 24, 25, 48, 7 * 24, 24 * 30, 24 * 31, 24 * 365}),
			1, 4, rapid.ID[int]).Draw(t, "steps")
		for _, hours := range rapid.SliceOfN(rapid.SampledFrom(steps), 20, 60).Draw(t, "hours") {
			list = append(list, at)
			at = at.Add(-time.Duration(hours) * time.Hour)
		}
		return append(list, at)
	})
}

func drawTiers(t *rapid.T, least int) (counts tiers) {
	for i := range counts {
		if rapid.Bool().Draw(t, "some") {
			counts[i] = rapid.IntRange(least, 5).Draw(t, "count")
		}
	}
	return counts
}

// text returns the options, those that are 0 too.
func (c tiers) text(names ...string) (list []string) {
	for i, n := range c {
		list = append(list, fmt.Sprintf("keep-%s=%d", names[i], n))
	}
	return list
}

func (w within) text() (text string) {
	for i, unit := range "ymdh" {
		if w[i] > 0 {
			text += fmt.Sprint(w[i]) + string(unit)
		}
	}
	return text
}

// check compares a preset with a model: it keeps all that the model keeps and,
// where it has to be exact, nothing else.
func check(t *rapid.T, tool string, options []string, want model, exact bool) {
	t.Helper()
	list := lists().Draw(t, "list")
	text := tool + ":" + strings.Join(options, ",")
	got, must := kept(t, text, list), want(list)
	for _, at := range list {
		keeps, wanted := slices.Contains(got, at), slices.Contains(must, at)
		if wanted && !keeps || exact && keeps && !wanted {
			t.Fatalf("%s: keeps %v: %v, want %v", text, at, keeps, wanted)
		}
	}
}

var names = []string{"last", "hourly", "daily", "weekly", "monthly", "yearly"}

// TestRestic checks that the preset is exact for counts and for durations of days.
func TestRestic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts, exact := drawTiers(t, -1), rapid.Bool().Draw(t, "exact")
		options := counts.text(names...)
		if counts == (tiers{}) {
			counts[0], options[0] = 1, "keep-last=1"
		}
		var durations [6]within
		for i := range durations {
			if rapid.IntRange(0, 2).Draw(t, "some") > 0 {
				continue
			}
			if durations[i] = (within{2: rapid.IntRange(1, 40).Draw(t, "days")}); !exact {
				durations[i] = within{
					rapid.IntRange(0, 1).Draw(t, "years"), rapid.IntRange(0, 14).Draw(t, "months"),
					durations[i][2], rapid.IntRange(0, 50).Draw(t, "hours"),
				}
			}
			name := strings.TrimSuffix("keep-within-"+names[i], "-last")
			options = append(options, name+"="+durations[i].text())
		}
		check(t, "restic", options, restic(counts, durations), exact)
	})
}

func TestKopia(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := drawTiers(t, 0)
		check(t, "kopia", counts.text("latest", "hourly", "daily", "weekly", "monthly", "annual"), kopia(counts), true)
	})
}

func TestBorg(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts, age := drawTiers(t, -1), rapid.SampledFrom([]int{0, 1, 5, 24, 49, 10 * 24, 31 * 24}).Draw(t, "age")
		options := counts.text(names...)
		if age > 0 {
			options = append(options, fmt.Sprintf("keep-within=%dH", age))
		} else if counts == (tiers{}) {
			counts[0], options[0] = 1, "keep-last=1"
		}
		check(t, "borg", options, borg(age, counts), true)
	})
}

func TestProxmox(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := drawTiers(t, 0)
		check(t, "proxmox", counts.text(names...), proxmox(counts), true)
	})
}
