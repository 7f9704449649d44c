package preset_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/retention/preset"
)

func TestParse(t *testing.T) {
	for _, test := range []struct {
		text    string
		rules   string
		minimum int
	}{
		{"restic:", "", 0}, // an empty policy removes nothing
		{"restic:keep-last=0", "", 0},
		{"restic:keep-last=3,keep-daily=7", "last 3; daily 7 and oldest", 0},
		{"restic:keep-last=-1", "all", 0},
		{"restic:keep-weekly=unlimited", "weekly all and oldest", 0},
		{"restic:keep-within=1m", "within 1 month of newest", 0},
		{"restic:keep-within=48h", "within 48 hours of newest", 0}, // and not 2 days
		{"restic:keep-within=1y5m7d2h", "within 18 months of newest", 0},
		{"restic:keep-within=1y5m", "within 17 months of newest", 0}, // exact
		{"restic:keep-within=2h1d", "within 2 days of newest", 0},
		{"restic:keep-within=29d1m", "within 3 months of newest", 0}, // 1 February and 29 days are in March
		{
			"restic:keep-within-daily=7d,keep-within-weekly=1m,keep-within-monthly=1y,keep-within-yearly=75y",
			"daily within 7 days of newest and oldest; weekly within 1 month of newest and oldest; " +
				"monthly within 1 year of newest and oldest; yearly within 75 years of newest and oldest", 0,
		},
		{
			"kopia:",
			"last 10; hourly 48 within 48 hours back from newest; daily 7 within 7 days back from newest; " +
				"weekly 4 within 4 weeks back from newest; monthly 24 within 24 months back from newest; " +
				"yearly 3 within 3 years back from newest", 0,
		},
		{"kopia:keep-hourly=0,keep-daily=0,keep-weekly=0,keep-monthly=0,keep-annual=0", "last 10", 0},
		{"kopia:keep-latest=0,keep-hourly=0,keep-daily=0,keep-weekly=0,keep-monthly=0,keep-annual=0", "", 0},
		{"borg:keep-daily=7,keep-weekly=4", "daily 7 unkept and oldest; weekly 4 unkept and oldest", 0},
		{"borg:keep-within=10d,keep-weekly=4,keep-monthly=-1", "within 240 hours; weekly 4 unkept and oldest; monthly all unkept", 0},
		{"borg:keep-daily=-1,keep-monthly=6", "daily all unkept; monthly 6 unkept and oldest", 0},
		{"borg:keep-last=2,keep-3monthly=4", "last 2 unkept; quarterly 4 unkept and oldest", 0},
		{"borg:keep-within=2d,keep-last=5", "within 48 hours; last 5 unkept", 0},
		{"borg:keep-last=-1", "all", 0},
		{"borg:keep-within=1m", "within 744 hours", 0}, // 31 days
		{"proxmox:keep-last=3,keep-daily=13,keep-yearly=9", "last 3 uncovered; daily 13 uncovered; yearly 9 uncovered", 0},
		{"proxmox:keep-daily=7,keep-weekly=4,keep-monthly=3", "daily 7 uncovered; weekly 4 uncovered; monthly 3 uncovered", 0},
		{"sanoid:hourly=36", "last 36; within 37 hours", 0},
		{"sanoid:yearly=2", "last 2; within 17533 hours", 0},
		{"sanoid:yearly=0", "", 0},
		{"barman:retention_policy=RECOVERY WINDOW OF 4 WEEKS", "within 672 hours and base", 0},
		{"barman:retention_policy=recovery window of 1 month,minimum_redundancy=3", "within 744 hours and base", 3}, // 31 days
		{"barman:retention_policy=REDUNDANCY 2", "last 2", 0},
		{"cloudnativepg:retentionPolicy=30d", "within 720 hours and base", 0},
		{"cloudnativepg:retentionPolicy=2m", "within 1488 hours and base", 0},
		{"pgbackrest:repo1-retention-full=2", "last 2", 0},
		{"pgbackrest:repo1-retention-full=20,repo1-retention-full-type=time", "within 480 hours and base", 0},
		{"velero:", "within 720 hours", 0},
		{"velero:ttl=90m", "within 90 minutes", 0},
		{"longhorn:retain=5", "last 5", 0},
		{"volsync:", "last 1", 0},
		{"volsync:hourly=6,daily=7,within=3d", "within 3 days of newest; hourly 6 and oldest; daily 7 and oldest", 0},
		{"dlm:count=3", "last 3", 0},
		{"dlm:interval=2,interval-unit=weeks", "within 2 weeks", 1},
		{"dlm:interval-unit=years,interval=100", "within 100 years", 1},
		{"cloudsigma:days=7,weeks=4/1,months=12/23,months=1", "within 7 days; within 4 weeks on mon; within 12 months on 23; within 1 month", 0},
		{"dlm:interval=36500,interval-unit=days", "within 36500 days", 1},
		{"dlm:interval=1200,interval-unit=months", "within 1200 months", 1},
		{"cloudsigma:weeks=4/0", "within 4 weeks on sun", 0},
		{"qumulo:expiration_time_to_live=15days", "within 15 days", 0},
		{"qumulo:expiration_time_to_live=1minutes", "within 1 minute", 0},
		{"qumulo:expiration_time_to_live=never", "", 0},
		{"qumulo:expiration_time_to_live=", "", 0},
	} {
		rules, minimum, err := preset.Parse(test.text)
		if got := texts(rules); err != nil || got != test.rules || minimum != test.minimum {
			t.Errorf("%s: got %q, %d, %v, want %q, %d", test.text, got, minimum, err, test.rules, test.minimum)
		}
		if _, err := retention.Compile(nil, rules...); err != nil {
			t.Errorf("%s: %v", test.text, err)
		}
	}
}

