package wire

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"github.com/assay-network/assay/job"
)

// ErrPrivateAddress says that an address given by a stranger leads into the private network.
var ErrPrivateAddress = errors.New("the address is not on the public internet")

// special lists blocks that netip has no word for and that no public service lives in: RFC 6890 and the registries of
// special-purpose addresses. The last two are tunnels and translations that embed any IPv4 address.
var special = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),
	netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("100::/64"),
	netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("2001::/32"),
	netip.MustParsePrefix("64:ff9b::/96"),
	netip.MustParsePrefix("64:ff9b:1::/48"),
	netip.MustParsePrefix("2002::/16"),
}

// isPublic reports whether ip is an address that a stranger may send us to.
func isPublic(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() {
		return false
	}
	for _, p := range special {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}

// publicOnly is a net.Dialer.Control: it sees the address that is really dialled, after every name was looked up, so
// a name that changes its mind between a check and the dial changes nothing.
func publicOnly(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil || !isPublic(ap.Addr()) {
		return fmt.Errorf("%s: %w (allow private addresses in the configuration for development)", address, ErrPrivateAddress)
	}
	return nil
}

// newTransport returns a transport for addresses that strangers gave: no proxy (it would dial for us, past the check),
// no compression (a bomb would get past the limits), few and short-lived idle connections.
func newTransport(allowPrivate bool, headerTime time.Duration) *http.Transport {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	if !allowPrivate {
		dialer.Control = publicOnly
	}
	return &http.Transport{
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    10 * time.Second,
		ResponseHeaderTimeout:  headerTime,
		MaxResponseHeaderBytes: MaxHeader,
		DisableCompression:     true,
		MaxIdleConnsPerHost:    4,
		IdleConnTimeout:        30 * time.Second,
	}
}

// stayPut refuses to follow redirects: the address is what was published and signed for.
func stayPut(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// FetchOptions bounds the fetching of a registration file. The zero value is ready to use.
type FetchOptions struct {
	AllowPrivate bool          // dial loopback and private addresses too: for development
	Timeout      time.Duration // for everything; 0: 10 seconds
}

// FetchRegistration fetches an ERC-8004 registration file of at most MaxRegistration bytes, by http, https or from a
// base64 data: URI. The URI comes from a public registry, so it is treated as an attacker's: unless AllowPrivate is
// set, no loopback, private or link-local address is dialled, whatever name leads there. The error wraps
// ErrPrivateAddress then, and is a *job.Fault otherwise. The file is not parsed.
func FetchRegistration(ctx context.Context, uri string, o FetchOptions) ([]byte, error) {
	if o.Timeout <= 0 {
		o.Timeout = 10 * time.Second
	}
	if rest, ok := strings.CutPrefix(uri, "data:"); ok {
		return dataURI(rest)
	}
	u, err := parseEndpoint(uri)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, o.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, job.Faultf(job.FaultInvalid, "invalid_uri", "registration URI: %w", err)
	}
	req.Header.Set("Accept", "application/json")
	transport := newTransport(o.AllowPrivate, o.Timeout)
	transport.DisableKeepAlives = true
	client := &http.Client{Transport: transport, CheckRedirect: stayPut}
	resp, err := client.Do(req)
	if err != nil {
		return nil, unreachable(u, err)
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode >= 300 && resp.StatusCode < 400:
		return nil, redirected(u)
	case resp.StatusCode != http.StatusOK:
		return nil, job.Faultf(job.FaultKindOf(resp.StatusCode), "registration_status", "registration file at %s: status %d", u.Redacted(), resp.StatusCode)
	case resp.ContentLength > MaxRegistration:
		return nil, job.Faultf(job.FaultTooLarge, "registration_too_large", "registration file at %s: %d bytes, at most %d are read", u.Redacted(), resp.ContentLength, MaxRegistration)
	}
	raw, err := io.ReadAll(io.LimitReader(resp.Body, MaxRegistration+1))
	if err != nil {
		return nil, unreachable(u, err)
	}
	if len(raw) > MaxRegistration {
		return nil, job.Faultf(job.FaultTooLarge, "registration_too_large", "registration file at %s: above %d bytes", u.Redacted(), MaxRegistration)
	}
	return raw, nil
}

// dataURI decodes what follows "data:" (RFC 2397, base64 only).
func dataURI(rest string) ([]byte, error) {
	head, body, ok := strings.Cut(rest, ",")
	kind, isBase64 := strings.CutSuffix(head, ";base64")
	if !ok || !isBase64 {
		return nil, job.Faultf(job.FaultInvalid, "invalid_uri", "registration data URI: want data:application/json;base64,...")
	}
	if media, _, err := mime.ParseMediaType(kind); err != nil || media != "application/json" {
		return nil, job.Faultf(job.FaultInvalid, "invalid_uri", "registration data URI of type %q: want application/json", printable(kind, 60))
	}
	if base64.StdEncoding.DecodedLen(len(body)) > MaxRegistration+2 {
		return nil, job.Faultf(job.FaultTooLarge, "registration_too_large", "registration data URI: above %d bytes", MaxRegistration)
	}
	raw, err := base64.StdEncoding.Strict().DecodeString(body)
	if err != nil {
		return nil, job.Faultf(job.FaultInvalid, "invalid_uri", "registration data URI: %w", err)
	}
	if len(raw) > MaxRegistration {
		return nil, job.Faultf(job.FaultTooLarge, "registration_too_large", "registration data URI: above %d bytes", MaxRegistration)
	}
	return raw, nil
}

// parseEndpoint parses the URL of another node.
func parseEndpoint(text string) (*url.URL, error) {
	if len(text) > 2048 {
		return nil, job.Faultf(job.FaultInvalid, "invalid_uri", "endpoint of %d bytes: at most 2048 are read", len(text))
	}
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Hostname() == "" || u.User != nil || u.Fragment != "" {
		return nil, job.Faultf(job.FaultInvalid, "invalid_uri", "endpoint %q: want http://HOST:PORT or https://HOST, without user and fragment", printable(text, 200))
	}
	return u, nil
}

func unreachable(u *url.URL, err error) error {
	code := "unreachable"
	var wait net.Error
	if errors.As(err, &wait) && wait.Timeout() {
		code = "timeout"
	}
	var outer *url.Error
	if errors.As(err, &outer) { // it repeats the method and the URL
		err = outer.Err
	}
	return job.Faultf(job.FaultUnavailable, code, "cannot reach %s: %w", u.Host, err)
}

func redirected(u *url.URL) error {
	return job.Faultf(job.FaultUnavailable, "redirect", "%s answers with a redirect, which is not followed: its operator must publish the final address", u.Host)
}
