package main

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestUnion compares several expressions with the sorted times of each.
func TestUnion(t *testing.T) {
	expressions := map[string][]string{
		"-cron":     {"0 1 * * *", "30 2 * * *", "*/20 2-3 * * sun", "0 1 1,15 * *", "15 3 L * *"},
		"-calendar": {"daily", "*-*-* 02:30", "Sun *-*-* 02..03:00/20", "*-*~01 03:15"},
	}
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"-cron", "-calendar"}).Draw(t, "flag")
		list := rapid.SliceOfN(rapid.SampledFrom(expressions[name]), 1, 4).Draw(t, "expressions")
		shared := []string{
			"next", "-from", rapid.SampledFrom([]string{"2025-03-20", "2025-10-20"}).Draw(t, "from"),
			"-until", "2025-11-30", "-zone", rapid.SampledFrom([]string{"UTC", "Europe/Berlin"}).Draw(t, "zone"),
		}
		var want []string
		union := slices.Clone(shared)
		for _, text := range list {
			union = append(union, name, text)
			want = append(want, strings.Fields(runOn("", append(slices.Clone(shared), name, text)...).stdout)...)
		}
		slices.SortFunc(want, func(a, b string) int { return mustInstant(t, a).Compare(mustInstant(t, b)) })
		require.Equal(t, slices.Compact(want), strings.Fields(runOn("", union...).stdout))
	})
}

func mustInstant(t require.TestingT, s string) time.Time {
	parsed, ok := parseInstant(s)
	require.True(t, ok, s)
	return parsed
}
