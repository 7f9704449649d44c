// Package exact is what the text forms of schedules share: what the times
// of day of a rule are made of, and whether two schedules are the same.
package exact
