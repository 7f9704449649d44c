package schedule_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/schedule"
)

// TestSequences lists what nested sequences hold on some days.
func TestSequences(t *testing.T) {
	utc := zone(t, "UTC")
	at := func(text string) time.Time { return instant(t, utc, text) }
	daily := compile(t, "UTC", "", "03:00")
	hourly := compile(t, "UTC", "", "/6h")
	holidays := schedule.Times(at("2025-01-03T03:00"), at("2025-01-01T03:00"), at("2025-01-02T12:00"), at("2025-01-01T03:00"))
	nights := windows(t, nil, "00:00-05:59")
	union, except, within := schedule.Union, schedule.Except, schedule.Within
	for name, row := range map[string]struct {
		sequence schedule.Sequence
		want     string
	}{
		"union":                   {union(daily, hourly, daily), "01T00:00Z 01T03:00Z 01T06:00Z 01T12:00Z 01T18:00Z 02T00:00Z 02T03:00Z 02T06:00Z 02T12:00Z 02T18:00Z 03T00:00Z 03T03:00Z 03T06:00Z 03T12:00Z 03T18:00Z"},
		"of none":                 {union(), ""},
		"of itself":               {union(daily, union(daily)), "01T03:00Z 02T03:00Z 03T03:00Z"},
		"except":                  {except(daily, holidays), "02T03:00Z"},
		"except itself":           {except(daily, daily), ""},
		"except nothing":          {except(daily, schedule.Times()), "01T03:00Z 02T03:00Z 03T03:00Z"},
		"except all but":          {except(holidays, except(holidays, daily)), "01T03:00Z 03T03:00Z"},
		"outside":                 {schedule.Outside(hourly, nights), "01T06:00Z 01T12:00Z 01T18:00Z 02T06:00Z 02T12:00Z 02T18:00Z 03T06:00Z 03T12:00Z 03T18:00Z"},
		"outside of all":          {schedule.Outside(hourly, windows(t, nil, "")), ""},
		"outside of none":         {schedule.Outside(daily, schedule.Windows{}), "01T03:00Z 02T03:00Z 03T03:00Z"},
		"within":                  {within(daily, at("2025-01-02T03:00"), at("2025-01-03T03:00")), "02T03:00Z"}, // from is included, to is not
		"within, just past":       {within(daily, at("2025-01-02T03:00").Add(1), at("2025-01-03T03:00").Add(1)), "03T03:00Z"},
		"within, no end":          {within(daily, at("2025-01-02"), time.Time{}), "02T03:00Z 03T03:00Z"},
		"within, no start":        {within(daily, time.Time{}, at("2025-01-03")), "01T03:00Z 02T03:00Z"},
		"within the wrong way":    {within(daily, at("2025-01-03"), at("2025-01-01")), ""},
		"within within":           {within(within(hourly, at("2025-01-01T12:00"), at("2025-01-03")), at("2025-01-01"), at("2025-01-02")), "01T12:00Z 01T18:00Z"},
		"times":                   {holidays, "01T03:00Z 02T12:00Z 03T03:00Z"}, // sorted, each once
		"openings":                {except(nights.Openings(), schedule.Times(at("2025-01-02"))), "01T00:00Z 03T00:00Z"},
		"a schedule of nothing":   {union(schedule.Schedule{}, daily), "01T03:00Z 02T03:00Z 03T03:00Z"},
		"a union, and a blackout": {schedule.Outside(union(except(daily, holidays), within(hourly, at("2025-01-02"), time.Time{})), nights), "02T06:00Z 02T12:00Z 02T18:00Z 03T06:00Z 03T12:00Z 03T18:00Z"},
	} {
		from, to := at("2025-01-01"), at("2025-01-04")
		list := slices.Collect(schedule.Range(row.sequence, from, to))
		if got := join(format(list)); got != row.want {
			t.Errorf("%s\ngot  %s\nwant %s", name, got, row.want)
		}
		before := to
		for i := len(list) - 1; i >= 0; i-- {
			got, ok := row.sequence.Prev(before)
			if !ok || !got.Equal(list[i]) {
				t.Errorf("%s before %v: got %v, %t, want %v", name, before, got, ok, list[i])
			}
			before = list[i]
		}
		if got, ok := row.sequence.Prev(before); ok && !got.Before(from) {
			t.Errorf("%s before %v: got %v", name, before, got)
		}
	}
}

