package wire

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// lineWriter writes NDJSON: one JSON value a line, each flushed, each given a bounded time to be taken.
type lineWriter struct {
	w        http.ResponseWriter
	rc       *http.ResponseController
	patience time.Duration
	begun    bool
	broken   error // the first failed write; nothing is written after it
}

func (l *lineWriter) line(v any) error {
	if l.broken != nil {
		return l.broken
	}
	raw, err := marshal(v)
	if err != nil {
		return fmt.Errorf("write a line: %w", err)
	}
	if len(raw) >= MaxLine {
		return fmt.Errorf("write a line of %d bytes: at most %d are allowed, send fewer tokens a chunk", len(raw), MaxLine)
	}
	if !l.begun {
		l.begun = true
		l.w.Header().Set("Content-Type", ndjsonType)
		l.w.Header().Set("Cache-Control", "no-store")
	}
	_ = l.rc.SetWriteDeadline(time.Now().Add(l.patience))
	if _, err = l.w.Write(append(raw, '\n')); err == nil {
		err = l.rc.Flush()
	}
	if err != nil {
		l.broken = fmt.Errorf("the other side takes no more: %w", err)
	}
	return l.broken
}

const ndjsonType = "application/x-ndjson"

// errLine says that a line has no end within the bounds.
var errLine = errors.New("line too long")

// lineReader reads NDJSON lines of bounded length, and a bounded number of bytes in all.
type lineReader struct {
	r     *bufio.Reader
	limit int   // bytes of one line, its end not counted
	left  int64 // bytes still accepted in all
}

func newLineReader(r io.Reader, limit int, total int64) *lineReader {
	return &lineReader{r: bufio.NewReaderSize(r, 16<<10), limit: limit, left: total}
}

// next returns the next line without its end, valid until the following call. Blank lines are not skipped. io.EOF
// comes only after a whole line; a last line without its end is io.ErrUnexpectedEOF.
func (l *lineReader) next() ([]byte, error) {
	var line []byte
	for {
		part, err := l.r.ReadSlice('\n')
		l.left -= int64(len(part))
		if l.left < 0 {
			return nil, fmt.Errorf("%w: the stream is longer than it may be", errLine)
		}
		whole := err == nil
		if whole {
			part = part[:len(part)-1]
		}
		if len(line)+len(part) > l.limit {
			return nil, fmt.Errorf("%w: above %d bytes", errLine, l.limit)
		}
		if whole && line == nil {
			return part, nil
		}
		line = append(line, part...)
		switch {
		case whole:
			return line, nil
		case errors.Is(err, bufio.ErrBufferFull):
		case errors.Is(err, io.EOF) && len(line) > 0:
			return nil, io.ErrUnexpectedEOF
		default:
			return nil, err
		}
	}
}
