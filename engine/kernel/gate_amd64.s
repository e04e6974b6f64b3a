#include "textflag.h"

// The gate: SiLU of one vector times another. Constants first, each 32 bytes
// wide: coefficients of 2^x (package exact), then those of the reciprocal.

DATA ·constExpLast+0(SB)/8, $0x1e9750001e9750
DATA ·constExpLast+8(SB)/8, $0x1e9750001e9750
DATA ·constExpLast+16(SB)/8, $0x1e9750001e9750
DATA ·constExpLast+24(SB)/8, $0x1e9750001e9750
GLOBL ·constExpLast(SB), RODATA|NOPTR, $32
DATA ·constExp4+0(SB)/8, $0x93bc2b0093bc2b
DATA ·constExp4+8(SB)/8, $0x93bc2b0093bc2b
DATA ·constExp4+16(SB)/8, $0x93bc2b0093bc2b
DATA ·constExp4+24(SB)/8, $0x93bc2b0093bc2b
GLOBL ·constExp4(SB), RODATA|NOPTR, $32
DATA ·constExp3+0(SB)/8, $0x39239cc039239cc
DATA ·constExp3+8(SB)/8, $0x39239cc039239cc
DATA ·constExp3+16(SB)/8, $0x39239cc039239cc
DATA ·constExp3+24(SB)/8, $0x39239cc039239cc
GLOBL ·constExp3(SB), RODATA|NOPTR, $32
DATA ·constExp2+0(SB)/8, $0xf5edab70f5edab7
DATA ·constExp2+8(SB)/8, $0xf5edab70f5edab7
DATA ·constExp2+16(SB)/8, $0xf5edab70f5edab7
DATA ·constExp2+24(SB)/8, $0xf5edab70f5edab7
GLOBL ·constExp2(SB), RODATA|NOPTR, $32
DATA ·constExp1+0(SB)/8, $0x2c5c97522c5c9752
DATA ·constExp1+8(SB)/8, $0x2c5c97522c5c9752
DATA ·constExp1+16(SB)/8, $0x2c5c97522c5c9752
DATA ·constExp1+24(SB)/8, $0x2c5c97522c5c9752
GLOBL ·constExp1(SB), RODATA|NOPTR, $32
DATA ·constExp0+0(SB)/8, $0x4000000040000000
DATA ·constExp0+8(SB)/8, $0x4000000040000000
DATA ·constExp0+16(SB)/8, $0x4000000040000000
DATA ·constExp0+24(SB)/8, $0x4000000040000000
GLOBL ·constExp0(SB), RODATA|NOPTR, $32
DATA ·constLow16+0(SB)/8, $0xffff0000ffff
DATA ·constLow16+8(SB)/8, $0xffff0000ffff
DATA ·constLow16+16(SB)/8, $0xffff0000ffff
DATA ·constLow16+24(SB)/8, $0xffff0000ffff
GLOBL ·constLow16(SB), RODATA|NOPTR, $32
DATA ·constCapped+0(SB)/8, $0xffff0000ffff0000
DATA ·constCapped+8(SB)/8, $0xffff0000ffff0000
DATA ·constCapped+16(SB)/8, $0xffff0000ffff0000
DATA ·constCapped+24(SB)/8, $0xffff0000ffff0000
GLOBL ·constCapped(SB), RODATA|NOPTR, $32
DATA ·constOne+0(SB)/8, $0x100000001
DATA ·constOne+8(SB)/8, $0x100000001
DATA ·constOne+16(SB)/8, $0x100000001
DATA ·constOne+24(SB)/8, $0x100000001
GLOBL ·constOne(SB), RODATA|NOPTR, $32
DATA ·constLog2e+0(SB)/8, $0x5c551d955c551d95
DATA ·constLog2e+8(SB)/8, $0x5c551d955c551d95
DATA ·constLog2e+16(SB)/8, $0x5c551d955c551d95
DATA ·constLog2e+24(SB)/8, $0x5c551d955c551d95
GLOBL ·constLog2e(SB), RODATA|NOPTR, $32
DATA ·constFirst+0(SB)/8, $0x5a5a5a5a5a5a5a5a
DATA ·constFirst+8(SB)/8, $0x5a5a5a5a5a5a5a5a
DATA ·constFirst+16(SB)/8, $0x5a5a5a5a5a5a5a5a
DATA ·constFirst+24(SB)/8, $0x5a5a5a5a5a5a5a5a
GLOBL ·constFirst(SB), RODATA|NOPTR, $32
DATA ·constSlope+0(SB)/8, $0x7878787878787878
DATA ·constSlope+8(SB)/8, $0x7878787878787878
DATA ·constSlope+16(SB)/8, $0x7878787878787878
DATA ·constSlope+24(SB)/8, $0x7878787878787878
GLOBL ·constSlope(SB), RODATA|NOPTR, $32
DATA ·constHalfQ30+0(SB)/8, $0x20000000
DATA ·constHalfQ30+8(SB)/8, $0x20000000
DATA ·constHalfQ30+16(SB)/8, $0x20000000
DATA ·constHalfQ30+24(SB)/8, $0x20000000
GLOBL ·constHalfQ30(SB), RODATA|NOPTR, $32
DATA ·constOneQ60+0(SB)/8, $0x1000000000000000
DATA ·constOneQ60+8(SB)/8, $0x1000000000000000
DATA ·constOneQ60+16(SB)/8, $0x1000000000000000
DATA ·constOneQ60+24(SB)/8, $0x1000000000000000
GLOBL ·constOneQ60(SB), RODATA|NOPTR, $32
DATA ·constBound+0(SB)/8, $0x7fffffff
DATA ·constBound+8(SB)/8, $0x7fffffff
DATA ·constBound+16(SB)/8, $0x7fffffff
DATA ·constBound+24(SB)/8, $0x7fffffff
GLOBL ·constBound(SB), RODATA|NOPTR, $32
DATA ·constBoundNeg+0(SB)/8, $0xffffffff80000001
DATA ·constBoundNeg+8(SB)/8, $0xffffffff80000001
DATA ·constBoundNeg+16(SB)/8, $0xffffffff80000001
DATA ·constBoundNeg+24(SB)/8, $0xffffffff80000001
GLOBL ·constBoundNeg(SB), RODATA|NOPTR, $32

