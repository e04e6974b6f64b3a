package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// process is a participant: this program, started once more, with its own data directory.
type process struct {
	name    string
	dir     string
	logFile string
	cmd     *exec.Cmd
	done    chan error
	info    ready
}

// startProcess starts this program with args and waits until it says that it is up.
func startProcess(ctx context.Context, name, dir string, args ...string) (*process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	return startProgram(ctx, self, name, dir, args...)
}

// startProgram starts a build of this program.
func startProgram(ctx context.Context, self, name, dir string, args ...string) (*process, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	p := &process{name: name, dir: dir, logFile: filepath.Join(dir, "log"), done: make(chan error, 1)}
	readyFile := filepath.Join(dir, "ready.json")
	if err := os.Remove(readyFile); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	log, err := os.Create(p.logFile)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	p.cmd = exec.Command(self, append(args, "--data", dir, "--ready", readyFile)...)
	p.cmd.Stdout, p.cmd.Stderr = log, log
	p.cmd.Env = cleanEnv()
	// A group of its own: Ctrl-C reaches the demonstration alone, which then stops its participants in order. If the
	// demonstration is killed, the kernel stops them.
	p.cmd.SysProcAttr = childAttr()
	if err := p.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", name, err)
	}
	go func() { p.done <- p.cmd.Wait() }()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	limit := time.After(60 * time.Second)
	for {
		raw, err := os.ReadFile(readyFile)
		if err == nil {
			if err := json.Unmarshal(raw, &p.info); err != nil {
				p.stop()
				return nil, fmt.Errorf("%s says it is up in words that cannot be read: %w", name, err)
			}
			return p, nil
		}
		select {
		case <-tick.C:
		case err := <-p.done:
			p.done <- err
			return p, fmt.Errorf("%s ended before it was up (%w): %s", name, err, p.tail(3))
		case <-ctx.Done():
			p.stop()
			return p, ctx.Err()
		case <-limit:
			p.stop()
			return p, fmt.Errorf("%s was not up after a minute: %s", name, p.tail(3))
		}
	}
}

// cleanEnv is the environment without settings meant for another node.
func cleanEnv() []string {
	var env []string
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "ASSAY_") {
			env = append(env, kv)
		}
	}
	return env
}

// stop ends the process, politely first.
func (p *process) stop() {
	if p == nil || p.cmd.Process == nil {
		return
	}
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // it may be gone already
	select {
	case err := <-p.done:
		p.done <- err
	case <-time.After(8 * time.Second):
		_ = p.cmd.Process.Kill()
		err := <-p.done
		p.done <- err
	}
}

// tail returns the last lines of the process's log.
func (p *process) tail(n int) string {
	if p == nil {
		return ""
	}
	raw, err := os.ReadFile(p.logFile)
	if err != nil {
		return ""
	}
	lines := strings.Split(strings.TrimSpace(string(raw)), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "\n")
}
