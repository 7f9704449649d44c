package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/longcase/longcase/internal/golden"
)

// now is when the command is run.
var now = time.Date(2025, time.January, 10, 12, 0, 0, 0, time.UTC)

// TestTranscripts replays transcripts of a terminal in the top directory. Lines that
// begin with "$ " are commands; "< FILE" is their standard input. Their output
// follows, with standard error after "! " and an exit status other than 0 on its own
// line. Lines that begin with "# " are remarks about the next command.
func TestTranscripts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no transcripts: ", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			file, err := filepath.Abs(file)
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir("../..")
			t.Setenv("COLUMNS", "")
			golden.Compare(t, file, replay(t, readFile(t, file)))
		})
	}
}

// replay runs the commands of a transcript, and returns it as it is now.
func replay(t *testing.T, transcript string) string {
	var b strings.Builder
	remark := true // whether the last line was a remark, or there was none
	for line := range strings.Lines(transcript) {
		command, isCommand := strings.CutPrefix(line, "$ ")
		isRemark := strings.HasPrefix(line, "# ")
		if !isCommand && !isRemark {
			continue
		}
		if !remark {
			b.WriteByte('\n')
		}
		remark = isRemark
		b.WriteString(line)
		if isCommand {
			b.WriteString(execute(t, strings.TrimSpace(command)))
		}
	}
	return b.String()
}

// execute runs a command and returns its output.
func execute(t *testing.T, command string) string {
	command, input, _ := strings.Cut(command, " < ")
	var stdin io.Reader = strings.NewReader("")
	if input != "" {
		stdin = strings.NewReader(readFile(t, input))
	}
	var stdout, stderr bytes.Buffer
	status := run(words(command)[1:], now, stdin, &stdout, &stderr)
	for line := range strings.Lines(stderr.String()) {
		stdout.WriteString("! " + line)
	}
	if status != 0 {
		fmt.Fprintf(&stdout, "exit status %d\n", status)
	}
	return stdout.String()
}

// words splits a command at spaces that are not within double quotes.
func words(command string) (list []string) {
	for i, part := range strings.Split(command, `"`) {
		if i%2 == 1 {
			list = append(list, part)
		} else {
			list = append(list, strings.Fields(part)...)
		}
	}
	return list
}

func readFile(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// full is a device with no room left.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestOutputThatFails(t *testing.T) {
	var stderr strings.Builder
	status := run([]string{"simulate", "-events"}, now, strings.NewReader(""), full{}, &stderr)
	if want := "longcase: no space left\n"; status != statusInput || stderr.String() != want {
		t.Errorf("status %d, %q", status, stderr.String())
	}
}

func TestKeepLongLines(t *testing.T) {
	const instant, maxLine = "2025-01-10T01:30:00Z\t", 1 << 20 // that of package inventory
	args := []string{"keep", "testdata/in/nightly.json"}
	for length, want := range map[int]int{maxLine - 1: statusDone, maxLine + 1: statusInput} {
		input := instant + "\n" + instant + strings.Repeat("x", length-len(instant)) + "\n"
		var stdout, stderr strings.Builder
		status := run(args, now, strings.NewReader(input), &stdout, &stderr)
		if status != want || (want == statusInput) != (stdout.Len() == 0) {
			t.Errorf("length %d: status %d, %d bytes, %q", length, status, stdout.Len(), stderr.String())
		}
	}
}

func TestSimulateAYear(t *testing.T) {
	var stdout, stderr strings.Builder
	status := run([]string{"simulate", "-events"}, now, strings.NewReader(""), &stdout, &stderr)
	if status != statusDone || !strings.HasSuffix(stdout.String(), "\ntotal\t365 taken\t343 expired\t22 alive\n") {
		t.Errorf("status %d, %q, %q", status, stderr.String(), stdout.String())
	}
}
