#include "textflag.h"

// A residue is low + high*2^31, halves of 31 and 30 bits, so that VPMULDQ, which
// takes the low 32 bits of a lane as signed, sees them as they are. The
// integers of the sums are low + high*2^28: 28 bits, and 28 bits with a sign.

// func activations256(v *uint64, a *int16, n int) (low, high int64)
TEXT ·activations256(SB), NOSPLIT, $0-40
	MOVQ v+0(FP), SI
	MOVQ a+8(FP), DI
	MOVQ n+16(FP), CX
	VPCMPEQD Y15, Y15, Y15
	VPSRLQ   $33, Y15, Y15       // 2^31 - 1
	VPXOR    Y8, Y8, Y8
	VPXOR    Y9, Y9, Y9
	VPXOR    Y10, Y10, Y10
	VPXOR    Y11, Y11, Y11
loop:
	PREFETCHT0 4096(SI)
	VPMOVSXWQ (DI), Y0
	VMOVDQU   (SI), Y1
	VPSRLQ    $31, Y1, Y2
	VPAND     Y15, Y1, Y1
	VPMULDQ   Y0, Y1, Y1
	VPMULDQ   Y0, Y2, Y2
	VPADDQ    Y1, Y8, Y8
	VPADDQ    Y2, Y9, Y9
	VPMOVSXWQ 8(DI), Y3
	VMOVDQU   32(SI), Y4
	VPSRLQ    $31, Y4, Y5
	VPAND     Y15, Y4, Y4
	VPMULDQ   Y3, Y4, Y4
	VPMULDQ   Y3, Y5, Y5
	VPADDQ    Y4, Y10, Y10
	VPADDQ    Y5, Y11, Y11
	ADDQ      $16, DI
	ADDQ      $64, SI
	SUBQ      $8, CX
	JNZ       loop
	VPADDQ    Y10, Y8, Y8
	VPADDQ    Y11, Y9, Y9
	VEXTRACTI128 $1, Y8, X0
	VPADDQ    X0, X8, X8
	VPSHUFD   $0x4e, X8, X0
	VPADDQ    X0, X8, X8
	VEXTRACTI128 $1, Y9, X1
	VPADDQ    X1, X9, X9
	VPSHUFD   $0x4e, X9, X1
	VPADDQ    X1, X9, X9
	VMOVQ     X8, AX
	VMOVQ     X9, BX
	VZEROUPPER
	MOVQ      AX, low+24(FP)
	MOVQ      BX, high+32(FP)
	RET

// func activations512(v *uint64, a *int16, n int) (low, high int64)
TEXT ·activations512(SB), NOSPLIT, $0-40
	MOVQ v+0(FP), SI
	MOVQ a+8(FP), DI
	MOVQ n+16(FP), CX
	VPTERNLOGD $0xff, Z15, Z15, Z15
	VPSRLQ   $33, Z15, Z15
	VPXORQ   Z8, Z8, Z8
	VPXORQ   Z9, Z9, Z9
	VPXORQ   Z10, Z10, Z10
	VPXORQ   Z11, Z11, Z11
loop:
	PREFETCHT0 4096(SI)
	PREFETCHT0 4160(SI)
	VPMOVSXWQ (DI), Z0
	VMOVDQU64 (SI), Z1
	VPSRLQ    $31, Z1, Z2
	VPANDQ    Z15, Z1, Z1
	VPMULDQ   Z0, Z1, Z1
	VPMULDQ   Z0, Z2, Z2
	VPADDQ    Z1, Z8, Z8
	VPADDQ    Z2, Z9, Z9
	VPMOVSXWQ 16(DI), Z3
	VMOVDQU64 64(SI), Z4
	VPSRLQ    $31, Z4, Z5
	VPANDQ    Z15, Z4, Z4
	VPMULDQ   Z3, Z4, Z4
	VPMULDQ   Z3, Z5, Z5
	VPADDQ    Z4, Z10, Z10
	VPADDQ    Z5, Z11, Z11
	ADDQ      $32, DI
	ADDQ      $128, SI
	SUBQ      $16, CX
	JNZ       loop
	VPADDQ    Z10, Z8, Z8
	VPADDQ    Z11, Z9, Z9
	VEXTRACTI64X4 $1, Z8, Y0
	VPADDQ    Y0, Y8, Y8
	VEXTRACTI64X4 $1, Z9, Y1
	VPADDQ    Y1, Y9, Y9
	VEXTRACTI128 $1, Y8, X0
	VPADDQ    X0, X8, X8
	VPSHUFD   $0x4e, X8, X0
	VPADDQ    X0, X8, X8
	VEXTRACTI128 $1, Y9, X1
	VPADDQ    X1, X9, X9
	VPSHUFD   $0x4e, X9, X1
	VPADDQ    X1, X9, X9
	VMOVQ     X8, AX
	VMOVQ     X9, BX
	VZEROUPPER
	MOVQ      AX, low+24(FP)
	MOVQ      BX, high+32(FP)
	RET

