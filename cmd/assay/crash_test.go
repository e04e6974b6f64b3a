package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/engine"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/store"
	"github.com/assay-network/assay/verify"
	"github.com/assay-network/assay/wire"
)

// town is a chain in a process of its own, with the contracts on it.
type town struct {
	chain *process
	eyes  *chain.Client
	model verify.Model

	mu    sync.Mutex
	folk  []job.Address // everybody who ever held dollars
	gates chan struct{} // at most two cases at a time: the machine may have two cores
}

func newTown(t *testing.T) *town {
	t.Helper()
	ctx := context.Background() // the parallel cases outlive t's own context
	dir := t.TempDir()
	p, err := startProgram(ctx, binary(t), "chain", filepath.Join(dir, "chain"), "chain", "--chain-listen", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.stop)
	key, err := chain.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := deployWith(ctx, p.info.RPC, key); err != nil {
		t.Fatal(err)
	}
	w := &town{chain: p, gates: make(chan struct{}, 2)}
	if w.eyes, err = readOnly(ctx, config{Chain: chainConfig{RPC: p.info.RPC}}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.eyes.Close)
	c := w.eyes.Contracts()
	w.folk = []job.Address{key.Address(), c.Settlement, c.Vault}
	lib, err := loadLibrary(dir, engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m, ok := lib.Find(builtinName)
	if !ok {
		t.Fatal("no built-in model")
	}
	w.model = m
	return w
}

func (w *town) met(a *job.Address) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.folk = append(w.folk, *a)
}

// household is a buyer and a seller with data directories of their own.
type household struct {
	*town
	t          *testing.T
	dir        string
	bob, alice *process
	replies    []reply // answers that came back whole
}

func (w *town) household(t *testing.T) *household {
	t.Helper()
	h := &household{town: w, t: t, dir: t.TempDir()}
	t.Cleanup(func() {
		h.alice.stop()
		h.bob.stop()
		if t.Failed() {
			t.Logf("bob's last words:\n%s\nalice's last words:\n%s", h.bob.tail(15), h.alice.tail(15))
		}
	})
	return h
}

// start runs a participant. With a checkpoint it dies there, which may be before it is up.
func (h *household) start(name, checkpoint string) error {
	args := []string{"ASSAY_CRASH_AT=" + checkpoint, binary(h.t), "up", "--rpc", h.chain.info.RPC, "--threads", "1", "--role"}
	into := &h.alice
	if name == "bob" {
		into = &h.bob
		args = append(args, "provider", "--provider-listen", "127.0.0.1:0", "--provider-input-price", bobIn, "--provider-output-price", bobOut, "--provider-chunk-tokens", chunkTokens)
	} else {
		args = append(args, "gateway", "--gateway-listen", "127.0.0.1:0")
	}
	p, err := startProgram(context.Background(), "env", name, filepath.Join(h.dir, name), args...)
	if p != nil {
		*into = p
	}
	if err == nil {
		for _, a := range []*job.Address{p.info.Payer, p.info.Wallet} {
			if a != nil {
				h.met(a)
			}
		}
	}
	return err
}

func (h *household) mustStart(name, checkpoint string) {
	h.t.Helper()
	if err := h.start(name, checkpoint); err != nil {
		h.t.Fatal(err)
	}
}

// dead reports whether a participant's process ended within the time given.
func dead(p *process, within time.Duration) bool {
	select {
	case err := <-p.done:
		p.done <- err
		return true
	case <-time.After(within):
		return false
	}
}

// aList is long enough for several chunks.
const aList = `{"type":"array","items":{"enum":["yes","no","perhaps"]},"minItems":20,"maxItems":40}`

