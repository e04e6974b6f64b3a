package wire

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/assay-network/assay/job"
)

// ledger is a small Control.
type ledger struct{}

func (ledger) Status(context.Context) (any, error)   { return map[string]any{"block": 7}, nil }
func (ledger) Channels(context.Context) (any, error) { return []job.Hash{someChannel}, nil }
func (ledger) Receipts(_ context.Context, limit int) (any, error) {
	return map[string]int{"limit": limit}, nil
}
func (ledger) Providers(context.Context) (any, error) { return nil, errors.New("secret detail") }
func (ledger) Balances(context.Context) (any, error)  { panic("secret detail") }
func (ledger) CloseChannel(_ context.Context, id job.Hash) (any, error) {
	if id != someChannel {
		return nil, job.Faultf(job.FaultNotFound, "channel_not_found", "no channel %s", id.Short())
	}
	return map[string]bool{"closed": true}, nil
}

func TestControlClient(t *testing.T) {
	noLeaks(t)
	path := filepath.Join(t.TempDir(), "control.token")
	if _, err := ReadToken(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no file yet: %v", err)
	}
	token, err := TokenFile(path)
	if err != nil || len(token) != 64 {
		t.Fatalf("%q %v", token, err)
	}
	if again, err := TokenFile(path); again != token || err != nil {
		t.Errorf("the token changes: %q %v", again, err)
	}
	if read, err := ReadToken(path); read != token || err != nil {
		t.Errorf("%q %v", read, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the token: %v %v", info, err)
	}
	// The control door shares the gateway's listener.
	mux := http.NewServeMux()
	mux.Handle("/", NewGateway(newEchoDesk(), GatewayOptions{Log: quiet}))
	mux.Handle("/assay/control/", NewControl(ledger{}, ControlOptions{Token: token, Log: quiet}))
	base, _ := start(t, mux)
	c, err := DialControl(base, token)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Hangup)
	check := func(got json.RawMessage, err error, want string) {
		t.Helper()
		if err != nil || strings.TrimSpace(string(got)) != want {
			t.Errorf("got %s (%v), want %s", got, err, want)
		}
	}
	ctx := t.Context()
	got, err := c.Status(ctx)
	check(got, err, `{"block":7}`)
	got, err = c.Channels(ctx)
	check(got, err, `["`+someChannel.String()+`"]`)
	got, err = c.Receipts(ctx, 5)
	check(got, err, `{"limit":5}`)
	got, err = c.CloseChannel(ctx, someChannel)
	check(got, err, `{"closed":true}`)
	_, err = c.Receipts(ctx, MaxReceipts+1)
	wantFault(t, err, job.FaultInvalid, "invalid_limit")
	_, err = c.CloseChannel(ctx, job.Hash{})
	wantFault(t, err, job.FaultNotFound, "channel_not_found")
	_, err = c.Providers(ctx)
	if f := wantFault(t, err, job.FaultInternal, "internal_error"); strings.Contains(f.Message, "secret") {
		t.Error(f)
	}
	_, err = c.Balances(ctx)
	if f := wantFault(t, err, job.FaultInternal, "internal_error"); strings.Contains(f.Message, "secret") {
		t.Error(f)
	}
}

func TestAttackOnTheControlDoor(t *testing.T) {
	noLeaks(t)
	const token = "0123456789abcdef0123456789abcdef"
	base, c := start(t, NewControl(ledger{}, ControlOptions{Token: token, Log: quiet}))
	url := base + controlPrefix + "/status"
	for _, tc := range []struct {
		name   string
		status int
		header []string
	}{
		{"the owner", 200, []string{"Authorization", "Bearer " + token}},
		{"no token", 401, nil},
		{"wrong token", 401, []string{"Authorization", "Bearer " + token[1:]}},
		{"empty token", 401, []string{"Authorization", "Bearer "}},
		{"rebound name", 403, []string{"Authorization", "Bearer " + token, "Host", "evil.example"}},
		{"foreign page", 403, []string{"Authorization", "Bearer " + token, "Origin", "https://evil.example"}},
	} {
		if status, _, body := get(t, c, url, tc.header...); status != tc.status {
			t.Errorf("%s: %d %s, want %d", tc.name, status, body, tc.status)
		}
	}
	if status, _, _ := get(t, c, base+controlPrefix+"/channels/"+someChannel.String()+"/close", "Authorization", "Bearer "+token); status != 405 {
		t.Errorf("closing by GET: %d", status)
	}
	// Without a token nothing opens, not even for an empty bearer.
	locked, c2 := start(t, NewControl(ledger{}, ControlOptions{Log: quiet}))
	for _, auth := range []string{"", "Bearer", "Bearer "} {
		if status, _, _ := get(t, c2, locked+controlPrefix+"/status", "Authorization", auth); status != 401 {
			t.Errorf("door without a token, Authorization %q: %d", auth, status)
		}
	}
	if path := filepath.Join(t.TempDir(), "token"); os.WriteFile(path, []byte("short"), 0o600) == nil {
		if _, err := TokenFile(path); err == nil {
			t.Error("a damaged token file is taken")
		}
	}
}
