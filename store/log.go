package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/gofrs/flock"

	"github.com/assay-network/assay/job"
)

// MaxLine bounds the body of a line of a Log, in bytes.
const MaxLine = 64 << 10

// The files of a Log's directory.
const (
	logName  = "journal" // the lines
	headName = "head"    // number and chain value of the last line that was acknowledged
	lockName = "lock"
)

// lockPause is how long a process waits before it tries for the lock again.
const lockPause = 2 * time.Millisecond

// logGenesis stands before the first line.
var logGenesis = job.Hash(sha256.Sum256([]byte("assay.log.v1")))

// Log is an append-only, hash-chained file of text lines that several processes may read and write, one at a time. Each
// change sees everything that others wrote before it, so that what is decided in one Update holds for all of them.
//
// A line is its number, its time, its chain value and its body. The chain value of the last line is kept a second time,
// in the file head, so that a log which lost its end is noticed. Whoever can write the directory can also write a whole
// new history; to notice that, keep a late chain value elsewhere.
type Log struct {
	dir  string
	lock *flock.Flock
	turn chan struct{}
	step func(string) // called between the steps of an append, for tests; nil otherwise

	// Held by whoever has the turn.
	offset int64 // of the first byte not read yet
	last   int64 // bytes of the last line read
	seq    int64
	chain  job.Hash
	failed error
}

// OpenLog opens the log in a directory, and makes it when there is none. It reads nothing yet: the first Update or View
// does, and checks every line. Errors: ErrReadOnly, ErrFull, ErrTampered (files are missing).
func OpenLog(dir string) (*Log, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("open log %s: %w", dir, classify(err))
	}
	l := &Log{dir: dir, lock: flock.New(filepath.Join(dir, lockName), flock.SetPermissions(0o600)), turn: make(chan struct{}, 1), chain: logGenesis}
	leave, err := l.enter(context.Background())
	if err != nil {
		return nil, fmt.Errorf("open log %s: %w", dir, err)
	}
	defer leave()
	if err := l.create(); err != nil {
		return nil, fmt.Errorf("open log %s: %w", dir, err)
	}
	return l, nil
}

