// Command table runs the benchmarks of this module and prints their medians
// and ratios. It first has the answers compared.
//
// The benchmarks are built once and run several times over, by turns with fat
// tzdata, which is the system's, and with slim tzdata, which is that of the Go
// distribution and of time/tzdata. Their output is kept, for benchstat. With
// the name of such a file as argument it is only printed again.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

type options struct {
	rounds    int
	benchtime string
	bench     string
	tags      string
	output    string
	into      string
}

func main() {
	var o options
	quick := flag.Bool("quick", false, "run one short round: a look, not a measurement")
	flag.IntVar(&o.rounds, "rounds", 7, "how often to run each benchmark on each kind of tzdata")
	flag.StringVar(&o.benchtime, "benchtime", "50ms", "how long to run each benchmark each time")
	flag.StringVar(&o.bench, "bench", ".", "run the benchmarks that match this regular expression")
	flag.StringVar(&o.tags, "tags", "", `build tags; "temporal" lets Temporal take part`)
	flag.StringVar(&o.output, "o", "results.txt", "keep the benchmarks' output in this file")
	flag.StringVar(&o.into, "into", "", "put the tables between the marks of this Markdown file, instead of printing them")
	flag.Parse()
	if *quick {
		o.rounds, o.benchtime = 1, "10ms"
	}
	if err := run(o, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "table:", err)
		os.Exit(1)
	}
}

func run(o options, files []string) error {
	if len(files) == 0 {
		if err := measure(o); err != nil {
			return err
		}
		files = []string{o.output}
	}
	results, err := readResults(files)
	if err != nil {
		return err
	}
	if o.into != "" {
		return results.putInto(o.into)
	}
	results.print(os.Stdout)
	return nil
}

// measure builds the tests, has the answers compared, and runs the benchmarks.
func measure(o options) error {
	directory, err := os.MkdirTemp("", "longcase")
	if err != nil {
		return err
	}
	defer os.RemoveAll(directory)
	binary := filepath.Join(directory, "benchmarks.test")
	if err := execute(os.Stderr, nil, "go", "test", "-c", "-tags", o.tags, "-o", binary, "."); err != nil {
		return err
	}
	zones, err := databases()
	if err != nil {
		return err
	}
	output, err := os.Create(o.output)
	if err != nil {
		return err
	}
	defer output.Close()
	fmt.Fprintf(output, "date: %s\ngo: %s\n", time.Now().Format(time.DateOnly), runtime.Version())
	for _, z := range zones {
		fmt.Fprintf(os.Stderr, "comparing answers on %s tzdata\n", z.kind)
		if err := execute(os.Stderr, z.env(), binary); err != nil {
			return err
		}
	}
	for round := range o.rounds {
		for _, z := range zones {
			fmt.Fprintf(os.Stderr, "round %d of %d on %s tzdata\n", round+1, o.rounds, z.kind)
			fmt.Fprintf(output, "tzdata: %s\n", z.kind)
			err := execute(output, z.env(), binary, "-test.run=^$",
				"-test.bench="+o.bench, "-test.skip="+z.skip, "-test.benchtime="+o.benchtime)
			if err != nil {
				return err
			}
		}
	}
	return output.Close()
}

func execute(output io.Writer, env []string, name string, args ...string) error {
	command := exec.Command(name, args...)
	command.Stdout, command.Stderr = output, os.Stderr
	command.Env = append(os.Environ(), env...)
	if err := command.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(command.Args, " "), err)
	}
	return nil
}
