package page

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/api"
)

// changesShown is how many changes a page shows.
const changesShown = 20

// trail is a part of the audit trail, the newest change first.
type trail struct {
	Rows          []change
	Before, Older int64 // IDs of changes; 0 on the first page, and on the last
}

// change is a change with its words.
type change struct {
	service.Change
	Who, Words string
	Edits      []edit
}

// edit is a part of an object that changed, as JSON or text; "" for none.
type edit struct{ Pointer, Before, After string }

// trail returns the changes to an object before the ID that the request names. Rows
// are the owner's schedulers, for their names.
func (p *pages) trail(r *request, object string, rows ...schedulerRow) (t trail, err error) {
	if text := r.URL.Query().Get("before"); text != "" {
		if t.Before, err = strconv.ParseInt(text, 10, 64); err != nil || t.Before <= 0 {
			return t, service.ErrNotExist
		}
	}
	list, err := p.service.Trail(r.Context(), r.owner, object, t.Before, changesShown+1)
	if err != nil {
		return t, err
	}
	if len(list) > changesShown {
		list = list[:changesShown]
		t.Older = list[changesShown-1].ID
	}
	for _, c := range list {
		t.Rows = append(t.Rows, change{c, who(r, c.Actor), words(c), edits(c, rows)})
	}
	return t, nil
}

// who returns the name of whoever made a change. Others than the owner are the
// service alone.
func who(r *request, actor string) string {
	switch actor {
	case "":
		return "the service"
	case r.owner:
		return api.UserOf(r.Context()).Name
	}
	return actor
}

// words says what a change is.
func words(c service.Change) string {
	switch c.Kind + " " + c.Verb {
	case "scheduler create":
		return "created"
	case "scheduler edit":
		return "edited"
	case "scheduler delete":
		return "deleted"
	case "drive add":
		return "added"
	case "drive link":
		return "linked a scheduler"
	case "drive take":
		return "asked for a snapshot"
	case "drive confirm":
		return "confirmed the refused plan"
	case "drive plan":
		if c.After == "" {
			return "a plan was accepted again"
		}
		return "a plan was refused"
	case "snapshot hold":
		return "held a snapshot"
	case "snapshot release":
		return "released a snapshot"
	case "snapshot delete":
		return "asked for the deletion of a snapshot"
	}
	return c.Verb + " " + c.Kind
}

// edits returns the parts of an object that a change changed. The object that was
// created is on the page as it is now.
func edits(c service.Change, rows []schedulerRow) []edit {
	for _, row := range rows {
		if c.Verb == "link" {
			c.Before, c.After = renamed(c.Before, row), renamed(c.After, row)
		}
	}
	if c.Kind != "scheduler" {
		return []edit{{"", c.Before, c.After}}
	}
	before, after := tree(c.Before), tree(c.After)
	if before == nil || after == nil {
		return nil
	}
	return differences(nil, "", before, after)
}

// renamed returns the name of a scheduler in place of its uuid.
func renamed(text string, row schedulerRow) string {
	if text == row.UUID {
		return row.Name
	}
	return text
}

// tree returns the value of a document; nil if there is none.
func tree(document string) (value any) {
	decoder := json.NewDecoder(strings.NewReader(document))
	decoder.UseNumber()
	if decoder.Decode(&value) != nil {
		return nil
	}
	return value
}

// differences adds the least parts in which two values differ.
func differences(list []edit, pointer string, before, after any) []edit {
	was, ok := before.(map[string]any)
	is, both := after.(map[string]any)
	if !ok || !both {
		if b, a := text(before), text(after); b != a {
			list = append(list, edit{pointer, b, a})
		}
		return list
	}
	keys := maps.Clone(was)
	maps.Copy(keys, is)
	for _, key := range slices.Sorted(maps.Keys(keys)) {
		list = differences(list, pointer+"/"+jsondoc.Escape(key), was[key], is[key])
	}
	return list
}

// text returns a value as JSON; "" for an absent one.
func text(value any) string {
	if value == nil {
		return ""
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value) // it was read
	return strings.TrimSpace(b.String())
}