// create makes both files when there are none: the lines first, so that a crash between the two looks new again.
func (l *Log) create() error {
	lines, err := os.Stat(l.path(logName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return classify(err)
	}
	_, headErr := os.Stat(l.path(headName))
	if headErr != nil && !errors.Is(headErr, fs.ErrNotExist) {
		return classify(headErr)
	}
	switch {
	case headErr == nil && err == nil:
		return nil
	case headErr == nil:
		return fmt.Errorf("%w: %s is gone and %s is there: restore both from a backup", ErrTampered, l.path(logName), headName)
	case err == nil && lines.Size() > 0:
		return fmt.Errorf("%w: %s is gone and %s is there: restore both from a backup", ErrTampered, l.path(headName), logName)
	}
	f, err := os.OpenFile(l.path(logName), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return classify(err)
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return classify(err)
	}
	return l.writeHead(0, logGenesis)
}

func (l *Log) path(name string) string { return filepath.Join(l.dir, name) }

func (l *Log) reach(name string) {
	if l.step != nil {
		l.step(name)
	}
}

// enter takes the turn in this process and the lock among processes.
func (l *Log) enter(ctx context.Context) (leave func(), err error) {
	select {
	case l.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if l.failed != nil {
		<-l.turn
		return nil, l.failed
	}
	if ok, err := l.lock.TryLockContext(ctx, lockPause); err != nil || !ok {
		<-l.turn
		return nil, classify(errors.Join(err, ctx.Err()))
	}
	return func() {
		_ = l.lock.Unlock() // closing the file gives the lock back in any case
		<-l.turn
	}, nil
}

// View hands every line that this Log has not handed out yet to read, in order. Errors: ErrTampered, and read's own,
// after which the Log cannot go on.
func (l *Log) View(ctx context.Context, read func(job.LogLine) error) error {
	return l.Update(ctx, 0, read, nil)
}

// Update hands out the lines that this Log has not handed out yet, as View does, and then appends the body that write
// returns, with a time in unix milliseconds; no body, no line. When it returns nil the line is on disk, and read has
// seen it too. No other Update of the same directory, in any process, runs meanwhile. On an error of write nothing has
// changed. Errors: ErrTampered, ErrBounds, ErrFull, and ErrFailed, after which nobody knows until the log is opened again.
func (l *Log) Update(ctx context.Context, at int64, read func(job.LogLine) error, write func() ([]byte, error)) error {
	leave, err := l.enter(ctx)
	if err != nil {
		return fmt.Errorf("log %s: %w", l.dir, err)
	}
	defer leave()
	f, err := os.OpenFile(l.path(logName), os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("log %s: %w", l.dir, classify(err))
	}
	defer f.Close()
	late, err := l.catchUp(f, read)
	if err != nil {
		l.failed = err
		return fmt.Errorf("log %s: %w", l.dir, err)
	}
	if write == nil {
		return nil
	}
	body, err := write()
	if err != nil || len(body) == 0 {
		return err
	}
	if len(body) > MaxLine || bytes.ContainsAny(body, "\n\r") {
		return fmt.Errorf("log %s: %w: a body of %d bytes; want one line of at most %d", l.dir, ErrBounds, len(body), MaxLine)
	}
	line, err := l.append(f, at, body, late)
	if err == nil {
		err = read(line)
	}
	if err != nil {
		l.failed = fmt.Errorf("%w: %w: stop, see that the disk is healthy, and start again", ErrFailed, err)
		return fmt.Errorf("log %s: %w", l.dir, l.failed)
	}
	return nil
}

// append writes one line behind what was read. late says that a crash kept the head from following the last line.
func (l *Log) append(f *os.File, at int64, body []byte, late bool) (job.LogLine, error) {
	if late {
		if err := l.writeHead(l.seq, l.chain); err != nil {
			return job.LogLine{}, err
		}
	}
	line := job.LogLine{Seq: l.seq + 1, Time: at, Body: body}
	line.Chain = linkLine(l.chain, line)
	text := formatLine(line)
	// Half a line that a crash left behind was never acknowledged.
	if err := f.Truncate(l.offset); err != nil {
		return line, classify(err)
	}
	l.reach("cut")
	half := len(text) / 2
	if _, err := f.WriteAt(text[:half], l.offset); err != nil {
		return line, classify(err)
	}
	l.reach("half")
	if _, err := f.WriteAt(text[half:], l.offset+int64(half)); err != nil {
		return line, classify(err)
	}
	l.reach("written")
	if err := f.Sync(); err != nil {
		return line, classify(err)
	}
	l.reach("synced")
	if err := l.writeHead(line.Seq, line.Chain); err != nil {
		return line, err
	}
	l.offset += int64(len(text))
	l.last, l.seq, l.chain = int64(len(text)), line.Seq, line.Chain
	return line, nil
}

// writeHead replaces the head, whole or not at all.
func (l *Log) writeHead(seq int64, chain job.Hash) error {
	tmp := l.path(headName + ".new")
	f, err := os.OpenFile(tmp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return classify(err)
	}
	_, err = f.WriteString(formatHead(seq, chain))
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return classify(err)
	}
	l.reach("head-new")
	if err := os.Rename(tmp, l.path(headName)); err != nil {
		return classify(err)
	}
	l.reach("head")
	return classify(syncDir(l.dir))
}

func formatHead(seq int64, chain job.Hash) string { return fmt.Sprintf("%d %s\n", seq, chain) }

func (l *Log) readHead() (seq int64, chain job.Hash, err error) {
	raw, err := os.ReadFile(l.path(headName))
	if err != nil {
		return 0, chain, fmt.Errorf("%w: the file head cannot be read: %w", ErrTampered, err)
	}
	var text string
	if n, err := fmt.Sscanf(string(raw), "%d %s\n", &seq, &text); n == 2 && err == nil {
		if chain, err = job.ParseHash(text); err == nil && seq >= 0 && string(raw) == formatHead(seq, chain) {
			return seq, chain, nil
		}
	}
	return 0, chain, fmt.Errorf("%w: the file head holds something else than a number and a chain value", ErrTampered)
}

// catchUp reads what was written since the last time and checks it against the head. late says that the head is one
// line behind, as a crash leaves it. The caller has the lock.
func (l *Log) catchUp(f *os.File, read func(job.LogLine) error) (late bool, err error) {
	headSeq, head, err := l.readHead()
	if err != nil {
		return false, err
	}
	if err := l.sameEnd(f); err != nil {
		return false, err
	}
	var before job.Hash // the chain value one line before the end
	if l.seq == headSeq && l.chain != head {
		return false, fmt.Errorf("%w: line %d is not the one that the head names", ErrTampered, l.seq)
	}
	raw, err := io.ReadAll(io.NewSectionReader(f, l.offset, 1<<62))
	if err != nil {
		return false, classify(err)
	}
	for len(raw) > 0 {
		end := bytes.IndexByte(raw, '\n')
		if end < 0 {
			break // half a line
		}
		line, err := parseLine(raw[:end+1])
		if err != nil {
			return false, fmt.Errorf("%w: line %d: %w", ErrTampered, l.seq+1, err)
		}
		if line.Seq != l.seq+1 {
			return false, fmt.Errorf("%w: line %d is followed by line %d", ErrTampered, l.seq, line.Seq)
		}
		if line.Chain != linkLine(l.chain, line) {
			return false, fmt.Errorf("%w: line %d was changed, or one before it", ErrTampered, line.Seq)
		}
		if line.Seq == headSeq && line.Chain != head {
			return false, fmt.Errorf("%w: line %d is not the one that the head names", ErrTampered, line.Seq)
		}
		if err := read(line); err != nil {
			return false, err
		}
		before = l.chain
		l.offset, l.last = l.offset+int64(end+1), int64(end+1)
		l.seq, l.chain = line.Seq, line.Chain
		raw = raw[end+1:]
	}
	switch {
	case headSeq == l.seq:
		return false, nil
	case headSeq == l.seq-1 && (before == head || before.IsZero()): // zero: read in an earlier call
		return true, nil
	case headSeq > l.seq:
		return false, fmt.Errorf("%w: it ends at line %d, and line %d was written: its end was cut off; restore the directory from a backup", ErrTampered, l.seq, headSeq)
	}
	return false, fmt.Errorf("%w: the head names line %d, and there are %d: an old head was put back", ErrTampered, headSeq, l.seq)
}

// sameEnd checks that the last line read is still there, so that a file which was replaced while we run is noticed.
func (l *Log) sameEnd(f *os.File) error {
	if l.last == 0 {
		return nil
	}
	text := make([]byte, l.last)
	if _, err := f.ReadAt(text, l.offset-l.last); err != nil {
		return fmt.Errorf("%w: line %d, which was read before, is gone (%w)", ErrTampered, l.seq, err)
	}
	line, err := parseLine(text)
	if err != nil || line.Seq != l.seq || line.Chain != l.chain {
		return fmt.Errorf("%w: line %d was replaced while this program ran", ErrTampered, l.seq)
	}
	return nil
}

// linkLine returns the chain value of a line after prev:
//
//	sha256( prev      32 bytes
//	        seq        8 bytes, big-endian
//	        time       8 bytes, big-endian
//	        body )
func linkLine(prev job.Hash, line job.LogLine) job.Hash {
	h := sha256.New()
	h.Write(prev[:])
	var head [16]byte
	binary.BigEndian.PutUint64(head[:8], uint64(line.Seq))
	binary.BigEndian.PutUint64(head[8:], uint64(line.Time))
	h.Write(head[:])
	h.Write(line.Body)
	return job.Hash(h.Sum(nil))
}

// formatLine writes a line: number, time, chain value and body with a space between them.
func formatLine(l job.LogLine) []byte {
	return fmt.Appendf(nil, "%d %d %s %s\n", l.Seq, l.Time, l.Chain, l.Body)
}

// parseLine reads a line, and refuses one that formatLine would write differently.
func parseLine(text []byte) (job.LogLine, error) {
	var l job.LogLine
	parts := bytes.SplitN(bytes.TrimSuffix(text, []byte("\n")), []byte(" "), 4)
	if len(parts) != 4 {
		return l, errors.New("it has fewer than four parts")
	}
	var err, err2 error
	l.Seq, err = strconv.ParseInt(string(parts[0]), 10, 64)
	l.Time, err2 = strconv.ParseInt(string(parts[1]), 10, 64)
	if err = errors.Join(err, err2); err != nil {
		return l, err
	}
	if l.Chain, err = job.ParseHash(string(parts[2])); err != nil {
		return l, err
	}
	l.Body = bytes.Clone(parts[3])
	if !bytes.Equal(formatLine(l), text) {
		return l, errors.New("it is not written as this program writes")
	}
	return l, nil
}
