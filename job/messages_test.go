package job

import (
	"bytes"
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/ethereum/go-ethereum/common/math"
	"github.com/ethereum/go-ethereum/signer/core/apitypes"
	"pgregory.net/rapid"
)

// types are the messages as an EIP-712 wallet is told of them: an independent reading of the same type strings.
var types = apitypes.Types{
	"EIP712Domain":  {{Name: "name", Type: "string"}, {Name: "version", Type: "string"}, {Name: "chainId", Type: "uint256"}, {Name: "verifyingContract", Type: "address"}},
	"Sampling":      fields("uint32 temperature,uint32 topK,uint32 topP,uint32 minP,uint32 repeat,int32 frequency,int32 presence,bytes32 bias"),
	"Request":       fields("bytes32 model,bytes32 tokenizer,bytes32 template,bytes32 prompt,uint32 promptTokens,uint32 maxTokens,Sampling sampling,bytes32 stop,bytes32 schema,uint8 lane,bytes32 quote,uint128 priceLimit,bytes32 channel,bytes32 commitment,bytes32 buyerNonce,uint64 time"),
	"Chunk":         fields("bytes32 request,bytes32 output,uint32 count,uint128 amount"),
	"Receipt":       fields("bytes32 request,bytes32 output,uint32 count,uint128 amount,bytes32 nonce,uint8 finish,uint64 started,uint64 finished"),
	"Quote":         fields("address provider,uint256 agent,address buyer,bytes32 model,uint8 lane,address token,uint128 inputPrice,uint128 outputPrice,uint32 chunkTokens,uint32 maxPrompt,uint32 maxTokens,uint128 reserve,uint64 issued,uint64 expires"),
	"NonceBatch":    fields("bytes32 channel,uint32 first,bytes32 root"),
	"ChannelConfig": fields("address payer,address payerAuthorizer,address receiver,address receiverAuthorizer,address token,uint40 withdrawDelay,bytes32 salt"),
	"Voucher":       fields("bytes32 channelId,uint128 maxClaimableAmount"),

	"Work":                  fields("bytes32 model,uint8 lane,uint64 input,uint64 cached,uint64 output,uint64 seconds,bytes32 machine,uint64 jobs,bytes32 spec,uint32 maxPrompt,uint32 maxTokens"),
	"Rates":                 fields("uint128 input,uint128 cached,uint128 output,uint128 second,uint128 job"),
	"RequestForQuote":       fields("address buyer,Work work,address token,uint8 mode,uint32 rounds,uint32 slots,bytes32 salt,uint64 issued,uint64 closes,uint64 reveals,uint64 until"),
	"Offer":                 fields("bytes32 talk,bytes32 answers,uint32 round,address from,uint256 agent,Rates rates,uint32 chunkTokens,uint128 reserve,uint32 slots,uint128 holdFee,uint128 deposit,uint64 until,uint64 issued,uint64 expires"),
	"SealedBid":             fields("bytes32 talk,address seller,bytes32 commitment,uint64 issued"),
	"BidBook":               fields("bytes32 talk,bytes32[] commitments,uint64 issued"),
	"AgentIntent":           fields("bytes32 payloadHash,uint64 expiry,uint64 nonce,address agentId,bytes32 coordinationType,uint256 coordinationValue,address[] participants"),
	"AcceptanceAttestation": fields("bytes32 intentHash,address participant,uint64 nonce,uint64 expiry,bytes32 conditionsHash"),
}

func fields(list string) (out []apitypes.Type) {
	for f := range strings.SplitSeq(list, ",") {
		kind, name, _ := strings.Cut(f, " ")
		out = append(out, apitypes.Type{Name: name, Type: kind})
	}
	return out
}

