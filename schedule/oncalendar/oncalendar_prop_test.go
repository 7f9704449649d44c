package oncalendar_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/oncalendar"
)

// TestMatcherLaw compares what an expression compiles to with one that looks at
// the text of its parts, for every minute of two months in UTC.
func TestMatcherLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := partsOf().Draw(t, "parts")
		year, month, _ := fuzz.Dates().Draw(t, "date").Civil()
		from := date(year, month, 1)
		to := from.AddDate(0, 2, 0)

		x, err := oncalendar.Parse(p.String(), oncalendar.Options{})
		require.NoError(t, err, p)
		s, err := schedule.Compile(nil, x.DST, x.Rules...)
		if err != nil { // 30 February
			require.ErrorContains(t, err, "never fires")
		}
		want, got := p.matches(from, to), slices.Collect(s.Between(from, to))
		require.True(t, slices.EqualFunc(want, got, time.Time.Equal), "%s: %d occurrences, want %d", p, len(got), len(want))
	})
}

// TestRoundTrip writes what an expression compiles to, in any zone and with any
// choice for clock changes, and reads it again.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		expr := partsOf().Draw(t, "parts").String() + " " + fuzz.Zones().Draw(t, "zone")
		options := oncalendar.Options{DST: fuzz.DSTs().Draw(t, "dst")}
		x, err := oncalendar.Parse(expr, options)
		require.NoError(t, err)
		s, err := schedule.Compile(x.Zone, x.DST, x.Rules...)
		if err != nil {
			t.Skip(err)
		}
		written, err := oncalendar.Format(s, time.Time{}, options)
		if err != nil { // only one list is read and not written
			require.ErrorContains(t, err, "a list of days so far from the end")
			return
		}
		again, err := oncalendar.Parse(written, options)
		require.NoError(t, err, written)
		require.Equal(t, x, again, written)
	})
}

// TestFormatLaw writes any schedule, and holds what is read again to the
// definition of the schedule's rules around clock changes.
func TestFormatLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := fuzz.Specs().Draw(t, "spec")
		spec.Rules = spec.Rules[:1]
		s, err := spec.Compile()
		if err != nil {
			t.Skip(err)
		}
		options := oncalendar.Options{DST: s.DST()}
		since := rapid.SampledFrom([]time.Time{{}, date(1970, 1, 1), date(2025, 1, 1)}).Draw(t, "since")
		written, err := oncalendar.Format(s, since, options)
		if err != nil {
			var inexact *schedule.InexactError
			require.ErrorAs(t, err, &inexact)
			return
		}
		x, err := oncalendar.Parse(written, options)
		require.NoError(t, err, written)
		again, err := schedule.Compile(x.Zone, x.DST, x.Rules...)
		require.NoError(t, err, written)
		around := fuzz.Instants(spec.Zone).Draw(t, "around")
		if around.Before(since.AddDate(0, 0, 2)) {
			t.Skip()
		}
		fuzz.CheckSchedule(t, fuzz.Of(spec, again), around)
	})
}

// parts are the parts of an expression, each a list, or "" for none.
type parts struct {
	weekdays, month, day, hour, minute string
	end                                bool // day is counted from the end
}

func (p parts) String() string {
	sep := "-"
	if p.end {
		sep = "~"
	}
	return strings.TrimSpace(fmt.Sprintf("%s *-%s%s%s %s:%s:00", p.weekdays, p.month, sep, p.day, p.hour, p.minute))
}

// matches lists the minutes that the parts name, by looking at their texts.
func (p parts) matches(from, to time.Time) (list []time.Time) {
	var clocks []time.Duration
	for minute := range calendar.MinutesPerDay {
		if has(p.hour, minute/60) && has(p.minute, minute%60) {
			clocks = append(clocks, time.Duration(minute)*time.Minute)
		}
	}
	for date := from; date.Before(to); date = date.AddDate(0, 0, 1) {
		day := date.Day()
		if p.end {
			day = calendar.DaysIn(date.Year(), date.Month()) - day + 1
		}
		onDay := !p.end && has(p.day, day) || p.end && hasFromEnd(p.day, day)
		if has(p.weekdays, (int(date.Weekday())+6)%7) && has(p.month, int(date.Month())) && onDay {
			for _, clock := range clocks {
				list = append(list, date.Add(clock))
			}
		}
	}
	return list
}

// has reports whether a value is in a list, none being all.
func has(list string, value int) bool {
	if list == "" || list == "*" {
		return true
	}
	for _, item := range strings.Split(list, ",") {
		span, stepText, stepped := strings.Cut(item, "/")
		from, to, ranged := strings.Cut(span, "..")
		first, last, step := numberOf(from), numberOf(from), 1
		switch {
		case ranged:
			last = numberOf(to)
		case stepped:
			last = 99
		}
		if stepped {
			step = numberOf(stepText)
		}
		if first <= value && value <= last && (value-first)%step == 0 {
			return true
		}
	}
	return false
}

