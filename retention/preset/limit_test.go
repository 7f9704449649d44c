package preset_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/retention/preset"
)

// TestLimits refuses long texts, and lists few of many problems.
func TestLimits(t *testing.T) {
	for text, want := range map[string]string{
		"restic:keep-last=7" + strings.Repeat(",x=1", 1000):    "want fewer problems: 900 more are not listed",
		"restic:keep-last=7" + strings.Repeat(",x=1", 200_000): "want at most 4096 bytes",
		"restic:x\r=1": `restic: "x\r" "1": want one of`,
	} {
		_, _, err := preset.Parse(text)
		require.ErrorContains(t, err, want)
		require.Less(t, len(err.Error()), 50_000)
	}
}
