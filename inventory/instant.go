package inventory

import (
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

const wantInstant = "an instant in RFC 3339 such as 2025-10-26T02:30:00+01:00"

// parseInstant reads RFC 3339 to the letter. time.Parse is not strict: it takes
// 1:00:00Z, an offset of +24:00 and 00,999Z (golang/go#54580).
func parseInstant(s string) (t time.Time, ok bool) { return parseSeparated(s, 'T') }

// parseSeparated reads an instant with a separator between the date and the time, such
// as the space in 2014-06-05 09:53:28.851859+00:00.
func parseSeparated(s string, separator byte) (t time.Time, ok bool) {
	t, rest, ok := parseWall(s, separator)
	if !ok {
		return t, false
	}
	if rest == "Z" { // the usual offset, in half the time
		return t, true
	}
	offset, ok := parseOffset(rest)
	return t.Add(-offset), ok
}

// parseWall reads a date and a time of day, with or without a fraction of a
// second, as UTC, and returns the rest of the text. Digits beyond the nanosecond
// are dropped.
func parseWall(s string, separator byte) (t time.Time, rest string, ok bool) {
	const length = len("2025-10-26T02:30:00")
	// By RFC 3339 the letter T may be in lower case.
	if len(s) < length || s[4] != '-' || s[7] != '-' || s[13] != ':' || s[16] != ':' ||
		s[10] != separator && (separator != 'T' || s[10] != 't') {
		return t, s, false
	}
	year, month, day := 100*pair(s[0:])+pair(s[2:]), pair(s[5:]), pair(s[8:])
	hour, minute, second := pair(s[11:]), pair(s[14:]), pair(s[17:])
	if year < 0 || month < 1 || month > 12 ||
		day < 1 || day > calendar.DaysIn(year, time.Month(month)) ||
		hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59 {
		return t, s, false
	}
	nanoseconds, rest, ok := parseFraction(s[length:])
	// The parts are in range, so that the conversion is a sum. time.Date would normalise them
	// once more, for each of millions of lines.
	date := calendar.DateOf(year, time.Month(month), day)
	unix := timezone.Join(date, hour*60*60+minute*60+second)
	return time.Unix(unix, int64(nanoseconds)).UTC(), rest, ok
}

// notPair makes any sum with it negative.
const notPair = -1 << 20

// pair returns the number of two digits at the start of a text.
func pair(s string) int {
	tens, units := s[0]-'0', s[1]-'0'
	if tens > 9 || units > 9 {
		return notPair
	}
	return int(tens)*10 + int(units)
}

// parseFraction reads a point and digits, or nothing.
func parseFraction(s string) (nanoseconds int, rest string, ok bool) {
	if s == "" || s[0] != '.' {
		return 0, s, true
	}
	at, unit := 1, int(100*time.Millisecond)
	for ; at < len(s) && s[at]-'0' <= 9; at++ {
		nanoseconds += int(s[at]-'0') * unit
		unit /= 10
	}
	return nanoseconds, s[at:], at > 1
}

// parseOffset reads Z, or a sign and hours and minutes, and nothing else.
func parseOffset(s string) (offset time.Duration, ok bool) {
	if s == "Z" || s == "z" {
		return 0, true
	}
	if len(s) != len("+01:00") || s[3] != ':' || s[0] != '+' && s[0] != '-' {
		return 0, false
	}
	hours, minutes := pair(s[1:]), pair(s[4:])
	if hours < 0 || hours > 23 || minutes < 0 || minutes > 59 {
		return 0, false
	}
	offset = time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if s[0] == '-' {
		offset = -offset
	}
	return offset, true
}

const wantSeconds = "seconds since 1970, up to the year 9999"

// parseSeconds reads Unix seconds, as digits alone.
func parseSeconds(s string) (t time.Time, ok bool) {
	const maxDigits, last = 12, 253402300799 // the last second of 9999
	// Twelve digits fit any computation below, and reach the year 33658.
	if s == "" || len(s) > maxDigits {
		return t, false
	}
	var seconds int64
	for i := range len(s) {
		digit := s[i] - '0'
		if digit > 9 {
			return t, false
		}
		seconds = seconds*10 + int64(digit)
	}
	return time.Unix(seconds, 0).UTC(), seconds <= last
}

// known returns a time, or the zero time for 1969-12-31 and 1970-01-01 in UTC:
// Unix time 0, the look of lost metadata, in any zone. Without a time a snapshot
// has no age, and retention keeps it.
func known(t time.Time) time.Time {
	const day = 24 * 60 * 60
	if unix := t.Unix(); -day <= unix && unix < day {
		return time.Time{}
	}
	return t
}
