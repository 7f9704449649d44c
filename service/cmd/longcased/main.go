// Command longcased takes, keeps and deletes the snapshots of drives by their
// schedulers, and serves CloudSigma's API for them.
//
//	longcased [flags]                        run
//	longcased [flags] user add NAME          add a user; the password is printed once
//	longcased [flags] drive add USER SOURCE  put a drive under the service's care
//	longcased [flags] deletions on|off       let snapshots be deleted, or pause that
//
// The first run makes a user, a drive with real files, and the vendor's example of
// son, father and grandfather, and prints where to look. Nothing is deleted before
// "deletions on".
//
// It listens on loopback. Other addresses want -tls-cert and -tls-key, or -insecure
// where something else encrypts, since passwords pass with every request.
//
// On SQLite a second process is refused at start. On PostgreSQL any number work
// together, and see each other's runs by their leases.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	_ "time/tzdata" // zones, where the machine has none
)

// options are the command's flags.
type options struct {
	data, database      string
	driver, backups     string
	mount               string
	listen              string
	cert, key           string
	insecure            bool
	mailHost, mailFrom  string
	webhook, secretFile string
	qumulo              string
	chosen              []string // the flags given that say which database
	args                []string
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "longcased:", err)
		os.Exit(1)
	}
}

// run runs the command with its arguments.
func run(ctx context.Context, args []string, out, log io.Writer) error {
	o, err := parse(args, log)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(o.data, 0o700); err != nil {
		return err
	}
	slog.SetDefault(slog.New(slog.NewTextHandler(log, nil)))
	d, err := open(ctx, o)
	if err != nil {
		return err
	}
	defer d.close()
	if len(o.args) > 0 {
		return d.administer(ctx, o.args, out)
	}
	return d.serve(ctx, out)
}

// parse reads the flags.
func parse(args []string, log io.Writer) (options, error) {
	var o options
	f := flag.NewFlagSet("longcased", flag.ContinueOnError)
	f.SetOutput(log)
	f.StringVar(&o.data, "data", "longcased", "the `folder` of the database, the example and the copies")
	f.StringVar(&o.database, "database", "", "postgres://... or the `path` of SQLite's file (default longcase.db in -data)")
	f.StringVar(&o.driver, "driver", "directory", "the storage: "+drivers)
	f.StringVar(&o.backups, "backups", "", "the `folder` of the driver directory's copies (default copies in -data), restic's repository,\n"+
		"or an existing folder below -mount for the snapshots of btrfs")
	f.StringVar(&o.mount, "mount", "", "the `folder` where the top level (subvolid=5) of a file system of btrfs is mounted")
	f.StringVar(&o.listen, "listen", "127.0.0.1:8080", "the `address` to listen on")
	f.StringVar(&o.cert, "tls-cert", "", "the `file` of the certificate")
	f.StringVar(&o.key, "tls-key", "", "the `file` of its key")
	f.BoolVar(&o.insecure, "insecure", false, "listen on other addresses than loopback without TLS")
	f.StringVar(&o.mailHost, "mail-host", "", "the `server` for notices by mail, without TLS, such as localhost")
	f.StringVar(&o.mailFrom, "mail-from", "", "the sender's `address`; owners whose name is an address get mail")
	f.StringVar(&o.webhook, "webhook", "", "the `URL` to which notices are posted")
	f.StringVar(&o.secretFile, "webhook-secret", "", "the `file` with the secret of the webhook's signatures")
	f.StringVar(&o.qumulo, "qumulo", "", "the `file` of Qumulo's policies whose status is answered below /v3/")
	f.Usage = func() {
		fmt.Fprintf(log, "Usage: longcased [flags], or with the flags of the same database %s\n", commands)
		f.PrintDefaults()
	}
	if err := f.Parse(args); err != nil {
		return o, err
	}
	o.args = f.Args()
	f.Visit(func(given *flag.Flag) {
		if given.Name == "data" || given.Name == "database" {
			o.chosen = append(o.chosen, "-"+given.Name, given.Value.String())
		}
	})
	if o.database == "" {
		o.database = filepath.Join(o.data, "longcase.db")
	}
	if o.backups == "" && o.driver == "directory" {
		o.backups = filepath.Join(o.data, "copies")
	}
	return o, nil
}
