package float

import (
	"errors"
	"fmt"
	"math"
	"sync"
)

// maxBatch is the number of positions computed together: each batch reads the weights once.
const maxBatch = 128

// Session is one sequence: its keys and values so far.
type Session[T Number] struct {
	m            *Model[T]
	length       int
	keys, values [][]T // [layer][position*kvHeads*headDim]
}

// NewSession starts an empty sequence.
func (m *Model[T]) NewSession() *Session[T] {
	return &Session[T]{m: m, keys: make([][]T, m.layers), values: make([][]T, m.layers)}
}

// Extend appends tokens and calls each with the logits after every one of them, in order. The logits are valid during the
// call only. It stops with the error of each or of reading the file.
func (s *Session[T]) Extend(tokens []uint32, each func(i int, logits []T) error) error {
	for i, t := range tokens {
		if int(t) >= s.m.vocab {
			return fmt.Errorf("token %d at %d is outside the vocabulary of %d", t, i, s.m.vocab)
		}
	}
	for at := 0; at < len(tokens); at += maxBatch {
		batch := tokens[at:min(len(tokens), at+maxBatch)]
		h, err := s.forward(batch)
		if err != nil {
			return err
		}
		logits, err := s.m.logits(h, len(batch))
		if err != nil {
			return err
		}
		for i := range batch {
			if err := each(at+i, logits[i*s.m.vocab:(i+1)*s.m.vocab]); err != nil {
				return err
			}
		}
	}
	return nil
}

// forward runs the layers over a batch and returns the residual stream.
func (s *Session[T]) forward(tokens []uint32) ([]T, error) {
	m, n := s.m, len(tokens)
	h := make([]T, n*m.dim)
	if err := m.embed(h, tokens); err != nil {
		return nil, err
	}
	width := m.kvHeads * m.headDim
	for l := range m.layers {
		x := m.norm(blk(l, "attn_norm.weight"), h, m.dim)
		q, errQ := m.linear(blk(l, "attn_q"), x, n)
		k, errK := m.linear(blk(l, "attn_k"), x, n)
		v, errV := m.linear(blk(l, "attn_v"), x, n)
		if err := errors.Join(errQ, errK, errV); err != nil {
			return nil, err
		}
		if m.held[blk(l, "attn_q_norm.weight")] != nil {
			q = m.norm(blk(l, "attn_q_norm.weight"), q, m.headDim)
		}
		if m.held[blk(l, "attn_k_norm.weight")] != nil {
			k = m.norm(blk(l, "attn_k_norm.weight"), k, m.headDim)
		}
		for t := range n {
			rotate(q[t*m.heads*m.headDim:(t+1)*m.heads*m.headDim], m.headDim, s.length+t, m.rope, m.halves)
			rotate(k[t*width:(t+1)*width], m.headDim, s.length+t, m.rope, m.halves)
		}
		s.keys[l], s.values[l] = append(s.keys[l], k...), append(s.values[l], v...)
		attended := make([]T, len(q))
		m.parallel(n*m.heads, func(lo, hi int) {
			scores := make([]float64, s.length+n)
			for i := lo; i < hi; i++ {
				s.attend(attended[i*m.headDim:(i+1)*m.headDim], q[i*m.headDim:(i+1)*m.headDim], l, i%m.heads, scores[:s.length+i/m.heads+1])
			}
		})
		if err := m.add(h, blk(l, "attn_output"), attended, n); err != nil {
			return nil, err
		}
		x = m.norm(blk(l, "ffn_norm.weight"), h, m.dim)
		gate, errG := m.linear(blk(l, "ffn_gate"), x, n)
		up, errU := m.linear(blk(l, "ffn_up"), x, n)
		if err := errors.Join(errG, errU); err != nil {
			return nil, err
		}
		for i, g := range gate {
			gate[i] = g / (1 + T(math.Exp(-float64(g)))) * up[i]
		}
		if err := m.add(h, blk(l, "ffn_down"), gate, n); err != nil {
			return nil, err
		}
	}
	s.length += n
	return h, nil
}

// attend writes the attention of one head at the position after len(scores)-1 others.
func (s *Session[T]) attend(out, q []T, layer, head int, scores []float64) {
	m := s.m
	width, at := m.kvHeads*m.headDim, head/(m.heads/m.kvHeads)*m.headDim
	most, scale := math.Inf(-1), 1/math.Sqrt(float64(m.headDim))
	for p := range scores {
		scores[p] = float64(dot(q, s.keys[layer][p*width+at:])) * scale
		most = max(most, scores[p])
	}
	var total float64
	for p, v := range scores {
		scores[p] = math.Exp(v - most)
		total += scores[p]
	}
	for p, v := range scores {
		share := T(v / total)
		for i, x := range s.values[layer][p*width+at : p*width+at+m.headDim] {
			out[i] += share * x
		}
	}
}

