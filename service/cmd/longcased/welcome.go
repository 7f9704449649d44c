package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"strings"

	"github.com/google/uuid"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/api"
)

// demo is the name of the first user.
const demo = "demo"

// welcome prints where to look, and before the first run makes something to see: a
// user, a drive with files, and a scheduler.
func (d *daemon) welcome(ctx context.Context, out io.Writer, url string) error {
	users, err := d.service.Users(ctx)
	if err != nil {
		return err
	}
	if len(users) > 0 {
		fmt.Fprintf(out, "longcased answers at %[1]s/api/2.0/, with a page at %[1]s/\n", url)
		return d.remind(ctx, out)
	}
	u, password, err := d.addUser(ctx, demo)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "longcased answers at %[1]s/api/2.0/, with a page at %[1]s/\n\n"+
		"user:     %[2]s\npassword: %[3]s (not shown again)\n", url, u.Name, password)
	if d.driver != "directory" {
		return d.remind(ctx, out)
	}
	drive, source, err := d.addExample(ctx, u)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, `drive:    %[1]s, the files in %[2]s
copies:   %[3]s

Try:

  curl -u %[4]s:%[5]s %[6]s/api/2.0/backupschedulers/
  curl -u %[4]s:%[5]s -X POST '%[6]s/api/2.0/drives/%[1]s/action/?do=take_snapshot'
  curl -u %[4]s:%[5]s %[6]s/api/2.0/snapshots/

`, drive, source, d.backups, demo, password, url)
	return d.remind(ctx, out)
}

// remind prints, while deletions are paused, the command that lets them go on, with
// the flags that choose the same database.
func (d *daemon) remind(ctx context.Context, out io.Writer) error {
	paused, err := d.service.DeletionsPaused(ctx)
	if err != nil || !paused {
		return err
	}
	words := append(program(), d.chosen...)
	for i, word := range words {
		words[i] = quoted(word)
	}
	fmt.Fprintf(out, "Nothing is deleted until: %s deletions on\n", strings.Join(words, " "))
	return nil
}

// program returns the words that start this program again. One that "go run" built
// is gone when it ends.
func program() []string {
	if build, ok := debug.ReadBuildInfo(); ok && strings.Contains(os.Args[0], "go-build") {
		return []string{"go", "run", build.Path}
	}
	return []string{os.Args[0]}
}

// quoted returns a word as a shell reads it.
func quoted(word string) string {
	if plain.MatchString(word) {
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

var plain = regexp.MustCompile(`^[-+_./:@%=0-9A-Za-z]+$`)

// addUser adds a user with a random password, and returns both.
func (d *daemon) addUser(ctx context.Context, name string) (u service.User, password string, err error) {
	password = strings.ToLower(rand.Text())
	hash, err := api.HashPassword(password)
	if err != nil {
		return u, "", err
	}
	u, err = d.service.AddUser(ctx, name, hash)
	return u, password, err
}

// addExample adds a drive with files, links the vendor's example of son, father and
// grandfather, and takes the first snapshot.
func (d *daemon) addExample(ctx context.Context, u service.User) (drive, source string, err error) {
	source, err = filepath.Abs(filepath.Join(d.data, "example"))
	if err != nil {
		return "", "", err
	}
	for _, folder := range []string{source, d.backups} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return "", "", err
		}
	}
	const text = "A file of the example drive. Change it, and look at the copies.\n"
	if err := os.WriteFile(filepath.Join(source, "hello.txt"), []byte(text), 0o600); err != nil {
		return "", "", err
	}
	drive = uuid.NewString()
	if err := d.service.AddDrive(ctx, service.Drive{UUID: drive, Owner: u.UUID, Name: "example", Source: source}); err != nil {
		return "", "", err
	}
	created, _, err := d.service.CreateSchedulers(ctx, u.UUID, []byte(sonFatherGrandfather()))
	if err != nil {
		return "", "", err
	}
	if _, err := d.service.Link(ctx, u.UUID, drive, created[0].UUID()); err != nil {
		return "", "", err
	}
	_, err = d.service.TakeNow(ctx, u.UUID, drive)
	return drive, source, err
}

// sonFatherGrandfather returns the body of the vendor's example.
func sonFatherGrandfather() string {
	for _, e := range cloudsigma.Examples() {
		if e.Name == "sfg" {
			return e.Body
		}
	}
	return ""
}
