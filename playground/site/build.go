package site

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// enginePackage is compiled to WebAssembly.
const enginePackage = "github.com/longcase/longcase/playground/engine"

// Engine is the compiled engine, and the script of the Go toolchain that runs it. Both
// are of the same Go version.
type Engine struct {
	Wasm   []byte
	Script []byte
}

// BuildEngine compiles the engine with the go command, which has to be run in this module.
func BuildEngine(ctx context.Context) (Engine, error) {
	directory, err := os.MkdirTemp("", "longcase-playground-")
	if err != nil {
		return Engine{}, err
	}
	defer os.RemoveAll(directory)
	file := filepath.Join(directory, "engine.wasm")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", file, enginePackage)
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if output, err := build.CombinedOutput(); err != nil {
		return Engine{}, fmt.Errorf("%s: %w\n%s", build, err, output)
	}
	wasm, err := os.ReadFile(file)
	if err != nil {
		return Engine{}, err
	}
	script, err := engineScript(ctx)
	return Engine{Wasm: wasm, Script: script}, err
}

// engineScript reads wasm_exec.js of the Go toolchain.
func engineScript(ctx context.Context) ([]byte, error) {
	root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env GOROOT: %w", err)
	}
	return os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
}
