package train

import (
	"unsafe"

	engine "github.com/assay-network/assay/engine/kernel"
	"golang.org/x/sys/cpu"
)

const (
	tileRows  = 16                    // of a and c; of b so many pairs of rows
	tileSize  = tileRows * blockDepth // bfloat16 numbers of a tile of a or b, 1 KiB
	pairSize  = 2 * tileSize          // two tiles beside each other
	tilesWork = 1 << 25               // multiplications of one call, about 100 microseconds: the collector cannot stop a goroutine inside

	tilesCached = 1 << 20 // bytes of b that the second-level cache holds
)

// tiled is the Multiplier of processors with matrix tiles of bfloat16 (AMX-BF16). Both operands are packed as bfloat16: of every 32 rows
// of a, and of every 32 columns of b, block after block of 32 k, two tiles of 16. A tile of a has 16 rows of 32 k. A tile of b has 16
// rows of two k, that are 16 columns of two numbers.
type tiled struct {
	a, b  []uint16
	dense []float32
	spill [tileRows]float32 // where a tile of c that isn't there is written
	job   tileJob
}

// tileJob is one call of amxMultiply, for outer x inner pieces of c of 32 x 32 numbers. c points to the four tiles of the first piece:
// above left, above right, below left, below right.
type tileJob struct {
	config       tileConfig
	a, b         *uint16
	c            [4]*float32
	left, right  int // bytes between the rows of the left and of the right tiles
	steps        int // blocks of k
	outer, inner int
	next         tileMove // from the end of a piece to the next of the inner ones
	turn         tileMove // from the start of the inner pieces to that of the next ones
	fresh        int      // not 0: start from zero
}

// tileMove says by how many bytes pointers move. left and those below it are one vector to amxMultiply.
type tileMove struct {
	a, b                           int
	left, right, lowLeft, lowRight int // of c
}

// tileConfig is what LDTILECFG loads.
type tileConfig struct {
	palette, start byte
	_              [14]byte
	bytes          [16]uint16 // of a row, by tile
	rows           [16]byte   // by tile
}

// amxMultiply multiplies and keeps nothing in the tiles when it returns.
//
//go:noescape
func amxMultiply(job *tileJob)

// narrowRows makes bfloat16 of rows x cols numbers, rows at most 16: row i of the tile at dst, and of every second tile from there.
// The last tile's missing columns become zero.
//
//go:noescape
func narrowRows(dst *uint16, src *float32, stride, rows, cols int)

// narrowPairs makes bfloat16 of rows x cols numbers: of columns 0 to 15, rows 2i and 2i+1 become row i of the tile at dst, the two numbers
// of a column beside each other, and so on in every second tile; columns 16 to 31 fill the tiles between, and the next 32 columns
// begin panel bytes further. Missing rows and columns become zero.
//
//go:noescape
func narrowPairs(dst *uint16, panel int, src *float32, stride, rows, cols int)

// transposeTiles transposes the tile at dst as 16 x 16 pairs, and every second one from there, steps in all.
//
//go:noescape
func transposeTiles(dst *uint16, steps int)

// newTiled returns nil where there are no tiles or the system doesn't let us use them.
func newTiled() Multiplier {
	if engine.Best() != engine.AMX || !cpu.X86.HasAMXBF16 || !cpu.X86.HasAVX512BF16 || !cpu.X86.HasAVX512BW {
		return nil
	}
	return &tiled{}
}

// Mul implements Multiplier.
func (t *tiled) Mul(c, a, b Matrix) { t.multiply(c, a, b, 1) }

// MulAdd implements Multiplier.
func (t *tiled) MulAdd(c, a, b Matrix) { t.multiply(c, a, b, 0) }

func (t *tiled) multiply(c, a, b Matrix, fresh int) {
	checkShapes(c, a, b)
	switch {
	case c.Rows == 0 || c.Cols == 0:
		return
	case a.Cols == 0:
		if fresh != 0 {
			clearMatrix(c)
		}
		return
	}
	t.a = t.pack(t.a, a, false)
	t.b = t.pack(t.b, b.T(), true)
	steps := (a.Cols + blockDepth - 1) / blockDepth
	t.job = tileJob{steps: steps, fresh: fresh}
	const side = 2 * tileRows
	rows, cols := c.Rows/side, c.Cols/side
	t.part(c, 0, rows*side, 0, cols*side)
	t.part(c, 0, rows*side, cols*side, c.Cols)
	t.part(c, rows*side, c.Rows, 0, cols*side)
	t.part(c, rows*side, c.Rows, cols*side, c.Cols)
}

