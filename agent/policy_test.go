package agent

import (
	"strings"
	"testing"

	"github.com/assay-network/assay/job"
)

const sample = `
version = 1
expires = "2030-01-01T00:00:00Z"

[caps]
payment = "2.00 USD"
hour    = "5.00 USD"
day     = "20.00 USD"
month   = "100.00 USD"
channel = "4.00 USD"
fee     = "0.01 ETH"
fee_day = "0.50 ETH"

[approval]
above    = "1.00 USD"
always   = ["swap"]
lifetime = "15m"

[allow]
actions = ["open-channel", "top-up", "pay", "feedback", "call", "swap"]
sellers = ["agent:7", "0x00000000000000000000000000000000000000b0"]
skills  = ["*"]

[[allow.contracts]]
address = "0x00000000000000000000000000000000000000cc"
methods = ["transfer(address,uint256)", "0x12345678"]

[[tokens]]
symbol = "ETH"
address = "ether"
decimals = 18
price = "3000.00 USD"
`

func parsed(t *testing.T, text string) *Policy {
	t.Helper()
	p, err := ParsePolicy([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPolicyIsRead(t *testing.T) {
	p := parsed(t, sample)
	if p.Caps.Day.Most != job.Units(20_000_000) || p.Caps.Fee.Most.String() != "10000000000000000" || p.Approval.Lifetime != 900 {
		t.Errorf("caps %+v, approval %+v", p.Caps, p.Approval)
	}
	if p.Expires != 1_893_456_000 || len(p.Allow.Agents) != 1 || p.Allow.Agents[0] != 7 || len(p.Allow.Sellers) != 1 || !p.Allow.AnySkill {
		t.Errorf("policy %+v", p)
	}
	if m, ok := p.method(Action{Contract: job.Address{19: 0xcc}, Method: Selector{0xa9, 0x05, 0x9c, 0xbb}}); !ok || m != "transfer(address,uint256)" {
		t.Errorf("method %q, %v", m, ok)
	}
}

// Each mistake that a person makes in the file is refused, with the name of what is wrong.
func TestPolicyMistakes(t *testing.T) {
	for _, c := range []struct{ name, old, with, says string }{
		{"misspelt field", "month   =", "mnth   =", "mnth"},
		{"field of the top", "version = 1", "version = 1\nlimit = \"1 USD\"", "limit"},
		{"field of a table", "lifetime = \"15m\"", "lifetime = \"15m\"\nceiling = \"1 USD\"", "ceiling"},
		{"no unit", `payment = "2.00 USD"`, `payment = "2.00"`, "caps.payment"},
		{"a number", `payment = "2.00 USD"`, `payment = 2`, "payment"},
		{"the wrong unit", `fee     = "0.01 ETH"`, `fee     = "0.01 USD"`, "caps.fee"},
		{"a cap left out", `hour    = "5.00 USD"`, ``, "caps.hour"},
		{"too many decimals", `"5.00 USD"`, `"5.0000001 USD"`, "decimals"},
		{"negative", `"5.00 USD"`, `"-5.00 USD"`, "caps.hour"},
		{"no version", "version = 1", "", "version"},
		{"a later version", "version = 1", "version = 2", "version"},
		{"no lists", `sellers = ["agent:7", "0x00000000000000000000000000000000000000b0"]`, ``, "allow.sellers"},
		{"an unknown action", `"feedback", `, `"feedbak", `, "feedbak"},
		{"any seller and one", `["agent:7", `, `["*", `, "any seller"},
		{"a time without zone", `"2030-01-01T00:00:00Z"`, `"2030-01-01 00:00:00"`, "expires"},
		{"no time", `expires = "2030-01-01T00:00:00Z"`, ``, "expires"},
		{"a duration without unit", `"15m"`, `"15"`, "approval.lifetime"},
		{"an approval for ever", `"15m"`, `"2000h"`, "approval.lifetime"},
		{"a method with names", `transfer(address,uint256)`, `transfer(address to, uint256 amount)`, "method"},
		{"no methods", `methods = ["transfer(address,uint256)", "0x12345678"]`, `methods = []`, "methods"},
		{"no price", `price = "3000.00 USD"`, `price = "none"`, "price"},
		{"a price of nothing", `price = "3000.00 USD"`, `price = "0 USD"`, "price"},
		{"a daily fee without a fee", `fee     = "0.01 ETH"`, `fee     = "none"`, "fee_day"},
		{"a field twice", `hour    = "5.00 USD"`, "hour    = \"5.00 USD\"\nhour = \"9.00 USD\"", "hour"},
		{"no TOML", "[caps]", "[caps", "TOML"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(sample, c.old, c.with, 1)
			if text == sample {
				t.Fatal("the sample does not hold what this test changes")
			}
			_, err := ParsePolicy([]byte(text))
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v; want an error that names %q", err, c.says)
			}
		})
	}
}

func TestNoLimitIsWritten(t *testing.T) {
	text := strings.NewReplacer(`payment = "2.00 USD"`, `payment = "none"`, `"2030-01-01T00:00:00Z"`, `"never"`, `above    = "1.00 USD"`, `above = "none"`).Replace(sample)
	p := parsed(t, text)
	if !p.Caps.Payment.Open || p.Expires != 0 || !p.Approval.Above.Open {
		t.Errorf("%+v", p)
	}
}

func FuzzParsePolicy(f *testing.F) {
	f.Add([]byte(sample))
	f.Add([]byte("version = 1\n[caps]\npayment = \"none\""))
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, err := ParsePolicy(raw)
		if err != nil {
			return
		}
		a := Action{Kind: Pay, From: job.Address{1}, To: job.Address{2}, Spend: []Sum{{job.Address{3}, job.Units(1)}}}
		if d := p.Decide(Use{}, a, job.Address{3}, 1, false); d.Verdict == Allowed && !p.Caps.Payment.Allows(job.Units(1)) {
			t.Errorf("allowed beyond the cap: %+v", d)
		}
	})
}
