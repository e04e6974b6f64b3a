package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/assay-network/assay/job"
)

func openLog(t testing.TB, dir string) *Log {
	t.Helper()
	l, err := OpenLog(dir)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func ignore(job.LogLine) error { return nil }

func appendTo(t testing.TB, l *Log, body string) {
	t.Helper()
	if err := l.Update(t.Context(), 7, ignore, func() ([]byte, error) { return []byte(body), nil }); err != nil {
		t.Fatal(err)
	}
}

// bodies reads a directory anew.
func bodies(dir string) ([]string, error) {
	l, err := OpenLog(dir)
	if err != nil {
		return nil, err
	}
	var out []string
	return out, l.View(context.Background(), func(line job.LogLine) error {
		out = append(out, string(line.Body))
		return nil
	})
}

func TestLogKeepsLines(t *testing.T) {
	dir := t.TempDir()
	l := openLog(t, dir)
	for i := range 3 {
		appendTo(t, l, fmt.Sprintf(`{"n": %d, "text": "a b"}`, i))
	}
	other := openLog(t, dir)
	appendTo(t, other, "x")
	var seen []int64
	if err := l.View(t.Context(), func(line job.LogLine) error { seen = append(seen, line.Seq); return nil }); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 1 || seen[0] != 4 {
		t.Errorf("the first log was shown %v of what the second wrote", seen)
	}
	got, err := bodies(dir)
	if err != nil || len(got) != 4 || got[2] != `{"n": 2, "text": "a b"}` || got[3] != "x" {
		t.Errorf("%q, %v", got, err)
	}
	if err := l.Update(t.Context(), 0, ignore, func() ([]byte, error) { return []byte("two\nlines"), nil }); !errors.Is(err, ErrBounds) {
		t.Errorf("two lines at once: %v", err)
	}
	stop := errors.New("stop")
	if err := l.Update(t.Context(), 0, ignore, func() ([]byte, error) { return nil, stop }); !errors.Is(err, stop) {
		t.Errorf("an error of write: %v", err)
	}
	if got, err := bodies(dir); err != nil || len(got) != 4 {
		t.Errorf("%q, %v", got, err)
	}
}

// Every byte of both files counts: changed, missing or more of them, and the log does not open.
func TestAttackLogChanged(t *testing.T) {
	dir := t.TempDir()
	l := openLog(t, dir)
	for i := range 5 {
		appendTo(t, l, fmt.Sprintf("line %d", i))
	}
	for _, file := range []string{logName, headName} {
		path := filepath.Join(dir, file)
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		try := func(what string, b []byte) {
			t.Helper()
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := bodies(dir); !errors.Is(err, ErrTampered) {
				t.Errorf("%s, %s: %v", file, what, err)
			}
		}
		for i := range whole {
			b := bytes.Clone(whole)
			b[i] ^= 1
			try(fmt.Sprintf("byte %d changed", i), b)
		}
		if file == logName {
			lines := bytes.SplitAfter(whole, []byte("\n"))
			try("its end cut off", bytes.Join(lines[:4], nil))
			try("cut off within the last line", whole[:len(whole)-3])
			try("emptied", nil)
			try("a line taken out", bytes.Join([][]byte{lines[0], lines[2], lines[3], lines[4]}, nil))
			try("two lines swapped", bytes.Join([][]byte{lines[0], lines[2], lines[1], lines[3], lines[4]}, nil))
			try("a line twice", bytes.Join([][]byte{whole, lines[4]}, nil))
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if _, err := bodies(dir); !errors.Is(err, ErrTampered) {
			t.Errorf("%s removed: %v", file, err)
		}
		if err := os.WriteFile(path, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := bodies(dir); err != nil || len(got) != 5 {
		t.Errorf("put back as it was: %q, %v", got, err)
	}
}

func TestAttackLogReplacedWhileOpen(t *testing.T) {
	dir, empty := t.TempDir(), t.TempDir()
	l := openLog(t, dir)
	appendTo(t, l, "spent 5 dollars")
	appendTo(t, openLog(t, empty), "spent nothing  ")
	for _, name := range []string{logName, headName} { // a whole other history, right in itself
		if err := os.Rename(filepath.Join(empty, name), filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	err := l.Update(t.Context(), 7, ignore, func() ([]byte, error) { return []byte("more"), nil })
	if !errors.Is(err, ErrTampered) {
		t.Errorf("%v", err)
	}
	if err := l.View(t.Context(), ignore); !errors.Is(err, ErrTampered) {
		t.Errorf("it went on: %v", err)
	}
}

// counters: each Update reads everything and writes the next number, so that two that ran at once would write the same.
func count(ctx context.Context, l *Log, have *int) error {
	return l.Update(ctx, 7, func(line job.LogLine) (err error) {
		*have, err = strconv.Atoi(string(line.Body))
		return err
	}, func() ([]byte, error) { return []byte(strconv.Itoa(*have + 1)), nil })
}

func TestLogRaces(t *testing.T) {
	dir := t.TempDir()
	const logs, each = 4, 25
	var wg sync.WaitGroup
	for range logs {
		l := openLog(t, dir)
		wg.Go(func() {
			have := 0
			for range each {
				if err := count(t.Context(), l, &have); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	got, err := bodies(dir)
	if err != nil || len(got) != logs*each {
		t.Fatalf("%d lines, %v", len(got), err)
	}
	for i, s := range got {
		if s != strconv.Itoa(i+1) {
			t.Fatalf("line %d is %s", i+1, s)
		}
	}
}

// logChildEnv makes the test binary append to a log until it dies: "DIR|STEP|N" kills it at the N-th time that STEP is
// reached, "DIR" alone appends ten numbers.
const logChildEnv = "ASSAY_STORE_TEST_LOG"

func runLogChild(spec string) error {
	dir, rest, _ := strings.Cut(spec, "|")
	step, n, dies := strings.Cut(rest, "|")
	left, _ := strconv.Atoi(n)
	l, err := OpenLog(dir)
	if err != nil {
		return err
	}
	l.step = func(name string) {
		if name == step {
			if left--; left == 0 {
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
		}
	}
	have := 0
	for i := 0; i < 10 || dies; i++ {
		if err := count(context.Background(), l, &have); err != nil {
			return err
		}
		fmt.Println(have) // acknowledged
	}
	return nil
}

// TestLogKilled kills a process between every two steps of an append, at different lines, and sees that everything
// acknowledged is there, at most one line more, and that the next process goes on.
func TestLogKilled(t *testing.T) {
	for _, step := range []string{"cut", "half", "written", "synced", "head-new", "head"} {
		t.Run(step, func(t *testing.T) {
			dir := t.TempDir()
			have := 0
			for round := 1; round <= 3; round++ {
				cmd := exec.Command(os.Args[0])
				cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s|%s|%d", logChildEnv, dir, step, round+1))
				cmd.Stderr = os.Stderr
				out, err := cmd.Output()
				var exit *exec.ExitError
				if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
					t.Fatalf("the child was to be killed: %v", err)
				}
				if told := strings.Fields(string(out)); len(told) > 0 {
					if have, err = strconv.Atoi(told[len(told)-1]); err != nil {
						t.Fatal(err)
					}
				}
				got, err := bodies(dir)
				if err != nil || len(got) < have || len(got) > have+1 {
					t.Fatalf("round %d: %d lines, %d acknowledged, %v", round, len(got), have, err)
				}
				have = len(got)
			}
			l, next := openLog(t, dir), 0
			if err := count(t.Context(), l, &next); err != nil || next != have+1 {
				t.Errorf("after it the next number is %d, want %d (%v)", next, have+1, err)
			}
		})
	}
}

func TestLogProcesses(t *testing.T) {
	dir := t.TempDir()
	const processes = 4
	var wg sync.WaitGroup
	for range processes {
		wg.Go(func() {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), logChildEnv+"="+dir)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	wg.Wait()
	got, err := bodies(dir)
	if err != nil || len(got) != 10*processes || got[len(got)-1] != strconv.Itoa(10*processes) {
		t.Errorf("%d lines, %v", len(got), err)
	}
}
