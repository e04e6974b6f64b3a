package agent

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/assay-network/assay/job"
)

// Decimals of the two units in which a policy counts.
const (
	dollarDecimals = 6
	etherDecimals  = 18
)

// maxPolicy bounds a policy file, in bytes.
const maxPolicy = 64 << 10

// Limit is the most of something; Open says that the owner set none.
type Limit struct {
	Most job.Amount `json:"most"`
	Open bool       `json:"open,omitempty"`
}

// Allows reports whether v is within the limit.
func (l Limit) Allows(v job.Amount) bool { return l.Open || !l.Most.Less(v) }

// tighter returns the limit that allows less.
func (l Limit) tighter(m Limit) Limit {
	if l.Open || !m.Open && m.Most.Less(l.Most) {
		return m
	}
	return l
}

// Caps bound money, all rails together. Amounts of money are in millionths of a dollar, fees in wei.
type Caps struct {
	Payment Limit `json:"payment"` // one action
	Hour    Limit `json:"hour"`    // any 60 minutes
	Day     Limit `json:"day"`     // any 24 hours
	Month   Limit `json:"month"`   // any 30 days
	Channel Limit `json:"channel"` // in one channel at a time: the most a lost session key can lose there
	Fee     Limit `json:"fee"`     // one transaction's gas
	FeeDay  Limit `json:"feeDay"`  // gas in any 24 hours
}

// Approval says when a person must agree.
type Approval struct {
	Above    Limit  `json:"above"`            // dollars of one action above which a person must; Open: never
	Always   []Kind `json:"always,omitempty"` // kinds for which a person must whatever the amount
	Lifetime uint64 `json:"lifetime"`         // seconds that a question, and then its answer, stay good
}

// Callee is a contract that may be called, and how.
type Callee struct {
	Address job.Address `json:"address"`
	Methods []string    `json:"methods"` // signatures, or selectors
}

// Allow lists what may be done. What is not listed may not.
type Allow struct {
	Actions   []Kind        `json:"actions"`
	AnySeller bool          `json:"anySeller,omitempty"`
	Sellers   []job.Address `json:"sellers,omitempty"` // wallets
	Agents    []uint64      `json:"agents,omitempty"`  // identities, by number
	AnySkill  bool          `json:"anySkill,omitempty"`
	Skills    []string      `json:"skills,omitempty"`
	Contracts []Callee      `json:"contracts,omitempty"`
}

// Token is an asset besides the network's dollar, with the price at which the caps count it.
type Token struct {
	Symbol   string      `json:"symbol"`
	Address  job.Address `json:"address"`  // zero: ether
	Decimals int         `json:"decimals"` // 0 to 18
	Price    job.Amount  `json:"price"`    // millionths of a dollar for one whole token
}

// Policy is what the owner of a wallet allows.
type Policy struct {
	Expires  uint64   `json:"expires"` // unix seconds; afterwards money only comes back. 0: never
	Caps     Caps     `json:"caps"`
	Approval Approval `json:"approval"`
	Allow    Allow    `json:"allow"`
	Tokens   []Token  `json:"tokens,omitempty"`
	Digest   job.Hash `json:"digest"` // keccak256 of the file
}

// file is the policy as it is written, before anything is understood.
type file struct {
	Version  int               `toml:"version"`
	Expires  string            `toml:"expires"`
	Caps     map[string]string `toml:"caps"`
	Approval struct {
		Above    string   `toml:"above"`
		Always   []string `toml:"always"`
		Lifetime string   `toml:"lifetime"`
	} `toml:"approval"`
	Allow struct {
		Actions   []string `toml:"actions"`
		Sellers   []string `toml:"sellers"`
		Skills    []string `toml:"skills"`
		Contracts []struct {
			Address string   `toml:"address"`
			Methods []string `toml:"methods"`
		} `toml:"contracts"`
	} `toml:"allow"`
	Tokens []struct {
		Symbol   string `toml:"symbol"`
		Address  string `toml:"address"`
		Decimals int    `toml:"decimals"`
		Price    string `toml:"price"`
	} `toml:"tokens"`
}

// name is what skills and symbols may be called.
var name = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

// signature is a method as a policy names it.
var signature = regexp.MustCompile(`^[A-Za-z_$][A-Za-z0-9_$]{0,63}\([A-Za-z0-9_,()\[\]]{0,256}\)$`)

// ParsePolicy reads a policy file (TOML). It refuses what it does not know, every amount without a unit, and every cap
// that is left out: a limit that the owner does not want is written as "none".
func ParsePolicy(raw []byte) (*Policy, error) {
	p, err := parsePolicy(raw)
	if err != nil {
		return nil, fmt.Errorf("policy: %w", err)
	}
	return p, nil
}

