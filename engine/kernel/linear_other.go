//go:build !amd64

package kernel

// detect finds no assembly on this machine.
func detect() Level { return Plain }

// linearSIMD stands where assembly would.
func linearSIMD(_ Level, out []int64, panels []byte, rows int, a *Activations, lo, hi int) {
	linearPlain(out, panels, rows, a, lo, hi)
}

// packAMX finds no tiles.
func (a *Activations) packAMX([]int16, int) bool { return false }
