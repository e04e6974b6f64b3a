#include "textflag.h"

// func requestTiles() int64
//
// arch_prctl(ARCH_REQ_XCOMP_PERM, XFEATURE_XTILE_DATA)
TEXT ·requestTiles(SB), NOSPLIT, $0-8
	MOVQ $158, AX
	MOVQ $0x1023, DI
	MOVQ $18, SI
	SYSCALL
	MOVQ AX, ret+0(FP)
	RET
