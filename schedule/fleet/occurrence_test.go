package fleet_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/fleet"
)

// TestOccurrenceText pins the text of occurrences. If it fails, work done before
// an upgrade is done once more after it.
func TestOccurrenceText(t *testing.T) {
	berlin := compile(t, "Europe/Berlin", at("03:00")).Zone().Location()
	monrovia := compile(t, "Africa/Monrovia", at("03:00")).Zone().Location()
	for _, row := range []struct {
		key     string
		nominal time.Time
		text    string
	}{
		{"drive-7", time.Date(2025, 6, 1, 3, 0, 0, 0, berlin), "drive-7@2025-06-01T01:00:00Z"},
		{"", time.Date(2025, 6, 1, 3, 0, 0, 0, time.UTC), "@2025-06-01T03:00:00Z"},
		{"tank/data@daily", time.Date(2025, 6, 1, 3, 0, 0, 0, time.UTC), "tank%2Fdata%40daily@2025-06-01T03:00:00Z"},
		{"100 %", time.Date(2025, 6, 1, 3, 0, 0, 0, time.UTC), "100%20%25@2025-06-01T03:00:00Z"},
		{"Größe.a_b~c", time.Date(2025, 6, 1, 3, 0, 0, 0, time.UTC), "Gr%C3%B6%C3%9Fe.a_b~c@2025-06-01T03:00:00Z"},
		{"\x00\xff", time.Date(2025, 6, 1, 3, 0, 0, 0, time.UTC), "%00%FF@2025-06-01T03:00:00Z"},   // no UTF-8
		{"a", time.Date(1970, 1, 1, 3, 0, 0, 0, monrovia), "a@1970-01-01T03:44:30Z"},               // off the minute
		{"a", time.Date(9999, 12, 31, 23, 59, 0, 0, time.UTC), "a@9999-12-31T23:59:00Z"},           // the last of all
		{"a", time.Date(1, 1, 1, 0, 0, 0, 0, time.FixedZone("", 50400)), "a@0000-12-31T10:00:00Z"}, // the first date, east of UTC
		{"a", time.Date(2025, 10, 26, 1, 30, 0, 0, time.UTC).In(berlin), "a@2025-10-26T01:30:00Z"}, // the second 02:30
	} {
		occurrence := fleet.Occurrence{Key: row.key, Fire: fleet.Fire{Nominal: row.nominal, Spread: row.nominal.Add(time.Second)}}
		text, err := occurrence.MarshalText()
		require.NoError(t, err, row.text)
		require.Equal(t, row.text, string(text))
		require.Equal(t, row.text, occurrence.String())
		var read fleet.Occurrence
		require.NoError(t, read.UnmarshalText(text), row.text)
		require.Equal(t, fleet.Occurrence{Key: row.key, Fire: fleet.Fire{Nominal: row.nominal.UTC()}}, read)
	}
}

// TestOccurrenceWithoutText expects an error where the text would name another
// occurrence, or none.
func TestOccurrenceWithoutText(t *testing.T) {
	for _, nominal := range []time.Time{
		{},
		time.Date(2025, 6, 1, 3, 0, 0, 1, time.UTC),
		time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC),
		time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC),
	} {
		_, err := fleet.Occurrence{Key: "a", Fire: fleet.Fire{Nominal: nominal}}.MarshalText()
		require.ErrorContains(t, err, "no whole second", "%v", nominal)
	}
	for _, text := range []string{
		"", "a", "@", "a@", "2025-06-01T03:00:00Z",
		"a@2025-06-01T03:00:00.5Z", "a@2025-06-01T3:00:00Z", "a@2025-06-01T03:00:00+00:00",
		"a@2025-06-31T03:00:00Z", "a@0001-01-01T00:00:00Z", "a@2025-06-01T03:00:00Z ",
		"a b@2025-06-01T03:00:00Z", "a@b@2025-06-01T03:00:00Z", "%@2025-06-01T03:00:00Z",
		"%2@2025-06-01T03:00:00Z", "%4g@2025-06-01T03:00:00Z", "%2f@2025-06-01T03:00:00Z",
		"%61@2025-06-01T03:00:00Z", // an a needs no percent sign
	} {
		var parse *calendar.ParseError
		require.ErrorAs(t, new(fleet.Occurrence).UnmarshalText([]byte(text)), &parse, text)
		require.Equal(t, text, parse.Input)
	}
}

