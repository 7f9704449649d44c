package longcase_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var (
	// link matches the target of a Markdown link, without its fragment.
	link = regexp.MustCompile(`\]\(([^)#\s]+)`)
	// code matches what stands between backticks on one line.
	code = regexp.MustCompile("`([^`\n]+)`")
	// codeName matches a package's name or path and an identifier in it.
	codeName = regexp.MustCompile(`^([a-z]+(?:/[a-z]+)*)\.([A-Z]\w*)(?:\.([A-Z]\w*))?$`)
	// codePath matches a path below the root, as the argument of a command too.
	codePath = regexp.MustCompile(`(?:^|\s)(?:\./)?((?:\.ci|[a-z]+)/[\w./]*\w)`)
)

// TestDocuments checks that the files to which Markdown documents link exist,
// and that the paths, tests and identifiers which they name between backticks
// do: "schedule.TestLaws" is a test, "timezone.DST" an identifier.
func TestDocuments(t *testing.T) {
	var documents []string
	for _, pattern := range []string{"*.md", "*/README.md", "docs/*.md"} {
		matches, err := filepath.Glob(pattern)
		require.NoError(t, err)
		documents = append(documents, matches...)
	}
	declared := declarations(t)
	for _, document := range documents {
		text := read(t, document)
		for _, match := range link.FindAllStringSubmatch(text, -1) {
			if !strings.Contains(match[1], ":") && !exists(path.Join(path.Dir(document), match[1])) {
				t.Errorf("%s links to %s, which does not exist", document, match[1])
			}
		}
		if document == "CHANGELOG.md" { // it names what was
			continue
		}
		for _, match := range code.FindAllStringSubmatch(text, -1) {
			checkCode(t, document, match[1], declared)
		}
	}
}

// checkCode reports a name or path in a piece of code that does not exist.
// Names and paths of others, such as time.Date, are not known and not checked.
func checkCode(t *testing.T, document, code string, declared map[string]bool) {
	t.Helper()
	if match := codeName.FindStringSubmatch(code); match != nil && declared[match[1]] {
		name := match[1] + "." + match[2]
		if !declared[name] || match[3] != "" && !declared[name+"."+match[3]] {
			t.Errorf("%s names %s, which does not exist", document, code)
		}
		return
	}
	for _, match := range codePath.FindAllStringSubmatch(code, -1) {
		first, _, _ := strings.Cut(match[1], "/")
		inDocument := path.Join(path.Dir(document), match[1])
		if exists(first) && !exists(match[1]) && !exists(inDocument) {
			t.Errorf("%s names %s, which does not exist", document, match[1])
		}
	}
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

// declarations returns the packages of the repository, by path and by name,
// and what each declares, tests included, as "path.Name" and "name.Type.Method".
func declarations(t *testing.T) map[string]bool {
	t.Helper()
	declared := map[string]bool{}
	err := filepath.WalkDir(".", func(file string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(file, ".go") || strings.HasPrefix(file, ".") {
			return err
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, name := range []string{strings.TrimSuffix(tree.Name.Name, "_test"), path.Dir(file)} {
			declared[name] = true
			for _, identifier := range identifiers(tree) {
				declared[name+"."+identifier] = true
			}
		}
		return nil
	})
	require.NoError(t, err)
	return declared
}

// identifiers returns what a file declares, methods and fields behind their
// type and a dot.
func identifiers(tree *ast.File) []string {
	var names []string
	for _, declaration := range tree.Decls {
		switch declaration := declaration.(type) {
		case *ast.FuncDecl:
			name := declaration.Name.Name
			if declaration.Recv != nil {
				receiver := declaration.Recv.List[0].Type
				if pointer, ok := receiver.(*ast.StarExpr); ok {
					receiver = pointer.X
				}
				if generic, ok := receiver.(*ast.IndexExpr); ok {
					receiver = generic.X
				}
				name = receiver.(*ast.Ident).Name + "." + name
			}
			names = append(names, name)
		case *ast.GenDecl:
			for _, spec := range declaration.Specs {
				names = append(names, specNames(spec)...)
			}
		}
	}
	return names
}

func specNames(spec ast.Spec) []string {
	var names []string
	switch spec := spec.(type) {
	case *ast.ValueSpec:
		for _, name := range spec.Names {
			names = append(names, name.Name)
		}
	case *ast.TypeSpec:
		names = append(names, spec.Name.Name)
		if structure, ok := spec.Type.(*ast.StructType); ok {
			for _, field := range structure.Fields.List {
				for _, name := range field.Names {
					names = append(names, spec.Name.Name+"."+name.Name)
				}
			}
		}
	}
	return names
}

// TestMap checks that the map in DESIGN.md draws the floors of TestLayers, and
// every package of the library on one of them.
func TestMap(t *testing.T) {
	_, section, _ := strings.Cut(read(t, "DESIGN.md"), "\n## The map\n")
	_, section, _ = strings.Cut(section, "```\n")
	drawn, _, _ := strings.Cut(section, "```")
	floor := map[string]int{}
	for i, packages := range floors {
		for _, name := range packages {
			floor[name] = i
		}
	}
	shown, above := map[string]bool{"internal/golden": true}, len(floors)
	for line := range strings.Lines(drawn) {
		lowest := above
		for _, name := range strings.Fields(line) {
			if name == "longcase" {
				name = ""
			}
			require.Contains(t, floor, name)
			require.Less(t, floor[name], above, "%q is drawn below a package of its own floor or of a lower one", name)
			shown[name] = true
			lowest = min(lowest, floor[name])
		}
		above = lowest
	}
	for _, path := range goList(t, "-f", `{{if ne .Name "main"}}{{.ImportPath}}{{end}}`, "./...") {
		if name, ok := inModule(path); ok && path != "" {
			require.True(t, shown[name], "%q is not drawn", name)
		}
	}
}
