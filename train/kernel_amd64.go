package train

import "golang.org/x/sys/cpu"

// kernelFMA3 computes 8 x 16 tiles as two halves of four rows, two registers of eight lanes a row.
//
//go:noescape
func kernelFMA3(blocks int, a, b, c *float32, ldc int)

// kernelAVX512 computes 8 x 32 tiles with two registers of sixteen lanes a row.
//
//go:noescape
func kernelAVX512(blocks int, a, b, c *float32, ldc int)

// transpose8 writes dst[i*dstStride+j] = src[j*srcStride+i] for j below 8 and i below n, a multiple of 4 above 0. It needs AVX.
//
//go:noescape
func transpose8(dst *float32, dstStride int, src *float32, srcStride, n int)

// copyRows writes dst[i*dstStride+j] = src[i*srcStride+j] for i below n and j below width, a multiple of 8; both above 0. It needs AVX.
//
//go:noescape
func copyRows(dst *float32, dstStride int, src *float32, srcStride, n, width int)

// roundAVX2 is roundBF16 for n numbers, a multiple of 8 above 0.
//
//go:noescape
func roundAVX2(x *float32, n int)

var (
	fma3   = kernel{rows: 8, cols: 16, run: kernelFMA3, movers: &movers{copyRows, transpose8, roundAVX2}}
	avx512 = kernel{rows: 8, cols: 32, run: kernelAVX512, movers: &movers{copyRows, transpose8, roundAVX2}}
)

func bestKernel() kernel {
	switch {
	case cpu.X86.HasAVX512F:
		return avx512
	case cpu.X86.HasAVX2 && cpu.X86.HasFMA:
		return fma3
	}
	return plain
}
