package train

import "golang.org/x/sys/cpu"

// The functions of lanes in 512-bit registers (AVX-512 F).

//go:noescape
func swiglu512(gated, sig, gate, up *float32, n int)

//go:noescape
func swigluBack512(dgate, d, gate, sig, up *float32, n int)

//go:noescape
func expLess512(x *float32, n int, top float32)

//go:noescape
func scaleMax512(x *float32, n int, scale float32) float32

//go:noescape
func scale512(x *float32, n int, by float32)

//go:noescape
func softmaxBack512(dy, p *float32, n int, dot, scale float32)

//go:noescape
func normScale512(y, x, w *float32, n int, s float32)

//go:noescape
func normProducts512(t, dw, dy, x, w *float32, n int, s float32)

//go:noescape
func normInput512(dx, dy, x, w *float32, n int, s, dot float32)

//go:noescape
func add512(dst, src *float32, n int)

//go:noescape
func rotate512(x, cos, sin *float32, heads, dim int)

//go:noescape
func adam512(w, grad, mean, square *float32, n int, c *adamConstants, decays bool)

// The functions of lanes in 256-bit registers (AVX2).

//go:noescape
func swiglu256(gated, sig, gate, up *float32, n int)

//go:noescape
func swigluBack256(dgate, d, gate, sig, up *float32, n int)

//go:noescape
func expLess256(x *float32, n int, top float32)

//go:noescape
func scaleMax256(x *float32, n int, scale float32) float32

//go:noescape
func scale256(x *float32, n int, by float32)

//go:noescape
func softmaxBack256(dy, p *float32, n int, dot, scale float32)

//go:noescape
func normScale256(y, x, w *float32, n int, s float32)

//go:noescape
func normProducts256(t, dw, dy, x, w *float32, n int, s float32)

//go:noescape
func normInput256(dx, dy, x, w *float32, n int, s, dot float32)

//go:noescape
func add256(dst, src *float32, n int)

//go:noescape
func rotate256(x, cos, sin *float32, heads, dim int)

//go:noescape
func adam256(w, grad, mean, square *float32, n int, c *adamConstants, decays bool)

var (
	lanes512 = lanes{
		swiglu:       swiglu512,
		swigluBack:   swigluBack512,
		expLess:      expLess512,
		scaleMax:     scaleMax512,
		scale:        scale512,
		softmaxBack:  softmaxBack512,
		normScale:    normScale512,
		normProducts: normProducts512,
		normInput:    normInput512,
		add:          add512,
		rotate:       rotate512,
		adam:         adam512,
	}
	lanes256 = lanes{
		swiglu:       swiglu256,
		swigluBack:   swigluBack256,
		expLess:      expLess256,
		scaleMax:     scaleMax256,
		scale:        scale256,
		softmaxBack:  softmaxBack256,
		normScale:    normScale256,
		normProducts: normProducts256,
		normInput:    normInput256,
		add:          add256,
		rotate:       rotate256,
		adam:         adam256,
	}
)

func bestLanes() *lanes {
	switch {
	case cpu.X86.HasAVX512F:
		return &lanes512
	case cpu.X86.HasAVX2:
		return &lanes256
	}
	return &lanes{}
}
