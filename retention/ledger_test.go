package retention_test

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/longcase/longcase/retention"
	"pgregory.net/rapid"
)

// pruned is the definition of a ledger: a plan for what is left, each time.
type pruned struct {
	policy retention.Policy
	alive  []retention.Snapshot
}

func (p *pruned) add(s retention.Snapshot) {
	p.alive = append(p.alive, s)
	slices.SortStableFunc(p.alive, func(a, b retention.Snapshot) int { return a.Created.Compare(b.Created) })
}

func (p *pruned) advance(now time.Time) (gone []retention.Snapshot) {
	var left []retention.Snapshot
	for i, v := range p.policy.Plan(now, p.alive).Verdicts() {
		if v.Keep {
			left = append(left, p.alive[i])
		} else {
			gone = append(gone, p.alive[i])
		}
	}
	p.alive = left
	return gone
}

func (p *pruned) remove(created time.Time) {
	p.alive = slices.DeleteFunc(p.alive, func(s retention.Snapshot) bool { return s.Created.Equal(created) })
}

// counted makes a rule one that a ledger need not plan anew for.
func counted(r retention.Rule) retention.Rule {
	r.Substitute, r.Oldest, r.From, r.Failed = false, false, retention.FromNow, false
	return r
}

// TestLedgerIsPlan lets time go on, with one snapshot after the other, and
// compares what expires with plans. It does so more often than other laws
// are checked, since few sequences lead to its rarer states.
func TestLedgerIsPlan(t *testing.T) {
	for range 20 {
		rapid.Check(t, ledgerIsPlan)
	}
}

func ledgerIsPlan(t *rapid.T) {
	kinds := rules()
	if rapid.Bool().Draw(t, "counted") {
		kinds = rapid.Map(kinds, counted)
	}
	w := worlds(kinds).Draw(t, "world")
	odd := rapid.SampledFrom([]int{0, 1, 3}).Draw(t, "odd") // of ten snapshots, how many
	if odd < 3 {
		w.snapshots = nil
	}
	if rapid.IntRange(0, 4).Draw(t, "fold") == 0 {
		w.zone, w.now, w.snapshots = "Europe/Berlin", mustTime(t, "2025-10-26T00:00:00Z"), nil
	}
	p := w.policy(t)
	ledger, want := retention.NewLedger(p, w.snapshots...), pruned{policy: p}
	for _, s := range w.snapshots {
		want.add(s)
	}
	drawn := rapid.SliceOfN(steps(), 1, 40).Draw(t, "steps")
	now := w.now
	for _, step := range drawn {
		if next, ok := ledger.Next(); ok && !now.Before(next) && now.After(w.now) && ledger.Len() > 0 {
			t.Fatalf("at %v: what is due next is at %v", now, next)
		}
		now = now.Add(step)
		if next, ok := ledger.Next(); !ok || now.Before(next) {
			if gone := want.advance(now); len(gone) > 0 {
				t.Fatalf("at %v: %v should expire, though the next is at %v, %v", now, gone, next, ok)
			}
		}
		isOdd := func(what string) bool { return rapid.IntRange(0, 9).Draw(t, what) < odd }
		apart := rapid.SampledFrom([]time.Duration{1, 7 * time.Minute}).Draw(t, "apart")
		for n := rapid.SampledFrom([]int{0, 1, 1, 1, 3}).Draw(t, "added") - 1; n >= 0; n-- {
			s := retention.Snapshot{Created: now.Add(-time.Duration(n) * apart)}
			s.Locked, s.Failed, s.Held = isOdd("locked"), isOdd("failed"), isOdd("held")
			if s.Held && rapid.Bool().Draw(t, "ends") {
				s.HeldUntil = now.Add(rapid.SampledFrom(drawn).Draw(t, "hold"))
			}
			if isOdd("early") {
				s.Created = now.Add(-rapid.SampledFrom(drawn).Draw(t, "before"))
			} else if isOdd("future") {
				s.Created = now.Add(rapid.SampledFrom(drawn).Draw(t, "ahead"))
			}
			ledger.Add(s)
			want.add(s)
		}
		if len(want.alive) > 0 && isOdd("removed") {
			created := rapid.SampledFrom(want.alive).Draw(t, "which").Created
			ledger.Remove(created)
			want.remove(created)
		}
		got := ledger.AppendExpired([]retention.Snapshot{{Created: now}}, now)
		if got, want := got[1:], want.advance(now); !slices.Equal(got, want) {
			t.Fatalf("%v at %v: got %v expired, want %v", w.rules, now, got, want)
		}
		if got := ledger.Alive(); !slices.Equal(got, want.alive) {
			t.Fatalf("%v at %v: got %v alive, want %v", w.rules, now, got, want.alive)
		}
	}
}

