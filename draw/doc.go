// Package draw makes pictures of policies: when snapshots are taken, which of them
// are kept and why, and how many are alive over time.
//
// [Calendar], [Retention] and [Population] return a [Picture], which is written as SVG
// or as text for a terminal. [Page] writes all three with the policy in words, its next
// snapshots and the verdicts as a single HTML page.
//
// # SVG
//
// A picture has a title, a description and lists of marks, each with a tooltip; its text
// can be selected. It follows the reader's choice of light or dark, contains no script,
// and refers to nothing outside. All coordinates are integers: a picture is the same
// bytes on every machine with the same zone database.
//
// Marks that would share a column of four pixels are a single mark, whose tooltip says
// how many snapshots it stands for, from when to when, and the commonest reason. So the
// size of a picture is bounded.
//
// # Text from outside
//
// The name of a policy may be any text. In SVG and HTML it is escaped. In all forms, a name
// that a terminal would obey is quoted, and a long name is cut.
//
// # Bounds
//
// No policy makes a picture take long. A calendar asks a schedule for counts, not for
// occurrences, beyond a few thousand of them. Sequences that cannot count are walked for
// at most 50,000 occurrences, a population is simulated for at most 60,000 snapshots,
// fewer for more rules, and sampled beyond, and [Subject.Past] returns at most 10,000
// snapshots. A picture that is cut short by a bound says so.
//
// Nothing here reads a clock, a file or the environment.
package draw
