package fleet

import (
	"errors"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
)

// Occurrence is a fire of a member: one night's backup of one drive. Its key and
// its nominal time identify it. The spread does not: a bound or a policy may be
// edited between a crash and the next attempt, and the occurrence stays what it
// was.
//
// The text form is the identity, and serves as an idempotency key: "drive-7" and
// Berlin's 03:00 on 2025-06-01 are "drive-7@2025-06-01T01:00:00Z". It is the same
// on every machine and in every later version. JSON has it as a string.
//
// The zero value is no occurrence. Occurrences are comparable, but == compares
// the locations of times too; compare texts.
type Occurrence struct {
	Key string // of the member; any bytes
	Fire
}

// String returns the key, an at sign, and the nominal time in UTC as RFC 3339 has
// it. Bytes of the key other than letters and digits of ASCII, hyphens, dots,
// underscores and tildes are a percent sign and two upper-case hexadecimal digits,
// as in URLs. So texts of different occurrences differ, and fit into any header,
// file name of Unix, or column.
func (o Occurrence) String() string {
	return escape(o.Key) + "@" + o.Nominal.UTC().Format(textLayout)
}

const textLayout = "2006-01-02T15:04:05Z"

// MarshalText returns the text of String. It fails if the nominal time is zero,
// not on a whole second, or in no year of four digits in UTC: such a text would
// be that of another occurrence.
func (o Occurrence) MarshalText() ([]byte, error) {
	text := o.String()
	read, ok := readOccurrence(text)
	if !ok || o.Nominal.IsZero() || !read.Nominal.Equal(o.Nominal) {
		return nil, errors.New("fleet: an occurrence of " + escape(o.Key) + " has no text: its nominal time " +
			o.Nominal.UTC().Format(time.RFC3339Nano) + " is no whole second of the years 1 to 9999")
	}
	return []byte(text), nil
}

// UnmarshalText reads a text as String returns it, and no other spelling. Spread
// is then the zero time; [Spread.FireAfter] has it. The error is
// a [*calendar.ParseError].
func (o *Occurrence) UnmarshalText(text []byte) error {
	read, ok := readOccurrence(string(text))
	if !ok {
		return &calendar.ParseError{What: "occurrence", Input: string(text), Want: "KEY@2006-01-02T15:04:05Z"}
	}
	*o = read
	return nil
}

// readOccurrence reads a text; ok is false unless String returns just that.
func readOccurrence(text string) (o Occurrence, ok bool) {
	at := strings.LastIndexByte(text, '@')
	if at < 0 {
		return o, false
	}
	nominal, err := time.Parse(textLayout, text[at+1:])
	o = Occurrence{unescape(text[:at]), Fire{Nominal: nominal}}
	// time.Parse takes fractions of a second and a one-digit hour. Only the text
	// itself is a key under which the work of a crashed process is found.
	return o, err == nil && !nominal.IsZero() && o.String() == text
}

const hexadecimal = "0123456789ABCDEF"

// escape writes a key in the characters that RFC 3986 calls unreserved, and other bytes as
// percent and two digits: no key holds the separator of an occurrence.
func escape(key string) string {
	var b strings.Builder
	for _, c := range []byte(key) {
		if plain(c) {
			b.WriteByte(c)
		} else {
			b.Write([]byte{'%', hexadecimal[c>>4], hexadecimal[c&15]})
		}
	}
	return b.String()
}

// plain reports whether a byte stands for itself.
func plain(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' ||
		c == '-' || c == '.' || c == '_' || c == '~'
}

// unescape undoes escape. Of a text not made by escape it makes anything.
func unescape(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if c := text[i]; c != '%' || i+2 >= len(text) {
			b.WriteByte(c)
			continue
		}
		high := strings.IndexByte(hexadecimal, text[i+1])
		low := strings.IndexByte(hexadecimal, text[i+2])
		b.WriteByte(byte(high<<4 | low))
		i += 2
	}
	return b.String()
}
