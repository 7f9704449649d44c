package safe_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/internal/safe"
)

// TestIs compares with a look at each byte, for bytes at each place of a word.
func TestIs(t *testing.T) {
	for c := range 256 {
		for place := range 20 {
			text := []byte("abcdefgh ~ijklmnopqr")
			text[place] = byte(c)
			require.Equal(t, ' ' <= c && c < 0x7f, safe.Is(string(text)), "%q", text)
		}
	}
}

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
