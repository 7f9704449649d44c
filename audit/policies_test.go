package audit_test

import (
	"pgregory.net/rapid"

	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/timezone"
)

func zone(t rapid.TB, name string) *timezone.Zone {
	t.Helper()
	loaded, err := timezone.Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return loaded
}

func kept(t rapid.TB, zone *timezone.Zone, rules ...string) retention.Policy {
	t.Helper()
	var parsed []retention.Rule
	for _, text := range rules {
		rule, err := retention.ParseRule(text)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, rule)
	}
	return retention.MustCompile(zone, parsed...)
}
