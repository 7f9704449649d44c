package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/retention"
)

// TestMain runs the command in place of the tests if the shim of a completion test
// asks for it.
func TestMain(m *testing.M) {
	if os.Getenv("LONGCASE_SHIM") != "" {
		main()
	}
	os.Exit(m.Run())
}

// completionRows are command lines up to the cursor, and completions of the last
// word: the first few, "..." for more, and "FILES" for names of files.
var completionRows = []struct {
	line string
	want string
}{
	{"longcase ", "simulate next keep check ..."},
	{"longcase ne", "next"},
	{"longcase c", "check convert completion"},
	{"longcase x", ""},
	{"longcase x y", ""}, // no such verb
	{"longcase help ti", "times"},
	{"longcase help ke", "keep"},
	{"longcase completion ", "bash zsh fish"},
	{"longcase examples sf", "sfg"},
	{"longcase next -c", "-calendar -cron"},
	{"longcase next --c", ""}, // as listed, with one dash
	{"longcase next -json -zo", "-zone"},
	{"longcase next ", "FILES"},
	{"longcase next a.json ", "FILES"},
	{"longcase next a.json -un", "-until"},
	{"longcase next -zone Europe/Be", "Europe/Berlin Europe/Belgrade"},
	{"longcase next -zone europe/ber", "Europe/Berlin"},
	{"longcase next -zone UT", "UTC"},
	{"longcase next -zone=Europe/Ber", "-zone=Europe/Berlin"},
	{"longcase next -gap ", "default shift next skip"},
	{"longcase next -cron ", ""}, // nobody can guess
	{"longcase next -nothing=", ""},
	{"longcase next -- -z", "FILES"},
	{"longcase keep -list z", "zfs"},
	{"longcase keep -list ku", "kubernetes"},
	{"longcase keep -preset re", "restic:"},
	{"longcase keep -preset cl", "cloudnativepg: cloudsigma:"},
	{"longcase keep -preset restic:keep-within-", "restic:keep-within-hourly= restic:keep-within-daily= ..."},
	{"longcase keep -preset restic:keep-last=7,keep-y", "restic:keep-last=7,keep-yearly="},
	{"longcase keep -preset velero:", "velero:ttl="},
	{"longcase keep -preset nothing:k", ""},
	{"longcase keep -o n", "names"},
	{"longcase simulate -existing ", "FILES"},
	{"longcase simulate -example s", "sfg sunday"},
	{"longcase convert -to q", "qumulo"},
	{"longcase convert -without re", "remote retention"},
	{"longcase version ", ""},
	{"longcase version -", "-json"},
}

// requireCompletions holds completions, in any order, against a row.
func requireCompletions(t *testing.T, got []string, want, line string) {
	t.Helper()
	some, more := strings.CutSuffix(want, "...")
	if list := strings.Fields(some); more {
		require.Subset(t, got, list, line)
	} else {
		require.ElementsMatch(t, list, got, line)
	}
}

// TestCompletions asks for words, as the scripts do.
func TestCompletions(t *testing.T) {
	for _, row := range completionRows {
		words := strings.Split(row.line, " ")[1:]
		r := runOn("", append([]string{"completion", "words", "--"}, words...)...)
		require.Equal(t, statusDone, r.status, row.line)
		lines := strings.Split(strings.TrimSuffix(r.stdout, "\n"), "\n")
		if lines[0] == "files" {
			lines = append(lines, "FILES")
		}
		requireCompletions(t, lines[1:], row.want, row.line)
	}
}

// TestRuleForms completes rules, which have spaces, however they are typed.
func TestRuleForms(t *testing.T) {
	for _, rule := range ruleForms() {
		_, err := retention.ParseRule(rule)
		require.NoError(t, err, rule)
	}
	for _, typed := range []string{"monthly 12 f", `monthly\ 12\ f`, `"monthly 12 f`, "'MONTHLY 12 F"} {
		r := runOn("", "completion", "words", "--", "keep", "-rule", typed)
		require.Equal(t, "words\nmonthly 12 first\n", r.stdout, typed)
	}
}

// TestJoinBreaks completes words that bash has broken at = and :.
func TestJoinBreaks(t *testing.T) {
	for _, row := range []struct{ words, want string }{
		{"next|-zone|=|Europe/Ber", "Europe/Berlin"},
		{"next|-zone|=", "Etc/GMT+12 ..."},
		{"keep|-preset|restic|:", "keep-last= keep-daily= ..."},
		{"keep|-preset|=|restic", "restic:"},
		{"next|-from|2025-10-26T02|:|30|-zone|UT", "UTC"},
		{"next|-from|2025-10-26T02|:|30|-from|=|no", "now"},
		{"=", ""},
		{":|x", ""},
	} {
		args := append([]string{"completion", "words", "--"}, strings.Split(row.words, "|")...)
		r := runOn("", args...)
		require.Equal(t, statusDone, r.status)
		lines := strings.Split(strings.TrimSuffix(r.stdout, "\n"), "\n")
		requireCompletions(t, lines[1:], row.want, row.words)
	}
}

