package command

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/longcase/longcase/service/driver"
	"github.com/longcase/longcase/service/driver/internal/valid"
)

// escapeMark stands before the two hexadecimal digits of an escaped character. Every
// storage takes it in names.
const escapeMark = "_"

// escape returns a name without the characters that the storage refuses.
func (c Config) escape(name string) string {
	if c.Escape == "" {
		return name
	}
	var b strings.Builder
	for i := range len(name) {
		if strings.Contains(c.Escape+escapeMark, name[i:i+1]) {
			fmt.Fprintf(&b, escapeMark+"%02X", name[i])
		} else {
			b.WriteByte(name[i])
		}
	}
	return b.String()
}

// unescape returns the name that escape turns into a text.
func (c Config) unescape(text string) (name string, ok bool) {
	if c.Escape == "" {
		return text, valid.IsName(text)
	}
	parts := strings.Split(text, escapeMark)
	name = parts[0]
	for _, part := range parts[1:] {
		if len(part) < 2 {
			return "", false
		}
		code, err := strconv.ParseUint(part[:2], 16, 8)
		if err != nil {
			return "", false
		}
		name += string(rune(code)) + part[2:]
	}
	// A text escaped in another way is somebody else's.
	return name, valid.IsName(name) && c.escape(name) == text
}

// nameOf returns the name of a snapshot that Create made, from the storage's name.
func (c Config) nameOf(drive driver.Drive, stored string) (name string, ok bool) {
	before, after, _ := strings.Cut(c.Snapshot, "{name}")
	v := valuesOf(drive)
	rest, ok := strings.CutPrefix(stored, v.fill(before))
	if !ok {
		return "", false
	}
	rest, ok = strings.CutSuffix(rest, v.fill(after))
	if !ok {
		return "", false
	}
	return c.unescape(rest)
}
