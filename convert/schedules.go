package convert

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/schedule/ical"
)

// Cron returns when a policy is due as a cron expression, exact from an instant
// on; see [crontab.Format]. An expression says nothing but that.
func Cron(p longcase.Policy, since time.Time) (string, error) {
	c := dueOnly(p, "cron")
	expr, err := crontab.Format(p.Schedule, since, crontab.Options{})
	c.addInexact(err)
	return expr, c.err()
}

// ICal returns when a policy is due from a start on as the lines of an RFC 5545
// recurrence; see [ical.Format]. They say nothing but that.
func ICal(p longcase.Policy, start time.Time) (string, error) {
	c := dueOnly(p, "RFC 5545")
	lines, err := ical.Format(p.Schedule, start)
	c.addInexact(err)
	return lines, c.err()
}

// dueOnly begins a conversion to what only says when a policy is due.
func dueOnly(p longcase.Policy, to string) *conversion {
	c := &conversion{Policy: p, to: to}
	if !p.Enabled {
		c.refuse("/enabled", "false", to+" has nothing that is disabled")
	}
	return c
}

// addInexact adds the reasons for which a schedule cannot be written.
func (c *conversion) addInexact(err error) {
	list := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		list = joined.Unwrap()
	}
	for _, err := range list {
		var cron *crontab.InexactError
		var line *ical.InexactError
		switch {
		case err == nil:
		case errors.As(err, &cron):
			c.refuse(ruleField(cron.Rule, cron.Field), cron.Value, cron.Reason)
		case errors.As(err, &line):
			c.refuse(ruleField(line.Rule, line.Field), line.Value, line.Reason)
		default:
			c.problem("/schedule", err.Error())
		}
	}
}

// ruleField returns the pointer to a field of a rule, or of the schedule where
// the rule's index is -1.
func ruleField(rule int, field string) string {
	key := strings.ToLower(field[:1]) + field[1:]
	if rule < 0 {
		return "/schedule/" + key
	}
	return "/schedule/rules/" + strconv.Itoa(rule) + "/" + key
}
