package audit

import (
	"fmt"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
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
// long the retention.
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

// auditor collects the findings of an audit.
type auditor struct {
	policy      longcase.Policy
	from, until time.Time
	limited     bool // rules reach back further than the time from from to until
	rules       []retention.Rule
	yearly      map[int]float64 // by rule with days: weeks or months a year with a snapshot
	findings    []longcase.Finding
}

func (a *auditor) find(code longcase.Code, severity longcase.Severity, format string, args ...any) {
	a.findings = append(a.findings, longcase.Finding{
		Code: code, Severity: severity, Message: fmt.Sprintf(format, args...),
	})
}

// inWords returns a length of time for people, rounded up: in minutes below two
// hours, in hours below two days, else in days. Whole hours stay hours.
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

// inZone formats an instant in the schedule's zone.
func (a *auditor) inZone(t time.Time) string {
	return dateTime(t.In(a.policy.Schedule.Zone().Location()))
}
