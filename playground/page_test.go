package main_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestOpens(t *testing.T) {
	s, ctx := serve(t), browse(t)
	do(t, ctx, open(s.URL), until(complete))
	require.Equal(t, 3, value[int](t, ctx, `document.querySelectorAll("figure svg").length`))
	require.Equal(t, 11, value[int](t, ctx, `document.querySelectorAll("#examples option").length - 1`))
	require.Equal(t, 10, value[int](t, ctx, `document.querySelectorAll("#next li").length`))
	require.Contains(t, text(t, ctx, "#words"), "Takes a snapshot")
	picture(t, ctx, "light")
	do(t, ctx, scheme("dark"))
	picture(t, ctx, "dark")
}
