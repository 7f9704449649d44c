//go:build linux

// Command lists compares longcase keep with LC_ALL=C sort on the same lists of two
// million snapshots, their output thrown away. It prints a Markdown row for each list and
// output: the least time of each in seven runs by turns, by the clock and of the
// processors, and the most memory that keep had resident beyond the bytes of the list.
package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

const (
	lines, runs    = 2_000_000, 7
	counted, aged  = "hourly 24, daily 7, monthly 12", "within 30 days"
	names, verdict = "names", "verdicts"
)

// rows is the table: for each list the rules, and the form of output.
var rows = []struct {
	list string
	line func(i int) string
	runs [][2]string
}{
	{"a volume", plain, [][2]string{{counted, verdict}, {aged, names}, {aged, verdict}}},
	{"a volume, shuffled", shuffled(), [][2]string{{counted, verdict}}},
	{"200 groups in turns", grouped, [][2]string{{counted, names}, {counted, verdict}, {aged, verdict}}},
	{"zfs, 500 datasets in turns", func(i int) string { return zfs(i%500, i/500) }, [][2]string{{counted, names}, {counted, verdict}}},
	{"zfs, one after the other", func(i int) string { return zfs(i/4000, i%4000) }, [][2]string{{counted, names}, {counted, verdict}, {aged, verdict}}},
}

// newest is when the newest snapshot of each list is taken.
var newest = time.Date(2025, 10, 26, 2, 30, 0, 0, time.UTC)

// plain returns a line of a plain list of one volume.
func plain(i int) string {
	t := newest.Add(-time.Duration(lines-1-i) * 5 * time.Minute)
	return t.Format("2006-01-02T15:04:05Z\thome@auto-2006-01-02_15.04\n")
}

// shuffled returns the lines of plain in another order.
func shuffled() func(i int) string {
	order := rand.New(rand.NewPCG(1, 2)).Perm(lines)
	return func(i int) string { return plain(order[i]) }
}

// grouped returns a line of a plain list of 200 volumes that take turns.
func grouped(i int) string {
	t := newest.Add(-time.Duration((lines-1-i)/200) * time.Hour)
	return fmt.Sprintf("%s\tvolume-%03d@auto-%s\tgroup=volume-%03[2]d\n",
		t.Format(time.RFC3339), i%200, t.Format("2006-01-02_15.04"))
}

// zfs returns a line for the i-th of 4,000 snapshots of a dataset.
func zfs(dataset, i int) string {
	t := newest.Add(-time.Duration(3999-i) * time.Hour)
	return fmt.Sprintf("tank/volume-%03d@auto-%s\t%d\n", dataset, t.Format("2006-01-02_15.04"), t.Unix())
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "lists:", err)
		os.Exit(1)
	}
}

func run() error {
	directory, err := os.MkdirTemp("", "longcase")
	if err != nil {
		return err
	}
	defer os.RemoveAll(directory)
	longcase, list := filepath.Join(directory, "longcase"), filepath.Join(directory, "list")
	build := exec.Command("go", "build", "-o", longcase, "github.com/longcase/longcase/cmd/longcase")
	if output, err := build.CombinedOutput(); err != nil {
		return fmt.Errorf("building the command: %w\n%s", err, output)
	}
	fmt.Println("| list | rules | output | sort, s | keep, s | keep / sort | sort, CPU s | keep, CPU s | keep / sort | bytes a line |")
	fmt.Println("|---|---|---|--:|--:|--:|--:|--:|--:|--:|")
	for _, row := range rows {
		size, err := write(list, row.line)
		if err != nil {
			return err
		}
		for _, of := range row.runs {
			args := []string{longcase, "keep", "-at-most", "100%", "-now", newest.Format(time.RFC3339), "-o", of[1]}
			for rule := range strings.SplitSeq(of[0], ", ") {
				args = append(args, "-rule", rule)
			}
			sort, keep, err := compare(list, args)
			if err != nil {
				return err
			}
			fmt.Printf("| %s | %s | %s | %s | %s | %d |\n", row.list, of[0], of[1],
				ratio(sort.clock, keep.clock), ratio(sort.processors, keep.processors), (keep.resident-size)/lines)
		}
	}
	return nil
}

// write writes a list to a file, and returns its length. The list is never in memory: the
// resident memory of a new process begins with that of the process that starts it.
func write(path string, line func(i int) string) (size int, err error) {
	f, err := os.Create(path)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	for i := range lines {
		n, _ := w.WriteString(line(i)) // an error is told by Flush too
		size += n
	}
	return size, w.Flush()
}

// ratio returns two times and their ratio, bold above 1, as cells.
func ratio(sort, keep time.Duration) string {
	format, times := "%.2f | %.2f | %.2f", keep.Seconds()/sort.Seconds()
	if times >= 1.005 {
		format = "%.2f | %.2f | **%.2f**"
	}
	return fmt.Sprintf(format, sort.Seconds(), keep.Seconds(), times)
}

// cost is what runs of a command took: the least time and the most memory.
type cost struct {
	clock, processors time.Duration
	resident          int // bytes
}

// compare runs sort and a command by turns.
func compare(list string, command []string) (sort, keep cost, err error) {
	sort, keep = cost{time.Hour, time.Hour, 0}, cost{time.Hour, time.Hour, 0}
	for range runs {
		if err := sort.run(list, "sort"); err != nil {
			return sort, keep, err
		}
		if err := keep.run(list, command...); err != nil {
			return sort, keep, err
		}
	}
	return sort, keep, nil
}

// run runs a command that reads a list.
func (c *cost) run(list string, command ...string) error {
	input, err := os.Open(list)
	if err != nil {
		return err
	}
	defer input.Close()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Env, cmd.Stdin, cmd.Stderr = append(os.Environ(), "LC_ALL=C"), input, os.Stderr
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", command[0], err)
	}
	state := cmd.ProcessState
	c.clock = min(c.clock, time.Since(start))
	c.processors = min(c.processors, state.UserTime()+state.SystemTime())
	c.resident = max(c.resident, int(state.SysUsage().(*syscall.Rusage).Maxrss)<<10)
	return nil
}
