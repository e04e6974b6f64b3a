//go:build !linux

package kernel

// tilesAllowed is known for Linux only.
func tilesAllowed() bool { return false }
