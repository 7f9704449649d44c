package inventory_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/inventory"
)

const (
	instant = "2025-10-26T02:30:00Z"
	restic  = `{"time":"2025-10-26T02:30:00Z","paths":["/"],"id":"ab12","short_id":"ab"}`
	proxmox = `{"backup-id":"1","backup-time":1,"backup-type":"vm","files":[]}`
	volume  = `{"SnapshotId":"snap-1","StartTime":"2025-10-26T02:30:00Z","State":"completed","VolumeId":"vol-1"}`
)

// TestRefused shows every kind of problem: place, value, and allowed values.
func TestRefused(t *testing.T) {
	const wantInstant = "want an instant in RFC 3339 such as 2025-10-26T02:30:00+01:00"
	const wantField = "want group=TEXT, nominal=INSTANT, held, held=INSTANT, locked or failed, each at most once"
	tests := []struct {
		format     inventory.Format
		text, want string
	}{
		{inventory.Plain, instant, `line 1: end "2025-10-26T02:30:00Z": want a newline after it: the list may be cut short`},
		{inventory.Plain, instant + "\ttank@snap-1", `line 1: end "2025-10-26T02:30:00Z\ttank@snap-1": want a newline after it: the list may be cut short`},
		{inventory.Plain, instant + "\n\n" + instant + "\n", `line 2: line "": want empty lines at the end only`},
		{inventory.Plain, instant + "\ta\r\n", `line 1: end "\r": want a newline alone after a line`},
		{inventory.Plain, "\ta\n", `line 1: created "": ` + wantInstant},
		{inventory.Plain, instant + "  a\n", `line 1: created "2025-10-26T02:30:00Z  a": ` + wantInstant},
		{inventory.Plain, "1:00:00Z\n24:00\n", `line 1: created "1:00:00Z": ` + wantInstant + "\n" + `line 2: created "24:00": ` + wantInstant},
		{inventory.Plain, instant + "\ta\t\n", `line 1: field "": ` + wantField},
		{inventory.Plain, instant + "\ta\tgroup=\n", `line 1: field "group=": ` + wantField},
		{inventory.Plain, instant + "\ta\tgroup=b\tgroup=b\n", `line 1: field "group=b": ` + wantField},
		{inventory.Plain, instant + "\ta\theld\theld=" + instant + "\n", `line 1: field "held=2025-10-26T02:30:00Z": ` + wantField},
		{inventory.Plain, instant + "\ta\theld=\n", `line 1: field "held=": ` + wantField},
		{inventory.Plain, instant + "\ta\tnominal=" + instant + "\tnominal=" + instant + "\n", `line 1: field "nominal=2025-10-26T02:30:00Z": ` + wantField},
		{inventory.Plain, instant + "\ta\tnominal=2025-10-26\n", `line 1: field "nominal=2025-10-26": ` + wantField},
		{inventory.Plain, instant + "\ta\tlocked\tlocked\n", `line 1: field "locked": ` + wantField},
		{inventory.Plain, instant + "\ta\tlocked=no\n", `line 1: field "locked=no": ` + wantField}, // is no lock, or is it?
		{inventory.Plain, instant + "\ta\tfailed \n", `line 1: field "failed ": ` + wantField},
		{inventory.Plain, instant + "\ta\n" + instant + "\n" + instant + "\ta\tgroup=b\n", `line 3: name "a": want each name once`},

		{inventory.ZFS, "tank/home\t7\n", `line 1: name "tank/home": want a snapshot such as tank/home@daily-1`}, // a dataset
		// zfs destroy would take these for an option, for the snapshots from b to c, and for two.
		{inventory.ZFS, "-r@a\t7\n", `line 1: name "-r@a": want a snapshot such as tank/home@daily-1`},
		{inventory.ZFS, "tank@b%c\t7\n", `line 1: name "tank@b%c": want a snapshot such as tank/home@daily-1`},
		{inventory.ZFS, "tank@b,c\t7\n", `line 1: name "tank@b,c": want a snapshot such as tank/home@daily-1`},
		{inventory.ZFS, "@a\t7\n", `line 1: name "@a": want a snapshot such as tank/home@daily-1`},
		{inventory.ZFS, "tank@a\n", `line 1: creation "": want seconds since 1970, up to the year 9999, as zfs list -p prints them`},
		{inventory.ZFS, "tank@a\tSun Oct 26 02:30 2025\n", `line 1: creation "Sun Oct 26 02:30 2025": want seconds since 1970, up to the year 9999, as zfs list -p prints them`}, // without -p
		{inventory.ZFS, "tank@a\t7\t-\n", `line 1: userrefs "-": want a number, and nothing after it`},
		{inventory.ZFS, "tank@a\t7\t0\tx\n", `line 1: userrefs "0\tx": want a number, and nothing after it`},
		{inventory.ZFS, "tank@a\t7\ntank@a\t8\n", `line 2: name "tank@a": want each name once`},

		{inventory.Btrfs, "ID 5 gen 1 top level 5 path a\n", `line 1: otime "ID 5 gen 1 top level 5 path a": want a time, as btrfs subvolume list -s prints it`}, // without -s
		{inventory.Btrfs, "ID 5 otime 2025-10-26 02:30 path a\n", `line 1: otime "2025-10-26 02:30 pa": want a time such as 2025-10-26 02:30:00, or -`},
		{inventory.Btrfs, "ID 5 otime 2025-10-26 02:30:00 path <FS_TREE>/a\n", `line 1: path "<FS_TREE>/a": want a path below the one listed: a list without -a`},
		{inventory.Btrfs, "ID x otime 2025-10-26 02:30:00 path a\n", `line 1: ID "x": want "ID", "gen", "cgen", "parent", "top level", "otime", "parent_uuid", "received_uuid" or "uuid", each before its value, and at last "path" and a path`},

		{inventory.Restic, `[` + restic + `,`, `line 1, column 76: /1 "end of text": want a value`},
		{inventory.Restic, `[` + restic + `]]`, `line 1, column 76: list "]": want nothing after the value`},
		// What restic prints without --json, and its error.
		{inventory.Restic, "ID  Time\n----\n", `list "ID  Time": want the JSON of "restic snapshots --json"`},
		{inventory.Borg, "Repository /x does not exist.\n", `list "Repository /x does not exist.": want the JSON of "borg list --json"`},
		{inventory.Kubernetes, "No resources found", `list "No resources found": want the JSON of "kubectl get volumesnapshots -o json"`},
		{inventory.AWS, "", `list "": want the JSON of "aws ec2 describe-snapshots --output json"`},
		{inventory.Restic, `null`, `list "null": want an array of snapshots`},
		{inventory.Restic, `[7]`, `/0 "7": want an object: a snapshot`},
		{inventory.Restic, `[` + restic + `,` + restic + `]`, `/1 "ab12": want each name once`},
		{inventory.Restic, `[{"time":"2025-10-26T02:30:00Z","id":"a","id":"b","paths":null}]`, `/0/id "b": want each key once`},
		{inventory.Restic, `[{"id":7,"paths":"/","hostname":null}]`, `/0/paths "/": want an array: the paths, all of them strings` + "\n" +
			`/0/hostname "null": want a string: the host` + "\n" + `/0/id "7": want a string: the full ID` + "\n" +
			`/0/time "": want a string: an instant in RFC 3339 such as 2025-10-26T02:30:00+01:00; the key is missing`},
		{inventory.Restic, `[{"time":"2025-10-26T02:30:00Z","paths":["/"],"id":"ab12","short_id":"12"}]`, `/0/short_id "12": want the start of the ID`},
		{inventory.Restic, `[{"time":"2025-10-26 02:30:00Z","paths":[1],"id":""}]`, `/0/paths/0 "1": want the paths, all of them strings` + "\n" +
			`/0/id "": want the full ID` + "\n" + `/0/time "2025-10-26 02:30:00Z": ` + wantInstant},

		{inventory.Borg, `[]`, `list "[]": want an object with the snapshots in "archives"`},
		{inventory.Borg, `{"archives":{}}`, `/archives "{}": want an array: the snapshots`},
		{inventory.Borg, `{"archives":[{"name":"a","archive":"b","time":"2025-10-26T02:30"}]}`, `/archives/0/archive "b": want the name again` + "\n" +
			`/archives/0/time "2025-10-26T02:30": want a time such as 2025-10-26T02:30:00.000000, with or without an offset`},

		{inventory.Proxmox, `[{"backup-id":"a/b","backup-time":1.5,"backup-type":"lxc","files":[{}],"protected":"no"}]`, `/0/backup-type "lxc": want vm, ct or host` + "\n" +
			`/0/backup-id "a/b": want an ID without slashes` + "\n" + `/0/backup-time "1.5": want seconds since 1970, up to the year 9999` + "\n" +
			`/0/protected "no": want true or false: whether it is protected` + "\n" + `/0/files/0/filename "": want a string: the name of the file; the key is missing`},
		{inventory.Proxmox, `[` + proxmox + `,` + proxmox + `]`, `/1 "vm/1/1970-01-01T00:00:01Z": want each name once`},

		{inventory.AWS, `{"Snapshots":[` + volume + `],"NextToken":"abc"}`, `/NextToken "abc": want the last page: a list without --max-items or --no-paginate`},
		{inventory.AWS, `{"Snapshots":[{"SnapshotId":"vol-1","StartTime":1,"State":"done","VolumeId":"snap-1","Tags":[{"Key":"a"}]}]}`, `/Snapshots/0/SnapshotId "vol-1": want an ID such as snap-0123456789abcdef0` + "\n" +
			`/Snapshots/0/VolumeId "snap-1": want an ID such as vol-0123456789abcdef0` + "\n" +
			`/Snapshots/0/StartTime "1": want a string: an instant in RFC 3339 such as 2025-10-26T02:30:00+01:00` + "\n" +
			`/Snapshots/0/State "done": want completed, pending, error, recoverable, recovering` + "\n" +
			`/Snapshots/0/Tags/0/Value "": want a string: the value of the tag; the key is missing`},

		{inventory.Kubernetes, `{"items":[],"metadata":{"continue":"abc"}}`, `/metadata/continue "abc": want the last page: a list without a limit`},
		{inventory.Kubernetes, `{"items":[{"kind":"Pod","metadata":{"name":"a","namespace":"b","creationTimestamp":null},"spec":{}}]}`, `/items/0/kind "Pod": want VolumeSnapshot` + "\n" +
			`/items/0/spec/source "": want an object: a claim or a content; the key is missing` + "\n" +
			`/items/0/metadata/creationTimestamp "null": want a string: an instant in RFC 3339 such as 2025-10-26T02:30:00+01:00`},

		{inventory.Qumulo, `{"entries":[],"paging":{"next":"/v2/snapshots/?after=7"}}`, `/paging/next "/v2/snapshots/?after=7": want the last page: all snapshots in one answer`},
		{inventory.Qumulo, `{"entries":[{"id":1.5,"source_file_id":"2","timestamp":"2025-10-26T02:30:00Z","in_delete":null}]}`, `/entries/0/id "1.5": want the id, a whole number` + "\n" +
			`/entries/0/in_delete "null": want true or false: whether it is being deleted`},

		{inventory.Borg, `{"archives":[{"name":"--","time":"2025-10-26T02:30:00"}]}`, `/archives/0/name "--": want a name that borg delete takes for one`},
		// Names that would be options, or paths of something else, to what deletes.
		{inventory.Restic, `[{"time":"2025-10-26T02:30:00Z","paths":null,"id":"--prune"}]`, `/0/id "--prune": want the full ID`},
		{inventory.AWS, `{"Snapshots":[{"SnapshotId":"snap-1 snap-2","StartTime":"2025-10-26T02:30:00Z","State":"completed","VolumeId":"vol-1"}]}`, `/Snapshots/0/SnapshotId "snap-1 snap-2": want an ID such as snap-0123456789abcdef0`},
		{inventory.Kubernetes, `{"items":[{"metadata":{"name":"--all","namespace":"a/b","creationTimestamp":"2025-10-26T02:30:00Z"},"spec":{"source":{}}}]}`, `/items/0/metadata/namespace "a/b": want the namespace` + "\n" +
			`/items/0/metadata/name "--all": want the name`},
		{inventory.CloudSigma, `{"meta":{"total_count":1},"objects":[{"uuid":"../drives/a","drive":{"uuid":"b"},"status":"available","timestamp":"2014-06-05T09:53:28Z"}]}`, `/objects/0/uuid "../drives/a": want the UUID of the snapshot`},

		{inventory.CloudSigma, `{"meta":{"limit":20,"offset":0,"total_count":21},"objects":[]}`, `/meta/total_count "21": want 0, as many as are listed: all snapshots: an answer to ?limit=0`},
		{inventory.CloudSigma, `{"objects":[]}`, `/meta "": want an object: the number of snapshots; the key is missing`},
		{inventory.CloudSigma, `{"meta":{"total_count":1},"objects":[{"uuid":"a","drive":null,"status":"available","timestamp":"2014-06-05 09:53:28","resource_uri":"/api/2.0/snapshots/b/"}]}`, `/objects/0/drive "null": want an object: the drive` + "\n" +
			`/objects/0/resource_uri "/api/2.0/snapshots/b/": want a path that ends in the UUID` + "\n" +
			`/objects/0/timestamp "2014-06-05 09:53:28": want a time such as 2014-06-05 09:53:28.851859+00:00`},
	}
	for _, test := range tests {
		items, err := read(test.format, test.text)
		require.EqualError(t, err, test.want, "%v: %s", test.format, test.text)
		require.Nil(t, items)
	}
}

