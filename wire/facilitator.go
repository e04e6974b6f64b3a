package wire

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/assay-network/assay/job"
)

// Facilitator looks at payments for other servers and brings them to the chain. Refusals are faults of kind
// FaultPayment whose code is x402's without the scheme's prefix.
type Facilitator interface {
	Cashier() job.Cashier
	Verify(ctx context.Context, bill job.Bill, pay job.Tender) (job.Paid, error)
	Settle(ctx context.Context, bill job.Bill, pay job.Tender) (job.Paid, error)
	Claim(ctx context.Context, c job.SignedClaims) (job.Paid, error)
	Sweep(ctx context.Context, receiver, token job.Address) (job.Paid, error)
	Refund(ctx context.Context, r job.SignedRefund) (job.Paid, error)
}

// FacilitatorOptions configures a facilitator's door. A facilitator spends its owner's gas, so without keys it answers no
// connection from elsewhere, wherever it listens.
type FacilitatorOptions struct {
	Keys []string // API keys; none: only this machine is answered
	TillOptions
}

type facilitatorDoor struct {
	door
	f     Facilitator
	keys  keyring
	calls slots
	opts  FacilitatorOptions
}

// NewFacilitator returns the three public calls of an x402 facilitator, version 2, for exact (EIP-3009) and
// batch-settlement:
//
//	GET  /supported
//	POST /verify     {x402Version, paymentPayload, paymentRequirements} -> {isValid, invalidReason, payer, extra}
//	POST /settle     the same -> {success, errorReason, payer, transaction, network, amount, extra}
func NewFacilitator(f Facilitator, o FacilitatorOptions) http.Handler {
	d := &facilitatorDoor{door: newDoor(o.Log, o.BodyTime, refuseOpenAI), f: f, keys: newKeyring(o.Keys), calls: newSlots(o.MaxConcurrent), opts: o}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /supported", d.supported)
	mux.HandleFunc("POST /verify", d.verify)
	mux.HandleFunc("POST /settle", d.settle)
	return d.outermost(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case len(d.keys) == 0 && !fromLoopback(r):
			d.refuse(w, http.StatusForbidden, job.Faultf(job.FaultAuth, "not_local", "without API keys this facilitator answers its own machine only"))
		case len(d.keys) > 0 && !d.keys.admits(r):
			d.refuse(w, http.StatusUnauthorized, job.Faultf(job.FaultAuth, "invalid_api_key", "the API key is missing or wrong: send Authorization: Bearer KEY"))
		default:
			mux.ServeHTTP(w, r)
		}
	}))
}

func (d *facilitatorDoor) supported(w http.ResponseWriter, _ *http.Request) {
	c := d.f.Cashier()
	kind := func(scheme string) map[string]any {
		return map[string]any{"x402Version": x402Version, "scheme": scheme, "network": networkOf(c.ChainID)}
	}
	writeJSON(w, http.StatusOK, map[string]any{
		"kinds": []any{kind(schemeExact), kind(schemeBatch)}, "extensions": []string{}, "signers": map[string]any{"eip155:*": []job.Address{c.Receiver}},
	})
}

// facilitated is the body of both calls.
type facilitated struct {
	X402Version  int      `json:"x402Version"`
	Payment      envelope `json:"paymentPayload"`
	Requirements struct {
		accepted
		Extra struct {
			ReceiverAuthorizer anyAddress `json:"receiverAuthorizer"`
			WithdrawDelay      anyNumber  `json:"withdrawDelay"`
		} `json:"extra"`
	} `json:"paymentRequirements"`
}

func (in facilitated) bill() job.Bill {
	r := in.Requirements
	return job.Bill{PayTo: r.PayTo.Address, Token: r.Asset.Address, Amount: r.Amount, Authorizer: r.Extra.ReceiverAuthorizer.Address, Delay: uint64(r.Extra.WithdrawDelay)}
}

func (in facilitated) prefix() string {
	if in.Requirements.Scheme == schemeBatch {
		return batchErrors
	}
	return exactErrors
}

