package chain

import (
	"context"
	"errors"
	"io"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/core/types"
)

// stranger is an address that nobody has used.
func stranger(t *testing.T) job.Address {
	t.Helper()
	return must[*Key](t)(GenerateKey()).Address()
}

func TestHundredConcurrentSends(t *testing.T) {
	alice, ctx := person(t), t.Context()
	twin := must[*Client](t)(Dial(ctx, shared.dev.URL(), alice.key, Options{})) // another client of the same key
	defer twin.Close()
	sink := stranger(t)
	var wg sync.WaitGroup
	start := time.Now()
	for i := range 100 {
		c := alice
		if i%2 == 1 {
			c = twin
		}
		wg.Go(func() {
			if _, err := c.Transfer(ctx, sink, job.Units(1)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	t.Logf("100 transfers in %s", time.Since(start).Round(time.Millisecond))
	if got := must[job.Amount](t)(alice.Balance(ctx, sink)); got != job.Units(100) {
		t.Errorf("%s arrived", got)
	}
}

// Another process uses the same key: its transactions take numbers that this one believes to be free.
func TestNumbersTakenByAnotherProcess(t *testing.T) {
	alice, ctx := person(t), t.Context()
	elsewhere := must[*Client](t)(Dial(ctx, shared.dev.URL(), newKey("", alice.key.secret), Options{}))
	defer elsewhere.Close()
	sink := stranger(t)
	var wg sync.WaitGroup
	for _, c := range []*Client{alice, elsewhere} {
		wg.Go(func() {
			for range 10 {
				if _, err := c.Transfer(ctx, sink, job.Units(1)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if got := must[job.Amount](t)(alice.Balance(ctx, sink)); got != job.Units(20) {
		t.Errorf("%s arrived, want 20", got)
	}
}

// A transaction whose number was used by another one can never be mined; waiting for it must end with that news.
func TestReplacedTransactionIsReported(t *testing.T) {
	alice, ctx := person(t), t.Context()
	tx := must[job.Tx](t)(alice.Transfer(ctx, job.Address{1}, job.Units(1)))
	if tx.Gas == 0 {
		t.Fatal("no gas")
	}
	to := job.Address{2}.Common()
	lost := must[*types.Transaction](t)(alice.key.signTx(alice.chainID, &types.DynamicFeeTx{
		ChainID: alice.chainID, Nonce: 0, GasTipCap: oneWei, GasFeeCap: big.NewInt(1e10), Gas: 21_000, To: &to, Value: new(big.Int),
	}))
	_, _, err := alice.await(ctx, "pay", msgOf(alice, lost), lost)
	var f *job.Fault
	if !errors.As(err, &f) || f.Code != "replaced" {
		t.Errorf("got %v", err)
	}
}

func TestConfirmationsAreWaitedFor(t *testing.T) {
	alice := personAt(t, shared.dev.URL(), Options{Confirmations: 2, MineTimeout: 20 * time.Second, PollInterval: 20 * time.Millisecond})
	other, ctx := person(t), t.Context()
	done := make(chan error, 1)
	go func() {
		_, err := alice.Transfer(ctx, job.Address{3}, job.Units(1))
		done <- err
	}()
	for range 50 { // a block with the transfer, perhaps together with ours, then more on top
		must[job.Tx](t)(other.Transfer(ctx, job.Address{3}, job.Units(1)))
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
			return
		default:
		}
	}
	t.Error("never confirmed")
}

func TestUnconfirmedInTimeIsUnavailableNotLost(t *testing.T) {
	alice := personAt(t, shared.dev.URL(), Options{Confirmations: 1000, MineTimeout: 300 * time.Millisecond})
	_, err := alice.Transfer(t.Context(), job.Address{4}, job.Units(1))
	var f *job.Fault
	if !errors.As(err, &f) || f.Kind != job.FaultUnavailable || f.Code != "not_mined" || !strings.Contains(err.Error(), "0x") {
		t.Errorf("got %v", err)
	}
}

func TestEmptyAccountIsToldToGetEther(t *testing.T) {
	pauper := must[*Client](t)(Dial(t.Context(), shared.dev.URL(), must[*Key](t)(GenerateKey()), Options{}))
	defer pauper.Close()
	_, _, err := pauper.Register(t.Context(), "data:,", nil)
	if !isFault(err, job.FaultPayment) || !strings.Contains(err.Error(), "too little ether") {
		t.Errorf("register: %v", err)
	}
	if _, err := pauper.TransferEther(t.Context(), job.Address{1}, job.Units(1)); !isFault(err, job.FaultPayment) {
		t.Errorf("transfer: %v", err)
	}
}

func TestReaderCannotSend(t *testing.T) {
	reader := must[*Client](t)(Dial(t.Context(), shared.dev.URL(), nil, Options{}))
	defer reader.Close()
	if _, err := reader.Transfer(t.Context(), job.Address{1}, job.Units(1)); !isFault(err, job.FaultAuth) {
		t.Errorf("got %v", err)
	}
	if _, err := must[*Key](t)(&Key{}, nil).Sign(job.Hash{}); !isFault(err, job.FaultAuth) {
		t.Errorf("sign: %v", err)
	}
}

func TestDeadNodeIsUnavailable(t *testing.T) {
	gone := httptest.NewServer(nil)
	address := gone.URL
	gone.Close()
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		<-r.Context().Done()
	}))
	defer silent.Close()
	for _, u := range []string{address, silent.URL, strings.Replace(address, "http", "ws", 1)} {
		start := time.Now()
		_, err := Dial(t.Context(), u, nil, Options{Timeout: 300 * time.Millisecond})
		if !isFault(err, job.FaultUnavailable) || !strings.Contains(err.Error(), "no Ethereum node answers at "+u) {
			t.Errorf("%s: %v", u, err)
		}
		if took := time.Since(start); took > 5*time.Second {
			t.Errorf("%s: took %s", u, took)
		}
	}
	if _, err := Dial(t.Context(), "gopher://x", nil, Options{}); err == nil {
		t.Error("dialled gopher")
	}
	if _, err := Deploy(t.Context(), "\x00", nil, nil); err == nil {
		t.Error("dialled a zero byte")
	}
}

func TestNodeThatDiesLaterIsUnavailable(t *testing.T) {
	d := must[*Dev](t)(StartDev(t.Context(), DevConfig{Dir: t.TempDir(), Listen: "127.0.0.1:0"}))
	alice := personAt(t, d.URL(), Options{Timeout: 300 * time.Millisecond})
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := alice.Head(t.Context()); !isFault(err, job.FaultUnavailable) {
		t.Errorf("read: %v", err)
	}
	if _, err := alice.Transfer(t.Context(), job.Address{1}, job.Units(1)); !isFault(err, job.FaultUnavailable) {
		t.Errorf("send: %v", err)
	}
}

// door is a proxy in front of the shared chain that fails in a chosen way.
func door(t *testing.T, fail func(w http.ResponseWriter, body string) bool) string {
	t.Helper()
	target, err := url.Parse(shared.dev.URL())
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) }}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		if fail(w, string(b)) {
			return
		}
		r.Body = io.NopCloser(strings.NewReader(string(b)))
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

func TestHiccupsAreRiddenOut(t *testing.T) {
	var calls atomic.Int64
	at := door(t, func(w http.ResponseWriter, _ string) bool {
		switch calls.Add(1) % 4 {
		case 1:
			http.Error(w, "busy", http.StatusServiceUnavailable)
			return true
		case 2:
			http.Error(w, "slow down", http.StatusTooManyRequests)
			return true
		}
		return false
	})
	alice := must[*Client](t)(Dial(t.Context(), at, person(t).key, Options{}))
	defer alice.Close()
	must[job.Tx](t)(alice.Transfer(t.Context(), job.Address{5}, job.Units(1)))
}

// The node takes a transaction but the answer is lost: sending must not pay twice.
func TestLostAnswerDoesNotPayTwice(t *testing.T) {
	sink := stranger(t)
	var lost atomic.Bool
	at := door(t, func(w http.ResponseWriter, body string) bool {
		if !strings.Contains(body, "eth_sendRawTransaction") || lost.Swap(true) {
			return false
		}
		resp, err := http.Post(shared.dev.URL(), "application/json", strings.NewReader(body))
		if err == nil {
			resp.Body.Close()
		}
		time.Sleep(200 * time.Millisecond) // long enough to be mined
		http.Error(w, "lost", http.StatusBadGateway)
		return true
	})
	alice := must[*Client](t)(Dial(t.Context(), at, person(t).key, Options{}))
	defer alice.Close()
	must[job.Tx](t)(alice.Transfer(t.Context(), sink, job.Units(7)))
	if !lost.Load() {
		t.Fatal("nothing was lost")
	}
	if got := must[job.Amount](t)(alice.Balance(t.Context(), sink)); got != job.Units(7) {
		t.Errorf("%s arrived, want 7", got)
	}
	must[job.Tx](t)(alice.Transfer(t.Context(), sink, job.Units(1))) // the sequence goes on
}

// A node that forgets what was waiting (a restart) gets it again from whoever waits.
func TestForgottenTransactionIsSentAgain(t *testing.T) {
	var dropped atomic.Bool
	at := door(t, func(w http.ResponseWriter, body string) bool {
		if !strings.Contains(body, "eth_sendRawTransaction") || dropped.Swap(true) {
			return false
		}
		id := body[strings.Index(body, `"id":`)+5:]
		id = id[:strings.IndexAny(id, ",}")]
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"jsonrpc":"2.0","id":`+id+`,"result":"0x`+strings.Repeat("00", 32)+`"}`)
		return true
	})
	alice := must[*Client](t)(Dial(t.Context(), at, person(t).key, Options{PollInterval: 50 * time.Millisecond}))
	defer alice.Close()
	must[job.Tx](t)(alice.Transfer(t.Context(), job.Address{6}, job.Units(1)))
	if !dropped.Load() {
		t.Fatal("nothing was dropped")
	}
}

// Providers limit how many blocks or events one query may cover: the client asks for less.
func TestEventQueriesShrinkToWhatTheNodeAllows(t *testing.T) {
	bob := person(t)
	agent, _, err := bob.Register(t.Context(), "data:,shrink", nil)
	if err != nil {
		t.Fatal(err)
	}
	var refused atomic.Int64
	at := door(t, func(w http.ResponseWriter, body string) bool {
		if !strings.Contains(body, "eth_getLogs") || refused.Add(1) > 3 {
			return false
		}
		id := body[strings.Index(body, `"id":`)+5:]
		id = id[:strings.IndexAny(id, ",}")]
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"jsonrpc":"2.0","id":`+id+`,"error":{"code":-32602,"message":"query exceeds max block range 1000"}}`)
		return true
	})
	c := must[*Client](t)(Dial(t.Context(), at, nil, Options{BlockRange: 64}))
	defer c.Close()
	agents := must[[]job.Agent](t)(c.Agents(t.Context()))
	if len(agents) == 0 || agents[len(agents)-1].ID != agent || refused.Load() < 4 {
		t.Errorf("%d agents after %d queries", len(agents), refused.Load())
	}
}

func TestCancelledContextStopsWaiting(t *testing.T) {
	alice := person(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := alice.Head(ctx); err == nil {
		t.Error("read went on")
	}
	if _, err := alice.Transfer(ctx, job.Address{1}, job.Units(1)); err == nil {
		t.Error("send went on")
	}
	must[job.Tx](t)(alice.Transfer(t.Context(), job.Address{1}, job.Units(1)))
}
