package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestFlagsAnywhere shuffles the flags of a command, and its FILE among them.
func TestFlagsAnywhere(t *testing.T) {
	parts := [][]string{
		{"../../cloudsigma/testdata/detail.json"},
		{"-n", "3"},
		{"--until=+3w"},
		{"-json"},
		{"-name", "Weekday 3AM Snapshot Policy"},
		{"-from", "-7d"},
	}
	want := runOn("", append([]string{"next"}, slices.Concat(parts...)...)...)
	require.Equal(t, statusDone, want.status, want.stderr)
	rapid.Check(t, func(t *rapid.T) {
		args := slices.Concat(rapid.Permutation(parts).Draw(t, "parts")...)
		require.Equal(t, want, runOn("", append([]string{"next"}, args...)...), args)
	})
}

// TestSetFlags sets the flags of keep, which has one that is a digit.
func TestSetFlags(t *testing.T) {
	for _, row := range []struct{ args, others, problem string }{
		{"a -json b", "a b", ""},
		{"-minimum 2 a", "a", ""},
		{"-minimum=2 a", "a", ""},
		{"--minimum 2 -- -json", "-json", ""},
		{"-name -- a", "a", ""}, // the value of a flag
		{"- -", "- -", ""},
		{"-0 -1", "-1", ""}, // no such flag: a time, such as -1d
		{"-7d -0=false", "-7d", ""},
		{"-name=a=b c", "c", ""},
		{"a -minimum", "", "-minimum: want a value after it, N"},
		{"-minimum=", "", `-minimum "": want a number of at least 0`},
		{"-json=2", "", `-json "2": want true or false`},
		{"-=", "", "-: no such flag"},
		{"---json", "", "--json: no such flag; did you mean -json?"},
		{"-h", "", "flag: help requested"},
		{"a --help", "", "flag: help requested"},
		{"-- --help", "--help", ""},
	} {
		v, _ := verbOf("keep")
		flags, _ := v.prepared(&env{now: now})
		others, err := setFlags(flags, strings.Fields(row.args))
		if row.problem == "" {
			require.NoError(t, err, row.args)
			require.Equal(t, strings.Fields(row.others), others, row.args)
			continue
		}
		require.ErrorContains(t, err, row.problem, row.args)
	}
}