// One vector of elements: the products of the halves of (DI) and (SI) are added
// to Y8 (low, low), Y9 (low of z, high of r), Y10 (high, low) and Y11 (high, high).
#define TERM256(at) \
	VMOVDQU at(DI), Y0       \
	VPSRLQ  $28, Y0, Y1      \
	VPAND   Y14, Y0, Y0      \
	VMOVDQU at(SI), Y2       \
	VPSRLQ  $31, Y2, Y3      \
	VPAND   Y15, Y2, Y2      \
	VPMULDQ Y0, Y2, Y4       \
	VPMULDQ Y0, Y3, Y5       \
	VPMULDQ Y1, Y2, Y6       \
	VPMULDQ Y1, Y3, Y7       \
	VPADDQ  Y4, Y8, Y8       \
	VPADDQ  Y5, Y9, Y9       \
	VPADDQ  Y6, Y10, Y10     \
	VPADDQ  Y7, Y11, Y11

// The partial sums in acc go to two rows of out: their low 32 bits, and the rest,
// with its sign where signed says so.
#define PUTLOW256(acc, row) \
	VPAND   Y13, acc, Y0     \
	VPADDQ  row(BX), Y0, Y0  \
	VMOVDQU Y0, row(BX)

#define PUTHIGH256(acc, row) \
	VPSRLQ  $32, acc, Y1        \
	VPADDQ  (256+row)(BX), Y1, Y1 \
	VMOVDQU Y1, (256+row)(BX)

#define PUTSIGNED256(acc, row) \
	VPSRLQ  $32, acc, Y1        \
	VPMULDQ Y12, Y1, Y1         \
	VPADDQ  (256+row)(BX), Y1, Y1 \
	VMOVDQU Y1, (256+row)(BX)

// func sums256(out *lanes, r *uint64, z *int64, n int)
//
// A product of the low half of z is below 2^59 and not negative: 32 of them fit an
// unsigned lane. One of the high half is below 2^58 in magnitude: 31 fit a signed
// lane. The sums are moved out after 16.
TEXT ·sums256(SB), NOSPLIT, $0-32
	MOVQ out+0(FP), BX
	MOVQ r+8(FP), SI
	MOVQ z+16(FP), DI
	MOVQ n+24(FP), CX
	VPCMPEQD Y15, Y15, Y15
	VPSRLQ   $36, Y15, Y14   // 2^28 - 1
	VPSRLQ   $32, Y15, Y13   // 2^32 - 1
	VPSRLQ   $63, Y15, Y12   // 1
	VPSRLQ   $33, Y15, Y15   // 2^31 - 1
part:
	MOVQ  CX, DX
	CMPQ  DX, $64
	JLE   small
	MOVQ  $64, DX
small:
	SUBQ  DX, CX
	VPXOR Y8, Y8, Y8
	VPXOR Y9, Y9, Y9
	VPXOR Y10, Y10, Y10
	VPXOR Y11, Y11, Y11
loop:
	TERM256(0)
	TERM256(32)
	TERM256(64)
	TERM256(96)
	ADDQ  $128, DI
	ADDQ  $128, SI
	SUBQ  $16, DX
	JNZ   loop
	PUTLOW256(Y8, 0)
	PUTLOW256(Y9, 64)
	PUTLOW256(Y10, 128)
	PUTLOW256(Y11, 192)
	PUTHIGH256(Y8, 0)
	PUTHIGH256(Y9, 64)
	PUTSIGNED256(Y10, 128)
	PUTSIGNED256(Y11, 192)
	TESTQ CX, CX
	JNZ   part
	VZEROUPPER
	RET

