//go:build !amd64

package kernel

// Without assembly the plain loops of vector.go do every element.

func fix32SIMD([]int32, []int64, int) int                          { return 0 }
func addFix32SIMD([]int32, []int64, int) int                       { return 0 }
func rshSIMD([]int64, int) int                                     { return 0 }
func magnitudesSIMD([]int64) (int, uint64)                         { return 0, 0 }
func quantSIMD([]int16, []int64, int) int                          { return 0 }
func magnitudes32SIMD([]int32) (int, uint32)                       { return 0, 0 }
func quant32SIMD([]int16, []int32, int) int                        { return 0 }
func squaresSIMD([]int32) (int, uint64, uint64)                    { return 0, 0, 0 }
func normSIMD([]int64, []int32, []int32, int64, int) (int, uint64) { return 0, 0 }
func gateSIMD([]int64, []int64, []int64, int, int) int             { return 0 }
func rotateSIMD([]int32, []int32) int                              { return 0 }
func max32SIMD([]int32) (int, int32)                               { return 0, 0 }
func min32SIMD([]int32) (int, int32)                               { return 0, 0 }
func meanSIMD([]int64, uint64, uint64) int                         { return 0 }