#define CLAMP(z) \
	VPMINSQ Z30, z, z; \
	VPMAXSQ Z31, z, z

// STEP is v = coefficient + (v*f >> 16) in 32-bit lanes, f in both halves of Z10:
// with v = 2^16 a + b the product is 2^16 a f + b f.
#define STEP512(c) \
	VPMULLW Z10, Z7, Z9; \
	VPMULHUW Z10, Z7, Z7; \
	VPSRLD $16, Z9, Z9; \
	VPADDD c, Z7, Z7; \
	VPADDD Z9, Z7, Z7

// NEWTON is y += y * (2^60 - d*y) / 2^60 in 30 bits.
#define NEWTON512(d, y, e) \
	VPMULUDQ d, y, e; \
	VPSUBQ e, Z25, e; \
	VPSRLQ $30, e, e; \
	VPMULDQ e, y, e; \
	VPSRLQ $30, e, e; \
	VPADDD e, y, y

// DIVIDE512 leaves floor(2^60 / d) in y and the remainder in e, for d from
// 2^30 to 2^31. A line (error 1/17) and two Newton steps give 16 bits; a third,
// with the remainder in full, is at most the quotient and less than 1.2 below
// it, so its floor is right or 1 too small, and the remainder tells.
#define DIVIDE512(d, y, e) \
	VPMULUDQ Z12, d, y; \
	VPSRLQ $32, y, y; \
	VPSUBD y, Z13, y; \
	NEWTON512(d, y, e); \
	NEWTON512(d, y, e); \
	VPMULUDQ d, y, e; \
	VPSUBQ e, Z25, e; \
	VPSRAQ $14, e, e; \
	VPMULDQ e, y, e; \
	VPSRAQ $46, e, e; \
	VPADDD e, y, y; \
	VMOVDQA32.Z y, K7, y; \
	VPMULUDQ d, y, e; \
	VPSUBQ e, Z25, e; \
	VPCMPQ $5, d, e, K1; \
	VPADDQ Z14, y, K1, y; \
	VPSUBQ d, e, K1, e

// SIGMOID512 makes the quotient q with remainder r the sigmoid of g in Q30: q
// itself, or 2^30 - ceil(2^60/d) where g is negative.
#define SIGMOID512(g, q, r) \
	VPTESTMQ r, r, K1; \
	VPMOVQ2M g, K2; \
	VMOVDQA64 q, r; \
	VPADDQ Z14, r, K1, r; \
	VPSUBQ r, Z11, K2, q

