#include "textflag.h"

// Vectors in 256-bit registers. What AVX2 lacks: a 64-bit arithmetic shift
// (2^63 is added with the rounding, and its shifted self, Y13, taken off after a
// logical one) and 64-bit minima (comparisons and blends with Y14 and Y15).

#define BOUNDS(most) \
	MOVQ $most, BX; \
	VMOVQ BX, X14; \
	VPBROADCASTQ X14, Y14; \
	NEGQ BX; \
	VMOVQ BX, X15; \
	VPBROADCASTQ X15, Y15

#define CLAMP(z) \
	VPCMPGTQ Y14, z, Y10; \
	VBLENDVPD Y10, Y14, z, z; \
	VPCMPGTQ z, Y15, Y10; \
	VBLENDVPD Y10, Y15, z, z

// SHIFT loads the shift in CX to X11, round (in AX) + 2^63 to Y12, 2^63 >> CX to Y13.
#define SHIFT \
	VMOVQ CX, X11; \
	MOVQ $0x8000000000000000, BX; \
	ADDQ BX, AX; \
	VMOVQ AX, X12; \
	VPBROADCASTQ X12, Y12; \
	SHRQ CX, BX; \
	VMOVQ BX, X13; \
	VPBROADCASTQ X13, Y13

#define RSH(z) \
	VPADDQ Y12, z, z; \
	VPSRLQ X11, z, z; \
	VPSUBQ Y13, z, z

// NARROW leaves the low halves of the lanes of a and b in a, in order.
#define NARROW(a, b) \
	VSHUFPS $0x88, b, a, a; \
	VPERMQ $0xD8, a, a

// ORLANES leaves the or of the four lanes of Y0 in AX.
#define ORLANES \
	VEXTRACTI128 $1, Y0, X1; \
	VPOR X1, X0, X0; \
	VPEXTRQ $1, X0, BX; \
	VMOVQ X0, AX; \
	ORQ BX, AX

