package schedule

import "errors"

// MarshalJSON fails. A schedule has no text form of its own that can be read
// back: without this method its JSON would be {}, a schedule that never fires.
// The error names the ways to write one.
func (s Schedule) MarshalJSON() ([]byte, error) {
	return nil, errors.New("schedule: a Schedule has no JSON: write the Zone, DST and Rules that it was compiled from, " +
		"a cron expression by crontab.Format, a recurrence by ical.Format, or the policy by document.Write")
}
