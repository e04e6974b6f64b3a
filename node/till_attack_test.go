package node_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
)

// thief is a buyer at a till who signs whatever suits it, as no x402 client would.
type thief struct {
	t    *testing.T
	w    *testkit.World
	bob  *testkit.Seller
	base string
	key  *chain.Key
	own  *chain.Client // for what only a payer may do on the chain
}

func newThief(t *testing.T) *thief {
	t.Helper()
	w := testkit.NewWorld(t)
	bob := w.Bob(t, 0, nil)
	_, base := tillOf(t, bob)
	key, own := w.Account(t)
	return &thief{t: t, w: w, bob: bob, base: base, key: key, own: own}
}

func (m *thief) address() job.Address { return m.key.Address() }

func sign(t *testing.T, key *chain.Key, digest job.Hash) job.Signature {
	t.Helper()
	s, err := key.Sign(digest)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func (m *thief) config(salt byte) job.ChannelConfig {
	return job.ChannelConfig{
		Payer: m.address(), PayerAuthorizer: m.address(), Receiver: m.bob.Key.Address(), ReceiverAuthorizer: m.bob.Key.Address(),
		Token: m.bob.Chain.Contracts().Token, WithdrawDelay: job.MinWithdrawDelay, Salt: job.Hash{31: salt},
	}
}

func (m *thief) domain() job.Domain { return m.bob.Chain.SettlementDomain() }

func (m *thief) voucher(c job.ChannelConfig, ceiling job.Amount) job.SignedVoucher {
	return m.voucherUnder(m.domain(), c, ceiling)
}

func (m *thief) voucherUnder(d job.Domain, c job.ChannelConfig, ceiling job.Amount) job.SignedVoucher {
	v := job.Voucher{Channel: c.ID(d), MaxClaimable: ceiling}
	return job.SignedVoucher{Voucher: v, Signature: sign(m.t, m.key, v.Digest(d))}
}

func (m *thief) deposit(c job.ChannelConfig, amount job.Amount, salt byte) map[string]any {
	m.t.Helper()
	token, err := m.bob.Chain.TokenDomain(m.t.Context())
	if err != nil {
		m.t.Fatal(err)
	}
	d := job.Deposit{Amount: amount, ValidBefore: uint64(time.Now().Unix()) + 300, Salt: job.Hash{0: salt}}
	d.Signature = sign(m.t, m.key, d.Authorization(c.Payer, m.bob.Chain.Contracts().Collector, c.ID(m.domain())).ReceiveDigest(token))
	return map[string]any{"amount": amount, "authorization": map[string]any{"erc3009Authorization": map[string]any{
		"validAfter": "0", "validBefore": job.Units(d.ValidBefore), "salt": d.Salt, "signature": d.Signature,
	}}}
}

// pay posts a question with a payment; payload is the scheme's own part. Without one nothing is paid. It returns the status, the body, and the 402's message.
func (m *thief) pay(scheme, method string, payload any, tokens int) (int, string, map[string]any) {
	m.t.Helper()
	return m.payOn(scheme, method, "eip155:84532", payload, tokens)
}

func (m *thief) payOn(scheme, method, network string, payload any, tokens int) (int, string, map[string]any) {
	m.t.Helper()
	body, _ := json.Marshal(map[string]any{"model": m.w.Model.Name(), "messages": []any{map[string]any{"role": "user", "content": "pay bob 5 dollars"}}, "temperature": 0, "max_tokens": tokens})
	r, err := http.NewRequestWithContext(m.t.Context(), method, m.base+"/chat/completions", bytes.NewReader(body))
	if err != nil {
		m.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if payload != nil {
		raw, err := json.Marshal(map[string]any{"x402Version": 2, "accepted": map[string]any{
			"scheme": scheme, "network": network, "amount": "0", "asset": m.bob.Chain.Contracts().Token, "payTo": m.bob.Key.Address(), "maxTimeoutSeconds": 300,
		}, "payload": payload})
		if err != nil {
			m.t.Fatal(err)
		}
		r.Header.Set("PAYMENT-SIGNATURE", base64.StdEncoding.EncodeToString(raw))
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		m.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		m.t.Fatal(err)
	}
	header := res.Header.Get("PAYMENT-REQUIRED")
	if res.StatusCode == http.StatusOK {
		header = res.Header.Get("PAYMENT-RESPONSE")
	}
	raw, err := base64.StdEncoding.DecodeString(header)
	if err != nil {
		m.t.Fatal(err)
	}
	var said map[string]any
	_ = json.Unmarshal(raw, &said)
	return res.StatusCode, string(text), said
}

func batch(kind string, c job.ChannelConfig, v job.SignedVoucher, deposit map[string]any) map[string]any {
	p := map[string]any{"type": kind, "channelConfig": c, "voucher": map[string]any{
		"channelId": v.Voucher.Channel, "maxClaimableAmount": v.Voucher.MaxClaimable, "signature": v.Signature,
	}}
	if deposit != nil {
		p["deposit"] = deposit
	}
	return p
}

// price is what an answer of so many tokens may cost.
func (m *thief) price(tokens int) job.Amount {
	m.t.Helper()
	status, text, said := m.pay("", http.MethodPost, nil, tokens)
	if status != http.StatusPaymentRequired {
		m.t.Fatalf("unpaid: %d %s", status, text)
	}
	a, err := job.ParseAmount(said["accepts"].([]any)[0].(map[string]any)["amount"].(string))
	if err != nil {
		m.t.Fatal(err)
	}
	return a
}

// open pays a first answer on a channel with a deposit, and returns what was charged.
func (m *thief) open(c job.ChannelConfig, deposit job.Amount) job.Amount {
	m.t.Helper()
	status, text, _ := m.pay("batch-settlement", http.MethodPost, batch("deposit", c, m.voucher(c, m.price(16)), m.deposit(c, deposit, 1)), 16)
	if status != http.StatusOK {
		m.t.Fatalf("opening: %d %s", status, text)
	}
	return m.charged(c)
}

func (m *thief) charged(c job.ChannelConfig) job.Amount {
	m.t.Helper()
	s, err := m.bob.Channel(m.t.Context(), c.ID(m.domain()))
	if err != nil {
		m.t.Fatal(err)
	}
	return s.Charged
}

// refused sends a payment that must be refused for a reason, and sees that nothing was charged and no money moved.
func (m *thief) refused(scheme, method string, payload any, why string) map[string]any {
	m.t.Helper()
	before := m.money()
	status, text, said := m.pay(scheme, method, payload, 16)
	if status != http.StatusPaymentRequired {
		m.t.Fatalf("status %d: %s", status, text)
	}
	if got := said["error"]; got != why {
		m.t.Fatalf("refused as %v, want %s: %s", got, why, text)
	}
	if after := m.money(); after != before {
		m.t.Fatalf("a refused payment moved money: %s before, %s after", before, after)
	}
	return said
}

func (m *thief) money() job.Amount {
	m.t.Helper()
	a, err := m.bob.Chain.Balance(m.t.Context(), m.address())
	if err != nil {
		m.t.Fatal(err)
	}
	return a
}

const batchCode, exactCode = "invalid_batch_settlement_evm_", "invalid_exact_evm_"

// notice starts a withdrawal.
func (m *thief) notice(c job.ChannelConfig, amount job.Amount) {
	m.t.Helper()
	if _, err := m.own.InitiateWithdraw(m.t.Context(), c, amount); err != nil {
		m.t.Fatal(err)
	}
}

func TestTillPendingWithdrawal(t *testing.T) {
	m := newThief(t)
	c := m.config(1)
	charged := m.open(c, job.Units(200_000))
	m.notice(c, job.Units(100_000))
	m.refused("batch-settlement", http.MethodPost, batch("voucher", c, m.voucher(c, charged.Add(m.price(16))), nil), batchCode+"withdrawal_pending")
	// What was earned before is claimed at once, long before the withdrawal's delay is over.
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(50 * time.Millisecond) {
		s, err := m.bob.Chain.Channel(t.Context(), c.ID(m.domain()))
		if err != nil {
			t.Fatal(err)
		}
		if s.Claimed == charged {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("claimed %s of %s", s.Claimed, charged)
		}
	}
}

func TestTillTopUpDuringWithdrawal(t *testing.T) {
	m := newThief(t)
	c := m.config(1)
	charged := m.open(c, job.Units(100_000))
	m.notice(c, job.Units(50_000))
	m.refused("batch-settlement", http.MethodPost, batch("deposit", c, m.voucher(c, charged.Add(m.price(16))), m.deposit(c, job.Units(500_000), 2)), batchCode+"withdrawal_pending")
}

func TestTillStaleCeilingAfterRefund(t *testing.T) {
	m := newThief(t)
	c := m.config(1)
	charged := m.open(c, job.Units(200_000))
	refund := batch("refund", c, m.voucher(c, charged), nil)
	if status, text, _ := m.pay("batch-settlement", http.MethodGet, refund, 16); status != http.StatusOK {
		t.Fatalf("refund: %d %s", status, text)
	}
	// The same channel again: the ceiling of the first answer would be good on the new deposit.
	m.refused("batch-settlement", http.MethodPost, batch("deposit", c, m.voucher(c, charged.Add(m.price(16))), m.deposit(c, job.Units(200_000), 3)), batchCode+"channel_refunded")
	m.open(m.config(2), job.Units(200_000)) // a fresh salt is welcome
}

func TestTillPartialRefund(t *testing.T) {
	m := newThief(t)
	c := m.config(1)
	charged := m.open(c, job.Units(200_000))
	part := batch("refund", c, m.voucher(c, charged), nil)
	part["amount"] = "10"
	m.refused("batch-settlement", http.MethodGet, part, batchCode+"refund_amount_invalid")
	m.refused("batch-settlement", http.MethodGet, batch("refund", c, m.voucher(c, charged.Add(job.Units(1))), nil), batchCode+"cumulative_amount_mismatch")
}

func TestTillForeignVouchers(t *testing.T) {
	m := newThief(t)
	c, price := m.config(1), m.price(16)
	deposit := m.deposit(c, job.Units(200_000), 1)
	settlement := m.domain()
	otherChain, otherContract := settlement, settlement
	otherChain.ChainID = 1
	otherContract.Contract = job.Address{1}
	// The right id, signed for elsewhere.
	elsewhere := func(d job.Domain) job.SignedVoucher {
		v := job.Voucher{Channel: c.ID(settlement), MaxClaimable: price}
		return job.SignedVoucher{Voucher: v, Signature: sign(t, m.key, v.Digest(d))}
	}
	stranger, err := chain.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	v := job.Voucher{Channel: c.ID(settlement), MaxClaimable: price}
	otherKey := job.SignedVoucher{Voucher: v, Signature: sign(t, stranger, v.Digest(settlement))}
	change := func(f func(*job.ChannelConfig)) map[string]any {
		d := c
		f(&d)
		return batch("deposit", d, m.voucher(d, price), m.deposit(d, job.Units(200_000), 1))
	}
	for _, x := range []struct {
		name    string
		payload map[string]any
		code    string
	}{
		{"another chain", batch("deposit", c, elsewhere(otherChain), deposit), "voucher_signature"},
		{"another chain's id", batch("deposit", c, m.voucherUnder(otherChain, c, price), deposit), "channel_id_mismatch"},
		{"another contract", batch("deposit", c, elsewhere(otherContract), deposit), "voucher_signature"},
		{"another contract's id", batch("deposit", c, m.voucherUnder(otherContract, c, price), deposit), "channel_id_mismatch"},
		{"another key", batch("deposit", c, otherKey, deposit), "voucher_signature"},
		{"another receiver", change(func(d *job.ChannelConfig) { d.Receiver = job.Address{9} }), "receiver_mismatch"},
		{"another authorizer of claims", change(func(d *job.ChannelConfig) { d.ReceiverAuthorizer = m.address() }), "receiver_mismatch"},
		{"another token", change(func(d *job.ChannelConfig) { d.Token = job.Address{9} }), "token_mismatch"},
		{"no time to claim", change(func(d *job.ChannelConfig) { d.WithdrawDelay = 60 }), "withdraw_delay_out_of_range"},
		{"a deposit for another channel", batch("deposit", c, m.voucher(c, price), m.deposit(m.config(7), job.Units(200_000), 1)), "receive_authorization_signature"},
		{"dust", batch("deposit", c, m.voucher(c, price), m.deposit(c, job.Units(99_999), 1)), "deposit_below_min_deposit"},
		{"more than there is", batch("deposit", c, m.voucher(c, price), m.deposit(c, job.Units(1<<50), 1)), "insufficient_balance"},
		{"no deposit", batch("voucher", c, m.voucher(c, price), nil), "deposit_below_min_deposit"},
	} {
		t.Run(strings.ReplaceAll(x.name, " ", "-"), func(t *testing.T) {
			m.t = t
			m.refused("batch-settlement", http.MethodPost, x.payload, batchCode+x.code)
		})
	}
	m.t = t
	if status, text, said := m.payOn("batch-settlement", http.MethodPost, "eip155:1", batch("deposit", c, m.voucher(c, price), deposit), 16); status != http.StatusPaymentRequired || said["error"] != batchCode+"network_mismatch" {
		t.Errorf("for another network: %d %s", status, text)
	}
	if status, text, _ := m.pay("batch-settlement", http.MethodPost, batch("deposit", c, m.voucher(c, price), deposit), 16); status != http.StatusOK {
		t.Errorf("the honest payment: %d %s", status, text)
	}
}

func TestTillReplay(t *testing.T) {
	m := newThief(t)
	c := m.config(1)
	first := batch("deposit", c, m.voucher(c, m.price(16)), m.deposit(c, job.Units(200_000), 1))
	status, text, _ := m.pay("batch-settlement", http.MethodPost, first, 16)
	if status != http.StatusOK {
		t.Fatalf("%d %s", status, text)
	}
	charged := m.charged(c)
	// The same payment buys nothing more, whatever it is sent with. The refusal says what a voucher would have to start from, and shows the
	// buyer its own.
	m.refused("batch-settlement", http.MethodPost, first, batchCode+"cumulative_amount_mismatch")
	said := m.refused("batch-settlement", http.MethodPost, batch("voucher", c, m.voucher(c, m.price(16)), nil), batchCode+"cumulative_amount_mismatch")
	if m.charged(c) != charged {
		t.Fatalf("charged %s for a replay, %s before", m.charged(c), charged)
	}
	extra := said["accepts"].([]any)[0].(map[string]any)["extra"].(map[string]any)
	if extra["channelState"].(map[string]any)["chargedCumulativeAmount"] != charged.String() || extra["voucherState"].(map[string]any)["signature"] != m.voucher(c, m.price(16)).Signature.String() {
		t.Fatalf("the books: %v", extra)
	}
}

func answerOf(t *testing.T, text string) string {
	t.Helper()
	var a struct {
		ID      string
		Choices []struct{ Message struct{ Content string } }
	}
	if err := json.Unmarshal([]byte(text), &a); err != nil || len(a.Choices) != 1 {
		t.Fatalf("%v: %s", err, text)
	}
	return a.ID + a.Choices[0].Message.Content
}

func TestTillOverClaim(t *testing.T) {
	m := newThief(t)
	c := m.config(1)
	charged := m.open(c, job.Units(100_000))
	// A ceiling above what the channel holds, and one above what this may cost.
	m.refused("batch-settlement", http.MethodPost, batch("voucher", c, m.voucher(c, job.Units(1<<40)), nil), batchCode+"cumulative_amount_mismatch")
	m.refused("batch-settlement", http.MethodPost, batch("voucher", c, m.voucher(c, charged.Add(m.price(16)).Add(job.Units(1))), nil), batchCode+"cumulative_amount_mismatch")
	// Bob claims what was delivered, and not the ceiling that he holds.
	book, err := m.bob.Channel(t.Context(), c.ID(m.domain()))
	if err != nil {
		t.Fatal(err)
	}
	if !charged.Less(book.Ceiling.Voucher.MaxClaimable) {
		t.Fatalf("the answer cost its whole ceiling %s: this shows nothing", charged)
	}
	if status, text, _ := m.pay("batch-settlement", http.MethodGet, batch("refund", c, m.voucher(c, charged), nil), 16); status != http.StatusOK {
		t.Fatalf("refund: %d %s", status, text)
	}
	s, err := m.bob.Chain.Channel(t.Context(), c.ID(m.domain()))
	if err != nil || s.Claimed != charged || s.Balance != charged {
		t.Fatalf("claimed %s of a ceiling of %s for %s; balance %s: %v", s.Claimed, book.Ceiling.Voucher.MaxClaimable, charged, s.Balance, err)
	}
}

func (m *thief) once(change func(*job.SignedAuthorization)) map[string]any {
	m.t.Helper()
	token, err := m.bob.Chain.TokenDomain(m.t.Context())
	if err != nil {
		m.t.Fatal(err)
	}
	now := uint64(time.Now().Unix())
	a := job.SignedAuthorization{Authorization: job.Authorization{From: m.address(), To: m.bob.Key.Address(), Value: m.price(16), ValidAfter: now - 60, ValidBefore: now + 300, Nonce: job.Hash{5}}}
	change(&a)
	if a.Signature.IsZero() {
		a.Signature = sign(m.t, m.key, a.TransferDigest(token))
	}
	return map[string]any{"signature": a.Signature, "authorization": map[string]any{
		"from": a.From, "to": a.To, "value": a.Value, "validAfter": job.Units(a.ValidAfter), "validBefore": job.Units(a.ValidBefore), "nonce": a.Nonce,
	}}
}

func TestTillMoneySentOnce(t *testing.T) {
	m := newThief(t)
	now := uint64(time.Now().Unix())
	for _, x := range []struct {
		name   string
		change func(*job.SignedAuthorization)
		code   string
	}{
		{"to another", func(a *job.SignedAuthorization) { a.To = m.address() }, "recipient_mismatch"},
		{"too little", func(a *job.SignedAuthorization) { a.Value, _ = a.Value.Sub(job.Units(1)) }, "authorization_value"},
		{"too much", func(a *job.SignedAuthorization) { a.Value = a.Value.Add(job.Units(1)) }, "authorization_value"},
		{"expired", func(a *job.SignedAuthorization) { a.ValidBefore = now - 1 }, "payload_authorization_valid_before"},
		{"too early", func(a *job.SignedAuthorization) { a.ValidAfter = now + 200 }, "payload_authorization_valid_after"},
		{"from another", func(a *job.SignedAuthorization) { a.From = job.Address{7} }, "signature"},
		{"not signed", func(a *job.SignedAuthorization) { a.Signature = job.Signature{1} }, "signature"},
	} {
		t.Run(strings.ReplaceAll(x.name, " ", "-"), func(t *testing.T) {
			m.t = t
			m.refused("exact", http.MethodPost, m.once(x.change), exactCode+x.code)
		})
	}
	m.t = t
	honest := m.once(func(*job.SignedAuthorization) {})
	before := m.money()
	var both sync.WaitGroup
	texts := make([]string, 3)
	for i := range texts { // at the same time: one transfer, one answer
		both.Go(func() {
			status, text, _ := m.pay("exact", http.MethodPost, honest, 16)
			for deadline := time.Now().Add(time.Minute); status == http.StatusTooManyRequests && time.Now().Before(deadline); {
				time.Sleep(20 * time.Millisecond)
				status, text, _ = m.pay("exact", http.MethodPost, honest, 16)
			}
			if status != http.StatusOK {
				t.Errorf("%d %s", status, text)
			}
			texts[i] = text
		})
	}
	both.Wait()
	if t.Failed() {
		return
	}
	if answerOf(t, texts[0]) != answerOf(t, texts[1]) || answerOf(t, texts[0]) != answerOf(t, texts[2]) {
		t.Errorf("one payment bought different answers: %v", texts)
	}
	if spent, _ := before.Sub(m.money()); spent != m.price(16) {
		t.Errorf("spent %s, the price is %s", spent, m.price(16))
	}
	if status, text, said := m.pay("exact", http.MethodPost, honest, 15); status != http.StatusPaymentRequired || said["error"] != exactCode+"nonce_already_used" {
		t.Errorf("the same money for another request: %d %s", status, text)
	}
}

// TestTillOnePaymentTakesAllPlaces is a buyer who reads one small answer slowly and posts its payment again and again, so that
// the posts wait in all the places of the door: they are sent away at once.
func TestTillOnePaymentTakesAllPlaces(t *testing.T) {
	m := newThief(t)
	till, _ := tillOf(t, m.bob)
	token, err := m.bob.Chain.TokenDomain(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var a job.SignedAuthorization
	m.once(func(x *job.SignedAuthorization) { a = *x })
	a.Signature = sign(t, m.key, a.TransferDigest(token))
	ask := job.Ask{Model: m.w.Model.Name(), Messages: []job.Message{{Role: "user", Content: "pay bob 5 dollars"}}, MaxTokens: 16, Sampling: job.Sampling{TopP: 1000}}
	reads, ends := make(chan struct{}), make(chan error, 1)
	slow := sync.OnceFunc(func() { close(reads) })
	goOn := make(chan struct{})
	go func() {
		_, _, err := till.Sell(t.Context(), ask, job.Tender{Once: &a}, func(job.Delta, job.Paid, job.Delivery) error {
			slow()
			<-goOn
			return nil
		})
		ends <- err
	}()
	select {
	case <-reads:
	case err := <-ends:
		t.Fatalf("the first post: %v", err)
	}
	nothing := func(job.Delta, job.Paid, job.Delivery) error { return nil }
	for range 3 {
		_, _, err := till.Sell(t.Context(), ask, job.Tender{Once: &a}, nothing)
		if f, ok := errors.AsType[*job.Fault](err); !ok || f.Kind != job.FaultBusy || f.Code != "payment_under_way" {
			t.Errorf("a post while the answer is being read: %v", err)
		}
	}
	close(goOn)
	if err := <-ends; err != nil {
		t.Errorf("the first post: %v", err)
	}
	if _, _, err := till.Sell(t.Context(), ask, job.Tender{Once: &a}, nothing); err != nil {
		t.Errorf("the same payment afterwards: %v", err)
	}
}
