//go:build !temporal

package benchmarks

var temporal []contender
