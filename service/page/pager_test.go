package page_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/service"
)

// TestPager walks through tables of 120 rows by their links, to the end and back: each
// part has fifty at most, and each row is in one.
func TestPager(t *testing.T) {
	s := newSite(t)
	const rows = 120
	const scheduler = `{"name":"n","type":"snapshot","is_enabled":true,"is_default":false,"manual_incremental_backup":"",
		"incremental_backup":{"hour":"2"}}`
	body := `{"objects":[` + strings.Repeat(scheduler+",", rows-1) + scheduler + `]}`
	created, _, err := s.service.CreateSchedulers(t.Context(), s.owner, []byte(body))
	require.NoError(t, err)
	for i := range rows - 1 {
		d := service.Drive{UUID: fmt.Sprintf("extra-%03d", i), Owner: s.owner, Name: "extra"}
		require.NoError(t, s.service.AddDrive(t.Context(), d))
		_, err := s.service.DB.ExecContext(t.Context(), "INSERT INTO snapshots VALUES ($1, $2, $3, $4, '', 0, 0, 1, 0, 0, 0, 0, '', 0, 0, $5, '')",
			uuid.NewString(), s.drive, s.owner, fmt.Sprintf("s%03d", i), i%2)
		require.NoError(t, err)
		_, err = s.service.DB.ExecContext(t.Context(), "INSERT INTO snapshots VALUES ($1, $2, $3, $4, '', 0, 0, 1, 0, 0, 0, 0, '', 0, 0, 0, '')",
			uuid.NewString(), s.drive, s.owner, fmt.Sprintf("t%03d", i))
		require.NoError(t, err)
	}
	_, err = s.service.Link(t.Context(), s.owner, "extra-000", created[0].UUID())
	require.NoError(t, err)
	for _, table := range []struct {
		path, what, row string
		rows            int
	}{
		{"/", "schedulers", `<tr>\s<td><a href="/schedulers/[^"]*">`, rows},
		{"/", "drives", `<tr>\s<td><a href="/drives/[^"]*">`, rows},
		{"/drives/" + s.drive, "snapshots", `<td><code>[^<]*</code>`, 60 + 119},
	} {
		row := regexp.MustCompile(table.row)
		seen, pages, back := map[string]bool{}, 0, ""
		for path := table.path; path != ""; pages++ {
			status, text := s.send(t, "GET", path, nil)
			require.Equal(t, 200, status, path)
			found := row.FindAllString(text, -1)
			require.LessOrEqual(t, len(found), 50)
			for _, one := range found {
				require.False(t, seen[one], one)
				seen[one] = true
			}
			require.Contains(t, text, fmt.Sprintf("<span>%d to %d of %d</span>", 50*pages+1, len(seen), table.rows))
			path, back = link(text, table.path, "next", table.what), link(text, table.path, "prev", table.what)
		}
		require.Len(t, seen, table.rows, table.what)
		for ; back != ""; pages-- {
			_, text := s.send(t, "GET", back, nil)
			back = link(text, table.path, "prev", table.what)
		}
		require.Equal(t, 1, pages)

		for _, offset := range []string{"-1", "x", "1e3", "9999999999", "1&" + table.what + "=2"} {
			status, text := s.send(t, "GET", table.path+"?"+table.what+"="+offset, nil)
			require.Equal(t, 400, status, offset)
			require.Contains(t, text, "/offset: ")
		}
		status, text := s.send(t, "GET", table.path+"?"+table.what+"=1000", nil)
		require.Equal(t, 200, status)
		require.Contains(t, text, fmt.Sprintf("<span>%[1]d to %[1]d of %[1]d</span>", table.rows))
		require.NotEmpty(t, link(text, table.path, "prev", table.what))
	}
	_, text := s.send(t, "GET", "/?drives=50", nil)
	require.Contains(t, text, "1 to 50 of 120", "the other table stays where it was")
	require.Contains(t, text, `href="?drives=50&amp;schedulers=50#schedulers"`)
}

// link returns the path of a link of a pager; "" for none.
func link(text, path, rel, what string) string {
	found := regexp.MustCompile(`href="([^"#]*)#` + what + `" rel="` + rel + `"`).FindStringSubmatch(text)
	if found == nil {
		return ""
	}
	return path + strings.ReplaceAll(found[1], "&amp;", "&")
}
