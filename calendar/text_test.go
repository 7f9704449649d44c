package calendar_test

import (
	"encoding"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
)

type everything struct {
	Date      calendar.Date
	Clock     calendar.Clock
	Weekdays  calendar.Weekdays
	MonthDays calendar.MonthDays
	Months    calendar.Months
	Unit      calendar.Unit
	Period    calendar.Period
}

func TestJSON(t *testing.T) {
	for _, row := range []struct {
		value everything
		text  string
	}{
		{
			everything{},
			`{"Date":"1970-01-01","Clock":"00:00","Weekdays":"*","MonthDays":"*","Months":"*","Unit":"none","Period":"none"}`,
		},
		{
			everything{
				calendar.DateOf(2024, time.February, 29), calendar.ClockOf(7, 5), calendar.WeekdaysOf(time.Sunday, time.Monday),
				calendar.LastDay | calendar.MonthDaysOf(15), calendar.MonthsOf(time.January, time.July),
				calendar.Quarter, calendar.PeriodOf(4, calendar.Week),
			},
			`{"Date":"2024-02-29","Clock":"07:05","Weekdays":"mon,sun","MonthDays":"15,last","Months":"jan,jul","Unit":"quarter","Period":"4 weeks"}`,
		},
	} {
		text, err := json.Marshal(row.value)
		if err != nil || string(text) != row.text {
			t.Errorf("got  %s, %v\nwant %s", text, err, row.text)
		}
		var back everything
		if err := json.Unmarshal([]byte(row.text), &back); err != nil || back != row.value {
			t.Errorf("%s: reads as %v, %v", row.text, back, err)
		}
	}
}

func TestUnmarshalBadText(t *testing.T) {
	for _, value := range []encoding.TextUnmarshaler{
		new(calendar.Date), new(calendar.Clock), new(calendar.Weekdays), new(calendar.MonthDays),
		new(calendar.Months), new(calendar.Unit), new(calendar.Period),
	} {
		for _, bad := range []string{"?", "\x00", "99999999999999999999999999", "mon tue", "-"} {
			var parse *calendar.ParseError
			if err := value.UnmarshalText([]byte(bad)); !errors.As(err, &parse) || parse.Input != bad {
				t.Errorf("%T of %q: got %v", value, bad, err)
			}
		}
	}
}

func TestMarshalNoUnit(t *testing.T) {
	_, err := calendar.Unit(9).MarshalText()
	wantError(t, err, `unit "9": want none, minute, hour, day, week, month, quarter or year`)
}

// TestMarshalPeriod expects no text where there is none that would be read.
func TestMarshalPeriod(t *testing.T) {
	for _, row := range []struct {
		period calendar.Period
		input  string
	}{
		{calendar.PeriodOf(1, 9), "1 unit 9"},
		{calendar.PeriodOf(5, calendar.NoUnit), "5 nones"},
		{calendar.PeriodOf(0, calendar.Day), "0 days"},
		{calendar.PeriodOf(-1, calendar.Day), "-1 days"},
		{calendar.PeriodOf(calendar.MaxPeriod+1, calendar.Day), "10000000 days"},
	} {
		_, err := row.period.MarshalText()
		wantError(t, err, `period "`+row.input+`": want a number and a unit, such as 4 weeks`)
	}
}

func TestAppendText(t *testing.T) {
	date, _ := calendar.DateOf(2025, time.October, 26).AppendText([]byte("on "))
	both, _ := calendar.ClockOf(2, 30).AppendText(append(date, ' '))
	if string(both) != "on 2025-10-26 02:30" {
		t.Errorf("got %q", both)
	}
}

func wantError(t *testing.T, err error, want string) {
	t.Helper()
	var parse *calendar.ParseError
	if !errors.As(err, &parse) || err.Error() != want {
		t.Errorf("got error  %v\nwant error %s", err, want)
	}
}

func TestParseErrorPlace(t *testing.T) {
	for _, row := range []struct {
		line, column int
		want         string
	}{
		{0, 0, `hour "24": want 0 to 23`},
		{0, 3, `column 3: hour "24": want 0 to 23`},
		{2, 0, `line 2: hour "24": want 0 to 23`},
		{2, 3, `line 2, column 3: hour "24": want 0 to 23`},
	} {
		err := &calendar.ParseError{What: "hour", Line: row.line, Column: row.column, Input: "24", Want: "0 to 23"}
		if err.Error() != row.want {
			t.Errorf("got %s, want %s", err, row.want)
		}
	}
}

// TestParseErrorIsShort checks that a long input is quoted in part, and not in
// the middle of a character.
func TestParseErrorIsShort(t *testing.T) {
	for input, want := range map[string]string{
		strings.Repeat("x", 120):      `"` + strings.Repeat("x", 120) + `"`,
		strings.Repeat("x", 121):      `"` + strings.Repeat("x", 100) + `"...`,
		strings.Repeat("€", 100):      `"` + strings.Repeat("€", 33) + `"...`,
		strings.Repeat("\xff", 1<<20): `"` + strings.Repeat(`\xff`, 100) + `"...`,
	} {
		err := &calendar.ParseError{What: "hour", Input: input, Want: "0 to 23"}
		require.Equal(t, "hour "+want+": want 0 to 23", err.Error())
	}
}