// ask buys an answer from this household's bob, whoever else sells on this chain. Answers to questions are shaped by
// everything that a request can say.
func (h *household) ask(prompt string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 40*time.Second)
	defer cancel()
	q := question{base: h.alice.info.Gateway, prompt: prompt, provider: strconv.FormatUint(*h.bob.info.Agent, 10), o: runOptions{temperature: 0.8, topP: 1, maxTokens: 40}}
	if strings.HasPrefix(prompt, "what is") {
		q.o.schema = filepath.Join(h.dir, "schema.json")
		if err := os.WriteFile(q.o.schema, []byte(aList), 0o600); err != nil {
			return err
		}
		q.o.repetition, q.o.frequency, q.o.presence, q.o.bias = 1.1, 0.3, -0.2, []string{"9=-100", "40=1.5"}
	}
	r, err := q.send(ctx, func(string) {})
	if err == nil {
		h.replies = append(h.replies, r)
	}
	return err
}

func (h *household) owner() *wire.ControlClient {
	h.t.Helper()
	token, err := wire.ReadToken(filepath.Join(h.alice.dir, "control.token"))
	if err != nil {
		h.t.Fatal(err)
	}
	c, err := wire.DialControl(h.alice.info.Gateway, token)
	if err != nil {
		h.t.Fatal(err)
	}
	return c
}

