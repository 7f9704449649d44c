// Command example checks laws of package fuzz on schedulers and retention of
// others, and prints the complaints: robfig/cron, and what is written in a minute.
package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"time"
	_ "time/tzdata"

	"github.com/robfig/cron/v3"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
)

func main() { report(os.Stdout) }

// report runs all trials and writes their complaints.
func report(w io.Writer) {
	for _, trial := range trials() {
		complaint := fuzz.Complaint(func(t fuzz.TB) {
			const day = 24 * time.Hour
			trial.law(t, trial.subject, trial.around.Add(-day), trial.around.Add(day))
		})
		if complaint == "" {
			complaint = "no complaint"
		}
		fmt.Fprintf(w, "%s:\n%s\n\n", trial.name, complaint)
	}
	complaint := fuzz.Complaint(func(t fuzz.TB) { fuzz.Kept(t, fuzz.KeeperOf(newestThree), threeDays, now, history) })
	fmt.Fprintf(w, "the newest three, for three days:\n%s\n", complaint)
}

// trial is a law to check on a scheduler around an instant.
type trial struct {
	name    string
	law     fuzz.Law
	subject fuzz.Subject
	around  time.Time
}

// trials are mistakes that the laws find: of robfig/cron, and of two schedulers written in
// a minute.
func trials() []trial {
	var (
		spring   = time.Date(2025, 3, 9, 7, 0, 0, 0, time.UTC)    // New York goes from 02:00 to 03:00
		autumn   = time.Date(2025, 11, 2, 6, 0, 0, 0, time.UTC)   // and from 02:00 back to 01:00
		half     = time.Date(2025, 4, 5, 15, 0, 0, 0, time.UTC)   // Lord Howe from 02:00 to 01:30
		skipped  = time.Date(2011, 12, 30, 10, 0, 0, 0, time.UTC) // Apia from the 29th to the 31st
		halfPast = at(calendar.ClockOf(2, 30))
	)
	return []trial{
		{"robfig/cron, 30 2 * * *, New York in spring", fuzz.Defined, robfig("America/New_York", "30 2 * * *", halfPast), spring},
		{"robfig/cron, 30 1 * * *, New York in autumn", fuzz.Defined, robfig("America/New_York", "30 1 * * *", at(90)), autumn},
		{"robfig/cron, 0 0 * * *, Lord Howe in autumn", fuzz.Successor, robfig("Australia/Lord_Howe", "0 0 * * *", at(0)), half},
		{"robfig/cron, 0 0 30 * *, Apia", fuzz.Answers, robfig("Pacific/Apia", "0 0 30 * *", at(0)), skipped},
		{"daily, New York in spring", fuzz.Defined, daily("America/New_York"), spring},
		{"daily, New York in autumn", fuzz.Successor, daily("America/New_York"), autumn},
		{"working days, every change of New York in two days", fuzz.Sweep, workdays("America/New_York"), spring},
	}
}

func at(clock calendar.Clock) schedule.Rule {
	return schedule.Rule{At: []calendar.Clock{clock}}
}

// robfig returns an expression as robfig/cron runs it, with the rule that it means.
func robfig(zone, expression string, rule schedule.Rule) fuzz.Subject {
	s, err := cron.ParseStandard("CRON_TZ=" + zone + " " + expression)
	if err != nil {
		panic(err)
	}
	return fuzz.Of(fuzz.Spec{Zone: fuzz.MustLoad(zone), Rules: []schedule.Rule{rule}}, s)
}

func daily(zone string) fuzz.Subject {
	spec := fuzz.Spec{Zone: fuzz.MustLoad(zone), Rules: []schedule.Rule{at(calendar.ClockOf(2, 30))}}
	return fuzz.Of(spec, naive{spec.Zone})
}

// naive fires daily at 02:30, or so its author thought.
type naive struct{ zone *time.Location }

// Next returns 02:30 of today or tomorrow.
func (n naive) Next(t time.Time) time.Time {
	t = t.In(n.zone)
	next := time.Date(t.Year(), t.Month(), t.Day(), 2, 30, 0, 0, n.zone)
	if next.After(t) {
		return next
	}
	return next.Add(24 * time.Hour)
}

// workdays returns a schedule of working days with a mistake: see weekly.
func workdays(zone string) fuzz.Subject {
	rule := at(calendar.ClockOf(2, 30))
	rule.Weekdays = calendar.AllWeekdays &^ calendar.WeekdaysOf(time.Saturday, time.Sunday)
	spec := fuzz.Spec{Zone: fuzz.MustLoad(zone), Rules: []schedule.Rule{rule}}
	return fuzz.Of(spec, weekly{spec.Zone})
}

// weekly fires at 02:30 on working days. It is right on the Sunday of a clock
// change, and wrong on Monday.
type weekly struct{ zone *time.Location }

// Next goes on from a time that does not exist.
func (w weekly) Next(t time.Time) time.Time {
	t = t.In(w.zone)
	next := time.Date(t.Year(), t.Month(), t.Day(), 2, 30, 0, 0, w.zone)
	for !next.After(t) || next.Weekday() == time.Saturday || next.Weekday() == time.Sunday {
		next = next.AddDate(0, 0, 1)
	}
	return next
}

// newestThree keeps the newest three snapshots, even if two are of one day. It
// sees times alone, so the hold in the history is not held against it.
func newestThree(_ time.Time, created []time.Time) []time.Time {
	newest := slices.SortedFunc(slices.Values(created), time.Time.Compare)
	return newest[max(0, len(newest)-3):]
}

// threeDays is what it should do.
var threeDays = fuzz.Policy{Rules: []retention.Rule{{Per: calendar.Day, Count: 3}}}

var (
	now     = time.Date(2025, 6, 30, 12, 0, 0, 0, time.UTC)
	history = fuzz.History{
		{Created: now.AddDate(0, 0, -9), Held: true},
		{Created: now.AddDate(0, 0, -2)},
		{Created: now.AddDate(0, 0, -1)},
		{Created: now.Add(-time.Hour)},
		{Created: now},
	}
)
