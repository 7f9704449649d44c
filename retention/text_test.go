package retention_test

import (
	"testing"

	"github.com/longcase/longcase/retention"
	"pgregory.net/rapid"
)

func TestRuleText(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"within 7 days", "within 7 days"},
		{"within 1 days", "within 1 day"},
		{" within\t4 weeks  on MON ", "within 4 weeks on mon"},
		{"within 12 months on 23", "within 12 months on 23"},
		{"within 12 months on last,15,1", "within 12 months on 1,15,last"},
		{"within 2 years on 13 on fri", "within 2 years on fri on 13"},
		{"within 12 months on first sun", "within 12 months on first sun"},
		{"monthly 12 on last fri or next", "monthly 12 on last fri or next"},
		{"yearly 7 on last workday", "yearly 7 on last workday"},
		{"monthly 12 on 2nd last fri,mon first", "monthly 12 on mon,2nd last fri first"},
		{"monthly 12 on 1,workday 15 on last fri", "monthly 12 on last fri on 1,workday 15"},
		{"monthly 12 on 1 first", "monthly 12 on 1 first"},       // first is the pick
		{"monthly 12 on last first", "monthly 12 on last first"}, // of the last day, the first
		{"monthly 12 on last last", "monthly 12 on last"},
		{"monthly 12 on -3 first on first sun", "monthly 12 on first sun on -3 first"},
		{"monthly 12 on first", ""},
		{"monthly 12 on workday", ""},
		{"monthly 12 on 6th mon", ""},
		{"monthly 12 on 1,last mon", ""}, // days of the month and weekdays are two lists
		{"within 90 minutes", "within 90 minutes"},
		{"last 10", "last 10"},
		{"hourly 24", "hourly 24"},
		{"daily 7", "daily 7"},
		{"weekly 4 on sun", "weekly 4 on sun"},
		{"monthly 12 last", "monthly 12"},
		{"monthly 12 first", "monthly 12 first"},
		{"yearly all", "yearly all"},
		{"quarterly 8", "quarterly 8"},
		{"all", "all"},
		{"all within 2 days", "all within 2 days"},
		{"daily within 30 days", "daily within 30 days"},
		{"daily 7 first within 1 months", "daily 7 within 1 month first"},
		{"failed within 2 days", "failed within 2 days"},
		{"failed last 3", "failed last 3"},
		{"within 7 days of newest", "within 7 days of newest"},
		{"last 3 within 7 days of newest", "last 3 within 7 days of newest"},
		{"weekly 4 or next on sun from sun", "weekly 4 from sun on sun or next"},
		{"monthly 12 on last or next", "monthly 12 on last or next"},
		{"daily 7 nearest 02:00", "daily 7 nearest 02:00"},
		{"hourly 24 nearest 00:30", "hourly 24 nearest 00:30"},
		{"weekly 4 nearest sun 02:00", "weekly 4 nearest sun 02:00"},
		{"weekly 4 nearest sun 02:00 from sun", "weekly 4 from sun nearest sun 02:00"},
		{"monthly 12 nearest 15 02:00", "monthly 12 nearest 15 02:00"},
		{"yearly all nearest 366 00:00", "yearly all nearest 366 00:00"},
		{"daily", ""},
		{"daily 0", ""},
		{"daily -1", ""},
		{"daily +1", ""},
		{"last", ""},
		{"last all", ""},
		{"all 7", ""},
		{"last 7 first", ""},
		{"daily 7 first last", ""},
		{"daily 7 from mon", ""},
		{"daily within 7 days first and oldest", "daily within 7 days and oldest first"},
		{"daily 7 on mon and oldest", ""},
		{"last 7 and oldest", ""},
		{"daily 7 and next", ""},
		{"daily 7 and oldest and oldest", ""},
		{"daily 7 on mon or next", ""},
		{"weekly 7 or next", ""},
		{"weekly 4 from sun from mon", ""},
		{"weekly 4 nearest 02:00", ""},
		{"weekly 4 nearest 7 02:00", ""},
		{"monthly 12 nearest mon 02:00", ""},
		{"monthly 12 nearest 32 02:00", ""},
		{"daily 7 nearest 1 02:00", ""},
		{"hourly 24 nearest 01:00", ""},
		{"7 daily", ""},
		{"failed", ""},
		{"daily 99999999999999999999", ""},
		{"within 7d", ""},
		{"within 7 d", ""},
		{"within 0 days", ""},
		{"within -1 days", ""},
		{"within 7 days on", ""},
		{"within 7 days on *", ""},
		{"within 7 days on mon on tue", ""},
		{"within 7 days on 32", ""},
		{"within 7 days mon", ""},
		{"within 7", ""},
		{"Within 7 days", ""},
		{"7 days", ""},
		{"", ""},
	} {
		rule, err := retention.ParseRule(test.text)
		if got := rule.String(); err == nil && got != test.want || (err != nil) != (test.want == "") {
			t.Errorf("%q: got %q, %v, want %q", test.text, got, err, test.want)
		}
	}
}

func TestRuleMarshalRefuses(t *testing.T) {
	if text, err := (retention.Rule{}).MarshalText(); err == nil {
		t.Errorf("got %q for the zero rule", text)
	}
}

func FuzzParseRule(f *testing.F) {
	for _, text := range []string{
		"within 7 days", "within 4 weeks on mon", "within 12 months on fri on 13,last",
		"failed last 10", "weekly 4 within 1 year of newest from sun on sun or next first", "yearly all nearest 366 00:00",
		"weekly 4 from wed nearest sun 02:00", "hourly 24 nearest 00:59", "daily 7 and oldest",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rule, err := retention.ParseRule(text)
		if err != nil {
			return
		}
		if _, err := retention.Compile(nil, rule); err != nil {
			t.Fatalf("%q parses, but Compile refuses it: %v", text, err)
		}
		again, err := retention.ParseRule(rule.String())
		if err != nil || again != rule {
			t.Fatalf("%q parses as %+v, and its text as %+v, %v", text, rule, again, err)
		}
	})
}

// TestRuleTextRoundTrip checks that every rule is read from its text as it was.
func TestRuleTextRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rule := rules().Draw(t, "rule")
		text, err := rule.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		again, err := retention.ParseRule(string(text))
		if err != nil || again != rule {
			t.Fatalf("%+v, as %q, is read as %+v, %v", rule, text, again, err)
		}
	})
}

func TestNamesText(t *testing.T) {
	for _, pick := range []retention.Pick{retention.Last, retention.First, retention.Nearest} {
		var again retention.Pick
		text, err := pick.MarshalText()
		if err != nil || again.UnmarshalText(text) != nil || again != pick {
			t.Errorf("%v is read as %v, %v", pick, again, err)
		}
	}
	for _, from := range []retention.Reference{retention.FromNow, retention.FromNewest} {
		var again retention.Reference
		text, err := from.MarshalText()
		if err != nil || again.UnmarshalText(text) != nil || again != from {
			t.Errorf("%v is read as %v, %v", from, again, err)
		}
	}
	if _, err := retention.Pick(9).MarshalText(); err == nil {
		t.Error("pick 9 has a text")
	}
	if _, err := retention.Reference(9).MarshalText(); err == nil {
		t.Error("reference 9 has a text")
	}
	if new(retention.Pick).UnmarshalText(nil) == nil ||
		new(retention.Reference).UnmarshalText(nil) == nil {
		t.Error("the empty text is read")
	}
}

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
