package preset

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// Parse reads the name of a tool, a colon, and its options as they are called
// there, apart by commas. It returns the rules and how many snapshots to keep
// whatever these say, for [retention.Compile] and [retention.Policy.WithMinimum].
// The error lists everything that is wrong with the options, each an
// [*OptionError].
func Parse(s string) (rules []retention.Rule, minimum int, err error) {
	name, text, _ := strings.Cut(s, ":")
	tool := toolOf(name)
	if tool == nil {
		return nil, 0, &calendar.ParseError{
			What: "preset", Input: s,
			Want: "restic, kopia, borg, proxmox, dlm, cloudsigma or qumulo, a colon, and options",
		}
	}
	if err := read(name, text, tool.options()); err != nil {
		return nil, 0, err
	}
	if fault := tool.fault(); fault != nil {
		fault.Tool = name
		return nil, 0, fault
	}
	if d, ok := tool.(*DLM); ok {
		minimum = d.Minimum()
	}
	return tool.Rules(), minimum, nil
}

// tool is a tool whose options are read one by one.
type tool interface {
	options() []option
	// fault returns what is wrong with the options together, if anything.
	fault() *OptionError
	Rules() []retention.Rule
}

func toolOf(name string) tool {
	switch name {
	case "restic":
		return new(Restic)
	case "kopia":
		k := KopiaDefaults()
		return &k
	case "borg":
		return new(Borg)
	case "proxmox":
		return new(Proxmox)
	case "dlm":
		return new(DLM)
	case "cloudsigma":
		return new(cloudSigma)
	case "qumulo":
		return new(qumulo)
	}
	return nil
}

// OptionError is what is wrong with one option.
type OptionError struct {
	Tool   string // such as "restic"
	Option string // the option's name
	Value  string // what was given
	Want   string // what is allowed
}

// Error names the tool, the option and its value, and says what is allowed.
func (e *OptionError) Error() string {
	return e.Tool + ": " + e.Option + " " + strconv.Quote(e.Value) + ": want " + e.Want
}

// option is an option that a tool has.
type option struct {
	name string
	want string                  // what is allowed
	set  func(value string) bool // reports whether the value is right
	many bool                    // whether it may be given again
}

// read sets the options that a text gives.
func read(tool, text string, options []option) error {
	if text == "" {
		return nil
	}
	var all []error
	var seen []string
	for part := range strings.SplitSeq(text, ",") {
		name, value, _ := strings.Cut(part, "=")
		want := setOption(options, name, value, slices.Contains(seen, name))
		if want != "" {
			all = append(all, &OptionError{Tool: tool, Option: name, Value: value, Want: want})
		}
		seen = append(seen, name)
	}
	return errors.Join(all...)
}

// setOption sets one option, or says what is wanted in its place.
func setOption(options []option, name, value string, again bool) (want string) {
	i := slices.IndexFunc(options, func(o option) bool { return o.name == name })
	switch {
	case i < 0:
		return "one of " + names(options)
	case again && !options[i].many:
		return "it only once"
	case !options[i].set(value):
		return options[i].want
	}
	return ""
}

func names(options []option) string {
	list := make([]string, len(options))
	for i := range options {
		list[i] = options[i].name
	}
	return strings.Join(list, ", ")
}

// mostCount is the largest number in an option.
const mostCount = 99_999

// number reads a number without a sign, within bounds.
func number(s string, least, most int) (n int, ok bool) {
	n, err := strconv.Atoi(s)
	if err != nil || s[0] < '0' || s[0] > '9' || n < least || most < n {
		return 0, false
	}
	return n, true
}

// count is an option that is a number.
func count(name string, to *int) option {
	return option{name: name, want: "0 to " + strconv.Itoa(mostCount), set: func(value string) (ok bool) {
		*to, ok = number(value, 0, mostCount)
		return ok
	}}
}

// unbounded is an option that is a number, or a word for all.
func unbounded(name, word string, to *int) option {
	o := count(name, to)
	bounded := o.set
	o.want += ", -1"
	if word != "-1" {
		o.want += " or " + word
	}
	o.set = func(value string) bool {
		if value == "-1" || value == word {
			*to = retention.All
			return true
		}
		return bounded(value)
	}
	return o
}

// tier is a number of periods.
type tier struct {
	per   calendar.Unit
	count int
}
