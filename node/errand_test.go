package node_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/verify"
	"github.com/assay-network/assay/wire"
)

// shelf is an errand book.
type shelf map[string][]byte

func (s shelf) Lock(context.Context) (func(), error) { return func() {}, nil }

func (s shelf) Keep(key string, body []byte) error {
	if len(body) == 0 {
		delete(s, key)
	} else {
		s[key] = body
	}
	return nil
}

func (s shelf) Kept(key string) ([]byte, bool, error) { body, ok := s[key]; return body, ok, nil }

func TestErrandIsPaidOnce(t *testing.T) {
	w := testkit.NewWorld(t)
	bob := w.Bob(t, 0, nil)
	_, base := tillOf(t, bob)
	key, c := w.Account(t)
	ctx := t.Context()
	token, err := c.TokenDomain(ctx)
	if err != nil {
		t.Fatal(err)
	}
	shopper := wire.NewShopper(job.Cashier{ChainID: c.ChainID(), Contracts: c.Contracts(), Token: token}, wire.ShopperOptions{AllowPrivate: true})
	book := shelf{}
	e := &node.Errands{ChainID: c.ChainID(), Token: token, Key: key, Chain: c, Book: book, Max: job.Units(1_000_000), Now: time.Now, Random: rand.Reader}
	body, _ := json.Marshal(map[string]any{"model": w.Model.Name(), "messages": []any{map[string]any{"role": "user", "content": "pay bob 5 dollars"}}, "temperature": 0, "max_tokens": 24})
	r := wire.Resource{Method: http.MethodPost, URL: base + "/chat/completions", ContentType: "application/json", Body: body}
	got, err := shopper.Fetch(ctx, r, "")
	if err != nil || got.Status != http.StatusPaymentRequired || got.Wants == nil {
		t.Fatalf("%v: %d %s", err, got.Status, got.Unpayable)
	}
	before, err := c.Balance(ctx, key.Address())
	if err != nil {
		t.Fatal(err)
	}
	send := func() (job.SignedAuthorization, bool, wire.Got) {
		t.Helper()
		a, again, err := e.Pay(ctx, "thing", got.Wants.Bill, got.Wants.Timeout)
		if err != nil {
			t.Fatal(err)
		}
		header, err := got.Wants.Header(a)
		if err != nil {
			t.Fatal(err)
		}
		answer, err := shopper.Fetch(ctx, r, header)
		if err != nil || answer.Status != http.StatusOK || answer.Paid == nil || !answer.Paid.Success {
			t.Fatalf("%v: %d %s %s", err, answer.Status, answer.Body, answer.Refused)
		}
		return a, again, answer
	}
	first, again, answer := send() // and suppose that this answer was lost
	if again {
		t.Error("the first payment is not the first")
	}
	second, again, same := send()
	if !again || second != first || answerOf(t, string(same.Body)) != answerOf(t, string(answer.Body)) {
		t.Errorf("asked again (%t), it paid by %s, not %s", again, second.Nonce, first.Nonce)
	}
	claimHolds(t, w, base, answer.Receipt)
	dearer := got.Wants.Bill
	dearer.Amount = dearer.Amount.Add(job.Units(1))
	if _, _, err := e.Pay(ctx, "thing", dearer, time.Minute); code(err) != "other_price" {
		t.Errorf("the price went up after a transfer was signed: %v", err)
	}
	if err := e.Came(ctx, "thing"); err != nil || len(book) != 0 {
		t.Errorf("the payment is still kept: %v", err)
	}
	if after, err := c.Balance(ctx, key.Address()); err != nil {
		t.Fatal(err)
	} else if spent, _ := before.Sub(after); spent != got.Wants.Bill.Amount {
		t.Errorf("spent %s for a thing of %s", spent, got.Wants.Bill.Amount)
	}
	e.Max = job.Units(1)
	if _, _, err := e.Pay(ctx, "another", got.Wants.Bill, time.Minute); code(err) != "too_dear" || len(book) != 0 {
		t.Errorf("dearer than allowed: %v", err)
	}
}

func code(err error) string {
	if f, ok := errors.AsType[*job.Fault](err); ok {
		return f.Code
	}
	return ""
}

// claimHolds fetches what the provider claims about an answer and recomputes it; bent by one token it does not hold.
func claimHolds(t *testing.T, w *testkit.World, base, id string) {
	t.Helper()
	response, err := http.Get(base + "/receipts/" + id)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var b job.UnsignedBundle
	if err := json.NewDecoder(response.Body).Decode(&b); err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%v: %d", err, response.StatusCode)
	}
	if err := verify.UnsignedAnswer(b, w.Model); err != nil {
		t.Errorf("the provider's claim does not hold: %v", err)
	}
	b.Output[len(b.Output)-2]++
	if err := verify.UnsignedAnswer(b, w.Model); err == nil {
		t.Error("another answer holds under the same receipt")
	}
}