// TestOccurrenceLaw writes occurrences of any key and schedule and reads them, and
// reads any text and writes it.
func TestOccurrenceLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		occurrence := fleet.Occurrence{Key: string(rapid.SliceOf(rapid.Byte()).Draw(t, "key"))}
		occurrence.Nominal = fuzz.Instants(time.UTC).Draw(t, "nominal").Truncate(time.Second)
		text, err := occurrence.MarshalText()
		require.NoError(t, err)
		require.Regexp(t, `^[-A-Za-z0-9._~%]*@[-0-9]{10}T[:0-9]{8}Z$`, string(text))
		var read fleet.Occurrence
		require.NoError(t, read.UnmarshalText(text))
		require.Equal(t, occurrence.Key, read.Key)
		require.True(t, occurrence.Nominal.Equal(read.Nominal))

		other := rapid.StringMatching(`[a%@/204F]{0,9}@2025-0[0-9]-1[0-9]T0[0-3]:00:[0-7]0Z`).Draw(t, "text")
		if read.UnmarshalText([]byte(other)) == nil {
			require.Equal(t, other, read.String())
		}
	})
}

func TestMarshal(t *testing.T) {
	spread := fleet.NewSpread(compile(t, "UTC", at("03:00")), time.Hour)
	_, err := json.Marshal(spread)
	require.ErrorContains(t, err, "the bound and the key")
	text, err := json.Marshal(map[string]any{"id": fleet.Occurrence{Key: "a/b", Fire: fleet.Fire{Nominal: newYear}}})
	require.NoError(t, err)
	require.Equal(t, `{"id":"a%2Fb@2025-01-01T00:00:00Z"}`, string(text))
}

func TestSpreadFingerprint(t *testing.T) {
	nightly := compile(t, "UTC", at("03:00"))
	print := nightly.Fingerprint(newYear)
	hour := fleet.NewSpread(nightly, time.Hour)
	require.Equal(t, print, fleet.NewSpread(nightly, 0).Fingerprint(newYear))
	require.Equal(t, print+"+3600", hour.Fingerprint(newYear))
	require.Equal(t, print+"+3600", hour.For("a").Fingerprint(newYear))
	require.NotEqual(t, hour.Fingerprint(newYear), fleet.NewSpread(nightly, time.Minute).Fingerprint(newYear))
}

// TestSpreadMissed catches up with a spread as with any sequence, by the delayed
// instants, and finds the nominal times of what it runs.
func TestSpreadMissed(t *testing.T) {
	spread := fleet.NewSpread(compile(t, "UTC", at("03:00")), time.Hour).For(middle)
	now := newYear.AddDate(0, 0, 3).Add(3*time.Hour + 30*time.Minute) // the fourth of four
	missed, latest := schedule.Missed(spread, newYear, now)
	require.Equal(t, int64(4), missed)
	require.Equal(t, now, latest)
	missed, _ = schedule.Missed(spread, newYear, now.Add(-1))
	require.Equal(t, int64(3), missed)

	late := schedule.CatchUp{Mode: schedule.CatchUpAll, Limit: 2}.Plan(spread, newYear, now.Add(-1))
	var nominal []string
	for _, t := range late.Run {
		fire, _ := spread.LatestFire(t)
		nominal = append(nominal, show(fire))
	}
	require.Equal(t, []string{"02T03:00+30m0s", "03T03:00+30m0s"}, nominal)
	require.Empty(t, schedule.CatchUp{Grace: time.Minute}.Plan(spread, newYear, now.Add(-1)).Run)
}
