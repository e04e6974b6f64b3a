package wire

import (
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/assay-network/assay/job"
)

func TestRegistrationIsFetched(t *testing.T) {
	noLeaks(t)
	s, _, base := startSeller(t, SellerOptions{}, PeerOptions{})
	want, _ := s.Registration(t.Context())
	got, err := FetchRegistration(t.Context(), base+registrationPath, FetchOptions{AllowPrivate: true})
	if err != nil || strings.TrimSpace(string(got)) != string(want) {
		t.Errorf("%q %v", got, err)
	}
	got, err = FetchRegistration(t.Context(), "data:application/json;base64,"+base64.StdEncoding.EncodeToString(want), FetchOptions{})
	if err != nil || string(got) != string(want) {
		t.Errorf("%q %v", got, err)
	}
	got, err = FetchRegistration(t.Context(), "data:application/json;charset=utf-8;base64,e30=", FetchOptions{})
	if err != nil || string(got) != "{}" {
		t.Errorf("%q %v", got, err)
	}
}

func TestRegistrationURIsRefused(t *testing.T) {
	big := base64.StdEncoding.EncodeToString(make([]byte, MaxRegistration+1))
	for uri, code := range map[string]string{
		"":                                    "invalid_uri",
		"ipfs://bafy":                         "invalid_uri",
		"file:///etc/passwd":                  "invalid_uri",
		"gopher://127.0.0.1:6379/_FLUSH":      "invalid_uri",
		"http://user@host/":                   "invalid_uri",
		"data:application/json,{}":            "invalid_uri",
		"data:text/html;base64,e30=":          "invalid_uri",
		"data:application/json;base64,@@@":    "invalid_uri",
		"data:application/json;base64,e30":    "invalid_uri",
		"data:application/json;base64," + big: "registration_too_large",
		"data:application/json;base64," + strings.Repeat("e30=", 1e6): "registration_too_large",
	} {
		_, err := FetchRegistration(t.Context(), uri, FetchOptions{AllowPrivate: true})
		var f *job.Fault
		if !errors.As(err, &f) || f.Code != code {
			t.Errorf("%.60s: got %v, want %s", uri, err, code)
		}
	}
}

// TestAttackRegistrationIntoThePrivateNetwork registers addresses of the reader's own network, in all their spellings
// (server-side request forgery). The door behind them must not even see a connection.
func TestAttackRegistrationIntoThePrivateNetwork(t *testing.T) {
	noLeaks(t)
	var seen atomic.Int32
	base, _ := start(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { seen.Add(1); _, _ = io.WriteString(w, "{}") }))
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(base, "http://"))
	for _, host := range []string{"127.0.0.1", "localhost", "127.1.2.3", "0.0.0.0", "[::ffff:127.0.0.1]", "[::]", "10.0.0.1", "192.168.1.1", "172.16.0.1",
		"169.254.169.254", "[fe80::1]", "[fd00::1]", "100.64.0.1", "[64:ff9b::7f00:1]", "224.0.0.1", "255.255.255.255"} {
		_, err := FetchRegistration(t.Context(), "http://"+host+":"+port+"/", FetchOptions{Timeout: 2 * time.Second})
		if err == nil || (!errors.Is(err, ErrPrivateAddress) && !strings.Contains(err.Error(), "no such host")) {
			t.Errorf("%s: %v", host, err)
		}
	}
	if n := seen.Load(); n != 0 {
		t.Errorf("%d requests got through", n)
	}
	if _, err := FetchRegistration(t.Context(), base, FetchOptions{AllowPrivate: true}); err != nil || seen.Load() != 1 {
		t.Errorf("allowed for development: %v", err)
	}
}

func TestPublicAddresses(t *testing.T) {
	for text, want := range map[string]bool{"8.8.8.8": true, "2606:4700::1111": true, "::ffff:8.8.8.8": true, "::1": false, "::ffff:10.0.0.1": false, "fe80::1%eth0": false,
		"fc00::1": false, "2002:7f00:1::": false, "2001:0:1::": false, "198.18.0.1": false, "240.0.0.1": false, "ff02::1": false, "192.0.2.1": false} {
		if got := isPublic(netip.MustParseAddr(text)); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}

func TestAttackRegistrationServer(t *testing.T) {
	for name, tc := range map[string]struct {
		attack func(net.Conn)
		code   string
	}{
		"endless file":   {func(c net.Conn) { io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n"); endless(c, "x") }, "registration_too_large"},
		"announced huge": {func(c net.Conn) { io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n") }, "registration_too_large"},
		"redirect to the inside": {func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 301 Go\r\nLocation: http://127.0.0.1:22/\r\nContent-Length: 0\r\n\r\n")
		}, "redirect"},
		"silence": {func(net.Conn) { time.Sleep(1200 * time.Millisecond) }, "timeout"},
		"a byte at a time": {func(c net.Conn) {
			io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n")
			for range 60 {
				if _, err := io.WriteString(c, " "); err != nil {
					return
				}
				time.Sleep(50 * time.Millisecond)
			}
		}, "timeout"},
		"not found": {func(c net.Conn) { replyRaw(c, "404 No", "text/html", "no") }, "registration_status"},
	} {
		t.Run(name, func(t *testing.T) {
			noLeaks(t)
			_, err := FetchRegistration(t.Context(), rawServer(t, tc.attack), FetchOptions{AllowPrivate: true, Timeout: 500 * time.Millisecond})
			var f *job.Fault
			if !errors.As(err, &f) || f.Code != tc.code {
				t.Errorf("got %v, want %s", err, tc.code)
			}
		})
	}
}
