package main

import (
	"embed"
	"flag"
	"io"
	"slices"
	"strings"

	"github.com/longcase/longcase/internal/english"
)

const completionHelp = `Prints a script that completes the command line in a SHELL:

    source <(longcase completion bash)      in ~/.bashrc
    source <(longcase completion zsh)       in ~/.zshrc, after compinit
    longcase completion fish | source       in ~/.config/fish/config.fish

The scripts ask longcase completion words -- WORD..., which prints the texts
that may stand for the last WORD, each on its own line. The line before them is
files if the names of files may stand there too, and otherwise words.
`

// scripts holds the completion script of each shell.
//
//go:embed completion
var scripts embed.FS

func shellNames() []string { return []string{"bash", "zsh", "fish"} }

// completion prints a script, or for such a script the completions of a command line.
func (e *env) completion(*flag.FlagSet) func([]string) error {
	return func(args []string) error {
		switch {
		case len(args) > 0 && args[0] == "words":
			return e.printWords(args[1:])
		case len(args) != 1:
			return usagef("completion: want %s", english.Or(shellNames()))
		}
		script, err := scripts.ReadFile("completion/longcase." + args[0])
		if err != nil {
			return usagef("completion: %q: %s", args[0], noSuch("shell", args[0], shellNames()))
		}
		_, err = e.stdout.Write(script)
		return err
	}
}

// printWords prints the completions of the last word of a command line.
func (e *env) printWords(words []string) error {
	words, kept := joinBreaks(unquoted(words))
	list, files := completions(words)
	heading := "words\n"
	if files {
		heading = "files\n"
	}
	io.WriteString(e.stdout, heading)
	for _, word := range list {
		if len(word) > kept { // restic: is complete
			io.WriteString(e.stdout, word[kept:]+"\n")
		}
	}
	return nil
}

// unquoted returns the words without the quote that opens the last, or the backslashes
// before its spaces: bash and fish pass it as it is typed.
func unquoted(words []string) []string {
	words = slices.Clone(words)
	if last := len(words) - 1; last >= 0 {
		words[last] = strings.ReplaceAll(strings.TrimLeft(words[last], `"'`), `\ `, " ")
	}
	return words
}

// joinBreaks joins the words that bash breaks at = and :, which are words of their
// own for it, as in restic : keep-last = 7. Bash replaces the part after the last
// break alone: kept is the length of the part before it.
func joinBreaks(words []string) (joined []string, kept int) {
	after := false // a break
	for i, word := range words {
		isBreak := word != "" && strings.Trim(word, "=:") == ""
		if last := len(joined) - 1; i > 0 && (isBreak || after) {
			kept = len(joined[last])
			joined[last] += word
			if isBreak {
				kept = len(joined[last])
			}
		} else {
			kept = 0
			joined = append(joined, word)
		}
		after = isBreak
	}
	return joined, kept
}

// completions returns the texts that may stand for the last of the words after
// longcase, and whether it may be the name of a file.
func completions(words []string) (list []string, files bool) {
	if len(words) < 2 {
		return startingWith(strings.Join(words, ""), verbNames()), false
	}
	v, ok := verbOf(words[0])
	if !ok {
		return nil, false
	}
	// The flags are those of the verb itself, which no table repeats. Nothing is run.
	flags, _ := v.prepared(new(env))
	last := len(words) - 1
	word, name, before := words[last], v.operand, ""
	flagName, flagValue, hasValue := cutFlag(word)
	// From the certain to the rest: the value of the flag before, an argument, the
	// name of a flag, the value after "=".
	switch open, ended := unfinished(flags, words[1:last]); {
	case open != nil:
		name = placeholder(open)
	case ended || !isFlag(flags, word) && word != "-":
	case !hasValue:
		return startingWith(word, flagNames(flags)), false
	case flags.Lookup(flagName) == nil:
		return nil, false
	default:
		name = placeholder(flags.Lookup(flagName))
		before, word = word[:len(word)-len(flagValue)], flagValue
	}
	known := values(name)
	if name == "PRESET" && strings.Contains(word, ":") {
		known = presetOptions(word)
	}
	for _, value := range startingWith(word, known) {
		list = append(list, before+value)
	}
	return list, name == "FILE" || name == "LIST"
}

// unfinished returns the flag whose value is to follow the words, and whether
// a -- has ended the flags.
func unfinished(flags *flag.FlagSet, words []string) (open *flag.Flag, ended bool) {
	for _, word := range words {
		name, _, hasValue := cutFlag(word)
		known := flags.Lookup(name)
		switch {
		case open != nil:
			open = nil
		case word == "--":
			return nil, true
		case isFlag(flags, word) && known != nil && !hasValue && !isSwitch(known):
			open = known
		}
	}
	return open, false
}

// startingWith returns the texts of a list that start with a text, in any case.
func startingWith(text string, list []string) (matching []string) {
	for _, word := range list {
		if len(word) >= len(text) && strings.EqualFold(word[:len(text)], text) {
			matching = append(matching, word)
		}
	}
	return matching
}
