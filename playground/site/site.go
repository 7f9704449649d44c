package site

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/longcase/longcase/calendar"
	"github.com/longcase/longcase/draw"
)

//go:embed static
var static embed.FS

// versionMark stands in the service worker for the version of the files.
const versionMark = "VERSION"

// types has the media type of each kind of file. It is never written: the machine's own
// table is not asked, since some lack application/wasm and the browser then refuses it.
var types = map[string]string{
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".js":          "text/javascript; charset=utf-8",
	".svg":         "image/svg+xml",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
}

// file is a file as it is served.
type file struct {
	mime        string
	tag         string // for If-None-Match
	plain, gzip []byte
}

// Handler returns a handler for the page, which is at "/".
func Handler(engine Engine) (http.Handler, error) {
	contents, err := contents(engine)
	if err != nil {
		return nil, err
	}
	files := map[string]file{}
	for name, data := range contents {
		files["/"+name] = compress(name, data)
	}
	files["/"] = files["/index.html"]
	policy := securityPolicy()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", policy)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		f, ok := files[r.URL.Path]
		switch {
		case !ok:
			http.NotFound(w, r)
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			header.Set("Allow", "GET, HEAD")
			http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		default:
			f.serve(w, r)
		}
	}), nil
}

// contents returns the files by name, the engine and the version of all included.
func contents(engine Engine) (map[string][]byte, error) {
	files := map[string][]byte{"engine.wasm": engine.Wasm, "wasm_exec.js": engine.Script}
	entries, err := fs.ReadDir(static, "static")
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		if files[entry.Name()], err = static.ReadFile("static/" + entry.Name()); err != nil {
			return nil, err
		}
	}
	files["offline.js"] = bytes.ReplaceAll(files["offline.js"], []byte(versionMark), []byte(version(files)))
	return files, nil
}

// version returns a text that changes with any of the files.
func version(files map[string][]byte) string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	hash := sha256.New()
	for _, name := range names {
		sum := sha256.Sum256(files[name])
		hash.Write([]byte(name))
		hash.Write(sum[:])
	}
	return hex.EncodeToString(hash.Sum(nil)[:8])
}

func compress(name string, data []byte) file {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level exists
	w.Write(data)                                         // a Buffer does not fail
	w.Close()
	sum := sha256.Sum256(data)
	return file{
		mime:  types[path.Ext(name)],
		tag:   `"` + hex.EncodeToString(sum[:8]) + `"`,
		plain: data,
		gzip:  b.Bytes(),
	}
}

// serve answers a request. The browser asks again whether a file has changed, since its
// name does not tell.
func (f file) serve(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Type", f.mime)
	header.Set("Cache-Control", "no-cache")
	header.Set("Vary", "Accept-Encoding")
	header.Set("ETag", f.tag)
	if r.Header.Get("If-None-Match") == f.tag {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := f.plain
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		header.Set("Content-Encoding", "gzip")
		body = f.gzip
	}
	header.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodGet {
		w.Write(body) // a reader that is gone needs no answer
	}
}

// securityPolicy returns the Content-Security-Policy: the page's own files alone, no
// inline script, and of inline styles only that of a picture, by its hash.
func securityPolicy() string {
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self' 'wasm-unsafe-eval'",
		"style-src 'self' 'sha256-" + pictureStyle() + "'",
		"connect-src 'self'",
		"img-src 'self'",
		"manifest-src 'self'",
		"worker-src 'self'",
		"base-uri 'none'",
		"form-action 'none'",
		"frame-ancestors 'none'",
		"require-trusted-types-for 'script'",
		"trusted-types longcase",
	}, "; ")
}

// pictureStyle returns the hash of the style in a picture, which is the same in all.
func pictureStyle() string {
	var b strings.Builder
	draw.Calendar(draw.Subject{}, calendar.Date(0), 1).SVG(&b) // a Builder does not fail
	_, style, _ := strings.Cut(b.String(), "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	sum := sha256.Sum256([]byte(style))
	return base64.StdEncoding.EncodeToString(sum[:])
}
