// The elementwise loops of lanes, once for both register widths: whoever includes this defines V0 to V9 as registers, WIDTH as
// their bytes, LANES as their numbers, the names of the functions, and the macros NEGATE, BELOW, ZEROBELOW and FOLDMAX.
// Every formula is that of the plain Go twin, operation by operation, each rounded; nothing is fused. Counts are multiples
// of 16 above 0. R10 points to the constants of exp32.

#define LEAST(r) (r)
#define MOST(r) 64(r)
#define INVLN2(r) 128(r)
#define MAGIC(r) 192(r)
#define LN2HI(r) 256(r)
#define LN2LO(r) 320(r)
#define C7(r) 384(r)
#define C6(r) 448(r)
#define C5(r) 512(r)
#define C4(r) 576(r)
#define C3(r) 640(r)
#define C2(r) 704(r)
#define ONE(r) 768(r)
#define BIAS(r) 832(r)
#define SIGN(r) 896(r)

// EXP leaves e^x in p; x, n and s are overwritten. VMINPS gives its first operand here when that is no number.
#define EXP(x, p, n, s) \
	BELOW(x); \
	VMOVUPS MOST(R10), s; \
	VMINPS x, s, x; \
	VMULPS INVLN2(R10), x, s; \
	VADDPS MAGIC(R10), s, s; \
	VSUBPS MAGIC(R10), s, n; \
	VMULPS LN2HI(R10), n, s; \
	VSUBPS s, x, x; \
	VMULPS LN2LO(R10), n, s; \
	VSUBPS s, x, x; \
	VMOVUPS C7(R10), p; \
	VMULPS x, p, p; \
	VADDPS C6(R10), p, p; \
	VMULPS x, p, p; \
	VADDPS C5(R10), p, p; \
	VMULPS x, p, p; \
	VADDPS C4(R10), p, p; \
	VMULPS x, p, p; \
	VADDPS C3(R10), p, p; \
	VMULPS x, p, p; \
	VADDPS C2(R10), p, p; \
	VMULPS x, p, p; \
	VADDPS ONE(R10), p, p; \
	VMULPS x, p, p; \
	VADDPS ONE(R10), p, p; \
	VCVTTPS2DQ n, n; \
	VPADDD BIAS(R10), n, n; \
	VPSLLD $23, n, n; \
	VMULPS n, p, p; \
	ZEROBELOW(p)

// func swiglu(gated, sig, gate, up *float32, n int)
TEXT SWIGLU, NOSPLIT, $0-40
	MOVQ gated+0(FP), DI
	MOVQ sig+8(FP), R8
	MOVQ gate+16(FP), SI
	MOVQ up+24(FP), R9
	MOVQ n+32(FP), CX
	LEAQ ·expConstants(SB), R10
swiglu:
	VMOVUPS (SI), V0
	NEGATE(V0, V1)
	EXP(V1, V2, V3, V4)
	VMOVUPS ONE(R10), V5
	VADDPS V5, V2, V2
	VDIVPS V2, V5, V2
	VMOVUPS V2, (R8)
	VMULPS V2, V0, V0
	VMULPS (R9), V0, V0
	VMOVUPS V0, (DI)
	ADDQ $WIDTH, SI
	ADDQ $WIDTH, DI
	ADDQ $WIDTH, R8
	ADDQ $WIDTH, R9
	SUBQ $LANES, CX
	JNE  swiglu
	VZEROUPPER
	RET

// func swigluBack(dgate, d, gate, sig, up *float32, n int)
TEXT SWIGLUBACK, NOSPLIT, $0-48
	MOVQ dgate+0(FP), DI
	MOVQ d+8(FP), SI
	MOVQ gate+16(FP), R8
	MOVQ sig+24(FP), R9
	MOVQ up+32(FP), R11
	MOVQ n+40(FP), CX
	LEAQ ·expConstants(SB), R10
	VMOVUPS ONE(R10), V5
	XORQ BX, BX
swigluback:
	VMOVUPS (SI)(BX*1), V0
	VMOVUPS (R9)(BX*1), V1
	VMULPS (R8)(BX*1), V1, V2
	VSUBPS V1, V5, V3
	VMULPS V3, V2, V3
	VADDPS V3, V1, V3
	VMULPS (R11)(BX*1), V0, V4
	VMULPS V3, V4, V4
	VMOVUPS V4, (DI)(BX*1)
	VMULPS V2, V0, V0
	VMOVUPS V0, (SI)(BX*1)
	ADDQ $WIDTH, BX
	SUBQ $LANES, CX
	JNE  swigluback
	VZEROUPPER
	RET

