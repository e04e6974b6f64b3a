package float

import "math"

// rotation is the rotary position embedding: one angle a pair of elements, and what cosine and sine are multiplied by.
type rotation struct {
	frequency []float64 // radians a position
	magnitude float64
}

// readRotation works out the frequencies: plain, with the file's own factors (Llama 3), linearly scaled, or by YaRN
// (arXiv:2309.00071, with the constants llama.cpp uses).
func (m *Model[T]) readRotation() error {
	arch, _ := m.f.String("general.architecture")
	float := func(key string, fallback float64) float64 {
		if v, ok := m.f.Float(arch + ".rope." + key); ok {
			return v
		}
		return fallback
	}
	base := float("freq_base", 10000)
	factor := float("scaling.factor", float("scale_linear", 1))
	if !(base > 1) || !(factor > 0) {
		return unsupported("rotation base %g, scaling factor %g", base, factor)
	}
	n := m.ropeDim / 2
	m.rope = rotation{frequency: make([]float64, n), magnitude: 1}
	for i := range m.rope.frequency {
		m.rope.frequency[i] = math.Pow(base, -2*float64(i)/float64(m.ropeDim))
	}
	if t, ok := m.f.Tensor("rope_freqs.weight"); ok {
		if int(t.Rows()*t.RowLength()) != n {
			return unsupported("rope_freqs.weight has %d elements, want %d", t.Rows()*t.RowLength(), n)
		}
		factors := make([]float32, n)
		if err := m.f.ReadRows(t, 0, t.Rows(), factors); err != nil {
			return err
		}
		for i, f := range factors {
			m.rope.frequency[i] /= float64(f)
		}
	}
	kind, ok := m.f.String(arch + ".rope.scaling.type")
	switch {
	case kind == "none":
	case !ok || kind == "linear":
		for i := range m.rope.frequency {
			m.rope.frequency[i] /= factor
		}
	case kind == "yarn":
		original, ok := m.f.Uint(arch + ".rope.scaling.original_context_length")
		if !ok {
			original = uint64(m.context)
		}
		at := func(turns float64) float64 { // the pair that turns so often over the original context
			return float64(m.ropeDim) * math.Log(float64(original)/(turns*2*math.Pi)) / (2 * math.Log(base))
		}
		low := max(0, math.Floor(at(float("scaling.yarn_beta_fast", 32))))
		high := min(float64(m.ropeDim-1), math.Ceil(at(float("scaling.yarn_beta_slow", 1))))
		for i, f := range m.rope.frequency {
			keep := 1 - min(1, max(0, (float64(i)-low)/max(0.001, high-low)))
			m.rope.frequency[i] = f/factor*(1-keep) + f*keep
		}
		m.rope.magnitude = float("scaling.attn_factor", 1) * (1 + 0.1*math.Log(factor))
	default:
		return unsupported("rotation scaling %q", kind)
	}
	return nil
}

// rotate turns the heads of x, each of headDim elements, to a position.
func rotate[T Number](x []T, headDim, position int, r rotation, halves bool) {
	n := len(r.frequency)
	for i, f := range r.frequency {
		sin, cos := math.Sincos(float64(position) * f)
		s, c := T(sin*r.magnitude), T(cos*r.magnitude)
		first, second := 2*i, 2*i+1
		if halves {
			first, second = i, i+n
		}
		for h := 0; h < len(x); h += headDim {
			a, b := x[h+first], x[h+second]
			x[h+first], x[h+second] = a*c-b*s, a*s+b*c
		}
	}
}
