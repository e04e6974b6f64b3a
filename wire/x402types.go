package wire

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/assay-network/assay/job"
)

// The messages of x402 version 2, as the public clients write and read them. Addresses and hashes come in either case,
// and numbers as text.

type resource struct {
	URL         string `json:"url"`
	Description string `json:"description,omitempty"`
	MimeType    string `json:"mimeType,omitempty"`
}

// resourceOf names what was asked for, as the client sees it.
func resourceOf(r *http.Request, what string) resource {
	scheme := "http"
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		scheme = "https"
	}
	path := r.RequestURI // as the client wrote it, before any prefix was taken off
	return resource{URL: scheme + "://" + printable(r.Host, 200) + printable(path, 200), Description: what, MimeType: "application/json"}
}

// requirement is one way to pay.
type requirement struct {
	Scheme            string      `json:"scheme"`
	Network           string      `json:"network"`
	Amount            job.Amount  `json:"amount"`
	Asset             job.Address `json:"asset"`
	PayTo             job.Address `json:"payTo"`
	MaxTimeoutSeconds int         `json:"maxTimeoutSeconds"`
	Extra             extra       `json:"extra"`
}

type extra struct {
	Name                string        `json:"name"` // of the token's EIP-712 domain
	Version             string        `json:"version"`
	AssetTransferMethod string        `json:"assetTransferMethod"`
	ReceiverAuthorizer  *job.Address  `json:"receiverAuthorizer,omitempty"`
	WithdrawDelay       uint64        `json:"withdrawDelay,omitempty"`
	MinDeposit          *job.Amount   `json:"minDeposit,omitempty"`
	ChannelState        *channelState `json:"channelState,omitempty"`
	VoucherState        *voucherState `json:"voucherState,omitempty"`
}

type channelState struct {
	ChannelID               job.Hash    `json:"channelId"`
	Balance                 job.Amount  `json:"balance"`
	TotalClaimed            job.Amount  `json:"totalClaimed"`
	WithdrawRequestedAt     uint64      `json:"withdrawRequestedAt"`
	RefundNonce             string      `json:"refundNonce"`
	ChargedCumulativeAmount *job.Amount `json:"chargedCumulativeAmount,omitempty"`
}

// voucherState shows a client its own highest voucher.
type voucherState struct {
	SignedMaxClaimable job.Amount    `json:"signedMaxClaimable"`
	Signature          job.Signature `json:"signature"`
}

// requirements is the message of a 402.
type requirements struct {
	X402Version int                  `json:"x402Version"`
	Error       string               `json:"error,omitempty"`
	Resource    resource             `json:"resource"`
	Accepts     []requirement        `json:"accepts"`
	Extensions  map[string]extension `json:"extensions,omitempty"`
}

type extension struct {
	Info   any `json:"info"`
	Schema any `json:"schema"`
}

// networkOf is a chain's CAIP-2 name.
func networkOf(chainID uint64) string { return "eip155:" + strconv.FormatUint(chainID, 10) }

// requirementsOf says what to pay, and in why, if a voucher was out of step, what the books have.
func requirementsOf(c job.Cashier, amount job.Amount, at resource, text string, why error) requirements {
	exact := requirement{
		Scheme: schemeExact, Network: networkOf(c.ChainID), Amount: amount, Asset: c.Contracts.Token, PayTo: c.Receiver, MaxTimeoutSeconds: maxTimeoutSeconds,
		Extra: extra{Name: c.Token.Name, Version: c.Token.Version, AssetTransferMethod: "eip3009"},
	}
	batch := exact
	least := job.Max(c.MinDeposit, amount)
	batch.Scheme = schemeBatch
	batch.Extra.ReceiverAuthorizer, batch.Extra.WithdrawDelay, batch.Extra.MinDeposit = &c.Receiver, c.Delay, &least
	if o, ok := errors.AsType[*job.OutOfStep](why); ok {
		batch.Extra.ChannelState = stateOf(o.Channel, o.State, &o.Next)
		if v := o.Channel.Ceiling; !v.Signature.IsZero() {
			batch.Extra.VoucherState = &voucherState{v.Voucher.MaxClaimable, v.Signature}
		}
	}
	return requirements{
		X402Version: x402Version, Error: text, Resource: at, Accepts: []requirement{batch, exact},
		Extensions: map[string]extension{"assay": {
			Info:   map[string]any{"lane": job.LaneExact.String(), "recourse": recourseUnsigned, "agent": c.Agent},
			Schema: map[string]any{"type": "object"},
		}},
	}
}

func stateOf(s job.SellerChannel, on job.ChannelState, charged *job.Amount) *channelState {
	return &channelState{
		ChannelID: s.Channel, Balance: job.Max(s.Balance, on.Balance), TotalClaimed: s.Claimed, WithdrawRequestedAt: on.WithdrawAt,
		RefundNonce: strconv.FormatUint(on.RefundNonce, 10), ChargedCumulativeAmount: charged,
	}
}

