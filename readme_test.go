package longcase_test

import (
	"os"
	"strings"
	"testing"
)

// The program in README.md is the example of the package, and what it prints
// is the example's output: one is tested, so both work.
func TestReadme(t *testing.T) {
	readme := read(t, "README.md")
	example := read(t, "readme_example_test.go")
	example, output, _ := strings.Cut(example, "\t// Output:\n")
	program := strings.NewReplacer(
		"package longcase_test", "package main", "func Example()", "func main()",
	).Replace(example + "}\n")
	output = strings.ReplaceAll(strings.TrimSuffix(output, "}\n"), "\t// ", "")
	for _, block := range []string{"```go\n" + program + "```\n", "```\n" + output + "```\n"} {
		if !strings.Contains(readme, block) {
			t.Errorf("README.md lacks\n%s", block)
		}
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
