#include "go_asm.h"
#include "textflag.h"

// The assembler does not know these instructions. Registers: AX is 64, the distance of a packed tile's rows; SI is at two tiles of a, DI at
// two of b; DX, CX, BX and R8 are at four tiles of c, whose rows lie R9 apart (left) and R10 apart (right).

// LDTILECFG (BX)
#define TILECONFIG BYTE $0xc4; BYTE $0xe2; BYTE $0x78; BYTE $0x49; BYTE $0x03
// TILERELEASE
#define RELEASE BYTE $0xc4; BYTE $0xe2; BYTE $0x78; BYTE $0x49; BYTE $0xc0
// TILEZERO TMM0
#define ZERO0 BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x49; BYTE $0xc0
// TILEZERO TMM1
#define ZERO1 BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x49; BYTE $0xc8
// TILEZERO TMM2
#define ZERO2 BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x49; BYTE $0xd0
// TILEZERO TMM3
#define ZERO3 BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x49; BYTE $0xd8
// TILELOADD 0(SI)(AX*1), TMM4
#define LOADA0 BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x4b; BYTE $0xa4; BYTE $0x06; BYTE $0x00; BYTE $0x00; BYTE $0x00; BYTE $0x00
// TILELOADD 1024(SI)(AX*1), TMM5
#define LOADA1 BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x4b; BYTE $0xac; BYTE $0x06; BYTE $0x00; BYTE $0x04; BYTE $0x00; BYTE $0x00
// TILELOADD 0(DI)(AX*1), TMM6
#define LOADB0 BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x4b; BYTE $0xb4; BYTE $0x07; BYTE $0x00; BYTE $0x00; BYTE $0x00; BYTE $0x00
// TILELOADD 1024(DI)(AX*1), TMM7
#define LOADB1 BYTE $0xc4; BYTE $0xe2; BYTE $0x7b; BYTE $0x4b; BYTE $0xbc; BYTE $0x07; BYTE $0x00; BYTE $0x04; BYTE $0x00; BYTE $0x00
// TILELOADD 0(DX)(R9*1), TMM0
#define LOADC00 BYTE $0xc4; BYTE $0xa2; BYTE $0x7b; BYTE $0x4b; BYTE $0x84; BYTE $0x0a; BYTE $0x00; BYTE $0x00; BYTE $0x00; BYTE $0x00
// TILELOADD 0(CX)(R10*1), TMM1
#define LOADC01 BYTE $0xc4; BYTE $0xa2; BYTE $0x7b; BYTE $0x4b; BYTE $0x8c; BYTE $0x11; BYTE $0x00; BYTE $0x00; BYTE $0x00; BYTE $0x00
// TILELOADD 0(BX)(R9*1), TMM2
#define LOADC10 BYTE $0xc4; BYTE $0xa2; BYTE $0x7b; BYTE $0x4b; BYTE $0x94; BYTE $0x0b; BYTE $0x00; BYTE $0x00; BYTE $0x00; BYTE $0x00
// TILELOADD 0(R8)(R10*1), TMM3
#define LOADC11 BYTE $0xc4; BYTE $0x82; BYTE $0x7b; BYTE $0x4b; BYTE $0x9c; BYTE $0x10; BYTE $0x00; BYTE $0x00; BYTE $0x00; BYTE $0x00
// TILESTORED TMM0, (DX)(R9*1)
#define STOREC00 BYTE $0xc4; BYTE $0xa2; BYTE $0x7a; BYTE $0x4b; BYTE $0x84; BYTE $0x0a; BYTE $0x00; BYTE $0x00; BYTE $0x00; BYTE $0x00
// TILESTORED TMM1, (CX)(R10*1)
#define STOREC01 BYTE $0xc4; BYTE $0xa2; BYTE $0x7a; BYTE $0x4b; BYTE $0x8c; BYTE $0x11; BYTE $0x00; BYTE $0x00; BYTE $0x00; BYTE $0x00
// TILESTORED TMM2, (BX)(R9*1)
#define STOREC10 BYTE $0xc4; BYTE $0xa2; BYTE $0x7a; BYTE $0x4b; BYTE $0x94; BYTE $0x0b; BYTE $0x00; BYTE $0x00; BYTE $0x00; BYTE $0x00
// TILESTORED TMM3, (R8)(R10*1)
#define STOREC11 BYTE $0xc4; BYTE $0x82; BYTE $0x7a; BYTE $0x4b; BYTE $0x9c; BYTE $0x10; BYTE $0x00; BYTE $0x00; BYTE $0x00; BYTE $0x00
// TDPBF16PS TMM6, TMM4, TMM0
#define DOT00 BYTE $0xc4; BYTE $0xe2; BYTE $0x4a; BYTE $0x5c; BYTE $0xc4
// TDPBF16PS TMM7, TMM4, TMM1
#define DOT01 BYTE $0xc4; BYTE $0xe2; BYTE $0x42; BYTE $0x5c; BYTE $0xcc
// TDPBF16PS TMM6, TMM5, TMM2
#define DOT10 BYTE $0xc4; BYTE $0xe2; BYTE $0x4a; BYTE $0x5c; BYTE $0xd5
// TDPBF16PS TMM7, TMM5, TMM3
#define DOT11 BYTE $0xc4; BYTE $0xe2; BYTE $0x42; BYTE $0x5c; BYTE $0xdd
// VCVTNE2PS2BF16 Z0, Z1, Z0: the low half from Z0, the high one from Z1
#define NARROW BYTE $0x62; BYTE $0xf2; BYTE $0x77; BYTE $0x48; BYTE $0x72; BYTE $0xc0

