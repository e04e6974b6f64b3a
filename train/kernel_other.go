//go:build !amd64

package train

func bestKernel() kernel { return plain }
