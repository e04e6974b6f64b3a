package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/spf13/cobra"
)

// localChain says whether the chain is on this machine.
func (c config) localChain() bool {
	if c.Chain.RPC == "" {
		return true
	}
	u, err := url.Parse(c.Chain.RPC)
	return err == nil && isLoopback(u.Hostname())
}

func isLoopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return host == "localhost" || (err == nil && ip.Unmap().IsLoopback())
}

// private says whether providers at loopback and private addresses are talked to. What stands in a public registry is an
// attacker's word, and must not lead this program into its owner's own network.
func (c config) private() bool {
	if c.Chain.Private != "auto" {
		return c.Chain.Private == "yes"
	}
	return c.localChain()
}

// riskyPrivate says what is risky about talking to private addresses, or nothing.
func (c config) riskyPrivate() error {
	if c.Chain.Private == "yes" && !c.localChain() {
		return fmt.Errorf("chain.private = yes with a chain elsewhere: whoever registers on it can point this node at addresses inside your network")
	}
	return nil
}

// servable refuses doors that would let strangers in. It is asked before a node runs, not before one is talked to.
func (c config) servable() error {
	if c.has("gateway") {
		host, _, err := net.SplitHostPort(c.Gateway.Listen)
		if err != nil {
			return fmt.Errorf("gateway.listen = %q: want host:port, such as 127.0.0.1:4020", c.Gateway.Listen)
		}
		if !isLoopback(host) && c.firstKey() == "" {
			return fmt.Errorf("gateway.listen = %q lets other machines in, and without gateway.api_keys anyone who reaches it spends your money: "+
				"listen on 127.0.0.1, or set keys (ASSAY_GATEWAY_API_KEYS, the file, or --gateway-api-keys)", c.Gateway.Listen)
		}
	}
	if c.has("provider") && c.Provider.Endpoint == "" {
		host, _, err := net.SplitHostPort(c.Provider.Listen)
		if err != nil {
			return fmt.Errorf("provider.listen = %q: want host:port, such as 127.0.0.1:4021", c.Provider.Listen)
		}
		if ip, err := netip.ParseAddr(host); host == "" || (err == nil && ip.IsUnspecified()) {
			return fmt.Errorf("provider.listen = %q means every address, and buyers need one to dial: name the public URL in provider.endpoint", c.Provider.Listen)
		}
	}
	return nil
}

// hosts lists the names by which clients may call the gateway, besides loopback.
func (c config) hosts() []string {
	list := c.Gateway.Hosts
	if host, _, err := net.SplitHostPort(c.Gateway.Listen); err == nil && host != "" {
		list = append(list[:len(list):len(list)], host)
	}
	return list
}

// dialable turns the address of a listener into one that can be dialled: a listener on every address (0.0.0.0, [::])
// is reached at loopback.
func dialable(address string) string {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return address
	}
	if ip, err := netip.ParseAddr(host); host == "" || (err == nil && ip.IsUnspecified()) {
		host = "127.0.0.1" // a listener on [::] takes IPv4 too
	}
	return net.JoinHostPort(host, port)
}

// gatewayURL is where the gateway of this configuration is reached.
func (c config) gatewayURL() string { return "http://" + dialable(c.Gateway.Listen) }

// rpcURL is where the chain of this configuration answers.
func (c config) rpcURL() string {
	if c.Chain.RPC != "" {
		return c.Chain.RPC
	}
	return "http://" + c.Chain.Listen
}

// remoteConfirmations is how many blocks must lie on a transaction before it counts, on a chain of many block makers.
const remoteConfirmations = 3

// chainOptions says how to talk to the chain.
func (c config) chainOptions() chain.Options {
	n := c.Chain.Confirmations
	return chain.Options{Confirmations: n, MineTimeout: 2*time.Minute + time.Duration(n)*15*time.Second}
}

// nodeFile is where a running node leaves its addresses, in its data directory.
const nodeFile = "node.json"

// leaveAddresses writes the node's addresses into its data directory, and removes them when it stops.
func (m *machine) leaveAddresses() error {
	path := filepath.Join(m.cfg.Data, nodeFile)
	if err := writeReady(path, m.info); err != nil {
		return err
	}
	m.closers = append(m.closers, func() error {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
	return nil
}

// adopt takes the addresses that the node on c.Data has left, as far as no flag, variable or file gives others. What is
// not there or cannot be read changes nothing.
func (c *config) adopt(given map[string]bool) {
	raw, err := os.ReadFile(filepath.Join(c.Data, nodeFile))
	if err != nil {
		return
	}
	var info ready
	if json.Unmarshal(raw, &info) != nil {
		return
	}
	free := func(name, value string) bool { return !given[name] || strings.HasSuffix(value, ":0") } // port 0 says nothing
	if gateway, ok := strings.CutPrefix(info.Gateway, "http://"); ok && free("gateway-listen", c.Gateway.Listen) {
		c.Gateway.Listen = gateway
	}
	if info.RPC != "" && !given["chain-rpc"] && free("chain-listen", c.Chain.Listen) {
		c.Chain.RPC = info.RPC
	}
}

// firstKey returns the API key that the owner's own commands show to the gateway, or "".
func (c config) firstKey() string {
	for _, key := range c.Gateway.APIKeys {
		if key != "" {
			return key
		}
	}
	return ""
}

// action is what a command does once its configuration is read.
type action func(ctx context.Context, cfg config, args []string) error

// run makes a command's RunE.
func (l *loader) run(do action) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		cfg, err := l.load()
		if err != nil {
			return err
		}
		return do(c.Context(), cfg, args)
	}
}

// client is run for commands that talk to a running node.
func (l *loader) client(do action) func(*cobra.Command, []string) error {
	return l.run(func(ctx context.Context, cfg config, args []string) error {
		cfg.adopt(l.given)
		return do(ctx, cfg, args)
	})
}
