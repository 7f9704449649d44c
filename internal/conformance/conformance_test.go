// Package conformance runs the tables of other projects against this one. The
// tables stand beside the module, in ../shared/tables, and are not part of it:
// without them the tests are skipped.
//
// Each table is a file of JSON lines, one row a line. A row agrees, differs for a
// reason that the test names, or cannot be asked, because its text is refused.
// Any other difference fails the test. The test prints the three counts, and
// each reason with the number of its rows; run it with -v.
package conformance

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"
)

// rows reads the lines of a table, without its first line if that says where
// the table comes from.
func rows[Row any](t *testing.T, name string) []Row {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "tables", name))
	if os.IsNotExist(err) {
		t.Skip("the tables are not here: ", err)
	}
	require.NoError(t, err)
	var list []Row
	lines := bufio.NewScanner(bytes.NewReader(data))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if bytes.HasPrefix(lines.Bytes(), []byte(`{"about":`)) {
			continue
		}
		var row Row
		require.NoError(t, json.Unmarshal(lines.Bytes(), &row), lines.Text())
		list = append(list, row)
	}
	require.NoError(t, lines.Err())
	return list
}

// tally counts the rows of one table.
type tally struct {
	t       *testing.T
	table   string
	agree   int
	asked   int
	differs map[string]int // by reason
	refused map[string]int
}

func newTally(t *testing.T, table string) *tally {
	return &tally{t: t, table: table, differs: map[string]int{}, refused: map[string]int{}}
}

// row counts a row. The problem says how the answer differs from the table's,
// and is empty if it does not. The reason explains the difference; without one
// the test fails.
func (c *tally) row(number int, problem, reason string) {
	c.asked++
	switch {
	case problem == "":
		c.agree++
	case reason != "":
		c.differs[reason]++
	default:
		c.t.Errorf("%s, row %d: %s", c.table, number, problem)
	}
}

// notSupported counts a row that cannot be asked.
func (c *tally) notSupported(reason string) { c.refused[reason]++ }

// print prints the counts, the commonest reasons first.
func (c *tally) print() {
	c.t.Helper()
	total := c.asked
	for _, n := range c.refused {
		total += n
	}
	lines := []string{fmt.Sprintf("%s: %d of %d rows agree (%d not supported)", c.table, c.agree, c.asked, total-c.asked)}
	lines = append(lines, byCount("differs", c.differs)...)
	lines = append(lines, byCount("not supported", c.refused)...)
	c.t.Log("\n" + strings.Join(lines, "\n"))
}

func byCount(what string, counts map[string]int) (lines []string) {
	for reason, n := range counts {
		lines = append(lines, fmt.Sprintf("%6d %s: %s", n, what, reason))
	}
	slices.Sort(lines)
	slices.Reverse(lines)
	return lines
}

// values is what an error quotes, and where: the rest of it is the reason.
var values = regexp.MustCompile(`(column|line) \d+[:,]? ?|"(\\.|[^"\\])*":? ?`)

// reasonOf returns what an error says without the values of one row. Of several
// problems it is the first.
func reasonOf(err error) string {
	first, _, _ := strings.Cut(err.Error(), "\n")
	return strings.TrimSpace(values.ReplaceAllString(first, ""))
}
