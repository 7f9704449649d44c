package fuzz

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/cloudsigma"
)

// Resource is CloudSigma's resource of backup schedulers: bodies in, answers out,
// as JSON. Package cloudsigma with a map is one, and a server another. An error is
// a request that was refused.
type Resource interface {
	// Create answers with the schedulers that it created, {"objects": [...]}.
	Create(body []byte) ([]byte, error)
	// Update answers with the scheduler after a change.
	Update(uuid string, body []byte) ([]byte, error)
	// Get answers with a scheduler in full.
	Get(uuid string) ([]byte, error)
	// List answers with a page of the short listing.
	List(query url.Values) ([]byte, error)
	// Detail answers with a page of the full listing.
	Detail(query url.Values) ([]byte, error)
}

// CheckResource sends requests, valid and nearly valid, to a resource that is
// empty at first, and checks its laws:
//
//   - A scheduler that was created is the policy that the request described, in
//     every answer.
//   - A rejected request changes nothing.
//   - A change to a scheduler's own full answer changes nothing.
//   - An item of the short listing is the full answer without some keys.
//   - The pages of a list put together are the list.
func CheckResource(t *rapid.T, r Resource) {
	c := resourceCheck{t, r}
	for range rapid.IntRange(0, 4).Draw(t, "requests") {
		c.create(Requests().Draw(t, "request"))
		c.unchanged("a rejected request", func() error {
			_, err := r.Create([]byte(Nearly(Requests()).Draw(t, "nearly a request")))
			return err
		})
	}
	all := c.objects(r.Detail(url.Values{"limit": {"0"}}))
	for _, scheduler := range all {
		c.update(scheduler)
	}
	c.brief()
	c.pages(Queries().Draw(t, "query"))
}

// resourceCheck checks a resource.
type resourceCheck struct {
	t *rapid.T
	r Resource
}

// item is the part of a scheduler's answer that the laws need.
type item struct {
	UUID string
	text json.RawMessage
}

// objects returns the schedulers of a list answer, and fails for an error.
func (c resourceCheck) objects(answer []byte, err error) []item {
	if err != nil {
		c.t.Fatalf("a valid request is refused: %v", err)
	}
	var list struct{ Objects []json.RawMessage }
	if err := json.Unmarshal(answer, &list); err != nil {
		c.t.Fatalf("%v: %s", err, answer)
	}
	var items []item
	for _, text := range list.Objects {
		one := item{text: text}
		if err := json.Unmarshal(text, &one); err != nil {
			c.t.Fatalf("%v: %s", err, text)
		}
		items = append(items, one)
	}
	return items
}

// create checks that created schedulers are the policies of the request.
func (c resourceCheck) create(d Document) {
	request, err := cloudsigma.ParseCreate([]byte(d.Text))
	if err != nil {
		c.t.Fatalf("%v: %s", err, d.Text)
	}
	created := c.objects(c.r.Create([]byte(d.Text)))
	for i, want := range request.Schedulers() {
		answer, err := c.r.Get(created[i].UUID)
		if err != nil || !bytes.Equal(answer, created[i].text) {
			c.t.Fatalf("law Created: got %s, created as %s: %v", answer, created[i].text, err)
		}
		got, err := cloudsigma.Parse(answer)
		if err != nil {
			c.t.Fatalf("law Created: %v: %s", err, answer)
		}
		if got := got.Schedulers()[0]; !samePolicy(got, want) {
			c.t.Fatalf("law Created: %v becomes %v\n%s", want.Policy(), got.Policy(), answer)
		}
	}
}

// samePolicy reports whether two schedulers mean the same. The text of a policy holds its
// schedule and its retention.
func samePolicy(a, b *cloudsigma.Scheduler) bool {
	p, q := a.Policy(), b.Policy()
	return p.Name == q.Name && p.Enabled == q.Enabled && p.Remote == q.Remote &&
		a.Type() == b.Type() && p.Zone.Name() == q.Zone.Name() && p.String() == q.String()
}

// unchanged checks that a request that is refused leaves the whole list alone.
func (c resourceCheck) unchanged(law string, request func() error) {
	before, err := c.r.Detail(url.Values{"limit": {"0"}})
	if err != nil {
		c.t.Fatal(err)
	}
	if request() == nil {
		return
	}
	after, err := c.r.Detail(url.Values{"limit": {"0"}})
	if err != nil || !bytes.Equal(before, after) {
		c.t.Fatalf("law Unchanged: %s: %s\nbecomes\n%s: %v", law, before, after, err)
	}
}

// update checks that a scheduler's own answer is no change, and sends another.
func (c resourceCheck) update(s item) {
	same, err := c.r.Update(s.UUID, s.text)
	if err != nil || !bytes.Equal(same, s.text) {
		c.t.Fatalf("law Unchanged: %s\nbecomes\n%s: %v", s.text, same, err)
	}
	c.unchanged("a rejected change", func() error {
		changed, err := c.r.Update(s.UUID, []byte(Nearly(Requests()).Draw(c.t, "change")))
		if err == nil {
			if again, err := c.r.Get(s.UUID); err != nil || !bytes.Equal(again, changed) {
				c.t.Fatalf("law Created: %s is answered as %s: %v", changed, again, err)
			}
		}
		return err
	})
}

// brief checks that short items are the full ones without some keys.
func (c resourceCheck) brief() {
	all := url.Values{"limit": {"0"}}
	full := c.objects(c.r.Detail(all))
	for i, short := range c.objects(c.r.List(all)) {
		var some, every map[string]json.RawMessage
		err := errors.Join(json.Unmarshal(short.text, &some), json.Unmarshal(full[i].text, &every))
		// The vendor's short listing has eleven keys.
		if err != nil || len(some) != 11 {
			c.t.Fatalf("law Brief: %s of %s", short.text, full[i].text)
		}
		for key, value := range some {
			if !bytes.Equal(value, every[key]) {
				c.t.Fatalf("law Brief: %s is %s, in full %s", key, value, every[key])
			}
		}
	}
}

// pages checks that the pages of a query are the list that it has without limit.
func (c resourceCheck) pages(query url.Values) {
	whole, err := c.r.List(paged(query, 0, 0))
	if err != nil {
		return // a query that is refused
	}
	want := c.objects(whole, nil)
	size := rapid.IntRange(1, 3).Draw(c.t, "page")
	var got []item
	// The last page is empty if the pages before it hold all.
	for offset := 0; offset <= len(want); offset += size {
		got = append(got, c.objects(c.r.List(paged(query, size, offset)))...)
	}
	if len(got) != len(want) {
		c.t.Fatalf("law Paged: %d in pages of %d, want %d: %v", len(got), size, len(want), query)
	}
	for i := range want {
		if !bytes.Equal(got[i].text, want[i].text) {
			c.t.Fatalf("law Paged: got %s, want %s: %v", got[i].text, want[i].text, query)
		}
	}
}
