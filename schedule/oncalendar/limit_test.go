package oncalendar_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/schedule/oncalendar"
)

// TestLimits refuses long expressions, and lists few of many problems.
func TestLimits(t *testing.T) {
	repeat := strings.Repeat
	tests := []struct{ expr, want string }{ // "" is taken
		{"*:" + repeat("0,", 2000) + "0", ""},
		{"*:" + repeat("0,", 3000) + "0", "want at most 4096 bytes"},
		{"*:" + repeat("x,", 2000) + "x", "want fewer problems: 1901 more are not listed"},
		{"*:" + repeat("x,", 200_000) + "x", "want at most 4096 bytes"},
	}
	for _, test := range tests {
		_, err := oncalendar.Parse(test.expr, oncalendar.Options{})
		if test.want == "" {
			require.NoError(t, err, "%.80s", test.expr)
			continue
		}
		require.ErrorContains(t, err, test.want)
		require.ErrorAs(t, err, new(*calendar.ParseError))
		require.Less(t, len(err.Error()), 10_000, "%.80s", test.expr)
	}
}