func texts(rules []retention.Rule) string {
	list := make([]string, len(rules))
	for i, rule := range rules {
		list[i] = rule.String()
	}
	return strings.Join(list, "; ")
}

func TestParseRefuses(t *testing.T) {
	const known = `restic, kopia, borg, proxmox, sanoid, barman, cloudnativepg, pgbackrest, velero, longhorn, ` +
		`volsync, dlm, cloudsigma or qumulo, a colon, and options`
	for text, want := range map[string]string{
		"snappr:daily=7":                            `preset "snappr:daily=7": want ` + known,
		"zrepl:":                                    `preset "zrepl:": want ` + known + `; no rule is a grid of intervals from the newest snapshot, as zrepl's`,
		"sanoid:hourly=36,daily=30":                 `sanoid: daily "30": want one type alone: each has a list of its own`,
		"barman:retention_policy=4 WEEKS":           `barman: retention_policy "4 WEEKS": want RECOVERY WINDOW OF and a number of DAYS, WEEKS or MONTHS, or REDUNDANCY and a number`,
		"cloudnativepg:retentionPolicy=30":          `cloudnativepg: retentionPolicy "30": want 1 to 9999 and d, w or m, such as 30d`,
		"pgbackrest:repo1-retention-diff=3":         `pgbackrest: repo1-retention-diff "3": want none: no rule counts differential backups apart from full ones`,
		"pgbackrest:repo1-retention-full-type=time": `pgbackrest: repo1-retention-full-type "time": want repo1-retention-full beside it`,
		"velero:ttl=90s":                            `velero: ttl "90s": want a time of whole minutes such as 720h0m0s`,
		"longhorn:retain=0":                         `longhorn: retain "0": want 1 to 99999`,
		"restic:keep-daily=x":                       `restic: keep-daily "x": want 0 to 99999, -1 or unlimited`,
		"restic:keep-daily=+7":                      `restic: keep-daily "+7": want 0 to 99999, -1 or unlimited`,
		"restic:keep-within=1w":                     `restic: keep-within "1w": want a duration such as 1y5m7d2h, each number at most 99999`,
		"restic:keep-within=1d2d":                   `restic: keep-within "1d2d": want a duration such as 1y5m7d2h, each number at most 99999`,
		"restic:keep-within=":                       `restic: keep-within "": want a duration such as 1y5m7d2h, each number at most 99999`,
		"borg:keep-daily=unlimited":                 `borg: keep-daily "unlimited": want 0 to 99999, -1`,
		"borg:keep-within=2":                        `borg: keep-within "2": want 1 to 9999 and H, d, w, m or y, such as 10d`,
		"borg:keep-within=9999y":                    `borg: keep-within "9999y": want 1 to 9999 and H, d, w, m or y, such as 10d`,
		"borg:keep-within=":                         `borg: keep-within "": want 1 to 9999 and H, d, w, m or y, such as 10d`,
		"borg:keep-minutely=5": `borg: keep-minutely "5": want one of keep-within, keep-last, keep-hourly, keep-daily, ` +
			`keep-weekly, keep-monthly, keep-3monthly, keep-yearly`,
		"proxmox:keep-last=-1":                  `proxmox: keep-last "-1": want 0 to 99999`,
		"dlm:count=0":                           `dlm: count "0": want 1 to 1000`,
		"dlm:count=3,interval=2":                `dlm: interval "2": want none beside count`,
		"dlm:interval=2":                        `dlm: interval "2": want an interval-unit beside it`,
		"dlm:interval-unit=weeks":               `dlm: interval-unit "weeks": want an interval beside it`,
		"dlm:interval=101,interval-unit=years":  `dlm: interval "101": want no more than 100 years`,
		"dlm:interval=1,interval-unit=hours":    `dlm: interval-unit "hours": want days, weeks, months or years`,
		"cloudsigma:days=7/1":                   `cloudsigma: days "7/1": want 1 to 9999`,
		"cloudsigma:weeks=4/-1":                 `cloudsigma: weeks "4/-1": want 1 to 9999, alone or with /0 (Sunday) to /6`,
		"cloudsigma:months=4/32":                `cloudsigma: months "4/32": want 1 to 9999, alone or with /1 to /31`,
		"qumulo:expiration_time_to_live=5day":   `qumulo: expiration_time_to_live "5day": want never, or 1 to 99 and months, weeks, days, hours or minutes, such as 15days`,
		"qumulo:expiration_time_to_live=5years": `qumulo: expiration_time_to_live "5years": want never, or 1 to 99 and months, weeks, days, hours or minutes, such as 15days`,
		"qumulo:expiration_time_to_live=5":      `qumulo: expiration_time_to_live "5": want never, or 1 to 99 and months, weeks, days, hours or minutes, such as 15days`,
		"kopia:keep-latest=1,keep-latest=2":     `kopia: keep-latest "2": want it only once`,
		"kopia:keep-latest=a,keep-daily=b":      "kopia: keep-latest \"a\": want 0 to 99999\nkopia: keep-daily \"b\": want 0 to 99999",
	} {
		rules, _, err := preset.Parse(text)
		if err == nil || err.Error() != want || rules != nil {
			t.Errorf("%s: got %v, %v, want %s", text, rules, err, want)
		}
	}
	var fault *preset.OptionError
	if _, _, err := preset.Parse("dlm:count=x"); !errors.As(err, &fault) || fault.Option != "count" {
		t.Errorf("got %v", err)
	}
}

