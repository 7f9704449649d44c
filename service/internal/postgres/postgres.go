// Package postgres starts clusters of PostgreSQL for tests.
package postgres

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// ErrMissing is the error on a machine without PostgreSQL's server.
var ErrMissing = errors.New("PostgreSQL's server is not installed (Debian's package postgresql-15)")

// Cluster is a server of PostgreSQL on a socket in a temporary directory.
type Cluster struct {
	bin, directory string
}

// Start makes a cluster and starts its server. It runs as user postgres if the
// process runs as root, as the server refuses to.
func Start() (*Cluster, error) {
	bin, err := programs()
	if err != nil {
		return nil, err
	}
	directory, err := os.MkdirTemp("", "postgres")
	if err != nil {
		return nil, err
	}
	c := &Cluster{bin, directory}
	if err := c.prepare(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(directory))
	}
	return c, c.Resume()
}

// programs returns the directory of PostgreSQL's programs.
func programs() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) == 0 {
		return "", ErrMissing
	}
	return filepath.Dir(found[len(found)-1]), nil
}

func (c *Cluster) prepare() error {
	if err := c.own(c.directory); err != nil {
		return err
	}
	if err := c.run("initdb", "-D", c.data(), "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--no-locale"); err != nil {
		return err
	}
	const settings = "listen_addresses=''\nfsync=off\nshared_buffers=32MB\nmax_connections=200\n"
	f, err := os.OpenFile(filepath.Join(c.data(), "postgresql.conf"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(f, "%sunix_socket_directories='%s'\n", settings, c.directory)
	return errors.Join(err, f.Close())
}

func (c *Cluster) data() string { return filepath.Join(c.directory, "data") }

func (c *Cluster) run(program string, args ...string) error {
	args = append([]string{filepath.Join(c.bin, program)}, args...)
	if os.Geteuid() == 0 {
		args = append([]string{"runuser", "-u", "postgres", "--"}, args...)
	}
	command := exec.Command(args[0], args[1:]...)
	command.Dir = c.directory
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", program, err, output)
	}
	return nil
}

// Resume starts the server after [Cluster.Halt].
func (c *Cluster) Resume() error {
	return c.run("pg_ctl", "-D", c.data(), "-w", "-l", filepath.Join(c.directory, "log"), "start")
}

// Halt stops the server at once, and cuts all connections.
func (c *Cluster) Halt() error {
	return c.run("pg_ctl", "-D", c.data(), "-w", "-m", "immediate", "stop")
}

// Remove stops the server and removes its files.
func (c *Cluster) Remove() error {
	err := c.Halt()
	return errors.Join(err, os.RemoveAll(c.directory))
}

// Database makes an empty database, with options of createdb, and returns its
// address.
func (c *Cluster) Database(name string, options ...string) (string, error) {
	err := c.run("createdb", append(options, "-h", c.directory, "-U", "postgres", name)...)
	address := url.URL{
		Scheme: "postgres", User: url.User("postgres"), Path: "/" + name,
		RawQuery: url.Values{"host": {c.directory}}.Encode(),
	}
	return address.String(), err
}

// Processor returns the processor time that the server's connections have used, those
// that ended; 0 on a system without Linux's files of processes.
func (c *Cluster) Processor() time.Duration {
	pid, _ := os.ReadFile(filepath.Join(c.data(), "postmaster.pid"))
	first, _, _ := strings.Cut(string(pid), "\n")
	stat, _ := os.ReadFile(filepath.Join("/proc", first, "stat"))
	_, rest, _ := strings.Cut(string(stat), ") ") // after the name, which may hold anything
	columns := strings.Fields(rest)
	if len(columns) < 15 {
		return 0
	}
	user, _ := strconv.Atoi(columns[13]) // of processes that ended, in hundredths of a second
	system, _ := strconv.Atoi(columns[14])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// DatabaseIn makes an empty database whose tables are in a directory called like it
// below the cluster's own. The function prepares the directory, such as by mounting a
// disk there.
func (c *Cluster) DatabaseIn(name string, prepare func(directory string) error) (address string, err error) {
	directory := filepath.Join(c.directory, name)
	if err := os.Mkdir(directory, 0o700); err != nil {
		return "", err
	}
	if err := prepare(directory); err != nil {
		return "", err
	}
	if err := c.own(directory); err != nil {
		return "", err
	}
	statement := fmt.Sprintf("CREATE TABLESPACE %[1]s LOCATION '%[2]s'", name, directory)
	if err := c.run("psql", "-h", c.directory, "-U", "postgres", "-c", statement); err != nil {
		return "", err
	}
	return c.Database(name, "-D", name)
}

// own gives a directory to the user of the server.
func (c *Cluster) own(directory string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	owner, err := user.Lookup("postgres")
	if err != nil {
		return err
	}
	uid, _ := strconv.Atoi(owner.Uid)
	gid, _ := strconv.Atoi(owner.Gid)
	return os.Chown(directory, uid, gid)
}

// ForTest starts a cluster for a test, which is skipped on a machine without a
// server, and removes the cluster after it.
func ForTest(t testing.TB) *Cluster {
	t.Helper()
	c, err := Start()
	if errors.Is(err, ErrMissing) {
		t.Skipf("NOT TESTED ON POSTGRESQL: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Remove(); err != nil && !strings.Contains(err.Error(), "PID file") {
			t.Error(err)
		}
	})
	return c
}
