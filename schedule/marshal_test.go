package schedule_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/schedule"
)

// TestMarshal expects an error where JSON would be {}: a schedule that is lost.
func TestMarshal(t *testing.T) {
	for _, s := range []schedule.Schedule{{}, compile(t, "UTC", "", "03:00")} {
		_, err := json.Marshal(struct{ Schedule schedule.Schedule }{s})
		require.ErrorContains(t, err, "document.Write")
	}
	windows, err := schedule.CompileWindows(nil, schedule.Rule{Window: schedule.WindowOf(60, 120)})
	require.NoError(t, err)
	_, err = json.Marshal([]schedule.Windows{windows})
	require.ErrorContains(t, err, "Windows.Rule")

	var read struct {
		Schedule schedule.Schedule
		Windows  schedule.Windows
	}
	require.ErrorContains(t, json.Unmarshal([]byte(`{"Schedule":{}}`), &read), "document.Open")
	require.ErrorContains(t, json.Unmarshal([]byte(`{"Windows":{}}`), &read), "CompileWindows")
	require.NoError(t, json.Unmarshal([]byte(`{"Schedule":null,"Windows":null}`), &read))

	explanation := compile(t, "UTC", "", "03:00 mon").Explain(time.Date(2025, 6, 1, 3, 0, 0, 0, time.UTC))
	text, err := json.Marshal(explanation)
	require.NoError(t, err)
	require.Contains(t, string(text), `"Decided":"weekdays"`)
}