// TestLedgerVacancy is that a period whose representative was too old, and is
// gone, is represented by another snapshot from then on.
func TestLedgerVacancy(t *testing.T) {
	day := time.Date(2025, time.March, 3, 0, 0, 0, 0, time.UTC)
	at := func(hour int) time.Time { return day.Add(time.Duration(hour) * time.Hour) }
	const none = -1
	for _, row := range []struct {
		rules []string
		hours [][2]int // taken, and when that is said
		gone  []int    // how many expire then
	}{
		{[]string{"daily within 1 hour first"}, [][2]int{{none, 1}, {0, 2}, {3, 3}}, []int{0, 1, 0}}, // too old when it is added
		{[]string{"daily within 12 hours first", "last 1"}, [][2]int{{0, 0}, {none, 13}, {14, 14}, {15, 15}}, []int{0, 0, 1, 0}},
	} {
		ledger := retention.NewLedger(policy(t, "UTC", row.rules...))
		for i, hours := range row.hours {
			if hours[0] != none {
				ledger.Add(retention.Snapshot{Created: at(hours[0])})
			}
			if gone := ledger.Advance(at(hours[1])); len(gone) != row.gone[i] {
				t.Errorf("%v at hour %d: got %v expired, want %d", row.rules, hours[1], gone, row.gone[i])
			}
		}
	}
}

// TestLedgerBinary is that a ledger that was stored goes on as if it had not
// been.
func TestLedgerBinary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds(rules()).Draw(t, "world")
		p := w.policy(t)
		ledger, again := retention.NewLedger(p, w.snapshots...), retention.NewLedger(p)
		ledger.Advance(w.now)
		data, err := ledger.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		if err := again.UnmarshalBinary(data); err != nil {
			t.Fatal(err)
		}
		if copied, _ := again.MarshalBinary(); !slices.Equal(copied, data) {
			t.Fatalf("got %v, want %v", copied, data)
		}
		later := w.now.AddDate(0, 0, 10)
		same := func(a, b retention.Snapshot) bool { return a.Created.Equal(b.Created) && a.Held == b.Held }
		if got, want := again.Advance(later), ledger.Advance(later); !slices.EqualFunc(got, want, same) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// TestLedgerBinaryHold is that a hold that ended before the year 1 is over when
// it is read again.
func TestLedgerBinaryHold(t *testing.T) {
	now := mustTime(t, "2025-01-01T00:00:00Z")
	held := retention.Snapshot{Created: now.AddDate(-1, 0, 0), Held: true, HeldUntil: time.Date(0, time.June, 1, 0, 0, 0, 0, time.UTC)}
	p := policy(t, "UTC", "within 1 day")
	ledger := retention.NewLedger(p)
	data, _ := retention.NewLedger(p, held).MarshalBinary()
	if err := ledger.UnmarshalBinary(data); err != nil {
		t.Fatal(err)
	}
	if again, _ := ledger.MarshalBinary(); len(ledger.Advance(now)) != 1 {
		t.Errorf("%v is held without end, read from %v and written as %v", held, data, again)
	}
}