// part computes the rows top to bottom and the columns left to right of c: full pieces of 32, or the rest that is less than one.
func (t *tiled) part(c Matrix, top, bottom, left, right int) {
	const side = 2 * tileRows
	height, width := min(bottom-top, side), min(right-left, side)
	if height == 0 || width == 0 {
		return
	}
	j := &t.job
	j.config = newTileConfig(height, width)
	rows, cols := max(1, (bottom-top)/side), max(1, (right-left)/side)
	panel, line := 2*j.steps*pairSize, 4*c.RowStride // bytes
	j.left, j.right = line, line
	down, over := tileMove{a: panel, left: side * line}, tileMove{b: panel, left: 4 * side}
	for _, m := range []*tileMove{&down, &over} {
		m.right, m.lowLeft, m.lowRight = m.left, m.left, m.left
		if width <= tileRows {
			m.right, m.lowRight, j.right = 0, 0, 0
		}
		if height <= tileRows {
			m.lowLeft, m.lowRight = 0, 0
		}
	}
	// All of b meets a piece of a before the next, if the second-level cache holds it, since whole rows of c are written then.
	byRow := cols*panel <= tilesCached
	outer, inner := rows, cols
	j.next, j.turn = over, down
	if !byRow {
		outer, inner = cols, rows
		j.next, j.turn = down, over
	}
	j.inner = inner
	j.next.a -= panel
	j.next.b -= panel
	most := max(1, tilesWork/(inner*j.steps*side*side*blockDepth))
	for at := 0; at < outer; at += most {
		j.outer = min(most, outer-at)
		row, col := at, 0
		if !byRow {
			row, col = 0, at
		}
		j.a = &t.a[(top/side+row)*j.steps*pairSize]
		j.b = &t.b[(left/side+col)*j.steps*pairSize]
		tiles := c.Data[(top+row*side)*c.RowStride+left+col*side:]
		j.c = [4]*float32{&tiles[0], &t.spill[0], &t.spill[0], &t.spill[0]}
		if width > tileRows {
			j.c[1] = &tiles[tileRows]
		}
		if height > tileRows {
			j.c[2] = &tiles[tileRows*c.RowStride]
		}
		if width > tileRows && height > tileRows {
			j.c[3] = &tiles[tileRows*c.RowStride+tileRows]
		}
		amxMultiply(j)
	}
}

// newTileConfig is for pieces of c of at most 32 x 32 numbers: tiles 0 to 3 of c, 4 and 5 of a, 6 and 7 of b. A tile that isn't there
// has one row, or one column, since none at all is an error.
func newTileConfig(height, width int) tileConfig {
	config := tileConfig{palette: 1}
	high := [2]byte{byte(min(height, tileRows)), byte(max(height-tileRows, 1))}
	wide := [2]uint16{uint16(4 * min(width, tileRows)), uint16(4 * max(width-tileRows, 1))}
	for i := range 4 {
		config.rows[i], config.bytes[i] = high[i/2], wide[i%2]
	}
	for i := range 2 {
		config.rows[4+i], config.bytes[4+i] = high[i], 2*blockDepth
		config.rows[6+i], config.bytes[6+i] = tileRows, wide[i]
	}
	return config
}

// pack makes the tiles of m, whose columns are k. For b, which the caller transposes, pairs are the rows of a tile.
func (t *tiled) pack(buf []uint16, m Matrix, isB bool) []uint16 {
	steps := (m.Cols + blockDepth - 1) / blockDepth
	buf = tileMemory(buf, (m.Rows+2*tileRows-1)/(2*tileRows)*steps*pairSize)
	if m.ColStride != 1 && m.RowStride != 1 {
		t.dense = grow(t.dense, m.Rows*m.Cols)
		moveNumbers(t.dense, m.Cols, m)
		m = NewMatrix(t.dense, m.Rows, m.Cols)
	}
	if m.ColStride != 1 {
		narrowPairs(&buf[0], 2*steps*pairSize, &m.Data[0], m.ColStride, m.Cols, m.Rows)
	}
	for row := 0; row < m.Rows; row += tileRows {
		tiles := buf[row/(2*tileRows)*steps*pairSize+row/tileRows%2*tileSize:]
		if m.ColStride == 1 {
			rows := min(tileRows, m.Rows-row)
			for s := range steps {
				clear(tiles[s*pairSize+rows*blockDepth : s*pairSize+tileSize])
			}
			narrowRows(&tiles[0], &m.Data[row*m.RowStride], m.RowStride, rows, m.Cols)
		}
		if (m.ColStride == 1) == isB {
			transposeTiles(&tiles[0], steps)
		}
	}
	return buf
}

// tileMemory returns buf with n numbers, with new memory that begins at a line of the cache when it is too small.
func tileMemory(buf []uint16, n int) []uint16 {
	if cap(buf) >= n {
		return buf[:n]
	}
	const line = 64
	buf = make([]uint16, n+line/2)
	skip := int(-uintptr(unsafe.Pointer(&buf[0])) % line / 2)
	return buf[skip : skip+n]
}
