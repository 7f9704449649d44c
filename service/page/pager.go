package page

import (
	"net/url"
	"strconv"

	"github.com/longcase/longcase/cloudsigma"
)

// pageSize is the number of rows of a table on a page.
const pageSize = 50

// pager leads to the parts of a table. The zero value is for a table in one part.
type pager struct {
	What            string // the table, and the parameter with the offset
	From, To, Total int    // the rows shown, the first being 1
	Previous, Next  string // links; "" for none
}

// offset returns the offset of a table that the request asks for, 0 by default. It is
// as strict as the API.
func (r *request) offset(table string) (int, error) {
	q, err := cloudsigma.ParseQuery(url.Values{"offset": r.URL.Query()[table]})
	return q.Offset, err
}

// pager returns the pager of a table with the rows after an offset.
func (r *request) pager(table string, offset, total int) pager {
	if offset == 0 && total <= pageSize {
		return pager{}
	}
	p := pager{What: table, From: min(offset+1, total), To: min(offset+pageSize, total), Total: total}
	link := func(offset int) string {
		query := r.URL.Query()
		query.Set(table, strconv.Itoa(offset))
		return "?" + query.Encode() + "#" + table
	}
	if offset > 0 {
		p.Previous = link(max(0, min(offset, total)-pageSize))
	}
	if offset+pageSize < total {
		p.Next = link(offset + pageSize)
	}
	return p
}
