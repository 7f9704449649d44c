package service_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/driver"
)

// TestChangeDuringRun changes the scheduler, the link or the drive in the middle of
// a snapshot of ten minutes: it is finished, and its end finds the new state.
func TestChangeDuringRun(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(t *testing.T, w *world)
		next   string // the pending occurrence; "" for none
	}{
		{"edit", func(t *testing.T, w *world) {
			body := strings.Replace(hourly, `"minute":"0"`, `"minute":"20,45"`, 1)
			_, err := w.s.UpdateScheduler(t.Context(), w.owner, w.scheduler, []byte(body))
			require.NoError(t, err)
		}, "01:20"},
		{"edit of the name alone", func(t *testing.T, w *world) {
			_, err := w.s.UpdateScheduler(t.Context(), w.owner, w.scheduler, []byte(`{"name":"other"}`))
			require.NoError(t, err)
		}, "02:00"},
		{"disable", func(t *testing.T, w *world) {
			_, err := w.s.UpdateScheduler(t.Context(), w.owner, w.scheduler, []byte(`{"is_enabled":false}`))
			require.NoError(t, err)
		}, ""},
		{"unlink", func(t *testing.T, w *world) { w.link("") }, ""},
		{"unlink and link", func(t *testing.T, w *world) { w.link(""); w.link(w.scheduler) }, "02:00"},
		{"delete", func(t *testing.T, w *world) {
			require.NoError(t, w.s.DeleteSchedulers(t.Context(), w.owner, w.scheduler))
		}, ""},
		{"remove the drive", func(t *testing.T, w *world) {
			require.ErrorIs(t, w.s.RemoveDrives(t.Context(), w.owner, w.drive.UUID), service.ErrBusy)
		}, "02:00"},
	} {
		t.Run(strings.ReplaceAll(test.name, " ", "_"), func(t *testing.T) {
			onEach(t, func(t *testing.T, w *world) {
				begun := make(chan time.Time, 10)
				time.Sleep(55 * time.Minute)
				w.configure = func(c *service.Config) {
					c.Driver = slow{Driver: w.storage, pause: 10 * time.Minute, begun: begun}
				}
				w.start()
				<-begun
				time.Sleep(5 * time.Minute)
				test.change(t, w)
				require.Len(t, w.runs("take"), 1, "none beside the one that runs")
				time.Sleep(6 * time.Minute)
				requirePending(t, w, test.next)
				require.Equal(t, 1, w.states("take")["done"])
				w.checkStorage()
			})
		})
	}
}

// TestStale starts a process on a pending run that was computed otherwise, as by an
// older zone database: half an hour too late, or by another spread. The occurrence
// runs when it is due by the new one.
func TestStale(t *testing.T) {
	for _, change := range []string{
		"nominal = nominal + 1800000000, due = due + 1800000000, wake = wake + 1800000000",
		"due = due + 60000000, wake = wake + 60000000",
	} {
		onEach(t, func(t *testing.T, w *world) {
			_, err := w.s.DB.ExecContext(t.Context(), "UPDATE runs SET "+change+" WHERE kind = 'take'")
			require.NoError(t, err)
			w.start()
			time.Sleep(30 * time.Minute)
			require.Equal(t, map[string]int{"dropped": 1, "pending": 1}, w.states("take"))
			require.Contains(t, w.runs("take")[0].Reason, "zone database")
			requirePending(t, w, "01:00")
			time.Sleep(30*time.Minute + 30*time.Second)
			require.Equal(t, map[string]int{"dropped": 1, "done": 1, "pending": 1}, w.states("take"))
			w.checkStorage()
			w.start().end()
			require.Len(t, w.runs("take"), 3, "nothing is stale")
		})
	}
}

// placed is a driver that records the locations of its snapshots.
type placed struct {
	driver.Driver
	seen chan string
}

func (p placed) Create(ctx context.Context, drive driver.Drive, name string) error {
	p.seen <- drive.Location
	return p.Driver.Create(ctx, drive, name)
}

// TestLocation gives the driver the location of a remote scheduler as it is when the
// snapshot is taken, and none for a local one.
func TestLocation(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		seen := make(chan string, 10)
		w.configure = func(c *service.Config) { c.Driver = placed{w.storage, seen} }
		w.start()
		for i, test := range []struct{ edit, want string }{
			{`{"type":"snapshot","remote_location":"ZRH"}`, ""},
			{`{"type":"backup","remote_location":"ZRH"}`, "ZRH"},
			{`{"remote_location":"FRA"}`, "FRA"},
			{`{"remote_location":""}`, ""},
		} {
			time.Sleep(time.Until(midnight.Add(time.Duration(i)*time.Hour + 30*time.Minute)))
			_, err := w.s.UpdateScheduler(t.Context(), w.owner, w.scheduler, []byte(test.edit))
			require.NoError(t, err)
			require.Equal(t, test.want, <-seen, test.edit)
		}
	})
}

// TestChangeWhilePending changes the scheduler before the occurrence is due: the
// pending run of the old one does not run.
func TestChangeWhilePending(t *testing.T) {
	onEach(t, func(t *testing.T, w *world) {
		time.Sleep(58 * time.Minute)
		edit := func(minutes string) {
			body := strings.Replace(hourly, `"minute":"0"`, `"minute":"`+minutes+`"`, 1)
			_, err := w.s.UpdateScheduler(t.Context(), w.owner, w.scheduler, []byte(body))
			require.NoError(t, err)
		}
		edit("4")
		requirePending(t, w, "01:04")
		w.start()
		time.Sleep(4 * time.Minute)
		require.Zero(t, w.states("take")["done"])
		edit("0")
		requirePending(t, w, "02:00")
		edit("4")
		time.Sleep(3 * time.Minute)
		require.Equal(t, 1, w.states("take")["done"])
		requirePending(t, w, "02:04")
		w.checkStorage()
	})
}

// requirePending requires the pending occurrence to be at a time of the day, or
// none to be.
func requirePending(t *testing.T, w *world, want string) {
	t.Helper()
	got := ""
	for _, r := range w.runs("take") {
		if r.State == "pending" {
			got += r.Nominal.Format("15:04")
		}
	}
	require.Equal(t, want, got)
}
