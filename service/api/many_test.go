package api_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// minimal is a scheduler of the required keys alone, which leaves room for findings.
const minimal = `{"name":"n","type":"snapshot","is_enabled":true,"is_default":false,` +
	`"manual_incremental_backup":"","incremental_backup":{}}`

// TestManyFindings wants the headers of an answer to stay short, however many
// findings there are.
func TestManyFindings(t *testing.T) {
	c := newClient(t)
	const n = 500
	got := c.wants(201, "POST", "/api/2.0/backupschedulers/", `{"objects":[`+strings.Repeat(minimal+",", n-1)+minimal+`]}`)
	require.Len(t, objects(t, got.body), n)
	findings := got.header.Get("Longcase-Findings")
	require.NotEmpty(t, findings)
	require.Less(t, len(findings), 1000)
	one := c.wants(201, "POST", "/api/2.0/backupschedulers/", minimal)
	require.Equal(t, one.header.Get("Longcase-Findings"), findings)
}