func (m *Model[T]) logits(h []T, n int) ([]T, error) {
	name := "output"
	if _, ok := m.f.Tensor("output.weight"); !ok {
		name = "token_embd"
	}
	return m.linear(name, m.norm("output_norm.weight", h, m.dim), n)
}

func (m *Model[T]) embed(h []T, tokens []uint32) error {
	info, _ := m.f.Tensor("token_embd.weight")
	row := make([]float32, m.dim)
	for t, tok := range tokens {
		if held := m.held["token_embd.weight"]; held != nil {
			copy(row, held[int(tok)*m.dim:])
		} else if err := m.f.ReadRows(info, uint64(tok), 1, row); err != nil {
			return err
		}
		for i, v := range row {
			h[t*m.dim+i] = T(v)
		}
	}
	return nil
}

// norm normalises each vector of width elements by its root mean square and applies the gain.
func (m *Model[T]) norm(gain string, h []T, width int) []T {
	out, g := make([]T, len(h)), m.held[gain]
	for at := 0; at < len(h); at += width {
		x := h[at : at+width]
		scale := T(1 / math.Sqrt(float64(dot(x, x))/float64(width)+m.eps))
		for i, v := range x {
			out[at+i] = v * scale * T(g[i])
		}
	}
	return out
}

// add adds a linear layer's result to h.
func (m *Model[T]) add(h []T, name string, x []T, n int) error {
	y, err := m.linear(name, x, n)
	if err != nil {
		return err
	}
	for i, v := range y {
		h[i] += v
	}
	return nil
}

// rowBlock is the number of rows that are decoded at a time.
const rowBlock = 32

// linear multiplies n vectors with the matrix name.weight and adds name.bias, if there is one: result of vector t, row r at [t*rows+r].
func (m *Model[T]) linear(name string, x []T, n int) ([]T, error) {
	info, _ := m.f.Tensor(name + ".weight")
	rows, cols := int(info.Rows()), int(info.RowLength())
	out := make([]T, n*rows)
	held, bias := m.held[name+".weight"], m.held[name+".bias"]
	var failed error
	var mu sync.Mutex
	m.parallel((rows+rowBlock-1)/rowBlock, func(lo, hi int) {
		decoded, row := make([]float32, rowBlock*cols), make([]T, cols)
		for b := lo; b < hi; b++ {
			first, count := b*rowBlock, min(rowBlock, rows-b*rowBlock)
			w := decoded[:count*cols]
			if held != nil {
				w = held[first*cols : (first+count)*cols]
			} else if err := m.f.ReadRows(info, uint64(first), uint64(count), w); err != nil {
				mu.Lock()
				failed = err
				mu.Unlock()
				return
			}
			for r := range count {
				for i, v := range w[r*cols : (r+1)*cols] {
					row[i] = T(v)
				}
				var b T
				if bias != nil {
					b = T(bias[first+r])
				}
				multiply(out[first+r:], rows, row, x, n, b)
			}
		}
	})
	return out, failed
}

// multiply writes the products of one row with n vectors to out, stride apart.
func multiply[T Number](out []T, stride int, w, x []T, n int, bias T) {
	cols := len(w)
	t := 0
	for ; t+4 <= n; t += 4 {
		x0, x1 := x[t*cols:][:cols], x[(t+1)*cols:][:cols]
		x2, x3 := x[(t+2)*cols:][:cols], x[(t+3)*cols:][:cols]
		var s0, s1, s2, s3 T
		for i, v := range w {
			s0 += v * x0[i]
			s1 += v * x1[i]
			s2 += v * x2[i]
			s3 += v * x3[i]
		}
		out[t*stride], out[(t+1)*stride], out[(t+2)*stride], out[(t+3)*stride] = s0+bias, s1+bias, s2+bias, s3+bias
	}
	for ; t < n; t++ {
		out[t*stride] = dot(w, x[t*cols:]) + bias
	}
}

// dot is the inner product of a and the first len(a) elements of b.
func dot[T Number](a, b []T) T {
	b = b[:len(a)]
	var s T
	for i, v := range a {
		s += v * b[i]
	}
	return s
}

// parallel splits 0 to n over the threads and waits for them.
func (m *Model[T]) parallel(n int, do func(lo, hi int)) {
	parts := min(m.threads, n)
	var wg sync.WaitGroup
	for p := range parts {
		wg.Go(func() { do(n*p/parts, n*(p+1)/parts) })
	}
	wg.Wait()
}
