package ical

import "strconv"

// PartError is one problem of a text. [Parse] returns all of them, joined.
type PartError struct {
	Line  int    // in the text, from 1, folded lines joined; 0 for the whole text
	Part  string // the property or part of a rule, such as "DTSTART" or "BYSETPOS"
	Value string // what it says
	Want  string // what is allowed, or why not
}

// Error names the line and the part, quotes its value, and says what is
// allowed.
func (e *PartError) Error() string {
	place := e.Part + " " + strconv.Quote(e.Value) + ": "
	if e.Line > 0 {
		place = "line " + strconv.Itoa(e.Line) + ": " + place
	}
	return place + e.Want
}

// InexactError is why a schedule cannot be written. [Format] returns all the
// reasons, joined.
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
