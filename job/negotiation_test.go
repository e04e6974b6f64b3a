package job

import (
	"errors"
	"testing"

	"github.com/ethereum/go-ethereum/signer/core/apitypes"
	"pgregory.net/rapid"
)

func works(t *rapid.T) Work {
	return Work{
		hashes(t, "model"), Lane(rapid.Byte().Draw(t, "lane")), rapid.Uint64().Draw(t, "input"), rapid.Uint64().Draw(t, "cached"), rapid.Uint64().Draw(t, "output"),
		rapid.Uint64().Draw(t, "seconds"), hashes(t, "machine"), rapid.Uint64().Draw(t, "jobs"), hashes(t, "spec"), rapid.Uint32().Draw(t, "maxPrompt"), rapid.Uint32().Draw(t, "maxTokens"),
	}
}

func rates(t *rapid.T) Rates {
	return Rates{amounts(t, "input rate"), amounts(t, "cached rate"), amounts(t, "output rate"), amounts(t, "second"), amounts(t, "job")}
}

func TestDigestsOfANegotiationAgreeWithAWallets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := AssayDomain(uint64(rapid.Uint32().Draw(t, "chain")), addresses(t, "referee"))
		w := works(t)
		q := RequestForQuote{addresses(t, "buyer"), w, addresses(t, "token"), Mode(rapid.Byte().Draw(t, "mode")), rapid.Uint32().Draw(t, "rounds"), rapid.Uint32().Draw(t, "slots"), hashes(t, "salt"),
			rapid.Uint64().Draw(t, "issued"), rapid.Uint64().Draw(t, "closes"), rapid.Uint64().Draw(t, "reveals"), rapid.Uint64().Draw(t, "until")}
		if got, want := q.Digest(d), walletDigest(t, d, "RequestForQuote", apitypes.TypedDataMessage{
			"buyer": q.Buyer.String(), "token": q.Token.String(), "mode": dec(uint64(q.Mode)), "rounds": dec(uint64(q.Rounds)), "slots": dec(uint64(q.Slots)), "salt": q.Salt[:],
			"issued": dec(q.Issued), "closes": dec(q.Closes), "reveals": dec(q.Reveals), "until": dec(q.Until),
			"work": apitypes.TypedDataMessage{"model": w.Model[:], "lane": dec(uint64(w.Lane)), "input": dec(w.Input), "cached": dec(w.Cached), "output": dec(w.Output), "seconds": dec(w.Seconds),
				"machine": w.Machine[:], "jobs": dec(w.Jobs), "spec": w.Spec[:], "maxPrompt": dec(uint64(w.MaxPrompt)), "maxTokens": dec(uint64(w.MaxTokens))},
		}); got != want {
			t.Fatalf("request for a quote: %s, a wallet signs %s", got, want)
		}
		r := rates(t)
		o := Offer{hashes(t, "talk"), hashes(t, "answers"), rapid.Uint32().Draw(t, "round"), addresses(t, "from"), rapid.Uint64().Draw(t, "agent"), r, rapid.Uint32().Draw(t, "chunk"), amounts(t, "reserve"),
			rapid.Uint32().Draw(t, "slots"), amounts(t, "fee"), amounts(t, "deposit"), rapid.Uint64().Draw(t, "until"), rapid.Uint64().Draw(t, "issued"), rapid.Uint64().Draw(t, "expires")}
		if got, want := o.Digest(d), walletDigest(t, d, "Offer", apitypes.TypedDataMessage{
			"talk": o.Talk[:], "answers": o.Answers[:], "round": dec(uint64(o.Round)), "from": o.From.String(), "agent": dec(o.Agent), "chunkTokens": dec(uint64(o.ChunkTokens)), "reserve": o.Reserve.String(),
			"slots": dec(uint64(o.Slots)), "holdFee": o.HoldFee.String(), "deposit": o.Deposit.String(), "until": dec(o.Until), "issued": dec(o.Issued), "expires": dec(o.Expires),
			"rates": apitypes.TypedDataMessage{"input": r.Input.String(), "cached": r.Cached.String(), "output": r.Output.String(), "second": r.Second.String(), "job": r.Job.String()},
		}); got != want {
			t.Fatalf("offer: %s, a wallet signs %s", got, want)
		}
		b := SealedBid{hashes(t, "bt"), addresses(t, "bs"), hashes(t, "bc"), rapid.Uint64().Draw(t, "bi")}
		if got, want := b.Digest(d), walletDigest(t, d, "SealedBid", apitypes.TypedDataMessage{"talk": b.Talk[:], "seller": b.Seller.String(), "commitment": b.Commitment[:], "issued": dec(b.Issued)}); got != want {
			t.Fatalf("sealed bid: %s, a wallet signs %s", got, want)
		}
		k := BidBook{Talk: hashes(t, "kt"), Issued: rapid.Uint64().Draw(t, "ki")}
		var list []any
		for range rapid.IntRange(0, 5).Draw(t, "bids") {
			k.Commitments = append(k.Commitments, hashes(t, "commitment"))
			list = append(list, k.Commitments[len(k.Commitments)-1][:])
		}
		if got, want := k.Digest(d), walletDigest(t, d, "BidBook", apitypes.TypedDataMessage{"talk": k.Talk[:], "commitments": list, "issued": dec(k.Issued)}); got != want {
			t.Fatalf("book of bids: %s, a wallet signs %s", got, want)
		}
		e := AgreementDomain(d.ChainID, d.Contract)
		i := AgentIntent{hashes(t, "payload"), rapid.Uint64().Draw(t, "expiry"), rapid.Uint64().Draw(t, "nonce"), addresses(t, "agent"), hashes(t, "type"), amounts(t, "value"), Participants(addresses(t, "p1"), addresses(t, "p2"))}
		if got, want := i.Digest(e), walletDigest(t, e, "AgentIntent", apitypes.TypedDataMessage{
			"payloadHash": i.Payload[:], "expiry": dec(i.Expiry), "nonce": dec(i.Nonce), "agentId": i.Agent.String(), "coordinationType": i.Type[:], "coordinationValue": i.Value.String(),
			"participants": []any{i.Participants[0].String(), i.Participants[1].String()},
		}); got != want {
			t.Fatalf("intent: %s, a wallet signs %s", got, want)
		}
		a := Acceptance{i.Hash(), addresses(t, "participant"), rapid.Uint64().Draw(t, "an"), rapid.Uint64().Draw(t, "ae"), hashes(t, "conditions")}
		if got, want := a.Digest(e), walletDigest(t, e, "AcceptanceAttestation", apitypes.TypedDataMessage{
			"intentHash": a.Intent[:], "participant": a.Participant.String(), "nonce": dec(a.Nonce), "expiry": dec(a.Expiry), "conditionsHash": a.Conditions[:],
		}); got != want {
			t.Fatalf("acceptance: %s, a wallet signs %s", got, want)
		}
	})
}

