package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// recipes is the pipelines of docs/recipes.md, by the heading above them.
func recipes(t *testing.T) map[string][]string {
	t.Helper()
	page, err := os.ReadFile("../../docs/recipes.md")
	require.NoError(t, err)
	list := map[string][]string{}
	heading, inCode, pipeline := "", false, ""
	for line := range strings.Lines(string(page)) {
		switch {
		case strings.HasPrefix(line, "```"):
			inCode = !inCode
		case strings.HasPrefix(line, "## "):
			heading = strings.TrimSpace(line[3:])
		case inCode && strings.TrimSpace(line) != "":
			pipeline += line
			if !strings.HasSuffix(line, "|\n") {
				list[heading] = append(list[heading], pipeline)
				pipeline = ""
			}
		}
	}
	return list
}

// shell runs pipelines of the page with longcase and, before the tools of the
// machine, those of a directory.
type shell struct {
	t                *testing.T
	directory, calls string
	env              []string
}

func newShell(t *testing.T) *shell {
	t.Helper()
	if testing.Short() {
		t.Skip("builds the command")
	}
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("no bash")
	}
	s := &shell{t: t, directory: t.TempDir()}
	s.calls = filepath.Join(s.directory, "calls")
	output, err := exec.Command("go", "build", "-o", s.directory, "../../cmd/longcase").CombinedOutput()
	require.NoError(t, err, "%s", output)
	s.env = append(os.Environ(), "PATH="+s.directory+":"+os.Getenv("PATH"), "CALLS="+s.calls)
	return s
}

// stub makes a tool that prints a list if its arguments match a pattern, and otherwise
// records them, each call on a line.
func (s *shell) stub(tool, pattern, list string) {
	file := filepath.Join(s.directory, tool+".list")
	require.NoError(s.t, os.WriteFile(file, []byte(list), 0o600))
	script := fmt.Sprintf("#!/bin/bash\ncase \"$*\" in\n%s) cat %q ;;\n*) (IFS='|'; echo \"%s|$*\" >>\"$CALLS\") ;;\nesac\n", pattern, file, tool)
	require.NoError(s.t, os.WriteFile(filepath.Join(s.directory, tool), []byte(script), 0o700))
}

// run runs a pipeline, and returns its standard output and the calls recorded.
func (s *shell) run(pipeline string) (output, calls string) {
	s.t.Helper()
	os.Remove(s.calls)
	command := exec.Command("bash", "-c", "set -eo pipefail\n"+pipeline)
	command.Env = s.env
	var stderr strings.Builder
	command.Stderr = &stderr
	text, err := command.Output()
	require.NoError(s.t, err, "%s\n%s", pipeline, &stderr)
	recorded, _ := os.ReadFile(s.calls) // none without calls
	return string(text), string(recorded)
}

// newestTwo puts a rule in place of the page's that deletes one snapshot of three.
func newestTwo(pipeline string) string {
	return strings.ReplaceAll(pipeline, `-rule "daily 7"`, `-rule "last 2"`)
}

