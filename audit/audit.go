// Package audit finds faults of a policy before it runs: rules that keep
// nothing, times without a snapshot, the effects of clock changes.
package audit

import (
	"fmt"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// The codes of the findings of [Policy], besides [longcase.CodeDisabled] and
// [longcase.CodeNeverFires].
const (
	// CodeKeepsNothing means that a rule keeps no snapshot at all, since none
	// is ever taken on its days; or that the whole retention keeps none.
	CodeKeepsNothing longcase.Code = "keeps-nothing"
	// CodeKeepsLittle means that in many weeks or months no snapshot is taken
	// on a rule's days.
	CodeKeepsLittle longcase.Code = "keeps-little"
	// CodeBare means that there are times at which no snapshot is left, since
	// the last one expires before the next is taken.
	CodeBare longcase.Code = "bare"
	// CodeNeverFull means that a rule never keeps as many as it counts, since
	// they are too old before.
	CodeNeverFull longcase.Code = "never-full"
	// CodeReachesFar means that a rule reaches back much further than its
	// number of periods, since it counts only those that hold a snapshot.
	CodeReachesFar longcase.Code = "reaches-far"
	// CodeUseless means that other rules keep all that a rule keeps, and as
	// long, clock changes aside, while snapshots are taken as they are due.
	CodeUseless longcase.Code = "useless"
	// CodePopulation tells how many snapshots are alive at once.
	CodePopulation longcase.Code = "population"
	// CodeSpacing tells how far apart the snapshots are that one can restore
	// from, by their age.
	CodeSpacing longcase.Code = "spacing"
	// CodeClockShift means that times that a clock change skips fire at others.
	CodeClockShift longcase.Code = "clock-shift"
	// CodeClockDrop means that times that a clock change skips do not fire.
	CodeClockDrop longcase.Code = "clock-drop"
	// CodeClockRepeat means that times that a clock change repeats fire twice.
	CodeClockRepeat longcase.Code = "clock-repeat"
	// CodeShiftedOffDay means that a clock change shifts a snapshot to a day
	// that is not one of a rule's, while the day it was due on is.
	CodeShiftedOffDay longcase.Code = "shifted-off-day"
	// CodeSameName means that the template gives two snapshots the same name.
	CodeSameName longcase.Code = "same-name"
)

// How far an audit looks, besides 400 years of dates.
const (
	// auditReach bounds the stretch of time in which snapshots are counted.
	auditReach = 20 * longestYear
	// auditChanges is the stretch in which clock changes are looked at.
	auditChanges = 2 * longestYear
	// auditWork bounds the snapshots that are simulated, times the rules.
	auditWork = 200_000
)

// Policy finds what is wrong with a schedule and a retention together, before
// anything runs: as if the policy began at a moment, with no snapshots, and
// took each one as it is due. Findings come by topic, and for one topic in
// order of the rules; their pointers are empty.
//
// It looks ahead until all rules have had time to keep what they are to keep,
// and a year more, but no more than 20 years. As long as that takes no more
// than some 20,000 snapshots, fewer if there are many rules, they are simulated
// one by one, and the numbers are exact. Otherwise those are simulated, and the
// end of the stretch is looked at in places; numbers are given with "about"
// then. Clock changes are looked for in two years, and the days on which
// snapshots are taken in 400. So an audit takes a fraction of a second, however
// often snapshots are taken and however long they are kept.
//
// Rules for failed snapshots are not looked at, and very many rules, or rules
// for very many periods, not together. A policy that takes no snapshots gets
// that one finding.
func Policy(p longcase.Policy, from time.Time) []longcase.Finding {
	a := auditor{policy: p, from: from, rules: p.Retention.Rules(), yearly: map[int]float64{}}
	if _, fires := p.Schedule.Next(from); !p.Enabled {
		a.find(longcase.CodeDisabled, longcase.Info, "the policy is disabled: it takes no snapshots")
		return a.findings
	} else if !fires {
		a.find(longcase.CodeNeverFires, longcase.Warning, "no snapshot is ever due")
		return a.findings
	}
	a.judgeDays()
	a.setHorizon()
	f := a.simulate()
	a.judgeBare(f)
	if f.most > 0 || !f.whole {
		if s := a.survey(f); !s.stopped {
			a.judgeSurvey(f, s)
		}
	}
	a.judgeClockChanges()
	a.judgeNames(f)
	return a.findings
}

// auditor collects findings.
type auditor struct {
	policy      longcase.Policy
	from, until time.Time
	limited     bool // whether rules reach further than until
	rules       []retention.Rule
	yearly      map[int]float64 // of rules about days: in how many weeks or months a year
	findings    []longcase.Finding
}

func (a *auditor) find(code longcase.Code, severity longcase.Severity, format string, args ...any) {
	a.findings = append(a.findings, longcase.Finding{
		Code: code, Severity: severity, Message: fmt.Sprintf(format, args...),
	})
}

// setHorizon decides how far to look: to where all rules are full, and a year
// more.
func (a *auditor) setHorizon() {
	var fill time.Duration
	if second, ok := a.policy.Schedule.Nth(a.from, 2); ok {
		fill = second.Sub(a.from)
	}
	for i := range a.rules {
		fill = max(fill, a.fill(i))
	}
	a.limited = fill > auditReach-longestYear
	a.until = a.from.Add(min(fill, auditReach-longestYear) + longestYear)
}

// fill returns in what time a rule comes to keep what it is to keep.
func (a *auditor) fill(rule int) time.Duration {
	r := a.rules[rule]
	switch {
	case r.Failed:
		return 0
	case !r.Within.IsZero():
		return longest(r.Within)
	case r.Count <= 0: // without end: look at a few
		return longest(calendar.PeriodOf(3, r.Per))
	}
	fill := longest(calendar.PeriodOf(r.Count, r.Per))
	if last, ok := a.policy.Schedule.Nth(a.from, int64(r.Count)); ok {
		fill = max(fill, last.Sub(a.from))
	}
	if yearly := a.yearly[rule]; yearly > 0 { // on average, so add a year or two to be sure
		years := 2 + int(min(float64(r.Count)/yearly, 99))
		fill = max(fill, longest(calendar.PeriodOf(years, calendar.Year)))
	}
	return fill
}

const longestYear = 366 * 24 * time.Hour

// longest returns how long a period can be at most, clock changes aside; or
// something beyond auditReach.
func longest(p calendar.Period) time.Duration {
	const day = 24 * time.Hour
	units := [...]time.Duration{
		calendar.Minute: time.Minute, calendar.Hour: time.Hour, calendar.Day: day,
		calendar.Week: 7 * day, calendar.Month: 31 * day, calendar.Quarter: 92 * day,
		calendar.Year: longestYear,
	}
	unit := units[p.Unit]
	if unit == 0 {
		return 0
	}
	return unit * min(time.Duration(p.N), auditReach/unit+1)
}

// inWords returns a length of time as people say it, rounded up: in minutes to
// two hours, unless it is whole hours, in hours to two days, and then in days.
func inWords(d time.Duration) string {
	unit, length := calendar.Day, 24*time.Hour
	switch {
	case d < 2*time.Hour && d%time.Hour != 0:
		unit, length = calendar.Minute, time.Minute
	case d < 48*time.Hour:
		unit, length = calendar.Hour, time.Hour
	}
	return calendar.PeriodOf(int((d+length-1)/length), unit).String()
}

// inZone returns an instant as the clocks of the schedule's zone show it.
func (a *auditor) inZone(t time.Time) string {
	return dateTime(t.In(a.policy.Schedule.Zone().Location()))
}
