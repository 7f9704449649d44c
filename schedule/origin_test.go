package schedule_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule"
)

func TestWindowsRule(t *testing.T) {
	want := schedule.Rule{
		Months:    calendar.MonthsOf(time.July),
		MonthDays: calendar.LastDay,
		Weekdays:  calendar.WeekdaysOf(time.Saturday),
		Window:    schedule.WindowOf(1200, 360),
	}
	windows, err := schedule.CompileWindows(berlin, want)
	if err != nil {
		t.Fatal(err)
	}
	if got, ok := windows.Rule(); !ok || !reflect.DeepEqual(got, want) || windows.Zone() != berlin {
		t.Errorf("got %v, %v in %v", got, ok, windows.Zone())
	}
	var none schedule.Windows
	if got, ok := none.Rule(); ok || none.Zone().Name() != "UTC" {
		t.Errorf("the zero value: got %v in %v", got, none.Zone())
	}
}
