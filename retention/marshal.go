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

// UnmarshalJSON fails, except for null, which changes nothing. Without this method
// any object would be read as the zero Policy. Compile the rules, or open the
// policy that it belongs to by document.Open.
func (p *Policy) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	return errors.New("retention: a Policy has no JSON: read its rules by ParseRule and Compile them, " +
		"or the policy it belongs to by document.Open")
}

// MarshalJSON fails. Without this method the JSON of a plan would be {}. Write the
// verdicts that [Plan.Verdicts] ranges over: their reasons have text forms.
func (p Plan) MarshalJSON() ([]byte, error) {
	return nil, errors.New("retention: a Plan has no JSON: write the verdicts of Plan.Verdicts")
}

// UnmarshalJSON fails, except for null, which changes nothing. Without this method
// any object would be read as the plan of an empty list. Plan anew instead: a
// plan that is stored is out of date.
func (p *Plan) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	return errors.New("retention: a Plan has no JSON: make it anew by Policy.Plan")
}
