package main

import (
	"flag"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/internal/english"
	"github.com/longcase/longcase/retention/preset"
	"github.com/longcase/longcase/timezone"
)

// TestPresetNames holds the names of tools against those that package preset lists
// in its error.
func TestPresetNames(t *testing.T) {
	_, _, err := preset.Parse("")
	names := strings.ReplaceAll(english.Or(presetNames()), ":", "")
	require.ErrorContains(t, err, "want "+names+", a colon, and options")
}

// TestValuesAreRead sets each flag with a list of values to each of them.
func TestValuesAreRead(t *testing.T) {
	for _, v := range verbs() {
		flags, _ := v.prepared(&env{now: now})
		flags.VisitAll(func(f *flag.Flag) {
			for _, value := range values(placeholder(f)) {
				if placeholder(f) == "PRESET" {
					continue // only the names of their tools
				}
				require.NoError(t, f.Value.Set(value), "%s -%s %s", v.name, f.Name, value)
			}
		})
	}
}

// TestEveryFlagHasAPlaceholder keeps package flag from making one up, such as "value".
func TestEveryFlagHasAPlaceholder(t *testing.T) {
	known := strings.Fields("EXPR TIME N NAME ID RULE RECURRENCE FIELDS LIST GROUP")
	for _, v := range verbs() {
		flags, _ := v.prepared(new(env))
		flags.VisitAll(func(f *flag.Flag) {
			if name := placeholder(f); !isSwitch(f) && values(name) == nil {
				require.Contains(t, known, name, "%s -%s", v.name, f.Name)
			}
		})
	}
}

// TestMeantZone changes each zone's name a little, and asks which was meant.
func TestMeantZone(t *testing.T) {
	for i, name := range values("ZONE") {
		if testing.Short() && i%10 > 0 {
			continue // each compares with all of them
		}
		for _, mistyped := range []string{strings.ToLower(name), strings.ToUpper(name), name + "x", "x" + name} {
			if _, err := timezone.Load(mistyped); err == nil {
				continue // UTC, and a name without small letters
			}
			require.Contains(t, meant("ZONE", mistyped), "did you mean ", mistyped)
		}
		require.Equal(t, "; did you mean "+name+"?", meant("ZONE", strings.ToLower(name)))
	}
}

// TestMeantIsBounded asks about a text as long as a command line can be.
func TestMeantIsBounded(t *testing.T) {
	long := strings.Repeat("weekley ", 100_000)
	for _, name := range []string{"RULE", "ZONE", "PRESET", "FORMAT"} {
		require.Empty(t, meant(name, long))
	}
}
