package restic

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/longcase/longcase/inventory"
	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/driver/internal/program"
	"github.com/longcase/longcase/service/driver/internal/valid"
)

// Config configures a [Driver]. The zero value leaves all to restic's variables.
type Config struct {
	// Repository is restic's name of the repository, such as "/backup/restic" or
	// "s3:https://s3.example.com/bucket/{uuid}". {uuid} stands for the drive's UUID.
	// "" is the variable RESTIC_REPOSITORY.
	Repository string
	// PasswordFile is the path of a file with the password. "" is restic's variables.
	PasswordFile string
}

// Driver is a [driver.Driver] of a repository. The zero value leaves all to restic's
// variables.
type Driver struct{ config Config }

var _ driver.Driver = (*Driver)(nil)

// New returns a driver.
func New(config Config) *Driver { return &Driver{config} }

// Create backs the drive's source up; see the package documentation.
func (d *Driver) Create(ctx context.Context, drive driver.Drive, name string) error {
	if err := errors.Join(valid.Drive(drive), valid.Name(name)); err != nil {
		return err
	}
	if !filepath.IsAbs(drive.Source) {
		return fmt.Errorf("source %q: want an absolute path", drive.Source)
	}
	r := d.repository(drive)
	list, err := r.list(ctx)
	if err != nil || len(list.named(name)) > 0 {
		return err
	}
	// A partial backup of this name may be that of a live process, of the others not.
	if err := r.forget(ctx, list.partial(func(of string) bool { return of != name })); err != nil {
		return err
	}
	failure := r.backup(ctx, name)
	if list, err = r.list(ctx); err != nil {
		return cmp.Or(failure, err)
	}
	whole := list.named(name)
	if len(whole) == 0 {
		return cmp.Or(failure, fmt.Errorf("restic: succeeded, but the list has no snapshot %q", name))
	}
	// Of overlapping backups the first counts, and all see the same first.
	rest := list.partial(func(of string) bool { return of == name })
	return r.forget(ctx, append(rest, whole[1:]...))
}

// Delete forgets a snapshot, by its name or by the ID under which it is listed.
func (d *Driver) Delete(ctx context.Context, drive driver.Drive, name string) error {
	if err := valid.Drive(drive); err != nil {
		return err
	}
	if !valid.IsName(name) { // nor an ID
		return nil
	}
	r := d.repository(drive)
	list, err := r.list(ctx)
	if err != nil {
		return err
	}
	rest := list.partial(func(of string) bool { return of == name })
	return r.forget(ctx, append(rest, list.named(name)...))
}

// List lists the snapshots of a drive. Those of one name, which overlapping calls may
// have left, are listed as the first of them, and deleted together.
func (d *Driver) List(ctx context.Context, drive driver.Drive) ([]inventory.Item, error) {
	if err := valid.Drive(drive); err != nil {
		return nil, err
	}
	list, err := d.repository(drive).list(ctx)
	if err != nil {
		return nil, err
	}
	var items []inventory.Item
	seen := map[string]bool{}
	for _, s := range list {
		if s.isPartial || seen[s.name] {
			continue
		}
		seen[s.name] = true
		item := s.Item
		item.Name = s.name
		items = append(items, item)
	}
	return items, nil
}

// repository is the repository of a drive.
type repository struct {
	drive     driver.Drive
	variables []string
}

func (d *Driver) repository(drive driver.Drive) repository {
	r := repository{drive: drive}
	if d.config.Repository != "" {
		name := strings.ReplaceAll(d.config.Repository, "{uuid}", drive.UUID)
		r.variables = append(r.variables, "RESTIC_REPOSITORY="+name)
	}
	if d.config.PasswordFile != "" {
		r.variables = append(r.variables, "RESTIC_PASSWORD_FILE="+d.config.PasswordFile)
	}
	return r
}

// run runs restic. An interrupt lets it remove its lock.
func (r repository) run(ctx context.Context, arguments ...string) (program.Output, error) {
	return program.Run(ctx, program.Command{
		Arguments: append([]string{"restic"}, arguments...), Variables: r.variables, Interrupt: true,
	})
}

// patiently runs restic, again and again while the repository is locked by others.
func (r repository) patiently(ctx context.Context, arguments ...string) (program.Output, error) {
	for wait := time.Second; ; wait = min(2*wait, 30*time.Second) {
		output, err := r.run(ctx, arguments...)
		if !isLocked(err) {
			return output, err
		}
		if _, err := r.run(ctx, "unlock"); err != nil {
			return output, err
		}
		select {
		case <-ctx.Done():
			return output, context.Cause(ctx)
		case <-time.After(wait):
		}
	}
}

// isLocked reports whether restic failed because of a lock: by its exit code since
// 0.17, and before by its words.
func isLocked(err error) bool {
	var failure *program.Error
	if !errors.As(err, &failure) {
		return false
	}
	return program.ExitCode(err) == 11 || strings.Contains(failure.Errors, "repository is already locked")
}

// forget forgets snapshots.
func (r repository) forget(ctx context.Context, snapshots []snapshot) error {
	if len(snapshots) == 0 {
		return nil
	}
	arguments := []string{"forget"}
	for _, s := range snapshots {
		arguments = append(arguments, s.Name)
	}
	_, err := r.patiently(ctx, arguments...)
	return err
}