func walletDigest(t interface{ Fatal(...any) }, d Domain, primary string, m apitypes.TypedDataMessage) Hash {
	digest, _, err := apitypes.TypedDataAndHash(apitypes.TypedData{
		Types: types, PrimaryType: primary, Message: m,
		Domain: apitypes.TypedDataDomain{Name: d.Name, Version: d.Version, ChainId: math.NewHexOrDecimal256(int64(d.ChainID)), VerifyingContract: d.Contract.String()},
	})
	if err != nil {
		t.Fatal(err)
	}
	return Hash(digest)
}

func hashes(t *rapid.T, name string) Hash {
	return Hash(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, name))
}

func addresses(t *rapid.T, name string) Address {
	return Address(rapid.SliceOfN(rapid.Byte(), 20, 20).Draw(t, name))
}

func amounts(t *rapid.T, name string) Amount {
	raw := rapid.SliceOfN(rapid.Byte(), 0, 16).Draw(t, name)
	a, err := AmountFromBig(new(big.Int).SetBytes(raw))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func dec(n uint64) string { return new(big.Int).SetUint64(n).String() }

func signed(n int32) string { return big.NewInt(int64(n)).String() }

func TestDigestsAgreeWithAWallets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := AssayDomain(uint64(rapid.Uint32().Draw(t, "chain")), addresses(t, "referee"))
		q := Quote{
			Provider: addresses(t, "provider"), Agent: rapid.Uint64().Draw(t, "agent"), Buyer: addresses(t, "buyer"), Model: hashes(t, "model"), Lane: Lane(rapid.Byte().Draw(t, "lane")),
			Token: addresses(t, "token"), InputPrice: amounts(t, "in"), OutputPrice: amounts(t, "out"), ChunkTokens: rapid.Uint32().Draw(t, "chunk"),
			MaxPrompt: rapid.Uint32().Draw(t, "prompt"), MaxTokens: rapid.Uint32().Draw(t, "max"), Reserve: amounts(t, "reserve"), Issued: rapid.Uint64().Draw(t, "issued"), Expires: rapid.Uint64().Draw(t, "expires"),
		}
		if got, want := q.Digest(d), walletDigest(t, d, "Quote", apitypes.TypedDataMessage{
			"provider": q.Provider.String(), "agent": dec(q.Agent), "buyer": q.Buyer.String(), "model": q.Model[:], "lane": dec(uint64(q.Lane)), "token": q.Token.String(),
			"inputPrice": q.InputPrice.String(), "outputPrice": q.OutputPrice.String(), "chunkTokens": dec(uint64(q.ChunkTokens)), "maxPrompt": dec(uint64(q.MaxPrompt)),
			"maxTokens": dec(uint64(q.MaxTokens)), "reserve": q.Reserve.String(), "issued": dec(q.Issued), "expires": dec(q.Expires),
		}); got != want {
			t.Fatalf("quote: %s, a wallet signs %s", got, want)
		}
		r := Request{
			Model: hashes(t, "m"), Tokenizer: hashes(t, "tok"), Template: hashes(t, "tpl"), Prompt: hashes(t, "p"), PromptTokens: rapid.Uint32().Draw(t, "n"), MaxTokens: rapid.Uint32().Draw(t, "x"),
			Sampling: Sampling{rapid.Uint32().Draw(t, "t"), rapid.Uint32().Draw(t, "k"), rapid.Uint32().Draw(t, "tp"), rapid.Uint32().Draw(t, "mp"), rapid.Uint32().Draw(t, "rp"), rapid.Int32().Draw(t, "fr"), rapid.Int32().Draw(t, "pr"), hashes(t, "bias")},
			Stop:     hashes(t, "stop"), Schema: hashes(t, "schema"),
			Lane: Lane(rapid.Byte().Draw(t, "l")), Quote: hashes(t, "q"), PriceLimit: amounts(t, "limit"), Channel: hashes(t, "c"), Commitment: hashes(t, "com"), BuyerNonce: hashes(t, "bn"), Time: rapid.Uint64().Draw(t, "time"),
		}
		if got, want := r.Digest(d), walletDigest(t, d, "Request", apitypes.TypedDataMessage{
			"model": r.Model[:], "tokenizer": r.Tokenizer[:], "template": r.Template[:], "prompt": r.Prompt[:], "promptTokens": dec(uint64(r.PromptTokens)), "maxTokens": dec(uint64(r.MaxTokens)),
			"sampling": apitypes.TypedDataMessage{"temperature": dec(uint64(r.Sampling.Temperature)), "topK": dec(uint64(r.Sampling.TopK)), "topP": dec(uint64(r.Sampling.TopP)), "minP": dec(uint64(r.Sampling.MinP)),
				"repeat": dec(uint64(r.Sampling.Repeat)), "frequency": signed(r.Sampling.Frequency), "presence": signed(r.Sampling.Presence), "bias": r.Sampling.Bias[:]},
			"stop": r.Stop[:], "schema": r.Schema[:], "lane": dec(uint64(r.Lane)), "quote": r.Quote[:], "priceLimit": r.PriceLimit.String(), "channel": r.Channel[:], "commitment": r.Commitment[:], "buyerNonce": r.BuyerNonce[:], "time": dec(r.Time),
		}); got != want {
			t.Fatalf("request: %s, a wallet signs %s", got, want)
		}
		c := Chunk{hashes(t, "cr"), hashes(t, "co"), rapid.Uint32().Draw(t, "cc"), amounts(t, "ca")}
		if got, want := c.Digest(d), walletDigest(t, d, "Chunk", apitypes.TypedDataMessage{"request": c.Request[:], "output": c.Output[:], "count": dec(uint64(c.Count)), "amount": c.Amount.String()}); got != want {
			t.Fatalf("chunk: %s, a wallet signs %s", got, want)
		}
		p := Receipt{hashes(t, "rr"), hashes(t, "ro"), rapid.Uint32().Draw(t, "rc"), amounts(t, "ra"), hashes(t, "rn"), Finish(rapid.Byte().Draw(t, "rf")), rapid.Uint64().Draw(t, "rs"), rapid.Uint64().Draw(t, "re")}
		if got, want := p.Digest(d), walletDigest(t, d, "Receipt", apitypes.TypedDataMessage{
			"request": p.Request[:], "output": p.Output[:], "count": dec(uint64(p.Count)), "amount": p.Amount.String(), "nonce": p.Nonce[:], "finish": dec(uint64(p.Finish)), "started": dec(p.Started), "finished": dec(p.Finished),
		}); got != want {
			t.Fatalf("receipt: %s, a wallet signs %s", got, want)
		}
		b := NonceBatch{hashes(t, "bc"), rapid.Uint32().Draw(t, "bf"), hashes(t, "br")}
		if got, want := b.Digest(d), walletDigest(t, d, "NonceBatch", apitypes.TypedDataMessage{"channel": b.Channel[:], "first": dec(uint64(b.First)), "root": b.Root[:]}); got != want {
			t.Fatalf("nonce batch: %s, a wallet signs %s", got, want)
		}
		s := SettlementDomain(d.ChainID, d.Contract)
		k := ChannelConfig{addresses(t, "1"), addresses(t, "2"), addresses(t, "3"), addresses(t, "4"), addresses(t, "5"), rapid.Uint64Range(0, 1<<40-1).Draw(t, "delay"), hashes(t, "salt")}
		if got, want := k.ID(s), walletDigest(t, s, "ChannelConfig", apitypes.TypedDataMessage{
			"payer": k.Payer.String(), "payerAuthorizer": k.PayerAuthorizer.String(), "receiver": k.Receiver.String(), "receiverAuthorizer": k.ReceiverAuthorizer.String(), "token": k.Token.String(), "withdrawDelay": dec(k.WithdrawDelay), "salt": k.Salt[:],
		}); got != want {
			t.Fatalf("channel: %s, a wallet signs %s", got, want)
		}
		v := Voucher{hashes(t, "vc"), amounts(t, "va")}
		if got, want := v.Digest(s), walletDigest(t, s, "Voucher", apitypes.TypedDataMessage{"channelId": v.Channel[:], "maxClaimableAmount": v.MaxClaimable.String()}); got != want {
			t.Fatalf("voucher: %s, a wallet signs %s", got, want)
		}
	})
}