// settlement is the message that says what became of a payment.
type settlement struct {
	Success      bool             `json:"success"`
	ErrorReason  string           `json:"errorReason,omitempty"`
	ErrorMessage string           `json:"errorMessage,omitempty"`
	Payer        string           `json:"payer,omitempty"`
	Transaction  string           `json:"transaction"`
	Network      string           `json:"network"`
	Amount       string           `json:"amount,omitempty"`
	Extra        *settlementExtra `json:"extra,omitempty"`
}

type settlementExtra struct {
	ChargedAmount *job.Amount   `json:"chargedAmount,omitempty"`
	ChannelState  *channelState `json:"channelState,omitempty"`
}

// How far a payment has come when its header is written.
type settledHow int

const (
	settledBegun  settledHow = iota // the answer is being streamed: what it costs is not known
	settledWhole                    // it is complete
	settledRefund                   // the channel was closed
)

func settlementOf(c job.Cashier, p job.Paid, how settledHow) settlement {
	s := settlement{Success: true, Payer: p.Payer.String(), Network: networkOf(c.ChainID)}
	if !p.Tx.IsZero() {
		s.Transaction = p.Tx.String()
	}
	if p.Channel.Channel.IsZero() {
		s.Amount = p.Amount.String()
		return s
	}
	switch how {
	case settledBegun:
		s.Extra = &settlementExtra{ChannelState: stateOf(p.Channel, p.State, nil)}
	case settledWhole:
		s.Extra = &settlementExtra{ChargedAmount: &p.Amount, ChannelState: stateOf(p.Channel, p.State, &p.Next)}
	case settledRefund:
		s.Amount = p.Amount.String()
		state := stateOf(p.Channel, p.State, &p.Next)
		state.Balance = p.State.Balance
		s.Extra = &settlementExtra{ChannelState: state}
	}
	return s
}

// looseHex reads hexadecimal in either case into one of job's strict types.
func looseHex(raw []byte, into interface{ UnmarshalText([]byte) error }) error {
	var s string
	if err := json.Unmarshal(raw, &s); err != nil {
		return err
	}
	return into.UnmarshalText([]byte(strings.ToLower(s)))
}

type anyAddress struct{ job.Address }

// UnmarshalJSON implements json.Unmarshaler.
func (a *anyAddress) UnmarshalJSON(raw []byte) error { return looseHex(raw, &a.Address) }

type anyHash struct{ job.Hash }

// UnmarshalJSON implements json.Unmarshaler.
func (h *anyHash) UnmarshalJSON(raw []byte) error { return looseHex(raw, &h.Hash) }

type anySignature struct{ job.Signature }

// UnmarshalJSON implements json.Unmarshaler.
func (s *anySignature) UnmarshalJSON(raw []byte) error { return looseHex(raw, &s.Signature) }

// anyNumber is a whole number below 2^64, written as a number or as text.
type anyNumber uint64

// UnmarshalJSON implements json.Unmarshaler.
func (n *anyNumber) UnmarshalJSON(raw []byte) error {
	v, err := strconv.ParseUint(strings.Trim(string(raw), `"`), 10, 64)
	if err != nil {
		return fmt.Errorf("want a whole number below 2^64, not %.40s", raw)
	}
	*n = anyNumber(v)
	return nil
}

type accepted struct {
	Scheme  string     `json:"scheme"`
	Network string     `json:"network"`
	Amount  job.Amount `json:"amount"`
	Asset   anyAddress `json:"asset"`
	PayTo   anyAddress `json:"payTo"`
}

// envelope is a payment with the requirement that it answers.
type envelope struct {
	X402Version int             `json:"x402Version"`
	Accepted    accepted        `json:"accepted"`
	Payload     json.RawMessage `json:"payload"`
}

type exactPayload struct {
	Signature     anySignature `json:"signature"`
	Authorization *struct {
		From        anyAddress `json:"from"`
		To          anyAddress `json:"to"`
		Value       job.Amount `json:"value"`
		ValidAfter  anyNumber  `json:"validAfter"`
		ValidBefore anyNumber  `json:"validBefore"`
		Nonce       anyHash    `json:"nonce"`
	} `json:"authorization"`
}

type batchPayload struct {
	Type          string        `json:"type"`
	ChannelConfig *configFields `json:"channelConfig"`
	Voucher       *struct {
		ChannelID          anyHash      `json:"channelId"`
		MaxClaimableAmount job.Amount   `json:"maxClaimableAmount"`
		Signature          anySignature `json:"signature"`
	} `json:"voucher"`
	Deposit *struct {
		Amount        job.Amount `json:"amount"`
		Authorization struct {
			ERC3009 *struct {
				ValidAfter  anyNumber    `json:"validAfter"`
				ValidBefore anyNumber    `json:"validBefore"`
				Salt        anyHash      `json:"salt"`
				Signature   anySignature `json:"signature"`
			} `json:"erc3009Authorization"`
		} `json:"authorization"`
	} `json:"deposit"`
	Amount *job.Amount `json:"amount"` // of a refund
}

