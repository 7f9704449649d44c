//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/qumulo"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/retention/preset"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/schedule/ical"
	"github.com/longcase/longcase/timezone"
)

const mega = 1 << 20

// wrapped is a longcase document with some text inside.
func wrapped(before, inside, after string) (string, string, string) {
	return `{"longcase":1,` + before, inside, after + `}`
}

// long is a document of 1 MB that repeats a text in a place.
func long(before, inside, after string) func() string {
	before, inside, after = wrapped(before, inside, after)
	return repeated(before, inside, after, mega)
}

// randomRules returns rules that hardly share a minute.
func randomRules(n int) (rules []schedule.Rule) {
	random := rand.New(rand.NewPCG(1, 2))
	for range n {
		rule := schedule.Rule{
			Months:    calendar.Months(random.Uint64()) & calendar.AllMonths,
			MonthDays: calendar.MonthDays(random.Uint64()) & calendar.AllMonthDays,
		}
		for range 20 {
			rule.At = append(rule.At, calendar.Clock(random.IntN(calendar.MinutesPerDay)))
		}
		rules = append(rules, rule)
	}
	return rules
}

// ruleDocument returns a document with random rules.
func ruleDocument(n int) func() string {
	return func() string {
		var list []string
		for _, rule := range randomRules(n) {
			var at []string
			for _, clock := range rule.At {
				at = append(at, `"`+clock.String()+`"`)
			}
			list = append(list, fmt.Sprintf(`{"months":%q,"monthDays":%q,"at":[%s]}`,
				rule.Months, rule.MonthDays, strings.Join(at, ",")))
		}
		return `{"longcase":1,"schedule":{"zone":"America/New_York","rules":[` + strings.Join(list, ",") + `]}}`
	}
}

// gridDocument returns a document with rules of every minute, in windows.
func gridDocument(n int) func() string {
	return func() string {
		var list []string
		for i := range n {
			list = append(list, fmt.Sprintf(`{"every":"1 minute","window":"%02d:%02d-23:59"}`, i/60, i%60))
		}
		return `{"longcase":1,"schedule":{"zone":"America/New_York","rules":[` + strings.Join(list, ",") + `]}}`
	}
}

// deepDuplicates is a document that has equal keys inside many objects with
// long keys, so that each problem has a pointer of a hundred kilobytes.
func deepDuplicates() string {
	key := `{"` + strings.Repeat("k", 1000) + `":`
	const levels = 90
	return strings.Repeat(key, levels) + `{` + strings.Repeat(`"a":1,`, 100_000) + `"a":1}` + strings.Repeat("}", levels)
}

// each returns a list of many schedulers of CloudSigma with a text inside.
func each(inside string) func() string {
	return repeated(`[`, `{"name":"x",`+inside+`},`, `{"name":"x",`+inside+`}]`, mega)
}

func documents() []worst {
	unknownZones := func() string {
		var list []string
		for i := range mega / 40 {
			list = append(list, fmt.Sprintf(`{"longcase":1,"zone":"Europe/X%07d"}`, i))
		}
		return "[" + strings.Join(list, ",") + "]"
	}
	return []worst{
		{name: "document: nested arrays", input: repeated("", "[", "", mega), call: refused},
		{name: "document: empty arrays", input: repeated("[", "[],", "[]]", mega), call: refused},
		{name: "document: equal keys", input: repeated("{", `"a":1,`, `"a":1}`, mega), call: refused},
		{name: "document: equal keys, deep inside", input: deepDuplicates, call: refused},
		{name: "document: unknown keys", input: long(`"name":"x"`, `,"a":1`, ``), call: refused},
		{name: "document: unknown keys of CloudSigma", input: each(`"incremental_backup":{},"a":1`), call: open},
		{name: "document: zones that do not load", input: unknownZones, call: refused},
		{name: "document: one zone that does not load, often", input: repeated("[", `{"longcase":1,"zone":"Europe/X"},`, `{"longcase":1}]`, mega), call: refused},
		{name: "document: 1,000 random rules in a schedule", input: ruleDocument(1000), call: refused},
		{name: "document: 100 random rules", input: ruleDocument(100), call: open},
		{name: "document: one rule, many times", input: long(`"schedule":{"rules":[`, `{"at":["03:00"]},`, `{"at":["03:00"]}]}`), call: open},
		{name: "document: rules for minutes", input: long(`"schedule":{"rules":[`, `{"every":"1 minute"},`, `{"every":"1 minute"}]}`), call: open},
		{name: "document: one time, many times", input: long(`"schedule":{"rules":[{"at":[`, `"03:00",`, `"03:00"]}]}`), call: open},
		{name: "document: wrong times", input: long(`"schedule":{"rules":[{"at":[`, `"x",`, `"x"]}]}`), call: refused},
		{name: "document: retention rules", input: long(`"retention":{"rules":[`, `"within 7 days",`, `"all"]}`), call: open},
		{name: "document: wrong retention rules", input: long(`"retention":{"rules":[`, `"x",`, `"x"]}`), call: refused},
		{name: "document: policies", input: repeated("[", `{"longcase":1,"schedule":{"rules":[{"months":"feb","monthDays":"29","at":["03:00"]}]}},`, `{"longcase":1}]`, mega), call: open},
		{name: "document: a long text", input: long(`"name":"`, `x`, `"`), call: open},
		{name: "cloudsigma: wrong schedulers", input: each(`"incremental_backup":{"hour":"x","minute":"y"}`), call: func(text string) (int, string) {
			_, err := cloudsigma.Parse([]byte(text))
			return size(err), ""
		}},
		{name: "cloudsigma: a long list of times", input: repeated(`{"name":"x","incremental_backup":{"manual_incremental_backup":"`, "02:00,", `02:00"}}`, mega), call: open},
		{name: "qumulo: wrong policies", input: repeated(`[`, `{"policy_name":"x","schedule":{"frequency":"x"}},`, `{}]`, mega), call: func(text string) (int, string) {
			_, err := qumulo.Parse([]byte(text))
			return size(err), ""
		}},
	}
}

