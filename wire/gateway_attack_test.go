package wire

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

const hello = `{"model":"assay/echo","messages":[{"role":"user","content":"x"}]}`

func TestAttackDNSRebinding(t *testing.T) {
	base, c, _ := startGateway(t, GatewayOptions{Hosts: []string{"Gateway.Example"}})
	for host, want := range map[string]int{"evil.example": 403, "evil.example:4020": 403, "127.0.0.1.evil.example": 403, "localhost.evil.example": 403,
		"169.254.169.254": 403, "[::ffff:10.0.0.1]": 403, "127.0.0.1:99": 200, "LOCALHOST": 200, "[::1]:4020": 200, "gateway.example": 200} {
		status, _, body := sendJSON(t, c, base+"/v1/chat/completions", hello, "Host", host)
		if status != want {
			t.Errorf("Host %s: %d %s, want %d", host, status, body, want)
		}
	}
	if status, _, _ := get(t, c, base+"/healthz", "Host", "evil.example"); status != 403 {
		t.Errorf("health check for a foreign host: %d", status)
	}
}

// A door on every interface, without keys, and a caller that names loopback in its Host header: the money stays.
func TestAttackSpendingFromAnotherMachine(t *testing.T) {
	for _, c := range []struct {
		remote, auth string
		keys         []string
		want         int
	}{
		{"192.168.1.7:5000", "", nil, 403}, {"[2001:db8::1]:5000", "", nil, 403}, {"8.8.8.8:5000", "", []string{""}, 403}, {"", "", nil, 403}, {"@", "", nil, 403},
		{"127.0.0.1:5000", "", nil, 200}, {"[::1]:5000", "", nil, 200}, {"[::ffff:127.0.0.1]:5000", "", nil, 200},
		{"192.168.1.7:5000", "", []string{"key"}, 401}, {"192.168.1.7:5000", "Bearer key", []string{"key"}, 200},
	} {
		desk := newEchoDesk()
		door := NewGateway(desk, GatewayOptions{Keys: c.keys, Log: quiet})
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://127.0.0.1:4020/v1/chat/completions", strings.NewReader(hello))
		r.RemoteAddr = c.remote
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", c.auth)
		w := httptest.NewRecorder()
		door.ServeHTTP(w, r)
		if w.Code != c.want || (desk.lastAsk().Model != "") != (c.want == 200) {
			t.Errorf("from %q with %q and keys %q: %d %s, want %d", c.remote, c.auth, c.keys, w.Code, w.Body, c.want)
		}
	}
}

func TestAttackForeignWebPage(t *testing.T) {
	base, c, desk := startGateway(t, GatewayOptions{Origins: []string{"https://wallet.example"}})
	for origin, want := range map[string]int{"https://evil.example": 403, "null": 403, "http://127.0.0.1.evil.example": 403, "http://localhost@evil.example": 403,
		"file://": 403, "https://wallet.example.evil.example": 403, "javascript://localhost": 403,
		"http://localhost:3000": 200, "http://127.0.0.1": 200, "https://wallet.example": 200, "http://[::1]:8080": 200} {
		status, header, body := sendJSON(t, c, base+"/v1/chat/completions", hello, "Origin", origin)
		if status != want || (status == 200) != (header.Get("Access-Control-Allow-Origin") == origin) {
			t.Errorf("Origin %s: %d %s, want %d; %v", origin, status, body, want, header)
		}
	}
	// A page can send JSON across origins only after a preflight; as a plain form it is refused for its type.
	form := strings.Replace(hello, "{", `{"user":"form",`, 1)
	if status, _, _ := sendJSON(t, c, base+"/v1/chat/completions", form, "Content-Type", "text/plain"); status != 415 {
		t.Errorf("form post: %d", status)
	}
	if desk.lastAsk().User == "form" {
		t.Error("the form was served")
	}
	req, _ := http.NewRequestWithContext(t.Context(), http.MethodOptions, base+"/v1/chat/completions", nil)
	if status, header, _ := send(t, c, req, "Origin", "https://evil.example", "Access-Control-Request-Method", "POST"); status != 403 || header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("preflight of a foreign page: %d %v", status, header)
	}
	req, _ = http.NewRequestWithContext(t.Context(), http.MethodOptions, base+"/v1/chat/completions", nil)
	if status, header, _ := send(t, c, req, "Origin", "http://localhost:3000", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization,content-type"); status != 204 || header.Get("Access-Control-Allow-Headers") != "authorization,content-type" {
		t.Errorf("preflight of a local page: %d %v", status, header)
	}
}

func TestAttackWithoutKey(t *testing.T) {
	base, c, _ := startGateway(t, GatewayOptions{Keys: []string{"right", "", "also-right"}})
	for auth, want := range map[string]int{"": 401, "Bearer": 401, "Bearer ": 401, "Bearer wrong": 401, "Basic right": 401, "Bearer right2": 401, "Bearer right": 200, "bearer also-right": 200} {
		status, _, body := sendJSON(t, c, base+"/v1/chat/completions", hello, "Authorization", auth)
		if status != want || (want == 401 && *parse[refusedBody](t, body).Error.Code != "invalid_api_key") {
			t.Errorf("Authorization %q: %d %s", auth, status, body)
		}
	}
	for _, path := range []string{"/v1/models", "/v1/models/assay/echo", "/v1/receipts/0x00"} {
		if status, _, _ := get(t, c, base+path); status != 401 {
			t.Errorf("%s without key: %d", path, status)
		}
	}
	if status, _, _ := get(t, c, base+"/healthz"); status != 200 {
		t.Error("the health check needs no key")
	}
}

