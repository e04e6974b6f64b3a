package train

import "math"

// adamW is Adam with decoupled weight decay (Loshchilov and Hutter): the averages of the gradient and of its square.
type adamW struct {
	mean, square   []float32
	power1, power2 float64 // beta to the power of the steps made
}

const (
	beta1       = 0.9
	beta2       = 0.98 // a shorter memory than the usual 0.999, since runs here are a few thousand steps
	adamEpsilon = 1e-8
)

func newAdamW(n int) *adamW {
	return &adamW{mean: make([]float32, n), square: make([]float32, n), power1: 1, power2: 1}
}

// step moves the weights against the gradient, which is scaled by scale first. parallel is team's.
func (a *adamW) step(w, grad *Weights, scale, rate, decay float32, parallel func(n int, part func(from, to int))) {
	a.power1 *= beta1
	a.power2 *= beta2
	c := &adamConstants{scale: scale, keep1: beta1, new1: 1 - beta1, keep2: beta2, new2: 1 - beta2,
		fix1: float32(1 / (1 - a.power1)), fix2: float32(1 / (1 - a.power2)), epsilon: adamEpsilon, rate: rate, decay: decay}
	v := vectors{bestLanes()}
	parallel(len(w.Flat), func(from, to int) {
		for from < to {
			end := from + 1
			for end < to && w.decays[end] == w.decays[from] {
				end++
			}
			v.adam(w.Flat[from:end], grad.Flat[from:end], a.mean[from:end], a.square[from:end], c, w.decays[from])
			from = end
		}
	})
}

// clipScale is the factor that brings the gradient's norm down to limit, at most 1.
func clipScale(grad *Weights, limit float32) float32 {
	var sum float64
	for _, g := range grad.Flat {
		x := float64(g)
		sum += float64(x * x)
	}
	norm := math.Sqrt(sum)
	if norm <= float64(limit) {
		return 1
	}
	return float32(float64(limit) / norm)
}
