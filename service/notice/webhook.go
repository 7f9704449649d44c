package notice

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"syscall"
	"time"

	"github.com/longcase/longcase/service"
)

// Webhook posts notices to a URL, as JSON. The header Longcase-Signature is
// "t=UNIX,v1=HEX": HEX is the HMAC-SHA-256, under the secret, of UNIX, a full stop
// and the body. A receiver refuses a request whose UNIX, in seconds, is minutes
// away, so that nobody can send an old one again.
type Webhook struct {
	// URL receives the notices. Redirects are not followed.
	URL string
	// Secret is the key of signatures.
	Secret []byte
	// Private allows addresses that are not public, such as those of this machine
	// and its network, which a user who may choose the URL must not reach.
	Private bool
}

// payload is a notice as a webhook gets it.
type payload struct {
	ID        string    `json:"id"`
	Event     string    `json:"event"`
	Owner     string    `json:"owner"`
	Scheduler string    `json:"scheduler"`
	Drive     string    `json:"drive"`
	Snapshot  string    `json:"snapshot"`
	Created   time.Time `json:"created"`
	At        time.Time `json:"at"`
}

// Send posts a notice. Any status but 200 to 299 is an error.
func (h Webhook) Send(ctx context.Context, n service.Notice) error {
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	body, err := json.Marshal(payload{n.ID, n.Name, n.Owner, n.Scheduler, n.Drive, n.Snapshot, n.Created, n.At})
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Idempotency-Key", n.ID)
	r.Header.Set("Longcase-Signature", h.signature(time.Now(), body))
	answer, err := h.client().Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	_, _ = io.CopyN(io.Discard, answer.Body, 1<<16)
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return fmt.Errorf("the webhook answers %s", answer.Status)
	}
	return nil
}

func (h Webhook) signature(now time.Time, body []byte) string {
	unix := strconv.FormatInt(now.Unix(), 10)
	mac := hmac.New(sha256.New, h.Secret)
	mac.Write([]byte(unix + "."))
	mac.Write(body)
	return "t=" + unix + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}

// client returns a client without redirects, proxies and kept connections. The
// address is judged when it is dialled, after the name was resolved: a name that
// resolves otherwise the second time gets nowhere.
func (h Webhook) client() *http.Client {
	dialer := &net.Dialer{Timeout: sendTime}
	if !h.Private {
		dialer.Control = func(_, address string, _ syscall.RawConn) error { return public(address) }
	}
	return &http.Client{
		Transport: &http.Transport{DialContext: dialer.DialContext, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		},
	}
}

// reserved are networks, besides those that netip knows, that are not the public
// internet's: RFC 6598, RFC 2544, RFC 6052 and RFC 3056, whose addresses embed
// others.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("2002::/16"),
}

// public returns an error for an address that is not public.
func public(address string) error {
	end, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	a := end.Addr().Unmap()
	bad := !a.IsGlobalUnicast() || a.IsPrivate()
	for _, network := range reserved {
		bad = bad || network.Contains(a)
	}
	if bad {
		return fmt.Errorf("%s: not a public address", a)
	}
	return nil
}
