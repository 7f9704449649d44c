package schedule

import (
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// Windows is a set of stretches of time: every moment whose local date passes
// the day restrictions and whose time of day is in a window. The zero value
// contains nothing. It is immutable and safe for concurrent use.
type Windows struct{ compiled *compiledWindows }

type compiledWindows struct{}

// CompileWindows compiles a window on the days that pass the restrictions.
func CompileWindows(
	zone *timezone.Zone, window Window,
	months calendar.Months, monthDays calendar.MonthDays, weekdays calendar.Weekdays,
) (Windows, error) {
	return Windows{}, nil
}

// Contains reports whether an instant lies in a window.
func (w Windows) Contains(t time.Time) bool { return false }

// NextOpening returns the first instant strictly after the given one at which
// a window opens.
func (w Windows) NextOpening(after time.Time) (time.Time, bool) { return time.Time{}, false }

// NextClosing returns the first instant strictly after the given one at which
// a window has just closed: the first that is no longer in it.
func (w Windows) NextClosing(after time.Time) (time.Time, bool) { return time.Time{}, false }
