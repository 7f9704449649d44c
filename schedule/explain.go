package schedule

import (
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/instant"
	"github.com/longcase/longcase/timezone"
)

// Explanation is the reason why an instant is or is not an occurrence.
type Explanation struct {
	At    time.Time         // the instant, in the schedule's zone
	Fires bool              // the instant is an occurrence, of at least one rule
	Rules []RuleExplanation // of each rule, in the order of the schedule's rules
}

// RuleExplanation is the part of an [Explanation] that concerns one rule. It is
// comparable.
type RuleExplanation struct {
	Fires bool // the instant is an occurrence of the rule
	// Decided is the part of the rule that decided: "all" if the wall time
	// passes every part; "years", "second", "months", "month days", "weekdays",
	// "window" or "times" for the first part that it does not pass, where
	// "second" stands for an instant that is on no whole local minute; "gap" if
	// the rule admits the wall time but a clock change skips it, so that it
	// fires at this instant instead, or elsewhere, or not at all; "fold" if the
	// rule admits it and the clocks show it twice, but it fires the other time.
	Decided string
	// Date is the date of the judged wall time: of the time on the clock or, if
	// the instant stands for a wall time in a gap, of the latter.
	Date calendar.Date
	// Clock is the time of day of the judged wall time.
	Clock calendar.Clock
	// Value is the judged part of the wall time, and Allowed the values that the
	// rule admits, as words.
	Value, Allowed string
}

// The values of RuleExplanation.Decided.
const (
	decidedByAll       = "all"
	decidedByYears     = "years"
	decidedBySecond    = "second"
	decidedByMonths    = "months"
	decidedByMonthDays = "month days"
	decidedByWeekdays  = "weekdays"
	decidedByWindow    = "window"
	decidedByTimes     = "times"
	decidedByGap       = "gap"
	decidedByFold      = "fold"
)

// Explain returns the reason why an instant is or is not an occurrence, for every
// rule. Explanations of an instant around a clock change name the choice of gap
// or fold that applies.
func (s Schedule) Explain(t time.Time) Explanation {
	t = instant.Clamp(t)
	e := Explanation{At: t.In(s.Zone().Location())}
	if s.compiled == nil {
		return e
	}
	for i := range s.compiled.parts {
		rule := s.compiled.explain(i, t)
		e.Fires = e.Fires || rule.Fires
		e.Rules = append(e.Rules, rule)
	}
	return e
}

// explain judges the time on the clock first and then, in the first hour after a
// gap, the wall time that the clock would show without the gap. An instant can
// be an occurrence as either: New York's 2025-03-09 03:30 as 03:30, and as the
// 02:30 that was shifted to it.
func (c *compiled) explain(index int, t time.Time) RuleExplanation {
	rule, p := c.rule(index), &c.parts[index]
	s := c.zone.Segment(t.Unix())
	shown := p.judge(&rule, t.Unix()+int64(s.Offset), t.Nanosecond())
	from, until := p.own(s)
	if shown.Fires && from <= t.Unix() && t.Unix() < until {
		return shown
	}
	gap := int64(s.Offset - s.Before)
	if gap > 0 && t.Unix() < s.Start+gap {
		if skipped := p.judgeSkipped(&rule, s, t); skipped.Decided == decidedByGap {
			return skipped
		}
	}
	if shown.Fires {
		shown.Fires, shown.Decided, shown.Allowed = false, decidedByFold, timezone.FoldFirst.String()
		if t.Unix() >= until {
			shown.Allowed = timezone.FoldSecond.String()
		}
	}
	return shown
}

