package cloudsigma

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
)

// Query is a request for a list of schedulers: which, in which order, and which
// part of them. The zero value asks for all, by uuid. A Query is safe for
// concurrent use as long as nobody changes it.
type Query struct {
	// Filters must all hold.
	Filters []Filter
	// OrderBy is "name", "-name", "uuid" or "-uuid"; "" is "uuid". Schedulers of
	// one name are ordered by uuid.
	OrderBy string
	// Limit is the greatest number of schedulers of a page; 0 is no limit.
	Limit int
	// Offset is the number of schedulers before the page; below 0 counts as 0.
	Offset int
	// Fields are the keys of each scheduler; nil is those of the listing.
	Fields []string
}

// Filter is a condition of a [Query]. It holds for a scheduler if it does for
// any of the values.
type Filter struct {
	// Key is "name", "name__contains", "tag", "type" or "uuid". Names are
	// compared exactly, or for name__contains as parts, in any case. A tag is the
	// uuid of a tag of the scheduler.
	Key string
	// Values are alternatives.
	Values []string
}

// Page describes the part of a list in an answer.
type Page struct {
	Limit, Offset int // as in the [Query]
	Total         int // the number of schedulers before paging
}

// defaultLimit is the limit of queries without a limit.
const defaultLimit = 20

// The allowed names. They are never written.
var (
	filterKeys = []string{"name", "name__contains", "tag", "type", "uuid"}
	orders     = []string{"name", "-name", "uuid", "-uuid"}
)

// ParseQuery reads the parameters of a list: limit (20 by default; 0 is all),
// offset, order_by, fields, and the filters; format may be "json".
//
// A filter takes several values, separated by commas, any of which may match; a
// backslash before a comma makes it part of the value. Separate filters must all
// match, also those of the same key. The error is a [*longcase.DocumentError]
// with every problem, by pointers such as /limit.
func ParseQuery(values url.Values) (Query, error) {
	p := queryParser{query: Query{Limit: defaultLimit}}
	for _, key := range sortedKeys(values) {
		for _, value := range values[key] {
			p.read(key, value, len(values[key]) > 1)
		}
	}
	if len(p.problems) > 0 {
		return Query{}, &longcase.DocumentError{Problems: p.listed()}
	}
	return p.query, nil
}