// func expLess(x *float32, n int, top float32)
TEXT EXPLESS, NOSPLIT, $0-20
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VBROADCASTSS top+16(FP), V5
	LEAQ ·expConstants(SB), R10
expless:
	VMOVUPS (SI), V1
	VSUBPS V5, V1, V1
	EXP(V1, V2, V3, V4)
	VMOVUPS V2, (SI)
	ADDQ $WIDTH, SI
	SUBQ $LANES, CX
	JNE  expless
	VZEROUPPER
	RET

// func scaleMax(x *float32, n int, scale float32) float32
TEXT SCALEMAX, NOSPLIT, $0-28
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VBROADCASTSS scale+16(FP), V5
	VMULPS (SI), V5, V0
	VMOVUPS V0, (SI)
	JMP  nextmax
scalemax:
	VMULPS (SI), V5, V1
	VMOVUPS V1, (SI)
	VMAXPS V1, V0, V0
nextmax:
	ADDQ $WIDTH, SI
	SUBQ $LANES, CX
	JNE  scalemax
	FOLDMAX
	VEXTRACTF128 $1, Y0, X1
	VMAXPS X1, X0, X0
	VPERMILPS $0x4E, X0, X1
	VMAXPS X1, X0, X0
	VPERMILPS $0xB1, X0, X1
	VMAXPS X1, X0, X0
	VMOVSS X0, ret+24(FP)
	VZEROUPPER
	RET

// func scale(x *float32, n int, by float32)
TEXT SCALE, NOSPLIT, $0-20
	MOVQ x+0(FP), SI
	MOVQ n+8(FP), CX
	VBROADCASTSS by+16(FP), V5
scale:
	VMULPS (SI), V5, V0
	VMOVUPS V0, (SI)
	ADDQ $WIDTH, SI
	SUBQ $LANES, CX
	JNE  scale
	VZEROUPPER
	RET

// func softmaxBack(dy, p *float32, n int, dot, scale float32)
TEXT SOFTMAXBACK, NOSPLIT, $0-32
	MOVQ dy+0(FP), SI
	MOVQ p+8(FP), DI
	MOVQ n+16(FP), CX
	VBROADCASTSS dot+24(FP), V4
	VBROADCASTSS scale+28(FP), V5
softmaxback:
	VMOVUPS (SI), V0
	VSUBPS V4, V0, V0
	VMULPS (DI), V0, V0
	VMULPS V5, V0, V0
	VMOVUPS V0, (SI)
	ADDQ $WIDTH, SI
	ADDQ $WIDTH, DI
	SUBQ $LANES, CX
	JNE  softmaxback
	VZEROUPPER
	RET

// func normScale(y, x, w *float32, n int, s float32)
TEXT NORMSCALE, NOSPLIT, $0-36
	MOVQ y+0(FP), DI
	MOVQ x+8(FP), SI
	MOVQ w+16(FP), R8
	MOVQ n+24(FP), CX
	VBROADCASTSS s+32(FP), V5
	XORQ BX, BX
normscale:
	VMULPS (SI)(BX*1), V5, V0
	VMULPS (R8)(BX*1), V0, V0
	VMOVUPS V0, (DI)(BX*1)
	ADDQ $WIDTH, BX
	SUBQ $LANES, CX
	JNE  normscale
	VZEROUPPER
	RET

// func normProducts(t, dw, dy, x, w *float32, n int, s float32)
TEXT NORMPRODUCTS, NOSPLIT, $0-52
	MOVQ t+0(FP), DI
	MOVQ dw+8(FP), R9
	MOVQ dy+16(FP), R11
	MOVQ x+24(FP), SI
	MOVQ w+32(FP), R8
	MOVQ n+40(FP), CX
	VBROADCASTSS s+48(FP), V5
	XORQ BX, BX
normproducts:
	VMULPS (SI)(BX*1), V5, V0
	VMOVUPS (R11)(BX*1), V1
	VMULPS V0, V1, V2
	VADDPS (R9)(BX*1), V2, V2
	VMOVUPS V2, (R9)(BX*1)
	VMULPS (R8)(BX*1), V1, V1
	VMULPS V0, V1, V1
	VMOVUPS V1, (DI)(BX*1)
	ADDQ $WIDTH, BX
	SUBQ $LANES, CX
	JNE  normproducts
	VZEROUPPER
	RET

