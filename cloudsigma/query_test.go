package cloudsigma_test

import (
	"fmt"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/cloudsigma"
)

func TestParseQuery(t *testing.T) {
	type filters = []cloudsigma.Filter
	for parameters, want := range map[string]cloudsigma.Query{
		"":                          {Limit: 20},
		"format=json&limit=0":       {},
		"limit=5&offset=10":         {Limit: 5, Offset: 10},
		"order_by=-name":            {Limit: 20, OrderBy: "-name"},
		"fields=uuid,name&fields=x": {},
		"fields=uuid,name":          {Limit: 20, Fields: []string{"uuid", "name"}},
		"name=a,b":                  {Limit: 20, Filters: filters{{Key: "name", Values: []string{"a", "b"}}}},
		"uuid=u&name=a&name=b":      {Limit: 20, Filters: filters{{Key: "name", Values: []string{"a"}}, {Key: "name", Values: []string{"b"}}, {Key: "uuid", Values: []string{"u"}}}},
		`name=a%5C,b`:               {Limit: 20, Filters: filters{{Key: "name", Values: []string{"a,b"}}}},
		`name=a%5C%5C,b`:            {Limit: 20, Filters: filters{{Key: "name", Values: []string{`a\`, "b"}}}},
		`name=a%5C%5Cb%5C`:          {Limit: 20, Filters: filters{{Key: "name", Values: []string{`a\\b\`}}}}, // before no comma, so themselves
		"tag=":                      {Limit: 20, Filters: filters{{Key: "tag", Values: []string{""}}}},
		"type=backup,dr":            {Limit: 20, Filters: filters{{Key: "type", Values: []string{"backup", "dr"}}}},
	} {
		values, err := url.ParseQuery(parameters)
		require.NoError(t, err)
		got, err := cloudsigma.ParseQuery(values)
		if parameters == "fields=uuid,name&fields=x" {
			require.EqualError(t, err, `/fields: unknown-key: "x": want names of fields, separated by commas`)
			continue
		}
		require.NoError(t, err, parameters)
		require.Equal(t, want, got, parameters)
		again, err := cloudsigma.ParseQuery(got.Values())
		require.NoError(t, err, parameters)
		require.Equal(t, got, again, parameters)
	}
}

func TestParseQueryErrors(t *testing.T) {
	for parameters, want := range map[string]string{
		"limit=-1":             `/limit: not-allowed: "-1": want a whole number from 0 to 999999999`,
		"limit=1&limit=1":      "/limit: duplicate-key: \"1\": want limit once\n/limit: duplicate-key: \"1\": want limit once",
		"offset=x&order_by=id": "/offset: not-allowed: \"x\": want a whole number from 0 to 999999999\n/order_by: not-allowed: \"id\": want name or -name or uuid or -uuid",
		"format=xml":           `/format: not-allowed: "xml": want json`,
		"fields=":              `/fields: unknown-key: "": want names of fields, separated by commas`,
		"type=copy":            `/type: not-allowed: "copy": want migration, backup, dr or snapshot`,
		"a%2Fb~=1":             `/a~1b~0: unknown-key: "1": want one of the filters name, name__contains, tag, type, uuid, or limit, offset, order_by, fields or format`,
	} {
		values, err := url.ParseQuery(parameters)
		require.NoError(t, err)
		_, err = cloudsigma.ParseQuery(values)
		require.EqualError(t, err, want, parameters)
	}
}

func TestSelect(t *testing.T) {
	var all []*cloudsigma.Scheduler
	for i, name := range []string{"Nightly, a", "WEEKLY", "nightly", "Nightly, a"} {
		kind := []string{"snapshot", "backup"}[i%2]
		tags := []string{`[]`, `["/api/2.0/tags/t/"]`, `[{"uuid":"t","name":"x"},"s"]`, `[{"uuid":"s"}]`}[i]
		s := create(t, fmt.Sprintf(`{"name":%q,"type":%q,"tags":%s,"is_enabled":true,"is_default":false,"manual_incremental_backup":"","incremental_backup":{}}`, name, kind, tags))
		all = append(all, s.Identify(cloudsigma.Identity{UUID: string("dbca"[i])}))
	}
	for parameters, want := range map[string]string{
		"":                                  "abcd",
		"order_by=-uuid":                    "dcba",
		"order_by=name":                     "adbc",
		"order_by=-name":                    "cbad",
		"type=snapshot":                     "cd",
		"type=snapshot,backup":              "abcd",
		"name=nightly":                      "c",
		`name=Nightly%5C, a`:                "ad",
		"name__contains=NIGHT":              "acd",
		"name__contains=i&name__contains=a": "ad",
		"name=WEEKLY,nightly":               "bc",
		"uuid=a,z":                          "a",
		"tag=t":                             "bc",
		"tag=s":                             "ac",
		"tag=":                              "",
		"limit=2":                           "ab",
		"limit=2&offset=1":                  "bc",
		"limit=2&offset=9":                  "",
		"offset=3":                          "d",
	} {
		found, page := query(t, parameters).Select(all)
		got := ""
		for _, s := range found {
			got += s.UUID()
		}
		require.Equal(t, want, got, parameters)
		require.GreaterOrEqual(t, page.Total, len(found))
	}
	require.Equal(t, "d", all[0].UUID(), "the list keeps its order")
	found, _ := cloudsigma.Query{Offset: -1, Limit: -1}.Select(all) // a query made by hand
	require.Len(t, found, len(all))
	require.Equal(t, `{"meta":{"limit":0,"offset":3,"total_count":4},"objects":[{"uuid":"d"}]}`,
		string(query(t, "fields=uuid&limit=0&offset=3").Listing(all)))
}