// TestRecipes runs the pipelines of tools that this machine may lack, with stubs that
// print lists as the tools document them. The oldest of three snapshots is deleted.
func TestRecipes(t *testing.T) {
	s := newShell(t)
	s.env = append(s.env, "API=https://example.test", "LOGIN=-u operator")
	list := recipes(t)
	for _, row := range []struct {
		heading, tool, pattern, list string
		first                        int    // of the heading's pipelines
		printed, dry, calls          string // by the dry run, and then by the other
	}{
		{
			"ZFS", "zfs", "'list -Hp -t snapshot -o name,creation,userrefs'",
			"tank/home@a b\t1761355800\t0\ntank/home@c\t1761442200\t0\ntank/home@d\t1761528600\t0\n", 0,
			"", "zfs|destroy|-nv|tank/home@a b\n", "zfs|destroy|tank/home@a b\n",
		}, {
			"btrfs", "btrfs", "'subvolume list -s -q /mnt/top'",
			"ID 257 gen 8 cgen 8 top level 5 otime 2025-10-25 01:30:00 parent_uuid 6c9f path home/a 'b\n" +
				"ID 258 gen 9 cgen 9 top level 5 otime 2025-10-26 01:30:00 parent_uuid 6c9f path home/c\n" +
				"ID 259 gen 9 cgen 9 top level 5 otime 2025-10-27 01:30:00 parent_uuid 6c9f path home/d\n", 0,
			"btrfs subvolume delete /mnt/top/home/a 'b\n", "", "btrfs|subvolume|delete|/mnt/top/home/a 'b\n",
		}, {
			"Proxmox Backup Server", "proxmox-backup-client", "'snapshot list --output-format json'", `[` +
				proxmoxItem(1761355800) + "," + proxmoxItem(1761442200) + "," + proxmoxItem(1761528600) + `]`, 0,
			"proxmox-backup-client snapshot forget vm/100/2025-10-25T01:30:00Z\n", "",
			"proxmox-backup-client|snapshot|forget|vm/100/2025-10-25T01:30:00Z\n",
		}, {
			"Amazon EBS", "aws", "'ec2 describe-snapshots --owner-ids self --output json'", `{"Snapshots":[` +
				awsItem("1", 25) + "," + awsItem("2", 26) + "," + awsItem("3", 27) + `]}`, 0,
			"", "aws|ec2|delete-snapshot|--dry-run|--snapshot-id|snap-1\n", "aws|ec2|delete-snapshot|--snapshot-id|snap-1\n",
		}, {
			"Kubernetes", "kubectl", "'get volumesnapshots -A -o json'", `{"kind":"List","items":[` +
				kubernetesItem("a", 25) + "," + kubernetesItem("b", 26) + "," + kubernetesItem("c", 27) + `]}`, 0,
			"", "kubectl|delete|volumesnapshot|--dry-run=server|-n|shop|a\n", "kubectl|delete|volumesnapshot|-n|shop|a\n",
		}, {
			"Qumulo and CloudSigma", "curl", "'-sf -u operator https://example.test/v2/snapshots/'", `{"entries":[` +
				qumuloItem(1, 25) + "," + qumuloItem(2, 26) + "," + qumuloItem(3, 27) + `],"paging":{"next":""}}`, 0,
			"curl -sf -u operator -X DELETE https://example.test/v2/snapshots/1\n", "",
			"curl|-sf|-u|operator|-X|DELETE|https://example.test/v2/snapshots/1\n",
		}, {
			"Qumulo and CloudSigma", "curl", "'-sf -u operator https://example.test/api/2.0/snapshots/detail/?limit=0'",
			`{"meta":{"total_count":3},"objects":[` +
				cloudSigmaItem("a", 25) + "," + cloudSigmaItem("b", 26) + "," + cloudSigmaItem("c", 27) + `]}`, 2,
			"curl -sf -u operator -X DELETE https://example.test/api/2.0/snapshots/a/\n", "",
			"curl|-sf|-u|operator|-X|DELETE|https://example.test/api/2.0/snapshots/a/\n",
		},
	} {
		s.stub(row.tool, row.pattern, row.list)
		pipelines := list[row.heading]
		require.Greater(t, len(pipelines), row.first+1, row.heading)
		printed, calls := s.run(newestTwo(pipelines[row.first]))
		require.Equal(t, row.printed, printed, pipelines[row.first])
		require.Equal(t, row.dry, calls, pipelines[row.first])
		printed, calls = s.run(newestTwo(pipelines[row.first+1]))
		require.Empty(t, printed)
		require.Equal(t, row.calls, calls, pipelines[row.first+1])
	}
	for _, pipeline := range list["Before the rules change"] {
		output, _ := s.run(pipeline)
		require.NotEmpty(t, output, pipeline)
	}
}

// TestRecipesThatFail runs the pipelines that delete on lists that are cut short, too bold,
// or without anything: no tool is called, and the pipeline fails for the first two.
func TestRecipesThatFail(t *testing.T) {
	s := newShell(t)
	const three = "tank@a\t1761355800\t0\ntank@b\t1761442200\t0\ntank@c\t1761528600\t0\n"
	pipeline := newestTwo(recipes(t)["ZFS"][1])
	for _, row := range []struct {
		list, rule string
		fails      bool
	}{
		{three[:len(three)-1], "last 2", true},
		{three[:len(three)-4], "last 2", true},
		{three, "last 1", true}, // two of three
		{three + "tank\t1761528600\t0\n", "last 2", true},
		{"", "last 2", false},
		{three, "last 3", false},
	} {
		s.stub("zfs", "'list -Hp -t snapshot -o name,creation,userrefs'", row.list)
		os.Remove(s.calls)
		text := "set -o pipefail\n" + strings.ReplaceAll(pipeline, "last 2", row.rule)
		command := exec.Command("bash", "-c", text)
		command.Env = s.env
		err := command.Run()
		require.Equal(t, row.fails, err != nil, "%q, %s", row.list, row.rule)
		require.NoFileExists(t, s.calls, "%q, %s", row.list, row.rule)
	}
}

func proxmoxItem(seconds int) string {
	return fmt.Sprintf(`{"backup-id":"100","backup-time":%d,"backup-type":"vm","files":[{"filename":"index.json.blob"}]}`, seconds)
}

func awsItem(id string, day int) string {
	return fmt.Sprintf(`{"SnapshotId":"snap-%s","StartTime":"2025-10-%dT01:30:00+00:00","State":"completed","VolumeId":"vol-1"}`, id, day)
}

func kubernetesItem(name string, day int) string {
	return fmt.Sprintf(`{"kind":"VolumeSnapshot","metadata":{"name":%q,"namespace":"shop","creationTimestamp":"2025-10-%dT01:30:00Z"},`+
		`"spec":{"source":{"persistentVolumeClaimName":"db"}},"status":{"readyToUse":true}}`, name, day)
}

func qumuloItem(id, day int) string {
	return fmt.Sprintf(`{"id":%d,"source_file_id":"2","timestamp":"2025-10-%dT01:30:00Z","lock_key":null,"in_delete":false}`, id, day)
}