#define TERM512(at) \
	VMOVDQU64 at(DI), Z0     \
	VPSRLQ  $28, Z0, Z1      \
	VPANDQ  Z14, Z0, Z0      \
	VMOVDQU64 at(SI), Z2     \
	VPSRLQ  $31, Z2, Z3      \
	VPANDQ  Z15, Z2, Z2      \
	VPMULDQ Z0, Z2, Z4       \
	VPMULDQ Z0, Z3, Z5       \
	VPMULDQ Z1, Z2, Z6       \
	VPMULDQ Z1, Z3, Z7       \
	VPADDQ  Z4, Z8, Z8       \
	VPADDQ  Z5, Z9, Z9       \
	VPADDQ  Z6, Z10, Z10     \
	VPADDQ  Z7, Z11, Z11

#define PUTLOW512(acc, sum) \
	VPANDQ  Z13, acc, Z0     \
	VPADDQ  Z0, sum, sum

#define PUTHIGH512(acc, sum) \
	VPSRLQ  $32, acc, Z1     \
	VPADDQ  Z1, sum, sum

#define PUTSIGNED512(acc, sum) \
	VPSRAQ  $32, acc, Z1     \
	VPADDQ  Z1, sum, sum

// func sums512(out *lanes, r *uint64, z *int64, n int)
TEXT ·sums512(SB), NOSPLIT, $0-32
	MOVQ out+0(FP), BX
	MOVQ r+8(FP), SI
	MOVQ z+16(FP), DI
	MOVQ n+24(FP), CX
	VPTERNLOGD $0xff, Z15, Z15, Z15
	VPSRLQ   $36, Z15, Z14
	VPSRLQ   $32, Z15, Z13
	VPSRLQ   $33, Z15, Z15
	VPXORQ   Z16, Z16, Z16
	VPXORQ   Z17, Z17, Z17
	VPXORQ   Z18, Z18, Z18
	VPXORQ   Z19, Z19, Z19
	VPXORQ   Z20, Z20, Z20
	VPXORQ   Z21, Z21, Z21
	VPXORQ   Z22, Z22, Z22
	VPXORQ   Z23, Z23, Z23
part:
	MOVQ  CX, DX
	CMPQ  DX, $128
	JLE   small
	MOVQ  $128, DX
small:
	SUBQ  DX, CX
	VPXORQ Z8, Z8, Z8
	VPXORQ Z9, Z9, Z9
	VPXORQ Z10, Z10, Z10
	VPXORQ Z11, Z11, Z11
loop:
	TERM512(0)
	TERM512(64)
	ADDQ  $128, DI
	ADDQ  $128, SI
	SUBQ  $16, DX
	JNZ   loop
	PUTLOW512(Z8, Z16)
	PUTLOW512(Z9, Z17)
	PUTLOW512(Z10, Z18)
	PUTLOW512(Z11, Z19)
	PUTHIGH512(Z8, Z20)
	PUTHIGH512(Z9, Z21)
	PUTSIGNED512(Z10, Z22)
	PUTSIGNED512(Z11, Z23)
	TESTQ CX, CX
	JNZ   part
	VMOVDQU64 Z16, (BX)
	VMOVDQU64 Z17, 64(BX)
	VMOVDQU64 Z18, 128(BX)
	VMOVDQU64 Z19, 192(BX)
	VMOVDQU64 Z20, 256(BX)
	VMOVDQU64 Z21, 320(BX)
	VMOVDQU64 Z22, 384(BX)
	VMOVDQU64 Z23, 448(BX)
	VZEROUPPER
	RET

// func integers256(dst *int64, b *byte, n, width int, order *[16]byte, shift int)
TEXT ·integers256(SB), NOSPLIT, $0-48
	MOVQ dst+0(FP), DI
	MOVQ b+8(FP), SI
	MOVQ n+16(FP), CX
	MOVQ width+24(FP), DX
	MOVQ order+32(FP), BX
	MOVQ shift+40(FP), AX
	VBROADCASTI128 (BX), Y15
	VMOVQ AX, X14
	VPCMPEQD Y13, Y13, Y13
	VPSLLQ   $63, Y13, Y13
	VPSRLQ   X14, Y13, Y13  // the sign after the shift
loop:
	PREFETCHT0 2048(SI)
	VMOVDQU (SI), X0
	VINSERTI128 $1, (SI)(DX*2), Y0, Y0
	VPSHUFB Y15, Y0, Y0
	VPSRLQ  X14, Y0, Y0
	VPXOR   Y13, Y0, Y0
	VPSUBQ  Y13, Y0, Y0
	VMOVDQU Y0, (DI)
	LEAQ    (SI)(DX*4), SI
	ADDQ    $32, DI
	SUBQ    $4, CX
	JNZ     loop
	VZEROUPPER
	RET
