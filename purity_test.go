package longcase_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// impure lists packages that the library does not import.
var impure = []string{"log", "net", "os", "syscall"}

// TestPurity checks that the library's own code has no input and output, does
// not ask for the time, starts no goroutine, and has neither an init function
// nor an exported variable. Commands and packages for tests are exempt: fuzz
// gives up on a scheduler that does not return, which takes a goroutine.
func TestPurity(t *testing.T) {
	for _, directory := range goList(t, "-f", `{{if ne .Name "main"}}{{.Dir}}{{end}}`, "./...") {
		switch filepath.Base(directory) {
		case "fuzz", "golden", "":
			continue
		}
		files, err := filepath.Glob(filepath.Join(directory, "*.go"))
		require.NoError(t, err)
		for _, file := range files {
			if !strings.HasSuffix(file, "_test.go") {
				checkPurity(t, file)
			}
		}
	}
}

func checkPurity(t *testing.T, path string) {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	require.NoError(t, err)
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		require.NoError(t, err)
		first, _, _ := strings.Cut(imported, "/")
		if slices.Contains(impure, first) && imported != "net/url" { // which is text
			t.Errorf("%s imports %s", set.Position(spec.Pos()), imported)
		}
	}
	ast.Inspect(file, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.GoStmt:
			t.Errorf("%s starts a goroutine", set.Position(node.Pos()))
		case *ast.SelectorExpr:
			if x, ok := node.X.(*ast.Ident); ok && x.Name == "time" && node.Sel.Name == "Now" {
				t.Errorf("%s asks for the time", set.Position(node.Pos()))
			}
		case *ast.FuncDecl:
			if node.Recv == nil && node.Name.Name == "init" {
				t.Errorf("%s is an init function", set.Position(node.Pos()))
			}
		}
		return true
	})
	for _, declaration := range file.Decls {
		group, ok := declaration.(*ast.GenDecl)
		if !ok || group.Tok != token.VAR {
			continue
		}
		for _, spec := range group.Specs {
			for _, name := range spec.(*ast.ValueSpec).Names {
				if name.IsExported() {
					t.Errorf("%s is an exported variable", set.Position(name.Pos()))
				}
			}
		}
	}
}