// func normInput(dx, dy, x, w *float32, n int, s, dot float32)
TEXT NORMINPUT, NOSPLIT, $0-48
	MOVQ dx+0(FP), DI
	MOVQ dy+8(FP), R11
	MOVQ x+16(FP), SI
	MOVQ w+24(FP), R8
	MOVQ n+32(FP), CX
	VBROADCASTSS s+40(FP), V5
	VBROADCASTSS dot+44(FP), V4
	XORQ BX, BX
norminput:
	VMULPS (SI)(BX*1), V5, V0
	VMULPS V4, V0, V0
	VMOVUPS (R11)(BX*1), V1
	VMULPS (R8)(BX*1), V1, V1
	VSUBPS V0, V1, V1
	VMULPS V5, V1, V1
	VADDPS (DI)(BX*1), V1, V1
	VMOVUPS V1, (DI)(BX*1)
	ADDQ $WIDTH, BX
	SUBQ $LANES, CX
	JNE  norminput
	VZEROUPPER
	RET

// func add(dst, src *float32, n int)
TEXT ADD, NOSPLIT, $0-24
	MOVQ dst+0(FP), DI
	MOVQ src+8(FP), SI
	MOVQ n+16(FP), CX
add:
	VMOVUPS (DI), V0
	VADDPS (SI), V0, V0
	VMOVUPS V0, (DI)
	ADDQ $WIDTH, SI
	ADDQ $WIDTH, DI
	SUBQ $LANES, CX
	JNE  add
	VZEROUPPER
	RET

// func rotate(x, cos, sin *float32, heads, dim int)
TEXT ROTATE, NOSPLIT, $0-40
	MOVQ x+0(FP), DI
	MOVQ cos+8(FP), R8
	MOVQ sin+16(FP), R9
	MOVQ heads+24(FP), CX
	MOVQ dim+32(FP), DX
	SHLQ $2, DX
head:
	XORQ BX, BX
pairs:
	VMOVUPS (DI)(BX*1), V0
	VPERMILPS $0xB1, V0, V1
	VMULPS (R8)(BX*1), V0, V0
	VMULPS (R9)(BX*1), V1, V1
	VADDPS V1, V0, V0
	VMOVUPS V0, (DI)(BX*1)
	ADDQ $WIDTH, BX
	CMPQ BX, DX
	JNE  pairs
	ADDQ DX, DI
	DECQ CX
	JNE  head
	VZEROUPPER
	RET

// func adam(w, grad, mean, square *float32, n int, c *adamConstants, decays bool)
TEXT ADAM, NOSPLIT, $0-49
	MOVQ w+0(FP), DI
	MOVQ grad+8(FP), SI
	MOVQ mean+16(FP), R8
	MOVQ square+24(FP), R9
	MOVQ n+32(FP), CX
	MOVQ c+40(FP), R10
	MOVBLZX decays+48(FP), DX
	VBROADCASTSS (R10), V4
	VBROADCASTSS 4(R10), V5
	VBROADCASTSS 8(R10), V6
	VBROADCASTSS 12(R10), V7
	VBROADCASTSS 16(R10), V8
	VBROADCASTSS 20(R10), V9
	VBROADCASTSS 24(R10), V10
	VBROADCASTSS 28(R10), V11
	VBROADCASTSS 32(R10), V12
	VBROADCASTSS 36(R10), V13
	XORQ BX, BX
adam:
	VMULPS (SI)(BX*1), V4, V0
	VMULPS (R8)(BX*1), V5, V1
	VMULPS V0, V6, V2
	VADDPS V2, V1, V1
	VMOVUPS V1, (R8)(BX*1)
	VMULPS V0, V8, V2
	VMULPS V0, V2, V2
	VMULPS (R9)(BX*1), V7, V3
	VADDPS V2, V3, V3
	VMOVUPS V3, (R9)(BX*1)
	VMULPS V10, V3, V3
	VSQRTPS V3, V3
	VADDPS V11, V3, V3
	VMULPS V9, V1, V1
	VDIVPS V3, V1, V1
	VMOVUPS (DI)(BX*1), V2
	TESTQ DX, DX
	JEQ  bare
	VMULPS V2, V13, V3
	VADDPS V3, V1, V1
bare:
	VMULPS V12, V1, V1
	VSUBPS V1, V2, V2
	VMOVUPS V2, (DI)(BX*1)
	ADDQ $WIDTH, BX
	SUBQ $LANES, CX
	JNE  adam
	VZEROUPPER
	RET
