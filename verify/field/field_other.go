//go:build !amd64

package field

import "github.com/assay-network/assay/engine/kernel"

// activationsSIMD does nothing here.
func activationsSIMD(kernel.Level, []uint64, []int16) (low, high int64, done int) { return 0, 0, 0 }

// sumsSIMD does nothing here.
func sumsSIMD(kernel.Level, []uint64, []int64) (sum uint64, done int) { return 0, 0 }

// integersSIMD does nothing here.
func integersSIMD(kernel.Level, []int64, []byte, int) (done int) { return 0 }
