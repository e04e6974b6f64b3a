package train

func machineKernels() map[string]kernel { return map[string]kernel{"neon": neon} }