// TestNewlineInPath reads the output of btrfs for a path with a newline: the rest
// of the path stands in a line by itself.
func TestNewlineInPath(t *testing.T) {
	_, err := read(inventory.Auto, fixture(t, "btrfs-newline.txt"))
	require.ErrorContains(t, err, `line 4: line "line": want "ID", `)
}

func TestInstants(t *testing.T) {
	for text, want := range map[string]string{
		"2025-10-26T02:30:00+01:00":       "2025-10-26T01:30:00Z",
		"2025-10-26t02:30:00z":            "2025-10-26T02:30:00Z",
		"2024-02-29T23:59:59.999999999Z":  "2024-02-29T23:59:59.999999999Z",
		"2025-10-26T02:30:00.1234567891Z": "2025-10-26T02:30:00.123456789Z", // more than a time holds
		"2025-10-26T02:30:00-23:59":       "2025-10-27T02:29:00Z",
		"2025-10-26T02:30:00-00:00":       "2025-10-26T02:30:00Z",
		"2000-02-29T00:00:00Z":            "2000-02-29T00:00:00Z",
		"9999-12-31T23:59:59Z":            "9999-12-31T23:59:59Z",
		"0001-01-01T00:00:00Z":            "0001-01-01T00:00:00Z", // none
		"1970-01-01T23:59:59.9Z":          "0001-01-01T00:00:00Z",
		"1969-12-31T00:00:00Z":            "0001-01-01T00:00:00Z",
		"1969-12-30T23:59:59Z":            "1969-12-30T23:59:59Z",
		"1970-01-02T00:00:00Z":            "1970-01-02T00:00:00Z",
		"1970-01-02T00:30:00+01:00":       "0001-01-01T00:00:00Z", // still the first in UTC
	} {
		items, err := read(inventory.Plain, text+"\n")
		require.NoError(t, err, text)
		require.Equal(t, want, items[0].Snapshot.Created.Format("2006-01-02T15:04:05.999999999Z07:00"), text)
	}
	for _, text := range []string{
		"1:00:00Z", "2025-10-26T1:00:00Z", "2025-10-26T02:30:00+24:00", "2025-10-26T02:30:00+01:60",
		"2025-10-26T02:30:00,999Z", "2025-10-26T02:30:00.Z", "2025-10-26T02:30:00", "2025-10-26",
		"2025-10-26T02:30Z", "2025-10-26 02:30:00Z", "2025-10-26T24:00:00Z", "2025-10-26T23:59:60Z",
		"2025-02-29T00:00:00Z", "1900-02-29T00:00:00Z", "2025-04-31T00:00:00Z", "2025-13-01T00:00:00Z",
		"2025-00-10T00:00:00Z", "2025-01-00T00:00:00Z", "+2025-10-26T02:30:00Z", "10000-01-01T00:00:00Z",
		"2025-10-26T02:30:00 +01:00", "2025-10-26T02:30:00+0100", "2025-10-26T02:30:00+1:00",
		"2025-10-26T02:30:00ZZ", " 2025-10-26T02:30:00Z", "2025-10-26T02:30:00\x00", "２025-10-26T02:30:00Z",
		"2025-1 -26T02:30:00Z", "2025-10-26T02:-3:00Z", "2025/10/26T02:30:00Z", "2025-10-26T02:30:00Europe/Berlin",
	} {
		_, err := read(inventory.Plain, text+"\n")
		require.Error(t, err, text)
	}
}
