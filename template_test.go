package longcase_test

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // for the whole package's tests

	"pgregory.net/rapid"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/timezone"
)

func template(t rapid.TB, text string) longcase.Template {
	t.Helper()
	parsed, err := longcase.ParseTemplate(text)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

func zone(t rapid.TB, name string) *timezone.Zone {
	t.Helper()
	loaded, err := timezone.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

func TestSnapshotName(t *testing.T) {
	taken := time.Date(2025, time.March, 9, 7, 5, 0, 0, time.UTC)
	tests := []struct{ template, directory, want string }{
		{"", "/", "7_Daily"},
		{"", "", "7_Daily"}, // a document need not know its directory
		{"", "/home/projects", "7_Daily_projects"},
		{"", "/home/projects/", "7_Daily_projects"},
		{"", "projects", "7_Daily_projects"},
		{"", "//", "7_Daily"},
		{"{Year}-{Month}-{Day} {Hour}:{Minute}", "/", "2025-03-09 03:05"}, // two hours after the gap
		{"{Policy}{Policy}", "/", "DailyDaily"},
		{"{Directory}", "/", ""},
		{"a/b_{ID}", "/", "a_b_7"}, // a name is no path
		{"plain", "/", "plain"},
		{"}{ID}}", "/", "}7}"},
	}
	for _, test := range tests {
		policy := longcase.Policy{
			Name:         "Daily",
			Zone:         zone(t, "America/New_York"),
			NameTemplate: template(t, test.template),
			Directory:    test.directory,
		}
		if got := policy.SnapshotName("7", taken); got != test.want {
			t.Errorf("%q in %q: got %q, want %q", test.template, test.directory, got, test.want)
		}
	}
}

func TestSnapshotNameHasNoSlash(t *testing.T) {
	policy := longcase.Policy{Name: "hourly/daily", NameTemplate: template(t, "{Policy} {ID}")}
	if got := policy.SnapshotName("1/2", time.Unix(0, 0)); got != "hourly_daily 1_2" {
		t.Errorf("got %q", got)
	}
}

func TestSnapshotNameInTheZonesYear(t *testing.T) {
	policy := longcase.Policy{Zone: zone(t, "Pacific/Auckland"), NameTemplate: template(t, "{Year}")}
	if got := policy.SnapshotName("", time.Date(998, time.December, 31, 23, 0, 0, 0, time.UTC)); got != "0999" {
		t.Errorf("got %q", got)
	}
}

func TestParseTemplateErrors(t *testing.T) {
	const want = ": want {ID}, {Year}, {Month}, {Day}, {Hour}, {Minute}, {Policy}, {Directory}"
	for input, place := range map[string]string{
		"{Second}":      "{Second}",
		"{ID}_{id}":     "{id}", // case matters
		"{ID}_{":        "{",
		"{ID":           "{ID", // not closed
		"{{ID}}":        "{{ID}",
		"{}":            "{}",
		"{ Year }{Foo}": "{ Year }", // the first of two
	} {
		_, err := longcase.ParseTemplate(input)
		if err == nil || err.Error() != `placeholder "`+place+`"`+want {
			t.Errorf("%q: got %v", input, err)
		}
	}
}

func TestTemplateHas(t *testing.T) {
	tests := []struct {
		template, placeholder string
		want                  bool
	}{
		{"{ID}_{Hour}", "{ID}", true},
		{"{ID}_{Hour}", "{Minute}", false},
		{"{ID}_{Hour}", "ID", false}, // no braces
		{"{ID}_{Hour}", "_", false},
		{"", "{ID}", true}, // the default template
		{"", "{Minute}", false},
	}
	for _, test := range tests {
		if got := template(t, test.template).Has(test.placeholder); got != test.want {
			t.Errorf("%q has %q: got %v", test.template, test.placeholder, got)
		}
	}
}

func TestTemplateText(t *testing.T) {
	for _, text := range []string{"", "{ID}", "a{Year}b"} {
		var read longcase.Template
		if err := read.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		written, err := read.MarshalText()
		if err != nil || string(written) != text || read.String() != text || read != template(t, text) {
			t.Errorf("%q: got %q, %v", text, written, err)
		}
	}
}

// Whatever is accepted as a template makes names without slashes, and is
// written as it was read.
func FuzzParseTemplate(f *testing.F) {
	for _, seed := range []string{"", "{ID}_{Policy}", "{Year}/{Month}", "{", "}{", "{{ID}}", "{Directory}\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read, err := longcase.ParseTemplate(text)
		if err != nil {
			return
		}
		policy := longcase.Policy{Name: "a/b", NameTemplate: read, Directory: text}
		name := policy.SnapshotName("1", time.Unix(0, 0))
		if read.String() != text || strings.Contains(name, "/") {
			t.Errorf("%q: got %q and the name %q", text, read, name)
		}
		if read.Has("{ID}") && name == policy.SnapshotName("2", time.Unix(0, 0)) {
			t.Errorf("%q: two snapshots have the name %q", text, name)
		}
	})
}
