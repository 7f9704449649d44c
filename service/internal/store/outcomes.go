package store

import "time"

// Outcome is the number of runs of a kind in a state.
type Outcome struct {
	Kind, State string
	Runs        int64
}

// Outcomes returns the numbers of runs, by kind and state, that are under way or ended
// since an instant. Each part of the query is one of an index: the runs on record may
// be millions.
func (tx *Tx) Outcomes(since time.Time) ([]Outcome, error) {
	const count = "SELECT kind, state, count(*) FROM runs WHERE "
	return all(tx, func(row scanner) (o Outcome, err error) {
		err = row.Scan(&o.Kind, &o.State, &o.Runs)
		return o, err
	}, count+"state = 'pending' AND wake > 0 GROUP BY kind, state UNION ALL "+
		count+"state = 'running' AND expiry > 0 GROUP BY kind, state UNION ALL "+
		count+"state IN ('done', 'failed', 'dropped') AND ended >= $1 GROUP BY kind, state"+
		" ORDER BY 1, 2", micros(since))
}
