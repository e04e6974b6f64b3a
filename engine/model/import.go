package model

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/assay-network/assay/engine/gguf"
	"github.com/assay-network/assay/engine/kernel"
	"github.com/assay-network/assay/exact"
)

// ErrUnsupported is wrapped by errors about files that are well formed but
// hold a model that the exact lane cannot run.
var ErrUnsupported = errors.New("this model is not supported")

func unsupported(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrUnsupported, fmt.Sprintf(format, args...))
}

// Progress is called now and then, never twice at once, with the bytes done and their total.
type Progress func(done, total int64)

// Importer turns one GGUF file into a stored model. Its memory is a few
// megabytes a processor beside the vocabulary, whatever the file's size.
type Importer struct {
	model   *Model
	arch    architecture
	scaling ropeScaling
	file    *gguf.File
	plan    plan
}

// NewImporter reads the head of a GGUF file of the given size in bytes, and
// checks everything but the weights. Errors wrap gguf.ErrFormat for a malformed
// file, ErrUnsupported for one that says something the exact lane lacks, or the
// error of r.
func NewImporter(r io.ReaderAt, size int64) (*Importer, error) {
	f, err := gguf.Read(r, size)
	if err != nil {
		return nil, err
	}
	im := &Importer{model: &Model{}, file: f}
	if im.arch, err = architectureOf(f); err != nil {
		return nil, err
	}
	m := im.model
	if err := m.readHeader(f, im.arch); err != nil {
		return nil, err
	}
	if m.tokenizer, err = readTokenizer(f); err != nil {
		return nil, err
	}
	if n := m.tokenizer.Size(); n != int(m.header.Vocab) {
		return nil, unsupported("the vocabulary has %d tokens and the embedding %d rows", n, m.header.Vocab)
	}
	m.shapeTensors()
	if err := m.checkTensors(f); err != nil {
		return nil, err
	}
	if im.scaling, err = readScaling(f, im.arch, m.header); err != nil {
		return nil, err
	}
	im.plan, err = m.plan()
	return im, err
}

// Size is the size of the stored model in bytes.
func (im *Importer) Size() int64 { return im.plan.size }

// Store writes the stored model, Size bytes from offset 0, to w in pieces, from
// several goroutines, the first piece last; what it does not write must read as
// zero. It returns the model's root. progress may be nil; its bytes are those
// of the GGUF file's tensors. Errors wrap ErrUnsupported for weights that are not
// acceptable, or are those of the file or of w.
func (im *Importer) Store(w io.WriterAt, progress Progress) ([32]byte, error) {
	m := im.model
	var err error
	if m.Rope, err = im.scaling.tables(m.header); err != nil {
		return [32]byte{}, err
	}
	ts := m.tensors()
	leaves := make([]leaf, len(ts))
	meter := newMeter(progress)
	for _, t := range im.file.Tensors {
		meter.total += t.Bytes
	}
	var histogram magnitudes
	err = parallel(len(ts), runtime.GOMAXPROCS(0), func() func(i int) error {
		job := &tensorImport{im: im, w: w, meter: meter}
		return func(i int) error {
			var err error
			job.histogram = nil
			if ts[i].matrix == &m.Embedding {
				job.histogram = &histogram
			}
			leaves[i], err = job.run(ts[i], im.plan.offset[i])
			return err
		}
	})
	if err != nil {
		return [32]byte{}, err
	}
	h := &m.header
	h.Residual = histogram.residualPoint(m.Embedding.Exp)
	h.Epsilon = epsilonInt(h.NormEpsilon, h.Residual)
	h.Score = scoreConstant(h.HeadDim)
	if h.QKNorm {
		h.HeadEpsilon = epsilonInt(h.NormEpsilon, exact.PointQ)
	}
	m.leaves = leaves
	if m.root, err = modelRoot(m.header, leaves); err != nil {
		return [32]byte{}, err
	}
	head, err := m.head()
	if err != nil {
		return [32]byte{}, err
	}
	if _, err := w.WriteAt(head, 0); err != nil {
		return [32]byte{}, fmt.Errorf("store model: %w", err)
	}
	meter.finish()
	return m.root, nil
}

// Import turns a GGUF file into an exact model in memory: about 1.1 bytes for
// each weight. See NewImporter and Importer.Store for the errors and progress.
func Import(r io.ReaderAt, size int64, progress Progress) (*Model, error) {
	im, err := NewImporter(r, size)
	if err != nil {
		return nil, err
	}
	data := make(memory, im.Size())
	if _, err := im.Store(data, progress); err != nil {
		return nil, err
	}
	return Map(data)
}

// memory is an io.WriterAt of fixed size.
type memory []byte

func (b memory) WriteAt(p []byte, off int64) (int, error) {
	if off < 0 || off > int64(len(b)) || copy(b[off:], p) < len(p) {
		return 0, io.ErrShortWrite
	}
	return len(p), nil
}

