package kernel

// relax tells the processor that the caller is waiting, for about a tenth of a
// microsecond.
//
//go:noescape
func relax() bool
