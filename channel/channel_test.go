package channel

import (
	"crypto/ecdsa"
	"errors"
	"testing"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/crypto"
	"pgregory.net/rapid"
)

var domain = job.SettlementDomain(84532, job.Address{0x40, 0x20})

// alice is a payer with a session key.
func alice(t interface{ Fatal(...any) }) (*ecdsa.PrivateKey, job.ChannelConfig) {
	key, err := crypto.ToECDSA(crypto.Keccak256([]byte("alice's session")))
	if err != nil {
		t.Fatal(err)
	}
	return key, job.ChannelConfig{
		Payer: job.Address{1}, PayerAuthorizer: job.Address(crypto.PubkeyToAddress(key.PublicKey)),
		Receiver: job.Address{2}, ReceiverAuthorizer: job.Address{2}, Token: job.Address{3}, WithdrawDelay: 900, Salt: job.Hash{4},
	}
}

func sign(t interface{ Fatal(...any) }, key *ecdsa.PrivateKey, d job.Domain, v job.Voucher) job.SignedVoucher {
	digest := v.Digest(d)
	raw, err := crypto.Sign(digest[:], key)
	if err != nil {
		t.Fatal(err)
	}
	raw[64] += 27
	return job.SignedVoucher{Voucher: v, Signature: job.Signature(raw)}
}

func open(t interface{ Fatal(...any) }) (*ecdsa.PrivateKey, Payee, job.ChannelState) {
	key, c := alice(t)
	state := job.ChannelState{Balance: job.Units(1000)}
	return key, Payee{Config: c, ID: c.ID(domain)}.Observe(state), state
}

func TestVoucherAttacksAreRefused(t *testing.T) {
	key, p, state := open(t)
	mallory, err := crypto.GenerateKey()
	if err != nil {
		t.Fatal(err)
	}
	good := sign(t, key, domain, job.Voucher{Channel: p.ID, MaxClaimable: job.Units(100)})
	flipped := good
	flipped.Signature[10] ^= 1
	for _, c := range []struct {
		attack string
		v      job.SignedVoucher
		state  job.ChannelState
		closed bool
		want   error
	}{
		{"unsigned voucher", job.SignedVoucher{Voucher: good.Voucher}, state, false, ErrVoucher},
		{"voucher signed by somebody else", sign(t, mallory, domain, good.Voucher), state, false, ErrVoucher},
		{"voucher with a changed signature", flipped, state, false, ErrVoucher},
		{"voucher for another channel", sign(t, key, domain, job.Voucher{Channel: job.Hash{9}, MaxClaimable: job.Units(100)}), state, false, ErrVoucher},
		{"voucher for another chain", sign(t, key, job.SettlementDomain(1, domain.Contract), good.Voucher), state, false, ErrVoucher},
		{"voucher for another contract", sign(t, key, job.SettlementDomain(84532, job.Address{7}), good.Voucher), state, false, ErrVoucher},
		{"voucher above the balance", sign(t, key, domain, job.Voucher{Channel: p.ID, MaxClaimable: job.Units(1001)}), state, false, ErrOverBalance},
		{"ripe withdrawal: voucher while one is pending", good, job.ChannelState{Balance: job.Units(1000), Withdrawing: job.Units(1000), WithdrawAt: 5}, false, ErrWithdrawing},
		{"top-up during a withdrawal does not cancel it", good, job.ChannelState{Balance: job.Units(2000), Withdrawing: job.Units(1000), WithdrawAt: 5}, false, ErrWithdrawing},
		{"stale ceiling after a refund: the balance is gone", good, job.ChannelState{Balance: job.Units(60), Claimed: job.Units(60), RefundNonce: 1}, false, ErrOverBalance},
		{"voucher on a closed channel", good, state, true, ErrClosed},
	} {
		book := p
		book.Closed = c.closed
		after, err := book.Accept(domain, c.v, c.state)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", c.attack, err, c.want)
		}
		if after.Ceiling != book.Ceiling {
			t.Errorf("%s: the ceiling moved", c.attack)
		}
	}
	after, err := p.Accept(domain, good, state)
	if err != nil || after.Ceiling != good {
		t.Fatalf("a good voucher is refused: %v", err)
	}
	lower := sign(t, key, domain, job.Voucher{Channel: p.ID, MaxClaimable: job.Units(50)})
	if again, err := after.Accept(domain, lower, state); err != nil || again.Ceiling != good {
		t.Fatalf("replaying an older voucher: ceiling %s, %v", again.Ceiling.Voucher.MaxClaimable, err)
	}
	bad := good
	bad.Signature[3] ^= 1
	if _, err := after.Accept(domain, bad, state); !errors.Is(err, ErrVoucher) {
		t.Fatalf("a known amount with a bad signature: %v, want ErrVoucher", err)
	}
}

