// Package faults kills processes of the service, again and again, and checks after
// each death what the survivors make of it.
//
// A harness starts itself as the service, in a process of its own, with a clock that
// the harness sets. It moves the clock from occurrence to occurrence, kills the
// process with SIGKILL at a named step or after a random time, starts another, and
// in the end holds the database against the schedule and the storage.
package faults

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"github.com/google/uuid"

	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/internal/step"
)

// scheduler is the scheduler of all drives: every hour, kept for a day.
const scheduler = `{"name":"hourly","type":"snapshot","is_enabled":true,"is_default":false,
	"manual_incremental_backup":"","incremental_backup":{"day_of_week":"*","day_of_month":"*","month":"*",
	"hour":"*","minute":"0","repeat":{"hour":"","minute":""},"start_time":{},"end_time":{}},
	"retention_policy":{"name":"","rules":[{"period":"days","quantity":1}]},"user_timezone":"Etc/UTC"}`

// begin is the first instant of the harness's clock.
var begin = time.Date(2025, 3, 1, 0, 30, 0, 0, time.UTC)

// older is the number of snapshots of a drive that exist at first, one an hour, so
// that from the first hour on some are to be deleted.
const older = 26

// Harness is a database and a storage with drives, and the processes that work on
// them.
type Harness struct {
	directory string // of the storage, the sources, the clock
	database  string
	drives    []driver.Drive
	owner     string
	service   *service.Service // the harness's own, for requests
	processes []*process
	random    *rand.Rand
	Log       io.Writer
	// Kills counts the processes killed, at a step or at random, and Occurrences the
	// occurrences that came due.
	Kills, Occurrences int
	reached            map[string]int // kills by step
	// back is how far the clock was put back at most. So much too early may be the
	// time recorded for a deletion by the other clock.
	back time.Duration
	// late reports that the clock jumped, so that an attempt cut short may find the
	// next occurrence due: the occurrence has then failed.
	late bool
}

// New prepares a harness in a directory, for a database that is empty.
func New(ctx context.Context, directory, database string, drives int, seed uint64) (*Harness, error) {
	h := &Harness{
		directory: directory, database: database, owner: uuid.NewString(),
		random: rand.New(rand.NewPCG(seed, 0)), Log: io.Discard, reached: map[string]int{},
	}
	if err := h.setClock(begin); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Join(directory, "storage"), 0o700); err != nil {
		return nil, err
	}
	s, err := newService(ctx, directory, database, "harness")
	if err != nil {
		return nil, err
	}
	h.service = s
	created, _, err := s.CreateSchedulers(ctx, h.owner, []byte(scheduler))
	if err != nil {
		return nil, err
	}
	for range drives {
		if err := h.addDrive(ctx, created[0].UUID()); err != nil {
			return nil, err
		}
	}
	return h, s.PauseDeletions(ctx, h.owner, false)
}

// addDrive adds a drive with a file, and with snapshots that the service does not
// know.
func (h *Harness) addDrive(ctx context.Context, scheduler string) error {
	d := driver.Drive{UUID: uuid.NewString(), Source: filepath.Join(h.directory, "source", uuid.NewString())}
	if err := os.MkdirAll(d.Source, 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(d.Source, "file"), []byte("text\n"), 0o600); err != nil {
		return err
	}
	for i := range older {
		at := begin.Add(-time.Duration(i)*time.Hour - 30*time.Minute)
		if err := storage(h.directory).Create(ctx, d, d.UUID+"@"+at.Format("2006-01-02T15:04:05Z")); err != nil {
			return err
		}
	}
	h.drives = append(h.drives, d)
	if err := h.service.AddDrive(ctx, service.Drive{UUID: d.UUID, Owner: h.owner, Source: d.Source}); err != nil {
		return err
	}
	_, err := h.service.Link(ctx, h.owner, d.UUID, scheduler)
	return err
}

// Close kills what runs and closes the database.
func (h *Harness) Close() error {
	for len(h.processes) > 0 {
		h.kill(h.processes[0])
	}
	return h.service.DB.Close()
}

// clockFile is the file that holds how far the clock of the processes is ahead of
// the machine's.
func clockFile(directory string) string { return filepath.Join(directory, "clock") }

// setClock sets the clock of all processes.
func (h *Harness) setClock(now time.Time) error {
	temporary := clockFile(h.directory) + ".new"
	ahead := time.Until(now).String()
	if err := os.WriteFile(temporary, []byte(ahead), 0o600); err != nil {
		return err
	}
	return os.Rename(temporary, clockFile(h.directory))
}

// now reads the clock of the processes.
func now(directory string) time.Time {
	text, err := os.ReadFile(clockFile(directory))
	if err != nil {
		panic(err)
	}
	ahead, err := time.ParseDuration(string(text))
	if err != nil {
		panic(err)
	}
	return time.Now().Add(ahead)
}

// The environment of a process that is to be the service.
const (
	directoryKey = "LONGCASE_FAULTS_DIRECTORY"
	databaseKey  = "LONGCASE_FAULTS_DATABASE"
	stepKey      = "LONGCASE_FAULTS_STEP"
)

// Main is the service, if the harness started this process to be it; otherwise it
// returns at once. It never returns from the service.
func Main() {
	directory := os.Getenv(directoryKey)
	if directory == "" {
		return
	}
	ctx := step.With(context.Background(), func(name string) {
		if name == os.Getenv(stepKey) {
			_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
			select {} // until the signal comes
		}
	})
	s, err := newService(ctx, directory, os.Getenv(databaseKey), "")
	if err == nil {
		fmt.Println("started")
		err = s.Run(ctx)
	}
	fmt.Fprintln(os.Stderr, "service:", err)
	os.Exit(1)
}

// process is a process of the service.
type process struct {
	*exec.Cmd
	ended chan struct{}
}

// start starts a process, which kills itself at a step unless that is "".
func (h *Harness) start(step string) (*process, error) {
	executable, err := os.Executable()
	if err != nil {
		return nil, err
	}
	command := exec.Command(executable)
	command.Env = append(os.Environ(), directoryKey+"="+h.directory, databaseKey+"="+h.database, stepKey+"="+step)
	command.Stderr = h.Log
	p := &process{command, make(chan struct{})}
	if err := command.Start(); err != nil {
		return nil, err
	}
	go func() {
		_ = command.Wait()
		close(p.ended)
	}()
	h.processes = append(h.processes, p)
	return p, nil
}

// kill kills a process at once.
func (h *Harness) kill(p *process) {
	_ = p.Process.Kill()
	<-p.ended
	for i, other := range h.processes {
		if other == p {
			h.processes = append(h.processes[:i], h.processes[i+1:]...)
			break
		}
	}
}

// errSlow is the error for work that takes too long.
var errSlow = errors.New("not done in time")

// until waits until a condition holds. An error is no end: the database may be away.
func until(what string, limit time.Duration, done func() (bool, error)) (err error) {
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var ok bool
		if ok, err = done(); ok && err == nil {
			return nil
		}
	}
	return errors.Join(fmt.Errorf("%s: %w", what, errSlow), err)
}
