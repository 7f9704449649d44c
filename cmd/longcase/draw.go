package main

import (
	"errors"
	"flag"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/longcase/longcase/draw"
	"github.com/longcase/longcase/internal/enum"
	"github.com/longcase/longcase/retention"
)

const drawHelp = `Draws when the snapshots of a policy are taken, which of them are kept, and how
many there are.

The policy is that of a FILE, an -example, or a schedule (-cron, -calendar or
-rrule) with rules (-rule or -preset). The snapshots are those it would have
taken by TIME had it always run, or those of an -existing list, for which rules
alone will do.

-as text is for a terminal, as wide as -width, the variable COLUMNS or 80
columns. It has colours on a terminal unless the variable NO_COLOR is set.
-as svg needs a -what. -as html is a page that stands alone: the policy in
words, its findings and next snapshots, all pictures, and the verdicts.

    longcase draw -example sfg
    longcase draw -as svg -what retention policy.json > kept.svg
    longcase draw -what retention -rule "daily 7" -existing snapshots.txt
`

// drawQuery holds the flags of draw.
type drawQuery struct {
	at       moment
	which    choice
	given    given
	existing existing
	example  string
	medium   medium
	what     pictureKind
	months   int
	text     draw.TextOptions
}

// medium is a flag: the form in which pictures are written.
type medium uint8

const (
	asText medium = iota
	asSVG
	asHTML
)

// media is never written.
var media = enum.Names[medium]{
	What: "medium", List: []string{"text", "svg", "html"},
	Wrong: func(_, _, want string) error { return errors.New("want " + want) },
}

// pictureKind is a flag: the subject of pictures.
type pictureKind uint8

const (
	showAll pictureKind = iota
	showCalendar
	showRetention
	showPopulation
)

// pictureKinds is never written.
var pictureKinds = enum.Names[pictureKind]{
	What: "picture", List: []string{"all", "calendar", "retention", "population"},
	Wrong: func(_, _, want string) error { return errors.New("want " + want) },
}

// draw defines the flags of the pictures.
func (e *env) draw(flags *flag.FlagSet) func([]string) error {
	q := drawQuery{months: 12}
	q.at.define(e, flags, "at", "draw as of `TIME` (default now)")
	flags.Func("as", "write the pictures as `MEDIUM` (default text)",
		func(s string) error { return media.Unmarshal(&q.medium, []byte(s)) })
	flags.Func("what", "draw `PICTURE` alone",
		func(s string) error { return pictureKinds.Unmarshal(&q.what, []byte(s)) })
	flags.Func("months", "draw a calendar of `N` months, 1 to 12 (default 12)",
		func(s string) error { return within(s, 12, &q.months) })
	flags.Func("width", "write text `N` columns wide, up to 400",
		func(s string) error { return within(s, 400, &q.text.Width) })
	flags.BoolVar(&q.text.ASCII, "ascii", false, "write text without Unicode's blocks")
	defineExample(flags, &q.example)
	q.which.define(flags)
	q.given.defineSchedule(flags)
	q.given.defineRecurrence(flags, "-at")
	q.given.defineRules(flags)
	q.existing.define(flags, "draw")
	return func(args []string) error { return e.drawn(q, args) }
}

// within reads a number from 1 up to another.
func within(s string, most int, n *int) error {
	if atLeast(1, s, n) != nil || *n > most {
		return errors.New("want a number from 1 to " + strconv.Itoa(most))
	}
	return nil
}

// drawn writes the pictures that the flags ask for.
func (e *env) drawn(q drawQuery, args []string) error {
	s, err := e.drawnSource(q, args)
	if err != nil {
		return err
	}
	p, list, err := e.withExisting(s, q.which, q.existing)
	if err != nil {
		return err
	}
	at := q.at.in(p.Zone, e.now)
	// Rules without a schedule have snapshots to draw only if a list gives them.
	rulesAlone := len(args) == 0 && q.example == "" && !q.given.hasSchedule()
	switch {
	case rulesAlone && q.existing.file == "":
		return usagef("draw: rules alone need -existing, or %s", scheduleFlags)
	case rulesAlone && q.what == showAll:
		q.what = showRetention
	case rulesAlone && q.what != showRetention:
		return usagef("draw: -what %s needs a schedule", pictureKinds.String(q.what))
	}
	switch {
	case q.medium == asHTML && (q.what != showAll || q.existing.file != ""):
		return usagef("draw: -as html is a page of all pictures, without -what and -existing")
	case q.medium == asHTML: // the page is of the policy alone, whose past it makes up
		return draw.Page(e.stdout, p.subject(), at, slices.Concat(p.findings, p.audit(at))...)
	case q.medium == asSVG && q.what == showAll:
		return usagef("draw: -as svg needs -what calendar, retention or population: " +
			"a file holds one picture")
	}
	return e.writePictures(q, p, at, list)
}

// drawnSource returns the policies named by the arguments, or the example.
func (e *env) drawnSource(q drawQuery, args []string) (source, error) {
	if q.example == "" {
		return e.source("draw", q.given, args, q.at, true)
	}
	if q.given.hasSchedule() || q.given.hasRules() || len(args) > 0 {
		return source{}, usagef("draw: want -example or another policy, not both")
	}
	return e.exampleSource("draw", q.example)
}

// subject returns the policy for package draw.
func (p policy) subject() draw.Subject {
	return draw.Subject{Policy: p.Policy.Policy, Fires: p.sequence}
}

// writePictures writes pictures one by one.
func (e *env) writePictures(
	q drawQuery, p policy, at time.Time, existing []retention.Snapshot,
) error {
	for i, picture := range pictures(q, p.subject(), at, existing) {
		if q.medium == asSVG {
			return picture.SVG(e.stdout)
		}
		if i > 0 {
			io.WriteString(e.stdout, "\n")
		}
		if err := picture.Text(e.stdout, e.textOptions(q.text)); err != nil {
			return err
		}
	}
	return nil
}

// pictures returns the pictures that the flags ask for.
func pictures(
	q drawQuery, s draw.Subject, at time.Time, existing []retention.Snapshot,
) (list []*draw.Picture) {
	asked := func(kind pictureKind) bool { return q.what == showAll || q.what == kind }
	if asked(showCalendar) {
		list = append(list, draw.Calendar(s, s.Zone.OrUTC().Date(at), q.months))
	}
	switch {
	case !asked(showRetention):
	case q.existing.file != "":
		list = append(list, draw.Retention(s, at, existing))
	default:
		list = append(list, draw.Expected(s, at))
	}
	if asked(showPopulation) {
		list = append(list, draw.Population(s, at, at.AddDate(1, 0, 0), existing...))
	}
	return list
}
