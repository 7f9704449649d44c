package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/draw"
	"github.com/longcase/longcase/internal/safe"
)

// Layouts of instants on the page. The day of the week helps with rules about it, and
// the zone's abbreviation tells the two passes of a repeated hour apart.
const (
	dayLayout    = "Mon 2006-01-02"
	minuteLayout = dayLayout + " 15:04 MST"
)

// printPage prints the outcome for people, on a terminal below a picture of it. The
// words with the example and a prompt below fit 24 lines of 80 columns, the size of a
// terminal that nobody has enlarged. The audit, whose length varies, comes last.
func (e *env) printPage(o outcome, isExample bool) error {
	if e.terminal {
		if err := o.picture().Text(e.stdout, e.textOptions(draw.TextOptions{})); err != nil {
			return err
		}
		fmt.Fprintln(e.stdout)
	}
	if o.policy.Name != "" {
		fmt.Fprintf(e.stdout, "Policy: %s\n", safe.Text(o.policy.Name))
	}
	fmt.Fprintf(e.stdout, "%s\n\n", wrap(safe.Text(o.policy.words()), ""))
	e.printNext(o)
	e.printAlive(o)
	e.printFindings(o)
	if isExample {
		fmt.Fprint(e.stdout, "\nThis is an example. To try your own policy (-h explains more):\n",
			`  longcase simulate -cron "30 2 * * mon-fri" -zone Europe/Berlin -rule "daily 7"`, "\n")
	}
	return nil // write errors stick to the buffer, and show when it is flushed
}

// printNext prints the first snapshots, and when each is deleted. The simulation
// knows, also for rules that count, whose expiries depend on later snapshots.
func (e *env) printNext(o outcome) {
	const most = 3 // of the 24 lines
	deleted := map[time.Time]time.Time{}
	var next []time.Time
	for _, event := range o.events {
		created := event.Snapshot.Created
		switch {
		case event.Kind == longcase.Expired:
			deleted[created] = event.Time
		case len(next) < most:
			next = append(next, created)
		}
	}
	if len(next) == 0 {
		return
	}
	// An instant takes up to 26 columns, as in "Sun 2025-03-30 02:00 +0530".
	fmt.Fprintf(e.stdout, "%-30s%s\n", "Next snapshots", "Deleted")
	for _, created := range next {
		end := "not by " + o.policy.local(o.until).Format(dayLayout)
		if at, ok := deleted[created]; ok && at.Equal(created) {
			end = "at once"
		} else if ok {
			end = o.policy.local(at).Format(minuteLayout)
		}
		fmt.Fprintf(e.stdout, "  %-28s%s\n", o.policy.local(created).Format(minuteLayout), end)
	}
	fmt.Fprintln(e.stdout)
}

// printAlive prints how many snapshots are left at the end, and by which rules.
func (e *env) printAlive(o outcome) {
	local := o.policy.local
	start := ""
	switch o.existing {
	case 0:
	case 1:
		start = ", starting with a snapshot"
	default:
		start = fmt.Sprintf(", starting with %d snapshots", o.existing)
	}
	fmt.Fprintln(e.stdout, wrap(fmt.Sprintf("From %s to %s%s, %d snapshots are taken and %d deleted.",
		local(o.from).Format(dayLayout), local(o.until).Format(dayLayout), start, o.taken, o.expired()), ""))
	if o.run.Len() > 0 {
		fmt.Fprintf(e.stdout, "Of the %d left, these rules keep:\n", o.run.Len())
		e.printShares(o)
	}
	fmt.Fprintln(e.stdout)
}

// printShares prints the rules as a table. The counts less those in parentheses add
// up to the snapshots left.
func (e *env) printShares(o outcome) {
	// Reasons are texts of rules and names of our own, all of them ASCII: bytes are columns.
	shares, width := o.run.Shares(), 0
	date := func(t time.Time) string { return o.policy.local(t).Format(time.DateOnly) }
	for _, share := range shares {
		width = max(width, len(share.Reason))
	}
	for _, share := range shares {
		line := fmt.Sprintf("%6d  %-*s", share.Count, width, share.Reason)
		if share.Count > 0 {
			line += "  " + date(share.Oldest)
		}
		if share.Count > 1 { // "to" the same date would look like a mistake
			line += " to " + date(share.Newest)
		}
		if share.Shared > 0 {
			line += fmt.Sprintf("  (%d counted above)", share.Shared)
		}
		fmt.Fprintln(e.stdout, strings.TrimRight(line, " "))
	}
}

// printFindings prints the problems, the gravest first, and then the facts. Their codes
// and pointers are for longcase check: here they would stand in the way.
func (e *env) printFindings(o outcome) {
	findings := slices.Clone(o.findings)
	slices.SortStableFunc(findings, func(a, b longcase.Finding) int {
		return cmp.Compare(b.Severity, a.Severity)
	})
	// A heading waits for the first finding below it. Errors and warnings are problems,
	// and facts come after them, or alone.
	heading := "Problems:"
	for i, f := range findings {
		switch {
		case f.Severity == longcase.Info && i == 0:
			heading = "Problems: none. Worth knowing:"
		case f.Severity == longcase.Info && findings[i-1].Severity > f.Severity:
			heading = "Worth knowing:"
		}
		if heading != "" {
			fmt.Fprintln(e.stdout, heading)
			heading = ""
		}
		fmt.Fprintf(e.stdout, "  - %s\n", wrap(safe.Text(f.Message), "    "))
	}
	if len(findings) == 0 {
		fmt.Fprintln(e.stdout, "Problems: none.")
	}
}