// TestLedgerDamaged is that every form that was cut short or has a wrong byte at
// a place that matters is refused, and leaves the ledger as it was.
func TestLedgerDamaged(t *testing.T) {
	p := policy(t, "Europe/Berlin", "daily 2")
	held := retention.Snapshot{Created: time.Unix(1e9, 5), Held: true, HeldUntil: time.Unix(2e9, 0)}
	good, _ := retention.NewLedger(p, held, retention.Snapshot{Created: time.Unix(1e9+60, 0)}).MarshalBinary()
	damaged := map[string][]byte{
		"another version":   append([]byte{2}, good[1:]...),
		"more than it says": append(slices.Clone(good), 0),
		"no such flag":      {1, 1, 0, 0, 16},
		"a second of nanos": {1, 1, 0, 0x80, 0x94, 0xeb, 0xdc, 3, 0},
		"beyond all years":  append(append([]byte{1, 1}, bytes.Repeat([]byte{0xfe}, 9)...), 1, 0, 0),
		"more than 64 bits": append(append([]byte{1, 1}, bytes.Repeat([]byte{0xff}, 12)...), 1, 0, 0),
	}
	for n := range good {
		damaged["cut short after "+strconv.Itoa(n)] = good[:n]
	}
	for what, data := range damaged {
		ledger := retention.NewLedger(p, held)
		if err := ledger.UnmarshalBinary(data); err == nil || ledger.Len() != 1 {
			t.Errorf("%s: got %d snapshots and the error %v", what, ledger.Len(), err)
		}
	}
}

func FuzzLedgerBinary(f *testing.F) {
	f.Add([]byte{1, 0})
	f.Add([]byte{1, 2, 200, 1, 7, 3, 2, 0, 2, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		ledger := retention.NewLedger(policy(t, "Europe/Berlin", "daily 2", "within 3 days"))
		if ledger.UnmarshalBinary(data) != nil {
			return
		}
		list := ledger.Alive()
		text, _ := ledger.MarshalBinary()
		if err := ledger.UnmarshalBinary(text); err != nil || !slices.Equal(ledger.Alive(), list) {
			t.Fatalf("%v is read again as %v, %v", list, ledger.Alive(), err)
		}
		ledger.Advance(time.Unix(0, 0))
	})
}

func TestLedgerRemove(t *testing.T) {
	first, second := mustTime(t, "2025-01-01T00:00:00Z"), mustTime(t, "2025-01-02T00:00:00Z")
	ledger := retention.NewLedger(policy(t, "UTC", "last 1"), retention.Snapshot{Created: second})
	ledger.Add(retention.Snapshot{Created: first, Held: true})
	if gone := ledger.Advance(second); len(gone) != 0 {
		t.Fatalf("%v expired", gone)
	}
	if !ledger.Remove(first) || ledger.Remove(first) {
		t.Error("a snapshot is removed once")
	}
	ledger.Add(retention.Snapshot{Created: first}) // released
	if gone := ledger.Advance(second); len(gone) != 1 || gone[0].Created != first {
		t.Errorf("%v expired", gone)
	}
}

