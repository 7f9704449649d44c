package enum_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/longcase/longcase/internal/enum"
)

type fold uint8

func wrong(what, input, want string) error {
	return errors.New(what + " " + input + ": want " + want)
}

var (
	strict = enum.Names[fold]{What: "fold", List: []string{"first", "second", "both"}, Wrong: wrong}
	blank  = enum.Names[fold]{What: "fold", List: []string{"first", "second"}, Blank: true, Wrong: wrong}
	silent = enum.Names[fold]{What: "fold", List: []string{"", "first", "second"}, Wrong: wrong}
)

func TestNames(t *testing.T) {
	for i, name := range strict.List {
		require.Equal(t, name, strict.String(fold(i)))
		text, err := strict.Marshal(fold(i))
		require.NoError(t, err)
		require.Equal(t, name, string(text))
		read := fold(9)
		require.NoError(t, strict.Unmarshal(&read, text))
		require.Equal(t, fold(i), read)
	}
}

func TestUnknown(t *testing.T) {
	const want = ": want first, second or both"
	require.Equal(t, "fold 3", strict.String(3))
	_, err := strict.Marshal(3)
	require.EqualError(t, err, "fold 3"+want)
	read := fold(2)
	require.EqualError(t, strict.Unmarshal(&read, []byte("First")), "fold First"+want)
	require.EqualError(t, strict.Unmarshal(&read, nil), "fold "+want)
	require.Equal(t, fold(2), read, "an unknown name changes nothing")
}

func TestBlank(t *testing.T) {
	read := fold(1)
	require.NoError(t, blank.Unmarshal(&read, nil))
	require.Equal(t, fold(0), read)
	require.Equal(t, "first or second", blank.Want())

	read = 1
	require.NoError(t, silent.Unmarshal(&read, nil), "the value 0 is named by the empty text")
	require.Equal(t, fold(0), read)
	require.Equal(t, "first or second", silent.Want())
}
