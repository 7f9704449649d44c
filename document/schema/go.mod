module github.com/longcase/longcase/document/schema

go 1.25

require (
	github.com/longcase/longcase v0.1.0
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3
	pgregory.net/rapid v1.3.0
)

require (
	github.com/teambition/rrule-go v1.8.2 // indirect
	golang.org/x/text v0.14.0 // indirect
)

replace github.com/longcase/longcase => ../..
