//go:build unix

package main

import (
	"fmt"
	"math"
	"os"
	"syscall"
)

// mapFile maps a file into memory, read-only: pages come in when they are first read, and the system may drop them
// again. A file that is removed stays mapped; one that is cut short by others ends the process when the missing pages
// are read, which is why imports are never written in place.
func mapFile(f *os.File, size int64) ([]byte, error) {
	if size == 0 || size > math.MaxInt {
		return readWhole(f, min(size, 0))
	}
	b, err := syscall.Mmap(int(f.Fd()), 0, int(size), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, fmt.Errorf("map %s into memory: %w", f.Name(), err)
	}
	return b, nil
}
