package retention_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/retention"
)

// TestLedgerEvents tells a ledger of one event after the other, in January 2025,
// and compares what is left after each with plans, and after the last with a
// list. The 6th is a Monday. The events are:
//
//	02T10         a snapshot, created and said now
//	02T10<06T10   likewise, but said only on the 6th
//	~01T23>02T10  likewise, due at 01T23
//	-02T10        a removal
//	=02T10        nothing, but time goes on
//
// After a snapshot, an f stands for failed, and an l for locked.
func TestLedgerEvents(t *testing.T) {
	for _, test := range []struct{ rules, events, left string }{
		{"within 9 days", "01T10f 02T10", "02T10"}, // a newer good one
		{"within 9 days", "02T10 01T10f<02T11 03T10f", "02T10 03T10"},
		{"daily 1", "~01T23>03T00 ~02T23>03T00", "03T00 03T00"}, // decided alike
		{"daily 1", "~02T23>03T00 ~01T23>03T00", "03T00 03T00"},
		{"last 1", "01T10 01T10 02T10", "02T10"},
		{"last 1, within 3 days", "01T10l 02T10 =04T09 =04T11", "01T10 02T10"}, // a rule without an age
		{"last 1 within 3 days", "01T10l 02T10 =04T09", "01T10 02T10"},         // locked for as long as rules keep any
		{"last 1 within 3 days", "01T10l 02T10 =04T11", "02T10"},
		{"weekly 9 on mon or next", "06T10 07T10", "06T10"},
		{"weekly 9 on mon or next", "07T10 ~06T10>08T10", "08T10"},
		{"weekly 9 on mon or next", "07T10 08T10", "07T10"}, // the earliest substitute
		{"weekly 9 on mon or next", "08T10 07T10<09T10", "07T10"},

		// Second attempts.
		{"daily 9 and oldest", "~01T10>01T11 ~01T10>01T12 02T10", "01T12 02T10"},
		{"last 1, within 1 day", "~01T10>01T11 ~01T10>01T12 -01T12 =03T10", "01T11"},
		{"daily 1, within 1 day", "01T09 ~01T10>01T11 ~01T10>01T12 01T13 -01T12 -01T13 =03T10", "01T11"},
		{"daily 1 first, last 1", "~01T10>01T11 ~01T10>01T12 01T13", "01T12 01T13"},
		{"last 2", "01T09 ~01T10>01T11 ~01T10>01T12", "01T09 01T12"},
		{"last 2, within 2 hours", "01T09 ~01T10>01T11 ~01T10>01T12 -01T12", "01T09 01T11"},

		// Ages counted back from the newest: what is as old as the rule is kept.
		{"within 1 day back from newest", "01T10 02T10", "01T10 02T10"},
		{"within 1 day back from newest", "01T10 02T11", "02T11"},
	} {
		tellLedger(t, test.rules, test.events, test.left)
	}
}

// TestLedgerCascadeEvents is TestLedgerEvents for rules that count what others
// leave.
func TestLedgerCascadeEvents(t *testing.T) {
	for _, test := range []struct{ rules, events, left string }{
		{"last 1, daily 1 unkept, within 9 days on wed", "01T10 02T10 03T10 -03T10 =12T10", "01T10 02T10"},
		{"last 1, daily 1, daily 1 unkept", "01T10 02T10 02T11 03T10", "02T11 03T10"},
		{"daily 1 first, last 1, daily 2 unkept", "01T10 02T10 03T10 03T11", "01T10 02T10 03T10 03T11"},
		// The first rule lets go of the 6th, and the third has kept it, too.
		{"last 1, daily 1 unkept, weekly 1 first, monthly 1 unkept", "05T10 06T10 07T10", "06T10 07T10"},
		// The first rule lets go of the 12th, and the second keeps it still.
		{"last 1, daily 2, weekly 1 unkept", "05T10 12T10 13T10", "05T10 12T10 13T10"},
		// The Tuesday covers the week once the Wednesday is gone.
		{"within 5 days, weekly 9 on mon uncovered", "06T10 07T10 08T10 -08T10 =11T11", "07T10"},
		// The first rule keeps neither, and passes 10:00 over.
		{"daily 9 within 2 hours uncovered, weekly 9 first uncovered, within 1 day", "06T10 06T11 =09T10", "06T11"},
		{"last 2, daily 2, weekly 1 unkept", "01T10 05T10 06T10 07T10", "05T10 06T10 07T10"},
	} {
		tellLedger(t, test.rules, test.events, test.left)
	}
}

// tellLedger tells a ledger of events, as in TestLedgerEvents.
func tellLedger(t *testing.T, rules, events, left string) {
	p := policy(t, "UTC", strings.Split(rules, ", ")...)
	ledger, want := retention.NewLedger(p), pruned{policy: p}
	var last time.Time
	for event := range strings.FieldsSeq(events) {
		s, now, kind := ledgerEvent(t, event)
		switch kind {
		case '-':
			now = last
			require.True(t, ledger.Remove(s.Created), "%s: %s", rules, event)
			want.remove(s.Created)
		case '+':
			ledger.Add(s)
			want.add(s)
		}
		ledger.Advance(now)
		want.advance(now)
		last = now
		require.Equal(t, hours(want.alive), hours(ledger.Alive()), "%s: %s at %s", rules, events, event)
	}
	require.Equal(t, left, hours(ledger.Alive()), "%s: %s", rules, events)
}

// ledgerEvent reads an event, and when it is said.
func ledgerEvent(t *testing.T, text string) (s retention.Snapshot, now time.Time, kind byte) {
	at := func(text string) time.Time { return mustTime(t, "2025-01-"+text+":00:00Z") }
	if kind = text[0]; kind == '-' || kind == '=' {
		s.Created = at(text[1:])
		return s, s.Created, kind
	}
	text, said, isLate := strings.Cut(text, "<")
	if due, created, found := strings.Cut(text, ">"); found {
		s.Nominal, text = at(due[1:]), created
	}
	text, s.Failed = strings.CutSuffix(text, "f")
	text, s.Locked = strings.CutSuffix(text, "l")
	s.Created = at(text)
	if now = s.Created; isLate {
		now = at(said)
	}
	return s, now, '+'
}

func hours(snapshots []retention.Snapshot) string {
	var list []string
	for _, s := range snapshots {
		list = append(list, s.Created.Format("02T15"))
	}
	return strings.Join(list, " ")
}