func TestRange(t *testing.T) {
	s := schedule.Times(time.Unix(0, 0), time.Unix(0, 1), time.Unix(1, 0), time.Unix(2, 0))
	for _, row := range []struct {
		from, to time.Time
		want     int
	}{
		{time.Unix(0, 0), time.Unix(2, 0), 3}, // from is included, to is not
		{time.Unix(0, 1), time.Unix(2, 1), 3},
		{time.Unix(0, 2), time.Unix(1, 0), 0},
		{time.Unix(2, 0), time.Unix(0, 0), 0},
	} {
		if got := len(slices.Collect(schedule.Range(s, row.from, row.to))); got != row.want {
			t.Errorf("from %v to %v: got %d, want %d", row.from, row.to, got, row.want)
		}
	}
	for range schedule.Range(s, time.Unix(0, 0), time.Unix(2, 0)) {
		break
	}
}

// TestTimesAreCopied changes what went in.
func TestTimesAreCopied(t *testing.T) {
	in := []time.Time{time.Unix(2, 0), time.Unix(1, 0)}
	s := schedule.Times(in...)
	if in[0].Unix() != 2 {
		t.Error("the caller's slice was sorted")
	}
	in[0], in[1] = time.Unix(9, 0), time.Unix(9, 0)
	if at, ok := s.Next(time.Unix(0, 0)); !ok || at.Unix() != 1 {
		t.Errorf("got %v", at)
	}
	sequences := []schedule.Sequence{s}
	union := schedule.Union(sequences...)
	sequences[0] = schedule.Times()
	if _, ok := union.Next(time.Unix(0, 0)); !ok {
		t.Error("a union shares the caller's slice")
	}
}

// maxExcluded is the number of instants that the docs of Except promise.
const maxExcluded = 100_000

// TestMaxExcluded gives up on what is excluded for too long, and not before.
func TestMaxExcluded(t *testing.T) {
	minutely := compile(t, "UTC", "", "/1m")
	start := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	end := start.Add(maxExcluded * time.Minute)
	most := schedule.Except(minutely, schedule.Within(minutely, start.Add(time.Minute), end))
	if got := show(most.Next(start)); got != show(end, true) {
		t.Errorf("got %s, want %v", got, end)
	}
	if got := show(most.Prev(end)); got != show(start, true) {
		t.Errorf("got %s, want %v", got, start)
	}
	more := schedule.Except(minutely, schedule.Within(minutely, start, end.Add(time.Minute)))
	if got := show(more.Next(start)); got != never {
		t.Errorf("got %s", got)
	}
	if got := show(more.Prev(end)); got != never {
		t.Errorf("got %s", got)
	}
}

func TestCron(t *testing.T) {
	cron := schedule.Cron{Sequence: compile(t, "UTC", "", "03:00 d1 m1")}
	var asOthersAsk interface{ Next(time.Time) time.Time } = cron
	if got := asOthersAsk.Next(time.Date(2025, 1, 1, 3, 0, 0, 0, time.UTC)); show(got, true) != "2026-01-01T03:00:00Z" {
		t.Errorf("got %v", got)
	}
	if got := cron.Next(time.Date(9999, 6, 1, 0, 0, 0, 0, time.UTC)); !got.IsZero() {
		t.Errorf("after the last one: got %v", got)
	}
	if got, ok := cron.Prev(time.Date(2025, 1, 1, 3, 0, 0, 0, time.UTC)); !ok || show(got, true) != "2024-01-01T03:00:00Z" {
		t.Errorf("got %v", got)
	}
}

// TestCronZeroValue asks a value without a sequence, as a struct of options
// that nobody filled in holds it.
func TestCronZeroValue(t *testing.T) {
	require.True(t, schedule.Cron{}.Next(time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)).IsZero())
}
