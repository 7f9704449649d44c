package fuzz_test

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/audit"
	"github.com/longcase/longcase/document"
	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/schedule/ical"
	"github.com/longcase/longcase/timezone"
)

// The targets of this file take whole paths: from a text to its consequences. Each
// counts the work on the way, and fails beyond a limit for each byte of the input.
// Work is counted in questions, looks into a list, results, and bytes allocated, and
// never in time.

// pathStart is the instant from which the paths look at things, a day before
// Berlin's and New York's clocks change in different weeks.
var pathStart = time.Date(2025, 10, 25, 12, 0, 0, 0, time.UTC)

// work is the work allowed for a step: some bytes allocated, and more for each byte
// of the input.
type work struct{ most, perByte uint64 }

// check fails if a step allocates too much.
func (w work) check(t *testing.T, what string, input int, step func()) {
	t.Helper()
	before := allocated()
	step()
	if bytes, most := allocated()-before, w.most+w.perByte*uint64(input); bytes > most {
		t.Fatalf("%s: %d bytes of input allocate %d, more than %d", what, input, bytes, most)
	}
}

// allocated returns the bytes allocated since the process began.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// fixtures adds every document of the module as a seed.
func fixtures(f *testing.F) {
	for _, pattern := range []string{
		"../cloudsigma/testdata/*.json", "../cloudsigma/testdata/*/*.json", "../qumulo/testdata/*.json",
		"../document/testdata/*.json", "../cmd/longcase/testdata/in/*.json",
	} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
}

