// Figures measures the Go code of a module: its exported names, its size, its
// comments and their words, and the lengths of its functions. The figures are
// for reading and for comparing two commits; nothing fails on them.
//
//	go run .ci/figures.go [-v] [directory]
//
// The directory is that of the module, the current one by default. Nested
// modules, hidden directories and tests are not measured.
//
// names is the number of exported constants, variables, functions and types of
// importable packages (not main, not under internal), and of exported methods
// declared on exported types, without String, Error, MarshalText and
// UnmarshalText. "all" adds those four. Fields and interface methods are not
// names. errors is the number of types with an Error method.
//
// code is the number of lines with code on them, comments the share of lines
// that hold a comment and nothing else among all lines that are not blank.
//
// The words are those of doc comments: of packages, declarations and fields,
// exported or not. what (with whatever), one (with ones), that, and "there is"
// (with "there are") are given in a thousand words.
//
// undoc is the number of exported names and fields of importable packages
// without a comment of their own. A comment above a group of constants or
// variables speaks for the group. -v lists them.
package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
)

func main() {
	verbose := flag.Bool("v", false, "list exported names and fields without a doc comment")
	flag.Parse()
	root := cmp.Or(flag.Arg(0), ".")
	if err := run(root, *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "figures:", err)
		os.Exit(1)
	}
}

func run(root string, verbose bool) error {
	packages, err := measure(root)
	if err != nil {
		return err
	}
	total := &figures{directory: "total", words: map[string]int{}}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "package\tnames\tall\terrors\tcode\tcomments\twords\twhat\tone\tthat\tthere is\tmedian\t90 %\tundoc\t")
	for _, f := range packages {
		f.print(out)
		total.add(f)
	}
	total.print(out)
	if err := out.Flush(); err != nil || !verbose {
		return err
	}
	for _, name := range total.undocumented {
		fmt.Println(name)
	}
	return nil
}

// figures holds what is counted of a package.
type figures struct {
	directory           string
	names, conventional int // exported; conventional are the four methods of the package comment
	errors              int
	code, comments      int // lines
	words               map[string]int
	lengths             []int // of functions, in lines
	undocumented        []string
}

func (f *figures) add(other *figures) {
	f.names += other.names
	f.conventional += other.conventional
	f.errors += other.errors
	f.code += other.code
	f.comments += other.comments
	for word, n := range other.words {
		f.words[word] += n
	}
	f.lengths = append(f.lengths, other.lengths...)
	f.undocumented = append(f.undocumented, other.undocumented...)
}

func (f *figures) print(out *tabwriter.Writer) {
	rate := func(words ...string) float64 {
		n := 0
		for _, word := range words {
			n += f.words[word]
		}
		return 1000 * float64(n) / float64(max(1, f.words[""]))
	}
	slices.Sort(f.lengths)
	fmt.Fprintf(out, "%s\t%d\t%d\t%d\t%d\t%.1f %%\t%d\t%.1f\t%.1f\t%.1f\t%.1f\t%d\t%d\t%d\t\n",
		f.directory, f.names, f.names+f.conventional, f.errors, f.code,
		100*float64(f.comments)/float64(max(1, f.code+f.comments)), f.words[""],
		rate("what", "whatever"), rate("one", "ones"), rate("that"), rate("there is", "there are"),
		quantile(f.lengths, 50), quantile(f.lengths, 90), len(f.undocumented))
}

// quantile returns the smallest of sorted that percent of them do not exceed,
// or 0 if sorted is empty.
func quantile(sorted []int, percent int) int {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[(len(sorted)*percent+99)/100-1]
}

// measure returns the figures of each package of the module at root, in the
// order of their directories.
func measure(root string) ([]*figures, error) {
	var packages []*figures
	byDirectory := map[string]*figures{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if path != root && skipped(path) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		directory, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		f := byDirectory[directory]
		if f == nil {
			f = &figures{directory: directory, words: map[string]int{}}
			byDirectory[directory] = f
			packages = append(packages, f)
		}
		return f.file(path)
	})
	slices.SortFunc(packages, func(a, b *figures) int { return strings.Compare(a.directory, b.directory) })
	return packages, err
}

func skipped(directory string) bool {
	if _, err := os.Stat(filepath.Join(directory, "go.mod")); err == nil {
		return true
	}
	name := filepath.Base(directory)
	return name[0] == '.' || name[0] == '_'
}

