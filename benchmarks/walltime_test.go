//go:build !unix

package benchmarks

import "time"

var started = time.Now()

// cpuTime returns how long this process has run: not the same thing, but the
// next best.
func cpuTime() time.Duration { return time.Since(started) }
