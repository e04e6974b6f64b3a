package node_test

import (
	"encoding/json"
	"net/http"
	"sync"
	"testing"

	"github.com/assay-network/assay/job"
)

// TestTillConcurrentStreams has six requests at once share one channel: each starts from what it is told, in the order in which the
// vouchers arrive, and in the end the channel was charged what the answers say that they cost.
func TestTillConcurrentStreams(t *testing.T) {
	m := newThief(t)
	c := m.config(1)
	start := m.open(c, job.Units(200_000))
	const streams, tries = 6, 200
	costs := make([]job.Amount, streams)
	var all sync.WaitGroup
	for i := range streams {
		all.Go(func() {
			tokens := 16 + i // prices of their own
			price, from := m.price(tokens), start
			for range tries {
				status, text, said := m.pay("batch-settlement", http.MethodPost, batch("voucher", c, m.voucher(c, from.Add(price)), nil), tokens)
				switch status {
				case http.StatusOK:
					var a struct{ Assay struct{ Cost job.Amount } }
					if err := json.Unmarshal([]byte(text), &a); err != nil {
						t.Error(err)
					}
					costs[i] = a.Assay.Cost
					return
				case http.StatusPaymentRequired:
					state, ok := said["accepts"].([]any)[0].(map[string]any)["extra"].(map[string]any)["channelState"].(map[string]any)
					if !ok {
						t.Errorf("refused as %v without the books", said["error"])
						return
					}
					from, _ = job.ParseAmount(state["chargedCumulativeAmount"].(string))
				case http.StatusTooManyRequests:
				default:
					t.Errorf("%d %s", status, text)
					return
				}
			}
			t.Errorf("stream %d was not served in %d tries", i, tries)
		})
	}
	all.Wait()
	sum := start
	for _, cost := range costs {
		sum = sum.Add(cost)
	}
	if got := m.charged(c); got != sum {
		t.Errorf("charged %s, the answers cost %s", got, sum)
	}
	book, err := m.bob.Channel(t.Context(), c.ID(m.domain()))
	if err != nil || book.Ceiling.Voucher.MaxClaimable.Less(sum) {
		t.Errorf("charged %s under a ceiling of %s: %v", sum, book.Ceiling.Voucher.MaxClaimable, err)
	}
}
