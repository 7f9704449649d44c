package main

import (
	"flag"
)

const helpHelp = `Prints the usage text of a verb, like longcase VERB -h, or explains a topic. It
lists the verbs without either.
`

// topic is something that the usage texts of several verbs refer to.
type topic struct{ name, text string }

// topics returns the topics, in the order in which help lists them.
func topics() []topic {
	return []topic{
		{"times", timesHelp},
		{"rules", rulesHelp},
		{"presets", presetsHelp},
		{"lists", listsHelp},
	}
}

// topicNames returns the names of the topics.
func topicNames() (names []string) {
	for _, t := range topics() {
		names = append(names, t.name)
	}
	return names
}

// help prints to standard output, since the text was asked for: it can be piped to a pager.
func (e *env) help(*flag.FlagSet) func([]string) error {
	return func(args []string) error {
		text := ""
		switch len(args) {
		case 0:
			text = usage()
		case 1:
			text = helpOn(args[0])
		default:
			return usagef("help: want one VERB or TOPIC")
		}
		if text == "" {
			return usagef("help: %q: %s", args[0], noSuch("verb or topic", args[0], values("VERB")))
		}
		_, err := e.stdout.WriteString(text)
		return err
	}
}

// helpOn returns the help of a verb or on a topic; "" for anything else.
func helpOn(name string) string {
	if v, ok := verbOf(name); ok {
		return v.usage()
	}
	for _, t := range topics() {
		if t.name == name {
			return t.text
		}
	}
	return ""
}

const timesHelp = `A TIME is:

    2025-10-26T02:30:00+01:00  an instant
    2025-10-26T02:30           the time on the clocks of the policy's zone: the
                               first of two, and if a clock change skips it, the
                               time that they show instead
    2025-10-26                 the first moment of this date in the zone
    now
    -90m, -6h, -7d, +2w        minutes, hours, days or weeks before or after now

Days and weeks keep the time on the clocks of the policy's zone: when they are
changed, a day has 23 or 25 hours.
`

const rulesHelp = `A RULE is, for example:

    within 7 days                 every snapshot for 7 days
    within 4 weeks on mon         those of Mondays for 4 weeks
    within 12 months on 1,15      those of the 1st and 15th for 12 months
    last 10                       the newest ten
    daily 7                       the last of each of the last 7 days with any
    monthly 12 first              the first of each of 12 months
    weekly 4 nearest sun 02:00    of each week, the nearest to Sunday 02:00
    yearly all                    the last of each year, forever
    within 7 days and base        also the newest older one, from which all
                                  these days can be restored
    weekly 4 unkept               the last of each of 4 weeks, without weeks
                                  whose last is kept by an earlier rule
    weekly 4 uncovered            likewise, without weeks of which an earlier
                                  rule keeps any
    failed within 3 days          failed ones for 3 days

A snapshot is kept while any rule keeps it. Package retention documents every
form of a rule.
`

const presetsHelp = `A PRESET is the policy of another tool, in its own options:

    restic:keep-daily=7,keep-within=1m
    kopia:keep-latest=10,keep-annual=3
    borg:keep-within=10d,keep-monthly=-1
    proxmox:keep-last=3,keep-daily=13
    dlm:interval=2,interval-unit=weeks
    cloudsigma:days=7,weeks=4/1,months=12/23
    qumulo:expiration_time_to_live=15days

Others are sanoid, barman, cloudnativepg, pgbackrest, velero, longhorn and
volsync. Package retention/preset documents the options, and the differences.
`

const listsHelp = `A list of snapshots is the output of a tool, or of a vendor's API. Its FORMAT is
recognised if -list does not name it:

    zfs         zfs list -Hp -t snapshot -o name,creation[,userrefs]
    btrfs       TZ=UTC btrfs subvolume list -s [-q] [-u] [-R] PATH
    restic      restic snapshots --json
    borg        TZ=UTC borg list --json
    proxmox     proxmox-backup-client snapshot list --output-format json
    aws         aws ec2 describe-snapshots
    kubernetes  kubectl get volumesnapshots -o json
    qumulo      GET /v2/snapshots/
    cloudsigma  GET /snapshots/detail/?limit=0
    plain       lines INSTANT [NAME [FIELD]...], separated by tabs. A FIELD is
                group=TEXT, nominal=INSTANT, held, held=INSTANT, locked or
                failed

A list is read whole or not at all. docs/recipes.md has the commands.
`
