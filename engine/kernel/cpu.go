package kernel

import "sync/atomic"

// Level says which instructions the kernels use. Every level gives the same bits.
type Level int32

// The levels, slowest first. A machine has all levels up to its best one.
const (
	Plain  Level = iota // Go alone; the definition, and what machines other than amd64 use
	AVX2                // 256-bit integer instructions
	AVX512              // 512-bit instructions with VNNI (F, BW, DQ, VL, VNNI, IFMA)
	AMX                 // AVX512 and, for batches, tiles of bytes (AMX-TILE, AMX-INT8; Linux)
)

// String names the level.
func (l Level) String() string {
	switch l {
	case Plain:
		return "plain"
	case AVX2:
		return "avx2"
	case AVX512:
		return "avx512"
	case AMX:
		return "amx"
	}
	return "unknown"
}

// level is what the kernels use now; it starts at the machine's best.
var level atomic.Int32

// best is the machine's best level, found once.
var best = func() Level {
	b := detect()
	level.Store(int32(b))
	return b
}()

// Best is the highest level that this machine has.
func Best() Level { return best }

// Current is the level in use.
func Current() Level { return Level(level.Load()) }

// Use makes the kernels use level l, or the best one below it that the machine
// has, and returns the level used before. It is for tests and measurements:
// no level changes a result.
func Use(l Level) Level {
	return Level(level.Swap(int32(max(Plain, min(l, best)))))
}