func (h *household) channels() []node.ChannelReport {
	h.t.Helper()
	c := h.owner()
	defer c.Hangup()
	raw, err := c.Channels(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	var list []node.ChannelReport
	if err := json.Unmarshal(raw, &list); err != nil {
		h.t.Fatal(err)
	}
	return list
}

// closeAll asks to close what is open. Errors are looked at later: one of the two may be dying.
func (h *household) closeAll() {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	c := h.owner()
	defer c.Hangup()
	raw, err := c.Channels(ctx)
	var list []node.ChannelReport
	if err != nil || json.Unmarshal(raw, &list) != nil {
		return
	}
	for _, r := range list {
		if r.State != "closed" && r.State != "withdrawing" {
			_, _ = c.CloseChannel(ctx, r.Channel)
		}
	}
}

// settled waits until every channel is closed and has its feedback.
func (h *household) settled() []node.ChannelReport {
	h.t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for {
		list, open := h.channels(), 0
		for _, c := range list {
			if c.State != "closed" || (c.Served > 0 && !c.Marked) {
				open++
			}
		}
		switch {
		case open == 0:
			return list
		case time.Now().After(deadline):
			h.t.Fatalf("not settled: %+v", list)
		}
		h.closeAll() // an interrupted answer may have been on its way before
		time.Sleep(100 * time.Millisecond)
	}
}

// audit checks every book against every other.
func (h *household) audit(list []node.ChannelReport) {
	h.t.Helper()
	ctx, t := h.t.Context(), h.t
	seller, err := wire.DialPeer(h.bob.info.Provider, wire.PeerOptions{AllowPrivate: true})
	if err != nil {
		t.Fatal(err)
	}
	defer seller.Hangup()
	var claimed, owed job.Amount
	marked := 0
	for _, c := range list {
		state, err := h.eyes.Channel(ctx, c.Channel)
		if err != nil {
			t.Fatal(err)
		}
		claimed, owed = claimed.Add(state.Claimed), owed.Add(c.Owed)
		if c.Served > 0 {
			marked++
		}
		if state.Balance != state.Claimed || state.Claimed != c.Owed {
			t.Errorf("channel %s: %s left in it, %s claimed, alice owes %s", c.Channel.Short(), state.Balance, state.Claimed, c.Owed)
		}
		books, err := seller.Channel(ctx, c.Channel)
		if err != nil && state.Claimed.IsZero() {
			continue // bob never heard of it
		}
		if err != nil || books.Charged != state.Claimed {
			t.Errorf("channel %s: %s claimed, bob charged %s, %v", c.Channel.Short(), state.Claimed, books.Charged, err)
		}
	}
	h.auditPurses(claimed)
	marks, err := h.eyes.Feedback(ctx, *h.bob.info.Agent)
	if err != nil || len(marks) != marked {
		t.Errorf("%d marks on chain for %d channels, %v", len(marks), marked, err)
	}
	h.auditReceipts(owed)
	h.bob.stop()
	h.auditSales(claimed)
}

// auditPurses checks that the claims, and nothing else, moved from alice to bob.
func (h *household) auditPurses(claimed job.Amount) {
	h.t.Helper()
	const start, stake = 1_000_000_000, 50_000_000
	want, _ := job.Units(start).Sub(claimed)
	for who, c := range map[*job.Address]job.Amount{h.alice.info.Payer: want, h.bob.info.Wallet: job.Units(start - stake).Add(claimed)} {
		if have, err := h.eyes.Balance(h.t.Context(), *who); err != nil || have != c {
			h.t.Errorf("%s has %s, want %s (%v)", who, have, c, err)
		}
	}
	if s, err := h.eyes.StakeOf(h.t.Context(), *h.bob.info.Wallet); err != nil || s.Total != job.Units(stake) {
		h.t.Errorf("bob staked %s, want %d (%v)", s.Total, stake, err)
	}
	// One identity, although he may have died between registering and writing it down.
	agents, err := h.eyes.Agents(h.t.Context())
	if err != nil {
		h.t.Fatal(err)
	}
	n := 0
	for _, a := range agents {
		if a.Owner == *h.bob.info.Wallet {
			n++
		}
	}
	if n != 1 {
		h.t.Errorf("bob has %d identities", n)
	}
}

// auditReceipts checks that the requests cost what the channels owe, and that every receipt verifies.
func (h *household) auditReceipts(owed job.Amount) {
	h.t.Helper()
	c := h.owner()
	defer c.Hangup()
	raw, err := c.Receipts(h.t.Context(), 100)
	if err != nil {
		h.t.Fatal(err)
	}
	var list []node.ReceiptReport
	if err := json.Unmarshal(raw, &list); err != nil {
		h.t.Fatal(err)
	}
	var cost job.Amount
	complete := map[job.Hash]bool{}
	nonces := map[job.Hash]bool{}
	for _, r := range list {
		cost = cost.Add(r.Cost)
		if r.Phase == job.PhaseExecuting.String() || r.Phase == job.PhaseDelivered.String() {
			h.t.Errorf("request %s is still %s: %s", r.ID.Short(), r.Phase, r.Reason)
		}
		if r.Class != "" && r.Class != string(verify.Undelivered) && r.Class != "abandoned" {
			h.t.Errorf("request %s: honest bob is accused of %s: %s", r.ID.Short(), r.Class, r.Reason)
		}
		if !r.Complete {
			continue
		}
		complete[r.ID] = true
		file, err := fetchReceipt(h.t.Context(), h.alice.info.Gateway, r.ID.String(), "")
		if err != nil {
			h.t.Fatal(err)
		}
		b, err := job.DecodeBundle(file)
		if err == nil {
			err = verify.Bundle(b, h.model)
		}
		if err != nil {
			h.t.Errorf("receipt %s: %v", r.ID.Short(), err)
			continue
		}
		if b.Receipt == nil { // broken off: what is kept is the chunk that was signed last
			continue
		}
		if nonces[b.Receipt.Nonce] {
			h.t.Errorf("receipt %s: its nonce was used before", r.ID.Short())
		}
		nonces[b.Receipt.Nonce] = true
	}
	if cost != owed {
		h.t.Errorf("the requests cost %s and the channels owe %s", cost, owed)
	}
	for _, r := range h.replies {
		if !complete[r.Assay.Receipt] {
			h.t.Errorf("an answer was given whose receipt %s is lost", r.Assay.Receipt.Short())
		}
	}
}

// auditSales reads bob's journal: what he delivered is what he claimed, each nonce for one request.
func (h *household) auditSales(claimed job.Amount) {
	h.t.Helper()
	s, err := store.Open(filepath.Join(h.dir, "bob", "assay.db"))
	if err != nil {
		h.t.Fatal(err)
	}
	defer s.Close()
	sales, err := s.List(h.t.Context(), "sale", "", 0)
	if err != nil {
		h.t.Fatal(err)
	}
	var earned job.Amount
	used := map[job.Hash]bool{}
	for _, r := range sales {
		var sale struct {
			Order  job.Order `json:"order"`
			Nonce  job.Hash  `json:"nonce"`
			Output []uint32  `json:"output"`
		}
		if err := json.Unmarshal(r.Body, &sale); err != nil {
			h.t.Fatal(err)
		}
		if len(sale.Output) > 0 {
			earned = earned.Add(sale.Order.Quote.Quote.Cost(sale.Order.Request.PromptTokens, uint32(len(sale.Output))))
		}
		if used[sale.Nonce] {
			h.t.Errorf("bob used a nonce twice")
		}
		used[sale.Nonce] = true
	}
	if earned != claimed {
		h.t.Errorf("bob delivered for %s and claimed %s", earned, claimed)
	}
	if err := s.VerifyJournal(h.t.Context()); err != nil {
		h.t.Errorf("bob's journal: %v", err)
	}
}

// conserved checks that all dollars that were ever minted are in somebody's purse.
func (w *town) conserved(t *testing.T) {
	t.Helper()
	var sum job.Amount
	counted := map[job.Address]bool{}
	for _, a := range w.folk {
		if counted[a] {
			continue
		}
		counted[a] = true
		have, err := w.eyes.Balance(t.Context(), a)
		if err != nil {
			t.Fatal(err)
		}
		sum = sum.Add(have)
	}
	if supply, err := w.eyes.Supply(t.Context()); err != nil || supply != sum {
		t.Errorf("all purses hold %s of a supply of %s (%v)", sum, supply, err)
	}
}

// TestKilledAtEveryCheckpoint kills a real process where it hurts most, starts it again, and lets everybody finish
// their business on the same channel. Then the books of both sides, the chain and the receipts must agree to the unit.
func TestKilledAtEveryCheckpoint(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a hundred processes")
	}
	w := newTown(t)
	t.Run("at", func(t *testing.T) {
		for _, checkpoint := range []string{
			"provider:registered", "provider:staked", "provider:reserved", "provider:channel-kept", "provider:nonces-kept",
			"provider:sale-kept", "provider:voucher-kept", "provider:voucher-kept#2", "provider:chunk-kept", "provider:chunk-kept#2",
			"provider:closing", "provider:claimed", "provider:settled", "provider:refunded",
			"buyer:deal-kept", "buyer:deposited", "buyer:deal-open", "buyer:order-kept", "buyer:chunk-kept", "buyer:chunk-kept#2", "buyer:answer-kept",
			"buyer:closing", "buyer:refunded", "buyer:closed", "buyer:feedback-given",
		} {
			t.Run(strings.ReplaceAll(checkpoint, ":", " "), func(t *testing.T) {
				t.Parallel()
				w.gates <- struct{}{}
				defer func() { <-w.gates }()
				w.household(t).killedAt(checkpoint)
			})
		}
		t.Run("random moments of a stream", func(t *testing.T) {
			t.Parallel()
			w.gates <- struct{}{}
			defer func() { <-w.gates }()
			w.household(t).killedTenTimes()
		})
	})
	// Alone, since it moves the chain's clock.
	t.Run("while withdrawing", func(t *testing.T) { w.household(t).killedWhileWithdrawing() })
	w.conserved(t)
}

