#include "textflag.h"

// Vectors in 512-bit registers. Z30 and Z31 are the bounds of CLAMP.

#define BOUNDS(most) \
	MOVQ $most, BX; \
	VPBROADCASTQ BX, Z30; \
	NEGQ BX; \
	VPBROADCASTQ BX, Z31

#define CLAMP(z) \
	VPMINSQ Z30, z, z; \
	VPMAXSQ Z31, z, z

// FIX is (z + Z28) >> X29, clamped.
#define FIX(z) \
	VPADDQ Z28, z, z; \
	VPSRAQ X29, z, z; \
	CLAMP(z)

// ORLANES leaves the or of the eight lanes of Z0 in AX.
#define ORLANES \
	VEXTRACTI64X4 $1, Z0, Y1; \
	VPORQ Y1, Y0, Y0; \
	VEXTRACTI128 $1, Y0, X1; \
	VPORQ X1, X0, X0; \
	VPEXTRQ $1, X0, BX; \
	VMOVQ X0, AX; \
	ORQ BX, AX

// SUMLANES leaves the sum of the eight lanes of z (its low halves y, x) in r.
#define SUMLANES(z, y, x, r) \
	VEXTRACTI64X4 $1, z, Y31; \
	VPADDQ Y31, y, y; \
	VEXTRACTI64X2 $1, y, X31; \
	VPADDQ X31, x, x; \
	VPSRLDQ $8, x, X31; \
	VPADDQ X31, x, x; \
	VMOVQ x, r

