package wire

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/assay-network/assay/job"
)

// maxControlBody bounds an answer of the owner's own node, in bytes.
const maxControlBody = 16 << 20

// ControlClient is the command line's way to the node. Its answers are the JSON that the node's Control returned.
// Errors are *job.Fault; FaultUnavailable with code "unreachable" means that no node listens there.
type ControlClient struct{ caller }

// DialControl returns a client for the node whose gateway listens at base, such as "http://127.0.0.1:4020", with the
// token that ReadToken found. No connection is made until the first call.
func DialControl(base, token string) (*ControlClient, error) {
	u, err := parseEndpoint(base)
	if err != nil {
		return nil, err
	}
	transport := newTransport(true, 3*time.Minute)
	return &ControlClient{caller{base: u, client: &http.Client{Transport: transport, CheckRedirect: stayPut, Timeout: 3 * time.Minute}, token: token, limit: maxControlBody}}, nil
}

// Hangup closes idle connections.
func (c *ControlClient) Hangup() { c.client.CloseIdleConnections() }

// Status mirrors Control.Status.
func (c *ControlClient) Status(ctx context.Context) (json.RawMessage, error) {
	return c.get(ctx, "/status")
}

// Channels mirrors Control.Channels.
func (c *ControlClient) Channels(ctx context.Context) (json.RawMessage, error) {
	return c.get(ctx, "/channels")
}

// Receipts mirrors Control.Receipts.
func (c *ControlClient) Receipts(ctx context.Context, limit int) (json.RawMessage, error) {
	return c.get(ctx, "/receipts?limit="+strconv.Itoa(limit))
}

// Providers mirrors Control.Providers.
func (c *ControlClient) Providers(ctx context.Context) (json.RawMessage, error) {
	return c.get(ctx, "/providers")
}

// Balances mirrors Control.Balances.
func (c *ControlClient) Balances(ctx context.Context) (json.RawMessage, error) {
	return c.get(ctx, "/balances")
}

// CloseChannel mirrors Control.CloseChannel.
func (c *ControlClient) CloseChannel(ctx context.Context, channel job.Hash) (json.RawMessage, error) {
	return c.valid(c.fetch(ctx, http.MethodPost, controlPrefix+"/channels/"+channel.String()+"/close", nil, c.limit))
}

func (c *ControlClient) get(ctx context.Context, path string) (json.RawMessage, error) {
	return c.valid(c.fetch(ctx, http.MethodGet, controlPrefix+path, nil, c.limit))
}

func (c *ControlClient) valid(raw []byte, err error) (json.RawMessage, error) {
	if err != nil {
		return nil, err
	}
	if !json.Valid(raw) {
		return nil, badPeer(c.base, "sent an answer that is no JSON")
	}
	return raw, nil
}
