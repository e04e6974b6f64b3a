package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/wire"
)

// TestPayFromTheCommandLine buys an answer from a provider as any x402 resource is bought, and starts a facilitator beside it.
func TestPayFromTheCommandLine(t *testing.T) {
	dir := home(t)
	node := up(t, dir)
	url := node.info.Provider + "/pay/v1/chat/completions"
	body := `{"model":"assay-small","messages":[{"role":"user","content":"pay bob 5 dollars"}],"max_tokens":40,"temperature":0}`
	r := invoke(t, nil, "pay", url, "--data", dir, "--body", body, "--json")
	var got struct {
		OK       bool
		Status   int
		Body     string
		Recourse string
		Receipt  string
		Payment  struct{ Success bool }
	}
	if err := json.Unmarshal([]byte(r.out), &got); err != nil || r.code != 0 || !got.OK || !got.Payment.Success || got.Recourse != "unsigned" || !strings.Contains(got.Body, "chat.completion") {
		t.Errorf("code %d, %v: %s%s", r.code, err, r.err, r.out)
	}
	claim := invoke(t, nil, "pay", node.info.Provider+"/pay/v1/receipts/"+got.Receipt, "--data", dir)
	file := filepath.Join(t.TempDir(), "claim.json")
	for _, x := range []struct {
		text string
		code int
		says string
	}{
		{claim.out, 0, "nobody but the provider has signed"},
		{strings.Replace(claim.out, `"output":[`, `"output":[7,`, 1), 1, "NO "},
	} {
		if err := os.WriteFile(file, []byte(x.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if r := invoke(t, nil, "verify", file, "--data", dir, "--rpc", node.info.RPC); r.code != x.code || !strings.Contains(r.out, x.says) {
			t.Errorf("code %d: %s%s", r.code, r.err, r.out)
		}
	}
	if r := invoke(t, nil, "pay", url, "--data", dir, "--body", body, "--max", "0.000001"); r.code != 1 || !strings.Contains(r.err, "--max") {
		t.Errorf("dearer than allowed: code %d: %s%s", r.code, r.err, r.out)
	}
	f, err := startBinary(t, t.TempDir(), "facilitator", "--rpc", node.info.RPC, "--listen", freePort(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.stop)
	response, err := http.Get(f.info.Provider + "/supported")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var supported struct{ Kinds []struct{ Scheme string } }
	if err := json.NewDecoder(response.Body).Decode(&supported); err != nil || len(supported.Kinds) != 2 {
		t.Errorf("%v: supports %v", err, supported)
	}
}

// TestPayAndKilledProvider kills the process of a provider while it sells to an x402 client, and starts it again: the same command gets the
// answer for the money that was sent already.
func TestPayAndKilledProvider(t *testing.T) {
	alice := home(t)
	node := up(t, alice)
	eyes, err := chain.Dial(t.Context(), node.info.RPC, nil, chain.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(eyes.Close)
	for _, checkpoint := range []string{"till:collected", "provider:chunk-kept"} {
		t.Run(checkpoint, func(t *testing.T) {
			dir, address := t.TempDir(), freePort(t)
			start := func(at string) *process {
				bob, err := startProgram(context.Background(), "env", "bob", dir, "ASSAY_CRASH_AT="+at, binary(t), "up", "--rpc", node.info.RPC, "--role", "provider",
					"--provider-listen", address, "--threads", "1")
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(bob.stop)
				return bob
			}
			bob := start(checkpoint)
			body := `{"model":"assay-small","messages":[{"role":"user","content":"pay bob 5 dollars"}],"max_tokens":40,"temperature":0}`
			pay := func() outcome {
				return invoke(t, nil, "pay", bob.info.Provider+"/pay/v1/chat/completions", "--data", alice, "--body", body, "--json")
			}
			purse := func() job.Amount {
				a, err := eyes.Balance(t.Context(), *node.info.Payer)
				if err != nil {
					t.Fatal(err)
				}
				return a
			}
			before := purse()
			if r := pay(); r.code != 1 || !dead(bob, 20*time.Second) {
				t.Fatalf("the provider was to die: code %d: %s%s", r.code, r.err, r.out)
			}
			start("")
			r := pay()
			var got struct {
				OK      bool
				Payment struct{ Amount job.Amount }
			}
			if err := json.Unmarshal([]byte(r.out), &got); err != nil || !got.OK || !strings.Contains(r.err, "sending the payment again") {
				t.Fatalf("after the restart: %v: %s%s", err, r.err, r.out)
			}
			if spent, _ := before.Sub(purse()); spent != got.Payment.Amount || spent.IsZero() {
				t.Errorf("spent %s for an answer of %s", spent, got.Payment.Amount)
			}
		})
	}
}

// TestSellerHoldsAPaymentBack has a server answer the payment with "too many requests" while it keeps the signed transfer, in
// the hope that the buyer signs another: the same command sends the same one.
func TestSellerHoldsAPaymentBack(t *testing.T) {
	dir := home(t)
	node := up(t, dir)
	target, err := url.Parse(node.info.Provider)
	if err != nil {
		t.Fatal(err)
	}
	honest := httputil.NewSingleHostReverseProxy(target)
	var mu sync.Mutex
	var sent []string
	seller := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		payment := r.Header.Get(wire.PaymentHeader)
		mu.Lock()
		if payment != "" {
			sent = append(sent, payment)
		}
		n := len(sent)
		mu.Unlock()
		if payment != "" && n < 3 {
			w.WriteHeader([]int{http.StatusTooManyRequests, http.StatusNotFound}[n-1])
			_, _ = w.Write([]byte("\x1b[2Jlater"))
			return
		}
		honest.ServeHTTP(w, r)
	}))
	t.Cleanup(seller.Close)
	body := `{"model":"assay-small","messages":[{"role":"user","content":"pay bob 5 dollars"}],"max_tokens":40,"temperature":0}`
	for i := range 3 {
		r := invoke(t, nil, "pay", seller.URL+"/pay/v1/chat/completions", "--data", dir, "--body", body)
		if (r.code == 0) != (i == 2) || strings.Contains(r.err, "\x1b") {
			t.Errorf("try %d: code %d: %q%s", i, r.code, r.err, r.out)
		}
	}
	if len(sent) != 3 || sent[0] != sent[1] || sent[0] != sent[2] {
		t.Errorf("%d payments were sent, and not all the same", len(sent))
	}
}

// neverUsed is a chain on which no authorization was used yet.
type neverUsed struct{}

func (neverUsed) AuthorizationUsed(context.Context, job.Address, job.Hash) (bool, error) {
	return false, nil
}

// TestPayInManyProcesses asks for one thing many times at once, as programs on one machine do: one transfer is signed.
func TestPayInManyProcesses(t *testing.T) {
	key, err := chain.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	folder, bill := filepath.Join(t.TempDir(), "payments"), job.Bill{PayTo: job.Address{1}, Amount: job.Units(5)}
	nonces := make([]job.Hash, 8)
	var all sync.WaitGroup
	for i := range nonces {
		all.Go(func() {
			e := &node.Errands{ChainID: 1, Key: key, Chain: neverUsed{}, Book: payFolder(folder), Max: job.Units(10), Now: time.Now, Random: rand.Reader}
			a, _, err := e.Pay(t.Context(), "thing", bill, time.Minute)
			if err != nil {
				t.Error(err)
			}
			nonces[i] = a.Nonce
		})
	}
	all.Wait()
	for _, n := range nonces {
		if n != nonces[0] || n.IsZero() {
			t.Fatalf("two transfers were signed for one thing: %s and %s", n, nonces[0])
		}
	}
}
