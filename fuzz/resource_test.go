package fuzz_test

import (
	"errors"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/longcase/longcase/cloudsigma"
	"github.com/longcase/longcase/fuzz"
	"github.com/longcase/longcase/qumulo"
)

// schedulers is the resource that package cloudsigma makes, in a map.
type schedulers map[string]*cloudsigma.Scheduler

func (r schedulers) Create(body []byte) ([]byte, error) {
	document, err := cloudsigma.ParseCreate(body)
	if err != nil {
		return nil, err
	}
	var created []*cloudsigma.Scheduler
	for _, s := range document.Schedulers() {
		uuid := fmt.Sprintf("%02d", 97*len(r)%100)
		s = s.Identify(cloudsigma.Identity{UUID: uuid, Owner: "o"})
		r[uuid] = s
		created = append(created, s)
	}
	return cloudsigma.CreateAnswer(created), nil
}

func (r schedulers) Update(uuid string, body []byte) ([]byte, error) {
	changed, err := r[uuid].Update(body)
	if err != nil {
		return nil, err
	}
	r[uuid] = changed
	return changed.Answer(), nil
}

func (r schedulers) Get(uuid string) ([]byte, error) {
	if s, ok := r[uuid]; ok {
		return s.Answer(), nil
	}
	return nil, errors.New("no such scheduler")
}

func (r schedulers) List(query url.Values) ([]byte, error) {
	q, err := cloudsigma.ParseQuery(query)
	if err != nil {
		return nil, err
	}
	return q.Listing(slices.Collect(maps.Values(r))), nil
}

func (r schedulers) Detail(query url.Values) ([]byte, error) {
	q, err := cloudsigma.ParseQuery(query)
	if err != nil {
		return nil, err
	}
	return q.Detail(slices.Collect(maps.Values(r))), nil
}

// TestResource runs the laws of the resource on package cloudsigma.
func TestResource(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { fuzz.CheckResource(t, schedulers{}) })
}

// TestQueries checks that the parameters of a query are read as an equal query.
func TestQueries(t *testing.T) {
	valid := 0
	rapid.Check(t, func(t *rapid.T) {
		q, err := cloudsigma.ParseQuery(fuzz.Queries().Draw(t, "query"))
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		valid++
		again, err := cloudsigma.ParseQuery(q.Values())
		require.NoError(t, err)
		require.Equal(t, q, again)
	})
	require.NotZero(t, valid)
}

// TestStatus checks that a status document of Qumulo's is the policy that it is
// of, and no change to it.
func TestStatus(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		document, err := qumulo.Parse([]byte(fuzz.Qumulo().Draw(t, "policy").Text))
		require.NoError(t, err)
		p := document.Policies()[0].Identify("7")
		again, err := qumulo.Parse(p.Status())
		require.NoError(t, err)
		require.Equal(t, string(p.Status()), string(again.Policies()[0].Status()))
		require.Equal(t, p.Policy().String(), again.Policies()[0].Policy().String())
		same, err := p.Update(p.Status())
		require.NoError(t, err)
		require.Equal(t, string(p.Status()), string(same.Status()))
		before := string(p.Status())
		if changed, err := p.Update([]byte(fuzz.Nearly(fuzz.Qumulo()).Draw(t, "change"))); err == nil {
			require.Equal(t, "7", changed.ID())
		}
		require.Equal(t, before, string(p.Status()))
	})
}
