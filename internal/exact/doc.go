// Package exact tells whether another form says exactly what a schedule does,
// and collects the reasons if it does not.
//
// A writer of cron expressions, recurrences or vendors' documents asks it three
// questions. Do the times of day of a rule fit hours and minutes that are listed
// apart ([Product])? Does the text, read again, fire at the same instants at
// every clock change ([Difference])? And if not, which field is to blame
// ([Report])?
package exact
