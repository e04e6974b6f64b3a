package wire

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/assay-network/assay/job"
)

// hostile returns a Peer whose other side is f, with short timeouts.
func hostile(t *testing.T, f func(conn net.Conn)) *Peer {
	t.Helper()
	p, err := DialPeer(rawServer(t, f), PeerOptions{AllowPrivate: true, CallTime: time.Second, IdleTime: 400 * time.Millisecond, StreamTime: 4 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Hangup)
	return p
}

const goodLine = `{"tokens":[1],"nonce":"0x0000000000000000000000000000000000000000000000000000000000000000","signature":"0x` // + 130 digits and the end

func aLine() string { return goodLine + strings.Repeat("0", 130) + "\"}\n" }

// endless writes s until the other side is gone, at most 256 MiB.
func endless(conn net.Conn, s string) {
	block := []byte(strings.Repeat(s, 1+(64<<10)/len(s)))
	for range (256 << 20) / len(block) {
		if _, err := conn.Write(block); err != nil {
			return
		}
	}
}

// TestAttacksOnAStream plays a provider that answers an order with malice. Each must end soon, with an error that says
// what happened, and without more deliveries than were ordered.
func TestAttacksOnAStream(t *testing.T) {
	const head = "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nConnection: close\r\n\r\n"
	for _, tc := range []struct {
		name    string
		attack  func(conn net.Conn)
		code    string
		message string
	}{
		{"endless line", func(c net.Conn) { io.WriteString(c, head+`{"tokens":[`); endless(c, "1,") }, "bad_peer", "line too long"},
		{"endless line of blanks", func(c net.Conn) { io.WriteString(c, head); endless(c, " ") }, "bad_peer", "line too long"},
		{"endless stream of deliveries", func(c net.Conn) { io.WriteString(c, head); endless(c, aLine()) }, "bad_peer", "more than the 8 tokens"},
		{"endless stream of empty deliveries", func(c net.Conn) { io.WriteString(c, head); endless(c, strings.Replace(aLine(), "[1]", "[]", 1)) }, "bad_peer", "more lines"},
		{"endless stream of blank lines", func(c net.Conn) { io.WriteString(c, head); endless(c, "\n") }, "bad_peer", "no delivery"},
		{"endless header", func(c net.Conn) { io.WriteString(c, "HTTP/1.1 200 OK\r\n"); endless(c, "X-A: b\r\n") }, "unreachable", "cannot reach"},
		{"silence", func(net.Conn) { time.Sleep(1200 * time.Millisecond) }, "timeout", "nothing whole"},
		{"silence after a line", func(c net.Conn) { io.WriteString(c, head+aLine()); time.Sleep(1200 * time.Millisecond) }, "timeout", "nothing whole"},
		{"a byte at a time", func(c net.Conn) {
			io.WriteString(c, head)
			for range 100 {
				if _, err := io.WriteString(c, " "); err != nil {
					return
				}
				time.Sleep(50 * time.Millisecond)
			}
		}, "timeout", "nothing whole"},
		{"wrong content type", func(c net.Conn) { replyRaw(c, "200 OK", "text/html", aLine()) }, "bad_peer", "text/html"},
		{"garbage", func(c net.Conn) { io.WriteString(c, head+"\x00\x01garbage\n") }, "bad_peer", "no delivery"},
		{"no HTTP at all", func(c net.Conn) { io.WriteString(c, "SSH-2.0-OpenSSH\r\n") }, "unreachable", "malformed"},
		{"unknown field", func(c net.Conn) { io.WriteString(c, head+`{"tokens":[1],"bonus":1}`+"\n") }, "bad_peer", "bonus"},
		{"two values in a line", func(c net.Conn) { io.WriteString(c, head+strings.TrimSpace(aLine())+aLine()) }, "bad_peer", "more after"},
		{"token out of range", func(c net.Conn) { io.WriteString(c, head+`{"tokens":[-1]}`+"\n") }, "bad_peer", "no delivery"},
		{"cut within a line", func(c net.Conn) { io.WriteString(c, head+aLine()[:40]) }, "stream_cut", "without a receipt"},
		{"end without a receipt", func(c net.Conn) { io.WriteString(c, head+aLine()) }, "stream_cut", "without a receipt"},
		{"nothing at all", func(c net.Conn) { io.WriteString(c, head) }, "stream_cut", "without a receipt"},
		{"a failure with escape sequences", func(c net.Conn) {
			io.WriteString(c, head+`{"error":{"kind":"busy","code":"x","message":"\u001b[2J\u0007pay \u202emallory"}}`+"\n")
		}, "x", " [2J pay  mallory"},
		{"a failure without an end", func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 503 No\r\nContent-Type: application/json\r\n\r\n{\"error\":{\"kind\":\"busy\",\"message\":\"")
			endless(c, "x")
		}, "bad_peer", "status 503"},
		{"a redirect inside", func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 307 Go\r\nLocation: http://169.254.169.254/latest/meta-data\r\nContent-Length: 0\r\n\r\n")
		}, "redirect", "not followed"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			noLeaks(t)
			p := hostile(t, tc.attack)
			began, lines := time.Now(), 0
			err := p.Serve(t.Context(), anOrder(8, 8), func(d job.Delivery) error { lines++; return nil })
			var f *job.Fault
			if !errors.As(err, &f) || f.Code != tc.code || !strings.Contains(f.Message, tc.message) || len(f.Message) > 700 {
				t.Errorf("got %#v, want code %s and %q", err, tc.code, tc.message)
			}
			if d := time.Since(began); d > 3*time.Second || lines > 10 {
				t.Errorf("%d lines in %s", lines, d)
			}
		})
	}
}

