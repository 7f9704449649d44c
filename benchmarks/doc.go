// Package benchmarks measures longcase beside its peers, and first checks that
// they answer alike. It holds only tests; see README.md for how to run them.
package benchmarks