func TestWorkIsPricedUnitByUnitAndRoundedUpOnce(t *testing.T) {
	r := Rates{Input: Units(500_000), Cached: Units(100_000), Output: Units(2_000_000), Second: Units(300), Job: Units(7)}
	for _, c := range []struct {
		work Work
		want uint64
	}{
		{Work{}, 0},
		{Work{Input: 1}, 1},
		{Work{Input: 3, Output: 1}, 4},
		{Work{Input: 1_000_000, Cached: 400_000, Output: 1_000_000}, 300_000 + 40_000 + 2_000_000},
		{Work{Seconds: 10, Jobs: 2}, 3014},
		{Work{Input: 1, Cached: 1, Seconds: 1}, 301},
		{Work{Input: maxUnits, Output: maxUnits, Seconds: maxUnits, Jobs: maxUnits}, maxUnits/2 + 2*maxUnits + 307*maxUnits},
	} {
		if got := r.Cost(c.work); got != Units(c.want) {
			t.Errorf("%+v: %s, want %d", c.work, got, c.want)
		}
	}
	q := Quote{InputPrice: r.Input, OutputPrice: r.Output}
	if got, want := r.Cost(Work{Input: 777, Output: 31}), q.Cost(777, 31); got != want {
		t.Errorf("the same tokens cost %s by rates and %s by the quote", got, want)
	}
}

func TestWhatNoContractCouldCountIsRefused(t *testing.T) {
	good := RequestForQuote{
		Buyer: Address{1}, Token: Address{2}, Mode: ModeTalk, Rounds: 4, Issued: 1000, Closes: 1060, Reveals: 1060, Until: 5000,
		Work: Work{Model: Hash{3}, Lane: LaneExact, Input: 10, Output: 10, MaxPrompt: 10, MaxTokens: 10},
	}
	if err := good.Validate(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*RequestForQuote){
		"no buyer":                          func(r *RequestForQuote) { r.Buyer = Address{} },
		"no mode":                           func(r *RequestForQuote) { r.Mode = 0 },
		"endless rounds":                    func(r *RequestForQuote) { r.Rounds = MaxRounds + 1 },
		"haggling over sealed bids":         func(r *RequestForQuote) { r.Mode, r.Reveals = ModeSealed, 1100 },
		"sealed bids opened at once":        func(r *RequestForQuote) { r.Mode, r.Rounds = ModeSealed, 0 },
		"bids to be opened, but not sealed": func(r *RequestForQuote) { r.Reveals = 1100 },
		"a talk that takes no time":         func(r *RequestForQuote) { r.Closes, r.Reveals = 1000, 1000 },
		"a talk of days":                    func(r *RequestForQuote) { r.Closes, r.Reveals, r.Until = 1000+MaxTalkTime+1, 1000+MaxTalkTime+1, 1<<40 },
		"a price that ends first":           func(r *RequestForQuote) { r.Until = 1060 },
		"a price for ever":                  func(r *RequestForQuote) { r.Until = 1000 + MaxAgreement + 1 },
		"no lane":                           func(r *RequestForQuote) { r.Work.Lane = 0 },
		"more tokens than can be priced":    func(r *RequestForQuote) { r.Work.Output = maxUnits + 1 },
		"more cached than there is":         func(r *RequestForQuote) { r.Work.Cached = 11 },
		"work of nothing":                   func(r *RequestForQuote) { r.Work.Input, r.Work.Output = 0, 0 },
		"tokens of no model":                func(r *RequestForQuote) { r.Work.Model = Hash{} },
		"tokens in requests of none":        func(r *RequestForQuote) { r.Work.MaxTokens = 0 },
		"seconds of no machine":             func(r *RequestForQuote) { r.Work.Seconds = 1 },
		"a machine for no time":             func(r *RequestForQuote) { r.Work.Machine = Hash{1} },
		"jobs of no kind":                   func(r *RequestForQuote) { r.Work.Jobs = 1 },
	} {
		bad := good
		change(&bad)
		if err := bad.Validate(); !errors.Is(err, ErrRange) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBooksOfBidsHaveOneOrder(t *testing.T) {
	a, b := Hash{1}, Hash{2}
	for name, list := range map[string][]Hash{"out of order": {b, a}, "twice": {a, a}, "not there": {b}} {
		if (BidBook{Commitments: list}).Holds(a) {
			t.Errorf("a book with its bids %s passes", name)
		}
	}
	if !(BidBook{Commitments: []Hash{a, b}}).Holds(a) {
		t.Error("a book in order is refused")
	}
}
