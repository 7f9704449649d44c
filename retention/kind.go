package retention

import (
	"slices"
	"strconv"
	"strings"

	"github.com/longcase/longcase/calendar"
)

// MarshalText returns what String returns. It fails for a value that is none.
func (k ReasonKind) MarshalText() ([]byte, error) {
	if int(k) >= len(kindNames) {
		return nil, kindError(strconv.Itoa(int(k)))
	}
	return []byte(kindNames[k]), nil
}

// UnmarshalText reads what String returns.
func (k *ReasonKind) UnmarshalText(text []byte) error {
	i := slices.Index(kindNames[:], string(text))
	if i < 0 {
		return kindError(string(text))
	}
	*k = ReasonKind(i)
	return nil
}

func kindError(input string) error {
	return &calendar.ParseError{What: "reason", Input: input, Want: strings.Join(kindNames[:], ", ")}
}
