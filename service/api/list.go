package api

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/longcase/longcase/cloudsigma"
)

// object is an object of an answer: its keys with their values as JSON. It prints
// its keys in alphabetical order, as the vendor does.
type object map[string]json.RawMessage

// set sets a key to a value.
func (o object) set(key string, value any) {
	text, err := json.Marshal(value)
	if err != nil {
		text = []byte("null")
	}
	o[key] = text
}

// only removes all keys but some; nil keeps all.
func (o object) only(keys map[string]bool) {
	if keys != nil {
		maps.DeleteFunc(o, func(key string, _ json.RawMessage) bool { return !keys[key] })
	}
}

// text returns the value of a key if it is a string.
func (o object) text(key string) (s string) {
	_ = json.Unmarshal(o[key], &s)
	return s
}

// reference is an object as others refer to it.
type reference struct {
	ResourceURI string `json:"resource_uri"`
	UUID        string `json:"uuid"`
}

func refer(collection, uuid string) reference {
	return reference{base + collection + "/" + uuid + "/", uuid}
}

// selection is a request for a list of drives or snapshots: the vendor's parameters
// for schedulers but type, and the drive and status of snapshots.
type selection struct {
	cloudsigma.Query
	fields map[string]bool
}

// filters are the parameters of lists that compare parts of each object, any of
// which may match.
var filters = map[string]func(object) []string{
	"name":   func(o object) []string { return []string{o.text("name")} },
	"uuid":   func(o object) []string { return []string{o.text("uuid")} },
	"status": func(o object) []string { return []string{o.text("status")} },
	"drive":  func(o object) []string { return []string{identity(o["drive"])} },
	"tag":    object.tags,
}

// tags returns the uuids of the tags.
func (o object) tags() (uuids []string) {
	var list []json.RawMessage
	_ = json.Unmarshal(o["tags"], &list)
	for _, tag := range list {
		uuids = append(uuids, identity(tag))
	}
	return uuids
}

// identity returns the uuid of an object to which another refers, by an object with a
// uuid or by a path that ends with it; the vendor takes both.
func identity(value json.RawMessage) string {
	var (
		referred reference
		path     string
	)
	if json.Unmarshal(value, &path) == nil {
		path = strings.TrimSuffix(path, "/")
		return path[strings.LastIndexByte(path, '/')+1:]
	}
	_ = json.Unmarshal(value, &referred)
	return referred.UUID
}

// parameters are those of lists that [cloudsigma.ParseQuery] reads.
var parameters = []string{"name", "name__contains", "uuid", "tag", "limit", "offset", "order_by"}

// parseSelection reads the parameters of a list. Fields of objects may be any,
// since drives carry keys of their owners.
func parseSelection(values url.Values) (selection, error) {
	values = maps.Clone(values)
	var s selection
	var own []cloudsigma.Filter
	for _, key := range []string{"drive", "status"} {
		for _, value := range values[key] {
			own = append(own, cloudsigma.Filter{Key: key, Values: strings.Split(value, ",")})
		}
		delete(values, key)
	}
	s.fields = fieldsOf(values)
	delete(values, "fields")
	for _, key := range slices.Sorted(maps.Keys(values)) {
		if !slices.Contains(parameters, key) {
			return s, invalid("", quoted(key)+": want "+strings.Join(parameters, ", ")+", drive, status, fields or format")
		}
	}
	var err error
	s.Query, err = cloudsigma.ParseQuery(values)
	s.Filters = append(s.Filters, own...)
	return s, err
}

// fieldsOf returns the keys that the parameter fields names; nil if it is absent.
func fieldsOf(values url.Values) map[string]bool {
	if !values.Has("fields") {
		return nil
	}
	fields := map[string]bool{}
	for _, list := range values["fields"] {
		for field := range strings.SplitSeq(list, ",") {
			fields[field] = true
		}
	}
	return fields
}

// page returns the page of a list, and the number of objects before paging.
func (s selection) page(all []object) (page []object, total int) {
	page = slices.DeleteFunc(all, func(o object) bool { return !s.matches(o) })
	s.sort(page)
	total = len(page)
	page = page[min(s.Offset, total):]
	if s.Limit > 0 {
		page = page[:min(s.Limit, len(page))]
	}
	return page, total
}

// answer returns the answer with a page.
func (s selection) answer(page []object, total int) (answer, error) {
	for _, o := range page {
		o.only(s.fields)
	}
	body, err := json.Marshal(map[string]any{
		"meta":    map[string]int{"limit": s.Limit, "offset": s.Offset, "total_count": total},
		"objects": append([]object{}, page...),
	})
	return answer{status: http.StatusOK, body: body}, err
}

func (s selection) matches(o object) bool {
	for _, f := range s.Filters {
		if !passes(o, f) {
			return false
		}
	}
	return true
}

// passes reports whether an object passes a filter. The object's part is read once:
// there may be thousands of values.
func passes(o object, f cloudsigma.Filter) bool {
	if f.Key == "name__contains" {
		name := strings.ToLower(o.text("name"))
		return slices.ContainsFunc(f.Values, func(value string) bool { return strings.Contains(name, strings.ToLower(value)) })
	}
	return slices.ContainsFunc(filters[f.Key](o), func(part string) bool { return slices.Contains(f.Values, part) })
}

// sort orders a list by the query's order; objects of one name by uuid.
func (s selection) sort(list []object) {
	key, descending := strings.CutPrefix(cmp.Or(s.OrderBy, "uuid"), "-")
	slices.SortFunc(list, func(a, b object) int {
		order := strings.Compare(a.text(key), b.text(key))
		if descending {
			order = -order
		}
		return cmp.Or(order, strings.Compare(a.text("uuid"), b.text("uuid")))
	})
}