func (h *household) killedAt(checkpoint string) {
	t := h.t
	victim, alices, bobs := "alice", checkpoint, ""
	if strings.HasPrefix(checkpoint, "provider:") {
		victim, alices, bobs = "bob", "", checkpoint
	}
	target := func() *process {
		if victim == "bob" {
			return h.bob
		}
		return h.alice
	}
	err := h.start("bob", bobs)
	if err == nil {
		h.mustStart("alice", alices)
		first := h.ask("what is a receipt?")
		if !dead(target(), 200*time.Millisecond) {
			if first != nil {
				t.Errorf("the first answer: %v", first)
			}
			h.closeAll()
		}
	}
	if !dead(target(), 10*time.Second) {
		t.Fatalf("nobody died at %s", checkpoint)
	}
	h.mustStart(victim, "")
	if h.alice == nil {
		h.mustStart("alice", "")
	}
	if err := h.ask("pay carol 12.50 dollars"); err != nil {
		t.Errorf("asking again: %v", err)
	}
	h.closeAll()
	h.audit(h.settled())
}

// killedTenTimes kills the gateway again and again in the middle of a stream, always on the same channel.
func (h *household) killedTenTimes() {
	t := h.t
	h.mustStart("bob", "")
	h.mustStart("alice", "")
	if err := h.ask("pay bob 5 dollars"); err != nil {
		t.Fatal(err)
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	draw := rand.New(rand.NewPCG(seed, 0))
	for round := range 10 {
		asked := make(chan error, 1)
		go func() { asked <- h.ask(fmt.Sprintf("what is a channel? %d", round)) }()
		time.Sleep(time.Duration(draw.IntN(250)) * time.Millisecond)
		if err := h.alice.cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		<-asked // it broke off, or was quicker
		if !dead(h.alice, 10*time.Second) {
			t.Fatal("a killed process lives")
		}
		h.mustStart("alice", "")
	}
	if err := h.ask("pay carol 12.50 dollars"); err != nil {
		t.Errorf("asking after all of this: %v", err)
	}
	if list := h.channels(); len(list) != 1 {
		t.Errorf("%d channels, want the one", len(list))
	}
	h.closeAll()
	h.audit(h.settled())
}

// killedWhileWithdrawing: bob is away when alice closes, so she withdraws; both die on the way.
func (h *household) killedWhileWithdrawing() {
	t := h.t
	h.mustStart("bob", "")
	h.mustStart("alice", "buyer:withdrawing")
	if err := h.ask("what is a receipt?"); err != nil {
		t.Fatal(err)
	}
	if err := h.bob.cmd.Process.Kill(); err != nil || !dead(h.bob, 10*time.Second) {
		t.Fatalf("bob does not die: %v", err)
	}
	h.closeAll()
	if !dead(h.alice, 10*time.Second) {
		t.Fatal("nobody died at buyer:withdrawing")
	}
	// Bob is still away when she goes on. When he is back he sees the withdrawal and claims, and dies before he collects.
	h.mustStart("alice", "buyer:withdrawn")
	deadline := time.Now().Add(10 * time.Second)
	for c := h.channels(); c[0].State != "withdrawing"; c = h.channels() {
		if time.Now().After(deadline) {
			t.Fatalf("not withdrawing: %+v", c)
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err := h.start("bob", "provider:guarded"); err == nil && !dead(h.bob, 10*time.Second) {
		t.Fatal("nobody died at provider:guarded")
	}
	h.mustStart("bob", "")
	for want := job.Units(950_000_000); ; time.Sleep(50 * time.Millisecond) { // he collects
		have, err := h.eyes.Balance(t.Context(), *h.bob.info.Wallet)
		if err == nil && want.Less(have) {
			break
		}
		if time.Now().After(deadline.Add(10 * time.Second)) {
			t.Fatalf("bob does not collect what he claimed: he has %s, %v", have, err)
		}
	}
	if _, err := h.eyes.IncreaseTime(t.Context(), job.MinWithdrawDelay+1); err != nil {
		t.Fatal(err)
	}
	if !dead(h.alice, 10*time.Second) {
		t.Fatal("nobody died at buyer:withdrawn")
	}
	h.mustStart("alice", "")
	h.audit(h.settled())
}
