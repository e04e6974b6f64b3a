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
// multiply-add in float32, which rounds once: the product isn't rounded, the sum is. Mul does the same starting from +0
// and overwrites c.
// c must have ColStride 1; a is Rows x K, b is K x Cols. A Multiplier keeps scratch space: one goroutine at a time.
type Multiplier interface {
	MulAdd(c, a, b Matrix)
	Mul(c, a, b Matrix)
}

// depthStep is how much of k is packed at once at most: a panel of b is then 16 or 32 KiB and stays in the first-level cache.
const depthStep = 256

// rowBlock is how many rows of a go through all panels of b before the next, a multiple of every kernel's rows: they stay
// in the second-level cache.
const rowBlock = 64

// kernel computes tiles of c, rows x cols each.
type kernel struct {
	rows, cols int
	// run adds to a tile of c (rows ldc apart) or, with fresh not 0, starts it from zero: element (i, k) of a lies at
	// a[i*row+k*col], b is packed as k groups of cols. Of the tile, rows and cols are there, the others are left alone.
	run     func(k int, a *float32, row, col int, b, c *float32, ldc, rows, cols, fresh int)
	partial bool    // whether run can do incomplete and fresh tiles
	movers  *movers // nil where plain Go moves the numbers
}

// movers pack groups of 8 columns, or of 8 rows of a transposed matrix; no count is 0.
type movers struct {
	copyRows  func(dst *float32, dstStride int, src *float32, srcStride, n, width int)
	transpose func(dst *float32, dstStride int, src *float32, srcStride, n int)
}

// whole makes a run of a function that knows complete tiles only.
func whole(f func(k int, a *float32, row, col int, b, c *float32, ldc int)) func(k int, a *float32, row, col int, b, c *float32, ldc, rows, cols, fresh int) {
	return func(k int, a *float32, row, col int, b, c *float32, ldc, _, _, _ int) { f(k, a, row, col, b, c, ldc) }
}

// packed is the cache-blocked Multiplier; only its kernel differs between machines.
type packed struct {
	kernel
	a, b, tile []float32
}

// NewMultiplier returns the fastest back end that this machine has. All of them give the same bits.
func NewMultiplier() Multiplier { return &packed{kernel: bestKernel()} }

// NewPlainMultiplier returns the back end in plain Go, which every machine has.
func NewPlainMultiplier() Multiplier { return &packed{kernel: plain} }

// MulAdd implements Multiplier.
func (p *packed) MulAdd(c, a, b Matrix) { p.multiply(c, a, b, false) }

// Mul implements Multiplier.
func (p *packed) Mul(c, a, b Matrix) {
	if !p.partial || a.Cols == 0 {
		for i := 0; i < c.Rows; i++ {
			clear(c.Data[i*c.RowStride:][:c.Cols])
		}
	}
	p.multiply(c, a, b, p.partial)
}

func (p *packed) multiply(c, a, b Matrix, fresh bool) {
	if c.Rows != a.Rows || c.Cols != b.Cols || a.Cols != b.Rows || c.ColStride != 1 {
		panic("train: matrix shapes do not fit") // unreachable: Shape.Validate fixes all shapes of a run before it starts
	}
	parts := (a.Cols + depthStep - 1) / depthStep
	for part := 0; part < parts; part++ {
		from := part * a.Cols / parts
		depth := (part+1)*a.Cols/parts - from
		p.packB(b, from, depth)
		p.packA(a, from, depth)
		start := 0
		if fresh && part == 0 {
			start = 1
		}
		for top := 0; top < c.Rows; top += rowBlock {
			for col := 0; col < c.Cols; col += p.cols {
				for row := top; row < min(top+rowBlock, c.Rows); row += p.rows {
					p.tileAt(c, a, row, col, from, depth, start)
				}
			}
		}
	}
}

