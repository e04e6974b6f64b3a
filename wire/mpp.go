package wire

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/assay-network/assay/job"
)

// The Payment scheme of HTTP authentication (MPP), intent charge by method evm: the buyer signs an EIP-3009 transfer whose nonce is the
// hash of our challenge. It is money sent once, like x402's exact.

// The headers of the Payment scheme.
const (
	challengeHeader      = "WWW-Authenticate"
	credentialHeader     = "Authorization"
	paymentReceiptHeader = "Payment-Receipt"
	mppMethod            = "evm"
	mppIntent            = "charge"
	problemVerification  = "https://paymentauth.org/problems/verification-failed"
)

// chargeRequest is what a charge asks for. Its fields are in the order of their names, as canonical JSON has them.
type chargeRequest struct {
	Amount        job.Amount    `json:"amount"`
	Currency      job.Address   `json:"currency"`
	MethodDetails chargeDetails `json:"methodDetails"`
	Recipient     job.Address   `json:"recipient"`
}

type chargeDetails struct {
	ChainID         uint64   `json:"chainId"`
	CredentialTypes []string `json:"credentialTypes"`
}

// challenge is one offer. Nothing of it is kept: its id binds all the rest to our key.
type challenge struct {
	ID      string `json:"id"`
	Realm   string `json:"realm"`
	Method  string `json:"method"`
	Intent  string `json:"intent"`
	Request string `json:"request"` // base64url of canonical JSON
	Expires string `json:"expires"`
	Digest  string `json:"digest"` // of the body that is paid for
}

// bind returns the id that our key gives to the rest of the challenge.
func (c challenge) bind(key job.Hash) string {
	mac := hmac.New(sha256.New, key[:])
	mac.Write([]byte(strings.Join([]string{c.Realm, c.Method, c.Intent, c.Request, c.Expires, c.Digest, ""}, "|")))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

func (c challenge) header() string {
	return fmt.Sprintf("Payment id=%q, realm=%q, method=%q, intent=%q, request=%q, digest=%q, expires=%q", c.ID, c.Realm, c.Method, c.Intent, c.Request, c.Digest, c.Expires)
}

func bodyDigest(body []byte) string {
	sum := sha256.Sum256(body)
	return "sha-256=" + base64.StdEncoding.EncodeToString(sum[:])
}

// realmOf names this door to a client: the host that it called.
func realmOf(r *http.Request) string { return strings.ReplaceAll(printable(r.Host, 200), `"`, "") }

// challenged adds the offer of a charge to a 402.
func (d *tillDoor) challenged(w http.ResponseWriter, r *http.Request, amount job.Amount, body []byte) {
	c := d.till.Cashier()
	raw, err := marshal(chargeRequest{
		Amount: amount, Currency: c.Contracts.Token, Recipient: c.Receiver,
		MethodDetails: chargeDetails{ChainID: c.ChainID, CredentialTypes: []string{"authorization"}},
	})
	if err != nil {
		return
	}
	offer := challenge{
		Realm: realmOf(r), Method: mppMethod, Intent: mppIntent, Request: base64.RawURLEncoding.EncodeToString(raw),
		Expires: d.opts.Now().Add(maxTimeoutSeconds * time.Second).UTC().Format(time.RFC3339), Digest: bodyDigest(body),
	}
	offer.ID = offer.bind(d.till.ChallengeKey())
	w.Header().Set(challengeHeader, offer.header())
}

// credential is what a client answers to a challenge.
type credential struct {
	Challenge challenge `json:"challenge"`
	Source    string    `json:"source"`
	Payload   struct {
		Type        string       `json:"type"`
		From        anyAddress   `json:"from"`
		To          anyAddress   `json:"to"`
		Value       job.Amount   `json:"value"`
		ValidAfter  anyNumber    `json:"validAfter"`
		ValidBefore anyNumber    `json:"validBefore"`
		Nonce       anyHash      `json:"nonce"`
		Signature   anySignature `json:"signature"`
	} `json:"payload"`
}

// mppCredential returns the Payment credential of a request, or "".
func mppCredential(r *http.Request) string {
	for _, value := range r.Header.Values(credentialHeader) {
		if scheme, rest, ok := strings.Cut(strings.TrimSpace(value), " "); ok && strings.EqualFold(scheme, "Payment") {
			return strings.TrimSpace(rest)
		}
	}
	return ""
}

// parseCredential reads a credential and sees that it answers a challenge of ours for this very body. Whether the money is
// good is for the till to say.
func (d *tillDoor) parseCredential(text string, body []byte) (job.Tender, *job.Fault) {
	refuse := func(format string, args ...any) (job.Tender, *job.Fault) {
		return job.Tender{}, job.Faultf(job.FaultPayment, "verification_failed", format, args...)
	}
	if len(text) > base64.RawURLEncoding.EncodedLen(maxPayment) {
		return refuse("the credential is larger than the %d bytes that are taken", maxPayment)
	}
	raw, err := base64.RawURLEncoding.DecodeString(strings.TrimRight(text, "="))
	var c credential
	if err == nil {
		err = json.Unmarshal(raw, &c)
	}
	if err != nil {
		return refuse("cannot read the credential: want base64url of JSON")
	}
	p := c.Payload
	bound := job.Keccak([]byte(c.Challenge.ID), []byte(c.Challenge.Realm))
	expires, timeErr := time.Parse(time.RFC3339, c.Challenge.Expires)
	switch {
	case !hmac.Equal([]byte(c.Challenge.ID), []byte(c.Challenge.bind(d.till.ChallengeKey()))):
		return refuse("this challenge was not made here")
	case c.Challenge.Method != mppMethod || c.Challenge.Intent != mppIntent || p.Type != "authorization":
		return refuse("want an authorization for a charge by method evm")
	case c.Challenge.Digest != bodyDigest(body):
		return refuse("the challenge was made for another body")
	case p.Nonce.Hash != bound:
		return refuse("the transfer's nonce is not the hash of the challenge")
	case timeErr != nil || uint64(p.ValidBefore) > uint64(expires.Unix()):
		return refuse("the transfer is valid for longer than the challenge")
	}
	return job.Tender{Once: &job.SignedAuthorization{
		Authorization: job.Authorization{From: p.From.Address, To: p.To.Address, Value: p.Value, ValidAfter: uint64(p.ValidAfter), ValidBefore: uint64(p.ValidBefore), Nonce: p.Nonce.Hash},
		Signature:     p.Signature.Signature,
	}}, nil
}

// receipted sets the header that says what became of a charge.
func (d *tillDoor) receipted(w http.ResponseWriter, paid job.Paid) {
	raw, err := marshal(struct {
		Method    string `json:"method"`
		Reference string `json:"reference"`
		Status    string `json:"status"`
		Timestamp string `json:"timestamp"`
	}{mppMethod, paid.Tx.String(), "success", d.opts.Now().UTC().Format(time.RFC3339)})
	if err == nil {
		w.Header().Set(paymentReceiptHeader, base64.RawURLEncoding.EncodeToString(raw))
	}
}

// problem writes a refused charge as MPP has it. The fresh challenge is in the header already.
func problem(w http.ResponseWriter, f *job.Fault) {
	raw, err := marshal(map[string]any{"type": problemVerification, "title": "Payment verification failed", "status": http.StatusPaymentRequired, "detail": f.Message, "code": f.Code})
	if err != nil {
		raw = []byte("{}")
	}
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusPaymentRequired)
	_, _ = w.Write(append(raw, '\n')) // the client is gone when this fails
}
