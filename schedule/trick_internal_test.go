package schedule

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/longcase/longcase/calendar"
)

// The tests in this file hold every trick of the engine to the slow definition
// that it stands for.

func setOf(clocks []calendar.Clock) minutes {
	rule := Rule{At: clocks}
	return rule.timesOfDay()
}

// sets of minutes: some that are easy to get wrong, and random ones, thin and
// thick.
func minuteSets() (list []minutes) {
	random := rand.New(rand.NewPCG(1, 2))
	every := func(n int) (clocks []calendar.Clock) {
		for m := 0; m < calendar.MinutesPerDay; m += n {
			clocks = append(clocks, calendar.Clock(m))
		}
		return clocks
	}
	list = append(list, setOf(nil), setOf(every(1)), setOf(every(63)), setOf(every(64)), setOf(every(720)))
	for _, m := range []calendar.Clock{0, 1, 63, 64, 127, 128, 1407, 1408, 1438, 1439} {
		list = append(list, setOf([]calendar.Clock{m}))
	}
	for _, size := range []int{2, 3, 20, 400, 1200} {
		for range 4 {
			var clocks []calendar.Clock
			for range size {
				clocks = append(clocks, calendar.Clock(random.IntN(calendar.MinutesPerDay)))
			}
			list = append(list, setOf(clocks))
		}
	}
	return list
}

func (s *minutes) hasSlowly(m int) bool { return s.words[m/64]&(1<<(m%64)) != 0 }

func TestMinutes(t *testing.T) {
	for _, s := range minuteSets() {
		var nextSlowly [calendar.MinutesPerDay + 1]int
		nextSlowly[calendar.MinutesPerDay] = -1
		for m := calendar.MinutesPerDay - 1; m >= 0; m-- {
			nextSlowly[m] = nextSlowly[m+1]
			if s.hasSlowly(m) {
				nextSlowly[m] = m
			}
		}
		prev, rank := -1, 0
		for m := range calendar.MinutesPerDay {
			if got := s.rank(m); got != rank {
				t.Fatalf("%v: rank of %d: got %d, want %d", s.words, m, got, rank)
			}
			if s.hasSlowly(m) {
				prev, rank = m, rank+1
			}
			if got := s.next(m); got != nextSlowly[m] {
				t.Fatalf("%v: next from %d: got %d, want %d", s.words, m, got, nextSlowly[m])
			}
			if got := s.prev(m); got != prev {
				t.Fatalf("%v: prev from %d: got %d, want %d", s.words, m, got, prev)
			}
		}
		if s.rank(calendar.MinutesPerDay) != rank || int(s.count) != rank {
			t.Fatalf("%v: got %d in all and a count of %d, want %d", s.words, s.rank(calendar.MinutesPerDay), s.count, rank)
		}
	}
}

// TestAddAll adds lists of every hour and others, and compares with adding each time.
func TestAddAll(t *testing.T) {
	var hourly []calendar.Clock
	for hour := range calendar.Clock(24) {
		hourly = append(hourly, 60*hour, 60*hour+7, 60*hour+59)
	}
	changed := func(i int, c calendar.Clock) []calendar.Clock {
		list := slices.Clone(hourly)
		list[i] = c
		return list
	}
	for _, list := range [][]calendar.Clock{
		nil,
		{0},
		{1439},
		{5, 5},
		{60, 5},
		{5, 60},
		{5, 1439, 64},
		hourly, hourly[1:], hourly[:71], append(slices.Clone(hourly), 1439),
		changed(1, 8), changed(40, hourly[40]+1), changed(71, 1438), changed(71, 0),
		slices.Concat(hourly[36:], hourly[:36]), // 12:00 to 23:59, then 00:00 to 11:59
		listOf(24, func(i int) int { return i }),
		listOf(24, func(i int) int { return 60*i + 59 }),
		listOf(24, func(i int) int { return 60 * (i + 1) % calendar.MinutesPerDay }),
		listOf(48, func(i int) int { return 60*(i/2) + 9 - i%2 }), // 00:09, 00:08, 01:09, ...
		listOf(48, func(i int) int { return 60*(i/2) + 9 }),       // each twice
		listOf(48, func(i int) int { return 30*i + i/47 }),        // each half hour, and 23:31
		listOf(1440, func(i int) int { return i }),
	} {
		var got, want minutes
		for _, c := range list {
			want.words[c/64] |= 1 << (c % 64)
		}
		want.index()
		inOrder := got.addAll(list)
		if got != want || inOrder != slices.Equal(list, want.clocks()) {
			t.Errorf("%v: got %v, in order %t", list, got.clocks(), inOrder)
		}
	}
}

