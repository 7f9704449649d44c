package draw

import (
	"strconv"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

// Layouts of instants. The day of the week helps with rules about it, and the zone's
// abbreviation tells the two passes of a repeated hour apart.
const (
	dayLayout    = "Mon 2006-01-02"
	minuteLayout = dayLayout + " 15:04 MST"
)

// minute returns an instant on the zone's clocks.
func minute(zone *timezone.Zone, t time.Time) string {
	return t.In(zone.Location()).Format(minuteLayout)
}

// dateWords returns a date with its day of the week.
func dateWords(d calendar.Date) string { return d.Weekday().String()[:3] + " " + d.String() }

// number returns a number with a comma between groups of three digits.
func number[N int | int64](n N) string {
	digits := strconv.FormatInt(int64(n), 10)
	var b []byte
	for i, c := range []byte(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 && digits[i-1] != '-' {
			b = append(b, ',')
		}
		b = append(b, c)
	}
	return string(b)
}

// snapshotWords returns a number of snapshots, as in "1 snapshot".
func snapshotWords[N int | int64](n N) string {
	if n == 1 {
		return "1 snapshot"
	}
	return number(n) + " snapshots"
}

const (
	hourSeconds = 60 * 60
	daySeconds  = 24 * hourSeconds
	yearSeconds = 365*daySeconds + daySeconds/4
)

// span returns a length of time in seconds for people, in one unit, rounded to the
// nearest: minutes below two hours, hours below two days, days below two years. An hour
// and a day are exceptions.
func span(seconds int64) string {
	unit, length := "year", int64(yearSeconds)
	switch {
	case seconds < 60:
		unit, length = "second", 1
	case seconds < 2*hourSeconds && seconds != hourSeconds:
		unit, length = "minute", 60
	case seconds < 2*daySeconds && seconds != daySeconds:
		unit, length = "hour", hourSeconds
	case seconds < 2*yearSeconds:
		unit, length = "day", daySeconds
	}
	n := (seconds + length/2) / length
	if n != 1 {
		unit += "s"
	}
	return number(n) + " " + unit
}
