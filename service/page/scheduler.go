package page

import (
	"bytes"
	"encoding/json"
	"errors"
	"html/template"
	"net/http"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/audit"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/draw"
	"github.com/longcase/longcase/service"
)

// fresh is the place of a uuid in the path of a scheduler that is to be created.
const fresh = "new"

// previewed is how many of the next snapshots a page shows.
const previewed = 5

// schedulerForm is the form of a scheduler: its fields or its document, and what it
// means.
type schedulerForm struct {
	UUID     string // fresh for a new one
	title    string
	Fields   *fields
	Document string                        // without fields
	Beyond   bool                          // the document says more than fields can
	Problems map[string][]longcase.Finding // of a refused form, by field; "" for others
	Meaning  *meaning                      // nil if it was refused
	Trail    trail                         // of the page of a saved scheduler
}

// meaning is what a scheduler does, shown before it is saved, too.
type meaning struct {
	Words    string
	Zone     string
	Next     []time.Time
	Findings []longcase.Finding
	Year     template.HTML
	Kept     template.HTML
}

func (p *pages) scheduler(r *request) (result, error) {
	uuid := r.PathValue("uuid")
	if uuid == fresh {
		s, findings, err := read(nil, []byte(example(r.URL.Query().Get("example"))))
		if err != nil {
			return result{}, err
		}
		return p.form(formOf(fresh, s), s, findings...)
	}
	s, err := p.service.Scheduler(r.Context(), r.owner, uuid)
	if errors.Is(err, service.ErrNotExist) {
		return p.deleted(r, uuid)
	}
	if err != nil {
		return result{}, err
	}
	form := formOf(uuid, s)
	if form.Trail, err = p.trail(r, uuid); err != nil {
		return result{}, err
	}
	return p.form(form, s)
}

// deletedPage is a scheduler that was deleted: its last document, on the first page of
// its changes.
type deletedPage struct {
	Document string
	Trail    trail
}

func (p *pages) deleted(r *request, uuid string) (result, error) {
	t, err := p.trail(r, uuid)
	if err != nil {
		return result{}, err
	}
	data, title := deletedPage{Trail: t}, "Deleted scheduler"
	for _, c := range t.Rows {
		switch {
		case c.Kind != "scheduler":
			return result{}, service.ErrNotExist
		case c.Verb == "delete":
			data.Document, title = indented([]byte(c.Before)), nameIn(c.Before)+" (deleted)"
		}
	}
	return result{status: http.StatusGone, view: "deleted", title: title, data: data}, nil
}

// formOf returns the form of a scheduler: its fields if they say all of it.
func formOf(uuid string, s *cloudsigma.Scheduler) schedulerForm {
	if f, ok := fieldsOf(s); ok {
		return schedulerForm{UUID: uuid, title: titleOf(uuid, s), Fields: &f}
	}
	form := documentOf(uuid, s)
	form.Beyond = true
	return form
}

// documentOf returns the form of a scheduler's document.
func documentOf(uuid string, s *cloudsigma.Scheduler) schedulerForm {
	text := s.Answer()
	if uuid == fresh {
		text, _ = s.MarshalJSON() // it was read
	}
	return schedulerForm{UUID: uuid, title: titleOf(uuid, s), Document: indented(text)}
}

// titleOf returns the title of the page of a scheduler.
func titleOf(uuid string, s *cloudsigma.Scheduler) string {
	if uuid == fresh {
		return "New scheduler"
	}
	return s.Policy().Name
}

// example returns the body of a vendor's example by name; of the first if there is
// no such example.
func example(name string) string {
	list := cloudsigma.Examples()
	for _, e := range list {
		if e.Name == name {
			return e.Body
		}
	}
	return list[0].Body
}

func indented(document []byte) string {
	var b bytes.Buffer
	if json.Indent(&b, document, "", "  ") != nil {
		return string(document)
	}
	return b.String()
}

// posted returns the form as it was sent.
func posted(r *request) schedulerForm {
	form := schedulerForm{UUID: r.PathValue("uuid"), Document: r.PostForm.Get("document")}
	if r.PostForm.Get("mode") == "fields" {
		f := readFields(r.PostForm)
		form.Fields = &f
	}
	return form
}

// body returns the body of the request that a form stands for.
func (f schedulerForm) body(was *cloudsigma.Scheduler) []byte {
	if f.Fields != nil {
		return f.Fields.body(was)
	}
	return []byte(f.Document)
}

