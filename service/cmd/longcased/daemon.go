package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/longcase/longcase/qumulo"
	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/api"
	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/driver/command"
	"github.com/longcase/longcase/service/driver/directory"
	"github.com/longcase/longcase/service/driver/restic"
	"github.com/longcase/longcase/service/notice"
	"github.com/longcase/longcase/service/page"
)

// daemon is an open service.
type daemon struct {
	options
	service *service.Service
	sqlite  bool
}

// open opens the database and the storage.
func open(ctx context.Context, o options) (*daemon, error) {
	storage, err := o.storage()
	if err != nil {
		return nil, err
	}
	db, dialect, err := service.Open(o.database)
	if err != nil {
		return nil, err
	}
	d := &daemon{options: o, sqlite: dialect == service.SQLite}
	notify, err := d.notify()
	if err == nil {
		d.service, err = service.New(ctx, service.Config{DB: db, Dialect: dialect, Driver: storage, Notify: notify})
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return d, nil
}

func (d *daemon) close() { d.service.DB.Close() }

// storage returns the driver that the flags choose.
func (o options) storage() (driver.Driver, error) {
	switch o.driver {
	case "directory":
		root, err := filepath.Abs(o.backups)
		if err != nil {
			return nil, err
		}
		return directory.New(root), nil
	case "restic":
		return restic.New(restic.Config{Repository: o.backups}), nil
	case "btrfs":
		return o.btrfs()
	case "zfs":
		return command.New(command.ZFS())
	case "lvm":
		return command.New(command.LVM(""))
	case "qemu-img":
		return command.New(command.QemuImg())
	}
	return nil, fmt.Errorf("-driver %q: want %s", o.driver, drivers)
}

// drivers lists the values of -driver.
const drivers = "directory, restic, btrfs, zfs, lvm or qemu-img"

// btrfs returns the driver of a mounted file system, whose snapshots are in the
// folder -backups below the mount.
func (o options) btrfs() (driver.Driver, error) {
	mount, err := filepath.Abs(o.mount)
	if err != nil {
		return nil, err
	}
	folder := o.backups
	if filepath.IsAbs(folder) {
		if folder, err = filepath.Rel(mount, folder); err != nil {
			return nil, err
		}
	}
	if o.mount == "" || !filepath.IsLocal(folder) {
		return nil, fmt.Errorf("-driver btrfs: -mount %q, -backups %q: "+
			"want where the top level is mounted, and a folder below it", o.mount, o.backups)
	}
	return command.New(command.Btrfs(mount, filepath.Clean(folder)))
}

// notify returns the sender of notices that the flags choose; nil for none.
func (d *daemon) notify() (func(context.Context, service.Notice) error, error) {
	var senders []func(context.Context, service.Notice) error
	if d.webhook != "" {
		secret, err := os.ReadFile(d.secretFile)
		if err != nil {
			return nil, fmt.Errorf("-webhook wants -webhook-secret: %w", err)
		}
		hook := notice.Webhook{URL: d.webhook, Secret: bytes.TrimSpace(secret), Private: true}
		senders = append(senders, hook.Send)
	}
	if d.mailHost != "" {
		if d.mailFrom == "" {
			return nil, errors.New("-mail-host wants -mail-from")
		}
		mail := notice.Mail{Host: d.mailHost, Plain: true, From: d.mailFrom, Address: d.address}
		senders = append(senders, mail.Send)
	}
	if senders == nil {
		return nil, nil
	}
	return notice.All(senders...), nil
}

// address returns the mail address of an owner: the name, if it is one.
func (d *daemon) address(ctx context.Context, owner string) (string, error) {
	users, err := d.service.Users(ctx)
	for _, u := range users {
		if u.UUID == owner && strings.Contains(u.Name, "@") {
			return u.Name, nil
		}
	}
	return "", err
}

// serve runs the service and its API until the context ends.
func (d *daemon) serve(ctx context.Context, out io.Writer) error {
	if d.sqlite {
		unlock, err := lock(d.database, d.listen)
		if err != nil {
			return err
		}
		defer unlock()
	}
	listener, err := d.listener()
	if err != nil {
		return err
	}
	defer listener.Close()
	policies, err := d.policies()
	if err != nil {
		return err
	}
	handler, err := api.New(d.service, api.Config{Policies: policies, Fallback: page.New(d.service, page.Config{})})
	if err != nil {
		return err
	}
	if err := d.welcome(ctx, out, d.scheme()+"://"+listener.Addr().String()); err != nil {
		return err
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
	}
	return d.until(ctx, server, listener)
}

// policies returns the policies of the file -qumulo; nil without one.
func (o options) policies() (*qumulo.Document, error) {
	if o.qumulo == "" {
		return nil, nil
	}
	text, err := os.ReadFile(o.qumulo)
	if err != nil {
		return nil, err
	}
	document, err := qumulo.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("-qumulo %s: %w", o.qumulo, err)
	}
	return document, nil
}

// until serves until the context ends, or the server or the service fails, and lets
// requests under way finish.
func (d *daemon) until(ctx context.Context, server *http.Server, listener net.Listener) error {
	ctx, cancel := context.WithCancelCause(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		cancel(d.service.Run(ctx))
	}()
	go func() { cancel(server.Serve(listener)) }()
	<-ctx.Done()
	finish, stop := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer stop()
	err := server.Shutdown(finish)
	<-done
	if cause := context.Cause(ctx); !errors.Is(cause, context.Canceled) {
		return cause
	}
	return err
}

// listener listens on the address, if it is safe to.
func (d *daemon) listener() (net.Listener, error) {
	if (d.cert == "") != (d.key == "") {
		return nil, errors.New("-tls-cert and -tls-key want each other")
	}
	if d.cert == "" && !d.insecure && !loopback(d.listen) {
		return nil, fmt.Errorf("-listen %q: passwords would pass in the clear: "+
			"want an address of loopback, or -tls-cert and -tls-key, or -insecure", d.listen)
	}
	listener, err := net.Listen("tcp", d.listen)
	if err != nil || d.cert == "" {
		return listener, err
	}
	pair, err := tls.LoadX509KeyPair(d.cert, d.key)
	if err != nil {
		listener.Close()
		return nil, err
	}
	return tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}), nil
}

func (d *daemon) scheme() string {
	if d.cert == "" {
		return "http"
	}
	return "https"
}

// loopback reports whether an address is reached from this machine alone.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
