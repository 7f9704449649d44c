// Package qumulo reads and writes the snapshot policies of Qumulo's API.
//
// [Parse] reads a policy, or a list of them, from an answer or from the body of a
// request. A document with errors is refused with all of them at once.
// [Policy.Policy] is the policy's meaning, and [Document.Findings] lists parts
// that are allowed but probably not meant. A document written back is the text
// that was read, unknown keys included.
//
// [Policy.Status] is the API's status document, [Document.ByID] finds its policy, and
// [Policy.Update] is the policy after a request to change it.
//
// # Files
//
// For those who carry the code on: document.go recognises and reads lists;
// decode.go reads a policy, creation.go its schedule by frequency, number.go its
// numbers; findings.go doubts it; writer.go and form.go write a policy; status.go
// answers and changes it. limit.go holds the limits of both directions.
//
// # Open questions
//
// The vendor's documentation leaves these to the reader:
//
//   - The steps of an hourly schedule count from the start of its window, and
//     begin anew every day.
//   - Null is the same as absent.
//   - An empty name template is the default template, as null is.
//
// # Findings
//
// The codes of findings are those of package longcase, and
//
//   - "day-28": a monthly schedule on the 28th, which the vendor does not
//     document, but every month has;
//   - "unused-key": a key of another frequency;
//   - "uneven-steps": steps that do not divide the day, the last of which
//     midnight cuts short;
//   - "lock-without-expiry": snapshots locked until they expire, and never do;
//   - "owned": owners, while which the policy may not be changed;
//   - "same-name": a template that gives two snapshots the same name;
//   - "same-id": the identifier of an earlier policy.
package qumulo