// FuzzDocumentPath takes a document to its policies, a policy to a simulation, and
// what that leaves to a plan, an audit, and a document again.
func FuzzDocumentPath(f *testing.F) {
	fixtures(f)
	for _, seed := range []string{
		`{"longcase":1,"schedule":{"rules":[{"every":"1 minute"}]},"retention":{"rules":["within 30 days of newest"]}}`,
		`{"longcase":1,"schedule":{"rules":[{"every":"15 minutes"}]},"retention":{"rules":["daily 7 and oldest","monthly 120 on 1 or next"]}}`,
		`{"longcase":1,"schedule":{"rules":[{"monthDays":"29","months":"feb","weekdays":"sat","at":["03:00"]}]},"retention":{"rules":["last 3"]}}`,
		`{"longcase":1,"zone":"Africa/Monrovia","schedule":{"gap":"next","fold":"both","rules":[{"at":["00:30"]},{"every":"7 minutes"}]},"retention":{"rules":["all"],"minimum":9}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > longestDocument {
			return
		}
		var file *document.File
		var err error
		work{4 << 20, 4000}.check(t, "reading", len(text), func() { file, err = document.Open(text) })
		if err != nil {
			if length := len(err.Error()); length > 4<<20 {
				t.Fatalf("an error of %d bytes", length)
			}
			return
		}
		if n := len(file.Findings()); n > 10+len(text) {
			t.Fatalf("%d findings for %d bytes", n, len(text))
		}
		if policies := file.Policies(); len(policies) > 0 {
			policyPath(t, policies[len(policies)-1].Policy, len(text)) // more are more of the same
		}
	})
}

// Bounds of a document's path. An audit may take a quarter of a second, and the
// engine of go test runs an input again and again to make it smaller: audits of all
// inputs would be ten executions a second. Package audit has its own tests for
// frequent schedules and many rules; the path is here for the ways between packages.
const (
	longestDocument = 4 << 10
	mostEvents      = 300
	mostAudited     = 3000 // snapshots in ten years, times rules
)

// audits reports whether a policy is small enough to be audited.
func audits(p longcase.Policy) bool {
	taken := p.Schedule.Count(pathStart, pathStart.AddDate(10, 0, 0))
	return taken*int64(1+len(p.Retention.Rules())) <= mostAudited
}

// policyPath simulates, plans and audits a policy.
func policyPath(t *testing.T, p longcase.Policy, input int) {
	fires := &asked{Sequence: p.Schedule}
	run := p.SimulateOn(fires, pathStart)
	var taken, expired int
	work{8 << 20, 4000}.check(t, "simulating", input, func() {
		last := pathStart
		for event := range run.Until(pathStart.AddDate(5, 0, 0)) {
			if event.Time.Before(last) {
				t.Fatalf("%v after %v", event.Time, last)
			}
			if last = event.Time; event.Kind == longcase.Taken {
				taken++
			} else {
				expired++
			}
			if taken+expired == mostEvents {
				break
			}
		}
	})
	if fires.count > taken+1 {
		t.Fatalf("%d questions for %d snapshots", fires.count, taken)
	}
	if run.Len() != taken-expired {
		t.Fatalf("%d alive of %d taken, %d expired", run.Len(), taken, expired)
	}
	// All that is alive is kept, at the instant reached. After a break, snapshots
	// that expire at it may be alive.
	if taken+expired < mostEvents {
		for _, verdict := range p.Retention.Plan(run.Now(), run.Alive()).Verdicts() {
			if !verdict.Keep {
				t.Fatalf("%v is alive: %v", run.Now(), verdict)
			}
		}
	}
	work{64 << 20, 20_000}.check(t, "auditing", input, func() {
		if !audits(p) {
			return
		}
		for _, finding := range audit.Policy(p, pathStart) {
			if finding.Code == "" || finding.Message == "" {
				t.Fatalf("a finding that says nothing: %#v", finding)
			}
		}
	})
	if _, err := document.Write(p, document.Longcase, pathStart); err != nil {
		t.Fatal(err)
	}
}

// asked is a sequence that counts questions.
type asked struct {
	schedule.Sequence
	count int
}

func (a *asked) Next(after time.Time) (time.Time, bool) {
	a.count++
	return a.Sequence.Next(after)
}

// FuzzCrontabPath takes a cron expression to its rules, and those to a thousand
// occurrences forwards and back.
func FuzzCrontabPath(f *testing.F) {
	for _, seed := range []string{
		"30 2 * * *", "*/15 * * * *", "0 0 13 * fri", "CRON_TZ=America/New_York 30 1,2 8-14 3,11 sun",
		"TZ=Africa/Monrovia 30 0 * * *", "0 3 29 2 *", "59 23 L * *", "@yearly", "0 0 31 * 1-5", "5/7 7-19/2 * jan-mar mon",
	} {
		f.Add(seed, pathStart.Unix())
	}
	f.Fuzz(func(t *testing.T, expr string, since int64) {
		var x crontab.Expression
		var err error
		work{1 << 20, 4000}.check(t, "reading", len(expr), func() { x, err = crontab.Parse(expr, crontab.Options{}) })
		if err != nil {
			if length := len(err.Error()); length > 1<<20 {
				t.Fatalf("an error of %d bytes", length)
			}
			return
		}
		s, err := schedule.Compile(x.Zone, timezone.DST{}, x.Rules...)
		if err != nil {
			return // it never fires
		}
		// Occurrences are computed without any allocation; the list takes 24 kB.
		work{4 << 20, 0}.check(t, "walking", 0, func() {
			times := walk(t, s, time.Unix(since, 0), 1000, 0)
			if n := len(times); n > 0 && s.Count(times[0], times[n-1]) != int64(n-1) {
				t.Fatalf("from %v to %v: counted %d, walked %d", times[0], times[n-1], s.Count(times[0], times[n-1]), n-1)
			}
		})
	})
}

// FuzzRecurrencePath takes the lines of a recurrence to a thousand occurrences
// forwards and back, or to a hundred if it does not compile: go test gives an input
// ten seconds, of which a busy machine has few left for rrule-go.
func FuzzRecurrencePath(f *testing.F) {
	for _, seed := range []string{
		"FREQ=DAILY", "DTSTART;TZID=America/New_York:20250101T023000\nRRULE:FREQ=DAILY;COUNT=400",
		"DTSTART;TZID=Europe/Berlin:20250131T023000\nRRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1\nEXDATE;TZID=Europe/Berlin:20250430T023000",
		"FREQ=MONTHLY\nEXDATE;TZID=Europe/Berlin:00100110T000000",
		"FREQ=MINUTELY;INTERVAL=7", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "FREQ=DAILY;INTERVAL=3;BYMONTH=2;BYMONTHDAY=29;BYDAY=SA",
		"FREQ=HOURLY;BYMONTHDAY=29;BYYEARDAY=60;COUNT=20", "RDATE:20250101T000000Z,20250102T000000Z\nRRULE:FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270101T000000Z",
		"FREQ=MINUTELY;BYYEARDAY=-1;BYHOUR=3;BYMINUTE=0", "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var r *ical.Recurrence
		var err error
		work{16 << 20, 4000}.check(t, "reading", len(text), func() {
			r, err = ical.Parse(text, ical.Options{Start: pathStart})
		})
		if err != nil {
			if length := len(err.Error()); length > 1<<20 {
				t.Fatalf("an error of %d bytes", length)
			}
			return
		}
		most := 1000
		if _, compiled := r.Schedule(); !compiled {
			most = 100
		}
		times := walk(t, r, pathStart, most, 8<<20)
		again, err := ical.Parse(r.String(), ical.Options{})
		if err != nil {
			t.Fatalf("%q: %v", r, err)
		}
		if len(times) > 0 {
			if first, ok := again.Next(times[0].Add(-1)); !ok || !first.Equal(times[0]) {
				t.Fatalf("%q: got %v, %t, want %v", r, first, ok, times[0])
			}
		}
	})
}

// walk returns up to so many occurrences after an instant, and checks that the way
// back is the same. If perQuestion is not 0, it is the most bytes that a
// question may allocate; the walk ends once four times that are.
func walk(t *testing.T, s schedule.Sequence, after time.Time, most int, perQuestion uint64) (times []time.Time) {
	began := allocated()
	ask := func(next func(time.Time) (time.Time, bool), at time.Time) (time.Time, bool) {
		if perQuestion == 0 {
			return next(at)
		}
		before := allocated()
		found, ok := next(at)
		if bytes := allocated() - before; bytes > perQuestion {
			t.Fatalf("a question about %v allocates %d bytes", at, bytes)
		}
		return found, ok
	}
	for at, ok := ask(s.Next, after); ok && len(times) < most; at, ok = ask(s.Next, at) {
		if n := len(times); n > 0 && !times[n-1].Before(at) || !at.After(after) {
			t.Fatalf("%v does not follow", at)
		}
		times = append(times, at)
		if perQuestion > 0 && allocated()-began > 4*perQuestion {
			break
		}
	}
	began = allocated()
	for i := len(times) - 1; i > 0; i-- {
		if at, ok := ask(s.Prev, times[i]); !ok || !at.Equal(times[i-1]) {
			t.Fatalf("before %v: got %v, %t, want %v", times[i], at, ok, times[i-1])
		}
		if perQuestion > 0 && allocated()-began > 4*perQuestion {
			break
		}
	}
	return times
}

// FuzzRulesPath takes rules, each on its line, and a list of snapshots, eight bytes
// each, to a plan, to a timeline and to a ledger, which agree.
func FuzzRulesPath(f *testing.F) {
	list := make([]byte, 0, 800)
	for i := range 100 {
		list = binary.LittleEndian.AppendUint64(list, uint64(i)*86_400/3)
	}
	for _, seed := range []string{
		"within 7 days\nwithin 4 weeks on mon\nwithin 12 months on 23", "last 10\ndaily 7\nweekly 4\nmonthly 12",
		"within 30 days of newest", "daily 7 and oldest", "monthly 12 on 1 or next", "weekly 4 from sun nearest sun 02:00",
		"hourly 24 first\nyearly all", "quarterly 8 nearest 15 02:00 within 2 years", "failed within 2 days\nall",
	} {
		f.Add(seed, list, uint32(40*86_400))
	}
	f.Fuzz(rulesPath)
}

func rulesPath(t *testing.T, text string, list []byte, now uint32) {
	const mostRules, mostSnapshots = 8, 2000
	var rules []retention.Rule
	for line := range strings.Lines(text) {
		rule, err := retention.ParseRule(strings.TrimSuffix(line, "\n"))
		if err != nil || len(rules) == mostRules {
			return
		}
		rules = append(rules, rule)
	}
	zone, err := timezone.Load("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	policy, err := retention.Compile(zone, rules...)
	if err != nil {
		return
	}
	const years = 60 * 365 * 86_400 // 2025 to 2085
	var seconds []int64
	for len(list) >= 8 && len(seconds) < mostSnapshots {
		seconds = append(seconds, pathStart.Unix()+int64(binary.LittleEndian.Uint64(list)%years))
		list = list[8:]
	}
	slices.Sort(seconds)
	seconds = slices.Compact(seconds) // equal ones are a ledger's and a timeline's to tell apart
	at := time.Unix(pathStart.Unix()+int64(now), 0)
	input := len(text) + 8*len(seconds)

	var snapshots []retention.Snapshot
	for _, second := range seconds {
		snapshots = append(snapshots, retention.Snapshot{Created: time.Unix(second, 0)})
	}
	var keep []bool
	work{1 << 20, 4000}.check(t, "planning", input, func() {
		for _, verdict := range policy.Plan(at, snapshots).Verdicts() {
			if verdict.String() == "" {
				t.Fatal("a verdict that says nothing")
			}
			keep = append(keep, verdict.Keep)
		}
	})

	looks := 0
	timeline := retention.NewTimeline(len(seconds), func(i int) time.Time {
		looks++
		return time.Unix(seconds[i], 0)
	})
	kept := make([]bool, len(seconds))
	for _, r := range timeline.Kept(policy, at) {
		for i := r.From; i < r.To; i++ {
			kept[i] = true
		}
	}
	if most := 64 * (len(rules) + 1) * (len(seconds) + 1); looks > most {
		t.Fatalf("%d looks at %d snapshots for %d rules", looks, len(seconds), len(rules))
	}
	if !slices.Equal(keep, kept) {
		t.Fatalf("the plan keeps %v, the timeline %v", keep, kept)
	}
	work{4 << 20, 4000}.check(t, "keeping a ledger", input, func() {
		ledger := retention.NewLedger(policy, snapshots...)
		ledger.Advance(at)
		alive := 0
		for _, is := range keep {
			if is {
				alive++
			}
		}
		if ledger.Len() != alive {
			t.Fatalf("the ledger keeps %d, the plan %d", ledger.Len(), alive)
		}
	})
}