func parsePolicy(raw []byte) (*Policy, error) {
	if len(raw) > maxPolicy {
		return nil, fmt.Errorf("the file has %d bytes, at most %d are read", len(raw), maxPolicy)
	}
	var f file
	meta, err := toml.Decode(string(raw), &f)
	if err != nil {
		return nil, fmt.Errorf("not TOML as expected: %w", err)
	}
	if left := meta.Undecoded(); len(left) > 0 {
		return nil, fmt.Errorf("there is no setting %q; is it misspelt?", left[0].String())
	}
	if f.Version != 1 {
		return nil, fmt.Errorf("version = %d: this program reads version = 1, which the file must name", f.Version)
	}
	p := &Policy{Digest: job.Keccak(raw)}
	r := reader{}
	p.Expires = r.moment("expires", f.Expires)
	r.caps(p, f.Caps)
	p.Approval.Above = r.money("approval.above", f.Approval.Above, "USD", dollarDecimals)
	p.Approval.Always = r.kinds("approval.always", f.Approval.Always)
	p.Approval.Lifetime = r.duration("approval.lifetime", f.Approval.Lifetime)
	if !meta.IsDefined("allow", "actions") || !meta.IsDefined("allow", "sellers") || !meta.IsDefined("allow", "skills") {
		r.fail("allow.actions, allow.sellers and allow.skills must be written; what is not listed is not allowed, \"*\" stands for any")
	}
	p.Allow.Actions = r.kinds("allow.actions", f.Allow.Actions)
	r.sellers(p, f.Allow.Sellers)
	r.skills(p, f.Allow.Skills)
	for _, c := range f.Allow.Contracts {
		r.callee(p, c.Address, c.Methods)
	}
	for _, t := range f.Tokens {
		r.token(p, Token{Symbol: t.Symbol, Decimals: t.Decimals}, t.Address, t.Price)
	}
	return p, r.err
}

// reader keeps the first mistake.
type reader struct{ err error }

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
	}
}

// caps reads the table of caps, each of which must be there.
func (r *reader) caps(p *Policy, m map[string]string) {
	type line struct {
		name, unit string
		decimals   int
		into       *Limit
	}
	list := []line{
		{"payment", "USD", dollarDecimals, &p.Caps.Payment}, {"hour", "USD", dollarDecimals, &p.Caps.Hour},
		{"day", "USD", dollarDecimals, &p.Caps.Day}, {"month", "USD", dollarDecimals, &p.Caps.Month},
		{"channel", "USD", dollarDecimals, &p.Caps.Channel},
		{"fee", "ETH", etherDecimals, &p.Caps.Fee}, {"fee_day", "ETH", etherDecimals, &p.Caps.FeeDay},
	}
	for key := range m { // order-free: at most one mistake is told, and any will do
		if !slices.ContainsFunc(list, func(c line) bool { return c.name == key }) {
			r.fail("there is no cap %q; there are payment, hour, day, month, channel, fee and fee_day", key)
		}
	}
	for _, c := range list {
		*c.into = r.money("caps."+c.name, m[c.name], c.unit, c.decimals)
	}
	if p.Caps.Fee.Open && !p.Caps.FeeDay.Open {
		r.fail("caps.fee_day needs a caps.fee: the fee of one action is charged before it is known")
	}
}

// money reads "1.50 USD" or "none".
func (r *reader) money(what, text, unit string, decimals int) Limit {
	if text == "none" {
		return Limit{Open: true}
	}
	number, ok := strings.CutSuffix(text, " "+unit)
	if !ok {
		r.fail("%s = %q: want an amount with its unit, such as \"1.50 %s\", or \"none\" for no limit", what, text, unit)
		return Limit{}
	}
	a, err := job.ParseDecimal(number, decimals)
	if err != nil {
		r.fail("%s: %w", what, err)
	}
	return Limit{Most: a}
}

// moment reads a time of day with its zone, or "never".
func (r *reader) moment(what, text string) uint64 {
	if text == "never" {
		return 0
	}
	t, err := time.Parse(time.RFC3339, text)
	if err != nil || t.Unix() <= 0 {
		r.fail("%s = %q: want a time with its zone, such as \"2027-01-31T12:00:00Z\", or \"never\"", what, text)
		return 0
	}
	return uint64(t.Unix())
}

// Bounds of approval.lifetime.
const (
	minLifetime = time.Minute
	maxLifetime = 7 * 24 * time.Hour
)

