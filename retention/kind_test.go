package retention_test

import (
	"testing"

	"github.com/longcase/longcase/retention"
)

func TestReasonKindText(t *testing.T) {
	kinds := 0
	for kind := retention.NoRules; ; kind++ {
		text, err := kind.MarshalText()
		if err != nil {
			break
		}
		var read retention.ReasonKind
		if err := read.UnmarshalText(text); err != nil || read != kind {
			t.Errorf("%s: got %v, %v", text, read, err)
		}
		kinds++
	}
	if kinds != int(retention.Outdated)+1 {
		t.Errorf("%d kinds are written", kinds)
	}
	if err := new(retention.ReasonKind).UnmarshalText([]byte("whim")); err == nil {
		t.Error("what is no kind is read")
	}
}
