package cloudsigma

import "encoding/json"

// The forms are the JSON of the vendor's schema, in the order in which the
// vendor prints it.
type (
	schemaForm struct {
		DetailMethods []string             `json:"allowed_detail_http_methods"`
		ListMethods   []string             `json:"allowed_list_http_methods"`
		DefaultFormat string               `json:"default_format"`
		DefaultLimit  int                  `json:"default_limit"`
		Fields        map[string]fieldForm `json:"fields"`
		Filtering     map[string]string    `json:"filtering"`
		Ordering      []string             `json:"ordering"`
	}
	fieldForm struct {
		Choices  []string                `json:"choices,omitempty"`
		Default  json.RawMessage         `json:"default"`
		Fields   map[string]subFieldForm `json:"fields,omitempty"`
		Help     string                  `json:"help_text"`
		ReadOnly bool                    `json:"readonly"`
		Required bool                    `json:"required"`
		Type     string                  `json:"type"`
	}
	subFieldForm struct {
		Blank    bool            `json:"blank"`
		Default  json.RawMessage `json:"default"`
		Help     string          `json:"help_text"`
		Nullable bool            `json:"nullable"`
		ReadOnly bool            `json:"readonly"`
		Type     string          `json:"type"`
		Unique   bool            `json:"unique"`
	}
)

// Schema returns the answer to GET /backupschedulers/schema/: [Fields], the
// methods, the default format and limit, and the filters and orders. The filter
// type, which the vendor's answer lacks, is not in it; [ParseQuery] takes it.
func Schema() []byte {
	schema := schemaForm{
		DetailMethods: []string{"get", "put", "delete"},
		ListMethods:   []string{"get", "post", "delete"},
		DefaultFormat: "application/json",
		DefaultLimit:  defaultLimit,
		Fields:        map[string]fieldForm{},
		Filtering: map[string]string{
			"name": "exact", "name__contains": "exact", "tag": "exact", "uuid": "exact",
		},
		Ordering: []string{"uuid", "name"},
	}
	// A map is written in the order of its keys, which is that of fields.
	for _, f := range fields {
		form := fieldForm{
			Choices: f.Choices, Default: f.Default, Help: f.Help,
			ReadOnly: f.ReadOnly, Required: f.Required, Type: f.Type,
		}
		for _, sub := range f.Fields {
			if form.Fields == nil {
				form.Fields = map[string]subFieldForm{}
			}
			form.Fields[sub.Name] = subFieldForm{
				Blank: sub.Blank, Default: sub.Default, Help: sub.Help,
				Nullable: sub.Nullable, ReadOnly: sub.ReadOnly, Type: sub.Type,
			}
		}
		schema.Fields[f.Name] = form
	}
	text, _ := json.MarshalIndent(schema, "", "  ") // cannot fail for constants
	return text
}
