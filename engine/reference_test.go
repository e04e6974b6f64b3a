package engine

import (
	"bytes"
	"fmt"
	"math"
	"testing"

	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/model"
)

// reference evaluates a llama-architecture GGUF file in float64, straight
// from the textbook: the yardstick for the integer engine's accuracy.
type reference struct {
	f                               *gguf.File
	dim, layers, heads, kv, hd, ffn int
	vocab                           int
	eps, theta                      float64
	tensors                         map[string][]float32
	keys, values                    [][][]float64 // [layer][position]
}

func newReference(t testing.TB, b []byte) *reference {
	t.Helper()
	f, err := gguf.Read(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	num := func(key string) int {
		v, _ := f.Uint("llama." + key)
		return int(v)
	}
	r := &reference{f: f, dim: num("embedding_length"), layers: num("block_count"), heads: num("attention.head_count"),
		kv: num("attention.head_count_kv"), ffn: num("feed_forward_length"), theta: 10000, tensors: map[string][]float32{}}
	r.hd = r.dim / r.heads
	r.eps, _ = f.Float("llama.attention.layer_norm_rms_epsilon")
	if v, ok := f.Float("llama.rope.freq_base"); ok {
		r.theta = v
	}
	for _, ti := range f.Tensors {
		x := make([]float32, ti.Rows()*ti.RowLength())
		if err := f.ReadRows(ti, 0, ti.Rows(), x); err != nil {
			t.Fatal(err)
		}
		r.tensors[ti.Name] = x
	}
	if r.tensors["output.weight"] == nil {
		r.tensors["output.weight"] = r.tensors["token_embd.weight"]
	}
	r.vocab = len(r.tensors["token_embd.weight"]) / r.dim
	r.reset()
	return r
}

// useImported replaces the matrices by the integer weights of m, so that
// what remains of the difference is the engine's arithmetic alone.
func (r *reference) useImported(m *model.Model) {
	put := func(name string, x *model.Matrix) {
		var out []float32
		for row := range x.Rows {
			w, mul := x.Row(row)
			for i := range x.Cols {
				out = append(out, float32(math.Ldexp(float64(w[i])*float64(mul[i/32]), -x.Exp)))
			}
		}
		r.tensors[name] = out
	}
	put("token_embd.weight", &m.Embedding)
	put("output.weight", m.Output())
	for i := range m.Layers {
		l := &m.Layers[i]
		p := fmt.Sprintf("blk.%d.", i)
		for name, x := range map[string]*model.Matrix{"attn_q": &l.Q, "attn_k": &l.K, "attn_v": &l.V, "attn_output": &l.O,
			"ffn_gate": &l.Gate, "ffn_up": &l.Up, "ffn_down": &l.Down} {
			put(p+name+".weight", x)
		}
	}
}

func (r *reference) reset() {
	r.keys, r.values = make([][][]float64, r.layers), make([][][]float64, r.layers)
}

func (r *reference) mul(name string, x []float64) []float64 {
	w := r.tensors[name]
	out := make([]float64, len(w)/len(x))
	for o := range out {
		for i, v := range x {
			out[o] += float64(w[o*len(x)+i]) * v
		}
	}
	return out
}

func (r *reference) norm(name string, h []float64) []float64 {
	var ss float64
	for _, v := range h {
		ss += v * v
	}
	scale := 1 / math.Sqrt(ss/float64(len(h))+r.eps)
	out := make([]float64, len(h))
	for i, v := range h {
		out[i] = v * scale * float64(r.tensors[name][i])
	}
	return out
}

func (r *reference) rotate(x []float64, position int) {
	for head := 0; head < len(x); head += r.hd {
		for i := 0; i < r.hd; i += 2 {
			angle := float64(position) * math.Pow(r.theta, -float64(i)/float64(r.hd))
			sin, cos := math.Sincos(angle)
			a, b := x[head+i], x[head+i+1]
			x[head+i], x[head+i+1] = a*cos-b*sin, a*sin+b*cos
		}
	}
}

// step appends a token and returns the logits after it.
func (r *reference) step(tok uint32) []float64 {
	h := make([]float64, r.dim)
	for i := range h {
		h[i] = float64(r.tensors["token_embd.weight"][int(tok)*r.dim+i])
	}
	for l := range r.layers {
		p := fmt.Sprintf("blk.%d.", l)
		x := r.norm(p+"attn_norm.weight", h)
		q, k, v := r.mul(p+"attn_q.weight", x), r.mul(p+"attn_k.weight", x), r.mul(p+"attn_v.weight", x)
		position := len(r.keys[l])
		r.rotate(q, position)
		r.rotate(k, position)
		r.keys[l], r.values[l] = append(r.keys[l], k), append(r.values[l], v)
		for i, v := range r.mul(p+"attn_output.weight", r.attend(l, q)) {
			h[i] += v
		}
		x = r.norm(p+"ffn_norm.weight", h)
		gate, up := r.mul(p+"ffn_gate.weight", x), r.mul(p+"ffn_up.weight", x)
		for i, g := range gate {
			gate[i] = g / (1 + math.Exp(-g)) * up[i]
		}
		for i, v := range r.mul(p+"ffn_down.weight", gate) {
			h[i] += v
		}
	}
	return r.mul("output.weight", r.norm("output_norm.weight", h))
}

func (r *reference) attend(l int, q []float64) []float64 {
	out := make([]float64, r.dim)
	for head := range r.heads {
		kv := head / (r.heads / r.kv) * r.hd
		scores := make([]float64, len(r.keys[l]))
		most := math.Inf(-1)
		for p, k := range r.keys[l] {
			for i := range r.hd {
				scores[p] += q[head*r.hd+i] * k[kv+i]
			}
			scores[p] /= math.Sqrt(float64(r.hd))
			most = max(most, scores[p])
		}
		var total float64
		for p := range scores {
			scores[p] = math.Exp(scores[p] - most)
			total += scores[p]
		}
		for p, v := range r.values[l] {
			for i := range r.hd {
				out[head*r.hd+i] += scores[p] / total * v[kv+i]
			}
		}
	}
	return out
}

// accuracy is how far the integer logits of a text are from float64's.
type accuracy struct {
	positions, sameTop int
	rms                float64 // of the logits' differences, after removing their mean
	spread             float64 // standard deviation of the reference's logits
	lossExact, lossRef float64 // mean negative log likelihood of the next tokens
	divergence         float64 // mean Kullback-Leibler divergence, in nats
}

func logSoftmax(x []float64) []float64 {
	most := math.Inf(-1)
	for _, v := range x {
		most = max(most, v)
	}
	var total float64
	for _, v := range x {
		total += math.Exp(v - most)
	}
	out := make([]float64, len(x))
	for i, v := range x {
		out[i] = v - most - math.Log(total)
	}
	return out
}

// measure teacher-forces tokens through both.
func measure(t testing.TB, e *Engine, r *reference, tokens []uint32) accuracy {
	t.Helper()
	var a accuracy
	r.reset()
	err := e.NewSession().Extend(tokens, func(i int, logits []int32) error {
		ref := r.step(tokens[i])
		got := make([]float64, len(logits))
		var meanDiff, mean float64
		topGot, topRef := 0, 0
		for k := range got {
			got[k] = float64(logits[k]) / 65536
			meanDiff += (got[k] - ref[k]) / float64(len(got))
			mean += ref[k] / float64(len(got))
			if got[k] > got[topGot] {
				topGot = k
			}
			if ref[k] > ref[topRef] {
				topRef = k
			}
		}
		for k := range got {
			d := got[k] - ref[k] - meanDiff
			a.rms += d * d / float64(len(got))
			a.spread += (ref[k] - mean) * (ref[k] - mean) / float64(len(got))
		}
		lg, lr := logSoftmax(got), logSoftmax(ref)
		for k := range lg {
			a.divergence += math.Exp(lr[k]) * (lr[k] - lg[k])
		}
		if i+1 < len(tokens) {
			a.lossExact -= lg[tokens[i+1]]
			a.lossRef -= lr[tokens[i+1]]
		}
		a.positions++
		if topGot == topRef {
			a.sameTop++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	n := float64(a.positions)
	a.rms, a.spread = math.Sqrt(a.rms/n), math.Sqrt(a.spread/n)
	a.lossExact, a.lossRef, a.divergence = a.lossExact/(n-1), a.lossRef/(n-1), a.divergence/n
	return a
}

func (a accuracy) String() string {
	return fmt.Sprintf("%d positions: logits rms error %.5f of spread %.3f, same top token %.2f%%, loss %.6f against %.6f (perplexity ratio %.6f), divergence %.2e nats",
		a.positions, a.rms, a.spread, 100*float64(a.sameTop)/float64(a.positions), a.lossExact, a.lossRef, math.Exp(a.lossExact-a.lossRef), a.divergence)
}
