// Package site serves the page: static files, and the engine as WebAssembly.
//
// Everything is compressed once, at the start. A strict Content-Security-Policy lets the
// page load and run its own files alone, and after a visit its service worker opens it
// without a network.
package site
