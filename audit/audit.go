package audit

import (
	"fmt"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// Codes of findings, besides [longcase.CodeDisabled] and [longcase.CodeNeverFires].
// The package comment says when they occur.
const (
	codeKeepsNothing  longcase.Code = "keeps-nothing"
	codeKeepsLittle   longcase.Code = "keeps-little"
	codeBare          longcase.Code = "bare"
	codeNeverFull     longcase.Code = "never-full"
	codeReachesFar    longcase.Code = "reaches-far"
	codeUseless       longcase.Code = "useless"
	codePopulation    longcase.Code = "population"
	codeSpacing       longcase.Code = "spacing"
	codeClockShift    longcase.Code = "clock-shift"
	codeClockDrop     longcase.Code = "clock-drop"
	codeClockRepeat   longcase.Code = "clock-repeat"
	codeShiftedOffDay longcase.Code = "shifted-off-day"
	codeSameName      longcase.Code = "same-name"
	codeSpread        longcase.Code = "spread"
	codeSpreadOffDay  longcase.Code = "spread-off-day"
)

// Bounds of an audit. They keep it within a fraction of a second.
const (
	// auditReach bounds the time in which snapshots are counted.
	auditReach = 20 * longestYear
	// auditChanges is the time in which clock changes are examined.
	auditChanges = 2 * longestYear
	// auditWork bounds the number of simulated snapshots times rules.
	auditWork = 200_000

	longestYear = 366 * 24 * time.Hour
)

// Policy returns the findings for a policy started at an instant without
// snapshots, in the order of the package comment, and within a topic in the
// order of the rules. Their pointers are empty, since a policy has no document.
//
// A policy that takes no snapshots gets a single finding. Rules for failed
// snapshots are ignored: the audit assumes that every snapshot is taken in time
// and succeeds.
//
// It takes a fraction of a second, however frequent the schedule and however
// long the retention. An instant outside the years 1 to 9999 is taken for the nearest
// inside.
func Policy(p longcase.Policy, from time.Time) []longcase.Finding {
	a := newAuditor(p, from)
	a.audit()
	return a.findings
}

// newAuditor returns an auditor without findings.
func newAuditor(p longcase.Policy, from time.Time) *auditor {
	return &auditor{policy: p, from: clamp(from), rules: p.Retention.Rules(), yearly: map[int]float64{}}
}

// audit collects the findings, and returns the forecast; nil for a policy that
// takes no snapshots.
func (a *auditor) audit() *forecast {
	first, fires := a.policy.Schedule.Next(a.from)
	if !a.policy.Enabled {
		a.find(longcase.CodeDisabled, longcase.Info, "the policy is disabled: it takes no snapshots")
		return nil
	} else if !fires {
		a.find(longcase.CodeNeverFires, longcase.Warning, "no snapshot is ever due")
		return nil
	}
	// The order is that of the findings, and of need: judgeDays counts how often a rule's days
	// come, from which setHorizon knows how long a rule takes to fill.
	a.judgeDays()
	a.setHorizon()
	if first.After(a.until) {
		a.find(longcase.CodeNeverFires, longcase.Warning,
			"no snapshot is due until %s, which is further ahead than an audit looks", a.inZone(first))
		return nil
	}
	f := a.simulate()
	a.judgeBare(f)
	// A policy that keeps nothing has no reach, population or spacing.
	if f.most > 0 || !f.whole {
		if s := a.survey(f); !s.stopped {
			a.judgeSurvey(f, s)
		}
	}
	a.judgeClockChanges()
	a.judgeNames(f)
	return f
}

// clamp returns an instant in the years 1 to 9999, a day within, so that every zone's
// date is in them too.
func clamp(t time.Time) time.Time {
	const day = 24 * 60 * 60
	least, most := int64(calendar.MinDate+1)*day, int64(calendar.MaxDate)*day
	if unix := t.Unix(); unix < least || unix >= most {
		return time.Unix(min(max(unix, least), most), 0)
	}
	return t
}

// auditor collects the findings of an audit.
type auditor struct {
	policy      longcase.Policy
	from, until time.Time
	limited     bool // rules reach back further than the time from from to until
	rules       []retention.Rule
	yearly      map[int]float64 // by rule with days: weeks or months a year with a snapshot
	findings    []longcase.Finding
}

// find adds a finding, whose message is made by a format.
func (a *auditor) find(code longcase.Code, severity longcase.Severity, format string, args ...any) {
	a.findings = append(a.findings, longcase.Finding{
		Code: code, Severity: severity, Message: fmt.Sprintf(format, args...),
	})
}

// setHorizon sets how far to look ahead: until all rules are full, and a year
// more, since the population of a full policy varies with the seasons.
func (a *auditor) setHorizon() {
	// The snapshots of 29 February are up to eight years apart. Two of them must
	// be taken, or the time without any before the second would go unseen.
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

// fill returns an upper bound of the time until a rule is full, which is until it
// drops its first snapshot.
func (a *auditor) fill(rule int) time.Duration {
	r := a.rules[rule]
	switch {
	case r.Failed:
		return 0
	case !r.Within.IsZero():
		return longest(r.Within)
	case r.Count <= 0: // never full: a few periods show its habits
		return longest(calendar.PeriodOf(3, r.Per))
	}
	// Periods without a snapshot do not count, so a sparse schedule takes as long
	// as the same number of snapshots: "daily 7" of a weekly schedule, 7 weeks.
	fill := longest(calendar.PeriodOf(r.Count, r.Per))
	if last, ok := a.policy.Schedule.Nth(a.from, int64(r.Count)); ok {
		fill = max(fill, last.Sub(a.from))
	}
	// Days make it longer still. The census gives an average: a leap day that is a
	// Monday comes 15 times in 400 years, so two years more are added to be sure.
	if yearly := a.yearly[rule]; yearly > 0 {
		years := 2 + int(min(float64(r.Count)/yearly, 99))
		fill = max(fill, longest(calendar.PeriodOf(years, calendar.Year)))
	}
	return fill
}

// longest returns the greatest length of a period, apart from clock changes. For
// periods beyond auditReach any length beyond it will do, so nothing overflows.
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

// inWords returns a length of time for people, rounded up: in minutes below two
// hours, in hours below two days, else in days. Whole hours stay hours. Rounding up
// keeps "at most" and "up to" true.
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

// inZone formats an instant in the schedule's zone: findings are about wall times, as
// documents are.
func (a *auditor) inZone(t time.Time) string {
	return dateTime(t.In(a.policy.Schedule.Zone().Location()))
}
