package inventory_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/inventory"
)

// TestItems reads lists of a single snapshot, with every field of every format.
func TestItems(t *testing.T) {
	borg := func(name, time string) string {
		return `{"archives":[{"name":"` + name + `","time":"` + time + `"}]}`
	}
	resticOf := func(more string) string {
		return `[{"time":"2025-10-26T02:30:00.5+01:00","id":"ab",` + more + `}]`
	}
	proxmoxOf := func(more string) string {
		return `[{"backup-id":"7","backup-time":1761442200,"backup-type":"ct",` + more + `}]`
	}
	awsOf := func(state, volume, tags string) string {
		return `{"Snapshots":[{"SnapshotId":"snap-1","StartTime":"2025-10-26T02:30:00Z","State":"` +
			state + `","VolumeId":"` + volume + `","Tags":[` + tags + `]}],"NextToken":null}`
	}
	kubernetesOf := func(metadata, source, status string) string {
		return `{"kind":"VolumeSnapshotList","items":[{"metadata":{"name":"a","namespace":"n",` +
			`"creationTimestamp":"2025-10-26T02:30:00Z"` + metadata + `},"spec":{"source":{` + source + `}}` + status + `}]}`
	}
	const claim, ready = `"persistentVolumeClaimName":"c"`, `,"status":{"readyToUse":true}`
	tests := []struct {
		format     inventory.Format
		text, want string
	}{
		{inventory.Plain, "2025-10-26T02:30:00Z\n", `"" in "": 2025-10-26T02:30:00Z`},
		{inventory.Plain, "2025-10-26T02:30:00Z\t\tgroup=a=b c\n", `"" in "a=b c": 2025-10-26T02:30:00Z`},
		{inventory.Plain, "2025-10-26T02:30:00Z\t a\x00\xff\r\"=\u2028\theld\n\n\n", `" a\x00\xff\r\"=\u2028" in "": 2025-10-26T02:30:00Z held`}, // no character is special
		{inventory.Plain, "2025-10-26T02:30:00Z\theld\n", `"held" in "": 2025-10-26T02:30:00Z`},                                                  // a name, not a field
		{inventory.Plain, "2025-10-26T02:30:00Z\ta\tfailed\tlocked\theld=2025-10-27T00:00:00+01:00\tgroup=held\n", `"a" in "held": 2025-10-26T02:30:00Z held until 2025-10-26T23:00:00Z locked failed`},

		{inventory.Plain, "2025-10-27T00:10:00+01:00\ta\tnominal=2025-10-26T23:30:00+01:00\n", `"a" in "": 2025-10-26T23:10:00Z for 2025-10-26T22:30:00Z`},
		{inventory.Plain, "2025-10-26T02:30:00Z\ta\tnominal=1970-01-01T00:00:00Z\n", `"a" in "": 2025-10-26T02:30:00Z`}, // none

		{inventory.ZFS, "a/b c@d:e\t1761442200\t10\n", `"a/b c@d:e" in "a/b c": 2025-10-26T01:30:00Z held`},
		{inventory.ZFS, "a@b\t253402300799\n", `"a@b" in "a": 9999-12-31T23:59:59Z`},
		{inventory.ZFS, "a@b\t86399\t00\n", `"a@b" in "a": 0001-01-01T00:00:00Z`}, // 1970-01-01

		{inventory.Btrfs, "ID 5 gen 1 cgen 1 parent 5 top level 5 otime - path a path b\n", `"a path b" in ".": 0001-01-01T00:00:00Z`},
		{inventory.Btrfs, "ID 5 otime 2025-10-26 02:30:00 parent_uuid -   uuid x path  a/b\n", `" a/b" in " a": 2025-10-26T02:30:00Z`}, // its source is gone
		{inventory.Btrfs, "ID 5 otime 2025-10-26 02:30:00 parent_uuid p path a/b\n", `"a/b" in "p": 2025-10-26T02:30:00Z`},

		{inventory.Restic, resticOf(`"paths":["/b","/a"],"hostname":"h"`), `"ab" in "h /a /b": 2025-10-26T01:30:00.5Z`}, // in order
		{inventory.Restic, resticOf(`"paths":["/a /b"],"hostname":"h"`), `"ab" in "h \"/a /b\"": 2025-10-26T01:30:00.5Z`},
		{inventory.Restic, resticOf(`"paths":null`), `"ab" in "\"\"": 2025-10-26T01:30:00.5Z`},
		{inventory.Restic, resticOf(`"paths":["\n\""],"short_id":"a","tags":7`), `"ab" in "\"\" \"\\n\\\"\"": 2025-10-26T01:30:00.5Z`},

		{inventory.Borg, borg(`a\nb\u0000 \t`, "2025-10-26T02:30:00.000000"), `"a\nb\x00 \t" in "": 2025-10-26T02:30:00Z`},
		{inventory.Borg, borg("a", "2025-10-26T02:30:00.25+02:00"), `"a" in "": 2025-10-26T00:30:00.25Z`}, // borg 2
		{inventory.Borg, borg("a.checkpoint", "2025-10-26T02:30:00"), `"a.checkpoint" in "": 2025-10-26T02:30:00Z failed`},
		{inventory.Borg, borg("a.checkpoint.12", "2025-10-26T02:30:00"), `"a.checkpoint.12" in "": 2025-10-26T02:30:00Z failed`},
		{inventory.Borg, borg("a.checkpoint.", "2025-10-26T02:30:00"), `"a.checkpoint." in "": 2025-10-26T02:30:00Z`},
		{inventory.Borg, borg("a.checkpoint1", "2025-10-26T02:30:00"), `"a.checkpoint1" in "": 2025-10-26T02:30:00Z`},

		{inventory.Proxmox, proxmoxOf(`"files":[]`), `"ct/7/2025-10-26T01:30:00Z" in "ct/7": 2025-10-26T01:30:00Z failed`},
		{inventory.Proxmox, proxmoxOf(`"files":["index.json.blob","client.log.blob"]`), `"ct/7/2025-10-26T01:30:00Z" in "ct/7": 2025-10-26T01:30:00Z`},
		{inventory.Proxmox, proxmoxOf(`"files":["index.json.blob"],"protected":true`), `"ct/7/2025-10-26T01:30:00Z" in "ct/7": 2025-10-26T01:30:00Z held`},

		{inventory.AWS, awsOf("completed", "vol-1", ""), `"snap-1" in "vol-1": 2025-10-26T02:30:00Z`},
		{inventory.AWS, awsOf("recovering", "vol-1", `{"Key":"a","Value":""}`), `"snap-1" in "vol-1": 2025-10-26T02:30:00Z failed`},
		{inventory.AWS, awsOf("completed", "vol-1", `{"Key":"aws:dlm:lifecycle-policy-id","Value":"p"}`), `"snap-1" in "vol-1 p \"\"": 2025-10-26T02:30:00Z`},
		{inventory.AWS, awsOf("error", "vol-ffffffff", `{"Key":"aws:dlm:lifecycle-policy-id","Value":"p"}`), `"snap-1" in "snap-1": 2025-10-26T02:30:00Z failed`}, // a copy

		{inventory.Kubernetes, kubernetesOf("", claim, ready), `"n/a" in "n/c": 2025-10-26T02:30:00Z`},
		{inventory.Kubernetes, kubernetesOf("", claim, `,"status":{"creationTime":"2025-10-26T02:30:09Z"}`), `"n/a" in "n/c": 2025-10-26T02:30:09Z failed`},
		{inventory.Kubernetes, kubernetesOf("", claim, ""), `"n/a" in "n/c": 2025-10-26T02:30:00Z failed`}, // the controller has not seen it
		{inventory.Kubernetes, kubernetesOf(`,"deletionTimestamp":"2025-10-27T02:30:00Z"`, claim, ready), `"n/a" in "n/c": 2025-10-26T02:30:00Z failed`},
		{inventory.Kubernetes, kubernetesOf("", `"volumeSnapshotContentName":"x"`, ready), `"n/a" in "n/a/": 2025-10-26T02:30:00Z`}, // not in the group of a claim called a
	}
	for _, test := range tests {
		items, err := read(test.format, test.text)
		require.NoError(t, err, test.text)
		require.Equal(t, test.want+"\n", outline(items), "%v: %s", test.format, test.text)
		recognised, err := read(inventory.Auto, test.text)
		require.NoError(t, err, test.text)
		require.Equal(t, items, recognised, test.text)
	}
}

// TestManyNames has names of which many share the place of their hash.
func TestManyNames(t *testing.T) {
	var b strings.Builder
	for i := range 1 << 15 {
		b.WriteString("2025-10-26T02:30:00Z\t" + strings.Repeat("x", i%200) + string(rune('a'+i/200)) + "\n")
	}
	items, err := read(inventory.Plain, b.String())
	require.NoError(t, err)
	require.Len(t, items, 1<<15)
	_, err = read(inventory.Plain, b.String()+"2025-10-26T02:30:00Z\txxb\n")
	require.EqualError(t, err, `line 32769: name "xxb": want each name once`)
}