// read takes the body apart; payload types that only a facilitator gets are left in it.
func (d *facilitatorDoor) read(w http.ResponseWriter, r *http.Request) (facilitated, bool) {
	var in facilitated
	raw, ok := d.body(w, r)
	if !ok {
		return in, false
	}
	if err := json.Unmarshal(raw, &in); err != nil {
		d.fail(w, r, &job.Fault{Kind: job.FaultInvalid, Code: "invalid_payload", Message: printable("cannot read the body: "+err.Error(), 300)})
		return in, false
	}
	return in, true
}

// tender is the payment, if it answers the requirements.
func (d *facilitatorDoor) tender(in facilitated) (job.Tender, *job.Fault) {
	p, r := in.Payment.Accepted, in.Requirements
	switch {
	case p.Scheme != r.Scheme:
		return job.Tender{}, job.Faultf(job.FaultPayment, in.prefix()+"scheme", "the payment is for another scheme than the requirements")
	case p.Network != r.Network:
		return job.Tender{}, job.Faultf(job.FaultPayment, in.prefix()+"network_mismatch", "the payment is for another network than the requirements")
	}
	pay, _, f := tenderOf(in.Payment, d.f.Cashier()) // a refund's voucher is verified like any other
	return pay, f
}

// work runs one call within its bounds. It reports false when a refusal has been written that is no refusal of a payment.
func (d *facilitatorDoor) work(w http.ResponseWriter, r *http.Request, f func(context.Context) error) (*job.Fault, bool) {
	if !d.calls.take() {
		d.busy(w, "calls")
		return nil, false
	}
	defer d.calls.give()
	ctx, cancel := patience(r, 2*time.Minute)
	defer cancel()
	err := d.protect(r, func() error { return f(ctx) })
	if err == nil {
		return nil, true
	}
	if fault, ok := errors.AsType[*job.Fault](err); ok && fault.Kind == job.FaultPayment {
		return fault, true
	}
	d.fail(w, r, err)
	return nil, false
}

// payerOf is an address as text, "" for none.
func payerOf(p job.Paid) string {
	if p.Payer.IsZero() {
		return ""
	}
	return p.Payer.String()
}

func (d *facilitatorDoor) verify(w http.ResponseWriter, r *http.Request) {
	in, ok := d.read(w, r)
	if !ok {
		return
	}
	var paid job.Paid
	pay, refused := d.tender(in)
	if refused == nil {
		if refused, ok = d.work(w, r, func(ctx context.Context) (err error) { paid, err = d.f.Verify(ctx, in.bill(), pay); return err }); !ok {
			return
		}
		if refused != nil {
			refused = named(refused, in.prefix())
		}
	}
	out := struct {
		IsValid        bool          `json:"isValid"`
		InvalidReason  string        `json:"invalidReason,omitempty"`
		InvalidMessage string        `json:"invalidMessage,omitempty"`
		Payer          string        `json:"payer,omitempty"`
		Extra          *channelState `json:"extra,omitempty"`
	}{IsValid: refused == nil, Payer: payerOf(paid)}
	if refused != nil {
		out.InvalidReason, out.InvalidMessage = refused.Code, refused.Message
	} else if !paid.Channel.Channel.IsZero() {
		out.Extra = stateOf(paid.Channel, paid.State, nil)
	}
	writeJSON(w, http.StatusOK, out)
}

func (d *facilitatorDoor) settle(w http.ResponseWriter, r *http.Request) {
	in, ok := d.read(w, r)
	if !ok {
		return
	}
	var paid job.Paid
	refused, ok := d.work(w, r, func(ctx context.Context) (err error) { paid, err = d.bring(ctx, in); return err })
	if !ok {
		return
	}
	s := settlementOf(d.f.Cashier(), paid, settledRefund)
	s.Payer = payerOf(paid)
	if paid.Amount.IsZero() {
		s.Amount = ""
	}
	if s.Extra != nil {
		s.Extra.ChannelState.ChargedCumulativeAmount = nil // that is the server's to know
	}
	if refused != nil {
		s = settlement{ErrorReason: refused.Code, ErrorMessage: refused.Message, Payer: payerOf(paid), Network: in.Requirements.Network}
	}
	writeJSON(w, http.StatusOK, s)
}