// func amxMultiply(job *tileJob)
//
// The running pointers to c are kept on the stack: the last ones point behind the numbers, where the collector must not see them. R15 is
// at the job.
TEXT ·amxMultiply(SB), NOSPLIT, $48-8
	MOVQ job+0(FP), R15
	LEAQ tileJob_config(R15), BX
	TILECONFIG
	VMOVDQU tileJob_c(R15), Y0
	VMOVDQU Y0, c-32(SP)
	MOVQ $64, AX
	MOVQ tileJob_left(R15), R9
	MOVQ tileJob_right(R15), R10
	MOVQ tileJob_a(R15), SI
	MOVQ tileJob_b(R15), DI
	MOVQ tileJob_outer(R15), R13
nextOuter:
	MOVQ SI, a-48(SP)
	MOVQ DI, b-40(SP)
	MOVQ c-32(SP), DX
	MOVQ c1-24(SP), CX
	MOVQ c2-16(SP), BX
	MOVQ c3-8(SP), R8
	MOVQ tileJob_inner(R15), R12
nextInner:
	CMPQ tileJob_fresh(R15), $0
	JEQ  resume
	ZERO0
	ZERO1
	ZERO2
	ZERO3
	JMP  start
resume:
	LOADC00
	LOADC01
	LOADC10
	LOADC11
start:
	MOVQ tileJob_steps(R15), R11
step:
	LOADA0
	LOADB0
	DOT00
	LOADB1
	DOT01
	LOADA1
	DOT10
	DOT11
	ADDQ $2048, SI
	ADDQ $2048, DI
	DECQ R11
	JNE  step
	STOREC00
	STOREC01
	STOREC10
	STOREC11
	ADDQ (tileJob_next+tileMove_a)(R15), SI
	ADDQ (tileJob_next+tileMove_b)(R15), DI
	ADDQ (tileJob_next+tileMove_left)(R15), DX
	ADDQ (tileJob_next+tileMove_right)(R15), CX
	ADDQ (tileJob_next+tileMove_lowLeft)(R15), BX
	ADDQ (tileJob_next+tileMove_lowRight)(R15), R8
	DECQ R12
	JNE  nextInner
	MOVQ a-48(SP), SI
	MOVQ b-40(SP), DI
	ADDQ (tileJob_turn+tileMove_a)(R15), SI
	ADDQ (tileJob_turn+tileMove_b)(R15), DI
	VMOVDQU (tileJob_turn+tileMove_left)(R15), Y0
	VPADDQ c-32(SP), Y0, Y0
	VMOVDQU Y0, c-32(SP)
	DECQ R13
	JNE  nextOuter
	RELEASE
	VZEROUPPER
	RET