// func fix256(dst *int32, v *int64, n, s int, round int64)
TEXT ·fix256(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DI
	MOVQ v+8(FP), SI
	MOVQ n+16(FP), DX
	MOVQ s+24(FP), CX
	MOVQ round+32(FP), AX
	SHIFT
	BOUNDS(2147483647)
loop:
	VMOVDQU (SI), Y0
	VMOVDQU 32(SI), Y1
	RSH(Y0)
	RSH(Y1)
	CLAMP(Y0)
	CLAMP(Y1)
	NARROW(Y0, Y1)
	VMOVDQU Y0, (DI)
	ADDQ $64, SI
	ADDQ $32, DI
	SUBQ $8, DX
	JNE  loop
	VZEROUPPER
	RET

// func addFix256(h *int32, v *int64, n, s int, round int64)
TEXT ·addFix256(SB), NOSPLIT, $0-40
	MOVQ h+0(FP), DI
	MOVQ v+8(FP), SI
	MOVQ n+16(FP), DX
	MOVQ s+24(FP), CX
	MOVQ round+32(FP), AX
	SHIFT
	BOUNDS(2147483647)
loop:
	VMOVDQU (SI), Y0
	VMOVDQU 32(SI), Y1
	VPMOVSXDQ (DI), Y2
	VPMOVSXDQ 16(DI), Y3
	RSH(Y0)
	RSH(Y1)
	CLAMP(Y0)
	CLAMP(Y1)
	VPADDQ Y2, Y0, Y0
	VPADDQ Y3, Y1, Y1
	CLAMP(Y0)
	CLAMP(Y1)
	NARROW(Y0, Y1)
	VMOVDQU Y0, (DI)
	ADDQ $64, SI
	ADDQ $32, DI
	SUBQ $8, DX
	JNE  loop
	VZEROUPPER
	RET

// func rsh256(z *int64, n, s int, round int64)
TEXT ·rsh256(SB), NOSPLIT, $0-32
	MOVQ z+0(FP), DI
	MOVQ n+8(FP), DX
	MOVQ s+16(FP), CX
	MOVQ round+24(FP), AX
	SHIFT
loop:
	VMOVDQU (DI), Y0
	VMOVDQU 32(DI), Y1
	RSH(Y0)
	RSH(Y1)
	VMOVDQU Y0, (DI)
	VMOVDQU Y1, 32(DI)
	ADDQ $64, DI
	SUBQ $8, DX
	JNE  loop
	VZEROUPPER
	RET

// ABS makes z its magnitude; m is scratch, Y9 zero.
#define ABS(z, m) \
	VPCMPGTQ z, Y9, m; \
	VPXOR m, z, z; \
	VPSUBQ m, z, z

// func magnitudes256(z *int64, n int) (most uint64)
TEXT ·magnitudes256(SB), NOSPLIT, $0-24
	MOVQ z+0(FP), SI
	MOVQ n+8(FP), DX
	VPXOR Y0, Y0, Y0
	VPXOR Y9, Y9, Y9
loop:
	VMOVDQU (SI), Y2
	VMOVDQU 32(SI), Y3
	ABS(Y2, Y4)
	ABS(Y3, Y5)
	VPOR Y2, Y0, Y0
	VPOR Y3, Y0, Y0
	ADDQ $64, SI
	SUBQ $8, DX
	JNE  loop
	ORLANES
	MOVQ AX, most+16(FP)
	VZEROUPPER
	RET

// func quant256(dst *int16, z *int64, n, k int, round int64)
// After the shift every element fits an int32, where minima exist.
TEXT ·quant256(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DI
	MOVQ z+8(FP), SI
	MOVQ n+16(FP), DX
	MOVQ k+24(FP), CX
	MOVQ round+32(FP), AX
	SHIFT
	MOVL $32767, BX
	VMOVD BX, X14
	VPBROADCASTD X14, Y14
	NEGL BX
	VMOVD BX, X15
	VPBROADCASTD X15, Y15
loop:
	VMOVDQU (SI), Y0
	VMOVDQU 32(SI), Y1
	VMOVDQU 64(SI), Y2
	VMOVDQU 96(SI), Y3
	RSH(Y0)
	RSH(Y1)
	RSH(Y2)
	RSH(Y3)
	VSHUFPS $0x88, Y1, Y0, Y0 // 0 1 4 5 | 2 3 6 7
	VSHUFPS $0x88, Y3, Y2, Y2
	VPERMQ $0xD8, Y0, Y0
	VPERMQ $0xD8, Y2, Y2
	VPMINSD Y14, Y0, Y0
	VPMINSD Y14, Y2, Y2
	VPMAXSD Y15, Y0, Y0
	VPMAXSD Y15, Y2, Y2
	VPACKSSDW Y2, Y0, Y0 // in range: nothing saturates
	VPERMQ $0xD8, Y0, Y0
	VMOVDQU Y0, (DI)
	ADDQ $128, SI
	ADDQ $32, DI
	SUBQ $16, DX
	JNE  loop
	VZEROUPPER
	RET

// func magnitudesInt32x256(v *int32, n int) (most uint32)
TEXT ·magnitudesInt32x256(SB), NOSPLIT, $0-20
	MOVQ v+0(FP), SI
	MOVQ n+8(FP), DX
	VPXOR Y0, Y0, Y0
loop:
	VPABSD (SI), Y2
	VPOR Y2, Y0, Y0
	ADDQ $32, SI
	SUBQ $8, DX
	JNE  loop
	ORLANES
	MOVQ AX, BX
	SHRQ $32, BX
	ORL  BX, AX
	MOVL AX, most+16(FP)
	VZEROUPPER
	RET

// func quantInt32x256(dst *int16, v *int32, n, first, add, second int)
TEXT ·quantInt32x256(SB), NOSPLIT, $0-48
	MOVQ dst+0(FP), DI
	MOVQ v+8(FP), SI
	MOVQ n+16(FP), DX
	VMOVQ first+24(FP), X11
	VPBROADCASTD add+32(FP), Y12
	VMOVQ second+40(FP), X13
	MOVL $32767, BX
	VMOVD BX, X14
	VPBROADCASTD X14, Y14
	NEGL BX
	VMOVD BX, X15
	VPBROADCASTD X15, Y15
loop:
	VMOVDQU (SI), Y0
	VMOVDQU 32(SI), Y1
	VPSRAD X11, Y0, Y0
	VPSRAD X11, Y1, Y1
	VPADDD Y12, Y0, Y0
	VPADDD Y12, Y1, Y1
	VPSRAD X13, Y0, Y0
	VPSRAD X13, Y1, Y1
	VPMINSD Y14, Y0, Y0
	VPMINSD Y14, Y1, Y1
	VPMAXSD Y15, Y0, Y0
	VPMAXSD Y15, Y1, Y1
	VPACKSSDW Y1, Y0, Y0 // in range: nothing saturates
	VPERMQ $0xD8, Y0, Y0
	VMOVDQU Y0, (DI)
	ADDQ $64, SI
	ADDQ $32, DI
	SUBQ $16, DX
	JNE  loop
	VZEROUPPER
	RET

// func squares256(h *int32, n int) (low, high uint64)
TEXT ·squares256(SB), NOSPLIT, $0-32
	MOVQ h+0(FP), SI
	MOVQ n+8(FP), DX
	VPCMPEQD Y15, Y15, Y15
	VPSRLQ $32, Y15, Y15
	VPXOR Y0, Y0, Y0
	VPXOR Y2, Y2, Y2
loop:
	VMOVDQU (SI), Y4
	VPSRLQ $32, Y4, Y5
	VPMULDQ Y4, Y4, Y4
	VPMULDQ Y5, Y5, Y5
	VPAND Y15, Y4, Y6
	VPAND Y15, Y5, Y7
	VPSRLQ $32, Y4, Y4
	VPSRLQ $32, Y5, Y5
	VPADDQ Y6, Y7, Y7
	VPADDQ Y4, Y5, Y5
	VPADDQ Y7, Y0, Y0
	VPADDQ Y5, Y2, Y2
	ADDQ $32, SI
	SUBQ $8, DX
	JNE  loop
	VEXTRACTI128 $1, Y0, X1
	VPADDQ X1, X0, X0
	VPSRLDQ $8, X0, X1
	VPADDQ X1, X0, X0
	VEXTRACTI128 $1, Y2, X3
	VPADDQ X3, X2, X2
	VPSRLDQ $8, X2, X3
	VPADDQ X3, X2, X2
	VMOVQ X0, low+16(FP)
	VMOVQ X2, high+24(FP)
	VZEROUPPER
	RET

// func norm256(z *int64, h, gain *int32, n int, j int64, s int, round int64) (most uint64)
TEXT ·norm256(SB), NOSPLIT, $0-64
	MOVQ z+0(FP), DI
	MOVQ h+8(FP), SI
	MOVQ gain+16(FP), R8
	MOVQ n+24(FP), DX
	VPBROADCASTQ j+32(FP), Y8
	MOVQ s+40(FP), CX
	MOVQ round+48(FP), AX
	SHIFT
	BOUNDS(2147483647)
	VPXOR Y0, Y0, Y0
	VPXOR Y9, Y9, Y9
loop:
	VPMOVSXDQ (SI), Y2
	VPMOVSXDQ 16(SI), Y3
	VPMOVSXDQ (R8), Y4
	VPMOVSXDQ 16(R8), Y5
	VPMULDQ Y8, Y2, Y2
	VPMULDQ Y8, Y3, Y3
	RSH(Y2)
	RSH(Y3)
	CLAMP(Y2)
	CLAMP(Y3)
	VPMULDQ Y4, Y2, Y2
	VPMULDQ Y5, Y3, Y3
	VMOVDQU Y2, (DI)
	VMOVDQU Y3, 32(DI)
	ABS(Y2, Y4)
	ABS(Y3, Y5)
	VPOR Y2, Y0, Y0
	VPOR Y3, Y0, Y0
	ADDQ $32, SI
	ADDQ $32, R8
	ADDQ $64, DI
	SUBQ $8, DX
	JNE  loop
	ORLANES
	MOVQ AX, most+56(FP)
	VZEROUPPER
	RET

// func rotate256(z, rot *int32, n int)
TEXT ·rotate256(SB), NOSPLIT, $0-24
	MOVQ z+0(FP), DI
	MOVQ rot+8(FP), SI
	MOVQ n+16(FP), DX
	MOVQ $30, CX
	MOVQ $0x20000000, AX
	SHIFT
	BOUNDS(2147483647)
loop:
	VMOVDQU (DI), Y0
	VMOVDQU (SI), Y2
	VPSRLQ $32, Y0, Y1
	VPSRLQ $32, Y2, Y3
	VPMULDQ Y2, Y0, Y4 // x0*cos
	VPMULDQ Y3, Y1, Y5 // x1*sin
	VPMULDQ Y3, Y0, Y6 // x0*sin
	VPMULDQ Y2, Y1, Y7 // x1*cos
	VPSUBQ Y5, Y4, Y4
	VPADDQ Y7, Y6, Y6
	RSH(Y4)
	RSH(Y6)
	CLAMP(Y4)
	CLAMP(Y6)
	VPSLLQ $32, Y6, Y6
	VPBLENDD $0x55, Y4, Y6, Y6
	VMOVDQU Y6, (DI)
	ADDQ $32, SI
	ADDQ $32, DI
	SUBQ $8, DX
	JNE  loop
	VZEROUPPER
	RET

// func largest256(v *int32, n int) (most int32)
TEXT ·largest256(SB), NOSPLIT, $0-20
	MOVQ v+0(FP), SI
	MOVQ n+8(FP), DX
	VMOVDQU (SI), Y0
loop:
	VPMAXSD (SI), Y0, Y0
	ADDQ $32, SI
	SUBQ $8, DX
	JNE  loop
	VEXTRACTI128 $1, Y0, X1
	VPMAXSD X1, X0, X0
	VPSHUFD $0x4E, X0, X1
	VPMAXSD X1, X0, X0
	VPSHUFD $0xB1, X0, X1
	VPMAXSD X1, X0, X0
	VMOVD X0, AX
	MOVL AX, most+16(FP)
	VZEROUPPER
	RET

// func smallest256(v *int32, n int) (least int32)
TEXT ·smallest256(SB), NOSPLIT, $0-20
	MOVQ v+0(FP), SI
	MOVQ n+8(FP), DX
	VMOVDQU (SI), Y0
loop:
	VPMINSD (SI), Y0, Y0
	ADDQ $32, SI
	SUBQ $8, DX
	JNE  loop
	VEXTRACTI128 $1, Y0, X1
	VPMINSD X1, X0, X0
	VPSHUFD $0x4E, X0, X1
	VPMINSD X1, X0, X0
	VPSHUFD $0xB1, X0, X1
	VPMINSD X1, X0, X0
	VMOVD X0, AX
	MOVL AX, least+16(FP)
	VZEROUPPER
	RET

// func mean256(z *int64, n int, total, reciprocal uint64, shift int)
TEXT ·mean256(SB), NOSPLIT, $0-40
	MOVQ z+0(FP), DI
	MOVQ n+8(FP), DX
	VPBROADCASTQ total+16(FP), Y15
	VPSRLQ $32, Y15, Y14
	VPBROADCASTQ reciprocal+24(FP), Y13
	VMOVQ shift+32(FP), X12
	VPXOR Y9, Y9, Y9
	VPCMPEQD Y11, Y11, Y11
loop:
	VMOVDQU (DI), Y0
	VPCMPGTQ Y0, Y9, Y1 // sign
	VPXOR Y1, Y0, Y0
	VPSUBQ Y1, Y0, Y0
	VPSLLQ $8, Y0, Y0
	VPSRLQ X12, Y0, Y2
	VPMULUDQ Y13, Y2, Y2
	VPSRLQ $39, Y2, Y2
	VPMULUDQ Y15, Y2, Y3
	VPMULUDQ Y14, Y2, Y4
	VPSLLQ $32, Y4, Y4
	VPSUBQ Y3, Y0, Y0
	VPSUBQ Y4, Y0, Y0
	VPCMPGTQ Y0, Y15, Y3 // the remainder is below the divisor
	VPSUBQ Y11, Y2, Y2
	VPADDQ Y3, Y2, Y2
	VPXOR Y1, Y2, Y2
	VPSUBQ Y1, Y2, Y2
	VMOVDQU Y2, (DI)
	ADDQ $32, DI
	SUBQ $4, DX
	JNE  loop
	VZEROUPPER
	RET