// parallel calls the functions that worker makes, one for each of at most threads
// goroutines, with 0 to n-1, and returns the first error by number, after which
// no more work is begun.
func parallel(n, threads int, worker func() func(i int) error) error {
	errs := make([]error, n)
	var next, failed atomic.Int64
	var wg sync.WaitGroup
	for range max(1, min(threads, n)) {
		do := worker()
		wg.Go(func() {
			for failed.Load() == 0 {
				i := int(next.Add(1) - 1)
				if i >= n {
					return
				}
				if errs[i] = do(i); errs[i] != nil {
					failed.Store(1)
				}
			}
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// meter adds up progress from several goroutines.
type meter struct {
	mu          sync.Mutex
	report      Progress
	done, total int64
}

func newMeter(report Progress) *meter { return &meter{report: report} }

func (p *meter) add(n int64) {
	if p.report == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done = min(p.done+n, p.total)
	p.report(p.done, p.total)
}

// finish makes up for what rounding lost.
func (p *meter) finish() { p.add(p.total) }

// tensorImport is what one goroutine needs to import tensors one after another; its buffers are reused.
type tensorImport struct {
	im        *Importer
	w         io.WriterAt
	meter     *meter
	histogram *magnitudes // of the elements seen, if wanted

	raw    []byte
	x      []float32
	panels []byte
	hash   leafHasher
}

// run imports one tensor to offset of the stored model and returns its leaf.
func (j *tensorImport) run(t tensor, offset int64) (leaf, error) {
	switch {
	case t.matrix != nil:
		return j.matrix(t, offset)
	case t.vector != nil:
		ti, _ := j.im.file.Tensor(t.name)
		x := make([]float32, t.cols)
		if err := j.im.file.ReadRows(ti, 0, 1, x); err != nil {
			return leaf{}, err
		}
		if from := j.im.model.order(j.im.arch, t); from != nil {
			y := make([]float32, len(x))
			for i, k := range from {
				y[i] = x[k]
			}
			x = y
		}
		var err error
		if *t.vector, err = quantizeVector(x); err != nil {
			return leaf{}, unsupported("tensor %s: %v", t.name, err)
		}
		j.meter.add(ti.Bytes)
	}
	l, err := t.leaf(&j.hash)
	if err != nil {
		return leaf{}, errorIn(t.name, err)
	}
	if _, err := j.w.WriteAt(t.appendInts(nil), offset); err != nil {
		return leaf{}, fmt.Errorf("store model: %w", err)
	}
	return l, nil
}

// blockElements is about how many weights are decoded at once.
const blockElements = 1 << 18

// matrix reads a tensor twice: for its largest weight, and to quantise it.
func (j *tensorImport) matrix(t tensor, offset int64) (leaf, error) {
	dst := t.matrix
	ti, _ := j.im.file.Tensor(t.name)
	from := j.im.model.order(j.im.arch, t)
	step := max(1, blockElements/dst.Cols/kernel.PanelRows) * kernel.PanelRows
	var most float64
	err := j.blocks(ti, nil, step, func(_ int, x []float32) error {
		a, err := maxAbs(x)
		if err != nil {
			return unsupported("tensor %s: %v", t.name, err)
		}
		most = max(most, a)
		return nil
	})
	if err != nil {
		return leaf{}, err
	}
	dst.Exp = matrixExponent(most)
	groups := dst.Groups()
	w, mul := make([]int8, groups*exact.Group), make([]uint16, groups)
	j.hash.begin()
	err = j.blocks(ti, from, step, func(first int, x []float32) error {
		rows := len(x) / dst.Cols
		size := kernel.PanelBytes(rows, groups)
		if cap(j.panels) < size {
			j.panels = make([]byte, size)
		}
		j.panels = j.panels[:size]
		clear(j.panels[size-kernel.PanelBytes(1, groups):]) // the last panel may have rows past the end
		for i := range rows {
			quantizeRow(w, mul, x[i*dst.Cols:(i+1)*dst.Cols], dst.Exp)
			kernel.PutRow(j.panels, i, w, mul)
			j.histogram.count(w, mul)
			if err := j.hash.row(w, mul); err != nil {
				return errorIn(t.name, err)
			}
		}
		if _, err := j.w.WriteAt(j.panels, offset+int64(kernel.PanelBytes(first, groups))); err != nil {
			return fmt.Errorf("store model: %w", err)
		}
		return nil
	})
	if err != nil {
		return leaf{}, err
	}
	return j.hash.end(dst.Rows, dst.Cols, dst.Exp), nil
}

// blocks decodes a tensor step rows at a time, in the order that from gives
// (nil: the file's own), and reports half of its bytes as done.
func (j *tensorImport) blocks(ti gguf.TensorInfo, from []int, step int, do func(first int, x []float32) error) error {
	cols, rowBytes := int(ti.RowLength()), int(ti.RowBytes())
	rows := int(ti.Rows())
	if cap(j.x) < step*cols {
		j.x = make([]float32, step*cols)
	}
	if cap(j.raw) < step*rowBytes {
		j.raw = make([]byte, step*rowBytes)
	}
	var reported int64
	for first := 0; first < rows; first += step {
		n := min(step, rows-first)
		raw := j.raw[:n*rowBytes]
		if from == nil {
			if err := j.im.file.ReadRaw(ti, uint64(first), uint64(n), raw); err != nil {
				return err
			}
		} else {
			for i := range n {
				if err := j.im.file.ReadRaw(ti, uint64(from[first+i]), 1, raw[i*rowBytes:(i+1)*rowBytes]); err != nil {
					return err
				}
			}
		}
		x := j.x[:n*cols]
		gguf.Decode(ti.Type, raw, x)
		if err := do(first, x); err != nil {
			return err
		}
		done := ti.Bytes * int64(first+n) / int64(rows) / 2
		j.meter.add(done - reported)
		reported = done
	}
	return nil
}