// func narrowRows(dst *uint16, src *float32, stride, rows, cols int)
TEXT ·narrowRows(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DX
	MOVQ src+8(FP), BX
	MOVQ stride+16(FP), R8
	MOVQ rows+24(FP), R9
	MOVQ cols+32(FP), CX
	SHLQ $2, R8
	MOVQ CX, R10
	SHRQ $5, R10
	ANDQ $31, CX
	MOVQ $1, AX
	SHLQ CX, AX
	DECQ AX
	KMOVW AX, K1
	SHRQ $16, AX
	KMOVW AX, K2
rowOf:
	MOVQ BX, SI
	MOVQ DX, DI
	MOVQ R10, AX
	TESTQ AX, AX
	JEQ  tailOf
blockOf:
	VMOVUPS (SI), Z0
	VMOVUPS 64(SI), Z1
	NARROW
	VMOVDQU64 Z0, (DI)
	ADDQ $128, SI
	ADDQ $2048, DI
	DECQ AX
	JNE  blockOf
tailOf:
	TESTQ CX, CX
	JEQ  doneOf
	VMOVUPS.Z (SI), K1, Z0
	VMOVUPS.Z 64(SI), K2, Z1
	NARROW
	VMOVDQU64 Z0, (DI)
doneOf:
	ADDQ R8, BX
	ADDQ $64, DX
	DECQ R9
	JNE  rowOf
	VZEROUPPER
	RET

DATA interleave<>+0(SB)/8, $0x0011000100100000
DATA interleave<>+8(SB)/8, $0x0013000300120002
DATA interleave<>+16(SB)/8, $0x0015000500140004
DATA interleave<>+24(SB)/8, $0x0017000700160006
DATA interleave<>+32(SB)/8, $0x0019000900180008
DATA interleave<>+40(SB)/8, $0x001b000b001a000a
DATA interleave<>+48(SB)/8, $0x001d000d001c000c
DATA interleave<>+56(SB)/8, $0x001f000f001e000e
GLOBL interleave<>(SB), RODATA|NOPTR, $64

// func narrowPairs(dst *uint16, panel int, src *float32, stride, rows, cols int)
//
// K1 and K2 are the masks of an even row's columns, K3 and K4 of an odd one's; K5 and K6 those of the last columns.
TEXT ·narrowPairs(SB), NOSPLIT, $0-48
	MOVQ dst+0(FP), DX
	MOVQ panel+8(FP), R12
	MOVQ src+16(FP), BX
	MOVQ stride+24(FP), R8
	MOVQ rows+32(FP), R9
	MOVQ cols+40(FP), CX
	SHLQ $2, R8
	MOVQ CX, R11
	SHRQ $5, R11
	ANDQ $31, CX
	MOVQ $1, AX
	SHLQ CX, AX
	DECQ AX
	KMOVW AX, K5
	SHRQ $16, AX
	KMOVW AX, K6
	VMOVDQU64 interleave<>(SB), Z2
tilesOf:
	MOVQ $16, R10
pairOf:
	XORQ AX, AX
	MOVQ $0xffff, R13
	CMPQ R9, $1
	CMOVQGE R13, AX
	KMOVW AX, K1
	XORQ AX, AX
	CMPQ R9, $2
	CMOVQGE R13, AX
	KMOVW AX, K3
	SUBQ $2, R9
	MOVQ BX, SI
	MOVQ DX, DI
	MOVQ R11, R13
	TESTQ R13, R13
	JEQ  restOf
columnsOf:
	VMOVUPS.Z (SI), K1, Z0
	VMOVUPS.Z (SI)(R8*1), K3, Z1
	NARROW
	VPERMW Z0, Z2, Z0
	VMOVDQU64 Z0, (DI)
	VMOVUPS.Z 64(SI), K1, Z0
	VMOVUPS.Z 64(SI)(R8*1), K3, Z1
	NARROW
	VPERMW Z0, Z2, Z0
	VMOVDQU64 Z0, 1024(DI)
	ADDQ $128, SI
	ADDQ R12, DI
	DECQ R13
	JNE  columnsOf
restOf:
	TESTQ CX, CX
	JEQ  nextOf
	KANDW K1, K6, K2
	KANDW K3, K6, K4
	KANDW K1, K5, K1
	KANDW K3, K5, K3
	VMOVUPS.Z (SI), K1, Z0
	VMOVUPS.Z (SI)(R8*1), K3, Z1
	NARROW
	VPERMW Z0, Z2, Z0
	VMOVDQU64 Z0, (DI)
	VMOVUPS.Z 64(SI), K2, Z0
	VMOVUPS.Z 64(SI)(R8*1), K4, Z1
	NARROW
	VPERMW Z0, Z2, Z0
	VMOVDQU64 Z0, 1024(DI)
nextOf:
	LEAQ (BX)(R8*2), BX
	ADDQ $64, DX
	DECQ R10
	JNE  pairOf
	ADDQ $1024, DX
	TESTQ R9, R9
	JGT  tilesOf
	VZEROUPPER
	RET

// FOURS transposes four rows, within each quarter of a register.
#define FOURS(a, b, c, d) \
	VUNPCKLPS b, a, Z16; \
	VUNPCKHPS b, a, Z17; \
	VUNPCKLPS d, c, Z18; \
	VUNPCKHPS d, c, Z19; \
	VUNPCKLPD Z18, Z16, a; \
	VUNPCKHPD Z18, Z16, b; \
	VUNPCKLPD Z19, Z17, c; \
	VUNPCKHPD Z19, Z17, d

// QUARTERS transposes four registers of four quarters.
#define QUARTERS(a, b, c, d) \
	VSHUFF32X4 $0x88, b, a, Z16; \
	VSHUFF32X4 $0xdd, b, a, Z17; \
	VSHUFF32X4 $0x88, d, c, Z18; \
	VSHUFF32X4 $0xdd, d, c, Z19; \
	VSHUFF32X4 $0x88, Z18, Z16, a; \
	VSHUFF32X4 $0x88, Z19, Z17, b; \
	VSHUFF32X4 $0xdd, Z18, Z16, c; \
	VSHUFF32X4 $0xdd, Z19, Z17, d

// func transposeTiles(dst *uint16, steps int)
TEXT ·transposeTiles(SB), NOSPLIT, $0-16
	MOVQ dst+0(FP), DI
	MOVQ steps+8(FP), CX
turn:
	VMOVUPS 0(DI), Z0
	VMOVUPS 64(DI), Z1
	VMOVUPS 128(DI), Z2
	VMOVUPS 192(DI), Z3
	VMOVUPS 256(DI), Z4
	VMOVUPS 320(DI), Z5
	VMOVUPS 384(DI), Z6
	VMOVUPS 448(DI), Z7
	VMOVUPS 512(DI), Z8
	VMOVUPS 576(DI), Z9
	VMOVUPS 640(DI), Z10
	VMOVUPS 704(DI), Z11
	VMOVUPS 768(DI), Z12
	VMOVUPS 832(DI), Z13
	VMOVUPS 896(DI), Z14
	VMOVUPS 960(DI), Z15
	FOURS(Z0, Z1, Z2, Z3)
	FOURS(Z4, Z5, Z6, Z7)
	FOURS(Z8, Z9, Z10, Z11)
	FOURS(Z12, Z13, Z14, Z15)
	QUARTERS(Z0, Z4, Z8, Z12)
	QUARTERS(Z1, Z5, Z9, Z13)
	QUARTERS(Z2, Z6, Z10, Z14)
	QUARTERS(Z3, Z7, Z11, Z15)
	VMOVUPS Z0, 0(DI)
	VMOVUPS Z1, 64(DI)
	VMOVUPS Z2, 128(DI)
	VMOVUPS Z3, 192(DI)
	VMOVUPS Z4, 256(DI)
	VMOVUPS Z5, 320(DI)
	VMOVUPS Z6, 384(DI)
	VMOVUPS Z7, 448(DI)
	VMOVUPS Z8, 512(DI)
	VMOVUPS Z9, 576(DI)
	VMOVUPS Z10, 640(DI)
	VMOVUPS Z11, 704(DI)
	VMOVUPS Z12, 768(DI)
	VMOVUPS Z13, 832(DI)
	VMOVUPS Z14, 896(DI)
	VMOVUPS Z15, 960(DI)
	ADDQ $2048, DI
	DECQ CX
	JNE  turn
	VZEROUPPER
	RET