// func fix512(dst *int32, v *int64, n, s int, round int64)
TEXT ·fix512(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DI
	MOVQ v+8(FP), SI
	MOVQ n+16(FP), CX
	VMOVQ s+24(FP), X29
	VPBROADCASTQ round+32(FP), Z28
	BOUNDS(2147483647)
loop:
	VMOVDQU64 (SI), Z0
	VMOVDQU64 64(SI), Z1
	FIX(Z0)
	FIX(Z1)
	VPMOVQD Z0, (DI)
	VPMOVQD Z1, 32(DI)
	ADDQ $128, SI
	ADDQ $64, DI
	SUBQ $16, CX
	JNE  loop
	VZEROUPPER
	RET

// func addFix512(h *int32, v *int64, n, s int, round int64)
TEXT ·addFix512(SB), NOSPLIT, $0-40
	MOVQ h+0(FP), DI
	MOVQ v+8(FP), SI
	MOVQ n+16(FP), CX
	VMOVQ s+24(FP), X29
	VPBROADCASTQ round+32(FP), Z28
	BOUNDS(2147483647)
loop:
	VMOVDQU64 (SI), Z0
	VMOVDQU64 64(SI), Z1
	VPMOVSXDQ (DI), Z2
	VPMOVSXDQ 32(DI), Z3
	FIX(Z0)
	FIX(Z1)
	VPADDQ Z2, Z0, Z0
	VPADDQ Z3, Z1, Z1
	CLAMP(Z0)
	CLAMP(Z1)
	VPMOVQD Z0, (DI)
	VPMOVQD Z1, 32(DI)
	ADDQ $128, SI
	ADDQ $64, DI
	SUBQ $16, CX
	JNE  loop
	VZEROUPPER
	RET

// func rsh512(z *int64, n, s int, round int64)
TEXT ·rsh512(SB), NOSPLIT, $0-32
	MOVQ z+0(FP), DI
	MOVQ n+8(FP), CX
	VMOVQ s+16(FP), X29
	VPBROADCASTQ round+24(FP), Z28
loop:
	VPADDQ (DI), Z28, Z0
	VPADDQ 64(DI), Z28, Z1
	VPSRAQ X29, Z0, Z0
	VPSRAQ X29, Z1, Z1
	VMOVDQU64 Z0, (DI)
	VMOVDQU64 Z1, 64(DI)
	ADDQ $128, DI
	SUBQ $16, CX
	JNE  loop
	VZEROUPPER
	RET

// func magnitudes512(z *int64, n int) (most uint64)
TEXT ·magnitudes512(SB), NOSPLIT, $0-24
	MOVQ z+0(FP), SI
	MOVQ n+8(FP), CX
	VPXORQ Z0, Z0, Z0
	VPXORQ Z1, Z1, Z1
loop:
	VPABSQ (SI), Z2
	VPABSQ 64(SI), Z3
	VPORQ Z2, Z0, Z0
	VPORQ Z3, Z1, Z1
	ADDQ $128, SI
	SUBQ $16, CX
	JNE  loop
	VPORQ Z1, Z0, Z0
	ORLANES
	MOVQ AX, most+16(FP)
	VZEROUPPER
	RET

// func quant512(dst *int16, z *int64, n, k int, round int64)
TEXT ·quant512(SB), NOSPLIT, $0-40
	MOVQ dst+0(FP), DI
	MOVQ z+8(FP), SI
	MOVQ n+16(FP), CX
	VMOVQ k+24(FP), X29
	VPBROADCASTQ round+32(FP), Z28
	BOUNDS(32767)
loop:
	VMOVDQU64 (SI), Z0
	VMOVDQU64 64(SI), Z1
	FIX(Z0)
	FIX(Z1)
	VPMOVQW Z0, (DI)
	VPMOVQW Z1, 16(DI)
	ADDQ $128, SI
	ADDQ $32, DI
	SUBQ $16, CX
	JNE  loop
	VZEROUPPER
	RET

// func magnitudesInt32x512(v *int32, n int) (most uint32)
TEXT ·magnitudesInt32x512(SB), NOSPLIT, $0-20
	MOVQ v+0(FP), SI
	MOVQ n+8(FP), CX
	VPXORQ Z0, Z0, Z0
loop:
	VPABSD (SI), Z2
	VPORQ Z2, Z0, Z0
	ADDQ $64, SI
	SUBQ $16, CX
	JNE  loop
	ORLANES
	MOVQ AX, BX
	SHRQ $32, BX
	ORL  BX, AX
	MOVL AX, most+16(FP)
	VZEROUPPER
	RET

// func quantInt32x512(dst *int16, v *int32, n, first, add, second int)
TEXT ·quantInt32x512(SB), NOSPLIT, $0-48
	MOVQ dst+0(FP), DI
	MOVQ v+8(FP), SI
	MOVQ n+16(FP), CX
	VMOVQ first+24(FP), X27
	VPBROADCASTD add+32(FP), Z28
	VMOVQ second+40(FP), X29
	MOVL $32767, BX
	VPBROADCASTD BX, Z30
	NEGL BX
	VPBROADCASTD BX, Z31
loop:
	VMOVDQU64 (SI), Z0
	VPSRAD X27, Z0, Z0
	VPADDD Z28, Z0, Z0
	VPSRAD X29, Z0, Z0
	VPMINSD Z30, Z0, Z0
	VPMAXSD Z31, Z0, Z0
	VPMOVDW Z0, (DI)
	ADDQ $64, SI
	ADDQ $32, DI
	SUBQ $16, CX
	JNE  loop
	VZEROUPPER
	RET

// func squares512(h *int32, n int) (low, high uint64)
TEXT ·squares512(SB), NOSPLIT, $0-32
	MOVQ h+0(FP), SI
	MOVQ n+8(FP), CX
	MOVL $-1, BX
	VPBROADCASTQ BX, Z30
	VPXORQ Z0, Z0, Z0
	VPXORQ Z1, Z1, Z1
	VPXORQ Z2, Z2, Z2
	VPXORQ Z3, Z3, Z3
loop:
	VMOVDQU64 (SI), Z4
	VPSRLQ $32, Z4, Z5
	VPMULDQ Z4, Z4, Z4
	VPMULDQ Z5, Z5, Z5
	VPANDQ Z30, Z4, Z6
	VPANDQ Z30, Z5, Z7
	VPSRLQ $32, Z4, Z4
	VPSRLQ $32, Z5, Z5
	VPADDQ Z6, Z0, Z0
	VPADDQ Z7, Z1, Z1
	VPADDQ Z4, Z2, Z2
	VPADDQ Z5, Z3, Z3
	ADDQ $64, SI
	SUBQ $16, CX
	JNE  loop
	VPADDQ Z1, Z0, Z0
	VPADDQ Z3, Z2, Z2
	SUMLANES(Z0, Y0, X0, AX)
	SUMLANES(Z2, Y2, X2, BX)
	MOVQ AX, low+16(FP)
	MOVQ BX, high+24(FP)
	VZEROUPPER
	RET

// func norm512(z *int64, h, gain *int32, n int, j int64, s int, round int64) (most uint64)
TEXT ·norm512(SB), NOSPLIT, $0-64
	MOVQ z+0(FP), DI
	MOVQ h+8(FP), SI
	MOVQ gain+16(FP), DX
	MOVQ n+24(FP), CX
	VPBROADCASTQ j+32(FP), Z27
	VMOVQ s+40(FP), X29
	VPBROADCASTQ round+48(FP), Z28
	BOUNDS(2147483647)
	VPXORQ Z0, Z0, Z0
	VPXORQ Z1, Z1, Z1
loop:
	VPMOVSXDQ (SI), Z2
	VPMOVSXDQ 32(SI), Z3
	VPMOVSXDQ (DX), Z4
	VPMOVSXDQ 32(DX), Z5
	VPMULDQ Z27, Z2, Z2
	VPMULDQ Z27, Z3, Z3
	FIX(Z2)
	FIX(Z3)
	VPMULDQ Z4, Z2, Z2
	VPMULDQ Z5, Z3, Z3
	VMOVDQU64 Z2, (DI)
	VMOVDQU64 Z3, 64(DI)
	VPABSQ Z2, Z2
	VPABSQ Z3, Z3
	VPORQ Z2, Z0, Z0
	VPORQ Z3, Z1, Z1
	ADDQ $64, SI
	ADDQ $64, DX
	ADDQ $128, DI
	SUBQ $16, CX
	JNE  loop
	VPORQ Z1, Z0, Z0
	ORLANES
	MOVQ AX, most+56(FP)
	VZEROUPPER
	RET

// func rotate512(z, rot *int32, n int)
// A 64-bit lane is a pair; products with even elements use the lane as it is,
// those with odd ones the lane shifted down.
TEXT ·rotate512(SB), NOSPLIT, $0-24
	MOVQ z+0(FP), DI
	MOVQ rot+8(FP), SI
	MOVQ n+16(FP), CX
	MOVQ $30, BX
	VMOVQ BX, X29
	MOVQ $0x20000000, BX
	VPBROADCASTQ BX, Z28
	BOUNDS(2147483647)
	MOVL $0x5555, BX
	KMOVW BX, K1
loop:
	VMOVDQU64 (DI), Z0
	VMOVDQU64 (SI), Z2
	VPSRLQ $32, Z0, Z1
	VPSRLQ $32, Z2, Z3
	VPMULDQ Z2, Z0, Z4 // x0*cos
	VPMULDQ Z3, Z1, Z5 // x1*sin
	VPMULDQ Z3, Z0, Z6 // x0*sin
	VPMULDQ Z2, Z1, Z7 // x1*cos
	VPSUBQ Z5, Z4, Z4
	VPADDQ Z7, Z6, Z6
	FIX(Z4)
	FIX(Z6)
	VPSLLQ $32, Z6, Z6
	VMOVDQA32 Z4, K1, Z6
	VMOVDQU64 Z6, (DI)
	ADDQ $64, SI
	ADDQ $64, DI
	SUBQ $16, CX
	JNE  loop
	VZEROUPPER
	RET

// func largest512(v *int32, n int) (most int32)
TEXT ·largest512(SB), NOSPLIT, $0-20
	MOVQ v+0(FP), SI
	MOVQ n+8(FP), CX
	VMOVDQU64 (SI), Z0
loop:
	VPMAXSD (SI), Z0, Z0
	ADDQ $64, SI
	SUBQ $16, CX
	JNE  loop
	VEXTRACTI64X4 $1, Z0, Y1
	VPMAXSD Y1, Y0, Y0
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

// func smallest512(v *int32, n int) (least int32)
TEXT ·smallest512(SB), NOSPLIT, $0-20
	MOVQ v+0(FP), SI
	MOVQ n+8(FP), CX
	VMOVDQU64 (SI), Z0
loop:
	VPMINSD (SI), Z0, Z0
	ADDQ $64, SI
	SUBQ $16, CX
	JNE  loop
	VEXTRACTI64X4 $1, Z0, Y1
	VPMINSD Y1, Y0, Y0
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

// MEAN divides |z| * 2^8 by Z28 (its high halves in Z27) with the reciprocal
// Z26 and the shift X29, corrects by the remainder and puts the sign back.
#define MEAN(z, n, q, r) \
	VPMOVQ2M z, K1; \
	VPABSQ z, n; \
	VPSLLQ $8, n, n; \
	VPSRLQ X29, n, q; \
	VPMULUDQ Z26, q, q; \
	VPSRLQ $39, q, q; \
	VPMULUDQ Z28, q, r; \
	VPSUBQ r, n, n; \
	VPMULUDQ Z27, q, r; \
	VPSLLQ $32, r, r; \
	VPSUBQ r, n, n; \
	VPCMPQ $5, Z28, n, K2; \
	VPADDQ Z25, q, K2, q; \
	VPSUBQ q, Z24, K1, q

// func mean512(z *int64, n int, total, reciprocal uint64, shift int)
TEXT ·mean512(SB), NOSPLIT, $0-40
	MOVQ z+0(FP), DI
	MOVQ n+8(FP), CX
	VPBROADCASTQ total+16(FP), Z28
	VPSRLQ $32, Z28, Z27
	VPBROADCASTQ reciprocal+24(FP), Z26
	VMOVQ shift+32(FP), X29
	MOVQ $1, BX
	VPBROADCASTQ BX, Z25
	VPXORQ Z24, Z24, Z24
loop:
	VMOVDQU64 (DI), Z0
	VMOVDQU64 64(DI), Z4
	MEAN(Z0, Z1, Z2, Z3)
	MEAN(Z4, Z5, Z6, Z7)
	VMOVDQU64 Z2, (DI)
	VMOVDQU64 Z6, 64(DI)
	ADDQ $128, DI
	SUBQ $16, CX
	JNE  loop
	VZEROUPPER
	RET
