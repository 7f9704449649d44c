//go:build unix

package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/longcase/longcase/document"
)

// worst is a worst case.
type worst struct {
	name string
	// input makes the text that is read, if there is one. Making it is not timed.
	input func() string
	size  int // bytes of arguments, for a call without a text
	// call calls the library with the text, and returns the size of the answer
	// and why it is wrong, "" if it is right.
	call func(text string) (answer int, wrong string)
	// args, in place of call, are the arguments of the command longcase, which
	// reads the text from its standard input; check says why its output is wrong.
	args  []string
	check func(output string) string
	audit bool   // whether an audit's bound holds
	asked bool   // whether a long answer is what was asked for
	cause string // why the case misses its bounds, if it does
}

// bound is what a case may take.
type bound struct {
	time   time.Duration
	memory int64
	answer int
}

// bound returns the bounds of a case: for any audit a quarter of a second, for
// 1 kB of input 50 ms, for 1 MB a second and 200 MB, and in proportion beyond.
func (r result) bound() bound {
	const kilo, mega = 1 << 10, 1 << 20
	b := bound{time: time.Second, memory: 200e6, answer: 1e6}
	switch {
	case r.audit:
		b.time = 250 * time.Millisecond
	case r.bytes <= kilo:
		b.time = 50 * time.Millisecond
	case r.bytes > mega:
		times := (r.bytes + mega - 1) / mega
		b.time *= time.Duration(times)
		b.memory *= int64(times)
	}
	return b
}

// find returns the case of a name.
func find(name string) (worst, bool) {
	for _, c := range cases() {
		if c.name == name {
			return c, true
		}
	}
	return worst{}, false
}

// text returns a function that returns a text.
func text(s string) func() string { return func() string { return s } }

// repeated returns a function that repeats a text up to a size.
func repeated(before, s, after string, size int) func() string {
	return func() string {
		return before + strings.Repeat(s, max(1, (size-len(before)-len(after))/len(s))) + after
	}
}

// size returns the length of an error's text.
func size(err error) int {
	if err == nil {
		return 0
	}
	return len(err.Error())
}

// open opens a document.
func open(text string) (int, string) {
	_, err := document.Open([]byte(text))
	return size(err), ""
}

// refused opens a document that is to be refused.
func refused(text string) (int, string) {
	_, err := document.Open([]byte(text))
	if err == nil {
		return 0, "it is taken"
	}
	return size(err), ""
}

// policy opens a document and calls a function with its policy.
func policy(text string, call func(p document.Policy) string) (int, string) {
	file, err := document.Open([]byte(text))
	if err != nil {
		return size(err), ""
	}
	return 0, call(file.Policies()[0])
}

// want says that an answer is not another one.
func want(got, wanted any) string {
	if fmt.Sprint(got) == fmt.Sprint(wanted) {
		return ""
	}
	return fmt.Sprintf("answers %v, not %v", got, wanted)
}
