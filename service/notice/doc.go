// Package notice sends a service's notices by mail and to webhooks.
//
//	config.Notify = notice.Webhook{URL: "https://example.org/hook", Secret: secret}.Send
//
// The service sends a notice once, and remembers that it was sent. A process killed
// between the two sends it again, with the same identifier: as Message-ID of a mail,
// and as the header Idempotency-Key of a webhook's request.
package notice

import (
	"context"
	"fmt"
	"time"

	"github.com/longcase/longcase/service"
)

// sendTime bounds an attempt to send a notice.
const sendTime = 30 * time.Second

// All returns a function that sends a notice by each of several, in order. It
// fails as soon as one does, and is then repeated as a whole.
func All(senders ...func(context.Context, service.Notice) error) func(context.Context, service.Notice) error {
	return func(ctx context.Context, n service.Notice) error {
		for _, send := range senders {
			if err := send(ctx, n); err != nil {
				return err
			}
		}
		return nil
	}
}

// sentence says what a notice is about. Names are quoted: they may hold any text.
func sentence(n service.Notice) string {
	event := "was created"
	if n.Name == deletion {
		event = "was deleted by the retention policy"
	}
	return fmt.Sprintf("The snapshot %+q of drive %+q %s.", n.Snapshot, n.Drive, event)
}

// deletion is the vendor's name of notices about deleted snapshots.
const deletion = "backup_scheduler_deletion"
