package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestDocumentedCommands sets the flags of every command in the documentation and
// in the usage texts.
func TestDocumentedCommands(t *testing.T) {
	command := regexp.MustCompile(`(?m)(?:^ *|\| *|<\(|` + "`" + `)longcase ([a-z]+ [^|<>()` + "`" + `\n]*)`)
	texts := []string{usage(), readFile(t, "../../README.md"), readFile(t, "../../docs/recipes.md")}
	for _, v := range verbs() {
		texts = append(texts, v.help)
	}
	found := 0
	for _, text := range texts {
		for _, match := range command.FindAllStringSubmatch(text, -1) {
			args := words(match[1])
			v, ok := verbOf(args[0])
			if !ok || strings.Contains(match[1], "  ") {
				continue // a sentence, or the list of verbs
			}
			flags, _ := v.prepared(&env{now: now})
			_, err := setFlags(flags, args[1:])
			require.NoError(t, err, match[0])
			found++
		}
	}
	require.Greater(t, found, 30)
}
