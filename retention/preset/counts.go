package preset

import (
	"strconv"
	"time"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/retention"
)

// sanoid is the retention of a type of sanoid's snapshots: the newest n of the
// type, and all younger than n of its periods. Types are told by the names of
// snapshots, so that each is a list of its own. A month is 31 days, a year 365.25.
// Since sanoid keeps a snapshot of the very age, the rule's is an hour longer.
type sanoid struct {
	n, hours int
	given    string // the types
	many     bool   // whether more than one type is given
}

// Rules returns rules of either kind: sanoid deletes a snapshot only if it is beyond the
// number and too old.
func (s *sanoid) Rules() []retention.Rule {
	if s.n == 0 {
		return nil
	}
	age := calendar.PeriodOf(s.n*s.hours+1, calendar.Hour)
	return []retention.Rule{{Count: s.n}, {Within: age}}
}

// fault refuses several types: in a single list, the snapshots of a type would count for
// another.
func (s *sanoid) fault() *OptionError {
	if s.many {
		return &OptionError{Option: s.given, Value: strconv.Itoa(s.n), Want: "one type alone: each has a list of its own"}
	}
	return nil
}

// options are the types of snapshots, of which one is given.
func (s *sanoid) options() (list []option) {
	const most = 999
	for _, t := range []struct {
		name  string
		hours int
	}{{"hourly", 1}, {"daily", 24}, {"weekly", 7 * 24}, {"monthly", 31 * 24}, {"yearly", 8766}} {
		list = append(list, option{name: t.name, want: "0 to " + strconv.Itoa(most), set: func(value string) (ok bool) {
			s.many = s.given != ""
			s.given, s.hours = t.name, t.hours
			s.n, ok = number(value, 0, most)
			return ok
		}})
	}
	return append(list, refused("frequently", "none: its period is an option of its own"))
}

// velero is the time to live of Velero's backups, 720 hours if it is not given. A
// schedule's backups have it each.
type velero struct{ ttl calendar.Period }

func (v *velero) Rules() []retention.Rule { return []retention.Rule{{Within: v.ttl}} }

// options is the time to live, in Go's form. It is elapsed time of whole minutes: 720h is
// 30 days of 24 hours.
func (v *velero) options() []option {
	return []option{{name: "ttl", want: "a time of whole minutes such as 720h0m0s", set: func(value string) bool {
		d, err := time.ParseDuration(value)
		minutes := int(d / time.Minute)
		if v.ttl = calendar.PeriodOf(minutes, calendar.Minute); minutes%60 == 0 {
			v.ttl = calendar.PeriodOf(minutes/60, calendar.Hour)
		}
		return err == nil && d%time.Minute == 0 && 1 <= minutes && minutes <= calendar.MaxPeriod
	}}}
}

// longhorn is the number of snapshots or backups a recurring job of Longhorn
// retains of its own.
type longhorn struct{ retain int }

// Rules returns a count. The list is of a single recurring job.
func (l *longhorn) Rules() (rules []retention.Rule) {
	if l.retain > 0 {
		rules = append(rules, retention.Rule{Count: l.retain})
	}
	return rules
}

// options is the number of snapshots.
func (l *longhorn) options() []option {
	return []option{{name: "retain", want: "1 to " + strconv.Itoa(mostCount), set: func(value string) (ok bool) {
		l.retain, ok = number(value, 1, mostCount)
		return ok
	}}}
}

// volSync is the retention of VolSync with restic: restic's, and the last snapshot
// if nothing is given.
type volSync struct{ Restic }

// Rules returns those of restic.
func (v *volSync) Rules() []retention.Rule {
	if v.Restic == (Restic{}) {
		v.Last = 1
	}
	return v.Restic.Rules()
}

// options are restic's under other names, without those for no bound.
func (v *volSync) options() []option {
	return []option{
		count("last", &v.Last),
		count("hourly", &v.Hourly),
		count("daily", &v.Daily),
		count("weekly", &v.Weekly),
		count("monthly", &v.Monthly),
		count("yearly", &v.Yearly),
		duration("within", &v.Within),
	}
}
