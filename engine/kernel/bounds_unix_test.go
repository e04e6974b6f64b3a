//go:build unix

package kernel

import (
	"math/rand/v2"
	"os"
	"syscall"
	"testing"
	"unsafe"

	"github.com/assay-network/assay/exact"
)

// walls lends memory that ends where a page begins that nobody may touch.
type walls struct {
	t    testing.TB
	free [][]byte
}

// walled is a copy of v that ends at such a page: one element read or written
// behind it ends the test.
func walled[T any](w *walls, v []T) []T {
	if len(v) == 0 {
		return v
	}
	page := os.Getpagesize()
	bytes := len(v) * int(unsafe.Sizeof(v[0]))
	size := (bytes + page - 1) / page * page
	b, err := syscall.Mmap(-1, 0, size+page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		w.t.Fatal(err)
	}
	w.free = append(w.free, b)
	if err := syscall.Mprotect(b[size:], syscall.PROT_NONE); err != nil {
		w.t.Fatal(err)
	}
	out := unsafe.Slice((*T)(unsafe.Pointer(&b[size-bytes])), len(v))
	copy(out, v)
	return out
}

func (w *walls) down() {
	for _, b := range w.free {
		if err := syscall.Munmap(b); err != nil {
			w.t.Error(err)
		}
	}
	w.free = nil
}

// A mapped model may end with its last panel, and its panels with the file.
func TestLinearStaysInsideItsMemory(t *testing.T) {
	counts := []int{31, 63, 64, 100, 127, 128, 129, 130}
	for n := 1; n <= 26; n++ {
		counts = append(counts, n)
	}
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(5, 6))
		w := &walls{t: t}
		for _, rows := range []int{1, 15, 16, 17, 16 * 8, 16*17 + 3} {
			for _, cols := range []int{1, 31, 32, 33, 65, 32 * 16, 32*17 - 1, 32 * 33} {
				groups := (cols + 31) / 32
				ws, m := make([]int8, rows*groups*32), make([]uint16, rows*groups)
				fill(r, ws, m, nil)
				panels := walled(w, panelsOf(ws, m, rows, groups))
				for i, count := range counts {
					if rows > 17 && (i+cols)%7 != 0 {
						continue
					}
					x := make([]int16, count*cols)
					fill(r, nil, nil, x)
					var a Activations
					a.Pack(walled(w, x), count, cols)
					a.x, a.bytes = walled(w, a.x), walled(w, a.bytes)
					out := walled(w, make([]int64, count*rows))
					var nobody *Team
					nobody.Linear(&a, Product{out, panels, rows})
					row := make([]int16, groups*exact.Group)
					copy(row, x[(count-1)*cols:])
					if want := exact.Dot(ws[(rows-1)*groups*32:], m[(rows-1)*groups:], row); out[len(out)-1] != want {
						t.Fatalf("%d rows, %d columns, %d vectors: the last is %d, want %d", rows, cols, count, out[len(out)-1], want)
					}
				}
				w.down()
			}
		}
	})
}

func TestVectorsStayInsideTheirMemory(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		w := &walls{t: t}
		for n := 1; n <= 130; n++ {
			z64 := func() []int64 { return walled(w, make([]int64, n)) }
			z32 := func() []int32 { return walled(w, make([]int32, n)) }
			z16 := func() []int16 { return walled(w, make([]int16, n)) }
			Fix32(z32(), z64(), 7)
			AddFix32(z32(), z64(), 7)
			Rsh(z64(), 7)
			Quant16(z16(), z64())
			Quant16From32(z16(), z32())
			Norm(z64(), z32(), z32(), 1)
			NormQuant(z16(), z64(), z32(), z32(), 1)
			Gate(z64(), z64(), z64(), 7, 9)
			Rotate(z32(), z32()[:n&^1])
			Max32(z32())
			Min32(z32())
			Argmax(z32())
			mean(z64(), 1<<22)
			w.down()
		}
	})
}

func TestAttentionStaysInsideItsMemory(t *testing.T) {
	eachLevel(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(7, 8))
		w := &walls{t: t}
		for _, headDim := range []int{2, 14, 16, 30, 32, 34, 64, 80, 128, 256} {
			for n := 1; n <= TileQueries; n++ {
				const pages = 2
				var p [pages]Page
				for i := range p {
					p[i] = Page{
						Keys: walled(w, make([]int16, KeySize(headDim))), Values: walled(w, make([]int16, ValueSize(headDim))),
						KeyExp: walled(w, make([]int32, PagePositions)), ValueExp: walled(w, make([]int32, PagePositions)),
					}
				}
				k := &Tile{
					high: walled(w, make([]int16, TileQueries*headDim)), low: walled(w, make([]int16, TileQueries*headDim)),
					x: walled(w, make([]int32, TileQueries*pages*PagePositions)), sums: walled(w, make([]int64, TileQueries*padded(headDim))),
				}
				for range 3 {
					k.Reset(n, headDim, pages)
					for i := range n {
						k.Query(i, walled(w, make([]int16, headDim)), 0, PagePositions+1+r.IntN(PagePositions))
					}
					for i := range p {
						k.Score(i, &p[i], 1<<24)
					}
					for i := range p {
						k.Mix(i, &p[i])
					}
					for i := range n {
						k.Output(i, walled(w, make([]int64, headDim)))
					}
				}
				w.down()
			}
		}
	})
}