// parse is a call of a function that reads a text.
func parse(read func(text string) error) func(string) (int, string) {
	return func(text string) (int, string) { return size(read(text)), "" }
}

func texts() []worst {
	cron := parse(func(text string) error {
		_, err := crontab.Parse(text, crontab.Options{})
		return err
	})
	recurrence := parse(func(text string) error {
		_, err := ical.Parse(text, ical.Options{})
		return err
	})
	rule := parse(func(text string) error {
		_, err := retention.ParseRule(text)
		return err
	})
	template := parse(func(text string) error {
		_, err := longcase.ParseTemplate(text)
		return err
	})
	presets := parse(func(text string) error {
		_, _, err := preset.Parse(text)
		return err
	})
	zone := parse(func(text string) error {
		_, err := timezone.Load(text)
		return err
	})
	const start = "DTSTART:20250101T020000Z\n"
	// No year has a Monday the 53rd in week 53 that is the 367th day.
	const slow = "RRULE:FREQ=YEARLY;BYYEARDAY=-366;BYDAY=MO;BYSETPOS=-1;COUNT=10000\n"
	return []worst{
		{name: "crontab: wrong items", input: repeated("", "x,", "x * * * *", 384_000), call: cron},
		{name: "crontab: wrong items, 1 MB", input: repeated("", "x,", "x * * * *", mega), call: cron},
		{name: "crontab: one long item", input: repeated("", "x", " * * * *", mega), call: cron},
		{name: "crontab: right items", input: repeated("", "0,", "0 * * * *", mega), call: cron},
		{name: "crontab: fields", input: repeated("", "* ", "*", mega), call: cron},
		{name: "ical: one slow rule", input: text(start + slow), call: recurrence},
		{name: "ical: 100 slow rules", input: repeated(start, slow, "", 100*len(slow)), call: recurrence},
		{name: "ical: fast rules", input: repeated(start, "RRULE:FREQ=DAILY\n", "", mega), call: recurrence},
		{name: "ical: wrong lines", input: repeated(start, "X\n", "", mega), call: recurrence},
		{name: "ical: one long line", input: repeated(start+"RRULE:FREQ=DAILY;BYHOUR=1", ",1", "\n", mega), call: recurrence},
		{name: "ical: folded lines", input: repeated(start+"RRULE:FREQ=DAILY;BYHOUR=1", "\n ,1", "\n", mega), call: recurrence},
		{name: "ical: dates", input: repeated(start+"RDATE:20250101T020000Z", ",20250101T020000Z", "\n", mega), call: recurrence},
		{name: "ical: wrong dates", input: repeated(start+"RDATE:2", ",x", "\n", mega), call: recurrence},
		{name: "ical: zones that do not load", input: repeated(start, "RDATE;TZID=Europe/X:20250101T020000\n", "", mega), call: recurrence},
		{name: "retention rule: words", input: repeated("within 7 days", " on mon", "", mega), call: rule},
		{name: "retention rule: a list of days", input: repeated("within 7 days on 1", ",1", "", mega), call: rule},
		{name: "template: placeholders", input: repeated("", "{Year}", "", mega), call: template},
		{name: "template: wrong placeholders", input: repeated("", "{X}", "", mega), call: template},
		{name: "preset: options", input: repeated("restic:keep-daily=7", ",x=1", "", mega), call: presets},
		{name: "zone: a long name", input: repeated("Europe/", "x", "", mega), call: zone},
	}
}
