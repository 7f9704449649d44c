package benchmarks

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	robfig "github.com/robfig/cron/v3"

	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/schedule/crontab"
	"github.com/longcase/longcase/timezone"
)

// TestDaysAsInRobfig compares the expressions on which readings of two restricted
// day fields differ, day by day in a year, and the two texts of a star.
func TestDaysAsInRobfig(t *testing.T) {
	for _, days := range []string{"*", "?", "*/1", "?/1", "*/2", "?/2", "1-31", "13", "*,10", "10,*", "10,?", "10,*/1", "10,?/1", "10,*/3", "1-31/1"} {
		for _, weekdays := range []string{"*", "?", "*/1", "?/1", "*/2", "0-6", "fri", "*,1", "1,*", "1,*/1", "1,?/1", "1,*/3", "0-6/1"} {
			expr := "0 0 " + days + " * " + weekdays
			theirs, err := robfig.ParseStandard("TZ=UTC " + expr)
			if err != nil {
				t.Fatalf("%s: robfig: %v", expr, err)
			}
			x, err := crontab.Parse(expr, crontab.Options{})
			if err != nil {
				t.Fatal(err)
			}
			ours := schedule.MustCompile(x.Zone, timezone.DST{}, x.Rules...)
			for at := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2026; {
				got, _ := ours.Next(at)
				if at = theirs.Next(at); !got.Equal(at) {
					t.Fatalf("%s: %v, but robfig: %v", expr, got, at)
				}
			}
		}
	}
}

// TestCrontabAgreesWithRobfig reads random expressions with both and compares
// what comes next, in UTC. What only one of them reads is left out: L, W, #,
// wrapped ranges, full names, and Sunday as 7.
func TestCrontabAgreesWithRobfig(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	never := 0
	for range 5000 {
		expr := randomExpression(random)
		theirs, err := robfig.ParseStandard("TZ=UTC " + expr)
		if err != nil {
			t.Fatalf("%s: robfig: %v", expr, err)
		}
		x, err := crontab.Parse(expr, crontab.Options{})
		if err != nil {
			t.Fatalf("%s: %v", expr, err)
		}
		ours, err := schedule.Compile(x.Zone, timezone.DST{}, x.Rules...)
		at := time.Date(2000+random.IntN(60), 1, 1+random.IntN(366), random.IntN(24), random.IntN(60), 0, 0, time.UTC)
		if err != nil {
			never++
			if next := theirs.Next(at); !next.IsZero() {
				t.Fatalf("%s: %v, but robfig: %v", expr, err, next)
			}
			continue
		}
		for range 20 {
			want := theirs.Next(at)
			got, ok := ours.Next(at)
			if want.IsZero() && ok && got.After(at.AddDate(4, 11, 0)) { // robfig gives up after five years
				break
			}
			if !ok || !got.Equal(want) {
				t.Fatalf("%s: after %v comes %v, but robfig: %v", expr, at, got, want)
			}
			at = got
		}
	}
	if never > 100 {
		t.Errorf("%d expressions never fire", never)
	}
}

func randomExpression(random *rand.Rand) string {
	return strings.Join([]string{
		randomField(random, 0, 59, nil),
		randomField(random, 0, 23, nil),
		randomField(random, 1, 31, nil),
		randomField(random, 1, 12, []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}),
		randomField(random, 0, 6, []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}),
	}, " ")
}

func randomField(random *rand.Rand, first, last int, names []string) string {
	if random.IntN(3) == 0 {
		return []string{"*", "?"}[random.IntN(2)]
	}
	value := func(from int) (int, string) {
		n := from + random.IntN(last-from+1)
		if names != nil && random.IntN(2) == 0 {
			return n, strings.ToUpper(names[n-first])
		}
		return n, strconv.Itoa(n)
	}
	var items []string
	for range 1 + random.IntN(3) {
		n, item := value(first)
		step := "/" + strconv.Itoa(1+random.IntN(last-first+1))
		switch random.IntN(7) {
		case 0:
			item = "*" + step
		case 6:
			item = "?" + step
		case 1:
			item += step
		case 2:
			_, to := value(n)
			item += "-" + to
		case 3:
			_, to := value(n)
			item += "-" + to + step
		}
		items = append(items, item)
	}
	return strings.Join(items, ",")
}