// backup makes a partial snapshot, and makes it whole.
func (r repository) backup(ctx context.Context, name string) error {
	tags := []string{"--tag", partialTag + r.drive.UUID, "--tag", nameTag + name}
	arguments := append([]string{"backup", "--json", "--quiet"}, tags...)
	output, err := r.patiently(ctx, append(arguments, "--", r.drive.Source)...)
	if err != nil && !isOnlyVanished(err, r.drive.Source) {
		return err
	}
	id, err := savedID(output.Text)
	if err != nil {
		return err
	}
	_, err = r.patiently(ctx, "tag", "--set", driveTag+r.drive.UUID, "--set", nameTag+name, id)
	return err
}

// savedID returns the ID of the snapshot from the summary, the last line of a backup.
func savedID(text []byte) (string, error) {
	var summary struct {
		ID string `json:"snapshot_id"`
	}
	lines := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	err := json.Unmarshal(lines[len(lines)-1], &summary)
	if err == nil && summary.ID == "" {
		err = errors.New("no snapshot_id")
	}
	if err != nil {
		return "", fmt.Errorf("summary of restic backup: %w", err)
	}
	return summary.ID, nil
}

// exitIncomplete is restic's exit code for a snapshot without some files.
const exitIncomplete = 3

// isOnlyVanished reports whether a backup lacks nothing but files that no longer
// exist, the source not among them. The words of restic's errors changed between
// versions; the files themselves tell.
func isOnlyVanished(err error, source string) bool {
	var failure *program.Error
	if !errors.As(err, &failure) || program.ExitCode(err) != exitIncomplete {
		return false
	}
	gone := func(path string) bool {
		_, err := os.Lstat(path)
		return errors.Is(err, fs.ErrNotExist)
	}
	vanished := 0
	for line := range strings.Lines(failure.Errors) {
		var message struct {
			Type string `json:"message_type"`
			Item string `json:"item"`
		}
		notJSON := json.Unmarshal([]byte(line), &message) != nil
		if notJSON && strings.HasPrefix(line, "Warning: at least one source file") || message.Type == "exit_error" {
			continue // what the exit code says
		}
		if message.Type != "error" || !filepath.IsAbs(message.Item) || !gone(message.Item) {
			return false
		}
		vanished++
	}
	return vanished > 0 && !gone(source)
}

// snapshot is a snapshot of the list.
type snapshot struct {
	inventory.Item        // its Name is the ID
	name           string // of Create, or the ID
	isPartial      bool
}

// snapshots are snapshots, the oldest first.
type snapshots []snapshot

// named returns the whole snapshots with a name.
func (list snapshots) named(name string) (found []snapshot) {
	for _, s := range list {
		if !s.isPartial && s.name == name {
			found = append(found, s)
		}
	}
	return found
}

// partial returns the partial snapshots whose names have a property.
func (list snapshots) partial(has func(name string) bool) (found []snapshot) {
	for _, s := range list {
		if s.isPartial && has(s.name) {
			found = append(found, s)
		}
	}
	return found
}

const (
	driveTag   = "longcase-drive="
	nameTag    = "longcase-name="
	partialTag = "longcase-partial="
)

// list lists the snapshots of a drive, partial ones too. It tries again after a
// warning: a snapshot tagged or forgotten meanwhile cannot be read. It takes no lock,
// and so waits for nobody.
func (r repository) list(ctx context.Context) (snapshots, error) {
	const attempts = 5
	for attempt := 1; ; attempt++ {
		output, err := r.run(ctx, "snapshots", "--json", "--no-lock",
			"--tag", driveTag+r.drive.UUID, "--tag", partialTag+r.drive.UUID)
		if err == nil && output.Errors != "" {
			err = &program.Error{Program: "restic snapshots", Errors: output.Errors, Err: errWarning}
		}
		if err == nil {
			return r.read(output.Text)
		}
		if !errors.Is(err, errWarning) || attempt == attempts {
			return nil, err
		}
	}
}

var errWarning = errors.New("a warning; the list may lack a snapshot")

// read reads a list by package inventory, and the tags.
func (r repository) read(text []byte) (list snapshots, err error) {
	items, err := inventory.Read(inventory.Restic, bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("list of restic: %w", err)
	}
	var tagged []struct {
		ID   string   `json:"id"`
		Tags []string `json:"tags"`
	}
	if err := json.Unmarshal(text, &tagged); err != nil || len(tagged) != len(items) {
		return nil, fmt.Errorf("list of restic: %d snapshots: want %d, as before: %w", len(tagged), len(items), err)
	}
	for i, item := range items {
		item.Group = r.drive.UUID
		s := snapshot{Item: item, name: item.Name, isPartial: slices.Contains(tagged[i].Tags, partialTag+r.drive.UUID)}
		for _, tag := range tagged[i].Tags {
			if name, ok := strings.CutPrefix(tag, nameTag); ok && valid.IsName(name) {
				s.name = name
			}
		}
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b snapshot) int {
		return cmp.Or(a.Snapshot.Created.Compare(b.Snapshot.Created), cmp.Compare(a.Name, b.Name))
	})
	return list, nil
}