func listOf(n int, minute func(i int) int) (list []calendar.Clock) {
	for i := range n {
		list = append(list, calendar.Clock(minute(i)))
	}
	return list
}

// TestWidest compares the step of times in every hour with the distances of a list.
func TestWidest(t *testing.T) {
	sets := minuteSets()
	for _, odd := range [][]calendar.Clock{{0, 59}, {59}, {30, 31}, {0, 20, 50}, {5, 6, 7, 58}} {
		var hourly []calendar.Clock
		for hour := range calendar.Clock(24) {
			for _, minute := range odd {
				hourly = append(hourly, 60*hour+minute)
			}
		}
		sets = append(sets, setOf(hourly), setOf(append(hourly, 13*60+29)), setOf(hourly[1:]))
		sets = append(sets, setOf(hourly[:23*len(odd)]), setOf(hourly[len(odd):]), setOf(hourly[:23*len(odd)+1]))
	}
	for _, s := range sets {
		hours, want := map[int]bool{}, 0
		clocks := s.clocks()
		for i, c := range clocks {
			hours[c.Hour()] = true
			distance := int(c - clocks[(i+len(clocks)-1)%len(clocks)])
			if i == 0 {
				distance += calendar.MinutesPerDay
			}
			want = max(want, distance)
		}
		if len(hours) < 24 {
			want = 0
		}
		if got := s.widest(); got != want {
			t.Fatalf("%v: got %d, want %d", clocks, got, want)
		}
	}
}

func TestMinutesSplit(t *testing.T) {
	sets := minuteSets()
	for _, a := range sets {
		for _, b := range sets {
			both, rest := a.split(&b)
			for m := range calendar.MinutesPerDay {
				if both.hasSlowly(m) != (a.hasSlowly(m) && b.hasSlowly(m)) || rest.hasSlowly(m) != (a.hasSlowly(m) && !b.hasSlowly(m)) {
					t.Fatalf("minute %d of %v and %v", m, a.words, b.words)
				}
			}
			if both.count+rest.count != a.count || rest.rank(calendar.MinutesPerDay) != int(rest.count) {
				t.Fatalf("%d and %d of %d", both.count, rest.count, a.count)
			}
		}
	}
}

// dateSet is a set of dates and what it stands for.
type dateSet struct {
	months   calendar.Months
	days     calendar.MonthDays
	weekdays calendar.Weekdays
}

func (s dateSet) hasSlowly(d calendar.Date) bool {
	year, month, day := d.Civil()
	return d >= calendar.MinDate && d <= calendar.MaxDate &&
		s.admits(month, day, calendar.DaysIn(year, month), d.Weekday())
}

func (s dateSet) admits(month time.Month, day, length int, weekday time.Weekday) bool {
	return s.months.Allows(month) && s.days.Allows(day, length) && s.weekdays.Allows(weekday, day, length)
}

func (s dateSet) compile() (compiled dates) {
	compiled.compile(s.months, calendar.Days{MonthDays: s.days, Weekdays: s.weekdays}, nil)
	return
}

func dateSets() []dateSet {
	list := []dateSet{
		{},
		{calendar.AllMonths, calendar.AllMonthDays, calendar.AllWeekdays},
		{0, 0, calendar.WeekdaysOf(time.Saturday)},
		{0, 0, calendar.WeekdaysOf(time.Sunday, time.Monday, time.Friday)},
		{0, calendar.LastDay, 0},
		{0, calendar.AllMonthDays | calendar.LastDay, calendar.WeekdaysOf(time.Sunday)},
		{0, calendar.MonthDaysOf(31), 0},
		{0, calendar.MonthDaysOf(13), calendar.WeekdaysOf(time.Friday)},
		{calendar.MonthsOf(time.February), calendar.MonthDaysOf(29), 0},
		{calendar.MonthsOf(time.February), calendar.LastDay, calendar.WeekdaysOf(time.Thursday)},
		{calendar.MonthsOf(time.January), calendar.MonthDaysOf(1), 0},
		{calendar.MonthsOf(time.December), calendar.MonthDaysOf(31), 0},
		{calendar.MonthsOf(time.February), calendar.MonthDaysOf(30), 0}, // no date at all
		{calendar.MonthsOf(time.April, time.June), calendar.MonthDaysOf(31), calendar.WeekdaysOf(time.Monday)},
		{calendar.MonthsOf(time.March, time.November), calendar.MonthDaysOf(8, 9, 10, 11, 12, 13, 14), calendar.WeekdaysOf(time.Sunday)},
	}
	for day := time.Sunday; day <= time.Saturday; day++ { // 28 to 40 years between two
		list = append(list, dateSet{calendar.MonthsOf(time.February), calendar.MonthDaysOf(29), calendar.WeekdaysOf(day)})
	}
	return list
}