func cloudSigmaItem(id string, day int) string {
	return fmt.Sprintf(`{"uuid":%q,"drive":{"uuid":"d"},"status":"available","timestamp":"2025-10-%d 01:30:00.000000+00:00"}`, id, day)
}

// need skips a test if a tool is missing.
func need(t *testing.T, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip("no " + tool)
		}
	}
}

// TestResticRecipe runs the pipelines on a repository of three snapshots.
func TestResticRecipe(t *testing.T) {
	need(t, "restic")
	s := newShell(t)
	s.env = append(s.env, "RESTIC_REPOSITORY="+t.TempDir(), "RESTIC_PASSWORD=recipe", "RESTIC_CACHE_DIR="+t.TempDir())
	s.run("restic init -q")
	file := writeFile(t.TempDir())
	for day := range 3 {
		s.run(fmt.Sprintf("restic backup -q --host a --time '2025-10-%d 02:30:00' %s", 25+day, file))
	}
	s.run("restic backup -q --host b --time '2025-10-24 02:30:00' " + file) // the oldest, in a group of its own
	names := func() (list []string) {
		output, _ := s.run("restic snapshots --json")
		var snapshots []struct{ Time string }
		require.NoError(t, json.Unmarshal([]byte(output), &snapshots))
		for _, snapshot := range snapshots {
			list = append(list, snapshot.Time[:len(time.DateOnly)])
		}
		return list
	}
	pipelines := recipes(t)["restic"]
	s.run(newestTwo(pipelines[0]))
	require.ElementsMatch(t, []string{"2025-10-24", "2025-10-25", "2025-10-26", "2025-10-27"}, names())
	s.run(newestTwo(pipelines[1]))
	require.ElementsMatch(t, []string{"2025-10-24", "2025-10-26", "2025-10-27"}, names())
}

// TestBorgRecipe runs the pipelines on a repository of three archives. As an option, the
// name of the oldest would delete the whole repository.
func TestBorgRecipe(t *testing.T) {
	need(t, "borg")
	s := newShell(t)
	repository := filepath.Join(t.TempDir(), "borg")
	s.env = append(s.env, "REPO="+repository, "BORG_BASE_DIR="+t.TempDir(), "TZ=Europe/Berlin")
	s.run(`borg init -e none "$REPO"`)
	for day, name := range []string{"--force", "b", "c"} {
		s.run(fmt.Sprintf(`borg create --timestamp 2025-10-%dT00:30:00 "$REPO::%s" %s`, 25+day, name, writeFile(t.TempDir())))
	}
	names := func() string {
		output, _ := s.run(`borg list --short "$REPO"`)
		return strings.Join(strings.Fields(output), " ")
	}
	pipelines := recipes(t)["Borg"]
	s.run(newestTwo(pipelines[0]))
	require.Equal(t, "--force b c", names())
	s.run(newestTwo(pipelines[1]))
	require.Equal(t, "b c", names())
}

// TestBtrfsRecipe runs the pipelines on a file system in a file.
func TestBtrfsRecipe(t *testing.T) {
	need(t, "btrfs", "mkfs.btrfs", "mount", "umount", "truncate")
	if os.Geteuid() != 0 {
		t.Skip("only root mounts")
	}
	s := newShell(t)
	file, top := filepath.Join(t.TempDir(), "file"), t.TempDir()
	s.env = append(s.env, "FILE="+file, "TOP="+top, "TZ=Europe/Berlin")
	s.run(`truncate -s 120M "$FILE" && mkfs.btrfs -q "$FILE"`)
	if output, err := exec.Command("mount", "-o", "loop", file, top).CombinedOutput(); err != nil {
		t.Skipf("cannot mount: %s", output)
	}
	t.Cleanup(func() { exec.Command("umount", top).Run() })
	s.run(`cd "$TOP" && btrfs -q subvolume create home && mkdir snapshots`)
	for _, name := range []string{"a b", "c", "d"} {
		s.run(fmt.Sprintf(`cd "$TOP" && btrfs -q subvolume snapshot -r home "snapshots/%s"`, name))
		time.Sleep(1100 * time.Millisecond) // creation is in whole seconds
	}
	names := func() []string {
		entries, err := os.ReadDir(filepath.Join(top, "snapshots"))
		require.NoError(t, err)
		list := []string{}
		for _, entry := range entries {
			list = append(list, entry.Name())
		}
		return slices.Sorted(slices.Values(list))
	}
	mounted := strings.NewReplacer("/mnt/top", top, `"daily 7"`, `"last 2"`)
	pipelines := recipes(t)["btrfs"]
	output, _ := s.run(mounted.Replace(pipelines[0]))
	require.Equal(t, "btrfs subvolume delete "+top+"/snapshots/a b\n", output)
	require.Equal(t, []string{"a b", "c", "d"}, names())
	s.run(mounted.Replace(pipelines[1]))
	require.Equal(t, []string{"c", "d"}, names())
}
