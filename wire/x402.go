package wire

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/assay-network/assay/job"
)

// Till is what a provider's node does for buyers who pay by other people's protocols and sign no request of ours. Errors
// that the buyer should read are *job.Fault; those of kind FaultPayment may be mended by another payment, and say so
// with an *job.OutOfStep inside when a voucher started from another sum than the books. Every method may be called from
// many requests at once.
type Till interface {
	// Cashier says what a buyer must know to pay.
	Cashier() job.Cashier
	// Models lists what is sold.
	Models(ctx context.Context) ([]job.ModelInfo, error)
	// Price says what an ask may cost at most.
	Price(ctx context.Context, ask job.Ask) (job.Price, error)
	// Sell answers an ask for a payment. It calls emit, from one goroutine, with each piece of text, what became of the
	// payment so far, and the delivery that the text is from. The same payment with the same ask is answered again.
	Sell(ctx context.Context, ask job.Ask, pay job.Tender, emit func(job.Delta, job.Paid, job.Delivery) error) (job.Answer, job.Paid, error)
	// Receipt returns the provider's claim about an answer, as JSON. FaultNotFound: there is none.
	Receipt(ctx context.Context, id job.Hash) ([]byte, error)
	// ChallengeKey is a secret that binds challenges to this provider. It stays the same for good.
	ChallengeKey() job.Hash
	// Refund closes a channel and gives back what is left; amount is the least that is wanted, nil: whatever is left.
	Refund(ctx context.Context, c job.ChannelPayment, amount *job.Amount) (job.Paid, error)
}

// TillOptions configures a till's door. The zero value is ready to use.
type TillOptions struct {
	MaxConcurrent int           // answers in the making at once; 0: 64
	AnswerTime    time.Duration // for a whole answer; 0: 10 minutes
	BodyTime      time.Duration // for a request's body to arrive; 0: 15 seconds
	WriteTime     time.Duration // for the client to take one piece of a stream; 0: 30 seconds
	Now           func() time.Time
	Log           *slog.Logger // nil: slog.Default()
}

// The headers of x402 version 2 over HTTP, and the one in which we say what an unsigned request lacks.
const (
	PaymentRequiredHeader  = "PAYMENT-REQUIRED"
	PaymentHeader          = "PAYMENT-SIGNATURE"
	PaymentResponseHeader  = "PAYMENT-RESPONSE"
	RecourseHeader         = "X-Assay-Recourse"
	recourseUnsigned       = "unsigned"
	maxPayment             = 32 << 10 // bytes of a decoded payment
	x402Version            = 2
	schemeExact            = "exact"
	schemeBatch            = "batch-settlement"
	maxTimeoutSeconds      = 300 // within which a signed transfer must be used
	noPayment              = "PAYMENT-SIGNATURE header is required"
	exactErrors            = "invalid_exact_evm_"
	batchErrors            = "invalid_batch_settlement_evm_"
	paymentResponseComment = "payment-response"
	statementComment       = "assay-statement"
)

// pricedAtOnce bounds the requests that are read to name their price: whoever only asks pays nothing for that.
const pricedAtOnce = 32

type tillDoor struct {
	door
	till    Till
	answers slots
	calls   slots
	opts    TillOptions
}

// NewTill returns the door at which anybody buys answers with x402 version 2, in the schemes exact (EIP-3009) and
// batch-settlement:
//
//	POST /v1/chat/completions, /v1/completions   streaming (SSE) and not; 402 with what to pay when nothing was paid
//	GET  /v1/chat/completions, /v1/completions   402, for clients that look before they refund; takes a refund
//	GET  /v1/models
//	GET  /v1/receipts/{id}                       what the provider claims about an answer
//
// Money can be sent once by MPP too: the same 402 carries a challenge of the Payment scheme, intent charge, method evm. The bodies are OpenAI's. Nobody signs the request, so every answer is labelled X-Assay-Recourse: unsigned.
func NewTill(t Till, o TillOptions) http.Handler {
	if o.AnswerTime <= 0 {
		o.AnswerTime = 10 * time.Minute
	}
	if o.WriteTime <= 0 {
		o.WriteTime = defaultWriteTime
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	d := &tillDoor{door: newDoor(o.Log, o.BodyTime, refuseOpenAI), till: t, answers: newSlots(o.MaxConcurrent), calls: newSlots(pricedAtOnce), opts: o}
	mux := http.NewServeMux()
	for path, chat := range map[string]bool{"/v1/chat/completions": true, "/v1/completions": false} {
		mux.HandleFunc("POST "+path, d.complete(chat))
		mux.HandleFunc("GET "+path, d.look)
	}
	mux.HandleFunc("GET /v1/models", d.models)
	mux.HandleFunc("GET /v1/receipts/{id}", d.receipt)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		d.fail(w, r, job.Faultf(job.FaultNotFound, "unknown_url", "there is nothing at %s %s: try POST /v1/chat/completions", printable(r.Method, 20), printable(r.URL.Path, 100)))
	})
	return d.outermost(mux)
}