// hasFromEnd is has for days from the end of the month, whose open steps come down
// to the last day.
func hasFromEnd(list string, day int) bool {
	for _, item := range strings.Split(list, ",") {
		from, step, stepped := strings.Cut(item, "/")
		if !stepped || strings.Contains(from, "..") {
			if has(item, day) {
				return true
			}
			continue
		}
		if highest := numberOf(from); day <= highest && (highest-day)%numberOf(step) == 0 {
			return true
		}
	}
	return false
}

// numberOf returns a number, or the place of a weekday after Monday.
func numberOf(text string) int {
	if i := strings.Index("montuewedthufrisatsun", strings.ToLower(text[:min(3, len(text))])); len(text) > 2 && i >= 0 {
		return i / 3
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		panic(err)
	}
	return n
}

func expressions() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		zone := rapid.SampledFrom([]string{"", " UTC", " Europe/Berlin", " America/New_York", " Asia/Kolkata"}).Draw(t, "zone")
		return partsOf().Draw(t, "parts").String() + zone
	})
}

func partsOf() *rapid.Generator[parts] {
	return rapid.Custom(func(t *rapid.T) parts {
		p := parts{
			weekdays: rapid.OneOf(rapid.Just(""), weekdayLists()).Draw(t, "weekdays"),
			month:    rapid.OneOf(rapid.Just("*"), lists(1, 12)).Draw(t, "month"),
			day:      rapid.OneOf(rapid.Just("*"), lists(1, 31)).Draw(t, "day"),
			hour:     lists(0, 23).Draw(t, "hour"),
			minute:   lists(0, 59).Draw(t, "minute"),
		}
		if rapid.IntRange(0, 4).Draw(t, "from the end") == 0 {
			p.day, p.end = rapid.OneOf(rapid.SampledFrom([]string{"1", "01", "*"}), endLists()).Draw(t, "day from the end"), true
		}
		return p
	})
}

var names = []string{"Mon", "tuesday", "WED", "Thursday", "fri", "Sat", "SUN"}

func weekdayLists() *rapid.Generator[string] {
	item := rapid.Custom(func(t *rapid.T) string {
		from := rapid.IntRange(0, 6).Draw(t, "from")
		to := rapid.IntRange(from, 6).Draw(t, "to")
		if from == to {
			return names[from]
		}
		return names[from] + ".." + names[to]
	})
	return joined(item)
}

func lists(first, last int) *rapid.Generator[string] {
	item := rapid.Custom(func(t *rapid.T) string {
		from := rapid.IntRange(first, last).Draw(t, "from")
		to := rapid.IntRange(from, last).Draw(t, "to")
		switch text := strconv.Itoa(from); rapid.IntRange(0, 3).Draw(t, "kind") {
		case 0:
			return fmt.Sprintf("%s..%02d", text, to)
		case 1:
			return fmt.Sprintf("%s..%d/%d", text, to, rapid.IntRange(1, 70).Draw(t, "step"))
		case 2:
			if from < last {
				return fmt.Sprintf("%02d/%d", from, rapid.IntRange(1, last-from).Draw(t, "step"))
			}
			fallthrough
		default:
			return text
		}
	})
	return rapid.OneOf(rapid.Just("*"), joined(item))
}

// endLists generates days counted from the end of the month.
func endLists() *rapid.Generator[string] {
	return joined(rapid.Custom(func(t *rapid.T) string {
		from := rapid.IntRange(1, 28).Draw(t, "from")
		to := rapid.IntRange(from, 28).Draw(t, "to")
		switch kind := rapid.IntRange(0, 3).Draw(t, "kind"); {
		case kind == 0:
			return fmt.Sprintf("%d..%02d", from, to)
		case kind == 1:
			return fmt.Sprintf("%02d..%d/%d", from, to, rapid.IntRange(1, 30).Draw(t, "step"))
		case kind == 2 && from > 1:
			return fmt.Sprintf("%d/%d", from, rapid.IntRange(1, from-1).Draw(t, "step"))
		}
		return strconv.Itoa(from)
	}))
}

func joined(item *rapid.Generator[string]) *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOfN(item, 1, 3), func(list []string) string { return strings.Join(list, ",") })
}

// FuzzParse reads any text. What is read, and fires, is written and read again.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"Mon..Fri *-*-* 07..19:00/15:00 Europe/Berlin", "weekly UTC", "*-*~01", "*-*~07/2,28..28", "Sat,Sun 5..10/20:0/59", "*-*~07/1",
		"*-11/1-29/2", "@1700000000", "2025-01-01 00:00:30.5", "mon..", "*-*~40", " ~ - : , ", "\x00 ü..", "Mon, 1..:2/",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, expr string) {
		x, err := oncalendar.Parse(expr, oncalendar.Options{})
		if err != nil {
			var problem *calendar.ParseError
			require.ErrorAs(t, err, &problem)
			require.Zero(t, x)
			return
		}
		s, err := schedule.Compile(x.Zone, x.DST, x.Rules...)
		if err != nil {
			return
		}
		written, err := oncalendar.Format(s, date(2025, 1, 1), oncalendar.Options{})
		if err != nil {
			require.ErrorContains(t, err, "a list of days so far from the end")
			return
		}
		again, err := oncalendar.Parse(written, oncalendar.Options{})
		require.NoError(t, err, written)
		require.Equal(t, x.Rules, again.Rules, written)
	})
}
