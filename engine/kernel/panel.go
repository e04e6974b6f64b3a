package kernel

import (
	"encoding/binary"

	"github.com/assay-network/assay/exact"
)

// A matrix is kept in panels of PanelRows rows. A panel has one block of
// BlockBytes for each group of 32 columns, group after group:
//
//	bytes 0..511    weights: for each pair j of columns, for each row r of the
//	                panel, the int8 weights [r][2j] and [r][2j+1], at 32j + 2r
//	bytes 512..543  multipliers: for each row a little-endian uint16
//
// One load of 32 bytes is one pair of columns of all rows: widened to int16 it
// meets one pair of activations in a single multiply-add, and no sum across
// the lanes of a register is ever needed. A block is read front to back once.
// Rows past the matrix's end and columns past a row's end are zero.
const (
	PanelRows  = 16
	BlockBytes = PanelRows*exact.Group + 2*PanelRows
)

// PanelBytes is the size of a matrix of the given rows and groups a row.
func PanelBytes(rows, groups int) int {
	return (rows + PanelRows - 1) / PanelRows * groups * BlockBytes
}

// PutRow writes row r: w has 32 weights for each group, m one multiplier.
func PutRow(panels []byte, r int, w []int8, m []uint16) {
	base, r := r/PanelRows*len(m)*BlockBytes, r%PanelRows
	for g, mul := range m {
		b := panels[base+g*BlockBytes:][:BlockBytes]
		ws := (*[exact.Group]int8)(w[g*exact.Group:])
		for j := range exact.Group / 2 {
			b[32*j+2*r], b[32*j+2*r+1] = byte(ws[2*j]), byte(ws[2*j+1])
		}
		binary.LittleEndian.PutUint16(b[PanelRows*exact.Group+2*r:], mul)
	}
}

// CopyRow reads row r into w (32 weights for each group) and m.
func CopyRow(w []int8, m []uint16, panels []byte, r int) {
	base, r := r/PanelRows*len(m)*BlockBytes, r%PanelRows
	for g := range m {
		b := panels[base+g*BlockBytes:][:BlockBytes]
		ws := (*[exact.Group]int8)(w[g*exact.Group:])
		for j := range exact.Group / 2 {
			ws[2*j], ws[2*j+1] = int8(b[32*j+2*r]), int8(b[32*j+2*r+1])
		}
		m[g] = binary.LittleEndian.Uint16(b[PanelRows*exact.Group+2*r:])
	}
}