// file adds the figures of a file.
func (f *figures) file(path string) error {
	source, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, path, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	f.lines(set, tree, source)
	public := tree.Name.Name != "main" && !strings.Contains("/"+f.directory+"/", "/internal/")
	c := counter{figures: f, set: set, public: public}
	c.text(tree.Doc)
	for _, declaration := range tree.Decls {
		switch declaration := declaration.(type) {
		case *ast.FuncDecl:
			c.function(declaration)
		case *ast.GenDecl:
			c.general(declaration)
		}
	}
	return nil
}

// lines counts the lines with code and those with nothing but a comment.
func (f *figures) lines(set *token.FileSet, tree *ast.File, source []byte) {
	bare := slices.Clone(source)
	for _, group := range tree.Comments {
		for _, comment := range group.List {
			for i := set.Position(comment.Pos()).Offset; i < set.Position(comment.End()).Offset; i++ {
				if bare[i] != '\n' {
					bare[i] = ' '
				}
			}
		}
	}
	withComment := bytes.Split(source, []byte("\n"))
	for i, line := range bytes.Split(bare, []byte("\n")) {
		switch {
		case len(bytes.TrimSpace(line)) > 0:
			f.code++
		case len(bytes.TrimSpace(withComment[i])) > 0:
			f.comments++
		}
	}
}

// counter counts the declarations of a file.
type counter struct {
	*figures
	set    *token.FileSet
	public bool // the package can be imported by others
}

func (c *counter) function(f *ast.FuncDecl) {
	c.lengths = append(c.lengths, c.set.Position(f.End()).Line-c.set.Position(f.Pos()).Line+1)
	c.text(f.Doc)
	name, exported := f.Name.Name, f.Name.IsExported()
	if f.Recv != nil {
		receiver := receiverName(f)
		exported = exported && ast.IsExported(receiver)
		if name == "Error" {
			c.errors++
		}
		switch name {
		case "String", "Error", "MarshalText", "UnmarshalText":
			if exported && c.public {
				c.conventional++
			}
			return
		}
		name = receiver + "." + name
	}
	c.name(name, exported, f.Name.Pos(), f.Doc)
}

func receiverName(f *ast.FuncDecl) string {
	expression := f.Recv.List[0].Type
	for {
		switch e := expression.(type) {
		case *ast.StarExpr:
			expression = e.X
		case *ast.IndexExpr:
			expression = e.X
		case *ast.IndexListExpr:
			expression = e.X
		case *ast.Ident:
			return e.Name
		default:
			return ""
		}
	}
}

func (c *counter) general(d *ast.GenDecl) {
	if d.Tok == token.IMPORT {
		return
	}
	c.text(d.Doc)
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			c.text(spec.Doc)
			c.name(spec.Name.Name, spec.Name.IsExported(), spec.Pos(), spec.Doc, spec.Comment, d.Doc)
			c.fields(spec)
		case *ast.ValueSpec:
			c.text(spec.Doc)
			c.text(spec.Comment)
			for _, name := range spec.Names {
				c.name(name.Name, name.IsExported(), name.Pos(), spec.Doc, spec.Comment, d.Doc)
			}
		}
	}
}

// fields counts the words of a struct's or an interface's fields, and finds
// the exported ones without a comment.
func (c *counter) fields(spec *ast.TypeSpec) {
	var list *ast.FieldList
	switch t := spec.Type.(type) {
	case *ast.StructType:
		list = t.Fields
	case *ast.InterfaceType:
		list = t.Methods
	default:
		return
	}
	for _, field := range list.List {
		c.text(field.Doc)
		c.text(field.Comment)
		for _, name := range field.Names {
			if spec.Name.IsExported() && name.IsExported() {
				c.document(spec.Name.Name+"."+name.Name, name.Pos(), field.Doc, field.Comment)
			}
		}
	}
}

func (c *counter) name(name string, exported bool, at token.Pos, comments ...*ast.CommentGroup) {
	if exported && c.public {
		c.names++
		c.document(name, at, comments...)
	}
}

// document notes the name as undocumented if all comments are empty.
func (c *counter) document(name string, at token.Pos, comments ...*ast.CommentGroup) {
	if c.public && !slices.ContainsFunc(comments, func(g *ast.CommentGroup) bool { return g.Text() != "" }) {
		c.undocumented = append(c.undocumented, fmt.Sprintf("%s: %s", c.set.Position(at), name))
	}
}

// text counts the words of a comment. The count of all words is under "".
func (c *counter) text(comment *ast.CommentGroup) {
	previous := ""
	for _, word := range strings.Fields(strings.ToLower(comment.Text())) {
		word = strings.Trim(word, ".,:;!?()\"'`[]")
		c.words[""]++
		c.words[word]++
		if previous == "there" {
			c.words["there "+word]++
		}
		previous = word
	}
}
