package train

// kernelNEON computes the 8 x 16 tile as two halves of four rows, four registers of four lanes a row.
//
//go:noescape
func kernelNEON(k int, a *float32, row, col int, b, c *float32, ldc int)

var neon = kernel{rows: 8, cols: 16, run: whole(kernelNEON)}

func bestKernel() kernel { return neon } // every arm64 has it
