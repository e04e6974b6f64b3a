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
// MulAdd computes c[i][j] += sum over k of a[i][k]*b[k][j]. The order is part of the contract, so that a training step
// can be recomputed bit for bit: starting from the old c[i][j], the products are added one by one with k rising, by fused
// multiply-add in float32, which rounds once: the product isn't rounded, the sum is.
// c must have ColStride 1; a is Rows x K, b is K x Cols. A Multiplier keeps scratch space: one goroutine at a time.
type Multiplier interface {
	MulAdd(c, a, b Matrix)
}

const (
	tileRows  = 8   // rows of c that one kernel call computes
	tileCols  = 16  // columns of c that one kernel call computes
	depthStep = 256 // how much of k is packed at once: a panel of b is then 16 KiB and stays in the first-level cache
)

// kernel adds to an 8 x 16 tile of c (rows ldc apart): element (i, k) of a lies at a[i*row+k*col], b is packed as k groups of 16.
type kernel func(k int, a *float32, row, col int, b, c *float32, ldc int)

// packed is the cache-blocked Multiplier; only its kernel differs between machines.
type packed struct {
	run  kernel
	a, b []float32
	tile [tileRows * tileCols]float32
}

// NewMultiplier returns the fastest back end that this machine has. All of them give the same bits.
func NewMultiplier() Multiplier { return &packed{run: bestKernel()} }

// NewPlainMultiplier returns the back end in plain Go, which every machine has.
func NewPlainMultiplier() Multiplier { return &packed{run: kernelPlain} }

// MulAdd implements Multiplier.
func (p *packed) MulAdd(c, a, b Matrix) {
	if c.Rows != a.Rows || c.Cols != b.Cols || a.Cols != b.Rows || c.ColStride != 1 {
		panic("train: matrix shapes do not fit") // unreachable: Shape.Validate fixes all shapes of a run before it starts
	}
	colTiles := (c.Cols + tileCols - 1) / tileCols
	for from := 0; from < a.Cols; from += depthStep {
		depth := min(depthStep, a.Cols-from)
		p.packB(b, from, depth, colTiles)
		for row := 0; row < c.Rows; row += tileRows {
			rows := min(tileRows, c.Rows-row)
			at, rowStride, colStride := &a.Data[row*a.RowStride+from*a.ColStride], a.RowStride, a.ColStride
			if rows < tileRows || colStride != 1 { // missing rows are zeros; long strides would cost more in every tile
				p.packA(a, row, rows, from, depth)
				at, rowStride, colStride = &p.a[0], 1, tileRows
			}
			for t := 0; t < colTiles; t++ {
				col := t * tileCols
				cols := min(tileCols, c.Cols-col)
				bt := &p.b[t*depth*tileCols]
				if rows == tileRows && cols == tileCols {
					p.run(depth, at, rowStride, colStride, bt, &c.Data[row*c.RowStride+col], c.RowStride)
					continue
				}
				// A tile at the edge goes through a full-size copy; the padding lanes are thrown away.
				for i := 0; i < rows; i++ {
					copy(p.tile[i*tileCols:i*tileCols+cols], c.Data[(row+i)*c.RowStride+col:])
				}
				p.run(depth, at, rowStride, colStride, bt, &p.tile[0], tileCols)
				for i := 0; i < rows; i++ {
					copy(c.Data[(row+i)*c.RowStride+col:][:cols], p.tile[i*tileCols:])
				}
			}
		}
	}
}

func (p *packed) packB(b Matrix, from, depth, tiles int) {
	p.b = grow(p.b, tiles*depth*tileCols)
	for t := 0; t < tiles; t++ {
		dst := p.b[t*depth*tileCols : (t+1)*depth*tileCols]
		cols := min(tileCols, b.Cols-t*tileCols)
		if b.ColStride == 1 {
			for k := 0; k < depth; k++ {
				row, src := dst[k*tileCols:(k+1)*tileCols], b.Data[(from+k)*b.RowStride+t*tileCols:]
				if cols == tileCols {
					sixteen := *(*[tileCols]float32)(src) // through a local: no call to memmove
					*(*[tileCols]float32)(row) = sixteen
					continue
				}
				n := copy(row[:cols], src)
				clear(row[n:])
			}
			continue
		}
		if cols < tileCols {
			clear(dst)
		}
		for j := 0; j < cols; j++ {
			src := b.Data[(t*tileCols+j)*b.ColStride+from*b.RowStride:]
			for k := 0; k < depth; k++ {
				dst[k*tileCols+j] = src[k*b.RowStride]
			}
		}
	}
}

// packA copies up to tileRows rows into groups of tileRows, with zeros where rows are missing.
func (p *packed) packA(a Matrix, row, rows, from, depth int) {
	p.a = grow(p.a, depth*tileRows)
	if rows == tileRows && a.RowStride == 1 {
		for k := 0; k < depth; k++ {
			eight := *(*[tileRows]float32)(a.Data[row+(from+k)*a.ColStride:]) // through a local: no call to memmove
			*(*[tileRows]float32)(p.a[k*tileRows:]) = eight
		}
		return
	}
	clear(p.a)
	for i := 0; i < rows; i++ {
		for k := 0; k < depth; k++ {
			p.a[k*tileRows+i] = a.Data[(row+i)*a.RowStride+(from+k)*a.ColStride]
		}
	}
}

// grow returns a slice of n numbers that reuses s where it can; what is in it is undefined.
func grow(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n)
	}
	return s[:n]
}
