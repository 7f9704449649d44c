package view

import (
	"cmp"
	"slices"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/audit"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/draw"
)

// Population returns the picture of how many snapshots are alive in the year ahead, as an
// SVG; it is empty for a text without a schedule.
func Population(request string) string {
	p, r, ok := scheduled(request)
	if !ok {
		return ""
	}
	start := instant(r.Start)
	existing := readList(r.List, r.Group).snapshots
	return svg(draw.Population(draw.Subject{Policy: p}, start, start.AddDate(1, 0, 0), existing...))
}

// Findings returns the findings of the audit as a JSON array of marks without places, the
// gravest first. It takes longer than the rest.
func Findings(request string) string {
	p, r, ok := scheduled(request)
	marks := []Mark{}
	if ok {
		findings := audit.Policy(p, instant(r.Start))
		slices.SortStableFunc(findings, func(a, b longcase.Finding) int {
			return cmp.Compare(b.Severity, a.Severity)
		})
		for _, f := range findings {
			marks = append(marks, remark(f))
		}
	}
	return encode(marks)
}

// scheduled returns the policy of a request; ok is false without a schedule.
func scheduled(request string) (p longcase.Policy, r Request, ok bool) {
	r, err := decode(request)
	if err != nil || read(r.Text).idle {
		return p, r, false
	}
	return chosen(request)
}

// chosen returns the policy that a request is about; ok is false without any.
func chosen(request string) (p longcase.Policy, r Request, ok bool) {
	r, err := decode(request)
	if err != nil {
		return p, r, false
	}
	s := read(r.Text)
	if len(s.policies) == 0 {
		return p, r, false
	}
	return s.policies[index(r.Policy, len(s.policies))], r, true
}

// Example is a policy to start from.
type Example struct {
	Title string `json:"title"`
	Text  string `json:"text"`
}

// Examples returns the eleven examples of package cloudsigma as a JSON array.
func Examples() string {
	var all []Example
	for _, e := range cloudsigma.Examples() {
		all = append(all, Example{Title: e.Title, Text: e.Body})
	}
	return encode(all)
}