func TestOverClaimIsRefused(t *testing.T) {
	key, p, state := open(t)
	p, err := p.Accept(domain, sign(t, key, domain, job.Voucher{Channel: p.ID, MaxClaimable: job.Units(10)}), state)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Charge(job.Units(11)); !errors.Is(err, ErrUnderpaid) {
		t.Fatalf("charging above the ceiling: %v", err)
	}
	if p, err = p.Charge(job.Units(10)); err != nil {
		t.Fatal(err)
	}
	if err := p.Covers(job.Amount{}, job.Units(1)); !errors.Is(err, ErrUnderpaid) {
		t.Fatalf("delivering unpaid: %v", err)
	}
	c, due := p.Claim()
	if !due || c.Total != job.Units(10) {
		t.Fatalf("claim %v %v", c.Total, due)
	}
}

// Whatever streams do on a channel: both sides' sums agree, the ceiling never falls, never passes the deposit, and runs
// ahead of what is owed by no more than what was granted.
func TestBothBooksAgreeUnderAnyInterleaving(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key, c := alice(t)
		deposit := job.Units(rapid.Uint64Range(1, 500).Draw(t, "deposit"))
		state := job.ChannelState{Balance: deposit}
		seller := Payee{Config: c, ID: c.ID(domain)}.Observe(state)
		buyer := Payer{Config: c, ID: seller.ID, Deposit: deposit}
		type stream struct{ granted job.Amount }
		var streams []stream
		held := func() (sum job.Amount) {
			for _, s := range streams {
				sum = sum.Add(s.granted)
			}
			return sum
		}
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			switch {
			case len(streams) < 4 && rapid.Bool().Draw(t, "grant"):
				next := job.Units(rapid.Uint64Range(1, 60).Draw(t, "price"))
				before := buyer
				b, v, err := buyer.Authorize(held(), next)
				if err != nil {
					if buyer != before {
						t.Fatal("a refusal changed the book")
					}
					continue
				}
				if b.Ceiling.Less(before.Ceiling) || b.Deposit.Less(b.Ceiling) {
					t.Fatalf("ceiling %s after %s with deposit %s", b.Ceiling, before.Ceiling, b.Deposit)
				}
				buyer = b
				if seller, err = seller.Accept(domain, sign(t, key, domain, v), state); err != nil {
					t.Fatalf("an honest voucher is refused: %v", err)
				}
				if err := seller.Covers(held(), next); err != nil {
					t.Fatalf("a granted piece is not covered: %v", err)
				}
				streams = append(streams, stream{next})
			case len(streams) > 0:
				i := rapid.IntRange(0, len(streams)-1).Draw(t, "stream")
				s := streams[i]
				streams = append(streams[:i], streams[i+1:]...)
				used := job.Min(s.granted, job.Units(rapid.Uint64Range(0, 60).Draw(t, "used")))
				var err error
				if seller, err = seller.Charge(used); err != nil {
					t.Fatalf("charging what was granted: %v", err)
				}
				buyer = buyer.Received(used)
			}
			if seller.Charged != buyer.Owed {
				t.Fatalf("seller charged %s, buyer owes %s", seller.Charged, buyer.Owed)
			}
			if buyer.Ceiling.Less(buyer.Owed) {
				t.Fatalf("owed %s above the ceiling %s", buyer.Owed, buyer.Ceiling)
			}
		}
	})
}

func TestConcedeNeverPassesTheCeiling(t *testing.T) {
	p := Payer{Deposit: job.Units(100), Ceiling: job.Units(40), Owed: job.Units(10)}
	if got := p.Concede(job.Units(30)).Owed; got != job.Units(30) {
		t.Errorf("owed %s, want 30", got)
	}
	if got := p.Concede(job.Units(90)).Owed; got != job.Units(40) {
		t.Errorf("a seller that says it charged more than was signed: owed %s, want 40", got)
	}
	if got := p.Concede(job.Units(5)).Owed; got != job.Units(10) {
		t.Errorf("a seller that says less: owed %s, want 10", got)
	}
}

func TestNothingIsDeliveredForMoneyThatIsLeaving(t *testing.T) {
	key, p, state := open(t)
	p, err := p.Accept(domain, sign(t, key, domain, job.Voucher{Channel: p.ID, MaxClaimable: job.Units(1000)}), state)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Covers(job.Amount{}, job.Units(1000)); err != nil {
		t.Fatalf("a paid piece is not covered: %v", err)
	}
	for _, c := range []struct {
		attack string
		state  job.ChannelState
		want   error
	}{
		{"notice of a withdrawal in the middle of a stream", job.ChannelState{Balance: job.Units(1000), Withdrawing: job.Units(1000), WithdrawAt: 5}, ErrWithdrawing},
		{"a ceiling signed before the money was withdrawn", job.ChannelState{Balance: job.Units(100)}, ErrOverBalance},
	} {
		if err := p.Observe(c.state).Covers(job.Amount{}, job.Units(101)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", c.attack, err, c.want)
		}
	}
	if err := p.Observe(job.ChannelState{Balance: job.Units(100)}).Covers(job.Units(40), job.Units(60)); err != nil {
		t.Errorf("what is still there is not covered: %v", err)
	}
}