func (r *reader) duration(what, text string) uint64 {
	d, err := time.ParseDuration(text)
	if err != nil || d < minLifetime || d > maxLifetime {
		r.fail("%s = %q: want a duration from 1m to 168h, such as \"15m\"", what, text)
		return 0
	}
	return uint64(d / time.Second)
}

func (r *reader) kinds(what string, names []string) []Kind {
	var out []Kind
	for _, n := range names {
		if _, ok := ruleOf(Kind(n)); !ok {
			r.fail("%s: there is no action %q; there are %v", what, n, Kinds())
		}
		if slices.Contains(out, Kind(n)) {
			r.fail("%s names %q twice", what, n)
		}
		out = append(out, Kind(n))
	}
	return out
}

func (r *reader) sellers(p *Policy, list []string) {
	for _, s := range list {
		number, agent := strings.CutPrefix(s, "agent:")
		switch {
		case s == "*":
			p.Allow.AnySeller = true
		case agent:
			n, err := strconv.ParseUint(number, 10, 64)
			if err != nil {
				r.fail("allow.sellers: %q: want agent: and a number", s)
			}
			p.Allow.Agents = append(p.Allow.Agents, n)
		default:
			a, err := job.ParseAddress(s)
			if err != nil {
				r.fail("allow.sellers: want an address, agent:NUMBER or \"*\": %w", err)
			}
			p.Allow.Sellers = append(p.Allow.Sellers, a)
		}
	}
	if p.Allow.AnySeller && len(list) > 1 {
		r.fail("allow.sellers: \"*\" allows any seller, so nothing else belongs beside it")
	}
}

func (r *reader) skills(p *Policy, list []string) {
	for _, s := range list {
		switch {
		case s == "*":
			p.Allow.AnySkill = true
		case !name.MatchString(s):
			r.fail("allow.skills: %.80q is no name of a skill", s)
		}
	}
	p.Allow.Skills = list
	if p.Allow.AnySkill {
		p.Allow.Skills = nil
		if len(list) > 1 {
			r.fail("allow.skills: \"*\" allows any skill, so nothing else belongs beside it")
		}
	}
}

func (r *reader) callee(p *Policy, address string, methods []string) {
	a, err := job.ParseAddress(address)
	if err != nil {
		r.fail("allow.contracts: %w", err)
	}
	if len(methods) == 0 {
		r.fail("allow.contracts: %s has no methods: name those that may be called", address)
	}
	for _, m := range methods {
		if _, err := methodSelector(m); err != nil {
			r.fail("allow.contracts: %s: %w", address, err)
		}
	}
	if slices.ContainsFunc(p.Allow.Contracts, func(c Callee) bool { return c.Address == a }) {
		r.fail("allow.contracts names %s twice", a)
	}
	p.Allow.Contracts = append(p.Allow.Contracts, Callee{a, methods})
}

// methodSelector returns the selector of a method as a policy names it.
func methodSelector(m string) (Selector, error) {
	if strings.HasPrefix(m, "0x") {
		return ParseSelector(m)
	}
	if !signature.MatchString(m) {
		return Selector{}, fmt.Errorf("method %.80q: want a signature such as transfer(address,uint256), without spaces and names, or a selector of 4 bytes", m)
	}
	return SelectorOf(m), nil
}

func (r *reader) token(p *Policy, t Token, address, price string) {
	if address != "ether" {
		a, err := job.ParseAddress(address)
		if err != nil || a.IsZero() {
			r.fail("tokens: address = %q: want a contract's address, or \"ether\"", address)
		}
		t.Address = a
	} else if t.Decimals != etherDecimals {
		r.fail("tokens: ether has %d decimals", etherDecimals)
	}
	if !name.MatchString(t.Symbol) {
		r.fail("tokens: symbol = %.80q: want letters and digits", t.Symbol)
	}
	if t.Decimals < 0 || t.Decimals > 18 {
		r.fail("tokens: %s has %d decimals; want 0 to 18", t.Symbol, t.Decimals)
	}
	l := r.money("tokens."+t.Symbol+".price", price, "USD", dollarDecimals)
	if l.Open || l.Most.IsZero() || l.Most.Uint64() == ^uint64(0) {
		r.fail("tokens: %s needs a price above zero, such as \"2500.00 USD\": the most that one can be worth", t.Symbol)
	}
	t.Price = l.Most
	if slices.ContainsFunc(p.Tokens, func(x Token) bool { return x.Address == t.Address || x.Symbol == t.Symbol }) {
		r.fail("tokens names %s twice", t.Symbol)
	}
	p.Tokens = append(p.Tokens, t)
}
