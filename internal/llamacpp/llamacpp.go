// Package llamacpp runs llama.cpp beside our engine, so that tests and benchmarks compare the two on the same file: its
// tokens, its logits, its speed. It talks to test/llamacpp/server.mjs, which uses the CPU build that the npm package
// node-llama-cpp ships.
//
// It knows nothing of our engine, and nothing that a user is served comes from here.
package llamacpp

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// ErrMissing says that llama.cpp is not installed here; its text says how to install it.
var ErrMissing = errors.New("llama.cpp is not installed: run `.ci/npm.sh test/llamacpp` in the source tree (Node.js 20 or newer, Linux on x86-64), or set ASSAY_LLAMACPP to that directory")

// Find returns the directory with server.mjs and its packages: $ASSAY_LLAMACPP, or test/llamacpp of the source tree that
// the working directory or the program lies in. The error wraps ErrMissing.
func Find() (string, error) {
	if dir := os.Getenv("ASSAY_LLAMACPP"); dir != "" {
		return dir, installed(dir)
	}
	var starts []string
	if wd, err := os.Getwd(); err == nil {
		starts = append(starts, wd)
	}
	if exe, err := os.Executable(); err == nil {
		starts = append(starts, filepath.Dir(exe))
	}
	for _, dir := range starts {
		for {
			at := filepath.Join(dir, "test", "llamacpp")
			if _, err := os.Stat(filepath.Join(at, "server.mjs")); err == nil {
				return at, installed(at)
			}
			up := filepath.Dir(dir)
			if up == dir {
				break
			}
			dir = up
		}
	}
	return "", ErrMissing
}

func installed(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "node-llama-cpp")); err != nil {
		return fmt.Errorf("%w (nothing in %s)", ErrMissing, dir)
	}
	if _, err := exec.LookPath("node"); err != nil {
		return fmt.Errorf("%w (no node on the path)", ErrMissing)
	}
	return nil
}

// Options are the settings of a process. Zero values take the defaults.
type Options struct {
	Threads int    // default 2
	Context int    // positions, default 1024
	Batch   int    // tokens computed together, default 512
	Build   string // for one kind of processor, as the npm package names it; empty: the best for this one
}

// Process is a running llama.cpp with one model. It is not safe for concurrent use.
type Process struct {
	Vocab   int    // tokens of the model
	Context int    // positions it can hold
	System  string // the processor features it uses

	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	errors *tail
	own    string // directory to remove at the end
}

// tail keeps the end of what the process says on standard error.
type tail struct{ b []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.b = append(t.b, p...)
	if extra := len(t.b) - 4096; extra > 0 {
		t.b = t.b[extra:]
	}
	return len(p), nil
}

// Start loads a GGUF file. The process ends when ctx does, or by Close.
func Start(ctx context.Context, file string, o Options) (_ *Process, err error) {
	dir, err := Find()
	if err != nil {
		return nil, err
	}
	if file, err = filepath.Abs(file); err != nil {
		return nil, fmt.Errorf("start llama.cpp: %w", err)
	}
	args := []string{"server.mjs", file}
	for _, option := range []struct {
		name string
		v    int
	}{{"--threads", o.Threads}, {"--context", o.Context}, {"--batch", o.Batch}} {
		if option.v > 0 {
			args = append(args, option.name, strconv.Itoa(option.v))
		}
	}
	p := &Process{cmd: exec.CommandContext(ctx, "node", args...), errors: &tail{}}
	if o.Build != "" {
		if dir, err = limited(dir, o.Build); err != nil {
			return nil, err
		}
		p.own = dir
	}
	p.cmd.Dir, p.cmd.Stderr, p.cmd.WaitDelay = dir, p.errors, 5*time.Second
	defer func() {
		if err != nil {
			_ = os.RemoveAll(p.own) // nothing without own; err says more
		}
	}()
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start llama.cpp: %w", err)
	}
	if p.in, err = p.cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("start llama.cpp: %w", err)
	}
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start llama.cpp: %w", err)
	}
	p.out = bufio.NewReaderSize(out, 1<<16)
	var hello struct {
		Vocab   int    `json:"vocab"`
		Context int    `json:"context"`
		System  string `json:"system"`
	}
	if err := p.read(&hello); err != nil {
		return nil, errors.Join(err, p.Close())
	}
	p.Vocab, p.Context, p.System = hello.Vocab, hello.Context, strings.TrimSpace(hello.System)
	return p, nil
}

