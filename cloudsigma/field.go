package cloudsigma

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/longcase/longcase/internal/jsondoc"
)

// Field is a key of a scheduler, as the vendor's schema describes it.
type Field struct {
	// Name is the key.
	Name string
	// Type is the schema's word: "boolean", "string", "list", "dict" or
	// "related". The schema calls all sub-fields strings but lists and objects
	// of one level; they take other forms, too, which [Parse] lists.
	Type string
	// Help is the schema's explanation, mistakes included.
	Help string
	// Default is the schema's default as JSON: null, true, an object, or the
	// text "No default provided.".
	Default json.RawMessage
	// Required tells that the body of a request to create a scheduler must
	// have the key, unless the key is read-only.
	Required bool
	// ReadOnly tells that only the vendor sets the key.
	ReadOnly bool
	// Nullable and Blank tell that null and "" are values; sub-fields only.
	Nullable, Blank bool
	// Choices are the allowed texts; nil allows any.
	Choices []string
	// Fields are the sub-fields.
	Fields []Field

	kind   jsondoc.Kind // of the value
	absent string       // the JSON that answers print for an absent key; "" leaves it out
	brief  bool         // whether short listings have the key
}

// Fields returns the keys of a scheduler in alphabetical order. They decide
// which keys [ParseCreate] and [Scheduler.Update] require and refuse, the types
// of all keys, and the keys of answers. The slice belongs to the caller.
func Fields() []Field { return clone(fields[:]) }

// clone copies a list of fields with all that they refer to.
func clone(list []Field) []Field {
	list = slices.Clone(list)
	for i := range list {
		list[i].Default = slices.Clone(list[i].Default)
		list[i].Choices = slices.Clone(list[i].Choices)
		list[i].Fields = clone(list[i].Fields)
	}
	return list
}

// fieldOf returns the field with a name, or nil.
func fieldOf(name string) *Field {
	i, found := slices.BinarySearchFunc(fields[:], name, func(f Field, name string) int {
		return strings.Compare(f.Name, name)
	})
	if !found {
		return nil
	}
	return &fields[i]
}

// The defaults of the schema. They are never written.
var (
	noDefault   = json.RawMessage(`"No default provided."`)
	defaultNull = json.RawMessage(`null`)
	defaultTrue = json.RawMessage(`true`)
)

// Explanations of the vendor's framework, which it gives for fields without their own.
const (
	anyList = "A list of data. Ex: ['abc', 26.73, 8]"
	anyText = `Unicode string data. Ex: "Hello World"`
)

// subField returns a sub-field with the properties of nearly all of them.
func subField(name, help string) Field {
	return Field{Name: name, Type: "string", Help: help, Default: noDefault}
}

// weekdayField, startField and endField are sub-fields of two fields.
var (
	weekdayField = subField("day_of_week", "Set day of the week rule to the scheduler."+
		"Accepts values mon, tue, wed, thu, fri, sat, sun.")
	startField = subField("start_time", "Set the start time hour.rule")
	endField   = subField("end_time", "Set the end time hour.rule")
)