func TestCostIsRoundedUpOnce(t *testing.T) {
	q := Quote{InputPrice: Units(500_000), OutputPrice: Units(2_000_000)}
	for _, c := range []struct {
		prompt, count uint32
		want          uint64
	}{{0, 0, 0}, {1, 0, 1}, {2, 0, 1}, {3, 0, 2}, {1, 1, 3}, {3, 1, 4}, {1 << 31, 1 << 31, 1<<30 + 1<<32}} {
		if got := q.Cost(c.prompt, c.count); got != Units(c.want) {
			t.Errorf("cost of %d + %d tokens: %s, want %d", c.prompt, c.count, got, c.want)
		}
	}
}

func TestAmountText(t *testing.T) {
	for _, bad := range []string{"", "-1", "+1", "01", "1e3", "0x1", " 1", "1 ", "340282366920938463463374607431768211456", strings.Repeat("9", 60)} {
		if a, err := ParseAmount(bad); err == nil {
			t.Errorf("%q parses as %s", bad, a)
		}
	}
	if a, err := ParseAmount("340282366920938463463374607431768211455"); err != nil || !a.Fits() {
		t.Errorf("2^128-1: %v", err)
	}
	for text, want := range map[string]string{"0.5": "500000", "20": "20000000", "0.000001": "1", "0": "0", "0012": "12000000"} {
		if a, err := ParseDecimal(text, 6); err != nil || a.String() != want {
			t.Errorf("%q dollars: %s, %v, want %s", text, a, err, want)
		}
	}
	for _, bad := range []string{"", ".5", "1.", "0.0000001", "-1", "1,5", "1e2", "NaN"} {
		if a, err := ParseDecimal(bad, 6); err == nil {
			t.Errorf("%q dollars parses as %s", bad, a)
		}
	}
	if s := Units(480).Decimal(6); s != "0.000480" {
		t.Errorf("480 units: %s", s)
	}
}