func TestAttackEndlessBody(t *testing.T) {
	noLeaks(t)
	base, _, _ := startGateway(t, GatewayOptions{BodyTime: 300 * time.Millisecond})
	conn := dialRaw(t, base)
	fmt.Fprintf(conn, "POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
	go func() {
		block := "10000\r\n" + strings.Repeat(" ", 0x10000) + "\r\n"
		for range 4 * MaxBody / 0x10000 {
			if _, err := io.WriteString(conn, block); err != nil {
				return
			}
		}
	}()
	_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || resp.StatusCode != 413 {
		t.Fatalf("%v %v", resp, err)
	}
}

func TestAttackSlowBody(t *testing.T) {
	noLeaks(t)
	base, _, _ := startGateway(t, GatewayOptions{BodyTime: 200 * time.Millisecond})
	conn := dialRaw(t, base)
	fmt.Fprintf(conn, "POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
	began := time.Now()
	_ = conn.SetReadDeadline(began.Add(5 * time.Second))
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil || resp.StatusCode != 400 || time.Since(began) > 3*time.Second {
		t.Fatalf("%v %v after %s", resp, err, time.Since(began))
	}
	if rest, err := io.ReadAll(conn); err != nil {
		t.Fatalf("the connection stays open: %q %v", rest, err)
	}
}

func TestAttackManyAtOnce(t *testing.T) {
	noLeaks(t)
	base, c, desk := startGateway(t, GatewayOptions{MaxConcurrent: 2})
	var all sync.WaitGroup
	conns := []net.Conn{dialRaw(t, base), dialRaw(t, base)}
	const body = `{"model":"assay/echo","prompt":"/wait"}`
	for _, conn := range conns {
		fmt.Fprintf(conn, "POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
		<-desk.waiting
	}
	for range 8 {
		all.Go(func() {
			status, header, text := sendJSON(t, c, base+"/v1/chat/completions", hello)
			if status != 429 || header.Get("Retry-After") == "" || !strings.Contains(text, "rate_limit_error") {
				t.Errorf("%d %v %s", status, header, text)
			}
		})
	}
	all.Wait()
	if status, _, _ := get(t, c, base+"/v1/models"); status != 200 {
		t.Errorf("models while the answers are busy: %d", status)
	}
	for _, conn := range conns {
		conn.Close()
		<-desk.canceled
	}
	for range 50 { // the slots come back
		if status, _, _ := sendJSON(t, c, base+"/v1/chat/completions", hello); status == 200 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("the slots are not given back")
}

func TestAttackPanicInTheDesk(t *testing.T) {
	noLeaks(t)
	base, c, _ := startGateway(t, GatewayOptions{})
	status, _, body := sendJSON(t, c, base+"/v1/completions", `{"model":"assay/echo","prompt":"/panic"}`)
	if e := parse[refusedBody](t, body).Error; status != 500 || *e.Code != "internal_error" || strings.Contains(body, "secret") {
		t.Errorf("%d %s", status, body)
	}
	if status, _, _ := sendJSON(t, c, base+"/v1/chat/completions", hello); status != 200 {
		t.Errorf("after a panic: %d", status)
	}
}

// TestPanicInAHandler is about the last net: before the answer it gives a 500, after it the connection is cut, since
// half an answer must not look whole.
func TestPanicInAHandler(t *testing.T) {
	noLeaks(t)
	d := newDoor(quiet, 0, refuseOpenAI)
	base, c := start(t, d.outermost(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/late" {
			_, _ = io.WriteString(w, "half an ans")
			_ = http.NewResponseController(w).Flush()
		}
		panic("secret detail")
	})))
	if status, _, body := get(t, c, base+"/"); status != 500 || strings.Contains(body, "secret") {
		t.Errorf("%d %s", status, body)
	}
	resp, err := c.Get(base + "/late")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if got, err := io.ReadAll(resp.Body); err == nil || string(got) != "half an ans" {
		t.Errorf("half an answer looks whole: %q %v", got, err)
	}
}

func TestAttackClientThatNeverReads(t *testing.T) {
	noLeaks(t)
	base, _, desk := startGateway(t, GatewayOptions{WriteTime: 200 * time.Millisecond})
	conn := dialRaw(t, base)
	_ = conn.(*net.TCPConn).SetReadBuffer(4096)
	body := `{"model":"assay/echo","max_tokens":500000,"stream":true,"prompt":"` + strings.Repeat("y ", 400_000) + `"}`
	fmt.Fprintf(conn, "POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
	select {
	case <-desk.cut: // the answer is far larger than all buffers, so a write came to stand still
	case <-time.After(10 * time.Second):
		t.Fatal("the stream still waits for its reader")
	}
}

func dialRaw(t *testing.T, base string) net.Conn {
	t.Helper()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}
