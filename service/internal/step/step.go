// Package step names the points of a run at which a test may end the process.
//
// The tests of faults kill a process at every step in turn. Without a function
// in the context, which no caller outside this module can put there, a step does
// nothing.
package step

import "context"

type key struct{}

// With returns a context in which [At] calls a function.
func With(ctx context.Context, f func(name string)) context.Context {
	return context.WithValue(ctx, key{}, f)
}

// At calls the function of the context, if any, with the name of a step.
func At(ctx context.Context, name string) {
	if f, ok := ctx.Value(key{}).(func(string)); ok {
		f(name)
	}
}

// Names lists the steps of runs, in the order in which they come.
var names = [...]string{
	"take fetched", "take leased", "copy begun", "copy made", "copy synced", "copy renamed",
	"take created", "take recording", "take recorded",
	"plan fetched", "plan leased", "plan listed", "plan recording", "plan recorded",
	"delete fetched", "delete leased", "delete planned", "remove renamed", "delete done",
	"delete recording", "delete recorded",
	"notify fetched", "notify leased", "notify sent", "notify recording", "notify recorded",
}

// Names returns the steps of runs, in the order in which they come.
func Names() []string { return names[:] }
