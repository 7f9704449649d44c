package calendar_test

import (
	"testing"
	"time"

	"github.com/longcase/longcase/calendar"
)

// TestEveryDate compares every date of the supported years with package time.
func TestEveryDate(t *testing.T) {
	at := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for d := calendar.MinDate; d <= calendar.MaxDate; d++ {
		year, month, day := d.Civil()
		wantYear, wantMonth, wantDay := at.Date()
		if year != wantYear || month != wantMonth || day != wantDay || d.Weekday() != at.Weekday() {
			t.Fatalf("day %d: got %d-%d-%d %v, want %v", d, year, month, day, d.Weekday(), at)
		}
		if back := calendar.DateOf(year, month, day); back != d {
			t.Fatalf("%v: DateOf(Civil()) is %v", d, back)
		}
		isoYear, week := d.ISOWeek()
		if wantYear, wantWeek := at.ISOWeek(); isoYear != wantYear || week != wantWeek {
			t.Fatalf("%v: got week %d-%d, want %d-%d", d, isoYear, week, wantYear, wantWeek)
		}
		at = at.AddDate(0, 0, 1)
	}
}
