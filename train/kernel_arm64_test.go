package train

func machineKernels() map[string]kernel { return map[string]kernel{"neon": neon} }

func machineLanes() map[string]*lanes { return nil }
