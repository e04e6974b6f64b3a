//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strconv"
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

// ticksPerSecond is the unit of /proc's times on every architecture that Go runs on.
const ticksPerSecond = 100

// processTime is the time that another process has spent computing, as the kernel counts it: to a hundredth of a second.
func processTime(pid int) (time.Duration, error) {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, fmt.Errorf("read what process %d has used (this needs Linux): %w", pid, err)
	}
	// The name, in parentheses, may hold anything; utime and stime are the 12th and 13th fields after it.
	fields := strings.Fields(string(raw[bytes.LastIndexByte(raw, ')')+1:]))
	if len(fields) < 13 {
		return 0, fmt.Errorf("read what process %d has used: %q", pid, raw)
	}
	var ticks int64
	for _, f := range fields[11:13] {
		n, err := strconv.ParseInt(f, 10, 64)
		if err != nil {
			return 0, fmt.Errorf("read what process %d has used: %w", pid, err)
		}
		ticks += n
	}
	return time.Duration(ticks) * time.Second / ticksPerSecond, nil
}
