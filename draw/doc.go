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
//
// # Map of the package
//
// Each picture has three files, named for its subject: calendar.go, retention.go and
// population.go find the numbers to show, and are the place for a question about one of
// them; those with _svg and _text only place and word them.
//
//	subject.go       a policy and its instants; the snapshots of its past
//	picture.go       the picture, its title and summary, whatever it shows
//	clock_change.go  the effect of a clock change on the snapshots, in words
//	mark.go          the snapshots behind a mark, and its tooltip
//	axis.go, gap.go  ages and distances on a logarithmic scale
//	canvas.go        elements of SVG and HTML, and the escaping of text
//	terminal.go      lines of text, their width and their colours
//	page.go          the page
package draw
