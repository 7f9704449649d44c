//go:build unix

// Command worst runs the worst cases of longcase that are known: input that is
// made to cost much time or memory, to forge a line of output, or to be asked
// for beyond every bound. It prints one Markdown row for each and sets in bold
// what misses its bound. The clock fails nothing: the exit status is 1 only if
// a case cannot be run.
//
// Each case runs in a process of its own, which is cut after -cut and may use
// 4 GiB of address space. Time is processor time, garbage collection included,
// of the call alone, or of the whole process for the command. Memory is the
// most that the process had resident, the program itself included.
package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"time"
)

type options struct {
	match string
	cut   time.Duration
	into  string
}

func main() {
	var o options
	child := flag.String("child", "", "run the case of this name in this process")
	flag.StringVar(&o.match, "run", "", "run only the cases whose name matches this regular expression")
	flag.DurationVar(&o.cut, "cut", 20*time.Second, "end a case after this long")
	flag.StringVar(&o.into, "into", "", "put the table between the marks of this Markdown file, instead of printing it")
	flag.Parse()
	if *child != "" {
		runChild(*child, flag.Args())
		return
	}
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "worst:", err)
		os.Exit(1)
	}
}

func run(o options) error {
	match, err := regexp.Compile(o.match)
	if err != nil {
		return err
	}
	m, err := newMeter(o.cut)
	if err != nil {
		return err
	}
	defer m.remove()
	var results []result
	for _, c := range cases() {
		if !match.MatchString(c.name) {
			continue
		}
		fmt.Fprintln(os.Stderr, c.name)
		r, err := m.measure(c)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		results = append(results, r)
	}
	if o.into != "" {
		return putInto(o.into, results)
	}
	printTable(os.Stdout, results)
	return nil
}