// TestLedgerStory adds snapshots one by one and lists what expires at each.
func TestLedgerStory(t *testing.T) {
	for _, test := range []struct {
		zone  string
		rules []string
		steps [][3]string // now, what is added, and what expires
	}{
		{"UTC", []string{"last 1"}, [][3]string{
			{"2025-01-01T12:00:00Z", "2025-01-01T12:00:00Z", ""},
			{"2025-01-01T12:00:00Z", "2025-01-01T13:00:00Z", ""}, // from the future
			{"2025-01-01T14:00:00Z", "2025-01-01T14:00:00Z", "2025-01-01T12:00:00Z 2025-01-01T13:00:00Z"},
		}},
		{"UTC", []string{"last 1", "within 1 hour"}, [][3]string{
			{"2025-01-01T12:00:00Z", "2025-01-01T12:00:00Z", ""},
			{"2025-01-01T13:05:00Z", "", ""}, // the last one
			{"2025-01-01T12:15:00Z", "", ""}, // the clock is put back, and it is young again
			{"2025-01-01T12:20:00Z", "2025-01-01T12:20:00Z", ""},
			{"2025-01-01T13:05:00Z", "", "2025-01-01T12:00:00Z"},
		}},
		{"America/St_Johns", []string{"daily 9"}, [][3]string{ // at 0:01 on the 7th it is 23:01 on the 6th again
			{"2010-11-07T02:29:00Z", "2010-11-07T02:29:00Z", ""},
			{"2010-11-07T02:30:10Z", "2010-11-07T02:30:10Z", ""},
			{"2010-11-07T02:31:00Z", "2010-11-07T02:31:00Z", "2010-11-07T02:29:00Z"},
			{"2010-11-07T04:00:00Z", "2010-11-07T04:00:00Z", "2010-11-07T02:30:10Z"},
		}},
		{"Europe/Berlin", []string{"last 2 within 1 day"}, [][3]string{ // 2:50, and 2:10 in the second pass
			{"2025-10-26T00:50:00Z", "2025-10-26T00:50:00Z", ""},
			{"2025-10-26T01:10:00Z", "2025-10-26T01:10:00Z", ""},
			{"2025-10-27T01:10:00Z", "", "2025-10-26T01:10:00Z"},
			{"2025-10-27T01:50:00Z", "", "2025-10-26T00:50:00Z"},
		}},
		{"Europe/Berlin", []string{"last 10 within 1 day", "hourly 1 first"}, [][3]string{ // and 2:30 in the second pass
			{"2025-10-26T00:50:00Z", "2025-10-26T00:50:00Z", ""},
			{"2025-10-26T01:10:00Z", "2025-10-26T01:10:00Z", ""},
			{"2025-10-26T01:30:00Z", "2025-10-26T01:30:00Z", ""},
			{"2025-10-27T01:10:00Z", "", ""}, // the first of its hour
			{"2025-10-27T01:35:00Z", "", "2025-10-26T01:30:00Z"},
			{"2025-10-27T01:50:00Z", "", "2025-10-26T00:50:00Z"},
		}},
	} {
		ledger := retention.NewLedger(policy(t, test.zone, test.rules...))
		for _, step := range test.steps {
			if step[1] != "" {
				ledger.Add(retention.Snapshot{Created: mustTime(t, step[1])})
			}
			var gone []string
			for _, s := range ledger.Advance(mustTime(t, step[0])) {
				gone = append(gone, s.Created.UTC().Format(time.RFC3339))
			}
			if got := strings.Join(gone, " "); got != step[2] {
				t.Errorf("%v, %s: got %q, want %q", test.rules, step[0], got, step[2])
			}
		}
	}
}

// TestLedgerOldest is that the oldest is let go of once there are enough.
func TestLedgerOldest(t *testing.T) {
	ledger := retention.NewLedger(policy(t, "UTC", "monthly 3 and oldest"))
	var gone []string
	for day := mustTime(t, "2025-01-05T00:00:00Z"); day.Month() < time.April; day = day.AddDate(0, 0, 9) {
		ledger.Add(retention.Snapshot{Created: day})
		for _, s := range ledger.Advance(day) {
			gone = append(gone, s.Created.Format("01-02"))
		}
	}
	if got, want := strings.Join(gone, " "), "01-14 02-01 02-10 02-19 01-05 03-09 03-18"; got != want {
		t.Errorf("got %s gone, want %s", got, want)
	}
}

func TestLedgerZero(t *testing.T) {
	now := mustTime(t, "2025-01-01T00:00:00Z")
	var empty, added, read retention.Ledger
	if next, ok := empty.Next(); ok || empty.Remove(now) || len(empty.Alive())+len(empty.Advance(now)) > 0 {
		t.Errorf("got something of nothing, and that at %v", next)
	}
	added.Add(retention.Snapshot{Created: now})
	data, _ := added.MarshalBinary()
	if err := read.UnmarshalBinary(data); err != nil {
		t.Fatal(err)
	}
	for _, ledger := range []*retention.Ledger{&added, &read} {
		if gone := ledger.Advance(now.AddDate(10, 0, 0)); len(gone) > 0 || ledger.Len() != 1 {
			t.Errorf("got %v gone", gone)
		}
	}
}
