//go:build js

// Command engine is package view for a browser's worker, as WebAssembly.
//
// It sets the global object longcase, whose functions show, verdicts, population,
// findings and examples take and return strings.
package main

import (
	"runtime/debug"
	"syscall/js"
	_ "time/tzdata" // a browser has no zone database to read

	"github.com/longcase/longcase/playground/view"
)

func main() {
	// WebAssembly has a single thread: collecting garbage is time without an answer.
	debug.SetGCPercent(400)
	js.Global().Set("longcase", map[string]any{
		"show":       function(view.Show),
		"verdicts":   function(view.Verdicts),
		"population": function(view.Population),
		"findings":   function(view.Findings),
		"examples":   function(func(string) string { return view.Examples() }),
	})
	js.Global().Get("ready").Invoke()
	select {}
}

// function makes a function of strings callable.
func function(f func(string) string) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any { return f(args[0].String()) })
}
