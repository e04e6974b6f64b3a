package wire

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"
)

func TestShutdownLetsAnswersEnd(t *testing.T) {
	noLeaks(t)
	ctx, stop := context.WithCancel(t.Context())
	ln, err := Listen(ctx, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Listen(ctx, ln.Addr().String()); err == nil || !strings.Contains(err.Error(), "another node") {
		t.Errorf("listening twice: %v", err)
	}
	began := make(chan struct{})
	ended := make(chan error, 1)
	go func() {
		ended <- Serve(ctx, ln, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			close(began)
			time.Sleep(300 * time.Millisecond)
			if r.Context().Err() != nil {
				return
			}
			_, _ = io.WriteString(w, "whole")
		}), ServeOptions{Grace: 5 * time.Second, Log: quiet})
	}()
	got := make(chan string, 1)
	go func() {
		c := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
		resp, err := c.Get("http://" + ln.Addr().String())
		if err != nil {
			got <- err.Error()
			return
		}
		defer resp.Body.Close()
		raw, _ := io.ReadAll(resp.Body)
		got <- string(raw)
	}()
	<-began
	stop()
	if err := <-ended; err != nil {
		t.Errorf("a clean end: %v", err)
	}
	if s := <-got; s != "whole" {
		t.Errorf("the answer was cut: %q", s)
	}
	if _, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", ln.Addr().String()); err == nil {
		t.Error("the port is still open")
	}
}

func TestShutdownCutsWhatHangs(t *testing.T) {
	noLeaks(t)
	ctx, stop := context.WithCancel(t.Context())
	ln, err := Listen(ctx, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	began := make(chan struct{})
	left := false // written before Serve returns, since it waits for handlers
	ended := make(chan error, 1)
	go func() {
		ended <- Serve(ctx, ln, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			close(began)
			<-r.Context().Done()
			time.Sleep(100 * time.Millisecond)
			left = true
		}), ServeOptions{Grace: 200 * time.Millisecond, Log: quiet})
	}()
	conn := dialRaw(t, "http://"+ln.Addr().String())
	fmt.Fprint(conn, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
	<-began
	at := time.Now()
	stop()
	if err := <-ended; err == nil || !strings.Contains(err.Error(), "cut after") || !left || time.Since(at) > 2*time.Second {
		t.Errorf("%v, handler ended: %v, after %s", err, left, time.Since(at))
	}
}

func TestAttackSlowHeader(t *testing.T) {
	noLeaks(t)
	const headerTime = 500 * time.Millisecond
	base := startWith(t, NewGateway(newEchoDesk(), GatewayOptions{Log: quiet}), ServeOptions{HeaderTime: headerTime})
	conn := dialRaw(t, base)
	began := time.Now()
	fmt.Fprint(conn, "GET /healthz HTTP/1.1\r\n")
	go func() {
		for range 100 {
			if _, err := fmt.Fprint(conn, "X-A: b\r\n"); err != nil {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
	}()
	_ = conn.SetReadDeadline(began.Add(10 * headerTime))
	_, _ = io.Copy(io.Discard, conn)
	if d := time.Since(began); d > 4*headerTime {
		t.Errorf("the connection lived for %s", d)
	}
}

func TestAttackHugeHeader(t *testing.T) {
	base, _ := start(t, NewGateway(newEchoDesk(), GatewayOptions{Log: quiet}))
	conn := dialRaw(t, base)
	fmt.Fprintf(conn, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-A: %s\r\n\r\n", strings.Repeat("x", 2*MaxHeader))
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || resp.StatusCode != http.StatusRequestHeaderFieldsTooLarge {
		t.Errorf("%v %v", resp, err)
	}
}

func TestAttackManyConnections(t *testing.T) {
	noLeaks(t)
	base := startWith(t, NewGateway(newEchoDesk(), GatewayOptions{Log: quiet}), ServeOptions{MaxConns: 3})
	var conns []net.Conn
	for range 3 {
		conn := dialRaw(t, base)
		fmt.Fprint(conn, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n") // the answer shows that it was accepted
		if _, err := http.ReadResponse(bufio.NewReader(conn), nil); err != nil {
			t.Fatal(err)
		}
		conns = append(conns, conn)
	}
	for range 5 {
		conn := dialRaw(t, base)
		_ = conn.SetReadDeadline(time.Now().Add(2 * time.Second))
		if _, err := conn.Read(make([]byte, 1)); err == nil || os.IsTimeout(err) {
			t.Errorf("a connection too many is kept: %v", err)
		}
	}
	conns[0].Close()
	for range 100 {
		conn := dialRaw(t, base)
		fmt.Fprint(conn, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		if resp, err := http.ReadResponse(bufio.NewReader(conn), nil); err == nil && resp.StatusCode == 200 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("the place of a closed connection is not given back")
}
