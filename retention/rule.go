// Package retention decides which snapshots may be deleted.
package retention

import (
	"github.com/longcase/longcase/calendar"
)

// Rule keeps snapshots. A snapshot is kept while any rule of its policy keeps
// it.
type Rule struct {
	// Within keeps what is younger than this.
	Within calendar.Period
	// Weekdays and MonthDays restrict the rule to snapshots whose local date,
	// in the policy's zone, passes both.
	Weekdays  calendar.Weekdays
	MonthDays calendar.MonthDays
}
