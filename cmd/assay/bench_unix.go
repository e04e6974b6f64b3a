//go:build unix

package main

import (
	"fmt"
	"os"
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