// judgeSkipped judges the wall time in the gap before a segment for which an
// instant stands: the wall time by the offset before the gap or, with GapNext at
// the end of the gap, the first wall time of the rule in it.
func (p *part) judgeSkipped(rule *Rule, s timezone.Segment, t time.Time) RuleExplanation {
	gap := int64(s.Offset - s.Before)
	choice := p.gapChoice(gap)
	local := t.Unix() + int64(s.Before)
	if choice == timezone.GapNext && t.Unix() == s.Start {
		if nominal, ok := p.nextNominal(minuteFrom(local)); ok && nominal*60 < local+gap {
			local = nominal * 60
		}
	}
	e := p.judge(rule, local, t.Nanosecond())
	if e.Fires {
		e.Fires = choice == timezone.GapShift || choice == timezone.GapNext && t.Unix() == s.Start
		e.Decided, e.Allowed = decidedByGap, choice.String()
	}
	return e
}

// judge returns whether a rule admits a wall time, in local seconds, and if not,
// the first part of the rule that does not.
func (p *part) judge(r *Rule, local int64, nanosecond int) RuleExplanation {
	date, second := timezone.Split(local)
	e := RuleExplanation{Decided: decidedByAll, Date: date, Clock: calendar.Clock(second / 60)}
	_, month, _ := date.Civil()
	ofMonth := calendar.Days{MonthDays: r.MonthDays, Workdays: r.Workdays}
	ofWeek := calendar.Days{Weekdays: r.Weekdays}
	// In the order of the fields of Rule: of several parts that refuse the time, the
	// coarsest is the useful answer to "why not on Sunday at 02:30?".
	switch {
	case local < firstNominal*60 || local >= (lastNominal+1)*60:
		e.Decided, e.Value, e.Allowed = decidedByYears, "the date", "1 to 9999"
	case second%60 != 0 || nanosecond != 0:
		e.Decided, e.Value, e.Allowed = decidedBySecond, "a part of a minute", "whole minutes"
	case !r.Months.Allows(month):
		e.Decided, e.Value, e.Allowed = decidedByMonths, month.String(), r.Months.String()
	case !ofMonth.Allows(date):
		e.Decided, e.Value = decidedByMonthDays, date.String()
		e.Allowed = calendar.DaysText(r.MonthDays, r.Workdays)
	case !ofWeek.Allows(date):
		e.Decided, e.Value, e.Allowed = decidedByWeekdays, date.Weekday().String(), r.Weekdays.String()
	case !r.Window.Contains(e.Clock):
		e.Decided, e.Value, e.Allowed = decidedByWindow, e.Clock.String(), r.Window.String()
	case !p.minutes.contains(e.Clock):
		e.Decided, e.Value, e.Allowed = decidedByTimes, e.Clock.String(), r.timesInWords()
	default:
		e.Fires = true
		e.Value, e.Allowed = e.Clock.String(), r.timesInWords()
	}
	return e
}

// String returns a sentence for each rule, joined by semicolons: for each rule
// that fires or, if none does, for all.
func (e Explanation) String() string {
	if len(e.Rules) == 0 {
		return "does not fire: the schedule is empty"
	}
	var sentences []string
	for _, rule := range e.Rules {
		if rule.Fires == e.Fires {
			sentences = append(sentences, rule.String())
		}
	}
	return strings.Join(sentences, "; ")
}

// String returns the explanation as a sentence, such as "does not fire: Sunday is
// outside weekdays (mon)".
func (e RuleExplanation) String() string {
	nominal := e.Clock.String() + " on " + e.Date.String()
	switch e.Decided {
	case decidedByAll:
		return "fires: " + e.Value + " is within times (" + e.Allowed + ")"
	case decidedBySecond:
		return "does not fire: the clock shows no whole minute"
	case decidedByGap:
		if e.Fires {
			return "fires: " + nominal + " is skipped by a clock change, and fires here (gap " + e.Allowed + ")"
		}
		return "does not fire: " + nominal + " is skipped by a clock change (gap " + e.Allowed + ")"
	case decidedByFold:
		return "does not fire: " + nominal + " exists twice, and this is the other time (fold " + e.Allowed + ")"
	}
	return "does not fire: " + e.Value + " is outside " + e.Decided + " (" + e.Allowed + ")"
}
