// Command playground serves a page that shows snapshot policies as one types: when
// snapshots are taken, which are kept, and what a year does to them.
//
//	go -C playground run .
//
// It compiles the engine to WebAssembly and listens on loopback. The page loads nothing
// from elsewhere, sends nothing anywhere, and after a visit opens without a network.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"github.com/longcase/longcase/playground/site"
)

func main() {
	address := flag.String("listen", "127.0.0.1:8917", "listen on `ADDRESS`")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *address); err != nil {
		fmt.Fprintln(os.Stderr, "playground:", err)
		os.Exit(1)
	}
}

// run serves the page until the context ends.
func run(ctx context.Context, address string) error {
	engine, err := site.BuildEngine(ctx)
	if err != nil {
		return err
	}
	handler, err := site.Handler(engine)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { server.Close() })
	fmt.Printf("http://%s/\n", listener.Addr())
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
