package kernel

import "golang.org/x/sys/cpu"

// requestTiles asks Linux for the registers of tiles, which make the frame of a
// signal larger: the process gets them, once for all threads, only when it asks.
// The result is 0 or a negative error number.
func requestTiles() int64

// tilesAllowed says whether this process may use tiles.
func tilesAllowed() bool {
	return cpu.X86.HasAMXTile && cpu.X86.HasAMXInt8 && requestTiles() == 0
}
