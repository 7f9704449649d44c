package conformance

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/timezone"
)

// cronosRow is a row of HangfireIO/Cronos.
type cronosRow struct {
	Case      int
	Kind      string // next, prev, invalid, valid, equal, differ or progress
	Expr      string
	Other     string // another expression, which is equal or differs
	Fields    int    // 5, or 6 with seconds
	Names     string // the field that is named as invalid
	Zone      string
	From      time.Time
	Inclusive bool // From may be the answer
	Want      *time.Time
	Steps     int
	Seed      int // of H, and of macros, which are spread then
}

// cronosDifferences are the rows with another answer here, and why.
var cronosDifferences = map[int]string{
	36: wholeStep, 57: wholeStep, 78: wholeStep, 99: wholeStep, 333: wholeStep,
	1040: "the suite contradicts itself: 01:00 in Amman is an occurrence in row 1039",
	1042: "the suite contradicts itself: 01:00 in Amman is an occurrence in row 1041",
	1620: "Cronos compares expressions and not times: the last day of January is the 31st",
	1764: skippedWall, 1765: skippedWall,
	247: fullName, 276: fullName,
	135: inList, 136: inList, 169: inList, 170: inList,
}

const (
	// The bound of Cronos is the last value: */24 hours and */60 minutes are refused,
	// and */31 days and */12 months are read, though they are as long as their field.
	// robfig/cron, and crons of Vixie's family, read all of them.
	wholeStep   = "a step as long as its field, which the suite refuses of minutes and hours, and reads of days and months"
	fullName    = "full names, such as SUNDAY, are read"
	inList      = "a workday beside other days, as in 1,2W, is read"
	skippedWall = "the suite wants 00:30 in Amman on a day on which clocks skip it"
)

// TestCronos reads the expressions of Cronos, whose day fields must both match,
// which runs what a gap swallows at its end, and which runs intervals in both
// passes of a fold.
func TestCronos(t *testing.T) {
	c := newTally(t, "cronos")
	for _, row := range rows[cronosRow](t, "cronos.jsonl") {
		expr, ok := row.minutes(row.Expr)
		if !ok {
			c.notSupported("seconds")
			continue
		}
		if row.spread() {
			c.notSupported("H, and macros with a seed")
			continue
		}
		switch row.Kind {
		case "invalid":
			row.invalid(c, expr)
		case "valid":
			row.valid(c, expr)
		case "equal", "differ":
			row.equal(c, expr)
		default:
			row.occurrences(c, expr)
		}
	}
	c.print()
}

// spread reports whether the row's times depend on its seed.
func (row cronosRow) spread() bool {
	return row.Seed != 0 && strings.ContainsAny(row.Expr, "@H")
}

// minutes returns an expression without its field of seconds, if that is 0 or
// *: what is asked about every second is the first of a minute, or the second
// that the question begins with.
func (row cronosRow) minutes(expr string) (five string, ok bool) {
	fields := strings.Fields(expr)
	if row.Fields == 5 || len(fields) != 6 && !strings.Contains(row.Names, "Seconds") {
		return expr, !strings.HasPrefix(strings.TrimSpace(expr), "@every_second")
	}
	seconds := fields[0]
	return strings.Join(fields[1:], " "), seconds == "0" || seconds == "00" || seconds == "*"
}

// everySecond reports whether each second of a minute matches.
func (row cronosRow) everySecond() bool {
	return row.Fields == 6 && strings.HasPrefix(strings.TrimSpace(row.Expr), "*")
}

// choice returns what Cronos does at clock changes. An interval is an expression
// with a *, a range or a step among its times of day.
func (row cronosRow) choice(expr string) timezone.DST {
	times, _, _ := strings.Cut(strings.Join(strings.Fields(expr), " ")+" ", " ")
	if fields := strings.Fields(expr); len(fields) > 1 {
		times += fields[1]
	}
	if row.everySecond() || strings.ContainsAny(times, "*-/") {
		return timezone.DST{Gap: timezone.GapNext, Fold: timezone.FoldBoth}
	}
	return timezone.DST{Gap: timezone.GapNext, Fold: timezone.FoldFirst}
}

func (row cronosRow) invalid(c *tally, expr string) {
	if strings.Contains(row.Names, "Seconds") {
		c.notSupported("seconds")
		return
	}
	problem := ""
	if x, err := crontab.Parse(expr, crontab.Options{Days: crontab.And}); err == nil {
		problem = fmt.Sprintf("%q is read as %v", row.Expr, x.Rules)
	}
	c.row(row.Case, problem, cronosDifferences[row.Case])
}

