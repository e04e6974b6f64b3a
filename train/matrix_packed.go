package train

// depthStep is how much of k is packed at once at most: a panel of b is then 16 or 32 KiB and stays in the first-level cache.
const depthStep = 8 * blockDepth

// rowBlock is how many rows of a go through all panels of b before the next, a multiple of every kernel's rows: they stay
// in the second-level cache.
const rowBlock = 64

// kernel computes tiles of c, rows x cols each.
type kernel struct {
	rows, cols int
	// run adds to a complete tile of c, whose rows lie ldc apart. a and b are packed as blocks*32 groups of rows or cols numbers,
	// which are rounded to bfloat16 already.
	run    func(blocks int, a, b, c *float32, ldc int)
	movers *movers // nil where plain Go moves and rounds the numbers
}

// movers pack groups of 8 columns, or of 8 rows of a transposed matrix, and round 8 numbers at once; no count is 0.
type movers struct {
	copyRows  func(dst *float32, dstStride int, src *float32, srcStride, n, width int)
	transpose func(dst *float32, dstStride int, src *float32, srcStride, n int)
	round     func(x *float32, n int)
}

// packed is the cache-blocked Multiplier of machines without tiles; only its kernel differs between them.
type packed struct {
	kernel
	a, b, tile []float32
}

// Mul implements Multiplier.
func (p *packed) Mul(c, a, b Matrix) {
	clearMatrix(c)
	p.MulAdd(c, a, b)
}

// MulAdd implements Multiplier.
func (p *packed) MulAdd(c, a, b Matrix) {
	checkShapes(c, a, b)
	for from := 0; from < a.Cols; from += depthStep {
		depth := min(depthStep, a.Cols-from)
		blocks := (depth + blockDepth - 1) / blockDepth
		p.b = p.pack(p.b, p.cols, blocks, b.Span(from, depth))
		p.a = p.pack(p.a, p.rows, blocks, a.Columns(from, depth).T())
		for top := 0; top < c.Rows; top += rowBlock {
			for col := 0; col < c.Cols; col += p.cols {
				for row := top; row < min(top+rowBlock, c.Rows); row += p.rows {
					p.tileAt(c, row, col, blocks)
				}
			}
		}
	}
}

// tileAt computes the tile of c at row and col for a slice of k.
func (p *packed) tileAt(c Matrix, row, col, blocks int) {
	rows, cols := min(p.rows, c.Rows-row), min(p.cols, c.Cols-col)
	a, b := &p.a[row*blocks*blockDepth], &p.b[col*blocks*blockDepth]
	if rows == p.rows && cols == p.cols {
		p.run(blocks, a, b, &c.Data[row*c.RowStride+col], c.RowStride)
		return
	}
	// A tile at the edge goes through a full-size copy; the padding lanes are thrown away.
	p.tile = grow(p.tile, p.rows*p.cols)
	clear(p.tile)
	for i := 0; i < rows; i++ {
		copy(p.tile[i*p.cols:i*p.cols+cols], c.Data[(row+i)*c.RowStride+col:])
	}
	p.run(blocks, a, b, &p.tile[0], p.cols)
	for i := 0; i < rows; i++ {
		copy(c.Data[(row+i)*c.RowStride+col:][:cols], p.tile[i*p.cols:])
	}
}

// pack copies m, whose rows are k, into panels of some columns, row after row, with zeros where columns or rows are missing, and
// rounds all to bfloat16.
func (p *packed) pack(buf []float32, width, blocks int, m Matrix) []float32 {
	size := blocks * blockDepth * width
	buf = grow(buf, (m.Cols+width-1)/width*size)
	for t := 0; t*width < m.Cols; t++ {
		panel := buf[t*size : (t+1)*size]
		p.packPanel(panel[:m.Rows*width], width, m.Columns(t*width, min(width, m.Cols-t*width)))
		clear(panel[m.Rows*width:])
	}
	if p.movers != nil {
		p.movers.round(&buf[0], len(buf))
		return buf
	}
	for i, x := range buf {
		buf[i] = roundBF16(x)
	}
	return buf
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
