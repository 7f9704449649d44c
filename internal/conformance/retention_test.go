package conformance

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/retention"
	"github.com/longcase/longcase/retention/preset"
	"github.com/longcase/longcase/timezone"
)

// pruneRow is a list of snapshots, the options of a tool, and what it keeps.
type pruneRow struct {
	Name, Timezone, Now, Preset string
	Snapshots                   []string
	Keep                        []int `json:"keep_index"`
}

func TestBorg(t *testing.T) {
	prune(t, "borg.jsonl", map[string]string{
		"borg:keep-daily=0": "without rules, nothing is deleted",
	})
}

func TestProxmox(t *testing.T) {
	prune(t, "proxmox.jsonl", map[string]string{
		"proxmox:keep-last=0": "without rules, nothing is deleted",
	})
}

// prune compares what presets keep with a table; reasons are by the preset's text.
func prune(t *testing.T, table string, reasons map[string]string) {
	count := newTally(t, table)
	for i, row := range rows[pruneRow](t, table) {
		rules, _, err := preset.Parse(row.Preset)
		if err != nil {
			count.notSupported(err.Error())
			continue
		}
		zone, err := timezone.Load(row.Timezone)
		require.NoError(t, err)
		kept := row.kept(t, retention.MustCompile(zone, rules...))
		problem := ""
		if !slices.Equal(kept, row.Keep) {
			problem = fmt.Sprintf("%s, %s: keeps %v, want %v", row.Name, row.Preset, kept, row.Keep)
		}
		count.row(i+1, problem, reasons[row.Preset])
	}
	count.print()
}

// kept returns the positions of the snapshots that a policy keeps.
func (row pruneRow) kept(t *testing.T, policy retention.Policy) (positions []int) {
	var snapshots []retention.Snapshot
	now := row.now(t)
	for _, text := range row.Snapshots {
		name, held := strings.CutPrefix(text, "protected-")
		name, failed := strings.CutPrefix(name, "unfinished-")
		created, err := time.Parse(time.RFC3339Nano, name)
		require.NoError(t, err)
		snapshots = append(snapshots, retention.Snapshot{Created: created, Held: held, Failed: failed})
		if row.Now == "" && now.Before(created) {
			now = created
		}
	}
	for i, verdict := range policy.Plan(now, snapshots).Verdicts() {
		if verdict.Keep {
			positions = append(positions, i)
		}
	}
	return positions
}

// now returns the time of the row, and the zero time for that of its newest
// snapshot.
func (row pruneRow) now(t *testing.T) (now time.Time) {
	if row.Now != "" {
		var err error
		now, err = time.Parse(time.RFC3339Nano, row.Now)
		require.NoError(t, err)
	}
	return now
}