// fields is the vendor's table, in alphabetical order. It is never written.
var fields = [...]Field{
	{
		Name: "enable_backup_policy_notifications", Type: "boolean", Default: defaultTrue,
		Help: "Enable notifications for actions triggered by the backup policy",
		kind: jsondoc.Bool, absent: "true",
	},
	{
		Name: "enable_retention_policy_notifications", Type: "boolean", Default: defaultTrue,
		Help: "Enable notifications for actions triggered by the retention policy",
		kind: jsondoc.Bool, absent: "true",
	},
	{
		Name: "grantees", Type: "list", Default: noDefault, Help: anyList,
		kind: jsondoc.Array, absent: "[]",
	},
	{
		Name: "incremental_backup", Type: "related", Default: noDefault, Required: true,
		Help: "Incremental backup policies of the backup scheduler",
		kind: jsondoc.Object, absent: "{}",
		Fields: []Field{
			subField("day_of_month",
				"Set day of the month rule to the scheduler.Accepts values between 1 and 31."),
			weekdayField,
			endField,
			subField("hour", "Set hour rule to the scheduler.Accepts values between 0 and 23."),
			subField("minute", "Set minute rule to the scheduler.Accepts values between 0 and 59."),
			subField("month", "Set month rule to the scheduler."+
				"Accepts values between 1 and 12, 1=January, 12=December"),
			{
				Name: "repeat", Type: "related", Help: "Repeat fields", Default: noDefault,
				Nullable: true, Blank: true,
			},
			startField,
		},
	},
	{
		Name: "initial_backup", Type: "related", Default: noDefault,
		Help: "Initial backup policies of the backup scheduler",
		kind: jsondoc.Object, absent: "{}",
		Fields: []Field{weekdayField, endField, startField},
	},
	{
		Name: "is_default", Type: "boolean", Default: defaultNull, Required: true,
		Help: "Set as default the backup scheduler",
		kind: jsondoc.Bool, absent: "false", brief: true,
	},
	{
		Name: "is_enabled", Type: "boolean", Default: defaultNull, Required: true,
		Help: "Enabled or disabled the backup scheduler",
		kind: jsondoc.Bool, absent: "true", brief: true,
	},
	{
		Name: "manual_incremental_backup", Type: "string", Default: defaultNull, Required: true,
		Help: "Set manual incremental time to create backups",
		kind: jsondoc.String, absent: `""`,
	},
	{
		Name: "meta", Type: "dict", Default: json.RawMessage(`{}`),
		Help: "User assigned meta information for this policy",
		kind: jsondoc.Object, absent: "{}", brief: true,
	},
	{
		Name: "name", Type: "string", Default: defaultNull, Required: true,
		Help: "Optional human readable name of the backup scheduler",
		kind: jsondoc.String, absent: `""`, brief: true,
	},
	{
		Name: "orchestrator_timezone", Type: "string", Default: defaultNull, Help: anyText,
		kind: jsondoc.String, absent: `""`, brief: true,
	},
	{
		Name: "owner", Type: "related", Default: defaultNull, Required: true, ReadOnly: true,
		Help: "Owner of the backup scheduler",
		kind: jsondoc.Object, brief: true,
	},
	{
		Name: "permissions", Type: "list", Default: noDefault, Help: anyList,
		kind: jsondoc.Array, absent: "[]",
	},
	{
		Name: "remote_location", Type: "string", Default: defaultNull, Help: "Remote location code",
		kind: jsondoc.String, absent: `""`, brief: true,
	},
	{
		Name: "resource_uri", Type: "string", Default: noDefault, Required: true, ReadOnly: true,
		Help: anyText,
		kind: jsondoc.String, brief: true,
	},
	{
		Name: "retention_policy", Type: "related", Default: noDefault,
		Help: "Retention policies of the backup scheduler",
		kind: jsondoc.Object, absent: "{}",
		Fields: []Field{
			subField("name", "Optional human readable name of the retention poicy"),
			{Name: "rules", Type: "list", Help: "Retention policy rules", Default: noDefault},
		},
	},
	{
		Name: "tags", Type: "related", Default: noDefault,
		Help: "Many related resources. Can be either a list of URIs or list of individually" +
			" nested resource data.",
		kind: jsondoc.Array, absent: "[]",
	},
	{
		Name: "type", Type: "string", Default: defaultNull, Required: true, Help: "Policy type",
		Choices: typeNames.List[1:],
		kind:    jsondoc.String, absent: `""`, brief: true,
	},
	{
		Name: "user_timezone", Type: "string", Default: defaultNull, Help: anyText,
		kind: jsondoc.String, absent: `""`, brief: true,
	},
	{
		Name: "uuid", Type: "string", Default: defaultNull, Required: true, ReadOnly: true,
		Help: "UUID of the backup scheduler",
		kind: jsondoc.String, brief: true,
	},
}