// sortedKeys makes the order of problems that of the keys: a map has none.
func sortedKeys(values url.Values) []string {
	keys := make([]string, 0, len(values))
	for key := range values {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// queryParser reads a query, and collects problems.
type queryParser struct {
	query    Query
	problems []longcase.Finding
	count    int // of problems, listed or not
}

// maxProblems is the number of listed problems, and longest that of bytes of a
// quoted key or value. A URL may have a megabyte.
const (
	maxProblems = 100
	longest     = 60
)

// refuse notes a problem. It counts those that do not fit the list, too.
func (p *queryParser) refuse(code longcase.Code, key, value, want string) {
	if p.count++; p.count > maxProblems {
		return
	}
	p.problems = append(p.problems, longcase.Finding{
		Code: code, Pointer: "/" + jsondoc.Escape(clipped(key)), Severity: longcase.Error,
		Message: strconv.Quote(clipped(value)) + ": want " + want,
	})
}

// clipped returns the start of a long text.
func clipped(s string) string {
	if len(s) <= longest {
		return s
	}
	return strings.ToValidUTF8(s[:longest], "") + "..." // the cut may be in a character
}

// listed returns the problems, the last with the number of those not listed.
func (p *queryParser) listed() []longcase.Finding {
	if p.count > maxProblems {
		p.problems = append(p.problems, longcase.Finding{
			Code: longcase.CodeTooMany, Severity: longcase.Error,
			Message: strconv.Itoa(p.count-maxProblems) + " more problems are not listed",
		})
	}
	return p.problems
}

// read reads one parameter. A filter may be repeated, and then both must match. Of
// limit=5&limit=9 one would have to be dropped, and servers disagree which.
func (p *queryParser) read(key, value string, repeated bool) {
	switch key {
	case "limit":
		p.query.Limit = p.number(key, value)
	case "offset":
		p.query.Offset = p.number(key, value)
	case "order_by":
		p.query.OrderBy = p.oneOf(key, value, orders)
	case "format": // there is no other: XML is answered with 406
		p.oneOf(key, value, []string{"json"})
	case "fields":
		p.fields(value)
		return
	default:
		p.filter(key, value)
		return
	}
	if repeated {
		p.refuse(longcase.CodeDuplicateKey, key, value, key+" once")
	}
}

// number reads a limit or an offset. Signs are refused: a negative offset has no meaning.
func (p *queryParser) number(key, value string) int {
	number, ok := reader.ParseWhole(value)
	if !ok {
		p.refuse(longcase.CodeValue, key, value, "a whole number from 0 to 999999999")
	}
	return number
}

// oneOf reads a value of a fixed list.
func (p *queryParser) oneOf(key, value string, allowed []string) string {
	if !slices.Contains(allowed, value) {
		p.refuse(longcase.CodeValue, key, value, strings.Join(allowed, " or "))
	}
	return value
}

// fields reads the names of keys. A repeated fields= adds to the earlier ones.
func (p *queryParser) fields(list string) {
	for name := range strings.SplitSeq(list, ",") {
		if fieldOf(name) == nil {
			p.refuse(longcase.CodeUnknownKey, "fields", name, "names of fields, separated by commas")
			continue
		}
		p.query.Fields = append(p.query.Fields, name)
	}
}

// filter reads a condition. An unknown parameter is refused, since a filter with a typing
// error in its name would otherwise return every scheduler.
func (p *queryParser) filter(key, list string) {
	if !slices.Contains(filterKeys, key) {
		p.refuse(longcase.CodeUnknownKey, key, list,
			"one of the filters "+strings.Join(filterKeys, ", ")+
				", or limit, offset, order_by, fields or format")
		return
	}
	f := Filter{key, splitValues(list)}
	for _, value := range f.Values {
		if key == "type" && !slices.Contains(typeNames.List[1:], value) {
			p.refuse(longcase.CodeValue, key, value, typeNames.Want())
		}
	}
	p.query.Filters = append(p.query.Filters, f)
}

// splitValues returns the values of a filter. A backslash escapes a comma, or a
// backslash before one; elsewhere it is itself. The values of a\,b,c are "a,b" and
// "c", and those of a\\,b are "a\" and "b". So all backslashes in front of a comma
// are counted before any of them is taken for an escape.
func splitValues(list string) (values []string) {
	var value []byte
	backslashes := 0 // at the end of value
	for _, c := range []byte(list) {
		switch {
		case c == '\\':
			backslashes++
		case c == ',':
			// Each pair of backslashes is one; an odd one escapes the comma.
			value = value[:len(value)-backslashes+backslashes/2]
			if backslashes%2 == 0 {
				values = append(values, string(value))
				value, backslashes = value[:0], 0
				continue
			}
			backslashes = 0
		default:
			backslashes = 0
		}
		value = append(value, c)
	}
	return append(values, string(value))
}

// joinValues returns values as splitValues reads them.
func joinValues(values []string) string {
	var b []byte
	for i, value := range values {
		if i > 0 {
			b = append(doubled(b), ',')
		}
		b = appendValue(b, value)
	}
	return string(b)
}

// doubled doubles the backslashes at the end, before a comma.
func doubled(b []byte) []byte {
	n := len(b) - len(strings.TrimRight(string(b), "\\"))
	return append(b, strings.Repeat("\\", n)...)
}

// appendValue appends a value with its commas escaped.
func appendValue(b []byte, value string) []byte {
	for _, c := range []byte(value) {
		if c == ',' {
			b = append(doubled(b), '\\')
		}
		b = append(b, c)
	}
	return b
}

// Values returns the parameters that [ParseQuery] reads as an equal query.
func (q Query) Values() url.Values {
	values := url.Values{}
	// The default is left out, and 0 is not: it asks for all.
	if q.Limit != defaultLimit {
		values.Set("limit", strconv.Itoa(q.Limit))
	}
	if q.Offset != 0 {
		values.Set("offset", strconv.Itoa(q.Offset))
	}
	if q.OrderBy != "" {
		values.Set("order_by", q.OrderBy)
	}
	if len(q.Fields) > 0 {
		values.Set("fields", strings.Join(q.Fields, ","))
	}
	for _, f := range q.Filters {
		values.Add(f.Key, joinValues(f.Values))
	}
	return values
}

// Select returns the page of a list that the query asks for, in its order. The
// list keeps its own order. A limit of 0 is all of it, as the vendor's Python client
// asks.
func (q Query) Select(all []*Scheduler) ([]*Scheduler, Page) {
	// Filter, sort, count, cut: total_count is of the filtered list, as clients use it to page.
	var found []*Scheduler
	for _, s := range all {
		if q.matches(s) {
			found = append(found, s)
		}
	}
	slices.SortStableFunc(found, q.compare)
	page := Page{q.Limit, q.Offset, len(found)} // the vendor counts before paging
	found = found[min(max(q.Offset, 0), len(found)):]
	if q.Limit > 0 {
		found = found[:min(q.Limit, len(found))]
	}
	return found, page
}

// matches reports whether a scheduler passes all filters.
func (q Query) matches(s *Scheduler) bool {
	for _, f := range q.Filters {
		if !slices.ContainsFunc(f.Values, func(v string) bool { return f.matches(s, v) }) {
			return false
		}
	}
	return true
}

// matches reports whether a scheduler has a value of a filter. A filter with a key of no
// meaning, which only a hand-made Query has, matches none.
func (f Filter) matches(s *Scheduler, value string) bool {
	switch f.Key {
	case "name":
		return s.policy.Name == value
	case "name__contains":
		return strings.Contains(strings.ToLower(s.policy.Name), strings.ToLower(value))
	case "type":
		return s.kind.String() == value
	case "uuid":
		return s.uuid == value
	case "tag":
		return s.hasTag(value)
	}
	return false
}

// hasTag reports whether the scheduler has a tag with a uuid. By the schema, tags are
// objects, or paths whose last part is the uuid.
func (s *Scheduler) hasTag(uuid string) bool {
	for tag := range get(s.node, "tags").Elements() {
		id := tag.Get("uuid").Text()
		if tag.Kind() == jsondoc.String {
			path := strings.TrimSuffix(tag.Text(), "/")
			id = path[strings.LastIndexByte(path, '/')+1:]
		}
		if id == uuid {
			return true
		}
	}
	return false
}

// compare orders two schedulers. The uuid decides in the end, so that two pages of
// one order neither repeat a scheduler nor miss it.
func (q Query) compare(a, b *Scheduler) int {
	byName, byUUID := cmp.Compare(a.policy.Name, b.policy.Name), cmp.Compare(a.uuid, b.uuid)
	switch q.OrderBy {
	case "name":
		return cmp.Or(byName, byUUID)
	case "-name":
		return cmp.Or(-byName, byUUID)
	case "-uuid":
		return -byUUID
	}
	return byUUID
}

// Listing returns the answer to GET /backupschedulers/: the page of a list, in
// short form or with the query's fields.
func (q Query) Listing(all []*Scheduler) []byte { return q.answer(all, (*Scheduler).Brief) }

// Detail returns the answer to GET /backupschedulers/detail/: the page of a list,
// in full or with the query's fields.
func (q Query) Detail(all []*Scheduler) []byte { return q.answer(all, full) }

// full is Answer in the shape of Brief.
func full(s *Scheduler) []byte { return s.Answer() }

func (q Query) answer(all []*Scheduler, form func(*Scheduler) []byte) []byte {
	found, page := q.Select(all)
	return q.Answer(found, page.Total, form)
}

// Answer returns the answer with a page that was found by other means, such as a
// database: its schedulers in a form, or with the query's fields, and the number of
// schedulers before paging.
func (q Query) Answer(found []*Scheduler, total int, form func(*Scheduler) []byte) []byte {
	if len(q.Fields) > 0 {
		form = func(s *Scheduler) []byte { return s.Answer(q.Fields...) }
	}
	b := []byte(`{"meta":{"limit":` + strconv.Itoa(q.Limit) +
		`,"offset":` + strconv.Itoa(q.Offset) +
		`,"total_count":` + strconv.Itoa(total) + `},"objects":`)
	return append(appendList(b, found, form), '}')
}
