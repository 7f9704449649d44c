package fuzz

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"pgregory.net/rapid"
)

// Requests generates valid bodies of requests that create backup schedulers of
// CloudSigma: a scheduler, or a list of up to three. The document means the first.
func Requests() *rapid.Generator[Document] {
	return rapid.Custom(func(t *rapid.T) Document {
		d, first := request(t)
		if rapid.Bool().Draw(t, "alone") {
			d.Text = text(first)
			return d
		}
		objects := []any{first}
		for range rapid.IntRange(0, 2).Draw(t, "more") {
			_, more := request(t)
			objects = append(objects, more)
		}
		d.Text = text(object{"objects": objects})
		return d
	})
}

// request generates a scheduler with the keys that a request needs.
func request(t *rapid.T) (Document, object) {
	d := CloudSigma().Draw(t, "scheduler")
	var tree any
	if err := json.Unmarshal([]byte(d.Text), &tree); err != nil {
		t.Fatalf("%v: %s", err, d.Text)
	}
	scheduler := onlyScheduler(tree)
	// Names that filters could confuse: by case, a comma, a backslash, beyond ASCII, none.
	names := []string{"Nightly", "nightly", "a, b", `\`, "Ä", ""}
	scheduler["name"] = rapid.SampledFrom(names).Draw(t, "name")
	scheduler["is_default"] = rapid.Bool().Draw(t, "is_default")
	scheduler["is_enabled"] = d.Enabled
	// Documents may lack it, but a request without it is refused.
	if scheduler["manual_incremental_backup"] == nil {
		scheduler["manual_incremental_backup"] = ""
	}
	optional := object{
		"enable_backup_policy_notifications": rapid.Bool().Draw(t, "notifies"),
		"tags":                               []any{"/api/2.0/tags/t/", object{"uuid": "s"}},
		"uuid":                               rapid.SampledFrom([]any{"mine", 5, nil}).Draw(t, "uuid"), // ignored
		"grantees":                           nil,
		"remote_location":                    "ZRH",
		"~/\u00e9":                           1.50,
		"affinities":                         []any{}, // unknown here, and telltale of a drive
	}
	for _, key := range slices.Sorted(maps.Keys(optional)) { // the same each time
		if rapid.Bool().Draw(t, "has "+key) {
			scheduler[key] = optional[key]
		}
	}
	return d, scheduler
}

// onlyScheduler returns the scheduler of a document of [CloudSigma].
func onlyScheduler(tree any) object {
	switch tree := tree.(type) {
	case []any:
		return tree[0].(object)
	case object:
		if objects, ok := tree["objects"].([]any); ok {
			return objects[0].(object)
		}
		return tree
	}
	return object{}
}

// Queries generates parameters of lists of schedulers, most of them valid.
func Queries() *rapid.Generator[url.Values] {
	return rapid.Custom(func(t *rapid.T) url.Values {
		values := url.Values{}
		for range rapid.IntRange(0, 4).Draw(t, "parameters") {
			key := rapid.SampledFrom([]string{
				"limit", "offset", "order_by", "fields", "format", "name", "name__contains", "tag",
				"type", "uuid", "unknown",
			}).Draw(t, "key")
			values.Add(key, parameter(t, key))
		}
		return values
	})
}

// parameter generates the value of a parameter, right or wrong.
func parameter(t *rapid.T, key string) string {
	choices := map[string][]string{
		"limit":    {"0", "1", "2", "20", "-1", "x"},
		"offset":   {"0", "1", "9", ""},
		"order_by": {"name", "-name", "uuid", "-uuid", "type"},
		"fields":   {"name", "uuid,name", "retention_policy,uuid", "nothing"},
		"format":   {"json", "xml"},
		"type":     {"backup", "snapshot,dr", "copy"},
		"tag":      {"t", "s,t", ""},
	}[key]
	if choices != nil {
		return rapid.SampledFrom(choices).Draw(t, key)
	}
	values := rapid.SliceOfN(rapid.SampledFrom([]string{
		"Nightly", "night", `a\, b`, `\`, `\\`, "", "Ä", "\x00",
	}), 1, 3).Draw(t, key)
	return strings.Join(values, ",")
}

// paged returns a query with a page of its own.
func paged(query url.Values, limit, offset int) url.Values {
	page := url.Values{}
	for key, values := range query {
		page[key] = values
	}
	page.Set("limit", fmt.Sprint(limit))
	page.Set("offset", fmt.Sprint(offset))
	return page
}
