#include "textflag.h"

// The loops of vector_amd64.h in 512-bit registers.

#define V0 Z0
#define V1 Z1
#define V2 Z2
#define V3 Z3
#define V4 Z4
#define V5 Z5
#define V6 Z6
#define V7 Z7
#define V8 Z8
#define V9 Z9
#define V10 Z10
#define V11 Z11
#define V12 Z12
#define V13 Z13
#define WIDTH 64
#define LANES 16

#define NEGATE(x, y) VPXORD SIGN(R10), x, y
#define BELOW(x) VCMPPS $17, LEAST(R10), x, K1
#define ZEROBELOW(x) VPXORD x, x, K1, x
#define FOLDMAX VEXTRACTF64X4 $1, Z0, Y1; VMAXPS Y1, Y0, Y0

#define SWIGLU ·swiglu512(SB)
#define SWIGLUBACK ·swigluBack512(SB)
#define EXPLESS ·expLess512(SB)
#define SCALEMAX ·scaleMax512(SB)
#define SCALE ·scale512(SB)
#define SOFTMAXBACK ·softmaxBack512(SB)
#define NORMSCALE ·normScale512(SB)
#define NORMPRODUCTS ·normProducts512(SB)
#define NORMINPUT ·normInput512(SB)
#define ADD ·add512(SB)
#define ROTATE ·rotate512(SB)
#define ADAM ·adam512(SB)

#include "vector_amd64.h"
