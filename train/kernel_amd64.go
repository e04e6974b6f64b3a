package train

import "golang.org/x/sys/cpu"

// kernelFMA3 computes the 8 x 16 tile as two halves of four rows, two registers of eight lanes a row.
//
//go:noescape
func kernelFMA3(k int, a *float32, row, col int, b, c *float32, ldc int)

// kernelAVX512 computes the 8 x 16 tile with one register of sixteen lanes a row.
//
//go:noescape
func kernelAVX512(k int, a *float32, row, col int, b, c *float32, ldc int)

func bestKernel() kernel {
	switch {
	case cpu.X86.HasAVX512F:
		return kernelAVX512
	case cpu.X86.HasAVX2 && cpu.X86.HasFMA:
		return kernelFMA3
	}
	return kernelPlain
}
