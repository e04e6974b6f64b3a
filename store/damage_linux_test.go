package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

func TestDiskFullOnRealDisk(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("cannot mount a small disk here (%v); TestDiskFull covers the same path through SQLite's own limit", err)
	}
	defer syscall.Unmount(dir, syscall.MNT_DETACH)
	s := openTest(t, filepath.Join(dir, "assay.db"))
	defer s.Close()
	checkFull(t, s, func() {
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT, "size=4m"); err != nil {
			t.Fatal(err)
		}
	})
}

// asNobody runs f in a thread that has no more rights to files than user 65534, also when the tests run as root.
func asNobody(t *testing.T, f func() error) error {
	t.Helper()
	if os.Geteuid() != 0 {
		return f()
	}
	done := make(chan error)
	go func() {
		runtime.LockOSThread() // never unlocked: the thread ends with the goroutine, and its rights with it
		if err := syscall.Setfsuid(65534); err != nil {
			done <- fmt.Errorf("setfsuid: %w", err)
			return
		}
		done <- f()
	}()
	return <-done
}

func TestReadOnlyDirectory(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "assay.db")
	s := openTest(t, path)
	put(t, s, rec("k", "k", "v"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{filepath.Dir(dir), dir} {
		if err := os.Chmod(d, 0o555); err != nil {
			t.Fatal(err)
		}
	}
	defer os.Chmod(filepath.Dir(dir), 0o755)
	defer os.Chmod(dir, 0o755)
	for name, p := range map[string]string{
		"an existing store": path, "a new store": filepath.Join(dir, "new.db"), "a new directory": filepath.Join(dir, "sub", "new.db"),
	} {
		err := asNobody(t, func() error {
			s, err := Open(p)
			if err == nil {
				s.Close()
			}
			return err
		})
		if !errors.Is(err, ErrReadOnly) {
			t.Errorf("%s: got %v, want ErrReadOnly", name, err)
		}
	}
}
