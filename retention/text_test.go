package retention_test

import (
	"testing"

	"github.com/longcase/longcase/retention"
)

func TestRuleText(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"within 7 days", "within 7 days"},
		{"within 1 days", "within 1 day"},
		{" within\t4 weeks  on MON ", "within 4 weeks on mon"},
		{"within 12 months on 23", "within 12 months on 23"},
		{"within 12 months on last,15,1", "within 12 months on 1,15,last"},
		{"within 2 years on 13 on fri", "within 2 years on fri on 13"},
		{"within 90 minutes", "within 90 minutes"},
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
	for _, text := range []string{"within 7 days", "within 4 weeks on mon", "within 12 months on fri on 13,last"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rule, err := retention.ParseRule(text)
		if err != nil {
			return
		}
		if _, err := retention.New(nil, rule); err != nil {
			t.Fatalf("%q parses, but New refuses it: %v", text, err)
		}
		again, err := retention.ParseRule(rule.String())
		if err != nil || again != rule {
			t.Fatalf("%q parses as %+v, and its text as %+v, %v", text, rule, again, err)
		}
	})
}
