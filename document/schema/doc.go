// Package schema holds JSON Schemas (draft 2020-12) of the documents that
// longcase reads, for editors and for programs in other languages:
//
//	policy.schema.json      a policy of package document
//	cloudsigma.schema.json  a backup scheduler of CloudSigma
//	qumulo.schema.json      a snapshot policy of Qumulo
//
// Whatever the packages accept is valid. Not all that is valid is accepted: a
// schema cannot know which time zones there are, or that there is no 30
// February. It is a module of its own, so that those who use the library do not
// get the validator that the schemas are tested with.
package schema