func TestMalleableSignaturesAreRefused(t *testing.T) {
	digest := Keccak([]byte("x"))
	var high Signature
	high[31], high[64] = 1, 27
	copy(high[32:64], bytes.Repeat([]byte{0xff}, 32))
	for name, s := range map[string]Signature{"nothing signed": {}, "s in the upper half": high, "recovery byte 0": {31: 1, 63: 1, 64: 0}, "recovery byte 29": {31: 1, 63: 1, 64: 29}} {
		if who, err := Recover(digest, s); !errors.Is(err, ErrSignature) {
			t.Errorf("%s: recovered %s, %v", name, who, err)
		}
	}
}

func TestOnlyCanonicalHexParses(t *testing.T) {
	good := "0x" + strings.Repeat("ab", 32)
	if _, err := ParseHash(good); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{good[2:], strings.ToUpper(good), "0X" + good[2:], good + "0", good[:65], "0x" + strings.Repeat("zz", 32), "", "null"} {
		if _, err := ParseHash(bad); err == nil {
			t.Errorf("%q parses as a hash", bad)
		}
	}
}

func FuzzDecodeBundle(f *testing.F) {
	b, err := Bundle{Version: BundleVersion}.Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"version":"assay.bundle.v2"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := DecodeBundle(data)
		if err != nil {
			return
		}
		again, err := b.Encode()
		if err != nil || !bytes.Equal(again, data) {
			t.Fatalf("a bundle that decodes has two encodings: %q and %q (%v)", data, again, err)
		}
	})
}
