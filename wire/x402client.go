package wire

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/assay-network/assay/job"
)

// Resource is something that may cost money: a request that can be sent again.
type Resource struct {
	Method      string
	URL         string
	ContentType string // of Body; "" without one
	Body        []byte
}

// Payable is what a server asks for a resource, as far as we pay: x402 version 2, scheme exact, by EIP-3009.
type Payable struct {
	Bill        job.Bill
	Description string
	Timeout     time.Duration // within which the payment must be used

	accepted   json.RawMessage // as the server wrote it: it goes back unchanged
	resource   json.RawMessage
	extensions json.RawMessage
}

// Got is what came back.
type Got struct {
	Status      int
	ContentType string
	Body        []byte
	Receipt     string        // X-Assay-Receipt, "" elsewhere
	Paid        *PaidReceipt  // what the server says became of the payment; nil: it says nothing
	Wants       *Payable      // of a 402 that can be paid
	Unpayable   string        // why a 402 cannot be paid
	Refused     string        // of a 402 after a payment: why
	Recourse    string        // X-Assay-Recourse
	Took        time.Duration //
}

// PaidReceipt is a server's word about a payment. The chain knows better.
type PaidReceipt struct {
	Success     bool   `json:"success"`
	Transaction string `json:"transaction"`
	Network     string `json:"network"`
	Payer       string `json:"payer"`
	Amount      string `json:"amount,omitempty"`
	ErrorReason string `json:"errorReason,omitempty"`
}

// ShopperOptions bounds a Shopper. The zero value is ready to use.
type ShopperOptions struct {
	AllowPrivate bool          // dial loopback and private addresses too: for development
	Timeout      time.Duration // for one request; 0: 5 minutes
}

// Shopper fetches resources that cost money. The servers are strangers: what they send is bounded and read strictly where
// it decides about money. It signs nothing and decides nothing.
type Shopper struct {
	client  *http.Client
	cashier job.Cashier // the chain and token that we pay with
	timeout time.Duration
}

// NewShopper returns a shopper who pays on one chain in one token: ChainID, Contracts.Token and Token of c.
func NewShopper(c job.Cashier, o ShopperOptions) *Shopper {
	if o.Timeout <= 0 {
		o.Timeout = 5 * time.Minute
	}
	return &Shopper{client: &http.Client{Transport: newTransport(o.AllowPrivate, o.Timeout), CheckRedirect: stayPut}, cashier: c, timeout: o.Timeout}
}

