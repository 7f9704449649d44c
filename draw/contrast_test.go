package draw_test

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/draw"
)

// TestContrast checks the style against the bounds of WCAG 2.2: text has a contrast of 4.5
// to its background, and each mark one of 3, in light and in dark.
func TestContrast(t *testing.T) {
	document := svg(t, draw.Calendar(subject(t, nightly), calendar.DateOf(2025, 1, 1), 1))
	_, style, _ := strings.Cut(document, "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	light, dark, found := strings.Cut(style, "@media (prefers-color-scheme:dark)")
	require.True(t, found)
	for scheme, rules := range map[string]string{"light": light, "dark": dark} {
		colours := map[string]string{}
		for _, m := range regexp.MustCompile(`\.longcase \.?(\w+)\{(?:fill|stroke):(#\w+)`).FindAllStringSubmatch(rules, -1) {
			colours[m[1]] = m[2]
		}
		for _, text := range []string{"text", "m"} {
			for _, behind := range []string{"bg", "cell"} {
				require.GreaterOrEqual(t, contrast(colours[text], colours[behind]), 4.5, "%s: %s on %s", scheme, text, behind)
			}
		}
		for _, mark := range strings.Fields("r0 r1 r2 r3 r4 r5 s1 s2 s3 gap hold edge most warn") {
			for _, behind := range []string{"bg", "cell"} {
				require.GreaterOrEqual(t, contrast(colours[mark], colours[behind]), 3.0, "%s: %s on %s", scheme, mark, behind)
			}
		}
		// What is gone is faint, but no more than its background.
		require.Greater(t, contrast(colours["gone"], colours["cell"]), 1.8, scheme)
	}
}

// contrast returns the ratio of the luminances of two colours.
func contrast(a, b string) float64 {
	bright, dim := luminance(a), luminance(b)
	if bright < dim {
		bright, dim = dim, bright
	}
	return (bright + 0.05) / (dim + 0.05)
}

// luminance returns the relative luminance of a colour such as #0072b2 or #fff.
func luminance(colour string) (sum float64) {
	digits := strings.TrimPrefix(colour, "#")
	if len(digits) == 3 {
		digits = strings.Repeat(digits[:1], 2) + strings.Repeat(digits[1:2], 2) + strings.Repeat(digits[2:], 2)
	}
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(digits[2*i:2*i+2], 16, 8)
		part := float64(n) / 255
		if part <= 0.04045 {
			part /= 12.92
		} else {
			part = math.Pow((part+0.055)/1.055, 2.4)
		}
		sum += weight * part
	}
	return sum
}
