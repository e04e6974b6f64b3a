#include "textflag.h"

// Attention in 256-bit registers; attend.go has the layouts and bounds.

// SHIFTED is (z >> count) for every 64-bit lane, z a sum of 2^63 and a number.
// Then one more bit goes with its rounding, of a number that fits 57 bits.
#define SHIFTED(z, count, t) \
	VPADDQ Y13, z, z; \
	VPSRLVQ count, z, z; \
	VPSRLVQ count, Y13, t; \
	VPSUBQ t, z, z; \
	VPADDQ Y14, z, z; \
	VPSRLQ $1, z, z; \
	VPSUBQ Y15, z, z

#define CLAMP(z, t) \
	VPCMPGTQ ·constBound(SB), z, t; \
	VBLENDVPD t, ·constBound(SB), z, z; \
	VPCMPGTQ z, Y9, t; \
	VBLENDVPD t, Y9, z, z

// SCORE turns the sums high and low of 8 positions into scores: times Y12,
// shifted by the counts in Y8 plus Y10 and one more with the rounding, clamped.
#define SCORE(high, low, out, a, b) \
	VPMULDQ Y12, high, a; \
	VPMULDQ Y12, low, b; \
	VPSLLQ $8, a, a; \
	VPADDQ b, a, a; \
	VPADDD Y10, Y8, Y11; \
	VPSLLQ $32, Y11, b; \
	VPSRLQ $32, b, b; \
	SHIFTED(a, b, Y9); \
	VPSRLQ $32, high, high; \
	VPSRLQ $32, low, low; \
	VPMULDQ Y12, high, high; \
	VPMULDQ Y12, low, low; \
	VPSLLQ $8, high, high; \
	VPADDQ low, high, high; \
	VPSRLQ $32, Y11, b; \
	SHIFTED(high, b, Y9); \
	VMOVDQU ·constBoundNeg(SB), Y9; \
	CLAMP(a, b); \
	CLAMP(high, b); \
	VPSLLQ $32, high, high; \
	VPBLENDD $0x55, a, high, high; \
	VMOVDQU high, out

// TWO adds the products of one query pair with 16 positions.
#define TWO(query, a, b) \
	VPBROADCASTD query, Y10; \
	VPMADDWD Y10, Y8, Y11; \
	VPADDD Y11, a, a; \
	VPMADDWD Y10, Y9, Y12; \
	VPADDD Y12, b, b

// CONSTANTS of SCORE; Y14 is 1 + 2^57 and Y15 2^56.
#define CONSTANTS(constant) \
	VPBROADCASTQ constant, Y12; \
	VPCMPEQD Y13, Y13, Y13; \
	VPSLLQ $63, Y13, Y13; \
	VPSRLQ $6, Y13, Y14; \
	VPSRLQ $1, Y14, Y15; \
	VPCMPEQD Y11, Y11, Y11; \
	VPSUBQ Y11, Y14, Y14

// func scores256x2(x *int32, stride int, high, low *int16, queryStride int, keys *int16, pairs int, exps *int32, counts *int64, constant int64)
// The sums of the first query's low part and of all of the second wait in the
// frame while others become scores.
TEXT ·scores256x2(SB), NOSPLIT, $128-80
	MOVQ x+0(FP), DI
	MOVQ stride+8(FP), BX
	MOVQ high+16(FP), R8
	MOVQ low+24(FP), R9
	MOVQ queryStride+32(FP), AX
	MOVQ keys+40(FP), SI
	MOVQ pairs+48(FP), CX
	MOVQ exps+56(FP), R10
	MOVQ counts+64(FP), R11
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
loop:
	VMOVDQU (SI), Y8
	VMOVDQU 32(SI), Y9
	TWO((R8), Y0, Y1)
	TWO((R9), Y2, Y3)
	TWO((R8)(AX*1), Y4, Y5)
	TWO((R9)(AX*1), Y6, Y7)
	ADDQ $64, SI
	ADDQ $4, R8
	ADDQ $4, R9
	DECQ CX
	JNE  loop
	VMOVDQU Y4, high0-128(SP)
	VMOVDQU Y5, high1-96(SP)
	VMOVDQU Y6, low0-64(SP)
	VMOVDQU Y7, low1-32(SP)
	CONSTANTS(constant+72(FP))
	VMOVDQU (R10), Y8
	VPBROADCASTD (R11), Y10
	SCORE(Y0, Y2, (DI), Y4, Y5)
	VMOVDQU 32(R10), Y8
	SCORE(Y1, Y3, 32(DI), Y4, Y5)
	ADDQ BX, DI
	VPBROADCASTD 8(R11), Y10
	VMOVDQU high1-96(SP), Y1
	VMOVDQU low1-32(SP), Y3
	SCORE(Y1, Y3, 32(DI), Y4, Y5)
	VMOVDQU (R10), Y8
	VMOVDQU high0-128(SP), Y0
	VMOVDQU low0-64(SP), Y2
	SCORE(Y0, Y2, (DI), Y4, Y5)
	VZEROUPPER
	RET

