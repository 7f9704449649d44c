// Package view says what a page shows of a policy: from a text, a list of snapshots and
// two instants to pictures, words, verdicts, and the problems with their places.
//
// Show answers an edit; Verdicts, Population and Findings may come later. All are functions
// of the request alone: nothing here reads a clock or knows a browser. Requests and
// answers are JSON.
//
// Pictures are SVG, in which names from documents are escaped; all other strings are
// text, and are to be shown as text.
package view
