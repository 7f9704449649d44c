package fleet_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/longcase/longcase/schedule/fleet"
)

// model is a fleet that looks at all its members whenever it is asked.
type model struct {
	members map[int]*modelMember
	tickets int
	looping bool // a loop runs, up to now
	now     time.Time
}

type modelMember struct {
	spread   fleet.Spread
	since    time.Time
	disabled bool
	ticket   int // grows from one that comes to wait to the next
	held     bool
}

func (m *model) wait(member *modelMember, since time.Time) {
	m.tickets++
	member.since, member.ticket = since, m.tickets
	fire, ok := member.spread.NextFire(since)
	member.held = m.looping && ok && !fire.Spread.After(m.now)
}

// loop begins a loop up to now, and returns its end.
func (m *model) loop(now time.Time) (end func()) {
	m.looping, m.now = true, now
	return func() {
		m.looping = false
		for _, member := range m.members {
			member.held = false
		}
	}
}

func (m *model) set(key int, s fleet.Spread, since time.Time) {
	if m.members[key] == nil {
		m.members[key] = new(modelMember)
	}
	m.members[key].spread = s
	m.wait(m.members[key], since)
}

func (m *model) remove(key int) bool {
	_, ok := m.members[key]
	delete(m.members, key)
	return ok
}

func (m *model) disable(key int) bool {
	member := m.members[key]
	if member == nil || member.disabled {
		return false
	}
	member.disabled = true
	return true
}

func (m *model) enable(key int, since time.Time) bool {
	member := m.members[key]
	if member == nil || !member.disabled {
		return false
	}
	member.disabled = false
	m.wait(member, since)
	return true
}

// resume looks for the first fire after a nominal time among the fires after it.
func (m *model) resume(key int, last time.Time) bool {
	member := m.members[key]
	if member == nil || member.disabled {
		return false
	}
	fire, ok := member.spread.NextFire(last)
	for ok && !fire.Nominal.After(last) { // delayed past it
		fire, ok = member.spread.NextFire(fire.Spread)
	}
	if !ok {
		fire.Spread = time.Date(10001, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	m.wait(member, fire.Spread.Add(-1))
	return true
}

func (m *model) next(key int) (fleet.Fire, bool) {
	member := m.members[key]
	if member == nil || member.disabled {
		return fleet.Fire{}, false
	}
	return member.spread.NextFire(member.since)
}

// earliest returns the member that is due first, and its fire; for a loop,
// without what it holds.
func (m *model) earliest(forLoop bool) (key int, first fleet.Fire, found bool) {
	for k, member := range m.members {
		fire, ok := m.next(k)
		if !ok || forLoop && member.held || found && fire.Spread.After(first.Spread) {
			continue
		}
		if !found || fire.Spread.Before(first.Spread) || member.ticket < m.members[key].ticket {
			key, first, found = k, fire, true
		}
	}
	return key, first, found
}

// take returns the first of what is due, and forgets it.
func (m *model) take(now time.Time) (due fleet.Due[int], ok bool) {
	key, fire, ok := m.earliest(true)
	if !ok || fire.Spread.After(now) {
		return fleet.Due[int]{}, false
	}
	member := m.members[key]
	due = fleet.Due[int]{Key: key, First: fire}
	for ; ok && !fire.Spread.After(now); fire, ok = member.spread.NextFire(fire.Spread) {
		due.Count++
		due.Latest = fire
	}
	m.wait(member, due.Latest.Spread)
	return due, true
}

// keys is how many members there are at most: few enough that most steps change
// one that has been changed before.
const keys = 5

// machine runs a fleet and the model side by side.
type machine struct {
	fleet   fleet.Fleet[int]
	model   model
	spreads []fleet.Spread
	now     time.Time
}

func TestFleetIsItsModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		spreads, now := draw(t)
		m := machine{model: model{members: map[int]*modelMember{}}, spreads: spreads, now: now}
		t.Repeat(map[string]func(*rapid.T){
			"change":  m.change,
			"advance": m.advance,
			"back":    m.back,
			"":        m.compare,
		})
	})
}