// func scores256x1(x *int32, stride int, high, low *int16, queryStride int, keys *int16, pairs int, exps *int32, counts *int64, constant int64)
TEXT ·scores256x1(SB), NOSPLIT, $0-80
	MOVQ x+0(FP), DI
	MOVQ high+16(FP), R8
	MOVQ low+24(FP), R9
	MOVQ keys+40(FP), SI
	MOVQ pairs+48(FP), CX
	MOVQ exps+56(FP), R10
	MOVQ counts+64(FP), R11
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
loop:
	VMOVDQU (SI), Y8
	VMOVDQU 32(SI), Y9
	TWO((R8), Y0, Y1)
	TWO((R9), Y2, Y3)
	ADDQ $64, SI
	ADDQ $4, R8
	ADDQ $4, R9
	DECQ CX
	JNE  loop
	CONSTANTS(constant+72(FP))
	VMOVDQU (R10), Y8
	VPBROADCASTD (R11), Y10
	SCORE(Y0, Y2, (DI), Y4, Y5)
	VMOVDQU 32(R10), Y8
	SCORE(Y1, Y3, 32(DI), Y4, Y5)
	VZEROUPPER
	RET

// STEP is v = c + (v*f >> 16), f in both halves of Y10 (gate_amd64.s).
#define STEP(c) \
	VPMULLW Y10, Y7, Y9; \
	VPMULHUW Y10, Y7, Y7; \
	VPSRLD $16, Y9, Y9; \
	VPADDD c(SB), Y7, Y7; \
	VPADDD Y9, Y7, Y7

// SUM leaves the sum of the eight lanes of y (its low half x) in r.
#define SUM(y, x, r) \
	VEXTRACTI128 $1, y, X11; \
	VPADDD X11, x, x; \
	VPSHUFD $0x4E, x, X11; \
	VPADDD X11, x, x; \
	VPSHUFD $0xB1, x, X11; \
	VPADDD X11, x, x; \
	VMOVD x, r

// func weights256(high, low *int16, x, exps *int32, most, least int32, count int) (total, heavy int64)
TEXT ·weights256(SB), NOSPLIT, $0-64
	MOVQ high+0(FP), DI
	MOVQ low+8(FP), DX
	MOVQ x+16(FP), SI
	MOVQ exps+24(FP), R8
	MOVQ count+40(FP), CX
	MOVL most+32(FP), AX
	VMOVD AX, X15
	VPBROADCASTD X15, Y15
	MOVL least+36(FP), AX
	VMOVD AX, X14
	VPBROADCASTD X14, Y14
	VPCMPEQD Y13, Y13, Y13
	VPSLLD $31, Y13, Y13 // the mark of a place without position
	VMOVDQU ·constLow16(SB), Y12
	MOVL $7, AX
	VMOVD AX, X5
	VPBROADCASTD X5, Y5
	MOVL $1024, AX
	VMOVD AX, X4
	VPBROADCASTD X4, Y4
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
loop:
	VMOVDQU (SI), Y6
	VPCMPEQD Y13, Y6, Y3
	VPSUBD Y6, Y15, Y6
	VPMINUD ·constCapped(SB), Y6, Y8
	VPADDD Y12, Y8, Y8
	VPSRLD $16, Y8, Y8
	VPADDD Y5, Y8, Y8
	VPSUBD Y6, Y2, Y10
	VPAND Y12, Y10, Y10
	VPSLLD $16, Y10, Y9
	VPOR Y9, Y10, Y10
	VMOVDQU ·constExpLast(SB), Y7
	STEP(·constExp4)
	STEP(·constExp3)
	STEP(·constExp2)
	STEP(·constExp1)
	STEP(·constExp0)
	VPSRLVD Y8, Y7, Y7
	VPADDD ·constOne(SB), Y7, Y7
	VPSRLD $1, Y7, Y7
	VPANDN Y7, Y3, Y7
	VPADDD Y7, Y0, Y0
	VMOVDQU (R8), Y8
	VPSUBD Y14, Y8, Y8
	VPSRLVD Y8, Y7, Y7
	VPADDD Y4, Y7, Y8
	VPSRLD $11, Y8, Y8
	VPADDD Y8, Y1, Y1
	VPSLLD $11, Y8, Y9
	VPSUBD Y9, Y7, Y7
	VPACKSSDW Y7, Y8, Y8 // in range: nothing saturates
	VPERMQ $0xD8, Y8, Y8 // high of all eight, then low
	VMOVDQU X8, (DI)
	VEXTRACTI128 $1, Y8, (DX)
	ADDQ $32, SI
	ADDQ $32, R8
	ADDQ $16, DI
	ADDQ $16, DX
	SUBQ $8, CX
	JNE  loop
	SUM(Y0, X0, AX)
	SUM(Y1, X1, BX)
	MOVQ AX, total+48(FP)
	MOVQ BX, heavy+56(FP)
	VZEROUPPER
	RET