// PID is the process, for those who want to know its memory.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// Close ends the process and waits for it.
func (p *Process) Close() error {
	_ = p.in.Close() // it ends when its input does
	err := p.cmd.Wait()
	if err != nil {
		err = fmt.Errorf("llama.cpp ended badly: %w: %s", err, p.errors.b)
	}
	if p.own != "" {
		err = errors.Join(err, os.RemoveAll(p.own))
	}
	return err
}

// read takes one line. A failed request is an error.
func (p *Process) read(v any) error {
	line, err := p.out.ReadBytes('\n')
	if err != nil {
		return fmt.Errorf("llama.cpp gave no answer: %w: %s", err, p.errors.b)
	}
	var failed struct {
		Error string `json:"error"`
	}
	if err := json.Unmarshal(line, &failed); err != nil {
		return fmt.Errorf("llama.cpp answered %.80q: %w", line, err)
	}
	if failed.Error != "" {
		return fmt.Errorf("llama.cpp: %s", failed.Error)
	}
	return json.Unmarshal(line, v)
}

func (p *Process) ask(request, answer any) error {
	b, err := json.Marshal(request)
	if err != nil {
		return fmt.Errorf("ask llama.cpp: %w", err)
	}
	if _, err := p.in.Write(append(b, '\n')); err != nil {
		return fmt.Errorf("ask llama.cpp: %w: %s", err, p.errors.b)
	}
	return p.read(answer)
}

type request struct {
	Op     string   `json:"op"`
	Text   string   `json:"text,omitempty"`
	Tokens []uint32 `json:"tokens,omitempty"`
	N      int      `json:"n,omitempty"`
}

// Tokenize cuts text into tokens, without BOS; texts of special tokens in it stay plain text.
func (p *Process) Tokenize(text string) ([]uint32, error) {
	var a struct {
		Tokens []uint32 `json:"tokens"`
	}
	err := p.ask(request{Op: "tokenize", Text: text}, &a)
	return a.Tokens, err
}

// Logits evaluates a sequence from an empty context and returns the row of Vocab logits after each token. The sequence
// must be shorter than Context, by at least two: the npm package moves the context on before it is quite full.
func (p *Process) Logits(tokens []uint32) ([][]float32, error) {
	if len(tokens) > p.Context-2 {
		return nil, fmt.Errorf("%d tokens for llama.cpp, whose context is %d: start it with a larger one", len(tokens), p.Context)
	}
	var a struct {
		Logits string `json:"logits"`
	}
	if err := p.ask(request{Op: "logits", Tokens: tokens}, &a); err != nil {
		return nil, err
	}
	raw, err := base64.StdEncoding.DecodeString(a.Logits)
	if err != nil || len(raw) != 4*p.Vocab*len(tokens) {
		return nil, fmt.Errorf("llama.cpp answered %d bytes of logits, want %d: %w", len(raw), 4*p.Vocab*len(tokens), err)
	}
	rows := make([][]float32, len(tokens))
	for t := range rows {
		rows[t] = make([]float32, p.Vocab)
		for v := range rows[t] {
			rows[t][v] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*(t*p.Vocab+v):]))
		}
	}
	return rows, nil
}

// Greedy continues a sequence by at most n tokens; an end token is the last one.
func (p *Process) Greedy(tokens []uint32, n int) ([]uint32, error) {
	var a struct {
		Tokens []uint32 `json:"tokens"`
	}
	err := p.ask(request{Op: "greedy", Tokens: tokens, N: n}, &a)
	return a.Tokens, err
}

func (p *Process) timed(op string, n int) (float64, error) {
	var a struct {
		Tokens int     `json:"tokens"`
		MS     float64 `json:"ms"`
	}
	if err := p.ask(request{Op: op, N: n}, &a); err != nil {
		return 0, err
	}
	if a.MS <= 0 || a.Tokens < 1 {
		return 0, fmt.Errorf("llama.cpp measured %d tokens in %g ms", a.Tokens, a.MS)
	}
	return float64(a.Tokens) / a.MS * 1000, nil
}

// Prefill measures a cold prompt of n tokens, in tokens a second.
func (p *Process) Prefill(n int) (float64, error) { return p.timed("prefill", n) }

// Decode measures n tokens one after the other, in tokens a second.
func (p *Process) Decode(n int) (float64, error) { return p.timed("decode", n) }