// TestAttacksOnACall does the same to a call with a short answer.
func TestAttacksOnACall(t *testing.T) {
	var bomb bytes.Buffer
	zip := gzip.NewWriter(&bomb)
	zip.Write(make([]byte, 32<<20))
	zip.Close()
	for _, tc := range []struct {
		name    string
		attack  func(conn net.Conn)
		kind    job.FaultKind
		code    string
		message string
	}{
		{"endless body", func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
			endless(c, "[")
		}, job.FaultUnavailable, "bad_peer", "more than the"},
		{"huge announced body", func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999999999999\r\n\r\n")
		}, job.FaultUnavailable, "bad_peer", "999999999999"},
		{"compressed bomb", func(c net.Conn) {
			fmt.Fprintf(c, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n%s", bomb.Bytes())
		}, job.FaultUnavailable, "bad_peer", "cannot be read"},
		{"deep nesting", func(c net.Conn) { replyRaw(c, "200 OK", "application/json", strings.Repeat("[", 900_000)) }, job.FaultUnavailable, "bad_peer", "cannot be read"},
		{"wrong content type", func(c net.Conn) { replyRaw(c, "200 OK", "text/html", "<html>") }, job.FaultUnavailable, "bad_peer", "text/html"},
		{"unknown field", func(c net.Conn) { replyRaw(c, "200 OK", "application/json", `{"offers":[],"x":1}`) }, job.FaultUnavailable, "bad_peer", "cannot be read"},
		{"trailing data", func(c net.Conn) { replyRaw(c, "200 OK", "application/json", `{"offers":[]} {}`) }, job.FaultUnavailable, "bad_peer", "cannot be read"},
		{"too many offers", func(c net.Conn) {
			replyRaw(c, "200 OK", "application/json", `{"offers":[{}`+strings.Repeat(",{}", MaxOffers)+`]}`)
		}, job.FaultUnavailable, "bad_peer", "257 quotes"},
		{"slow body", func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{")
			time.Sleep(1300 * time.Millisecond)
		}, job.FaultUnavailable, "timeout", "cannot reach"},
		{"error of no known form", func(c net.Conn) { replyRaw(c, "402 Pay", "text/plain", "pay me\x1b[2J") }, job.FaultPayment, "bad_peer", "status 402"},
		{"error with an unknown kind", func(c net.Conn) {
			replyRaw(c, "409 No", "application/json", `{"error":{"kind":"haha","code":"used","message":"used before","new":1}}`)
		}, job.FaultConflict, "used", "used before"},
		{"error with a huge message", func(c net.Conn) {
			replyRaw(c, "400 No", "application/json", `{"error":{"kind":"invalid","code":"`+strings.Repeat("c", 5000)+`","message":"`+strings.Repeat("é", 9000)+`"}}`)
		}, job.FaultInvalid, strings.Repeat("c", 64), "é"},
		{"status 299", func(c net.Conn) { replyRaw(c, "299 Fine", "application/json", `{"offers":[]}`) }, job.FaultInternal, "bad_peer", "status 299"},
		{"redirect in a loop", func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 302 Go\r\nLocation: /assay/v1/offers\r\nContent-Length: 0\r\n\r\n")
		}, job.FaultUnavailable, "redirect", "not followed"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			noLeaks(t)
			p := hostile(t, tc.attack)
			began := time.Now()
			_, err := p.Offers(t.Context())
			if f := wantFault(t, err, tc.kind, tc.code); !strings.Contains(f.Message, tc.message) || len(f.Message) > 700 || strings.ContainsAny(f.Message, "\x1b\n") {
				t.Errorf("message %q, want %q", f.Message, tc.message)
			}
			if d := time.Since(began); d > 2*time.Second {
				t.Errorf("took %s", d)
			}
		})
	}
}

