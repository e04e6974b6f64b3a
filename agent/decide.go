package agent

import (
	"fmt"
	"slices"
	"time"

	"github.com/assay-network/assay/job"
)

// Verdict is how a policy answers an action.
type Verdict string

// The verdicts, from the most to the least that may be done.
const (
	Allowed Verdict = "allowed"
	Waits   Verdict = "waits" // for a person
	Refused Verdict = "refused"
)

// Decision is a verdict with its reason and what would change it.
type Decision struct {
	Verdict Verdict    `json:"verdict"`
	Rule    string     `json:"rule,omitempty"`   // the setting that decided: "caps.day"
	Reason  string     `json:"reason,omitempty"` // one clause
	Help    string     `json:"help,omitempty"`   // what to do
	Value   job.Amount `json:"value,omitzero"`   // of the action, in millionths of a dollar
}

// Use is what was spent before an action, in the windows that end now, and what is charged already for others of which
// at most one, this one included, can take effect.
type Use struct {
	Hour   job.Amount `json:"hour"`
	Day    job.Amount `json:"day"`
	Month  job.Amount `json:"month"`
	FeeDay job.Amount `json:"feeDay"`
	Shared job.Amount `json:"-"`
}

// Decide answers an action at a time. approved says that a person has agreed to this very action: that lifts the need
// to ask, and no cap. dollar is the network's stablecoin, which counts as what it is called. It changes nothing.
func (p *Policy) Decide(u Use, a Action, dollar job.Address, now uint64, approved bool) Decision {
	d := Decision{Verdict: Allowed}
	refuse := func(rule, help, reason string, args ...any) Decision {
		d.Verdict, d.Rule, d.Reason, d.Help = Refused, rule, fmt.Sprintf(reason, args...), help
		return d
	}
	if err := a.Validate(); err != nil {
		return refuse("shape", "this is a mistake of the program that asked", "%v", err)
	}
	k, _ := ruleOf(a.Kind)
	if !k.home {
		if rule, help, reason := p.listed(k, a, now); reason != "" {
			return refuse(rule, help, "%s", reason)
		}
	}
	var err error
	if d.Value, err = p.Value(a.Spend, dollar); err != nil {
		return refuse("tokens", "give the token a price under [[tokens]] in the policy", "%v", err)
	}
	more, _ := d.Value.Sub(u.Shared)
	after := func(spent job.Amount) job.Amount { return spent.Add(more) }
	for _, c := range []struct {
		rule  string
		limit Limit
		value job.Amount
		says  string
		help  string
	}{
		{"caps.payment", p.Caps.Payment, d.Value, "one action may spend", "ask for less at once, or raise caps.payment"},
		{"caps.hour", p.Caps.Hour, after(u.Hour), "in an hour, all rails together, at most", "wait, or raise caps.hour"},
		{"caps.day", p.Caps.Day, after(u.Day), "in a day, all rails together, at most", "wait, or raise caps.day"},
		{"caps.month", p.Caps.Month, after(u.Month), "in 30 days, all rails together, at most", "wait, or raise caps.month"},
	} {
		if !d.Value.IsZero() && !c.limit.Allows(c.value) {
			return refuse(c.rule, c.help, "%s %s, and with this it would be %s", c.says, dollars(c.limit.Most), dollars(c.value))
		}
	}
	if a.Kind == OpenChannel || a.Kind == TopUp {
		if in := a.Held.Add(d.Value); !p.Caps.Channel.Allows(in) {
			return refuse("caps.channel", "close the channel and open another, or raise caps.channel", "one channel may hold %s, and with this it would be %s", dollars(p.Caps.Channel.Most), dollars(in))
		}
	}
	if fees := u.FeeDay.Add(p.Caps.Fee.Most); !k.home && !p.Caps.FeeDay.Allows(fees) { // money comes back at every cap
		return refuse("caps.fee_day", "wait, or raise caps.fee_day", "fees of a day may be %s ETH, and with the most that this may cost they would be %s",
			p.Caps.FeeDay.Most.Decimal(etherDecimals), fees.Decimal(etherDecimals))
	}
	if approved || k.home {
		return d
	}
	switch {
	case slices.Contains(p.Approval.Always, a.Kind):
		d.Verdict, d.Rule, d.Reason = Waits, "approval.always", fmt.Sprintf("a person must approve each %s", a.Kind)
	case !p.Approval.Above.Allows(d.Value):
		d.Verdict, d.Rule, d.Reason = Waits, "approval.above", fmt.Sprintf("it spends %s, and above %s a person must approve", dollars(d.Value), dollars(p.Approval.Above.Most))
	}
	return d
}

