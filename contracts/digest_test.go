package contracts_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/ethereum/go-ethereum/common"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/job"
)

// messagesPerType is how many random messages of each type Go and Solidity must agree on.
const messagesPerType = 1000

// source draws message fields. Every third value is an end of its range, since that is where encodings go wrong.
type source struct{ *rand.Rand }

func newSource(seed uint64) source { return source{rand.New(rand.NewPCG(seed, 0xa55a))} }

func (s source) u64(bits int) uint64 {
	top := ^uint64(0) >> (64 - bits)
	switch s.IntN(6) {
	case 0:
		return 0
	case 1:
		return top
	}
	return s.Uint64() & top
}
func (s source) u32() uint32 { return uint32(s.u64(32)) }

// i32 draws numbers whose ends are not those of a uint32.
func (s source) i32() int32 {
	switch s.IntN(6) {
	case 0:
		return math.MinInt32
	case 1:
		return math.MaxInt32
	}
	return int32(s.u32())
}
func (s source) fill(b []byte) {
	switch s.IntN(6) {
	case 0: // zero
	case 1:
		for i := range b {
			b[i] = 0xff
		}
	default:
		for i := range b {
			b[i] = byte(s.Uint32())
		}
	}
}
func (s source) hash() (h job.Hash)       { s.fill(h[:]); return h }
func (s source) address() (a job.Address) { s.fill(a[:]); return a }
func (s source) amount(t *testing.T) job.Amount {
	var b [16]byte
	s.fill(b[:])
	a, err := job.AmountFromBig(new(big.Int).SetBytes(b[:]))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// agree holds Go's digest against Solidity's, message by message.
func agree[M any](t *testing.T, m *machine, at common.Address, draw func() M, digest func(M) job.Hash, pack func(M) []byte) {
	t.Helper()
	seen := make(map[job.Hash]bool)
	for i := range messagesPerType {
		message := draw()
		want, err := m.view(at, pack(message))
		if err != nil {
			t.Fatalf("message %d: %v", i, err)
		}
		got := digest(message)
		if string(want) != string(got[:]) {
			t.Fatalf("message %d: Go says %s, Solidity %x\n%+v", i, got, want, message)
		}
		seen[got] = true
	}
	// Random messages differ, and so must their digests: a digest that ignores its message would agree with itself.
	if len(seen) < messagesPerType*8/10 {
		t.Fatalf("%d different digests of %d messages", len(seen), messagesPerType)
	}
}

func TestStatementDigestsAgree(t *testing.T) {
	m := newMachine(t)
	at, _ := m.deploy(common.FromHex(bind.RefereeMetaData.Bin))
	d := job.AssayDomain(devChain, job.Address(at))
	referee := bind.NewReferee()

	separator, err := m.view(at, referee.PackDomainSeparator())
	if want := d.Separator(); err != nil || string(separator) != string(want[:]) {
		t.Fatalf("domain separator: Go says %s, Solidity %x (%v)", want, separator, err)
	}

	t.Run("Request", func(t *testing.T) {
		s := newSource(1)
		agree(t, m, at, func() job.Request {
			return job.Request{
				Model: s.hash(), Tokenizer: s.hash(), Template: s.hash(), Prompt: s.hash(),
				PromptTokens: s.u32(), MaxTokens: s.u32(),
				Sampling: job.Sampling{Temperature: s.u32(), TopK: s.u32(), TopP: s.u32(), MinP: s.u32(),
					Repeat: s.u32(), Frequency: s.i32(), Presence: s.i32(), Bias: s.hash()},
				Stop: s.hash(), Schema: s.hash(), Lane: job.Lane(s.u64(8)), Quote: s.hash(), PriceLimit: s.amount(t),
				Channel: s.hash(), Commitment: s.hash(), BuyerNonce: s.hash(), Time: s.u64(64),
			}
		}, func(r job.Request) job.Hash { return r.Digest(d) }, func(r job.Request) []byte {
			return referee.PackRequestDigest(bind.StatementsRequest{
				Model: r.Model, Tokenizer: r.Tokenizer, Template: r.Template, Prompt: r.Prompt,
				PromptTokens: r.PromptTokens, MaxTokens: r.MaxTokens,
				Sampling: bind.StatementsSampling{
					Temperature: r.Sampling.Temperature, TopK: r.Sampling.TopK, TopP: r.Sampling.TopP, MinP: r.Sampling.MinP,
					Repeat: r.Sampling.Repeat, Frequency: r.Sampling.Frequency, Presence: r.Sampling.Presence, Bias: r.Sampling.Bias,
				},
				Stop: r.Stop, Schema: r.Schema, Lane: uint8(r.Lane), Quote: r.Quote, PriceLimit: r.PriceLimit.Big(),
				Channel: r.Channel, Commitment: r.Commitment, BuyerNonce: r.BuyerNonce, Time: r.Time,
			})
		})
	})
	t.Run("Chunk", func(t *testing.T) {
		s := newSource(2)
		agree(t, m, at, func() job.Chunk {
			return job.Chunk{Request: s.hash(), Output: s.hash(), Count: s.u32(), Amount: s.amount(t)}
		}, func(c job.Chunk) job.Hash { return c.Digest(d) }, func(c job.Chunk) []byte {
			return referee.PackChunkDigest(bind.StatementsChunk{
				Request: c.Request, Output: c.Output, Count: c.Count, Amount: c.Amount.Big(),
			})
		})
	})
	t.Run("Receipt", func(t *testing.T) {
		s := newSource(3)
		agree(t, m, at, func() job.Receipt {
			return job.Receipt{
				Request: s.hash(), Output: s.hash(), Count: s.u32(), Amount: s.amount(t), Nonce: s.hash(),
				Finish: job.Finish(s.u64(8)), Started: s.u64(64), Finished: s.u64(64),
			}
		}, func(r job.Receipt) job.Hash { return r.Digest(d) }, func(r job.Receipt) []byte {
			return referee.PackReceiptDigest(bind.StatementsReceipt{
				Request: r.Request, Output: r.Output, Count: r.Count, Amount: r.Amount.Big(), Nonce: r.Nonce,
				Finish: uint8(r.Finish), Started: r.Started, Finished: r.Finished,
			})
		})
	})
	t.Run("Quote", func(t *testing.T) {
		s := newSource(4)
		agree(t, m, at, func() job.Quote {
			return job.Quote{
				Provider: s.address(), Agent: s.u64(64), Buyer: s.address(), Model: s.hash(), Lane: job.Lane(s.u64(8)),
				Token: s.address(), InputPrice: s.amount(t), OutputPrice: s.amount(t), ChunkTokens: s.u32(),
				MaxPrompt: s.u32(), MaxTokens: s.u32(), Reserve: s.amount(t), Issued: s.u64(64), Expires: s.u64(64),
			}
		}, func(q job.Quote) job.Hash { return q.Digest(d) }, func(q job.Quote) []byte {
			return referee.PackQuoteDigest(bind.StatementsQuote{
				Provider: common.Address(q.Provider), Agent: new(big.Int).SetUint64(q.Agent),
				Buyer: common.Address(q.Buyer), Model: q.Model, Lane: uint8(q.Lane), Token: common.Address(q.Token),
				InputPrice: q.InputPrice.Big(), OutputPrice: q.OutputPrice.Big(), ChunkTokens: q.ChunkTokens,
				MaxPrompt: q.MaxPrompt, MaxTokens: q.MaxTokens, Reserve: q.Reserve.Big(),
				Issued: q.Issued, Expires: q.Expires,
			})
		})
	})
	t.Run("NonceBatch", func(t *testing.T) {
		s := newSource(5)
		agree(t, m, at, func() job.NonceBatch {
			return job.NonceBatch{Channel: s.hash(), First: s.u32(), Root: s.hash()}
		}, func(b job.NonceBatch) job.Hash { return b.Digest(d) }, func(b job.NonceBatch) []byte {
			return referee.PackNonceBatchDigest(bind.StatementsNonceBatch{Channel: b.Channel, First: b.First, Root: b.Root})
		})
	})
	t.Run("Commit", func(t *testing.T) {
		s := newSource(6)
		agree(t, m, at, s.randomHash, job.Commit, func(h job.Hash) []byte { return referee.PackCommitmentOf(h) })
	})
	t.Run("Seed", func(t *testing.T) {
		s := newSource(7)
		agree(t, m, at, func() [2]job.Hash { return [2]job.Hash{s.randomHash(), s.hash()} },
			func(h [2]job.Hash) job.Hash { return job.Seed(h[0], h[1]) },
			func(h [2]job.Hash) []byte { return referee.PackSeedOf(h[0], h[1]) })
	})
}

// randomHash never takes an end of the range, for messages that are one hash.
func (s source) randomHash() (h job.Hash) {
	for i := range h {
		h[i] = byte(s.Uint32())
	}
	return h
}

func TestSettlementDigestsAgree(t *testing.T) {
	m := newMachine(t)
	m.place(settlementAddress, common.FromHex(bind.BatchSettlementMetaData.Bin))
	d := job.SettlementDomain(devChain, job.Address(settlementAddress))
	settlement := bind.NewBatchSettlement()
	config := func(s source) job.ChannelConfig {
		return job.ChannelConfig{
			Payer: s.address(), PayerAuthorizer: s.address(), Receiver: s.address(), ReceiverAuthorizer: s.address(),
			Token: s.address(), WithdrawDelay: s.u64(40), Salt: s.hash(),
		}
	}

	t.Run("ChannelConfig", func(t *testing.T) {
		s := newSource(11)
		agree(t, m, settlementAddress, func() job.ChannelConfig { return config(s) },
			func(c job.ChannelConfig) job.Hash { return c.ID(d) },
			func(c job.ChannelConfig) []byte { return settlement.PackGetChannelId(boundConfig(c)) })
	})
	t.Run("Voucher", func(t *testing.T) {
		s := newSource(12)
		agree(t, m, settlementAddress,
			func() job.Voucher { return job.Voucher{Channel: s.hash(), MaxClaimable: s.amount(t)} },
			func(v job.Voucher) job.Hash { return v.Digest(d) },
			func(v job.Voucher) []byte { return settlement.PackGetVoucherDigest(v.Channel, v.MaxClaimable.Big()) })
	})
	t.Run("Refund", func(t *testing.T) {
		s := newSource(13)
		agree(t, m, settlementAddress,
			func() job.Refund { return job.Refund{Channel: s.hash(), Nonce: s.u64(64), Amount: s.amount(t)} },
			func(r job.Refund) job.Hash { return r.Digest(d) },
			func(r job.Refund) []byte {
				return settlement.PackGetRefundDigest(r.Channel, new(big.Int).SetUint64(r.Nonce), r.Amount.Big())
			})
	})
	t.Run("ClaimBatch", func(t *testing.T) {
		s := newSource(14)
		// The contract hashes whole configs, the message only their ids.
		type row struct {
			config       job.ChannelConfig
			max, claimed job.Amount
		}
		agree(t, m, settlementAddress, func() []row {
			rows := make([]row, 1+s.IntN(4))
			for i := range rows {
				rows[i] = row{config(s), s.amount(t), s.amount(t)}
			}
			return rows
		}, func(rows []row) job.Hash {
			var b job.ClaimBatch
			for _, r := range rows {
				b.Claims = append(b.Claims, job.ClaimEntry{Channel: r.config.ID(d), MaxClaimable: r.max, TotalClaimed: r.claimed})
			}
			return b.Digest(d)
		}, func(rows []row) []byte {
			var claims []bind.BatchSettlementVoucherClaim
			for _, r := range rows {
				claims = append(claims, bind.BatchSettlementVoucherClaim{
					Voucher:      bind.BatchSettlementVoucher{Channel: boundConfig(r.config), MaxClaimableAmount: r.max.Big()},
					TotalClaimed: r.claimed.Big(),
				})
			}
			return settlement.PackGetClaimBatchDigest(claims)
		})
	})
	t.Run("EmptyClaimBatch", func(t *testing.T) {
		got, err := m.view(settlementAddress, settlement.PackGetClaimBatchDigest(nil))
		if want := (job.ClaimBatch{}).Digest(d); err != nil || string(got) != string(want[:]) {
			t.Fatalf("Go says %s, Solidity %x (%v)", want, got, err)
		}
	})
}

// TestAmountsAgree holds the price formula, which decides every voucher, to the contract's.
func TestAmountsAgree(t *testing.T) {
	m := newMachine(t)
	at, _ := m.deploy(common.FromHex(bind.RefereeMetaData.Bin))
	referee := bind.NewReferee()
	s := newSource(21)
	limit := new(big.Int).Lsh(big.NewInt(1), 128)
	var over int
	for i := range messagesPerType {
		q := job.Quote{InputPrice: s.amount(t), OutputPrice: s.amount(t)}
		prompt, count := s.u32(), s.u32()
		got := q.Cost(prompt, count)
		raw, err := m.view(at, referee.PackAmountOf(prompt, count, q.InputPrice.Big(), q.OutputPrice.Big()))
		if got.Big().Cmp(limit) >= 0 {
			over++
			if err == nil || got.Fits() {
				t.Fatalf("amount %d: %s does not fit 128 bits, yet it passed", i, got)
			}
			continue
		}
		if err != nil || new(big.Int).SetBytes(raw).Cmp(got.Big()) != 0 {
			t.Fatalf("amount %d: Go says %s, Solidity %x (%v)", i, got, raw, err)
		}
	}
	if over == 0 || over == messagesPerType {
		t.Fatalf("%d of %d amounts were too large: the draw misses a side", over, messagesPerType)
	}
}

// TestSignersAgree signs with Go and recovers with both, well-formed and tampered with.
func TestSignersAgree(t *testing.T) {
	m := newMachine(t)
	at, _ := m.deploy(common.FromHex(bind.RefereeMetaData.Bin))
	referee := bind.NewReferee()
	s := newSource(31)
	alice := newAccount(t, "alice")
	accepted := 0
	for i := range 300 {
		digest := s.randomHash()
		signature := alice.sign(t, digest)
		switch i % 3 {
		case 1: // one bit flipped somewhere
			signature[s.IntN(65)] ^= 1 << s.IntN(8)
		case 2: // the other signature of the same message
			signature = highS(signature)
		}
		who, err := job.Recover(digest, job.Signature(signature))
		raw, evmErr := m.view(at, referee.PackSignerOf(digest, signature))
		if (err == nil) != (evmErr == nil) {
			t.Fatalf("signature %d (%x): Go says %v, Solidity %v", i, signature, err, evmErr)
		}
		if err != nil {
			continue
		}
		accepted++
		if got := common.BytesToAddress(raw); got != common.Address(who) {
			t.Fatalf("signature %d: Go recovers %s, Solidity %s", i, who, got)
		}
		if (who == job.Address(alice.address)) != (i%3 == 0) {
			t.Fatalf("signature %d of kind %d recovers %s", i, i%3, who)
		}
	}
	if accepted < 100 || accepted >= 300 {
		t.Fatalf("%d of 300 signatures were accepted", accepted)
	}
}