func (d *tillDoor) models(w http.ResponseWriter, r *http.Request) {
	list, err := d.till.Models(r.Context())
	if err != nil {
		d.fail(w, r, err)
		return
	}
	page := modelList{Object: "list", Data: make([]modelObject, 0, len(list))}
	for _, m := range list {
		page.Data = append(page.Data, modelObjectOf(m))
	}
	writeJSON(w, http.StatusOK, page)
}

func (d *tillDoor) receipt(w http.ResponseWriter, r *http.Request) {
	id, err := job.ParseHash(r.PathValue("id"))
	if err != nil {
		d.fail(w, r, invalid("id", "the receipt id: want 0x and 64 lower-case hexadecimal digits, as in %s", ReceiptHeader))
		return
	}
	raw, err := d.till.Receipt(r.Context(), id)
	if err != nil {
		d.fail(w, r, err)
		return
	}
	writeRaw(w, http.StatusOK, append(raw, '\n'))
}

// sale is one request at the door.
type sale struct {
	call
	body []byte
	pay  job.Tender
	mpp  bool // it is paid by MPP, not x402
}

// complete sells an answer.
func (d *tillDoor) complete(chat bool) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if d.refunded(w, r) {
			return
		}
		raw, ok := d.body(w, r)
		if !ok {
			return
		}
		c, f := parseCall(raw, chat)
		if f != nil {
			d.fail(w, r, f)
			return
		}
		s := sale{call: c, body: raw}
		switch text := mppCredential(r); {
		case text != "":
			s.mpp = true
			s.pay, f = d.parseCredential(text, raw)
		case r.Header.Get(PaymentHeader) != "":
			s.pay, _, f = parseTender(r.Header.Get(PaymentHeader), d.till.Cashier())
		default:
			d.demand(w, r, s, nil)
			return
		}
		if f != nil {
			d.unpaid(w, r, s, f)
			return
		}
		if !d.answers.take() {
			d.busy(w, "answers")
			return
		}
		defer d.answers.give()
		ctx, cancel := patience(r, d.opts.AnswerTime)
		defer cancel()
		w.Header().Set(RecourseHeader, recourseUnsigned)
		if c.stream {
			d.stream(ctx, w, r, s)
		} else {
			d.whole(ctx, w, r, s)
		}
	}
}

// unpaid refuses a payment: with what to pay, if another payment can mend it.
func (d *tillDoor) unpaid(w http.ResponseWriter, r *http.Request, s sale, err error) {
	if f, ok := errors.AsType[*job.Fault](err); ok && f.Kind == job.FaultPayment {
		d.demand(w, r, s, f)
		return
	}
	d.fail(w, r, err)
}

// demand answers 402 with what an answer may cost, and why the payment that came for it was refused, if one did.
func (d *tillDoor) demand(w http.ResponseWriter, r *http.Request, s sale, why *job.Fault) {
	if !d.calls.take() {
		d.busy(w, "calls")
		return
	}
	defer d.calls.give()
	ctx, cancel := patience(r, time.Minute)
	defer cancel()
	var price job.Price
	if err := d.protect(r, func() (err error) { price, err = d.till.Price(ctx, s.ask); return err }); err != nil {
		d.fail(w, r, err)
		return
	}
	d.challenged(w, r, price.Amount, s.body)
	if s.mpp && why != nil {
		problem(w, why)
		return
	}
	d.require(w, r, price.Amount, "An answer of "+price.Model, why)
}