// TestDocumented is the examples of the tools' own documentation: how many of a
// list are kept.
func TestDocumented(t *testing.T) {
	sundays := every(time.Date(2019, 9, 1, 11, 0, 0, 0, time.UTC), 12, 7)
	century := every(time.Date(1919, 1, 1, 12, 0, 0, 0, time.UTC), 36_524, 1) // to 30 December 2018
	may := []time.Time{
		time.Date(2023, 5, 1, 8, 0, 0, 0, time.UTC), time.Date(2023, 5, 2, 8, 0, 0, 0, time.UTC),
		time.Date(2023, 5, 2, 11, 0, 0, 0, time.UTC), time.Date(2023, 5, 4, 9, 0, 0, 0, time.UTC),
		time.Date(2023, 5, 5, 10, 0, 0, 0, time.UTC),
	}
	for _, test := range []struct {
		text string
		list []time.Time
		want int
	}{
		{"restic:keep-daily=4", sundays, 4},
		{"restic:keep-daily=7,keep-weekly=5,keep-monthly=12,keep-yearly=75", century, 98}, // and restic 96: of 1969-12-31 and 1970-01-01 one does not know
		{"restic:keep-daily=4", may, 4},                                                   // 1, 2 at 11:00, 4 and 5 May
		{"restic:keep-within-daily=4d", may, 3},                                           // the 1st is too early
		{"restic:keep-daily=14", sundays, 12},
		{"proxmox:keep-daily=1,keep-weekly=3", sundays, 4},
		{"borg:keep-daily=7,keep-weekly=4", sundays, 11},
		{"dlm:count=3", sundays, 3},
		{"pgbackrest:repo1-retention-full=30,repo1-retention-full-type=time", sundays, 6}, // 5 of 28 days, and that of 35
		{"sanoid:weekly=4", sundays, 5},                                                   // the fifth is of the very age
		{"barman:retention_policy=RECOVERY WINDOW OF 1 WEEKS,minimum_redundancy=4", sundays, 4},
	} {
		if got := len(kept(t, test.text, test.list)); got != test.want {
			t.Errorf("%s: keeps %d of %d, want %d", test.text, got, len(test.list), test.want)
		}
	}
}

