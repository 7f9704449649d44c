package main

import (
	"errors"
	"slices"
	"strings"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/internal/nearest"
	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/retention/preset"
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/timezone"
)

// values returns the texts that may stand for a placeholder of the usage text, for
// completion and for the errors of mistyped ones; nil for those without a list.
//
// EXPR, RECURRENCE, NAME, N and others have none: nobody can guess such a text.
func values(placeholder string) []string {
	switch placeholder {
	case "VERB":
		return append(verbNames(), topicNames()...)
	case "SHELL":
		return shellNames()
	case "EXAMPLE":
		return exampleNames()
	case "ZONE":
		// Go can load a zone by its name, but has no list of them. The vendor has one.
		return append(cloudsigma.Zones(), "UTC")
	case "FORMAT":
		return namesOf[inventory.Format]()
	case "FORM":
		return namesOf[document.Form]()
	case "OUTPUT":
		return outputForms.List
	case "GAP":
		return namesOf[timezone.Gap]()
	case "FOLD":
		return namesOf[timezone.Fold]()
	case "DAYS":
		return namesOf[crontab.Days]()
	case "PRESET":
		return presetNames()
	case "RULE":
		return ruleForms()
	case "FIELDS":
		return fieldNames()
	case "MEDIUM":
		return media.List
	case "PICTURE":
		return pictureKinds.List
	case "TIME":
		return []string{"now"}
	}
	return nil
}

// namesOf returns the names of an enumerated type, in order.
func namesOf[T interface {
	~uint8
	MarshalText() ([]byte, error)
}]() (names []string) {
	for value := T(0); ; value++ {
		text, err := value.MarshalText()
		if err != nil {
			return names
		}
		names = append(names, string(text))
	}
}

// presetNames returns the names of the tools with a preset, each with its colon: a shell
// that completes the name goes on with the options.
func presetNames() []string {
	return []string{
		"restic:", "kopia:", "borg:", "proxmox:", "sanoid:", "barman:", "cloudnativepg:",
		"pgbackrest:", "velero:", "longhorn:", "volsync:", "dlm:", "cloudsigma:", "qumulo:",
	}
}

// presetOptions returns the texts that may stand for a preset, after the name of its
// tool or after some of its options: each option of the tool, with its equals sign.
func presetOptions(text string) (list []string) {
	given := text[:strings.LastIndexAny(text, ":,")+1]
	tool, _, _ := strings.Cut(given, ":")
	_, _, err := preset.Parse(tool + ":?=?") // whose error names the options
	unknown := new(preset.OptionError)
	if !errors.As(err, &unknown) {
		return nil
	}
	options, _ := strings.CutPrefix(unknown.Want, "one of ")
	for _, option := range strings.Split(options, ", ") {
		list = append(list, given+option+"=")
	}
	return list
}

// ruleForms returns a rule of each usual form, to start from.
func ruleForms() []string {
	return []string{
		"within 7 days", "within 4 weeks on mon", "within 12 months on 1,15", "within 7 days and base",
		"last 10", "hourly 24", "daily 7", "weekly 4", "weekly 4 on sun", "monthly 12", "monthly 12 first",
		"quarterly 4", "yearly all",
	}
}

// exampleNames returns the names of the vendor's examples.
func exampleNames() (names []string) {
	for _, example := range cloudsigma.Examples() {
		names = append(names, example.Name)
	}
	return names
}

// ruleWords returns the words of retention rules.
func ruleWords() []string {
	// Numbers, times of day and lists of days stay as they were typed: a near one would
	// change the rule and not its spelling.
	return strings.Fields(`within last all hourly daily weekly monthly quarterly yearly first nearest failed
		minute hour day week month year minutes hours days weeks months years
		unkept uncovered newest oldest base next back
		mon tue wed thu fri sat sun workday on or of from and`)
}

// meant returns a question about the value that was probably meant by a mistyped
// one for a placeholder; "" if nothing is near.
func meant(placeholder, value string) string {
	// A rule has several words, each within the limit.
	if len(value) > 4*nearest.Longest {
		return ""
	}
	switch placeholder {
	case "RULE":
		return meantRule(value)
	case "ZONE":
		return meantZone(value)
	case "PRESET":
		// The tool is compared with its colon, as the list has it; the options stay as typed.
		tool, options, _ := strings.Cut(value, ":")
		if near, ok := nearest.Word(tool+":", presetNames()); ok && near != tool+":" {
			return "; did you mean " + near + options + "?"
		}
		return ""
	}
	return didYouMean(value, values(placeholder))
}

// meantRule replaces the unknown words of a rule. It asks only about a rule that
// can be read.
func meantRule(value string) string {
	known := ruleWords()
	words := strings.Fields(value)
	for i, word := range words {
		if near, ok := nearest.Word(word, known); ok {
			words[i] = near
		}
	}
	rule := strings.Join(words, " ")
	if _, err := retention.ParseRule(rule); err != nil {
		return ""
	}
	return "; did you mean " + quoted(rule) + "?"
}

// meantZone finds a zone by its name or, as in "Berlin", by the last part of it.
func meantZone(value string) string {
	zones := values("ZONE")
	if question := didYouMean(value, zones); question != "" {
		return question
	}
	isIt := func(zone string) bool {
		return strings.EqualFold(zone[strings.LastIndexByte(zone, '/')+1:], value)
	}
	if i := slices.IndexFunc(zones, isIt); i >= 0 {
		return "; did you mean " + zones[i] + "?"
	}
	return ""
}
