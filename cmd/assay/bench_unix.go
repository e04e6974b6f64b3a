//go:build unix

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// usage reads what this process has used so far.
func usage() (syscall.Rusage, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return u, fmt.Errorf("read the process's usage: %w", err)
	}
	return u, nil
}

// peakMemory is the most memory that this process has had resident, in bytes.
func peakMemory() (int64, error) {
	// Linux counts what the parent had before exec into rusage, but not into this.
	if status, err := os.ReadFile("/proc/self/status"); err == nil {
		for line := range strings.Lines(string(status)) {
			var kb int64
			if _, err := fmt.Sscanf(line, "VmHWM: %d kB", &kb); err == nil {
				return kb * 1024, nil
			}
		}
	}
	u, err := usage()
	if runtime.GOOS == "darwin" {
		return u.Maxrss, err
	}
	return u.Maxrss * 1024, err
}

// cpuTime is the time that this process has spent computing, in user and system mode together.
func cpuTime() (time.Duration, error) {
	u, err := usage()
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), err
}

// processTime is the time that another process has spent computing. Its threads' own clocks are added up: they count
// nanoseconds, and Go keeps its threads.
func processTime(pid int) (time.Duration, error) {
	files, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", pid))
	if err != nil || len(files) == 0 {
		return 0, fmt.Errorf("read what process %d has used: there is no /proc/%d/task (this needs Linux)", pid, pid)
	}
	var total time.Duration
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ESRCH) {
			continue // it has just ended
		}
		var ns int64
		if err == nil {
			_, err = fmt.Sscan(string(raw), &ns)
		}
		if err != nil {
			return 0, fmt.Errorf("read what process %d has used: %w", pid, err)
		}
		total += time.Duration(ns)
	}
	return total, nil
}
