//go:build !amd64

package train

func machineKernels() map[string]kernel { return nil }

func machineLanes() map[string]*lanes { return nil }