type configFields struct {
	Payer              anyAddress `json:"payer"`
	PayerAuthorizer    anyAddress `json:"payerAuthorizer"`
	Receiver           anyAddress `json:"receiver"`
	ReceiverAuthorizer anyAddress `json:"receiverAuthorizer"`
	Token              anyAddress `json:"token"`
	WithdrawDelay      anyNumber  `json:"withdrawDelay"`
	Salt               anyHash    `json:"salt"`
}

func (c configFields) config() job.ChannelConfig {
	return job.ChannelConfig{
		Payer: c.Payer.Address, PayerAuthorizer: c.PayerAuthorizer.Address, Receiver: c.Receiver.Address, ReceiverAuthorizer: c.ReceiverAuthorizer.Address,
		Token: c.Token.Address, WithdrawDelay: uint64(c.WithdrawDelay), Salt: c.Salt.Hash,
	}
}

// refundAsk is a payment that is none: it asks for money back.
type refundAsk struct{ amount *job.Amount }

// parseTender reads a payment header.
func parseTender(header string, c job.Cashier) (job.Tender, *refundAsk, *job.Fault) {
	var e envelope
	if f := decodeHeader(header, &e); f != nil {
		return job.Tender{}, nil, f
	}
	return tenderOf(e, c)
}

func malformed(format string, args ...any) *job.Fault {
	f := job.Faultf(job.FaultInvalid, "invalid_payload", format, args...)
	f.Param = PaymentHeader
	return f
}

// tenderOf reads a payment, and refuses one that is for another network, token or receiver.
func tenderOf(e envelope, c job.Cashier) (job.Tender, *refundAsk, *job.Fault) {
	prefix := exactErrors
	if e.Accepted.Scheme == schemeBatch {
		prefix = batchErrors
	}
	refuse := func(code, format string, args ...any) (job.Tender, *refundAsk, *job.Fault) {
		return job.Tender{}, nil, job.Faultf(job.FaultPayment, prefix+code, format, args...)
	}
	switch {
	case e.X402Version != x402Version:
		return job.Tender{}, nil, job.Faultf(job.FaultInvalid, "invalid_x402_version", "x402 version %d is not spoken here: send version %d", e.X402Version, x402Version)
	case e.Accepted.Scheme != schemeExact && e.Accepted.Scheme != schemeBatch:
		return job.Tender{}, nil, job.Faultf(job.FaultPayment, "unsupported_scheme", "scheme %q is not taken here", printable(e.Accepted.Scheme, 40))
	case e.Accepted.Network != networkOf(c.ChainID):
		return refuse("network_mismatch", "the payment is for network %q, this is %s", printable(e.Accepted.Network, 60), networkOf(c.ChainID))
	}
	if e.Accepted.Scheme == schemeExact {
		pay, f := exactTender(e)
		return pay, nil, f
	}
	return batchTender(e)
}

func exactTender(e envelope) (job.Tender, *job.Fault) {
	var p exactPayload
	if err := json.Unmarshal(e.Payload, &p); err != nil || p.Authorization == nil {
		return job.Tender{}, malformed("the payload is no signed EIP-3009 authorization: %w", err)
	}
	a := p.Authorization
	return job.Tender{Once: &job.SignedAuthorization{
		Authorization: job.Authorization{From: a.From.Address, To: a.To.Address, Value: a.Value, ValidAfter: uint64(a.ValidAfter), ValidBefore: uint64(a.ValidBefore), Nonce: a.Nonce.Hash},
		Signature:     p.Signature.Signature,
	}}, nil
}

func batchTender(e envelope) (job.Tender, *refundAsk, *job.Fault) {
	var p batchPayload
	if err := json.Unmarshal(e.Payload, &p); err != nil || p.ChannelConfig == nil || p.Voucher == nil {
		return job.Tender{}, nil, malformed("the payload has no channelConfig and voucher: %w", err)
	}
	pay := &job.ChannelPayment{
		Config: p.ChannelConfig.config(),
		Voucher: job.SignedVoucher{
			Voucher:   job.Voucher{Channel: p.Voucher.ChannelID.Hash, MaxClaimable: p.Voucher.MaxClaimableAmount},
			Signature: p.Voucher.Signature.Signature,
		},
	}
	switch p.Type {
	case "voucher":
	case "deposit":
		if p.Deposit == nil || p.Deposit.Authorization.ERC3009 == nil {
			return job.Tender{}, nil, job.Faultf(job.FaultPayment, batchErrors+"erc3009_authorization_required", "a deposit needs an EIP-3009 authorization here")
		}
		a := p.Deposit.Authorization.ERC3009
		pay.Deposit = &job.Deposit{Amount: p.Deposit.Amount, ValidAfter: uint64(a.ValidAfter), ValidBefore: uint64(a.ValidBefore), Salt: a.Salt.Hash, Signature: a.Signature.Signature}
	case "refund":
		return job.Tender{Channel: pay}, &refundAsk{p.Amount}, nil
	default:
		return job.Tender{}, nil, job.Faultf(job.FaultPayment, batchErrors+"payload_type", "payload type %q is not taken here", printable(p.Type, 40))
	}
	return job.Tender{Channel: pay}, nil, nil
}
