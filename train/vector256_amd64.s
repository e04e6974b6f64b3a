#include "textflag.h"

// The loops of vector_amd64.h in 256-bit registers.

#define V0 Y0
#define V1 Y1
#define V2 Y2
#define V3 Y3
#define V4 Y4
#define V5 Y5
#define V6 Y6
#define V7 Y7
#define V8 Y8
#define V9 Y9
#define V10 Y10
#define V11 Y11
#define V12 Y12
#define V13 Y13
#define WIDTH 32
#define LANES 8

#define NEGATE(x, y) VXORPS SIGN(R10), x, y
#define BELOW(x) VCMPPS $17, LEAST(R10), x, Y15
#define ZEROBELOW(x) VANDNPS x, Y15, x
#define FOLDMAX

#define SWIGLU ·swiglu256(SB)
#define SWIGLUBACK ·swigluBack256(SB)
#define EXPLESS ·expLess256(SB)
#define SCALEMAX ·scaleMax256(SB)
#define SCALE ·scale256(SB)
#define SOFTMAXBACK ·softmaxBack256(SB)
#define NORMSCALE ·normScale256(SB)
#define NORMPRODUCTS ·normProducts256(SB)
#define NORMINPUT ·normInput256(SB)
#define ADD ·add256(SB)
#define ROTATE ·rotate256(SB)
#define ADAM ·adam256(SB)

#include "vector_amd64.h"
