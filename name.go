package longcase

import (
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
)

// Template is a template of snapshot names: text in which these placeholders
// are replaced.
//
//	{ID}         the identifier that the storage gives the snapshot
//	{Year}       when it is taken, on the clocks of the policy's zone:
//	{Month}      the year in four digits, the others in two
//	{Day}
//	{Hour}
//	{Minute}
//	{Policy}     the name of the policy
//	{Directory}  the last component of the policy's directory
//
// The zero value is the default template: {ID}_{Policy}_{Directory}, without
// the directory where that is the root. Templates are comparable.
type Template struct{ text string }

var placeholders = [...]string{
	"{ID}", "{Year}", "{Month}", "{Day}", "{Hour}", "{Minute}", "{Policy}", "{Directory}",
}

// ParseTemplate reads a template; the empty text is the default one. The error
// is a [*calendar.ParseError] for the first placeholder that is unknown or not
// closed.
func ParseTemplate(s string) (Template, error) {
	for rest := s; rest != ""; {
		var placeholder string
		_, placeholder, rest = cutPlaceholder(rest)
		if placeholder != "" && !slices.Contains(placeholders[:], placeholder) {
			want := strings.Join(placeholders[:], ", ")
			return Template{}, &calendar.ParseError{What: "placeholder", Input: placeholder, Want: want}
		}
	}
	return Template{s}, nil
}

// Has reports whether the template contains a placeholder, given in its
// braces. Names with {ID} are never the same for two snapshots.
func (t Template) Has(placeholder string) bool {
	return slices.Contains(placeholders[:], placeholder) &&
		strings.Contains(t.forDirectory("any"), placeholder)
}

// String returns the template as it was read, and "" for the default one.
func (t Template) String() string { return t.text }

// MarshalText returns what String returns. It never fails.
func (t Template) MarshalText() ([]byte, error) { return []byte(t.text), nil }

// UnmarshalText reads what [ParseTemplate] reads.
func (t *Template) UnmarshalText(text []byte) (err error) {
	*t, err = ParseTemplate(string(text))
	return err
}

// SnapshotName returns the name of a snapshot, from the policy's template. A
// slash, wherever it comes from, becomes an underscore: a name is one
// component of a path.
//
// Without {ID} two snapshots may get the same name, in the hour that is
// repeated when daylight saving ends if not before.
func (p Policy) SnapshotName(id string, taken time.Time) string {
	taken = taken.In(p.Zone.OrUTC().Location())
	directory := lastComponent(p.Directory)
	var name strings.Builder
	for rest := p.NameTemplate.forDirectory(directory); rest != ""; {
		var literal, placeholder string
		literal, placeholder, rest = cutPlaceholder(rest)
		name.WriteString(literal)
		switch placeholder {
		case "{ID}":
			name.WriteString(id)
		case "{Policy}":
			name.WriteString(p.Name)
		case "{Directory}":
			name.WriteString(directory)
		default:
			name.WriteString(taken.Format(timeLayouts[placeholder]))
		}
	}
	return strings.ReplaceAll(name.String(), "/", "_")
}

// timeLayouts holds the layouts, in the manner of package time, of the
// placeholders that stand for a time. It is never written.
var timeLayouts = map[string]string{
	"{Year}": "2006", "{Month}": "01", "{Day}": "02", "{Hour}": "15", "{Minute}": "04",
}

// forDirectory returns the text of the template for a directory; "" is the
// root.
func (t Template) forDirectory(directory string) string {
	switch {
	case t.text != "":
		return t.text
	case directory == "":
		return "{ID}_{Policy}"
	}
	return "{ID}_{Policy}_{Directory}"
}

// cutPlaceholder splits a template at its first placeholder, which keeps its
// braces. An opening brace that is never closed makes a placeholder of all the
// rest; a closing brace on its own is text.
func cutPlaceholder(s string) (literal, placeholder, rest string) {
	open := strings.IndexByte(s, '{')
	if open < 0 {
		return s, "", ""
	}
	end := strings.IndexByte(s[open:], '}')
	if end < 0 {
		return s[:open], s[open:], ""
	}
	end += open + 1
	return s[:open], s[open:end], s[end:]
}

// lastComponent returns what is after the last slash of a path, trailing
// slashes aside: "" for the root.
func lastComponent(path string) string {
	path = strings.TrimRight(path, "/")
	return path[strings.LastIndexByte(path, '/')+1:]
}
