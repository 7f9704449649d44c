package timezone_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/timezone"
)

// TestMarshal expects the names of zones that they load by, and an error for
// others: the zone database has a CET with a daylight saving time.
func TestMarshal(t *testing.T) {
	berlin, err := timezone.Load("Europe/Berlin")
	require.NoError(t, err)
	text, err := json.Marshal([]*timezone.Zone{berlin, nil})
	require.NoError(t, err)
	require.Equal(t, `["Europe/Berlin",null]`, string(text))

	_, err = json.Marshal(timezone.Of(time.FixedZone("CET", 3600)))
	require.ErrorContains(t, err, "name and offset")
	_, err = new(timezone.Zone).MarshalText()
	require.Error(t, err)
	name, err := (*timezone.Zone)(nil).MarshalText()
	require.NoError(t, err)
	require.Equal(t, "UTC", string(name))

	require.ErrorContains(t, json.Unmarshal([]byte(`"Europe/Berlin"`), berlin), "timezone.Load")
	require.Equal(t, "Europe/Berlin", berlin.Name())
}
