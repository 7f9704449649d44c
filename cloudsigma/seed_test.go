package cloudsigma_test

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/cloudsigma"
)

// seedBlocks are the JSON blocks of the vendor's documentation, in its order,
// with the names of their copies in testdata.
var seedBlocks = []string{
	"list", "list_backup", "detail", "detail_snapshot", "single", "create_answer",
	"put_request", "put_answer", "delete_body", "set_scheduler_request", "drive", "zones", "schema",
}

// TestFixtureBlocks sends each block of the vendor's documentation through the
// function that it belongs to.
func TestFixtureBlocks(t *testing.T) {
	blocks := map[string][]byte{}
	for _, name := range seedBlocks {
		blocks[name] = read(t, "testdata/"+name+".json")
	}
	checkBlocks(t, blocks)
}

// TestSeed does the same with the documentation itself, if it is beside the
// repository.
func TestSeed(t *testing.T) {
	paths, err := filepath.Glob("../../shared/seeds/000_*.txt")
	require.NoError(t, err)
	if len(paths) == 0 {
		t.Skip("the vendor's documentation is not here")
	}
	text, err := os.ReadFile(paths[0])
	require.NoError(t, err)
	found := jsonBlocks(string(text))
	require.Len(t, found, len(seedBlocks))
	blocks := map[string][]byte{}
	for i, name := range seedBlocks {
		blocks[name] = found[i]
	}
	checkBlocks(t, blocks)
}

// jsonBlocks returns the objects and arrays that begin at the start of a line.
func jsonBlocks(text string) (blocks [][]byte) {
	for len(text) > 0 {
		line, rest, _ := strings.Cut(text, "\n")
		if !strings.HasPrefix(line, "{") && !strings.HasPrefix(line, "[") {
			text = rest
			continue
		}
		end := closing(text)
		blocks = append(blocks, []byte(text[:end]))
		text = text[end:]
	}
	return blocks
}

// closing returns where the bracket that a text begins with is closed.
func closing(text string) int {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

// checkBlocks checks that the nine schedulers of the detailed listing give all
// other answers byte for byte up to white space, and the rest round trips.
func checkBlocks(t *testing.T, blocks map[string][]byte) {
	t.Helper()
	all := schedulersOf(t, blocks["detail"])
	require.Len(t, all, 9)
	for i := range all { // the order of the list that is given decides nothing
		all[0], all[i] = all[i], all[0]
	}
	is := func(name string, answer []byte) {
		t.Helper()
		require.Equal(t, compact(t, blocks[name]), string(answer), name)
	}
	is("list", query(t, "").Listing(all))
	is("list_backup", query(t, "type=backup").Listing(all))
	is("detail", query(t, "").Detail(all))
	is("detail_snapshot", query(t, "type=snapshot").Detail(all))
	found, _ := query(t, "uuid=eb352f24-3a72-47a9-96cc-7b508ef52d8e").Select(all)
	is("single", found[0].Answer())
	is("create_answer", cloudsigma.CreateAnswer(schedulersOf(t, blocks["create_answer"])))
	require.JSONEq(t, string(blocks["schema"]), string(cloudsigma.Schema()))

	var zones []string
	require.NoError(t, json.Unmarshal(blocks["zones"], &zones))
	require.Equal(t, zones, cloudsigma.Zones())
	checkEdit(t, all, blocks)
	checkDrive(t, blocks)
}

// checkEdit sends the example of a change: its answer has the uuid of another
// scheduler than its URL; the scheduler that is changed decides.
func checkEdit(t *testing.T, all []*cloudsigma.Scheduler, blocks map[string][]byte) {
	t.Helper()
	found, _ := query(t, "name=Defined hours backups").Select(all)
	require.Len(t, found, 1)
	changed, err := found[0].Update(blocks["put_request"])
	require.NoError(t, err)
	answered := schedulersOf(t, blocks["put_answer"])[0]
	require.Equal(t, compact(t, blocks["put_answer"]), string(answered.Answer()))
	sameMeaning(t, changed, answered)
	for _, f := range cloudsigma.Fields() {
		if f.Name != "retention_policy" { // the answer splits its rules
			require.JSONEq(t, string(answered.Answer(f.Name)), string(changed.Answer(f.Name)))
		}
	}
	created, err := cloudsigma.ParseCreate(blocks["put_request"])
	require.NoError(t, err)
	sameMeaning(t, created.Schedulers()[0], answered)
}

func checkDrive(t *testing.T, blocks map[string][]byte) {
	t.Helper()
	uuids, err := cloudsigma.ParseDeletion(blocks["delete_body"])
	require.NoError(t, err)
	require.Equal(t, []string{
		"b137e217-42b6-4ecf-8575-d72efc2d3dbd", "e035a488-8587-4a15-ab25-9b7343236bc9",
		"feded33c-106f-49fa-a1c4-be5c718ad1b5",
	}, uuids)
	uuid, err := cloudsigma.ParseLink(blocks["set_scheduler_request"])
	require.NoError(t, err)
	drive, err := cloudsigma.ParseDrive(blocks["drive"])
	require.NoError(t, err)
	require.Equal(t, uuid, drive.Scheduler())
	scheduler := new(cloudsigma.Scheduler).Identify(cloudsigma.Identity{UUID: uuid})
	for _, drive := range []cloudsigma.Drive{drive, drive.Link(nil).Link(scheduler)} {
		text, err := drive.MarshalJSON()
		require.NoError(t, err)
		require.Equal(t, compact(t, blocks["drive"]), compact(t, text))
	}
}

func query(t testing.TB, parameters string) cloudsigma.Query {
	t.Helper()
	values, err := url.ParseQuery(parameters)
	require.NoError(t, err)
	q, err := cloudsigma.ParseQuery(values)
	require.NoError(t, err)
	return q
}

func schedulersOf(t testing.TB, text []byte) []*cloudsigma.Scheduler {
	t.Helper()
	document, err := cloudsigma.Parse(text)
	require.NoError(t, err)
	return document.Schedulers()
}

func compact(t testing.TB, text []byte) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, json.Compact(&b, text))
	return b.String()
}
