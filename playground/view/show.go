package view

import (
	"strings"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/draw"
	"github.com/longcase/longcase/internal/safe"
)

// nextListed is the number of next snapshots.
const nextListed = 10

// Answer is what a page shows at once.
type Answer struct {
	// Form is the form of the text: "cloudsigma", "qumulo", "longcase", "cron" or
	// "rules"; it is empty for a text that is empty or has errors.
	Form string `json:"form"`
	// Policies is the names of the policies; Policy is the index of the one shown.
	Policies []string `json:"policies"`
	Policy   int      `json:"policy"`
	// Words is the policy in plain English, and Note what was assumed.
	Words string `json:"words"`
	Note  string `json:"note"`
	// Marks is the problems of the text, and ListMarks those of the list.
	Marks     []Mark `json:"marks"`
	ListMarks []Mark `json:"listMarks"`
	// Retention and Calendar are pictures, as SVG.
	Retention string `json:"retention"`
	Calendar  string `json:"calendar"`
	// Next is the next snapshots after now.
	Next []string `json:"next"`
	// Groups is the groups of the list, and Group the one shown.
	Groups []string `json:"groups"`
	Group  string   `json:"group"`
}

// Show returns the answer to a request, as JSON.
func Show(request string) string {
	r, err := decode(request)
	if err != nil {
		return encode(Answer{Marks: []Mark{wrong(err.Error())}})
	}
	return encode(show(r))
}

func show(r Request) Answer {
	s := read(r.Text)
	a := Answer{Form: s.form, Note: s.note, Marks: s.marks}
	list := readList(r.List, r.Group)
	a.ListMarks = list.marks
	if len(s.policies) == 0 {
		return a
	}
	for _, p := range s.policies {
		a.Policies = append(a.Policies, safe.Text(p.Name))
	}
	a.Policy = index(r.Policy, len(s.policies))
	p := s.policies[a.Policy]
	a.Words = words(p, s.idle)
	a.Groups, a.Group = list.groups, list.group
	a.draw(p, r, list, s.idle)
	return a
}

// index returns an index, or 0 if it is out of range.
func index(i, n int) int {
	if i < 0 || i >= n {
		return 0
	}
	return i
}

// words returns a policy in words. Of a policy without a schedule they say nothing about
// when.
func words(p longcase.Policy, idle bool) string {
	if idle {
		return safe.Text("Keeps " + p.Retention.String() + ".")
	}
	return safe.Text(p.String())
}

// draw adds the pictures, and what is next.
func (a *Answer) draw(p longcase.Policy, r Request, list list, idle bool) {
	subject, now := draw.Subject{Policy: p}, instant(r.Now)
	if !list.given {
		a.Retention = svg(draw.Expected(subject, now))
	} else if list.marks == nil {
		a.Retention = svg(draw.Retention(subject, now, list.snapshots))
	}
	if idle {
		return
	}
	a.Calendar = svg(draw.Calendar(subject, p.Zone.OrUTC().Date(instant(r.Start)), 12))
	a.Next = next(p, now)
}

// svg returns a picture as SVG.
func svg(p *draw.Picture) string {
	var b strings.Builder
	p.SVG(&b) // a Builder does not fail
	return b.String()
}

// next returns the next snapshots of a policy.
func next(p longcase.Policy, now time.Time) (list []string) {
	if !p.Enabled {
		return nil
	}
	for t := range p.Schedule.Forward(now) {
		if len(list) == nextListed {
			break
		}
		list = append(list, clock(p, t))
	}
	return list
}

// clock returns an instant in a policy's zone.
func clock(p longcase.Policy, t time.Time) string {
	return t.In(p.Zone.OrUTC().Location()).Format("Mon 2006-01-02 15:04 MST")
}