// bring finds out what is to be brought to the chain, and does it.
func (d *facilitatorDoor) bring(ctx context.Context, in facilitated) (job.Paid, error) {
	var kind struct {
		Type            string          `json:"type"`
		Claims          json.RawMessage `json:"claims"`
		ClaimSignature  anySignature    `json:"claimAuthorizerSignature"`
		RefundSignature anySignature    `json:"refundAuthorizerSignature"`
		RefundNonce     *anyNumber      `json:"refundNonce"`
		Amount          job.Amount      `json:"amount"`
		ChannelConfig   configFields    `json:"channelConfig"`
		Receiver        anyAddress      `json:"receiver"`
		Token           anyAddress      `json:"token"`
	}
	if in.Requirements.Scheme == schemeBatch {
		if in.Requirements.Network != networkOf(d.f.Cashier().ChainID) {
			return job.Paid{}, job.Faultf(job.FaultPayment, batchErrors+"network_mismatch", "this is %s", networkOf(d.f.Cashier().ChainID))
		}
		if err := json.Unmarshal(in.Payment.Payload, &kind); err != nil {
			return job.Paid{}, malformed("cannot read the payload: %w", err)
		}
	}
	var paid job.Paid
	var err error
	switch kind.Type {
	case "claim":
		var c job.SignedClaims
		if c, err = claimsOf(d.f.Cashier(), kind.Claims, kind.ClaimSignature); err == nil {
			paid, err = d.f.Claim(ctx, c)
		}
	case "settle":
		paid, err = d.f.Sweep(ctx, kind.Receiver.Address, kind.Token.Address)
	case "refund":
		if kind.RefundNonce == nil {
			return paid, job.Faultf(job.FaultPayment, batchErrors+"refund_payload", "a refund is settled with the receiver's signature: refundNonce and refundAuthorizerSignature are missing")
		}
		r := job.SignedRefund{Config: kind.ChannelConfig.config(), Refund: job.Refund{Nonce: uint64(*kind.RefundNonce), Amount: kind.Amount}, By: kind.RefundSignature.Signature}
		if r.Before, err = claimsOf(d.f.Cashier(), kind.Claims, kind.ClaimSignature); err == nil {
			paid, err = d.f.Refund(ctx, r)
		}
	default:
		pay, refused := d.tender(in)
		if refused != nil {
			return paid, refused
		}
		paid, err = d.f.Settle(ctx, in.bill(), pay)
	}
	if f, ok := errors.AsType[*job.Fault](err); ok && f.Kind == job.FaultPayment {
		return paid, named(f, in.prefix())
	}
	return paid, err
}

func claimsOf(c job.Cashier, raw json.RawMessage, by anySignature) (job.SignedClaims, error) {
	var list []struct {
		Voucher struct {
			Channel            configFields `json:"channel"`
			MaxClaimableAmount job.Amount   `json:"maxClaimableAmount"`
		} `json:"voucher"`
		Signature    anySignature `json:"signature"`
		TotalClaimed job.Amount   `json:"totalClaimed"`
	}
	out := job.SignedClaims{By: by.Signature}
	if len(raw) == 0 {
		return out, nil
	}
	if err := json.Unmarshal(raw, &list); err != nil {
		return out, malformed("cannot read the claims: %w", err)
	}
	d := job.SettlementDomain(c.ChainID, c.Contracts.Settlement)
	for _, v := range list {
		config := v.Voucher.Channel.config()
		out.Claims = append(out.Claims, job.VoucherClaim{
			Config: config, Total: v.TotalClaimed,
			Voucher: job.SignedVoucher{Voucher: job.Voucher{Channel: config.ID(d), MaxClaimable: v.Voucher.MaxClaimableAmount}, Signature: v.Signature.Signature},
		})
	}
	return out, nil
}