// listed checks an action against the lists. It returns no reason when everything is on them.
func (p *Policy) listed(k kindRule, a Action, now uint64) (rule, help, reason string) {
	switch {
	case p.Expires != 0 && now >= p.Expires:
		return "expires", "write a later expires into the policy", fmt.Sprintf("the policy ended at %s; since then money only comes back", stamp(p.Expires))
	case !slices.Contains(p.Allow.Actions, a.Kind):
		return "allow.actions", fmt.Sprintf("add %q to allow.actions, if it is meant to be allowed", a.Kind), fmt.Sprintf("the policy does not allow %s", a.Kind)
	case !p.Allow.AnySkill && !slices.Contains(p.Allow.Skills, a.Skill):
		if a.Skill == "" {
			return "allow.skills", "allow \"*\", or run it through a skill", "no skill asks for this, and the policy allows named skills only"
		}
		return "allow.skills", fmt.Sprintf("add %q to allow.skills, if it is meant to be allowed", a.Skill), fmt.Sprintf("the policy does not allow the skill %s", a.Skill)
	case k.pays && len(a.Spend) > 0 && !p.allowsSeller(a):
		return "allow.sellers", "add the address, or agent:NUMBER, to allow.sellers", fmt.Sprintf("the policy does not allow paying %s", payee(a))
	case k.calls:
		return p.allowsCall(a)
	}
	return "", "", ""
}

func (p *Policy) allowsSeller(a Action) bool {
	if p.Allow.AnySeller || slices.Contains(p.Allow.Sellers, a.To) {
		return true
	}
	return slices.ContainsFunc(a.Agents, func(n uint64) bool { return slices.Contains(p.Allow.Agents, n) })
}

func (p *Policy) allowsCall(a Action) (rule, help, reason string) {
	i := slices.IndexFunc(p.Allow.Contracts, func(c Callee) bool { return c.Address == a.Contract })
	if i < 0 {
		return "allow.contracts", "list the contract with its methods under [[allow.contracts]]", fmt.Sprintf("the policy does not allow calling %s", a.Contract)
	}
	if _, ok := p.method(a); !ok {
		return "allow.contracts", "add the method to that contract's list", fmt.Sprintf("the policy does not allow the method %s of %s", a.Method, a.Contract)
	}
	return "", "", ""
}

// method returns how the owner wrote the method that an action calls.
func (p *Policy) method(a Action) (string, bool) {
	for _, c := range p.Allow.Contracts {
		if c.Address != a.Contract {
			continue
		}
		for _, m := range c.Methods {
			if s, err := methodSelector(m); err == nil && s == a.Method {
				return m, true
			}
		}
	}
	return "", false
}

// Value returns what sums are worth in millionths of a dollar, each rounded up. It refuses assets without a price.
func (p *Policy) Value(sums []Sum, dollar job.Address) (job.Amount, error) {
	var total job.Amount
	for _, s := range sums {
		if s.Token == dollar && !dollar.IsZero() {
			total = total.Add(s.Amount)
			continue
		}
		i := slices.IndexFunc(p.Tokens, func(t Token) bool { return t.Address == s.Token })
		if i < 0 {
			return total, fmt.Errorf("it spends %s, for which the policy has no price", asset(s.Token))
		}
		t := p.Tokens[i]
		unit := uint64(1)
		for range t.Decimals {
			unit *= 10
		}
		total = total.Add(s.Amount.MulDivUp(t.Price.Uint64(), unit))
	}
	return total, nil
}

// Stricter returns the decision that allows less; the first when they allow the same.
func Stricter(a, b Decision) Decision {
	order := []Verdict{Allowed, Waits, Refused}
	if slices.Index(order, b.Verdict) > slices.Index(order, a.Verdict) {
		b.Value = job.Max(a.Value, b.Value)
		return b
	}
	a.Value = job.Max(a.Value, b.Value)
	return a
}

// dollars renders millionths of a dollar, cents at least.
func dollars(a job.Amount) string {
	s := a.Decimal(dollarDecimals)
	for n := 0; n < dollarDecimals-2 && s[len(s)-1] == '0'; n++ {
		s = s[:len(s)-1]
	}
	return s + " USD"
}

// stamp renders unix seconds.
func stamp(unix uint64) string {
	return time.Unix(int64(min(unix, 1<<40)), 0).UTC().Format(time.RFC3339)
}