// change does one thing to one member.
func (m *machine) change(t *rapid.T) {
	key := rapid.IntRange(0, keys-1).Draw(t, "key")
	since := m.now.Add(spans(-72*time.Hour, 3*time.Hour).Draw(t, "since"))
	var got, want bool
	switch rapid.SampledFrom([]string{"set", "set", "remove", "disable", "enable", "resume", "resume"}).Draw(t, "what") {
	case "set":
		spread := rapid.SampledFrom(m.spreads).Draw(t, "spread")
		m.fleet.SetSpread(key, spread, since)
		m.model.set(key, spread, since)
	case "remove":
		got, want = m.fleet.Remove(key), m.model.remove(key)
	case "disable":
		got, want = m.fleet.Disable(key), m.model.disable(key)
	case "enable":
		got, want = m.fleet.Enable(key, since), m.model.enable(key, since)
	case "resume":
		if member := m.model.members[key]; member != nil && rapid.Bool().Draw(t, "at a fire") {
			if fire, ok := member.spread.LatestFire(since); ok {
				since = fire.Nominal
			}
		}
		got, want = m.fleet.Resume(key, since), m.model.resume(key, since)
	}
	if got != want {
		t.Fatalf("reports %v, want %v", got, want)
	}
}

// advance lets time pass. Sometimes it breaks out of the loop, or changes the
// fleet within it.
func (m *machine) advance(t *rapid.T) {
	m.pass(t)
	most := rapid.IntRange(1, 20).Draw(t, "most")
	changed := rapid.IntRange(0, 20).Draw(t, "change at")
	n := 0
	defer m.model.loop(m.now)()
	for got := range m.fleet.Advance(m.now) {
		want, ok := m.model.take(m.now)
		if !ok || got != want {
			t.Fatalf("due at %v is %+v, want %+v", m.now, got, want)
		}
		if n++; n == most {
			return
		}
		if n == changed {
			m.change(t)
			m.change(t)
		}
	}
	if want, ok := m.model.take(m.now); ok {
		t.Fatalf("not due at %v: %+v", m.now, want)
	}
}

// pass lets time pass, often up to a fire.
func (m *machine) pass(t *rapid.T) {
	member := m.model.members[rapid.IntRange(0, keys-1).Draw(t, "up to a fire of")]
	if member == nil || rapid.Bool().Draw(t, "any time") {
		m.now = m.now.Add(spans(0, 72*time.Hour).Draw(t, "pass"))
		return
	}
	fire, ok := member.spread.NextFire(member.since)
	for range rapid.IntRange(0, 2).Draw(t, "and more of them") {
		if ok {
			fire, ok = member.spread.NextFire(fire.Spread)
		}
	}
	if soon := m.now.AddDate(0, 1, 0); ok && fire.Spread.After(m.now) && fire.Spread.Before(soon) {
		m.now = fire.Spread
	}
}

// back asks what is due at an earlier instant.
func (m *machine) back(t *rapid.T) {
	now := m.now.Add(spans(-72*time.Hour, -1).Draw(t, "back"))
	for got := range m.fleet.Advance(now) {
		if want, ok := m.model.take(now); !ok || got != want {
			t.Fatalf("due at %v is %+v, want %+v", now, got, want)
		}
	}
	if want, ok := m.model.take(now); ok {
		t.Fatalf("not due at %v: %+v", now, want)
	}
}

func (m *machine) compare(t *rapid.T) {
	if got, want := m.fleet.Len(), len(m.model.members); got != want {
		t.Fatalf("%d members, want %d", got, want)
	}
	got, ok := m.fleet.Peek()
	if _, want, found := m.model.earliest(false); ok != found || !got.Equal(want.Spread) {
		t.Fatalf("wakes at %v, %v, want %v, %v", got, ok, want.Spread, found)
	}
	for key := range keys {
		got, ok := m.fleet.Next(key)
		if want, found := m.model.next(key); ok != found || got != want {
			t.Fatalf("member %d fires at %v, %v, want %v, %v", key, got, ok, want, found)
		}
	}
}

// spans generates stretches of time, half of them short.
func spans(least, most time.Duration) *rapid.Generator[time.Duration] {
	span := func(n int64) time.Duration { return time.Duration(n) }
	return rapid.OneOf(
		rapid.SampledFrom([]time.Duration{max(least, min(0, most)), max(least, min(time.Minute, most))}),
		rapid.Map(rapid.Int64Range(max(int64(least), -int64(time.Hour)), min(int64(most), int64(time.Hour))), span),
		rapid.Map(rapid.Int64Range(int64(least), int64(most)), span),
	)
}
