package notice

import (
	"context"
	"fmt"
	"time"

	"github.com/wneessen/go-mail"

	"github.com/longcase/longcase/service"
)

// Mail sends notices by mail. From and Address are required.
type Mail struct {
	// Host is the mail server's name; "" is localhost.
	Host string
	// Port is the server's; 0 is 587, or 25 without TLS.
	Port int
	// Username and Password authenticate to the server; "" does not.
	Username, Password string
	// Plain lets a message and a password pass without TLS, as to a server on the
	// same machine.
	Plain bool
	// From is the sender's address.
	From string
	// Address returns the mail address of an owner by uuid; "" sends nothing.
	Address func(ctx context.Context, owner string) (string, error)
}

// Send sends a notice to its owner.
func (m Mail) Send(ctx context.Context, n service.Notice) error {
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	to, err := m.Address(ctx, n.Owner)
	if err != nil || to == "" {
		return err
	}
	message, err := m.message(n, to)
	if err != nil {
		return err
	}
	client, err := mail.NewClient(m.host(), m.options()...)
	if err != nil {
		return err
	}
	return client.DialAndSendWithContext(ctx, message)
}

func (m Mail) host() string {
	if m.Host == "" {
		return "localhost"
	}
	return m.Host
}

func (m Mail) options() []mail.Option {
	options := []mail.Option{mail.WithTLSPortPolicy(mail.TLSMandatory), mail.WithTimeout(sendTime)}
	if m.Plain {
		options[0] = mail.WithTLSPortPolicy(mail.NoTLS)
	}
	if m.Port != 0 {
		options = append(options, mail.WithPort(m.Port))
	}
	if m.Username != "" {
		auth := mail.SMTPAuthAutoDiscover
		if m.Plain {
			auth = mail.SMTPAuthPlainNoEnc
		}
		options = append(options, mail.WithSMTPAuth(auth), mail.WithUsername(m.Username), mail.WithPassword(m.Password))
	}
	return options
}

// message returns the mail. Its headers hold no text of users, who could otherwise
// add headers and recipients.
func (m Mail) message(n service.Notice, to string) (*mail.Msg, error) {
	message := mail.NewMsg()
	if err := message.From(m.From); err != nil {
		return nil, fmt.Errorf("the sender: %w", err)
	}
	if err := message.To(to); err != nil {
		return nil, fmt.Errorf("the owner's address: %w", err)
	}
	subject := "Snapshot created"
	if n.Name == deletion {
		subject = "Snapshot deleted"
	}
	message.Subject(subject)
	message.SetMessageIDWithValue(n.ID + "@longcase")
	message.SetDateWithValue(n.At)
	message.SetBodyString(mail.TypeTextPlain, fmt.Sprintf(
		"%s\n\nScheduler: %s\nCreated:   %s\nEvent:     %s, %s\n",
		sentence(n), n.Scheduler, n.Created.Format(time.RFC3339), n.Name, n.At.Format(time.RFC3339),
	))
	return message, nil
}
