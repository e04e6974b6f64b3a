package train

import "golang.org/x/sys/cpu"

func machineKernels() map[string]kernel {
	m := map[string]kernel{}
	if cpu.X86.HasAVX2 && cpu.X86.HasFMA {
		m["fma3"] = fma3
	}
	if cpu.X86.HasAVX512F {
		m["avx512"] = avx512
	}
	return m
}

func machineLanes() map[string]*lanes {
	m := map[string]*lanes{}
	if cpu.X86.HasAVX2 {
		m["256"] = &lanes256
	}
	if cpu.X86.HasAVX512F {
		m["512"] = &lanes512
	}
	return m
}
