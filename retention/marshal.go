package retention

import "errors"

// MarshalJSON fails. Without this method the JSON of a policy would be {}, which
// reads as the zero Policy and keeps everything. Write its zone, its rules, which
// have a text form, and its minimum; or the policy that it belongs to by
// document.Write.
func (p Policy) MarshalJSON() ([]byte, error) {
	return nil, errors.New("retention: a Policy has no JSON: write its zone, its Rules by Rule.MarshalText and " +
		"its minimum, or the policy it belongs to by document.Write")
}

// MarshalJSON fails. Without this method the JSON of a plan would be {}. Write the
// verdicts that [Plan.Verdicts] ranges over: their reasons have text forms.
func (p Plan) MarshalJSON() ([]byte, error) {
	return nil, errors.New("retention: a Plan has no JSON: write the verdicts of Plan.Verdicts")
}
