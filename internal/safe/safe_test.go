package safe_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/internal/safe"
)

func TestText(t *testing.T) {
	for text, want := range map[string]string{
		"":                 "",
		"nightly":          "nightly",
		`"quoted"`:         `"quoted"`,
		"Übung 日本":         "Übung 日本",
		"a\rdelete b":      `"a\rdelete b"`,
		"\x1b[2Jgone":      `"\x1b[2Jgone"`,
		"a\u0085b":         `"a\u0085b"`,
		"a\u2028b":         `"a\u2028b"`,
		"\u202ea-peek":     `"\u202ea-peek"`,
		"half a rune \xc3": `"half a rune \xc3"`,
	} {
		require.Equal(t, want, safe.Text(text), "%q", text)
		require.Equal(t, want == text, safe.Is(text), "%q", text)
	}
}
