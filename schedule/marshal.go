package schedule

import "errors"

// MarshalJSON fails. A schedule has no text form of its own that can be read
// back: without this method its JSON would be {}, a schedule that never fires.
// The error names the ways to write one.
func (s Schedule) MarshalJSON() ([]byte, error) {
	return nil, errors.New("schedule: a Schedule has no JSON: write the Zone, DST and Rules that it was compiled from, " +
		"a cron expression by crontab.Format, a recurrence by ical.Format, or the policy by document.Write")
}

// UnmarshalJSON fails, except for null, which changes nothing. Without this method
// any object would be read as a schedule that never fires. The error names the
// ways to read one.
func (s *Schedule) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	return errors.New("schedule: a Schedule has no JSON: Compile its rules, read a cron expression by crontab.Parse, " +
		"a recurrence by ical.Parse, or the policy by document.Open")
}

// MarshalJSON fails. Without this method the JSON of windows would be {}, which
// contain nothing. Write their rule, and the zone and DST they were compiled with.
func (w Windows) MarshalJSON() ([]byte, error) {
	return nil, errors.New("schedule: Windows have no JSON: write the Rule of Windows.Rule, " +
		"and the zone and DST that they were compiled with")
}

// UnmarshalJSON fails, except for null, which changes nothing. Without this method
// any object would be read as windows that contain nothing.
func (w *Windows) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	return errors.New("schedule: Windows have no JSON: compile their rule by CompileWindows")
}
