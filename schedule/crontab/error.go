package crontab

import "strconv"

// ParseError is one problem of an expression. [Parse] returns all of them,
// joined.
type ParseError struct {
	Field  string // "minute", "hour", "day of month", "month", "day of week", "zone" or "expression"
	Column int    // of the input in the expression, in characters from 1
	Input  string // what was not understood
	Want   string // what is allowed
}

// Error names the field and column, quotes the input, and says what is
// allowed.
func (e *ParseError) Error() string {
	return e.Field + ", column " + strconv.Itoa(e.Column) + ": " + strconv.Quote(e.Input) + ": " + e.Want
}

// InexactError is why a schedule is not an expression. [Format] returns all
// the reasons, joined.
type InexactError struct {
	Rule   int    // index into the schedule's rules; -1 for what concerns all of them
	Field  string // the rule's field, such as "Every"; "Rules" or "Zone"
	Value  string // the field's value
	Reason string
}

// Error names the rule, the field and its value, and gives the reason.
func (e *InexactError) Error() string {
	place := e.Field + " " + strconv.Quote(e.Value) + ": "
	if e.Rule >= 0 {
		place = "rule " + strconv.Itoa(e.Rule) + ": " + place
	}
	return place + e.Reason
}
