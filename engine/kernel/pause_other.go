//go:build !amd64

package kernel

// relax does nothing here.
func relax() bool { return false }