// func gate512(z, gate, up *int64, n, gs, us int)
TEXT ·gate512(SB), NOSPLIT, $0-48
	MOVQ z+0(FP), DI
	MOVQ gate+8(FP), SI
	MOVQ up+16(FP), DX
	MOVQ n+24(FP), R8
	MOVQ gs+32(FP), CX
	VMOVQ CX, X27
	MOVQ $1, AX
	SHLQ CX, AX
	SHRQ $1, AX
	VPBROADCASTQ AX, Z29
	MOVQ us+40(FP), CX
	VMOVQ CX, X26
	MOVQ $1, AX
	SHLQ CX, AX
	SHRQ $1, AX
	VPBROADCASTQ AX, Z28
	VPBROADCASTQ ·constBound+0(SB), Z30
	VPBROADCASTQ ·constBoundNeg+0(SB), Z31
	VPBROADCASTQ ·constOneQ60+0(SB), Z25
	VPBROADCASTD ·constExp0+0(SB), Z24
	VPBROADCASTD ·constLog2e+0(SB), Z23
	VPBROADCASTQ ·constHalfQ30+0(SB), Z22
	VPBROADCASTD ·constExpLast+0(SB), Z21
	VPBROADCASTD ·constExp4+0(SB), Z20
	VPBROADCASTD ·constExp3+0(SB), Z19
	VPBROADCASTD ·constExp2+0(SB), Z18
	VPBROADCASTD ·constExp1+0(SB), Z17
	VPBROADCASTD ·constLow16+0(SB), Z16
	VPBROADCASTD ·constCapped+0(SB), Z15
	MOVQ $1, AX
	VPBROADCASTQ AX, Z14
	VPBROADCASTD ·constFirst+0(SB), Z13
	VPBROADCASTD ·constSlope+0(SB), Z12
	MOVQ $0x40000000, AX
	VPBROADCASTQ AX, Z11
	MOVL $0x5555, AX
	KMOVW AX, K7
loop:
	VPADDQ (SI), Z29, Z0
	VPADDQ 64(SI), Z29, Z1
	VPADDQ (DX), Z28, Z2
	VPADDQ 64(DX), Z28, Z3
	VPSRAQ X27, Z0, Z0
	VPSRAQ X27, Z1, Z1
	VPSRAQ X26, Z2, Z2
	VPSRAQ X26, Z3, Z3
	CLAMP(Z0)
	CLAMP(Z1)
	CLAMP(Z2)
	CLAMP(Z3)

	// t = rsh(|g| * log2e, 30) of both vectors in the even and odd lanes of Z6
	VPSLLQ $32, Z1, Z4
	VMOVDQA32 Z0, K7, Z4
	VPABSD Z4, Z4
	VPSRLQ $32, Z4, Z6
	VPMULUDQ Z23, Z4, Z5
	VPMULUDQ Z23, Z6, Z6
	VPADDQ Z22, Z5, Z5
	VPADDQ Z22, Z6, Z6
	VPSRLQ $30, Z5, Z5
	VPSRLQ $30, Z6, Z6
	VPSLLQ $32, Z6, Z6
	VMOVDQA32 Z5, K7, Z6

	// n = ceil(t / 65536) in Z8, f = 65536 n - t in Z10; a t above 0xffff0000
	// gives 0 whatever its f
	VPXORQ Z10, Z10, Z10
	VPMINUD Z15, Z6, Z8
	VPADDD Z16, Z8, Z8
	VPSRLD $16, Z8, Z8
	VPSUBD Z6, Z10, Z10
	VPANDD Z16, Z10, Z10
	VPSLLD $16, Z10, Z9
	VPORD Z9, Z10, Z10
	VMOVDQA64 Z21, Z7
	STEP512(Z20)
	STEP512(Z19)
	STEP512(Z18)
	STEP512(Z17)
	STEP512(Z24)

	// s = rsh(v, n) = ((2v >> n) + 1) >> 1, d = 2^30 + s
	VPADDD Z7, Z7, Z7
	VPSRLVD Z8, Z7, Z7
	VPADDD.BCST ·constOne+0(SB), Z7, Z7
	VPSRLD $1, Z7, Z7
	VPADDD Z24, Z7, Z7
	VPSRLQ $32, Z7, Z6
	VMOVDQA32.Z Z7, K7, Z5
	DIVIDE512(Z5, Z7, Z8)
	DIVIDE512(Z6, Z9, Z10)
	SIGMOID512(Z0, Z7, Z8)
	SIGMOID512(Z1, Z9, Z10)
	VPMULDQ Z7, Z0, Z0
	VPMULDQ Z9, Z1, Z1
	VPADDQ Z22, Z0, Z0
	VPADDQ Z22, Z1, Z1
	VPSRLQ $30, Z0, Z0 // the low half is the rounded product, |g| * 2^30 at most
	VPSRLQ $30, Z1, Z1
	VPMULDQ Z2, Z0, Z0
	VPMULDQ Z3, Z1, Z1
	VMOVDQU64 Z0, (DI)
	VMOVDQU64 Z1, 64(DI)
	ADDQ $128, SI
	ADDQ $128, DX
	ADDQ $128, DI
	SUBQ $16, R8
	JNE  loop
	VZEROUPPER
	RET