// require writes the 402.
func (d *tillDoor) require(w http.ResponseWriter, r *http.Request, amount job.Amount, what string, why *job.Fault) {
	text := noPayment
	f := job.Faultf(job.FaultPayment, "payment_required", "this may cost %s smallest units: pay as %s says (x402 version 2)", amount, PaymentRequiredHeader)
	var cause error
	if why != nil {
		f, text, cause = why, why.Code, why
	}
	raw, err := marshal(requirementsOf(d.till.Cashier(), amount, resourceOf(r, what), text, cause))
	if err != nil {
		d.fail(w, r, err)
		return
	}
	w.Header().Set(PaymentRequiredHeader, base64.StdEncoding.EncodeToString(raw))
	w.Header().Set(RecourseHeader, recourseUnsigned)
	writeJSON(w, http.StatusPaymentRequired, openAIErrorOf(f))
}

// look answers a GET: clients do so before they ask for a refund, and then with it.
func (d *tillDoor) look(w http.ResponseWriter, r *http.Request) {
	if d.refunded(w, r) {
		return
	}
	d.require(w, r, d.till.Cashier().MinDeposit, "Answers; POST a request to learn its price", nil)
}

// refunded answers a request that carries a refund, and reports whether it did.
func (d *tillDoor) refunded(w http.ResponseWriter, r *http.Request) bool {
	header := r.Header.Get(PaymentHeader)
	if header == "" {
		return false
	}
	pay, refund, f := parseTender(header, d.till.Cashier())
	if f != nil && r.Method == http.MethodPost || refund == nil && f == nil && r.Method == http.MethodPost {
		return false // complete says so, with the price
	}
	min := d.till.Cashier().MinDeposit
	if f == nil && refund == nil {
		f = job.Faultf(job.FaultPayment, batchErrors+"payload_type", "a GET takes refunds only: POST the request that this pays for")
	}
	if f != nil {
		if f.Kind == job.FaultPayment {
			d.require(w, r, min, "Answers", f)
		} else {
			d.fail(w, r, f)
		}
		return true
	}
	if !d.calls.take() {
		d.busy(w, "calls")
		return true
	}
	defer d.calls.give()
	ctx, cancel := patience(r, 2*time.Minute)
	defer cancel()
	var paid job.Paid
	err := d.protect(r, func() (err error) { paid, err = d.till.Refund(ctx, *pay.Channel, refund.amount); return err })
	if err != nil {
		if f, ok := errors.AsType[*job.Fault](err); ok && f.Kind == job.FaultPayment {
			d.require(w, r, min, "Answers", named(f, batchErrors))
		} else {
			d.fail(w, r, err)
		}
		return true
	}
	d.respond(w, settlementOf(d.till.Cashier(), paid, settledRefund))
	writeJSON(w, http.StatusOK, map[string]any{"message": "Refund settled", "channelId": paid.Channel.Channel, "amount": paid.Amount})
	return true
}

// named gives a refusal the name that x402 has for it.
func named(f *job.Fault, prefix string) *job.Fault {
	return &job.Fault{Kind: f.Kind, Code: prefix + f.Code, Param: f.Param, Message: f.Message, Cause: f}
}

func prefixOf(pay job.Tender) string {
	if pay.Once != nil {
		return exactErrors
	}
	return batchErrors
}

// respond sets the header that says what became of a payment.
func (d *tillDoor) respond(w http.ResponseWriter, s settlement) {
	if raw, err := marshal(s); err == nil {
		w.Header().Set(PaymentResponseHeader, base64.StdEncoding.EncodeToString(raw))
	}
}

func (d *tillDoor) refusal(w http.ResponseWriter, r *http.Request, s sale, err error) {
	if f, ok := errors.AsType[*job.Fault](err); ok && f.Kind == job.FaultPayment {
		err = named(f, prefixOf(s.pay))
	}
	d.unpaid(w, r, s, err)
}

