package longcase_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase"
)

// TestMarshal expects an error where JSON would lose the schedule.
func TestMarshal(t *testing.T) {
	for _, value := range []any{longcase.Policy{}, &longcase.Policy{Name: "a"}, []longcase.Policy{{}}} {
		_, err := json.Marshal(value)
		require.ErrorContains(t, err, "document.Write")
	}
	var read struct{ Policy longcase.Policy }
	require.ErrorContains(t, json.Unmarshal([]byte(`{"Policy":{}}`), &read), "document.Open")
	require.NoError(t, json.Unmarshal([]byte(`{"Policy":null}`), &read))
}
