package store

// Outcome is the number of runs of a kind in a state.
type Outcome struct {
	Kind, State string
	Runs        int64
}

// Outcomes returns the numbers of runs on record, by kind and state.
func (tx *Tx) Outcomes() ([]Outcome, error) {
	return all(tx, func(row scanner) (o Outcome, err error) {
		err = row.Scan(&o.Kind, &o.State, &o.Runs)
		return o, err
	}, "SELECT kind, state, count(*) FROM runs GROUP BY kind, state ORDER BY kind, state")
}