// Fetch sends a request, with a payment header if one is given. A 402 is no error: Wants says what would pay it.
func (s *Shopper) Fetch(ctx context.Context, r Resource, payment string) (Got, error) {
	u, err := parseEndpoint(r.URL)
	if err != nil {
		return Got{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, r.Method, u.String(), bytes.NewReader(r.Body))
	if err != nil {
		return Got{}, job.Faultf(job.FaultInvalid, "invalid_uri", "%s %s: %w", printable(r.Method, 20), u.Redacted(), err)
	}
	if len(r.Body) > 0 {
		req.Header.Set("Content-Type", r.ContentType)
	}
	if payment != "" {
		req.Header.Set(PaymentHeader, payment)
	}
	began := time.Now()
	resp, err := s.client.Do(req)
	if err != nil {
		return Got{}, unreachable(u, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, MaxBody+1))
	if err != nil {
		return Got{}, unreachable(u, err)
	}
	if len(body) > MaxBody {
		return Got{}, badPeer(u, "answered with more than %d bytes", MaxBody)
	}
	got := Got{Status: resp.StatusCode, ContentType: printable(resp.Header.Get("Content-Type"), 100), Body: body, Took: time.Since(began),
		Receipt: printable(resp.Header.Get(ReceiptHeader), 100), Recourse: printable(resp.Header.Get(RecourseHeader), 40)}
	if text := resp.Header.Get(PaymentResponseHeader); text != "" {
		var paid PaidReceipt
		if decodeHeader(text, &paid) == nil {
			for _, p := range []*string{&paid.Transaction, &paid.Network, &paid.Payer, &paid.Amount} { // they are shown
				*p = printable(*p, 100)
			}
			got.Paid = &paid
		}
	}
	if resp.StatusCode != http.StatusPaymentRequired {
		return got, nil
	}
	wants, refused, err := s.payable(resp.Header.Get(PaymentRequiredHeader))
	got.Refused = refused
	if err != nil {
		got.Unpayable = err.Error()
		return got, nil
	}
	got.Wants = &wants
	return got, nil
}

// payable finds the offer that we can take.
func (s *Shopper) payable(header string) (_ Payable, said string, _ error) {
	if header == "" {
		return Payable{}, "", fmt.Errorf("it does not say how to pay (no %s header; x402 version 1 is not spoken here)", PaymentRequiredHeader)
	}
	var in struct {
		X402Version int               `json:"x402Version"`
		Error       string            `json:"error"`
		Resource    json.RawMessage   `json:"resource"`
		Accepts     []json.RawMessage `json:"accepts"`
		Extensions  json.RawMessage   `json:"extensions"`
	}
	if f := decodeHeader(header, &in); f != nil {
		return Payable{}, "", f
	}
	said = printable(in.Error, 200)
	if in.X402Version != x402Version {
		return Payable{}, said, fmt.Errorf("it speaks x402 version %d, not %d", in.X402Version, x402Version)
	}
	var offers []string
	for _, raw := range in.Accepts[:min(len(in.Accepts), 32)] {
		var a struct {
			accepted
			MaxTimeoutSeconds int `json:"maxTimeoutSeconds"`
			Extra             struct {
				AssetTransferMethod string `json:"assetTransferMethod"`
			} `json:"extra"`
		}
		if json.Unmarshal(raw, &a) != nil {
			continue
		}
		offers = append(offers, printable(a.Scheme+" on "+a.Network, 60))
		if a.Scheme != schemeExact || a.Network != networkOf(s.cashier.ChainID) || a.Asset.Address != s.cashier.Contracts.Token ||
			a.Extra.AssetTransferMethod != "" && a.Extra.AssetTransferMethod != "eip3009" || a.PayTo.IsZero() {
			continue
		}
		var described resource
		_ = json.Unmarshal(in.Resource, &described)
		return Payable{
			Bill:        job.Bill{PayTo: a.PayTo.Address, Token: a.Asset.Address, Amount: a.Amount},
			Description: printable(described.Description, 200), Timeout: time.Duration(min(max(a.MaxTimeoutSeconds, 30), 3600)) * time.Second,
			accepted: raw, resource: in.Resource, extensions: in.Extensions,
		}, said, nil
	}
	return Payable{}, said, fmt.Errorf("it takes %s; we pay exact on %s in %s", strings.Join(offers, ", "), networkOf(s.cashier.ChainID), s.cashier.Contracts.Token)
}

// Header is what pays p, given the signed transfer.
func (p Payable) Header(a job.SignedAuthorization) (string, error) {
	raw, err := marshal(map[string]any{
		"x402Version": x402Version, "accepted": p.accepted, "resource": orNull(p.resource), "extensions": orNull(p.extensions),
		"payload": map[string]any{"signature": a.Signature, "authorization": map[string]any{
			"from": a.From, "to": a.To, "value": a.Value, "validAfter": job.Units(a.ValidAfter), "validBefore": job.Units(a.ValidBefore), "nonce": a.Nonce,
		}},
	})
	if err != nil {
		return "", fmt.Errorf("encode payment: %w", err)
	}
	return base64.StdEncoding.EncodeToString(raw), nil
}

func orNull(raw json.RawMessage) json.RawMessage {
	if len(raw) == 0 {
		return json.RawMessage("null")
	}
	return raw
}
