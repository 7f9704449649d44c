package longcase

import (
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/instant"
)

// Template is a pattern for snapshot names: text with placeholders.
//
//	{ID}         the identifier given by the storage
//	{Year}       the local time of the snapshot in the policy's zone:
//	{Month}      the year has four digits, the others have two
//	{Day}
//	{Hour}
//	{Minute}
//	{Policy}     the name of the policy
//	{Directory}  the last component of the policy's directory
//
// The placeholders, and the default below, are Qumulo's. The zero value is the
// default template {ID}_{Policy}_{Directory}, or {ID}_{Policy} for the root
// directory. Templates are comparable, and safe for concurrent use.
type Template struct{ text string }

var placeholders = [...]string{
	"{ID}", "{Year}", "{Month}", "{Day}", "{Hour}", "{Minute}", "{Policy}", "{Directory}",
}

// ParseTemplate reads a template; the empty text is the default template. The
// error is a [*calendar.ParseError] for the first placeholder with an unknown
// name or without a closing brace.
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

// Has reports whether the template contains a placeholder, such as "{ID}".
// Only {ID} makes every name unique.
func (t Template) Has(placeholder string) bool {
	return slices.Contains(placeholders[:], placeholder) &&
		strings.Contains(t.forDirectory("any"), placeholder)
}

// String returns the text of the template, and "" for the default template.
func (t Template) String() string { return t.text }

// MarshalText returns the text of String. It never fails.
func (t Template) MarshalText() ([]byte, error) { return []byte(t.text), nil }

// UnmarshalText parses the text with [ParseTemplate].
func (t *Template) UnmarshalText(text []byte) (err error) {
	*t, err = ParseTemplate(string(text))
	return err
}

// SnapshotName returns the name of a snapshot taken at an instant, by the
// policy's template. Slashes become underscores, in the policy's name too: a
// name is a single component of a path.
//
// Without {ID} two snapshots may get the same name. Even with {Minute}, those
// of 01:30 EDT and 01:30 EST do, on 2025-11-02 in New York.
func (p Policy) SnapshotName(id string, taken time.Time) string {
	taken = instant.Clamp(taken).In(p.Zone.OrUTC().Location())
	directory := lastComponent(p.Directory)
	var name strings.Builder
	for rest := p.NameTemplate.forDirectory(directory); rest != ""; {
		var literal, placeholder string
		// Braces in the policy's name are text: only the template is cut.
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

// timeLayouts holds the layouts, for [time.Time.Format], of the placeholders for
// parts of a time. It is never written.
var timeLayouts = map[string]string{
	"{Year}": "2006", "{Month}": "01", "{Day}": "02", "{Hour}": "15", "{Minute}": "04",
}

// forDirectory returns the text of the template for the last component of a
// directory, "" for the root: only the default template depends on it.
func (t Template) forDirectory(directory string) string {
	switch {
	case t.text != "":
		return t.text
	case directory == "":
		return "{ID}_{Policy}"
	}
	return "{ID}_{Policy}_{Directory}"
}

// cutPlaceholder splits a template around its first placeholder, which keeps its
// braces. A closing brace on its own is text. After an opening brace without a
// closing brace, the rest is the placeholder, so errors quote it whole.
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

// lastComponent returns the last component of a path, "" for the root. Package
// path is of no use: its Base returns "/" for the root and "." for "".
func lastComponent(path string) string {
	path = strings.TrimRight(path, "/")
	return path[strings.LastIndexByte(path, '/')+1:]
}
