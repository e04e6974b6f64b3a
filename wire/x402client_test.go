package wire

import (
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/assay-network/assay/job"
)

// TestShopperAndHostileServers has servers ask for money in ways that must not be paid.
func TestShopperAndHostileServers(t *testing.T) {
	token := job.Address{0: 0xaa}
	cashier := job.Cashier{ChainID: 84532, Contracts: job.Contracts{Token: token}}
	offer := func(change ...string) string {
		text := `{"x402Version":2,"error":"pay","resource":{"url":"u","description":"d"},"accepts":[{"scheme":"exact","network":"eip155:84532","amount":"10","asset":"` + token.String() + `","payTo":"0x00000000000000000000000000000000000000Bb","maxTimeoutSeconds":60,"extra":{}}]}`
		return base64.StdEncoding.EncodeToString([]byte(strings.NewReplacer(change...).Replace(text)))
	}
	for _, x := range []struct {
		name, header string
		payable      bool
		why          string
	}{
		{"fine", offer(), true, ""},
		{"nothing said", "", false, "does not say how"},
		{"not base64", "{}", false, "cannot read"},
		{"not JSON", base64.StdEncoding.EncodeToString([]byte("<html>")), false, "cannot read"},
		{"too large", strings.Repeat("A", 50_000), false, "larger"},
		{"another version", offer(`"x402Version":2`, `"x402Version":1`), false, "version 1"},
		{"another network", offer("eip155:84532", "eip155:1"), false, "exact on eip155:1"},
		{"another token", offer(token.String(), "0x00000000000000000000000000000000000000cc"), false, "we pay"},
		{"another scheme", offer(`"exact"`, `"upto"`), false, "upto"},
		{"another way to transfer", offer(`"extra":{}`, `"extra":{"assetTransferMethod":"permit2"}`), false, "we pay"},
		{"a negative price", offer(`"10"`, `"-10"`), false, "we pay"},
		{"a price beyond 128 bits", offer(`"10"`, `"1`+strings.Repeat("0", 39)+`"`), false, "we pay"},
		{"to nobody", offer("00Bb", "0000"), false, "we pay"},
	} {
		t.Run(x.name, func(t *testing.T) {
			door := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				if x.header != "" {
					w.Header().Set(PaymentRequiredHeader, x.header)
				}
				w.WriteHeader(http.StatusPaymentRequired)
			}))
			defer door.Close()
			got, err := NewShopper(cashier, ShopperOptions{AllowPrivate: true}).Fetch(t.Context(), Resource{Method: http.MethodGet, URL: door.URL}, "")
			if err != nil {
				t.Fatal(err)
			}
			if (got.Wants != nil) != x.payable || !strings.Contains(got.Unpayable, x.why) {
				t.Errorf("wants %+v, unpayable %q", got.Wants, got.Unpayable)
			}
			if x.payable && (got.Wants.Bill.Amount != job.Units(10) || got.Wants.Bill.PayTo != job.Address{19: 0xbb}) {
				t.Errorf("bill %+v", got.Wants.Bill)
			}
		})
	}
}