#define STEP256(c) \
	VPMULLW Y10, Y7, Y9; \
	VPMULHUW Y10, Y7, Y7; \
	VPSRLD $16, Y9, Y9; \
	VPADDD c+0(SB), Y7, Y7; \
	VPADDD Y9, Y7, Y7

#define NEWTON256(d, y, e) \
	VPMULUDQ d, y, e; \
	VPSUBQ e, Y13, e; \
	VPSRLQ $30, e, e; \
	VPMULDQ e, y, e; \
	VPSRLQ $30, e, e; \
	VPADDD e, y, y

// DIVIDE256 is DIVIDE512. For want of an arithmetic 64-bit shift the third step
// shifts high halves: the remainder, below 2^44, by 14 as it is (its low half
// then has all of it), the product by 46.
#define DIVIDE256(d, y, e, t) \
	VPMULUDQ ·constSlope+0(SB), d, y; \
	VPSRLQ $32, y, y; \
	VMOVDQU ·constFirst+0(SB), t; \
	VPSUBD y, t, y; \
	NEWTON256(d, y, e); \
	NEWTON256(d, y, e); \
	VPMULUDQ d, y, e; \
	VPSUBQ e, Y13, e; \
	VPSRLQ $14, e, e; \
	VPMULDQ e, y, e; \
	VPSRLQ $32, e, e; \
	VPSRAD $14, e, e; \
	VPADDD e, y, y; \
	VPBLENDD $0xAA, Y14, y, y; \
	VPMULUDQ d, y, e; \
	VPSUBQ e, Y13, e; \
	VPCMPGTQ e, d, t; \
	VPCMPEQD Y9, Y9, Y9; \
	VPXOR Y9, t, t; \
	VPSUBQ t, y, y; \
	VPAND d, t, t; \
	VPSUBQ t, e, e

// SIGMOID256 is SIGMOID512.
#define SIGMOID256(g, q, r, t) \
	VPCMPEQQ Y14, r, r; \
	VPCMPEQD t, t, t; \
	VPSUBQ t, r, r; \
	VPADDQ q, r, r; \
	VPSLLQ $30, t, t; \
	VPADDQ r, t, t; \
	VPSUBQ t, Y14, t; \
	VBLENDVPD g, t, q, q

#define FIXED256(ptr, round, shift, back, z) \
	VPADDQ ptr, round, z; \
	VPSRLQ shift, z, z; \
	VPSUBQ back, z, z; \
	VPCMPGTQ ·constBound+0(SB), z, Y8; \
	VBLENDVPD Y8, ·constBound+0(SB), z, z; \
	VMOVDQU ·constBoundNeg+0(SB), Y9; \
	VPCMPGTQ z, Y9, Y8; \
	VBLENDVPD Y8, Y9, z, z

