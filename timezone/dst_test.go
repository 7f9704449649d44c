package timezone_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/timezone"
)

func TestDSTText(t *testing.T) {
	gaps := []string{"default", "shift", "next", "skip"}
	folds := []string{"default", "first", "second", "both"}
	for i := range 4 {
		gap, fold := timezone.Gap(i), timezone.Fold(i)
		dst := timezone.DST{Gap: gap, Fold: fold}
		if want := "gap " + gaps[i] + ", fold " + folds[i]; dst.String() != want {
			t.Errorf("got %s, want %s", dst, want)
		}
		text, err := json.Marshal(dst)
		if want := `{"Gap":"` + gaps[i] + `","Fold":"` + folds[i] + `"}`; string(text) != want || err != nil {
			t.Errorf("got %s, %v", text, err)
		}
		var back timezone.DST
		if err := json.Unmarshal(text, &back); back != dst || err != nil {
			t.Errorf("%s: got %v, %v", text, back, err)
		}
	}
	var dst timezone.DST
	if err := json.Unmarshal([]byte(`{"Gap":"","Fold":""}`), &dst); dst != (timezone.DST{}) || err != nil {
		t.Errorf("empty texts: got %v, %v", dst, err)
	}
}

func TestDSTErrors(t *testing.T) {
	var gap timezone.Gap
	var fold timezone.Fold
	_, errGap := timezone.Gap(4).MarshalText()
	_, errFold := timezone.Fold(255).MarshalText()
	for _, row := range []struct {
		err  error
		want string
	}{
		{gap.UnmarshalText([]byte("Shift")), `gap "Shift": want default, shift, next or skip`},
		{gap.UnmarshalText([]byte("first")), `gap "first": want default, shift, next or skip`},
		{fold.UnmarshalText([]byte("skip")), `fold "skip": want default, first, second or both`},
		{errGap, `gap "4": want default, shift, next or skip`},
		{errFold, `fold "255": want default, first, second or both`},
	} {
		var choice *calendar.ParseError
		if !errors.As(row.err, &choice) || row.err.Error() != row.want {
			t.Errorf("got  %v\nwant %s", row.err, row.want)
		}
	}
	if g, f := timezone.Gap(4), timezone.Fold(4); g.String() != "gap 4" || f.String() != "fold 4" {
		t.Errorf("got %v, %v", g, f)
	}
}
