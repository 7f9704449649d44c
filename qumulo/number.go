package qumulo

import (
	"fmt"
	"strings"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
)

// whole reads a whole number from low to high. The API's schema calls them
// numbers, and some of its encoders write 2 as 2.0; ok is false for an absent
// value.
func (d *decoder) whole(n jsondoc.Node, low, high int) (number int, ok bool) {
	if !d.Is(n, jsondoc.Number) {
		return 0, false
	}
	if number, ok = parseWhole(n); ok && low <= number && number <= high {
		return number, true
	}
	d.Refuse(n, longcase.CodeValue, fmt.Sprintf("want a whole number from %d to %d", low, high))
	return 0, false
}

// parseWhole reads the digits of a number, and a fraction of zeros.
func parseWhole(n jsondoc.Node) (number int, ok bool) {
	return reader.ParseWhole(integral(n.Raw()))
}

// integral returns a number without a fraction of zeros.
func integral(raw string) string {
	whole, fraction, found := strings.Cut(raw, ".")
	// A fraction such as that of 2.5 stays, and the number is refused as not whole.
	if found && fraction != "" && strings.Trim(fraction, "0") == "" {
		return whole
	}
	return raw
}

// id reads an identifier, which is a number or text.
func (d *decoder) id(n jsondoc.Node) string {
	if n.Kind() == jsondoc.Number {
		return integral(n.Raw())
	}
	return d.Text(n)
}
