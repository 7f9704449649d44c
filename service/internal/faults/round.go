package faults

import (
	"context"
	"fmt"
	"time"
)

// patience is how long a machine under load may take for what takes a second.
const patience = 40 * time.Second

// At moves the clock to the next occurrence and lets a process kill itself at a
// step; others finish its work. It reports whether the step was reached.
func (h *Harness) At(ctx context.Context, step string, others int) (reached bool, err error) {
	if err := h.advance(1); err != nil {
		return false, err
	}
	victim, err := h.start(step)
	if err != nil {
		return false, err
	}
	settled := until("reaching step "+step, patience, func() (bool, error) {
		select {
		case <-victim.ended:
			reached = true
			return true, nil
		default:
			return h.settled(ctx)
		}
	})
	h.kill(victim)
	if reached {
		h.Kills++
		h.reached[step]++
	}
	if settled != nil {
		return reached, fmt.Errorf("%w: %s", settled, h.describe(ctx))
	}
	return reached, h.recover(ctx, others)
}

// AtRandom moves the clock to an occurrence, mostly the next, and kills a process at
// a random moment of its work, beside others or alone.
func (h *Harness) AtRandom(ctx context.Context, others int) error {
	hours := 1
	if h.random.IntN(8) == 0 {
		hours = 2 + h.random.IntN(3)
	}
	if err := h.advance(hours); err != nil {
		return err
	}
	for range others {
		if _, err := h.start(""); err != nil {
			return err
		}
	}
	victim, err := h.start("")
	if err != nil {
		return err
	}
	time.Sleep(time.Duration(h.random.Int64N(int64(1500 * time.Millisecond))))
	h.kill(victim)
	h.Kills++
	return h.recover(ctx, max(others, 1))
}

// recover lets other processes finish what a killed one left, and checks the result.
// The clock moves on, past the end of the lease.
func (h *Harness) recover(ctx context.Context, others int) error {
	if err := h.setClock(now(h.directory).Add(5 * time.Second)); err != nil {
		return err
	}
	for len(h.processes) < others {
		if _, err := h.start(""); err != nil {
			return err
		}
	}
	if err := until("settling", patience, func() (bool, error) { return h.settled(ctx) }); err != nil {
		return fmt.Errorf("%w: %s", err, h.describe(ctx))
	}
	for len(h.processes) > 0 {
		h.kill(h.processes[0])
	}
	return h.Check(ctx)
}

// advance moves the clock to five seconds after an occurrence to come.
func (h *Harness) advance(hours int) error {
	h.Occurrences += hours * len(h.drives)
	next := now(h.directory).Truncate(time.Hour).Add(time.Duration(hours) * time.Hour)
	return h.setClock(next.Add(5 * time.Second))
}

// settled reports whether nothing is due before the next occurrence, and nobody
// works.
func (h *Harness) settled(ctx context.Context) (bool, error) {
	var n int
	soon := now(h.directory).Add(10 * time.Minute).UnixMicro()
	// One statement, since a run that ends may start another.
	err := h.service.DB.QueryRowContext(ctx, "SELECT count(*) FROM runs"+
		" WHERE state = 'running' OR state = 'pending' AND wake < $1", soon).Scan(&n)
	return n == 0, err
}

// describe lists the runs under way, for a report of a failure.
func (h *Harness) describe(ctx context.Context) (text string) {
	for _, d := range h.drives {
		runs, _ := h.service.Runs(ctx, h.owner, d.UUID, 200)
		for _, r := range runs {
			if r.State == "running" || r.State == "pending" {
				text += fmt.Sprintf("\n%+v", r)
			}
		}
	}
	return text
}
