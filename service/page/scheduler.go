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
)

// fresh is the place of a uuid in the path of a scheduler that is to be created.
const fresh = "new"

// previewed is how many of the next snapshots a page shows.
const previewed = 5

// schedulerForm is the form of a scheduler: its document, and what it means.
type schedulerForm struct {
	UUID     string // fresh for a new one
	Document string
	Refused  []longcase.Finding // the problems of a document that was refused
	Meaning  *meaning           // nil if it was
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
		return p.form(schedulerForm{UUID: fresh, Document: example(r.URL.Query().Get("example"))}, nil)
	}
	s, err := p.service.Scheduler(r.Context(), r.owner, uuid)
	if err != nil {
		return result{}, err
	}
	return p.form(schedulerForm{UUID: uuid, Document: indented(s.Answer())}, s)
}

// example returns the body of a vendor's example by name; of the first if there is
// no such example.
func example(name string) string {
	list := cloudsigma.Examples()
	for _, e := range list {
		if e.Name == name {
			return indented([]byte(e.Body))
		}
	}
	return indented([]byte(list[0].Body))
}

func indented(document []byte) string {
	var b bytes.Buffer
	if json.Indent(&b, document, "", "  ") != nil {
		return string(document)
	}
	return b.String()
}

// editScheduler shows what the form's document means, or creates or edits the
// scheduler, or deletes it.
func (p *pages) editScheduler(r *request) (result, error) {
	form := schedulerForm{UUID: r.PathValue("uuid"), Document: r.PostFormValue("document")}
	body := []byte(form.Document)
	var was *cloudsigma.Scheduler
	var err error
	if form.UUID != fresh {
		if was, err = p.service.Scheduler(r.Context(), r.owner, form.UUID); err != nil {
			return result{}, err
		}
	}
	switch r.PostFormValue("do") {
	case "delete":
		return result{to: "/"}, p.service.DeleteSchedulers(r.Context(), r.owner, form.UUID)
	case "save":
		to, err := p.save(r, form.UUID, body)
		if err == nil {
			return result{to: to}, nil
		}
		return p.refused(form, err)
	}
	s, findings, err := read(was, body)
	if err != nil {
		return p.refused(form, err)
	}
	return p.form(form, s, findings...)
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

// refused returns the form with the problems of its document.
func (p *pages) refused(form schedulerForm, err error) (result, error) {
	var refused *longcase.DocumentError
	if !errors.As(err, &refused) {
		return result{}, err
	}
	form.Refused = refused.Problems
	made, err := p.form(form, nil)
	made.status = http.StatusBadRequest
	return made, err
}

// form returns the page of a scheduler's form. With a scheduler it says what that
// means.
func (p *pages) form(f schedulerForm, s *cloudsigma.Scheduler, findings ...longcase.Finding) (result, error) {
	title := "New scheduler"
	if s == nil && f.Refused == nil {
		s, findings, _ = read(nil, []byte(f.Document))
	}
	if s != nil {
		f.Meaning = p.meaning(s.Policy(), findings)
		if f.UUID != fresh {
			title = s.Policy().Name
		}
	}
	return result{view: "scheduler", title: title, data: f}, nil
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
