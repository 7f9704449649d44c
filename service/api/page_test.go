package api_test

import (
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/cloudsigma"
)

// The pages that the database finds are those of the whole list, byte for byte.
func TestPages(t *testing.T) { onEach(t, testPages) }

func testPages(t *testing.T, c *client) {
	const collection = "/api/2.0/backupschedulers/"
	c.as("bob", "another password").create()
	for range 7 {
		c.create()
	}
	for _, query := range []string{
		"", "limit=3", "limit=3&offset=3", "limit=3&offset=6", "limit=7", "offset=7", "limit=1&offset=100",
		"limit=0", "order_by=uuid&limit=2", "order_by=-uuid&limit=2", "order_by=name&limit=2",
		"type=snapshot&limit=2", "fields=uuid,name&limit=2", "fields=uuid&limit=0",
	} {
		all, err := c.service.Schedulers(t.Context(), c.user.UUID)
		require.NoError(t, err)
		require.Len(t, all, 7)
		values, err := url.ParseQuery(query)
		require.NoError(t, err)
		q, err := cloudsigma.ParseQuery(values)
		require.NoError(t, err)
		require.Equal(t, string(q.Listing(all)), c.wants(200, "GET", collection+"?"+query, "").body, query)
		require.Equal(t, string(q.Detail(all)), c.wants(200, "GET", collection+"detail/?"+query, "").body, query)
	}
}

// The service itself owns all schedulers.
func TestPagesOfAll(t *testing.T) {
	c := newClient(t)
	c.as("bob", "another password").create()
	c.create()
	page, total, err := c.service.SchedulersPage(t.Context(), "", 1, 1)
	require.NoError(t, err)
	require.Equal(t, 2, total)
	all, err := c.service.Schedulers(t.Context(), "")
	require.NoError(t, err)
	require.Equal(t, all[1:], page)
}