// stretches of dates: the ends of all, a cycle's end, a common year that is
// divisible by four, and some.
var stretches = [][2]calendar.Date{
	{calendar.MinDate - 400, calendar.MinDate + 5000},
	{calendar.DateOf(1890, time.January, 1), calendar.DateOf(1910, time.January, 1)},
	{calendar.DateOf(1999, time.January, 1), calendar.DateOf(2002, time.January, 1)},
	{calendar.DateOf(2396, time.January, 1), calendar.DateOf(2405, time.January, 1)},
	{calendar.MaxDate - 5000, calendar.MaxDate + 400},
}

func TestDates(t *testing.T) {
	for _, set := range dateSets() {
		s := set.compile()
		for _, stretch := range stretches {
			checkDates(t, set, &s, stretch[0], stretch[1])
		}
	}
}

func checkDates(t *testing.T, set dateSet, s *dates, from, until calendar.Date) {
	t.Helper()
	count := s.before(from)
	last, hasLast := s.prev(from - 1)
	for d := from; d < until; d++ {
		if d >= calendar.MinDate && d <= calendar.MaxDate && s.contains(d) != set.hasSlowly(d) {
			t.Fatalf("%v contains %v: got %t", set, d, s.contains(d))
		}
		if got := s.before(d); got != count {
			t.Fatalf("%v before %v: got %d, want %d", set, d, got, count)
		}
		if set.hasSlowly(d) {
			if got, ok := s.next(last + 1); hasLast && (got != d || !ok) {
				t.Fatalf("%v from %v: got %v, want %v", set, last+1, got, d)
			}
			last, hasLast = d, true
			count++
		}
		if got, ok := s.prev(d); ok != hasLast || ok && got != last {
			t.Fatalf("%v until %v: got %v, %t, want %v, %t", set, d, got, ok, last, hasLast)
		}
		if got, ok := s.next(d); ok && (got < d || !set.hasSlowly(got)) || !ok && set.hasSlowly(d) {
			t.Fatalf("%v from %v: got %v, %t", set, d, got, ok)
		}
	}
}

// TestDatesInAll counts the members of all years, and steps through them.
func TestDatesInAll(t *testing.T) {
	sets := dateSets()
	wants := make([]int64, len(sets))
	for d := calendar.MinDate; d <= calendar.MaxDate; d++ {
		year, month, day := d.Civil()
		length, weekday := calendar.DaysIn(year, month), d.Weekday()
		for i, set := range sets {
			if set.admits(month, day, length, weekday) {
				wants[i]++
			}
		}
	}
	for i, set := range sets {
		s, want := set.compile(), wants[i]
		if got := s.before(calendar.MaxDate + 1); got != want {
			t.Errorf("%v: got %d, want %d", set, got, want)
		}
		forward, backward := int64(0), int64(0)
		for d, ok := s.next(calendar.MinDate - 9); ok; d, ok = s.next(d + 1) {
			forward++
		}
		for d, ok := s.prev(calendar.MaxDate + 9); ok; d, ok = s.prev(d - 1) {
			backward++
		}
		if forward != want || backward != want {
			t.Errorf("%v: stepped through %d and %d, want %d", set, forward, backward, want)
		}
	}
}

func TestDatesComplement(t *testing.T) {
	sets := dateSets()
	from, until := calendar.DateOf(2095, time.June, 1), calendar.DateOf(2105, time.June, 1)
	for i, a := range sets {
		s := a.compile()
		rest := s.complement()
		any := !rest.isEmpty()
		if want := i > 1; any != want {
			t.Errorf("%v: has dates outside: got %t", a, any)
		}
		for d := from; any && d < until; d++ {
			if rest.contains(d) == a.hasSlowly(d) {
				t.Fatalf("%v: %v is in both or neither", a, d)
			}
		}
	}
}

func TestKindOf(t *testing.T) {
	for year := 0; year <= 10400; year++ {
		want := uint8(2 * calendar.DateOf(year, time.March, 1).Weekday())
		if calendar.DaysIn(year+1, time.February) == 29 {
			want++
		}
		if got := kindOf(year); got != want {
			t.Fatalf("%d: got %d, want %d", year, got, want)
		}
	}
}

// TestYearsWithoutMember measures how far next walks at most: to a year of a kind
// from any year.
func TestYearsWithoutMember(t *testing.T) {
	for kind := range uint8(kindCount) {
		longest, last := 0, 0
		for year := range 800 {
			if kindOf(year) == kind {
				longest, last = max(longest, year-last), year
			}
		}
		if want := 12 + 28*int(kind&leapKind); longest != want {
			t.Errorf("kind %d: got %d years, want %d", kind, longest, want)
		}
	}
}

