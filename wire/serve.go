package wire

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"
)

// ServeOptions configures Serve. The zero value is ready to use.
type ServeOptions struct {
	Grace      time.Duration // for answers in the making to end after ctx does; 0: 10 seconds
	HeaderTime time.Duration // for a request's header to arrive; 0: 10 seconds
	MaxConns   int           // connections at once, further ones are closed as they come; 0: 1024
	Log        *slog.Logger  // nil: slog.Default()
}

// idleTime is how long a connection is kept between two requests. There is no timeout for a whole request: an answer
// may take minutes, so each door gives its own bounds to bodies, to answers and to every write.
const idleTime = 2 * time.Minute

// Listen opens a TCP listener and says what to do when the address is taken.
func Listen(ctx context.Context, address string) (net.Listener, error) {
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, fmt.Errorf("listen on %s (is another node running, or is the address not this machine's?): %w", address, err)
	}
	return ln, nil
}

// Serve answers connections of ln with h until ctx ends. Then it takes no more, gives answers in the making the grace
// period, cancels the rest, and returns when every handler has returned: nil after a clean end, an error that says so
// when some had to be cut. A program that wants its second signal to be immediate passes the context of
// signal.NotifyContext and calls its stop function when ctx ends.
func Serve(ctx context.Context, ln net.Listener, h http.Handler, o ServeOptions) error {
	if o.Grace <= 0 {
		o.Grace = 10 * time.Second
	}
	if o.HeaderTime <= 0 {
		o.HeaderTime = 10 * time.Second
	}
	if o.MaxConns <= 0 {
		o.MaxConns = 1024
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	var handlers tally
	base, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	server := &http.Server{
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !handlers.enter() {
				return // its connection is closed already
			}
			defer handlers.leave()
			h.ServeHTTP(w, r)
		}),
		ReadHeaderTimeout: o.HeaderTime,
		IdleTimeout:       idleTime,
		MaxHeaderBytes:    MaxHeader,
		BaseContext:       func(net.Listener) context.Context { return base },
		ErrorLog:          slog.NewLogLogger(o.Log.Handler(), slog.LevelDebug),
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(&bounded{Listener: ln, open: newSlots(o.MaxConns)}) }()
	select {
	case err := <-ended: // the listener broke
		cut()
		_ = server.Close()
		handlers.drain()
		return fmt.Errorf("serve %s: %w", ln.Addr(), err)
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), o.Grace)
	defer cancel()
	err := server.Shutdown(grace)
	if err != nil {
		cut()
		err = errors.Join(fmt.Errorf("stop %s: answers were cut after %s", ln.Addr(), seconds(o.Grace)), server.Close())
	}
	<-ended
	handlers.drain()
	return err
}

// tally counts handlers at work. Connections may still bring one while the server closes; it is turned away once
// drain has begun.
type tally struct {
	mu     sync.Mutex
	closed bool
	group  sync.WaitGroup
}

func (t *tally) enter() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.closed {
		t.group.Add(1)
	}
	return !t.closed
}

func (t *tally) leave() { t.group.Done() }

func (t *tally) drain() {
	t.mu.Lock()
	t.closed = true
	t.mu.Unlock()
	t.group.Wait()
}

// bounded closes connections beyond a number as they come. Leaving them in the queue, as a waiting listener would,
// lets a few hundred idle ones shut everybody else out.
type bounded struct {
	net.Listener
	open slots
}

// Accept implements net.Listener.
func (b *bounded) Accept() (net.Conn, error) {
	for {
		conn, err := b.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if b.open.take() {
			return &counted{Conn: conn, closed: sync.OnceFunc(b.open.give)}, nil
		}
		_ = conn.Close()
	}
}

// counted gives its place back when it is closed.
type counted struct {
	net.Conn
	closed func()
}

// Close implements net.Conn.
func (c *counted) Close() error {
	defer c.closed()
	return c.Conn.Close()
}
