package wire

import (
	"crypto/sha256"
	"crypto/subtle"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"

	"github.com/assay-network/assay/job"
)

// local guards a door that listens on loopback and spends money. A web page that the owner merely visits can send
// requests to loopback, either across origins or, by pointing its own name at 127.0.0.1 (DNS rebinding), even within
// one; so the Host header must name this machine and an Origin must be local too.
type local struct {
	hosts   map[string]bool // host names allowed besides loopback, lower case
	origins map[string]bool // origins allowed besides loopback, e.g. "https://wallet.example"
}

func newLocal(hosts, origins []string) local {
	l := local{hosts: map[string]bool{}, origins: map[string]bool{}}
	for _, h := range hosts {
		l.hosts[strings.ToLower(h)] = true
	}
	for _, o := range origins {
		l.origins[strings.ToLower(strings.TrimSuffix(o, "/"))] = true
	}
	return l
}

// check returns the fault for a request that a foreign page may have caused, or nil.
func (l local) check(r *http.Request) *job.Fault {
	if host := hostOnly(r.Host); !isLoopbackName(host) && !l.hosts[host] {
		return job.Faultf(job.FaultAuth, "host_not_allowed",
			"the Host header names %q, which is not this machine: use 127.0.0.1, or allow the name in the configuration", printable(host, 100))
	}
	for _, origin := range r.Header.Values("Origin") {
		if !l.originAllowed(origin) {
			return job.Faultf(job.FaultAuth, "origin_not_allowed",
				"web pages of %q may not use this door: allow the origin in the configuration if they should", printable(origin, 100))
		}
	}
	return nil
}

func (l local) originAllowed(origin string) bool {
	if l.origins[strings.ToLower(origin)] {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.User == nil && isLoopbackName(strings.ToLower(u.Hostname()))
}

// hostOnly returns the host of a Host header, lower case, without port and brackets.
func hostOnly(hostport string) string {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	return strings.ToLower(strings.Trim(host, "[]"))
}

func isLoopbackName(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// fromLoopback reports whether the connection itself comes from this machine.
func fromLoopback(r *http.Request) bool {
	ap, err := netip.ParseAddrPort(r.RemoteAddr)
	return err == nil && ap.Addr().Unmap().IsLoopback()
}

// keyring holds hashes of bearer keys, so that comparing takes the same time whatever was sent.
type keyring [][sha256.Size]byte

func newKeyring(keys []string) keyring {
	var ring keyring
	for _, k := range keys {
		if k != "" {
			ring = append(ring, sha256.Sum256([]byte(k)))
		}
	}
	return ring
}

// admits reports whether the request carries one of the keys as "Authorization: Bearer KEY".
func (ring keyring) admits(r *http.Request) bool {
	scheme, key, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return false
	}
	got := sha256.Sum256([]byte(strings.TrimSpace(key)))
	found := 0
	for i := range ring {
		found |= subtle.ConstantTimeCompare(got[:], ring[i][:])
	}
	return found == 1
}