// TestSplitMinute compares with division that rounds toward zero, and is put
// right.
func TestSplitMinute(t *testing.T) {
	for _, around := range []int64{firstNominal, -calendar.MinutesPerDay, 0, calendar.MinutesPerDay, lastNominal} {
		for nominal := around - 3000; nominal < around+3000; nominal++ {
			date, minute := nominal/calendar.MinutesPerDay, nominal%calendar.MinutesPerDay
			if minute < 0 {
				date, minute = date-1, minute+calendar.MinutesPerDay
			}
			gotDate, gotMinute := splitMinute(nominal)
			if int64(gotDate) != date || int64(gotMinute) != minute {
				t.Fatalf("%d: got %d and %d, want %d and %d", nominal, gotDate, gotMinute, date, minute)
			}
		}
	}
}

func TestRoundingToMinutes(t *testing.T) {
	for _, around := range []int64{beforeAll, -60, 0, 60, afterAll} {
		floor := around/60 - 3
		for local := floor * 60; local < around+300; local++ {
			if local == (floor+1)*60 {
				floor++
			}
			from := floor
			if local > floor*60 {
				from++
			}
			if got := floorMinute(local); got != floor {
				t.Fatalf("floor of %d: got %d, want %d", local, got, floor)
			}
			if got := minuteAfter(local); got != floor+1 {
				t.Fatalf("after %d: got %d, want %d", local, got, floor+1)
			}
			if got := minuteFrom(local); got != from {
				t.Fatalf("from %d: got %d, want %d", local, got, from)
			}
		}
	}
}

// TestTally compares the number of nominal minutes of several rules with looking
// at each minute of some days.
func TestTally(t *testing.T) {
	list, days := minuteSets(), dateSets()
	random := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		c := new(compiled)
		for range 2 + random.IntN(4) {
			at, on := list[random.IntN(len(list))], days[random.IntN(len(days))]
			c.parts = append(c.parts, part{dates: on.compile(), minutes: at})
		}
		for _, start := range []calendar.Date{
			calendar.MinDate, calendar.DateOf(2096, time.February, 25), calendar.DateOf(2000, time.February, 25), calendar.MaxDate - 7,
		} {
			count := c.upTo(int64(start) * secondsPerDay)
			for d := start; d < start+8; d++ {
				for m := range calendar.MinutesPerDay {
					if fire(c.parts, d, m) > 0 {
						count++
					}
					if got := c.upTo(int64(d)*secondsPerDay + int64(m+1)*60); got != count {
						t.Fatalf("up to minute %d of %v: got %d, want %d", m+1, d, got, count)
					}
				}
			}
		}
	}
}

// fire returns how many parts have a minute of a date.
func fire(parts []part, d calendar.Date, m int) (n int) {
	for i := range parts {
		if parts[i].dates.contains(d) && parts[i].minutes.hasSlowly(m) {
			n++
		}
	}
	return n
}

// TestNominal compares the walks over nominal minutes, and their count, with
// looking at each of them.
func TestNominal(t *testing.T) {
	for _, set := range dateSets() {
		for _, at := range []minutes{setOf([]calendar.Clock{0, 600, 1439}), setOf([]calendar.Clock{720})} {
			p := part{dates: set.compile(), minutes: at}
			for _, around := range []int64{firstNominal, int64(calendar.DateOf(2096, time.February, 29)) * calendar.MinutesPerDay, lastNominal} {
				checkNominal(t, set, &p, around-4000, around+4000)
			}
		}
	}
}

func checkNominal(t *testing.T, set dateSet, p *part, from, until int64) {
	t.Helper()
	last, hasLast := p.prevNominal(from - 1)
	count := int64(0)
	for nominal := from; nominal < until; nominal++ {
		date, minute := splitMinute(nominal)
		if got := p.countNominal(from*60, nominal*60); got != count {
			t.Fatalf("%v from %d to %d: got %d, want %d", set, from, nominal, got, count)
		}
		if set.hasSlowly(date) && p.minutes.hasSlowly(minute) {
			if got, ok := p.nextNominal(last + 1); hasLast && (got != nominal || !ok) {
				t.Fatalf("%v from %d: got %d, want %d", set, last+1, got, nominal)
			}
			if got, ok := p.nextNominal(nominal); got != nominal || !ok {
				t.Fatalf("%v from %d: got %d, %t", set, nominal, got, ok)
			}
			last, hasLast = nominal, true
			count++
		}
		if got, ok := p.prevNominal(nominal); ok != hasLast || ok && got != last {
			t.Fatalf("%v until %d: got %d, %t, want %d, %t", set, nominal, got, ok, last, hasLast)
		}
	}
}