// settled sets the header that says what became of a payment.
func (d *tillDoor) settled(w http.ResponseWriter, s sale, paid job.Paid, how settledHow) {
	if s.mpp {
		d.receipted(w, paid)
		return
	}
	d.respond(w, settlementOf(d.till.Cashier(), paid, how))
}

// whole answers in one piece; the header says what it cost.
func (d *tillDoor) whole(ctx context.Context, w http.ResponseWriter, r *http.Request, s sale) {
	var answer job.Answer
	var paid job.Paid
	err := d.protect(r, func() (err error) {
		answer, paid, err = d.till.Sell(ctx, s.ask, s.pay, func(job.Delta, job.Paid, job.Delivery) error { return ctx.Err() })
		return err
	})
	if err != nil {
		d.refusal(w, r, s, err)
		return
	}
	d.settled(w, s, paid, settledWhole)
	w.Header().Set(ReceiptHeader, answer.Request.String())
	writeJSON(w, http.StatusOK, wholeReply(s.call, answer, d.opts.Now().Unix()))
}

// stream answers piece by piece. The header goes out before the answer's price is known, so for a channel it says
// nothing of a charge; a comment at the end of the stream does. A client that does not read comments is put right by the
// next 402.
func (d *tillDoor) stream(ctx context.Context, w http.ResponseWriter, r *http.Request, sold sale) {
	s := newEventStream(w, sold.call, d.opts.Now().Unix(), d.opts.WriteTime)
	var answer job.Answer
	var paid job.Paid
	var told uint32
	err := d.protect(r, func() (err error) {
		answer, paid, err = d.till.Sell(ctx, sold.ask, sold.pay, func(piece job.Delta, so job.Paid, said job.Delivery) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			if !s.begun {
				d.settled(w, sold, so, settledBegun)
			}
			s.name(piece.Request)
			if err := s.piece(piece); err != nil {
				return err
			}
			if said.Chunk == nil || said.Chunk.Count == told {
				return nil
			}
			told = said.Chunk.Count
			return s.comment(statementComment, statement{Chunk: said.Chunk, Nonce: said.Nonce, Signature: said.Signature})
		})
		return err
	})
	if err == nil && !s.begun {
		d.settled(w, sold, paid, settledWhole)
	} else if err == nil && sold.pay.Channel != nil && s.comment(paymentResponseComment, settlementOf(d.till.Cashier(), paid, settledWhole)) != nil {
		return
	}
	switch {
	case err == nil:
		err = s.finish(answer)
	case !s.begun:
		d.refusal(w, r, sold, err)
		return
	case s.broken == nil:
		err = s.fail(d.fault(r, err))
	}
	if err != nil && !errors.Is(err, context.Canceled) {
		d.log.Debug("stream ended early", "path", r.URL.Path, "err", err)
	}
}

// statement is what the provider signed about a piece of a stream.
type statement struct {
	Chunk     *job.Chunk    `json:"chunk,omitempty"`
	Receipt   *job.Receipt  `json:"receipt,omitempty"`
	Nonce     job.Hash      `json:"nonce"`
	Signature job.Signature `json:"signature"`
}

// comment sends what OpenAI's clients do not look at.
func (s *eventStream) comment(name string, v any) error {
	if err := s.begin(); err != nil {
		return err
	}
	raw, err := marshal(v)
	if err != nil {
		return err
	}
	_ = s.rc.SetWriteDeadline(time.Now().Add(s.patience))
	if _, s.broken = s.w.Write([]byte(": " + name + " " + string(raw) + "\n\n")); s.broken == nil {
		s.broken = s.rc.Flush()
	}
	return s.broken
}

// decodeHeader reads the JSON in a base64 header.
func decodeHeader(text string, into any) *job.Fault {
	if len(text) > base64.StdEncoding.EncodedLen(maxPayment) {
		return job.Faultf(job.FaultTooLarge, "payment_too_large", "the payment is larger than the %d bytes that are taken", maxPayment)
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	if err == nil {
		err = json.Unmarshal(raw, into)
	}
	if err != nil {
		return &job.Fault{Kind: job.FaultInvalid, Code: "invalid_payload", Param: PaymentHeader, Message: printable("cannot read the payment: want base64 of JSON: "+err.Error(), 300)}
	}
	return nil
}
