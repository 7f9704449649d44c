package reader_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase"
	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/internal/jsondoc"
	"github.com/longcase/longcase/internal/reader"
	"github.com/longcase/longcase/schedule"
	"github.com/longcase/longcase/timezone"
)

// TestDeepProblems bounds the text of problems: each of these has a pointer of
// 90,000 bytes.
func TestDeepProblems(t *testing.T) {
	const levels, most = 90, 2 << 20
	text := strings.Repeat(`{"`+strings.Repeat("k", 1000)+`":`, levels) +
		`{` + strings.Repeat(`"a":1,`, 5000) + `"a":1}` + strings.Repeat("}", levels)
	var r reader.Reader
	r.Open(tree([]byte(text)))
	var refused *longcase.DocumentError
	require.ErrorAs(t, r.Err(), &refused)
	length := 0
	for _, p := range refused.Problems {
		length += len(p.Pointer) + len(p.Message)
	}
	require.Less(t, length, most)
	require.Equal(t, longcase.CodeTooMany, refused.Problems[len(refused.Problems)-1].Code)
}

func TestTooManyRules(t *testing.T) {
	var r reader.Reader
	rules := slices.Repeat([]schedule.Rule{{At: []calendar.Clock{60}}}, 101)
	_, err := r.Compile(jsondoc.Node{}, nil, timezone.DST{}, rules)
	require.True(t, errors.As(err, new(*schedule.RuleError)))
	require.False(t, r.Failed())
	_, err = r.Compile(jsondoc.Node{}, nil, timezone.DST{}, slices.Repeat(rules, 1000))
	require.NoError(t, err)
	require.ErrorContains(t, r.Err(), "want at most 100000 schedule rules in a document")
}
