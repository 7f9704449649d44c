package view

import (
	"time"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/draw"
	"github.com/longcase/longcase/internal/safe"
	"github.com/longcase/longcase/retention"
)

const (
	// listedMost is the most verdicts on a list.
	listedMost = 1000
	// assumedMost is the most verdicts on snapshots that nobody has.
	assumedMost = 60
)

// Judgement is the verdicts on the snapshots of a group, or of an assumed past.
type Judgement struct {
	// Kept and Deleted count all snapshots, listed or not.
	Kept    int `json:"kept"`
	Deleted int `json:"deleted"`
	// Assumed tells that the snapshots are those the policy would have taken.
	Assumed bool `json:"assumed"`
	// Verdicts is the newest first.
	Verdicts []Verdict `json:"verdicts"`
}

// Verdict is the decision on a snapshot, in words.
type Verdict struct {
	// Name is empty for snapshots of an assumed past.
	Name  string `json:"name,omitempty"`
	Taken string `json:"taken"`
	Keep  bool   `json:"keep"`
	Why   string `json:"why"`
}

// Verdicts returns the judgement for a request, as JSON.
func Verdicts(request string) string {
	p, r, ok := chosen(request)
	list := readList(r.List, r.Group)
	switch now := instant(r.Now); {
	case !ok:
		return encode(Judgement{})
	case list.given:
		return encode(judge(p, now, list.snapshots, list.names))
	default:
		return encode(judge(p, now, draw.Subject{Policy: p}.Past(now), nil))
	}
}

// judge returns the verdicts on snapshots, which have names unless they are assumed.
func judge(
	p longcase.Policy, now time.Time, snapshots []retention.Snapshot, name func(int) string,
) Judgement {
	plan := p.Retention.Plan(now, snapshots)
	deleted, most := plan.Deleted(), listedMost
	if name == nil {
		most = assumedMost
	}
	j := Judgement{Kept: plan.Len() - deleted, Deleted: deleted, Assumed: name == nil}
	for _, i := range newest(snapshots, most) {
		v := plan.Verdict(i)
		row := Verdict{Taken: clock(p, snapshots[i].Created), Keep: v.Keep, Why: safe.Text(v.String())}
		if name != nil {
			row.Name = safe.Text(name(i))
		}
		j.Verdicts = append(j.Verdicts, row)
	}
	return j
}