// TestAttackShortNonceBatch gives a batch whose commitments are fewer or more than the signed root covers.
func TestAttackShortNonceBatch(t *testing.T) {
	for _, n := range []int{0, 31, 33} {
		raw, err := marshal(job.NonceOffer{Commitments: make([]job.Hash, n)})
		if err != nil {
			t.Fatal(err)
		}
		p := hostile(t, func(c net.Conn) { replyRaw(c, "200 OK", "application/json", string(raw)) })
		_, err = p.Nonces(t.Context(), someChannel, 0)
		wantFault(t, err, job.FaultUnavailable, "bad_peer")
	}
}

func TestAttackReceiptWithoutAnEnd(t *testing.T) {
	noLeaks(t)
	p := hostile(t, func(c net.Conn) {
		line := strings.Replace(aLine(), `"tokens"`, `"receipt":{"finish":1},"tokens"`, 1)
		io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\n\r\n"+line)
		time.Sleep(2500 * time.Millisecond)
	})
	began := time.Now()
	if err := p.Serve(t.Context(), anOrder(8, 8), func(job.Delivery) error { return nil }); err != nil {
		t.Error(err)
	}
	if d := time.Since(began); d > 2*time.Second {
		t.Errorf("an honest receipt was held up for %s", d)
	}
}

func TestPeerRefusesBadEndpoints(t *testing.T) {
	for _, e := range []string{"", "localhost:80", "ftp://h/", "http://", "http://user:pass@h/", "http://h/#f", "http://h/?q=1", "http://h\x00/", "https://" + strings.Repeat("a", 3000)} {
		if _, err := DialPeer(e, PeerOptions{}); err == nil {
			t.Errorf("%q is taken", e)
		}
	}
	noLeaks(t)
	dead := httptest.NewServer(http.NotFoundHandler())
	dead.Close()
	p, err := DialPeer(dead.URL+"/prefix/", PeerOptions{AllowPrivate: true})
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Offers(t.Context())
	wantFault(t, err, job.FaultUnavailable, "unreachable")
	p, _ = DialPeer(dead.URL, PeerOptions{})
	if _, err = p.Offers(t.Context()); !errors.Is(err, ErrPrivateAddress) {
		t.Errorf("a private address is dialled: %v", err)
	}
}
