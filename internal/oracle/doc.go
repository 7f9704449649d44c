// Package oracle says slowly what the engine says quickly: which instants a
// rule fires at, when a window is open, when a snapshot has expired.
//
// It is written to be checked by eye. It looks at the clocks of a zone minute
// by minute, through package time alone, and shares no arithmetic with the
// packages that it judges; of those it uses the types and no method that
// computes anything. The price is a few milliseconds for a day or two.
//
// Package fuzz makes laws of it. The tests of timezone, schedule and retention
// ask it directly.
package oracle
