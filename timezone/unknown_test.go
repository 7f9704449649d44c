package timezone_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/timezone"
)

// TestUnknownNamesAreCached counts allocations: the search of a name in every
// directory of zones makes some dozens. The cache holds 1,000 names.
func TestUnknownNamesAreCached(t *testing.T) {
	_, err := timezone.Load("Europe/London")
	require.NoError(t, err)
	work := func(name string) float64 {
		return testing.AllocsPerRun(1, func() {
			if _, err := timezone.Load(name); err == nil {
				t.Errorf("%s loads", name)
			}
		})
	}
	const cached = 2 // the error
	require.LessOrEqual(t, work("Europe/Nowhere"), float64(cached))
	for i := range 1100 {
		_, err := timezone.Load(fmt.Sprintf("Europe/N%d", i))
		require.Error(t, err)
	}
	require.LessOrEqual(t, work("Europe/N0"), float64(cached))
	require.Greater(t, work("Europe/N1099"), float64(cached))
}

func TestLoadErrorIsShort(t *testing.T) {
	_, err := timezone.Load(strings.Repeat("x", 1<<20))
	require.Less(t, len(err.Error()), 200)
}