// tileAt computes the tile of c at row and col for a slice of k.
func (p *packed) tileAt(c, a Matrix, row, col, from, depth, fresh int) {
	rows, cols := min(p.rows, c.Rows-row), min(p.cols, c.Cols-col)
	at, rowStride, colStride := p.tileOfA(a, row, rows, from, depth)
	bt := &p.b[col*depth]
	if p.partial || rows == p.rows && cols == p.cols {
		p.run(depth, at, rowStride, colStride, bt, &c.Data[row*c.RowStride+col], c.RowStride, rows, cols, fresh)
		return
	}
	// A tile at the edge goes through a full-size copy; the padding lanes are thrown away.
	p.tile = grow(p.tile, p.rows*p.cols)
	for i := 0; i < rows; i++ {
		copy(p.tile[i*p.cols:i*p.cols+cols], c.Data[(row+i)*c.RowStride+col:])
	}
	p.run(depth, at, rowStride, colStride, bt, &p.tile[0], p.cols, p.rows, p.cols, 0)
	for i := 0; i < rows; i++ {
		copy(c.Data[(row+i)*c.RowStride+col:][:cols], p.tile[i*p.cols:])
	}
}

// packB copies a slice of b into panels of p.cols columns, row after row, with zeros where columns are missing.
func (p *packed) packB(b Matrix, from, depth int) {
	tiles := (b.Cols + p.cols - 1) / p.cols
	p.b = grow(p.b, tiles*depth*p.cols)
	for t := 0; t < tiles; t++ {
		p.packPanel(p.b[t*depth*p.cols:(t+1)*depth*p.cols], p.cols, b.Span(from, depth).Columns(t*p.cols, min(p.cols, b.Cols-t*p.cols)))
	}
}

// inPlace says whether full tiles of a are read where they lie: long strides from k to k would cost more in every tile.
func inPlace(a Matrix) bool { return a.ColStride == 1 }

// packA copies those tiles of a that aren't read in place into groups of p.rows numbers, with zeros where rows are missing.
func (p *packed) packA(a Matrix, from, depth int) {
	tiles := (a.Rows + p.rows - 1) / p.rows
	first := 0
	if inPlace(a) {
		first = a.Rows / p.rows
	}
	p.a = grow(p.a, (tiles-first)*depth*p.rows)
	for t := first; t < tiles; t++ {
		rows := min(p.rows, a.Rows-t*p.rows)
		p.packPanel(p.a[(t-first)*depth*p.rows:(t-first+1)*depth*p.rows], p.rows, a.Span(t*p.rows, rows).Columns(from, depth).T())
	}
}

// packPanel copies m into dst row after row, each row made width long with zeros.
func (p *packed) packPanel(dst []float32, width int, m Matrix) {
	if m.Cols < width {
		clear(dst)
	}
	j := 0 // so many columns are there
	switch {
	case p.movers == nil:
	case m.ColStride == 1 && m.Cols >= 8:
		j = m.Cols &^ 7
		p.movers.copyRows(&dst[0], width, &m.Data[:(m.Rows-1)*m.RowStride+j][0], m.RowStride, m.Rows, j)
	case m.RowStride == 1 && m.Rows >= 4:
		rows := m.Rows &^ 3
		for ; j+8 <= m.Cols; j += 8 {
			p.movers.transpose(&dst[j], width, &m.Data[:(j+7)*m.ColStride+rows][j*m.ColStride], m.ColStride, rows)
		}
		moveNumbers(dst[rows*width:], width, m.Span(rows, m.Rows-rows).Columns(0, j))
	}
	if j < m.Cols {
		moveNumbers(dst[j:], width, m.Columns(j, m.Cols-j))
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

// tileOfA is where the tile of a at row lies, with the distances between its rows and between its columns.
func (p *packed) tileOfA(a Matrix, row, rows, from, depth int) (at *float32, rowStride, colStride int) {
	switch {
	case !inPlace(a):
		return &p.a[row*depth], 1, p.rows
	case rows < p.rows:
		return &p.a[0], 1, p.rows
	}
	return &a.Data[row*a.RowStride+from], a.RowStride, 1
}

// grow returns a slice of n numbers that reuses s where it can; what is in it is undefined.
func grow(s []float32, n int) []float32 {
	if cap(s) < n {
		return make([]float32, n)
	}
	return s[:n]
}
