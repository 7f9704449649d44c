package main_test

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// listen reports errors of scripts, breaches of the security policy, and requests to
// other hosts than loopback.
func listen(t *testing.T, ctx context.Context) {
	t.Helper()
	require.NoError(t, chromedp.Listen(ctx, func(event any) {
		switch event := event.(type) {
		case *runtime.EventExceptionThrown:
			t.Error(event.ExceptionDetails.Text, event.ExceptionDetails.Exception.Description)
		case *log.EventEntryAdded:
			if event.Entry.Level == log.EntryLevelError {
				t.Error(event.Entry.Text, event.Entry.URL)
			}
		case *network.EventRequestWillBeSent:
			if address := event.Request.URL; !strings.HasPrefix(address, "http://127.0.0.1:") {
				t.Error("request to", address)
			}
		}
	}))
}
