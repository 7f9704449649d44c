package document

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
	"github.com/longcase/longcase/qumulo"
)

// File is a document read by [Open]: one policy, or a list of policies. It
// is immutable and safe for concurrent use; the zero value holds no policies.
type File struct {
	form     Form
	document json.Marshaler
	isList   bool
	policies []Policy
	findings []longcase.Finding
}

// Policy is a policy in a document.
type Policy struct {
	longcase.Policy
	// ID is the vendor's identifier of the policy; "" in the body of a
	// request, and in a longcase document.
	ID string
	// Pointer is the RFC 6901 pointer to the policy; "" is all of the document.
	Pointer string
	// Frozen tells that the policy is disabled in a form in which disabled
	// policies delete nothing, in spite of the document's retention rules.
	// Retention is empty then.
	Frozen bool
	// Partial tells that the document is a short listing, which shows a name and
	// an identifier, and neither schedule nor retention.
	Partial bool

	scheduler *cloudsigma.Scheduler
}

// As returns the policy in a form, as [Write] does. CloudSigma's form keeps the
// parts of a scheduler that the policy does not hold: see
// [cloudsigma.Scheduler.Write]. A partial policy is refused.
func (p Policy) As(form Form, since time.Time) ([]byte, error) {
	if p.scheduler != nil && (form == CloudSigma || p.Partial) {
		return p.scheduler.Write(p.Policy, since)
	}
	return Write(p.Policy, form, since)
}

// Open reads a document of CloudSigma, of Qumulo or of our own, whose keys tell
// the form. The error is a [*longcase.DocumentError] with every problem of the
// document.
func Open(data []byte) (*File, error) {
	// A syntax error stays in the tree. Whoever recognises the keys before it says
	// it best: in a cut-off zone list the fault is not the missing bracket.
	tree, _ := jsondoc.Parse(data)
	if recognise(tree.Root()) {
		return openOurs(tree)
	}
	if d, ok, err := qumulo.Open(tree); ok {
		return openQumulo(d, tree.Root(), err)
	}
	if d, ok, err := cloudsigma.Open(tree); ok {
		return openCloudSigma(d, tree.Root(), err)
	}
	var r reader.Reader
	if _, syntax := r.Open(tree); syntax != nil {
		return nil, r.Err()
	}
	return nil, &longcase.DocumentError{Problems: []longcase.Finding{{
		Code:     longcase.CodeNotPolicy,
		Severity: longcase.Error,
		Message: "want a CloudSigma backup scheduler, a Qumulo snapshot policy, " +
			"a longcase document, or a list of them",
	}}}
}

// openCloudSigma returns the policies of schedulers. A disabled scheduler deletes nothing;
// of an item of a short listing, neither is known.
func openCloudSigma(d *cloudsigma.Document, root jsondoc.Node, err error) (*File, error) {
	if err != nil {
		return nil, err
	}
	f := &File{form: CloudSigma, document: d, isList: d.IsList(), findings: d.Findings()}
	for _, s := range d.Schedulers() {
		f.add(root, Policy{
			Policy: s.Policy(), ID: s.UUID(), scheduler: s, Partial: s.Partial(),
			Frozen: !s.Policy().Enabled && !s.Partial(),
		})
	}
	return f, nil
}

// openQumulo returns the policies of a document of Qumulo's, in which snapshots of disabled
// policies expire.
func openQumulo(d *qumulo.Document, root jsondoc.Node, err error) (*File, error) {
	if err != nil {
		return nil, err
	}
	f := &File{form: Qumulo, document: d, isList: d.IsList(), findings: d.Findings()}
	for _, p := range d.Policies() {
		f.add(root, Policy{Policy: p.Policy(), ID: p.ID()})
	}
	return f, nil
}

// listKeys are the keys of the lists of each form, unless they are bare arrays. It
// is never written.
var listKeys = map[Form]string{CloudSigma: "objects", Qumulo: "entries"}

// add adds the next policy, with its place.
func (f *File) add(root jsondoc.Node, p Policy) {
	if f.isList {
		list := ""
		if root.Kind() != jsondoc.Array {
			list = "/" + listKeys[f.form]
		}
		p.Pointer = list + "/" + strconv.Itoa(len(f.policies))
	}
	f.policies = append(f.policies, p)
}

// Form returns the form of the document: [Longcase], [CloudSigma] or [Qumulo].
func (f *File) Form() Form { return f.form }

// IsList reports whether the document is a list, of any length.
func (f *File) IsList() bool { return f.isList }

// Policies returns the policies of the document, in order.
func (f *File) Policies() []Policy { return slices.Clone(f.policies) }

// Policy returns the only policy of the document. It fails if the document
// holds none, or more than one.
func (f *File) Policy() (Policy, error) {
	if n := len(f.policies); n != 1 {
		return Policy{}, fmt.Errorf("the document holds %d policies, want one", n)
	}
	return f.policies[0], nil
}

// Findings returns the parts that are allowed but probably not meant, in document
// order.
func (f *File) Findings() []longcase.Finding { return slices.Clone(f.findings) }

// MarshalJSON returns the document as it was read, but for the repairs of
// [cloudsigma.Document.MarshalJSON].
func (f *File) MarshalJSON() ([]byte, error) {
	if f.document == nil {
		return []byte("null"), nil
	}
	return f.document.MarshalJSON()
}
