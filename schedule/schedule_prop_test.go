package schedule_test

import (
	"testing"
	_ "time/tzdata"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/fuzz"
)

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spec := fuzz.Specs().Draw(t, "spec")
		s, err := spec.Compile()
		if err != nil {
			t.Skip(err)
		}
		around := fuzz.Instants(spec.Zone).Draw(t, "around")
		fuzz.CheckSchedule(t, fuzz.Of(spec, s), around)
	})
}
