package train

import "golang.org/x/sys/cpu"

// kernelFMA3 computes the 8 x 16 tile as two halves of four rows, two registers of eight lanes a row.
//
//go:noescape
func kernelFMA3(k int, a *float32, row, col int, b, c *float32, ldc int)

// kernelAVX512 computes an 8 x 32 tile, of which rows and cols are stored, with two registers of sixteen lanes a row. With fresh not 0
// the sums start from zero and c is only written.
//
//go:noescape
func kernelAVX512(k int, a *float32, row, col int, b, c *float32, ldc, rows, cols, fresh int)

// transpose8 writes dst[i*dstStride+j] = src[j*srcStride+i] for j below 8 and i below n, a multiple of 4 above 0. It needs AVX.
//
//go:noescape
func transpose8(dst *float32, dstStride int, src *float32, srcStride, n int)

// copyRows writes dst[i*dstStride+j] = src[i*srcStride+j] for i below n and j below width, a multiple of 8; both above 0. It needs AVX.
//
//go:noescape
func copyRows(dst *float32, dstStride int, src *float32, srcStride, n, width int)

var (
	fma3   = kernel{rows: 8, cols: 16, run: whole(kernelFMA3), movers: &movers{copyRows, transpose8}}
	avx512 = kernel{rows: 8, cols: 32, run: kernelAVX512, partial: true, movers: &movers{copyRows, transpose8}}
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
