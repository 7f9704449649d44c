package faults

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// patience is how long a machine under load may take for what takes a second.
const patience = 3 * time.Minute

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
	h.pause(1500 * time.Millisecond)
	h.kill(victim)
	h.Kills++
	return h.recover(ctx, max(others, 1))
}

// Jump puts the clock forward or, by a negative duration, back, in the middle of
// the work on an occurrence, while a process kills itself at a step; "" kills none.
// A clock put back is put right again in the end, since what was due waits for it.
func (h *Harness) Jump(ctx context.Context, by time.Duration, step string, others int) error {
	if err := h.advance(1); err != nil {
		return err
	}
	if _, err := h.start(step); err != nil {
		return err
	}
	h.pause(time.Second)
	h.late, h.back = true, max(h.back, -by)
	was := now(h.directory)
	if err := h.setClock(was.Add(by)); err != nil {
		return err
	}
	if err := h.staff(others + 1); err != nil {
		return err
	}
	h.pause(2 * time.Second)
	if by >= 0 {
		return h.recover(ctx, others+1)
	}
	if err := h.setClock(was); err != nil {
		return err
	}
	// Deletions that were not due by the other clock wait for the next plan.
	if err := h.settle(ctx, others+1); err != nil {
		return err
	}
	if err := h.advance(1); err != nil {
		return err
	}
	return h.recover(ctx, others+1)
}

// pause sleeps for less than a duration.
func (h *Harness) pause(limit time.Duration) {
	time.Sleep(time.Duration(h.random.Int64N(int64(limit))))
}

// Away takes the database away in the middle of the work of some processes, and
// gives it back; the processes go on.
func (h *Harness) Away(ctx context.Context, halt, resume func() error, processes int) error {
	if err := h.staff(processes); err != nil {
		return err
	}
	if err := h.advance(1); err != nil {
		return err
	}
	h.pause(2 * time.Second)
	if err := halt(); err != nil {
		return err
	}
	h.pause(4 * time.Second)
	if err := resume(); err != nil {
		return err
	}
	return h.recover(ctx, processes)
}

// recover lets other processes finish what a killed one left, and checks the result.
func (h *Harness) recover(ctx context.Context, others int) error {
	if err := h.settle(ctx, others); err != nil {
		return err
	}
	for len(h.processes) > 0 {
		h.kill(h.processes[0])
	}
	return h.Check(ctx)
}

// settle lets processes do all that is due. The clock moves on, past the end of the
// leases of those that were killed.
func (h *Harness) settle(ctx context.Context, processes int) error {
	if err := h.setClock(now(h.directory).Add(5 * time.Second)); err != nil {
		return err
	}
	settled := until("settling", patience, func() (bool, error) {
		if err := h.staff(processes); err != nil { // one may have killed itself only now
			return false, err
		}
		return h.settled(ctx)
	})
	if settled != nil {
		return fmt.Errorf("%w: %s", settled, h.describe(ctx))
	}
	return nil
}

// staff starts processes until there are as many as wanted.
func (h *Harness) staff(processes int) error {
	h.bury()
	for len(h.processes) < processes {
		if _, err := h.start(""); err != nil {
			return err
		}
	}
	return nil
}

// bury forgets processes that killed themselves.
func (h *Harness) bury() {
	h.processes = slices.DeleteFunc(h.processes, func(p *process) bool {
		select {
		case <-p.ended:
			return true
		default:
			return false
		}
	})
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