// func gate256(z, gate, up *int64, n, gs, us int)
// The frame holds, for each of the two shifts, half of it plus 2^63 and 2^63
// shifted, which make a logical shift arithmetic.
TEXT ·gate256(SB), NOSPLIT, $128-48
	MOVQ z+0(FP), DI
	MOVQ gate+8(FP), SI
	MOVQ up+16(FP), DX
	MOVQ n+24(FP), R8
	MOVQ $0x8000000000000000, R9
	MOVQ gs+32(FP), CX
	VMOVQ CX, X12
	MOVQ $1, AX
	SHLQ CX, AX
	SHRQ $1, AX
	ADDQ R9, AX
	VMOVQ AX, X0
	VPBROADCASTQ X0, Y0
	VMOVDQU Y0, ground-128(SP)
	MOVQ R9, AX
	SHRQ CX, AX
	VMOVQ AX, X0
	VPBROADCASTQ X0, Y0
	VMOVDQU Y0, gback-96(SP)
	MOVQ us+40(FP), CX
	VMOVQ CX, X11
	MOVQ $1, AX
	SHLQ CX, AX
	SHRQ $1, AX
	ADDQ R9, AX
	VMOVQ AX, X0
	VPBROADCASTQ X0, Y0
	VMOVDQU Y0, uround-64(SP)
	MOVQ R9, AX
	SHRQ CX, AX
	VMOVQ AX, X0
	VPBROADCASTQ X0, Y0
	VMOVDQU Y0, uback-32(SP)
	VMOVDQU ·constOneQ60+0(SB), Y13
	VPXOR Y14, Y14, Y14
loop:
	VMOVDQU ground-128(SP), Y15
	FIXED256((SI), Y15, X12, gback-96(SP), Y0)
	FIXED256(32(SI), Y15, X12, gback-96(SP), Y1)
	VMOVDQU uround-64(SP), Y15
	FIXED256((DX), Y15, X11, uback-32(SP), Y2)
	FIXED256(32(DX), Y15, X11, uback-32(SP), Y3)
	VPSLLQ $32, Y1, Y4
	VPBLENDD $0x55, Y0, Y4, Y4
	VPABSD Y4, Y4
	VPSRLQ $32, Y4, Y6
	VMOVDQU ·constLog2e+0(SB), Y7
	VPMULUDQ Y7, Y4, Y5
	VPMULUDQ Y7, Y6, Y6
	VMOVDQU ·constHalfQ30+0(SB), Y7
	VPADDQ Y7, Y5, Y5
	VPADDQ Y7, Y6, Y6
	VPSRLQ $30, Y5, Y5
	VPSRLQ $30, Y6, Y6
	VPSLLQ $32, Y6, Y6
	VPBLENDD $0x55, Y5, Y6, Y6
	VMOVDQU ·constLow16+0(SB), Y9
	VPMINUD ·constCapped+0(SB), Y6, Y8
	VPADDD Y9, Y8, Y8
	VPSRLD $16, Y8, Y8
	VPSUBD Y6, Y14, Y10
	VPAND Y9, Y10, Y10
	VPSLLD $16, Y10, Y9
	VPOR Y9, Y10, Y10
	VMOVDQU ·constExpLast+0(SB), Y7
	STEP256(·constExp4)
	STEP256(·constExp3)
	STEP256(·constExp2)
	STEP256(·constExp1)
	STEP256(·constExp0)
	VPADDD Y7, Y7, Y7
	VPSRLVD Y8, Y7, Y7
	VPADDD ·constOne+0(SB), Y7, Y7
	VPSRLD $1, Y7, Y7
	VPADDD ·constExp0+0(SB), Y7, Y7
	VPSRLQ $32, Y7, Y6
	VPBLENDD $0xAA, Y14, Y7, Y5
	DIVIDE256(Y5, Y7, Y8, Y15)
	SIGMOID256(Y0, Y7, Y8, Y15)
	DIVIDE256(Y6, Y4, Y8, Y15)
	SIGMOID256(Y1, Y4, Y8, Y15)
	VMOVDQU ·constHalfQ30+0(SB), Y9
	VPMULDQ Y7, Y0, Y0
	VPMULDQ Y4, Y1, Y1
	VPADDQ Y9, Y0, Y0
	VPADDQ Y9, Y1, Y1
	VPSRLQ $30, Y0, Y0
	VPSRLQ $30, Y1, Y1
	VPMULDQ Y2, Y0, Y0
	VPMULDQ Y3, Y1, Y1
	VMOVDQU Y0, (DI)
	VMOVDQU Y1, 32(DI)
	ADDQ $64, SI
	ADDQ $64, DX
	ADDQ $64, DI
	SUBQ $8, R8
	JNE  loop
	VZEROUPPER
	RET
