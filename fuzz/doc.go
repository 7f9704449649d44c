// Package fuzz tests schedulers and retention policies: ours, and yours.
package fuzz
