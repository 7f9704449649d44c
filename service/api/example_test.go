package api_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"

	"github.com/longcase/longcase/service"
	"github.com/longcase/longcase/service/api"
	"github.com/longcase/longcase/service/driver/directory"
	"github.com/longcase/longcase/service/page"
)

// A program embeds the service, its API and its pages.
func Example() {
	folder, err := os.MkdirTemp("", "longcase")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(folder)
	ctx := context.Background()
	db, dialect, err := service.Open(filepath.Join(folder, "longcase.db"))
	if err != nil {
		panic(err)
	}
	defer db.Close()
	s, err := service.New(ctx, service.Config{DB: db, Dialect: dialect, Driver: directory.New("/backup")})
	if err != nil {
		panic(err)
	}
	handler, err := api.New(s, api.Config{Fallback: page.New(s, page.Config{})})
	if err != nil {
		panic(err)
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	answer, err := http.Get(server.URL + "/healthz")
	if err != nil {
		panic(err)
	}
	defer answer.Body.Close()
	fmt.Println(answer.Status)
	// Output: 200 OK
}
