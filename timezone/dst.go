package timezone

import "strconv"

// DST says what becomes of wall times that a clock change skips or repeats.
// The zero value is the default, which depends on what is asked; for schedules
// see package schedule. It is comparable.
type DST struct {
	Gap  Gap
	Fold Fold
}

// Gap says what becomes of a wall time that does not exist because the clock
// was put forward over it.
type Gap uint8

const (
	// GapDefault leaves the choice to the rule that asks.
	GapDefault Gap = iota
	// GapShift reads the wall time with the offset in force before the gap, as
	// RFC 5545 section 3.3.5 has it: New York's 02:30 on 2025-03-09 is 03:30.
	GapShift
	// GapNext takes the first instant after the gap, as Vixie cron does: 03:00.
	GapNext
	// GapSkip drops it.
	GapSkip
)

// Fold says what becomes of a wall time that exists twice because the clock
// was put back over it.
type Fold uint8

const (
	// FoldDefault leaves the choice to the rule that asks.
	FoldDefault Fold = iota
	// FoldFirst takes the first of the two.
	FoldFirst
	// FoldSecond takes the second of the two.
	FoldSecond
	// FoldBoth takes both.
	FoldBoth
)

var (
	gapNames  = [...]string{"default", "shift", "next", "skip"}
	foldNames = [...]string{"default", "first", "second", "both"}
)

// String returns "default", "shift", "next" or "skip".
func (g Gap) String() string { return nameOf(gapNames[:], int(g), "gap") }

// Valid reports whether g is one of the choices.
func (g Gap) Valid() bool { return int(g) < len(gapNames) }

// MarshalText returns the choice's name. It fails for a value that is none.
func (g Gap) MarshalText() ([]byte, error) { return marshalName(gapNames[:], int(g), "gap") }

// UnmarshalText reads what String returns; the empty text is the default.
func (g *Gap) UnmarshalText(text []byte) error {
	i, err := parseName(gapNames[:], string(text), "gap")
	*g = Gap(i)
	return err
}

// String returns "default", "first", "second" or "both".
func (f Fold) String() string { return nameOf(foldNames[:], int(f), "fold") }

// Valid reports whether f is one of the choices.
func (f Fold) Valid() bool { return int(f) < len(foldNames) }

// MarshalText returns the choice's name. It fails for a value that is none.
func (f Fold) MarshalText() ([]byte, error) { return marshalName(foldNames[:], int(f), "fold") }

// UnmarshalText reads what String returns; the empty text is the default.
func (f *Fold) UnmarshalText(text []byte) error {
	i, err := parseName(foldNames[:], string(text), "fold")
	*f = Fold(i)
	return err
}

// String returns the choices as "gap shift, fold first".
func (d DST) String() string { return "gap " + d.Gap.String() + ", fold " + d.Fold.String() }

// ChoiceError is the error for a [Gap] or [Fold] that is none of the choices.
type ChoiceError struct {
	What  string // "gap" or "fold"
	Input string
	Want  string
}

// Error names what was read, quotes the input, and lists the choices.
func (e *ChoiceError) Error() string {
	return e.What + " " + strconv.Quote(e.Input) + ": want " + e.Want
}

func nameOf(names []string, i int, what string) string {
	if i < len(names) {
		return names[i]
	}
	return what + " " + strconv.Itoa(i)
}

func marshalName(names []string, i int, what string) ([]byte, error) {
	if i < len(names) {
		return []byte(names[i]), nil
	}
	return nil, choiceError(names, strconv.Itoa(i), what)
}

func parseName(names []string, s, what string) (int, error) {
	if s == "" {
		return 0, nil
	}
	for i, name := range names {
		if s == name {
			return i, nil
		}
	}
	return 0, choiceError(names, s, what)
}

func choiceError(names []string, input, what string) error {
	want := names[1] + ", " + names[2] + ", " + names[3] + " or " + names[0]
	return &ChoiceError{What: what, Input: input, Want: want}
}
