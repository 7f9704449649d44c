package preset

import (
	"slices"
	"strconv"
	"strings"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/problem"
	"github.com/longcase/longcase/retention"
)

// Parse reads the name of a tool, a colon, and the tool's options under its own
// names, separated by commas. It returns the rules for [retention.Compile], and
// the minimum for [retention.Policy.WithMinimum]. The error is a
// [*calendar.ParseError] for an unknown tool, or for more than 4,096 bytes;
// otherwise it joins an [*OptionError] for each wrong option, and after the first
// 100 a [*calendar.ParseError] with the number of the others.
func Parse(s string) (rules []retention.Rule, minimum int, err error) {
	if err := problem.TooLong("preset", s, maxLength); err != nil {
		return nil, 0, err
	}
	name, text, _ := strings.Cut(s, ":") // "restic" is "restic:", without options
	// Reading the options sets the fields of the tool, so that each text has its own.
	tool := toolOf(name)
	if tool == nil {
		return nil, 0, &calendar.ParseError{
			What: "preset", Input: s,
			Want: "restic, kopia, borg, proxmox, sanoid, barman, cloudnativepg, pgbackrest, velero, longhorn, " +
				"volsync, dlm, cloudsigma or qumulo, a colon, and options" + unsaid(name),
		}
	}
	if err := read(name, text, tool.options()); err != nil {
		return nil, 0, err
	}
	if checked, ok := tool.(interface{ fault() *OptionError }); ok {
		if fault := checked.fault(); fault != nil {
			fault.Tool = name
			return nil, 0, fault
		}
	}
	if m, ok := tool.(interface{ Minimum() int }); ok {
		minimum = m.Minimum()
	}
	return tool.Rules(), minimum, nil
}

// unsaid says why a known tool has no preset.
func unsaid(name string) string {
	switch name {
	case "btrbk":
		return "; no rule begins a month at its first preserved weekday, as btrbk does"
	case "zrepl":
		return "; no rule is a grid of intervals from the newest snapshot, as zrepl's"
	case "snapper":
		return "; no rule keeps numbers and timelines of pairs, as snapper does"
	}
	return ""
}

// maxLength is the greatest length of a preset's text in bytes.
const maxLength = 4096

// tool is a tool whose options are read in turn. A tool may also have a method fault,
// which returns the error of options that are wrong together, and a method Minimum.
type tool interface {
	options() []option
	Rules() []retention.Rule
}

// toolOf returns a tool by its name, with the tool's own defaults; nil if it has no
// preset.
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
	case "sanoid":
		return new(sanoid)
	case "barman":
		return new(barman)
	case "cloudnativepg":
		return new(cloudNativePG)
	case "pgbackrest":
		return new(pgBackRest)
	case "velero":
		return &velero{ttl: calendar.PeriodOf(720, calendar.Hour)}
	case "longhorn":
		return new(longhorn)
	case "volsync":
		return new(volSync)
	case "dlm":
		return new(DLM)
	case "cloudsigma":
		return new(cloudSigma)
	case "qumulo":
		return new(qumulo)
	}
	return nil
}

// OptionError describes a wrong option.
type OptionError struct {
	Tool   string // such as "restic"
	Option string // the option's name
	Value  string // the given value
	Want   string // allowed values
}

// Error names the tool, the option and its value, and the allowed values.
func (e *OptionError) Error() string {
	return e.Tool + ": " + problem.Name(e.Option) + " " + strconv.Quote(e.Value) + ": want " + e.Want
}

// option is an option of a tool.
type option struct {
	name string
	want string                  // allowed values
	set  func(value string) bool // reports whether the value is right
	many bool                    // whether it may be given again
}

// read sets the options in a text.
func read(tool, text string, options []option) error {
	if text == "" {
		return nil
	}
	var all problem.List
	var seen []string
	for part := range strings.SplitSeq(text, ",") {
		name, value, _ := strings.Cut(part, "=")
		want := setOption(options, name, value, slices.Contains(seen, name))
		if want != "" {
			all.Add(func() error {
				return &OptionError{Tool: tool, Option: name, Value: value, Want: want}
			})
		}
		seen = append(seen, name)
	}
	return all.Err()
}

// setOption sets an option, or returns the allowed values for the error.
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

// names lists the names of options, for an error.
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
	n, err := strconv.Atoi(s) // takes a sign, which the first digit refuses
	if err != nil || s[0] < '0' || s[0] > '9' || n < least || most < n {
		return 0, false
	}
	return n, true
}

// count is an option of a number.
func count(name string, to *int) option {
	return option{name: name, want: "0 to " + strconv.Itoa(mostCount), set: func(value string) (ok bool) {
		*to, ok = number(value, 0, mostCount)
		return ok
	}}
}

// unbounded is an option of a number, or a word for no bound.
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

// tier is a unit and the number of its periods.
type tier struct {
	per   calendar.Unit
	count int
}