// editScheduler shows what the form means, or creates or edits the scheduler, or
// deletes it.
func (p *pages) editScheduler(r *request) (result, error) {
	form := posted(r)
	var was *cloudsigma.Scheduler
	var err error
	form.title = titleOf(fresh, nil)
	if form.UUID != fresh {
		if was, err = p.service.Scheduler(r.Context(), r.owner, form.UUID); err != nil {
			return result{}, err
		}
		form.title = titleOf(form.UUID, was)
	}
	if r.PostForm.Get("do") == "delete" {
		return result{to: "/"}, p.service.DeleteSchedulers(r.Context(), r.owner, form.UUID)
	}
	body := form.body(was)
	s, findings, err := read(was, body)
	if err = form.judge(err); err != nil {
		return p.refused(form, err)
	}
	switch r.PostForm.Get("do") {
	case "save":
		to, err := p.save(r, form.UUID, body)
		if err == nil {
			return result{to: to}, nil
		}
		return p.refused(form, err)
	case "document":
		form = documentOf(form.UUID, s)
	case "fields":
		form = formOf(form.UUID, s)
	}
	return p.form(form, s, findings...)
}

// judge returns the error of a form whose body was read with an error or nil.
func (f schedulerForm) judge(err error) error {
	if f.Fields == nil {
		return err
	}
	problems := f.Fields.problems()
	if problems == nil {
		return err
	}
	var refused *longcase.DocumentError
	if errors.As(err, &refused) {
		problems = append(problems, refused.Problems...)
	}
	return &longcase.DocumentError{Problems: problems}
}

// read returns the scheduler that a document makes, or makes of another.
func read(was *cloudsigma.Scheduler, body []byte) (*cloudsigma.Scheduler, []longcase.Finding, error) {
	if was != nil {
		s, err := was.Update(body)
		return s, nil, err
	}
	document, err := cloudsigma.ParseCreate(body)
	if err != nil {
		return nil, nil, err
	}
	return document.Schedulers()[0], document.Findings(), nil
}

// save creates or edits a scheduler, and returns the place of its page.
func (p *pages) save(r *request, uuid string, body []byte) (string, error) {
	if uuid != fresh {
		_, err := p.service.UpdateScheduler(r.Context(), r.owner, uuid, body)
		return "/schedulers/" + uuid, err
	}
	created, _, err := p.service.CreateSchedulers(r.Context(), r.owner, body)
	if err != nil {
		return "", err
	}
	return "/schedulers/" + created[0].UUID(), nil
}

// refused returns the form with its problems, each at the field that it is about.
func (p *pages) refused(form schedulerForm, err error) (result, error) {
	var refused *longcase.DocumentError
	if !errors.As(err, &refused) {
		return result{}, err
	}
	form.Problems = map[string][]longcase.Finding{}
	for _, problem := range refused.Problems {
		field := ""
		if form.Fields != nil {
			field = placeOf(problem.Pointer)
		}
		form.Problems[field] = append(form.Problems[field], problem)
	}
	made, err := p.form(form, nil)
	made.status = http.StatusBadRequest
	return made, err
}

// form returns the page of a scheduler's form. With a scheduler it says what that
// means.
func (p *pages) form(
	f schedulerForm, s *cloudsigma.Scheduler, findings ...longcase.Finding,
) (result, error) {
	if s != nil {
		f.Meaning = p.meaning(s.Policy(), findings)
	}
	return result{view: "scheduler", title: f.title, data: f}, nil
}

func (p *pages) meaning(policy longcase.Policy, findings []longcase.Finding) *meaning {
	now := p.Clock()
	m := &meaning{Words: policy.String(), Zone: policy.Zone.OrUTC().String(), Findings: append(findings, audit.Policy(policy, now)...)}
	if policy.Enabled {
		for t := range policy.Schedule.Forward(now) {
			if m.Next = append(m.Next, t); len(m.Next) == previewed {
				break
			}
		}
	}
	subject := draw.Subject{Policy: policy}
	m.Year = picture(draw.Calendar(subject, policy.Zone.OrUTC().Date(now), 12))
	m.Kept = picture(draw.Expected(subject, now))
	return m
}

// picture returns a picture as part of a page. Package draw escapes what it shows.
func picture(p *draw.Picture) template.HTML {
	var b bytes.Buffer
	_ = p.SVG(&b) // a buffer takes everything
	return template.HTML(b.String())
}
