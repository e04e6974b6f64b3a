package node_test

import (
	"net/http"
	"testing"

	"github.com/assay-network/assay/internal/testkit"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
)

// TestTillCrash stops a till dead at each place where a crash would hurt most, starts another on the same journal, and has the buyer send
// the same payment again: it gets its answer, and pays once.
func TestTillCrash(t *testing.T) {
	w := testkit.NewWorld(t)
	for _, at := range []struct{ scheme, name string }{
		{"exact", "till:accepted"}, {"exact", "till:collected"}, {"exact", "till:sale-kept"}, {"exact", "provider:chunk-kept"},
		{"batch-settlement", "till:deposited"}, {"batch-settlement", "till:channel-kept"}, {"batch-settlement", "till:voucher-kept"},
		{"batch-settlement", "till:sale-kept"}, {"batch-settlement", "provider:chunk-kept"},
	} {
		t.Run(at.scheme+" "+at.name, func(t *testing.T) {
			key, c := w.Account(t)
			s := w.Setting(t, c, t.TempDir())
			crashed := false
			s.Checkpoint = func(name string) {
				if name == at.name && !crashed {
					crashed = true
					panic("a crash at " + name) // the door turns it into a 500; what is not on disk by now never comes there
				}
			}
			open := func() *thief {
				p, err := node.NewProvider(t.Context(), s, w.Terms(), c, key)
				if err != nil {
					t.Fatal(err)
				}
				bob := &testkit.Seller{Provider: p, Key: key, Chain: c, Setting: s}
				_, base := tillOf(t, bob)
				return &thief{t: t, w: w, bob: bob, base: base}
			}
			m := open()
			m.key, m.own = w.Account(t)
			before := m.money()
			config := m.config(1)
			payload := m.once(func(*job.SignedAuthorization) {})
			spends := m.price(16)
			if at.scheme != "exact" {
				spends = job.Units(200_000)
				payload = batch("deposit", config, m.voucher(config, m.price(16)), m.deposit(config, spends, 1))
			}
			if status, text, _ := m.pay(at.scheme, http.MethodPost, payload, 16); status != http.StatusInternalServerError || !crashed {
				t.Fatalf("it was to crash (%t): %d %s", crashed, status, text)
			}
			again := open()
			again.key, again.own = m.key, m.own
			status, text, said := again.pay(at.scheme, http.MethodPost, payload, 16)
			if status != http.StatusOK || answerOf(t, text) == "" || said["success"] != true {
				t.Fatalf("after the crash: %d %s %v", status, text, said)
			}
			if spent, _ := before.Sub(again.money()); spent != spends {
				t.Errorf("spent %s, not %s", spent, spends)
			}
			if at.scheme == "exact" {
				return
			}
			// What was charged is what the answer says that it cost.
			if extra := said["extra"].(map[string]any); extra["chargedAmount"] != again.charged(config).String() {
				t.Errorf("charged %s, told %v", again.charged(config), extra)
			}
		})
	}
}

// TestTillPriceRaisedAfterPayment has a provider take money for an answer, break down, and come back dearer, with a shorter
// answer for whoever names no length, and selling no answers as long as that: what was paid for is owed as it was.
func TestTillPriceRaisedAfterPayment(t *testing.T) {
	w := testkit.NewWorld(t)
	for _, at := range []string{"till:collected", "provider:chunk-kept"} {
		t.Run(at, func(t *testing.T) {
			key, c := w.Account(t)
			s := w.Setting(t, c, t.TempDir())
			crashed := false
			s.Checkpoint = func(name string) {
				if name == at && !crashed {
					crashed = true
					panic("a crash at " + name)
				}
			}
			open := func(cfg node.ProviderConfig) *thief {
				p, err := node.NewProvider(t.Context(), s, cfg, c, key)
				if err != nil {
					t.Fatal(err)
				}
				bob := &testkit.Seller{Provider: p, Key: key, Chain: c, Setting: s}
				_, base := tillOf(t, bob)
				return &thief{t: t, w: w, bob: bob, base: base}
			}
			m := open(w.Terms())
			m.key, m.own = w.Account(t)
			before, price := m.money(), m.price(16)
			payload := m.once(func(*job.SignedAuthorization) {})
			if status, text, _ := m.pay("exact", http.MethodPost, payload, 16); status != http.StatusInternalServerError || !crashed {
				t.Fatalf("it was to crash (%t): %d %s", crashed, status, text)
			}
			dear := w.Terms()
			dear.Terms.InputPrice, dear.Terms.OutputPrice, dear.Terms.MaxTokens = job.Units(50*testkit.InputPrice), job.Units(50*testkit.OutputPrice), 8
			again := open(dear)
			again.key, again.own = m.key, m.own
			status, text, said := again.pay("exact", http.MethodPost, payload, 16)
			if status != http.StatusOK || answerOf(t, text) == "" || said["success"] != true {
				t.Fatalf("at the new price: %d %s %v", status, text, said)
			}
			if spent, _ := before.Sub(again.money()); spent != price {
				t.Errorf("spent %s, not %s", spent, price)
			}
		})
	}
}