func (row cronosRow) valid(c *tally, expr string) {
	if _, err := crontab.Parse(expr, crontab.Options{Days: crontab.And}); err != nil {
		c.notSupported(reasonOf(err))
		return
	}
	c.row(row.Case, "", "")
}

func (row cronosRow) equal(c *tally, expr string) {
	other, ok := row.minutes(row.Other)
	if !ok {
		c.notSupported("seconds")
		return
	}
	schedules := make([]schedule.Schedule, 2)
	for i, text := range []string{expr, other} {
		x, err := crontab.Parse(text, crontab.Options{Days: crontab.And})
		if err != nil {
			c.notSupported(reasonOf(err))
			return
		}
		schedules[i], _ = schedule.Compile(nil, timezone.DST{}, x.Rules...) // or never
	}
	problem := ""
	if sameTimes(schedules[0], schedules[1]) != (row.Kind == "equal") {
		problem = fmt.Sprintf("%q and %q: want %s", row.Expr, row.Other, row.Kind)
	}
	c.row(row.Case, problem, cronosDifferences[row.Case])
}

// sameTimes reports whether two schedules of one rule each, in UTC, have the same
// days in all kinds of years, and the same minutes on one of them.
func sameTimes(a, b schedule.Schedule) bool {
	end := time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC)
	for day := end.AddDate(-28, 0, 0); day.Before(end); day = day.AddDate(0, 0, 1) {
		first, ok := a.Next(day.Add(-1))
		other, okOther := b.Next(day.Add(-1))
		if ok != okOther || !first.Equal(other) {
			return false
		}
	}
	first, _ := a.Next(end)
	next := first.Add(24 * time.Hour)
	return slices.Equal(slices.Collect(a.Between(first, next)), slices.Collect(b.Between(first, next)))
}

// occurrences asks for one occurrence, or for some in a row.
func (row cronosRow) occurrences(c *tally, expr string) {
	x, err := crontab.Parse(expr, crontab.Options{Days: crontab.And})
	if err != nil {
		c.notSupported(reasonOf(err))
		return
	}
	zone, err := timezone.Load(row.Zone)
	require.NoError(c.t, err)
	s, err := schedule.Compile(zone, row.choice(expr), x.Rules...)
	if err != nil {
		s = schedule.Schedule{} // 30 February
	}
	switch row.Kind {
	case "next":
		row.compare(c, row.next(s))
	case "prev":
		row.compare(c, row.prev(s))
	case "progress":
		row.progress(c, s)
	default:
		require.Fail(c.t, "kind "+row.Kind)
	}
}

// next returns the occurrence that the row asks for; the zero time is none.
func (row cronosRow) next(s schedule.Schedule) time.Time {
	after := row.From
	if row.Inclusive {
		after = after.Add(-1)
	}
	if !row.everySecond() {
		next, _ := s.Next(after)
		return next
	}
	from := after.Truncate(time.Second).Add(time.Second) // the first second
	next, ok := s.Next(from.Truncate(time.Minute).Add(-1))
	if ok && next.Before(from) {
		return from
	}
	return next
}

// prev returns the last occurrence before From.
func (row cronosRow) prev(s schedule.Schedule) time.Time {
	before := row.From
	if row.Inclusive {
		before = before.Add(1)
	}
	prev, ok := s.Prev(before)
	if !ok || !row.everySecond() {
		return prev
	}
	last := prev.Add(59 * time.Second) // of the minute
	if latest := before.Add(-1).Truncate(time.Second); last.After(latest) {
		return latest
	}
	return last
}

func (row cronosRow) compare(c *tally, got time.Time) {
	problem, reason := "", cronosDifferences[row.Case]
	if want := row.Want; want == nil && !got.IsZero() || want != nil && !want.Equal(got) {
		problem = fmt.Sprintf("%s of %q from %s: got %v, want %v", row.Kind, row.Expr, row.From.Format(time.RFC3339), got, want)
	}
	if row.Want == nil && got.Year() >= 2100 {
		reason = "Cronos looks no further than the year 2099"
	}
	c.row(row.Case, problem, reason)
}

// progress checks that each of some occurrences is after the one before.
func (row cronosRow) progress(c *tally, s schedule.Schedule) {
	problem := ""
	at := row.From
	for range row.Steps {
		next, ok := s.Next(at)
		if ok && !next.After(at) {
			problem = fmt.Sprintf("%v is not after %v", next, at)
		}
		at = next
	}
	c.row(row.Case, problem, cronosDifferences[row.Case])
}