// shellRun runs a program of a shell that finds longcase in its path, in a folder
// with one file, a.json. It skips the test without the shell.
func shellRun(t *testing.T, shell string, args ...string) string {
	t.Helper()
	path, err := exec.LookPath(shell)
	if err != nil {
		t.Skip("no ", shell)
	}
	self, err := os.Executable()
	require.NoError(t, err)
	home := t.TempDir()
	shim := "#!/bin/sh\nLONGCASE_SHIM=1 exec '" + self + "' \"$@\"\n"
	require.NoError(t, os.MkdirAll(filepath.Join(home, "bin"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(home, "bin", "longcase"), []byte(shim), 0o755))
	require.NoError(t, os.MkdirAll(filepath.Join(home, "work"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(home, "work", "a.json"), nil, 0o600))
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, path, args...)
	command.Dir = filepath.Join(home, "work")
	command.Env = append(os.Environ(), "PATH="+filepath.Join(home, "bin")+":"+os.Getenv("PATH"),
		"HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home, "TERM=xterm")
	command.Stdin = strings.NewReader("")
	output, err := command.CombinedOutput()
	require.NoError(t, err, string(output))
	return string(output)
}

// quotedForShell quotes a word for all three shells.
func quotedForShell(word string) string { return "'" + word + "'" }

// TestBash calls the function with words as bash breaks them.
func TestBash(t *testing.T) {
	script := "source <(longcase completion bash)\n"
	for _, row := range completionRows {
		var words []string
		for _, word := range strings.Split(row.line, " ") {
			word = strings.NewReplacer("=", " = ", ":", " : ").Replace(word)
			words = append(words, strings.Split(word, " ")...)
		}
		for i, word := range words {
			words[i] = quotedForShell(word)
		}
		script += "COMP_WORDS=(" + strings.Join(words, " ") + ") COMP_CWORD=" + strconv.Itoa(len(words)-1) +
			"; _longcase longcase; echo \"${COMPREPLY[*]}\"\n"
	}
	output := shellRun(t, "bash", "--norc", "-c", script)
	lines := strings.Split(output, "\n")
	for i, row := range completionRows {
		typed := row.line[strings.LastIndexByte(row.line, ' ')+1:]
		before := typed[:strings.LastIndexAny(typed, "=:")+1] // which bash leaves as it is
		want := strings.ReplaceAll(strings.ReplaceAll(row.want, "FILES", ""), before, "")
		requireCompletions(t, strings.Fields(lines[i]), want, row.line)
	}
}

// TestFish asks fish itself for the completions of a command line.
func TestFish(t *testing.T) {
	script := "longcase completion fish | source\n"
	for _, row := range completionRows {
		script += "complete -C " + quotedForShell(row.line) + "; echo .\n"
	}
	answers := strings.Split(shellRun(t, "fish", "--no-config", "-c", script), ".\n")
	for i, row := range completionRows {
		want := row.want
		if strings.HasSuffix(row.line, " ") {
			want = strings.ReplaceAll(want, "FILES", "a.json")
		}
		requireCompletions(t, strings.Fields(answers[i]), strings.ReplaceAll(want, "FILES", ""), row.line)
	}
}

// tabbed are what interactive shells make of command lines when Tab is pressed.
var tabbed = []struct{ line, want string }{
	{"longcase nex", "longcase next"},
	{"longcase next -cro", "longcase next -cron"},
	{"longcase next a.", "longcase next a.json"},
	{"longcase next -zone Europe/Berl", "longcase next -zone Europe/Berlin"},
	{"longcase next -zone=Europe/Berl", "longcase next -zone=Europe/Berlin"},
	{"longcase keep -preset rest", "longcase keep -preset restic:"},
	{"longcase keep -preset restic:keep-la", "longcase keep -preset restic:keep-last="},
	{"longcase keep -rule quar", `longcase keep -rule quarterly\ 4`},
	{"longcase keep -list kub", "longcase keep -list kubernetes"},
}

// terminal is a program of zsh, which has terminals to offer. It types each line
// of its input into an interactive shell, presses Tab, moves to the start of the
// line (Ctrl-A) and makes it the argument of echo.
const terminal = `zmodload zsh/zpty
export PS1=
zpty shell "$@"
[[ $1 == zsh ]] && zpty -w shell 'bindkey -e; autoload -U compinit; compinit -D'
zpty -w shell "source <(longcase completion $1)"
while read -r line; do
	zpty -w -n shell "$line"$'\t\x01echo "<\x05>"\n'
	zpty -r -m shell answer $'*\n<*>*\n*'
	answer=${answer##*$'\n'<}
	print -r -- ${answer%%>*}
done
zpty -d shell
`

// TestTab presses Tab in an interactive bash and zsh.
func TestTab(t *testing.T) {
	if testing.Short() {
		t.Skip("waits for terminals")
	}
	var lines strings.Builder
	for _, row := range tabbed {
		lines.WriteString(row.line + "\n")
	}
	for _, shell := range [][]string{{"bash", "--norc", "-i"}, {"zsh", "-f", "-i"}} {
		program := "print -rn -- '" + lines.String() + "' | {\n" + terminal + "}"
		output := shellRun(t, "zsh", append([]string{"-f", "-c", program, "zsh"}, shell...)...)
		answers := strings.Split(output, "\n")
		for i, row := range tabbed {
			require.Equal(t, row.want, strings.TrimSpace(answers[i]), shell[0])
		}
	}
}
