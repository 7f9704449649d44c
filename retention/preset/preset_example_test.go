package preset_test

import (
	"fmt"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/retention/preset"
)

func ExampleParse() {
	rules, minimum, err := preset.Parse("restic:keep-daily=2,keep-within=6h")
	if err != nil {
		fmt.Println(err)
		return
	}
	policy := retention.MustCompile(nil, rules...).WithMinimum(minimum)

	now := time.Date(2025, 3, 3, 12, 0, 0, 0, time.UTC)
	var snapshots []retention.Snapshot
	for _, hours := range []time.Duration{60, 30, 20, 3} {
		snapshots = append(snapshots, retention.Snapshot{Created: now.Add(-hours * time.Hour)})
	}
	for i, v := range policy.Plan(now, snapshots).Verdicts() {
		fmt.Println(snapshots[i].Created.Format(time.DateTime), v.Keep, v)
	}
	// Output:
	// 2025-03-01 00:00:00 false within 6 hours of newest, ended; daily 2 and oldest, which goes back to 2025-03-02T16:00:00Z
	// 2025-03-02 06:00:00 false within 6 hours of newest, ended; daily 2 and oldest, superseded by 2025-03-02T16:00:00Z for 2025-03-02
	// 2025-03-02 16:00:00 true daily 2 and oldest, for 2025-03-02
	// 2025-03-03 09:00:00 true within 6 hours of newest, without end; daily 2 and oldest, for 2025-03-03
}

func ExampleParse_errors() {
	_, _, err := preset.Parse("proxmox:keep-last=three,keep-all=1")
	fmt.Println(err)
	// Output:
	// proxmox: keep-last "three": want 0 to 99999
	// proxmox: keep-all "1": want one of keep-last, keep-hourly, keep-daily, keep-weekly, keep-monthly, keep-yearly
}

func ExampleRestic() {
	show(preset.Restic{Daily: 7, WithinMonthly: calendar.PeriodOf(1, calendar.Year)}.Rules())
	// Output:
	// daily 7 and oldest
	// monthly within 1 year of newest and oldest
}

func ExampleKopia() {
	k := preset.KopiaDefaults()
	k.Hourly, k.Monthly = 0, 12
	show(k.Rules())
	// Output:
	// last 10
	// daily 7 within 7 days back from newest
	// weekly 4 within 4 weeks back from newest
	// monthly 12 within 12 months back from newest
	// yearly 3 within 3 years back from newest
}

func ExampleBorg() {
	show(preset.Borg{Daily: 7, Weekly: 4}.Rules())
	// Output:
	// daily 7 unkept and oldest
	// weekly 4 unkept and oldest
}

func ExampleProxmox() {
	show(preset.Proxmox{Last: 3, Daily: 13, Yearly: 9}.Rules())
	// Output:
	// last 3 uncovered
	// daily 13 uncovered
	// yearly 9 uncovered
}

func ExampleDLM() {
	d := preset.DLM{Age: calendar.PeriodOf(2, calendar.Week)}
	show(d.Rules())
	fmt.Println("at least", d.Minimum())
	// Output:
	// within 2 weeks
	// at least 1
}

func show(rules []retention.Rule) {
	for _, rule := range rules {
		fmt.Println(rule)
	}
}