// FLUSH adds high*2048 + low to 8 int64 sums: the even lanes are four
// neighbours, the odd ones the four that stand eight further. Products with Y14
// (1) widen with the sign, for want of an arithmetic 64-bit shift.
#define FLUSH(high, low, out, out8) \
	VPMULDQ Y15, high, Y10; \
	VPSRLQ $32, high, Y11; \
	VPMULDQ Y15, Y11, Y11; \
	VPMULDQ Y14, low, Y12; \
	VPSRLQ $32, low, Y13; \
	VPMULDQ Y14, Y13, Y13; \
	VPADDQ Y12, Y10, Y10; \
	VPADDQ Y13, Y11, Y11; \
	VPADDQ out, Y10, Y10; \
	VPADDQ out8, Y11, Y11; \
	VMOVDQU Y10, out; \
	VMOVDQU Y11, out8

// FACTORS puts 2048 and 1 where FLUSH wants them.
#define FACTORS \
	MOVQ $2048, AX; \
	VMOVQ AX, X15; \
	VPBROADCASTQ X15, Y15; \
	MOVQ $1, AX; \
	VMOVQ AX, X14; \
	VPBROADCASTQ X14, Y14

// func mix256x2(sum *int64, stride int, high, low *int16, values *int16, rowBytes, pairs int)
TEXT ·mix256x2(SB), NOSPLIT, $0-56
	MOVQ sum+0(FP), DI
	MOVQ stride+8(FP), BX
	MOVQ high+16(FP), R8
	MOVQ low+24(FP), R9
	MOVQ values+32(FP), SI
	MOVQ rowBytes+40(FP), DX
	MOVQ pairs+48(FP), CX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
	VPXOR Y4, Y4, Y4
	VPXOR Y5, Y5, Y5
	VPXOR Y6, Y6, Y6
	VPXOR Y7, Y7, Y7
loop:
	VMOVDQU (SI), Y8
	VMOVDQU 32(SI), Y9
	TWO((R8), Y0, Y1)
	TWO((R9), Y2, Y3)
	TWO(128(R8), Y4, Y5)
	TWO(128(R9), Y6, Y7)
	ADDQ DX, SI
	ADDQ $4, R8
	ADDQ $4, R9
	DECQ CX
	JNE  loop
	FACTORS
	FLUSH(Y0, Y2, (DI), 64(DI))
	FLUSH(Y1, Y3, 32(DI), 96(DI))
	ADDQ BX, DI
	FLUSH(Y4, Y6, (DI), 64(DI))
	FLUSH(Y5, Y7, 32(DI), 96(DI))
	VZEROUPPER
	RET

// func mix256x1(sum *int64, stride int, high, low *int16, values *int16, rowBytes, pairs int)
TEXT ·mix256x1(SB), NOSPLIT, $0-56
	MOVQ sum+0(FP), DI
	MOVQ high+16(FP), R8
	MOVQ low+24(FP), R9
	MOVQ values+32(FP), SI
	MOVQ rowBytes+40(FP), DX
	MOVQ pairs+48(FP), CX
	VPXOR Y0, Y0, Y0
	VPXOR Y1, Y1, Y1
	VPXOR Y2, Y2, Y2
	VPXOR Y3, Y3, Y3
loop:
	VMOVDQU (SI), Y8
	VMOVDQU 32(SI), Y9
	TWO((R8), Y0, Y1)
	TWO((R9), Y2, Y3)
	ADDQ DX, SI
	ADDQ $4, R8
	ADDQ $4, R9
	DECQ CX
	JNE  loop
	FACTORS
	FLUSH(Y0, Y2, (DI), 64(DI))
	FLUSH(Y1, Y3, 32(DI), 96(DI))
	VZEROUPPER
	RET

// func split256(high, low, q *int16, n int)
TEXT ·split256(SB), NOSPLIT, $0-32
	MOVQ high+0(FP), DI
	MOVQ low+8(FP), DX
	MOVQ q+16(FP), SI
	MOVQ n+24(FP), CX
	VPCMPEQW Y15, Y15, Y15
	VPSRLW $8, Y15, Y15
loop:
	VMOVDQU (SI), Y0
	VPSRAW $8, Y0, Y1
	VPAND Y15, Y0, Y0
	VMOVDQU Y1, (DI)
	VMOVDQU Y0, (DX)
	ADDQ $32, SI
	ADDQ $32, DI
	ADDQ $32, DX
	SUBQ $16, CX
	JNE  loop
	VZEROUPPER
	RET
