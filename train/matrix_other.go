//go:build !amd64

package train

func newTiled() Multiplier { return nil }
