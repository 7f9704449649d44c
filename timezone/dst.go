package timezone

import (
	"github.com/longcase/longcase/internal/enum"
	"github.com/longcase/longcase/internal/problem"
)

// DST is the choice of instants for wall times skipped or repeated by clock
// changes. The zero value is the default, which the caller defines: package
// schedule for its rules, [Zone.Resolve] for a single wall time. DST is
// comparable.
type DST struct {
	Gap  Gap  // for wall times skipped
	Fold Fold // for wall times repeated
}

// Gap is the choice of an instant for a missing wall time, over which the clock was
// put forward. The zero value is [GapDefault].
type Gap uint8

const (
	// GapDefault leaves the choice to the caller.
	GapDefault Gap = iota
	// GapShift reads the wall time with the offset in force before the gap, as
	// RFC 5545 section 3.3.5 has it: New York's 02:30 on 2025-03-09 is 03:30.
	GapShift
	// GapNext takes the first instant after the gap, as Vixie cron does: 03:00.
	GapNext
	// GapSkip takes none: the wall time is dropped.
	GapSkip
)

// Fold is the choice of an instant for a wall time that exists twice because the
// clock was put back over it. The zero value is [FoldDefault].
type Fold uint8

const (
	// FoldDefault leaves the choice to the caller.
	FoldDefault Fold = iota
	// FoldFirst takes the first of the two: New York's 01:30 on 2025-11-02 is
	// 01:30 EDT.
	FoldFirst
	// FoldSecond takes the second of the two: 01:30 EST, an hour later.
	FoldSecond
	// FoldBoth takes both.
	FoldBoth
)

// gaps and folds are never written.
var (
	gaps = enum.Names[Gap]{
		What: "gap", List: []string{"default", "shift", "next", "skip"},
		Blank: true, Wrong: problem.UnknownName,
	}
	folds = enum.Names[Fold]{
		What: "fold", List: []string{"default", "first", "second", "both"},
		Blank: true, Wrong: problem.UnknownName,
	}
)

// String returns "default", "shift", "next" or "skip".
func (g Gap) String() string { return gaps.String(g) }

// MarshalText returns the choice's name. It fails for a value without a name.
func (g Gap) MarshalText() ([]byte, error) { return gaps.Marshal(g) }

// UnmarshalText reads a text as String returns it; the empty text is the default. The
// error is a [*calendar.ParseError].
func (g *Gap) UnmarshalText(text []byte) error { return gaps.Unmarshal(g, text) }

// String returns "default", "first", "second" or "both".
func (f Fold) String() string { return folds.String(f) }

// MarshalText returns the choice's name. It fails for a value without a name.
func (f Fold) MarshalText() ([]byte, error) { return folds.Marshal(f) }

// UnmarshalText reads a text as String returns it; the empty text is the default. The
// error is a [*calendar.ParseError].
func (f *Fold) UnmarshalText(text []byte) error { return folds.Unmarshal(f, text) }

// String returns the choices as "gap shift, fold first".
func (d DST) String() string { return "gap " + d.Gap.String() + ", fold " + d.Fold.String() }