// every returns n instants, some days apart.
func every(first time.Time, n, days int) (list []time.Time) {
	for i := range n {
		list = append(list, first.AddDate(0, 0, i*days))
	}
	return list
}

// kept returns what a preset keeps of a list at the time of its last.
func kept(t interface {
	Helper()
	Fatal(...any)
}, text string, list []time.Time,
) []time.Time {
	t.Helper()
	rules, minimum, err := preset.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	p, err := retention.Compile(nil, rules...)
	if err != nil {
		t.Fatal(err)
	}
	return p.WithMinimum(minimum).Keep(slices.MaxFunc(list, time.Time.Compare), list)
}

// TestProxmoxWeeks checks that months do not count whose only backups are removed
// for the sake of one in the same week and the next month.
func TestProxmoxWeeks(t *testing.T) {
	list := []time.Time{
		time.Date(2025, 2, 2, 1, 0, 0, 0, time.UTC), time.Date(2025, 1, 31, 1, 0, 0, 0, time.UTC),
		time.Date(2024, 12, 1, 1, 0, 0, 0, time.UTC), time.Date(2024, 11, 28, 1, 0, 0, 0, time.UTC),
		time.Date(2024, 10, 9, 1, 0, 0, 0, time.UTC), time.Date(2024, 9, 9, 1, 0, 0, 0, time.UTC),
	}
	if got := proxmox(tiers{3: 2, 4: 2})(list); len(got) != 4 || !slices.Contains(got, list[5]) {
		t.Fatalf("Proxmox keeps %v", got)
	}
	want := []time.Time{list[0], list[2], list[4], list[5]}
	if got := kept(t, "proxmox:keep-weekly=2,keep-monthly=2", list); !slices.Equal(got, want) {
		t.Errorf("keeps %v", got)
	}
}

// Compile takes what parses.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"restic:keep-last=1,keep-hourly=2,keep-daily=3,keep-weekly=4,keep-monthly=5,keep-yearly=-1",
		"restic:keep-within=1y5m7d2h,keep-within-daily=99999d99999h", "kopia:", "kopia:keep-annual=0",
		"borg:keep-within=1w,keep-hourly=99999,keep-yearly=1", "proxmox:keep-last=3,keep-weekly=13,keep-yearly=9",
		"dlm:count=1000", "dlm:interval=5,interval-unit=months", "cloudsigma:days=7,weeks=4/1,months=12/31",
		"qumulo:expiration_time_to_live=99months", "borg:keep-3monthly=", ":", "restic:,=",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rules, minimum, err := preset.Parse(text)
		if err != nil {
			if rules != nil || err.Error() == "" {
				t.Errorf("%q: %v, %v", text, rules, err)
			}
			return
		}
		if _, err := retention.Compile(nil, rules...); err != nil || minimum < 0 {
			t.Errorf("%q parses as %v, %d, and Compile says %v", text, rules, minimum, err)
		}
	})
}

// TestResticTwins keeps both snapshots of an instant, and the one before: restic would
// count the two apart.
func TestResticTwins(t *testing.T) {
	day := func(day int) time.Time { return time.Date(2025, 10, day, 12, 0, 0, 0, time.UTC) }
	policy := retention.MustCompile(nil, preset.Restic{Last: 2}.Rules()...)
	twins := []time.Time{day(1), day(2), day(2)}
	require.Equal(t, twins, policy.Keep(day(3), twins))
}
