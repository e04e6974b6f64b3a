package train

// Matrix is a view of float32 numbers: element (i, j) lies at Data[i*RowStride+j*ColStride].
// A transposed view shares its numbers with the original.
type Matrix struct {
	Data                 []float32
	Rows, Cols           int
	RowStride, ColStride int
}

// NewMatrix views data as rows x cols, row after row. It panics when data is too short, which is a mistake of the caller.
func NewMatrix(data []float32, rows, cols int) Matrix {
	return Matrix{Data: data[:rows*cols], Rows: rows, Cols: cols, RowStride: cols, ColStride: 1}
}

// T returns the transposed view.
func (m Matrix) T() Matrix {
	return Matrix{Data: m.Data, Rows: m.Cols, Cols: m.Rows, RowStride: m.ColStride, ColStride: m.RowStride}
}

// Columns views the columns from..from+count of m.
func (m Matrix) Columns(from, count int) Matrix {
	return Matrix{Data: m.Data[from*m.ColStride:], Rows: m.Rows, Cols: count, RowStride: m.RowStride, ColStride: m.ColStride}
}

// Span views the rows from..from+count of m.
func (m Matrix) Span(from, count int) Matrix {
	return Matrix{Data: m.Data[from*m.RowStride:], Rows: count, Cols: m.Cols, RowStride: m.RowStride, ColStride: m.ColStride}
}

// Multiplier is the only thing that the trainer asks of a matrix back end.
//
// MulAdd computes c[i][j] += sum over k of a[i][k]*b[k][j] as the matrix tiles of x86 processors do (TDPBF16PS), to the bit, so that
// a training step can be recomputed on every machine:
//
//   - a and b are rounded to bfloat16, to the nearest, ties to even; what lies below the normal range (2^-126) in float32 is zero.
//   - k is cut into blocks of 32, the last one filled up with zeros.
//   - In every block the even and the odd k have a sum each. It starts from +0, and with k rising takes in the products by fused
//     multiply-add in float32, which rounds once: the product isn't rounded, the sum is.
//   - Then c[i][j] = c[i][j] + (even + odd), both additions rounded to float32, block after block.
//   - Every result below the normal range (after rounding to 24 bits) becomes zero with its sign, and such a c[i][j] counts as zero.
//
// Mul does the same starting from +0 and overwrites c. Which bits a NaN has is open.
// c must have ColStride 1; a is Rows x K, b is K x Cols. A Multiplier keeps scratch space: one goroutine at a time.
type Multiplier interface {
	MulAdd(c, a, b Matrix)
	Mul(c, a, b Matrix)
}

// blockDepth is how many k the contract of Multiplier takes together.
const blockDepth = 32

// NewMultiplier returns the fastest back end that this machine has. All of them give the same bits.
func NewMultiplier() Multiplier {
	if m := newTiled(); m != nil {
		return m
	}
	return &packed{kernel: bestKernel()}
}

// NewPlainMultiplier returns the back end in plain Go, which every machine has.
func NewPlainMultiplier() Multiplier { return &packed{kernel: plain} }

// checkShapes panics when c += a*b makes no sense.
func checkShapes(c, a, b Matrix) {
	if c.Rows != a.Rows || c.Cols != b.Cols || a.Cols != b.Rows || c.ColStride != 1 {
		panic("train: matrix shapes do not fit") // unreachable: Shape.Validate fixes all shapes of a run before it starts
	}
}

// clearMatrix zeroes c.
func clearMatrix(c Matrix) {
	for i := 0; i < c.Rows; i++ {
		clear(c.Data[i*c.RowStride:][:c.Cols])
	}
}

// moveNumbers writes m to dst, rows width apart.
func moveNumbers(dst []float32, width int, m Matrix) {
	for i := 0; i < m.Rows; i++ {
		if m.ColStride == 1 {
			copy(dst[i*width:][:m.Cols], m.Data[i*m.RowStride:])
			continue
		}
		for j := 0; j < m.Cols; j++ {
			dst[i*width+j] = m.Data[i*m.RowStride+j*m.ColStride]
		}
	}
}

// grow returns a slice of n numbers that reuses s where it can; what is in it is undefined.
func grow[T float32 | uint16](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
}
