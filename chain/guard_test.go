package chain

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"

	"github.com/assay-network/assay/agent"
	"github.com/assay-network/assay/job"
)

// desk is a guard over the real books, without a journal: what is tested here is what the client asks and tells.
type desk struct {
	mu     sync.Mutex
	books  *agent.Books
	policy *agent.Policy
	asked  []agent.Action
	says   []string
	ends   []agent.Outcome
}

const deskPolicy = `
version = 1
expires = "never"
[caps]
payment = "2.00 USD"
hour    = "5.00 USD"
day     = "20.00 USD"
month   = "100.00 USD"
channel = "4.00 USD"
fee     = "0.05 ETH"
fee_day = "50 ETH"
[approval]
above    = "1.50 USD"
lifetime = "15m"
[allow]
actions = ["open-channel", "top-up", "feedback", "pay", "call", "stake"]
sellers = ["*"]
skills  = ["*"]
[[allow.contracts]]
address = "TOKEN"
methods = ["transfer(address,uint256)", "approve(address,uint256)"]
`

// guardedPerson is a funded account whose key obeys a policy.
func guardedPerson(t *testing.T, edit func(string) string) (*Client, *desk) {
	t.Helper()
	plain := person(t)
	text := strings.ReplaceAll(deskPolicy, "TOKEN", shared.contracts.Token.String())
	if edit != nil {
		text = edit(text)
	}
	p, err := agent.ParsePolicy([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{books: agent.NewBooks(shared.contracts.Token), policy: p}
	c := must[*Client](t)(Dial(t.Context(), shared.dev.URL(), plain.key, Options{Guard: d}))
	t.Cleanup(c.Close)
	return c, d
}

var errDesk = errors.New("refused")

func (d *desk) Ask(_ context.Context, a agent.Action) (agent.Grant, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.asked = append(d.asked, a)
	dec, g, e := d.books.Ask([]*agent.Policy{d.policy}, a, 1_800_000_000)
	d.says = append(d.says, g.Says)
	if e != nil {
		if err := d.books.Apply(1_800_000_000, *e); err != nil {
			return g, err
		}
	}
	if dec.Verdict != agent.Allowed {
		return g, job.Faultf(job.FaultPayment, "desk", "%w: %s: %s", errDesk, dec.Rule, dec.Reason)
	}
	return g, nil
}

func (d *desk) End(_ context.Context, intent job.Hash, o agent.Outcome) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ends = append(d.ends, o)
	e, err := d.books.End(intent, o)
	if err != nil {
		return err
	}
	return d.books.Apply(1_800_000_000, *e)
}

func (d *desk) spent() job.Amount { return d.books.Use(0).Hour }

func (d *desk) refusedBy(t *testing.T, err error, rule string) {
	t.Helper()
	if !errors.Is(err, errDesk) || !strings.Contains(err.Error(), rule) {
		t.Errorf("%v; want a refusal by %s", err, rule)
	}
}

func channelOf(c *Client, to *Client, salt byte) job.ChannelConfig {
	return job.ChannelConfig{
		Payer: c.Address(), PayerAuthorizer: c.Address(), Receiver: to.Address(), ReceiverAuthorizer: to.Address(),
		Token: shared.contracts.Token, WithdrawDelay: job.MinWithdrawDelay, Salt: job.Hash{salt},
	}
}

func TestGuardedDeposit(t *testing.T) {
	c, d := guardedPerson(t, nil)
	bob := person(t)
	ctx := agent.WithSkill(t.Context(), "ask")
	cfg := channelOf(c, bob, 1)
	tx := must[job.Tx](t)(c.Deposit(ctx, cfg, job.Units(1_000_000)))
	a := d.asked[0]
	if a.Kind != agent.OpenChannel || a.To != bob.Address() || a.Skill != "ask" || a.Once.IsZero() || len(a.Spend) != 1 || a.Spend[0].Amount != job.Units(1_000_000) {
		t.Errorf("asked %+v", a)
	}
	if len(d.ends) != 1 || d.ends[0].Tx != tx.Hash || d.ends[0].Failed != "" || d.ends[0].Fee != tx.Fee {
		t.Errorf("ended %+v", d.ends)
	}
	must[job.Tx](t)(c.Deposit(ctx, cfg, job.Units(1_000_000)))
	if a := d.asked[1]; a.Kind != agent.TopUp || a.Held != job.Units(1_000_000) || a.Once == d.asked[0].Once {
		t.Errorf("the top-up asked %+v", a)
	}
	for i, a := range d.asked { // what a process finds that did not live to see the end
		if o, known, err := c.Fate(ctx, a); err != nil || !known || o.Failed != "" {
			t.Errorf("deposit %d: %+v, %v, %v", i, o, known, err)
		}
		a.Once[0] ^= 1
		if o, known, err := c.Fate(ctx, a); err != nil || known {
			t.Errorf("a deposit that may come yet: %+v, %v, %v", o, known, err)
		}
		a.Before = 1
		if o, known, err := c.Fate(ctx, a); err != nil || !known || o.Failed == "" {
			t.Errorf("a deposit that can never come: %+v, %v, %v", o, known, err)
		}
	}
	_, err := c.Deposit(ctx, cfg, job.Units(2_000_001))
	d.refusedBy(t, err, "caps.payment")
	must[job.Tx](t)(c.Deposit(ctx, cfg, job.Units(1_500_000)))
	_, err = c.Deposit(ctx, cfg, job.Units(600_000))
	d.refusedBy(t, err, "caps.channel")
	_, err = c.Deposit(ctx, channelOf(c, bob, 2), job.Units(1_500_001))
	d.refusedBy(t, err, "caps.hour")
	if state := must[job.ChannelState](t)(c.Channel(ctx, cfg.ID(c.SettlementDomain()))); state.Balance != job.Units(3_500_000) || d.spent() != state.Balance {
		t.Errorf("the channel holds %s, %s are charged", state.Balance, d.spent())
	}
	// Money comes back whatever was spent.
	must[job.Tx](t)(c.InitiateWithdraw(ctx, cfg, job.Units(3_500_000)))
	if a := d.asked[len(d.asked)-1]; a.Kind != agent.CloseChannel || len(a.Spend) != 0 {
		t.Errorf("the withdrawal asked %+v", a)
	}
}

// TestGuardedRace: fifty deposits at once into fifty channels, against a cap that five of them fill.
func TestGuardedRace(t *testing.T) {
	c, d := guardedPerson(t, nil)
	bob := person(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	paid := 0
	for i := range 50 {
		wg.Go(func() {
			_, err := c.Deposit(t.Context(), channelOf(c, bob, byte(i+1)), job.Units(1_000_000))
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				paid++
			case !errors.Is(err, errDesk):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	left := must[job.Amount](t)(c.Balance(t.Context(), c.Address()))
	if paid != 5 || left != job.Units(995_000_000) || d.spent() != job.Units(5_000_000) {
		t.Errorf("%d deposits, %s left, %s charged", paid, left, d.spent())
	}
}

// TestAttackCopiedDeposit: somebody who sees a deposit's transaction on its way submits the same authorization first. Ours
// is mined without effect, and the money is in the channel all the same: what was charged for it must not come free.
func TestAttackCopiedDeposit(t *testing.T) {
	plain, d := guardedPerson(t, nil)
	mallory, bob := person(t), person(t)
	copied := 0
	watch := door(t, func(_ http.ResponseWriter, body string) bool {
		var m struct {
			Method string
			Params []json.RawMessage
		}
		if _ = json.Unmarshal([]byte(body), &m); m.Method == "eth_sendRawTransaction" && copied == 0 {
			var raw hexutil.Bytes
			var tx types.Transaction
			if err := errors.Join(json.Unmarshal(m.Params[0], &raw), tx.UnmarshalBinary(raw)); err != nil {
				t.Error(err)
			} else if _, err := mallory.transact(context.Background(), "copy", job.Address(*tx.To()), tx.Data(), nil); err != nil {
				t.Error(err)
			}
			copied++
		}
		return false
	})
	c := must[*Client](t)(Dial(t.Context(), watch, plain.key, Options{Guard: d}))
	t.Cleanup(c.Close)
	cfg := channelOf(c, bob, 1)
	if tx, err := c.Deposit(t.Context(), cfg, job.Units(1_000_000)); err == nil || copied != 1 {
		t.Fatalf("%+v; copied %d times", tx, copied)
	}
	if state := must[job.ChannelState](t)(c.Channel(t.Context(), cfg.ID(c.SettlementDomain()))); state.Balance != job.Units(1_000_000) {
		t.Fatalf("the channel holds %s: the attack did not work", state.Balance)
	}
	if d.spent() != job.Units(1_000_000) {
		t.Errorf("%s charged, and the channel has 1000000", d.spent())
	}
	if len(d.ends) != 1 || d.ends[0].Tx.IsZero() || d.ends[0].Fee.IsZero() || d.books.Use(0).FeeDay != d.ends[0].Fee {
		t.Errorf("ended %+v, fees %s", d.ends, d.books.Use(0).FeeDay)
	}
	if o, known, err := c.Fate(t.Context(), d.asked[0]); err != nil || !known || o.Failed != "" {
		t.Errorf("its fate: %+v, %v, %v", o, known, err)
	}
}

// TestAttackSwappedPieces: a dear piece of a collection leaves, a worthless one of the same collection comes in. By number
// nothing moved.
func TestAttackSwappedPieces(t *testing.T) {
	me, thief := common.Address{1}, common.Address{2}
	piece := func(from, to common.Address, id byte) *types.Log {
		return &types.Log{Address: common.Address{9}, Topics: []common.Hash{topicTransfer, common.BytesToHash(from[:]), common.BytesToHash(to[:]), {31: id}}}
	}
	got, err := watchLogs(me, []*types.Log{piece(me, thief, 1), piece(thief, me, 2)}).sums()
	if err != nil || len(got) != 1 || got[0].Amount != job.Units(1) || got[0].Token != (job.Address{9}) {
		t.Errorf("%+v, %v; want the piece that leaves", got, err)
	}
	if got, err := watchLogs(me, []*types.Log{piece(thief, me, 2)}).sums(); err != nil || len(got) != 0 {
		t.Errorf("%+v, %v; a gift spends nothing", got, err)
	}
}

// TestFailedDepositStaysCharged: the node saw the authorization when it simulated, and it is good for its whole hour.
func TestFailedDepositStaysCharged(t *testing.T) {
	c, d := guardedPerson(t, nil)
	have := must[job.Amount](t)(c.Balance(t.Context(), c.Address()))
	d.policy.Caps.Payment.Open, d.policy.Caps.Hour.Open, d.policy.Caps.Day.Open, d.policy.Caps.Month.Open, d.policy.Caps.Channel.Open, d.policy.Approval.Above.Open = true, true, true, true, true, true
	if _, err := c.Deposit(t.Context(), channelOf(c, person(t), 1), have.Add(job.Units(1))); err == nil {
		t.Fatal("more was deposited than there is")
	}
	if len(d.ends) != 1 || d.ends[0].Failed == "" || d.spent() != have.Add(job.Units(1)) || !d.books.Use(0).FeeDay.IsZero() {
		t.Errorf("ended %+v, %s charged", d.ends, d.spent())
	}
	o, known, err := c.Fate(t.Context(), d.asked[0])
	if err != nil || known {
		t.Errorf("its fate: %+v, %v, %v", o, known, err)
	}
}

func TestFeeCap(t *testing.T) {
	c, d := guardedPerson(t, func(s string) string { return strings.Replace(s, `"0.05 ETH"`, `"0.0000000000000001 ETH"`, 1) })
	_, err := c.Transfer(t.Context(), person(t).Address(), job.Units(2))
	if f, ok := asFault(err); !ok || f.Code != "fee_limit" || !d.spent().IsZero() { // nothing was signed: it is given back
		t.Errorf("%v, %s charged", err, d.spent())
	}
	_, err = c.Deposit(t.Context(), channelOf(c, person(t), 1), job.Units(1))
	if f, ok := asFault(err); !ok || f.Code != "fee_limit" || d.spent() != job.Units(1) || !d.books.Use(0).FeeDay.IsZero() {
		t.Errorf("%v, %s charged", err, d.spent())
	}
}

// send makes any call, as a skill that no method stands for would.
func send(c *Client, to job.Address, data []byte) error {
	_, err := c.transact(context.Background(), "call", to, data, nil)
	return err
}

func TestGuardedCalls(t *testing.T) {
	c, d := guardedPerson(t, nil)
	tokenAt, mallory := shared.contracts.Token, person(t).Address()
	if err := send(c, tokenAt, token().PackTransfer(mallory.Common(), job.Units(1_000_000).Big())); err != nil {
		t.Error(err) // an allowed call, whose amount the simulation found
	}
	if a := d.asked[0]; a.Kind != agent.Call || len(a.Spend) != 1 || a.Spend[0].Amount != job.Units(1_000_000) || a.Spend[0].Token != tokenAt {
		t.Errorf("asked %+v", a)
	}
	if want := "Call transfer(address,uint256) of contract " + tokenAt.String() + ", which takes 1.00 USD."; d.says[0] != want {
		t.Errorf("%q, want %q", d.says[0], want)
	}
	d.refusedBy(t, send(c, tokenAt, token().PackTransfer(mallory.Common(), job.Units(2_000_001).Big())), "caps.payment")
	d.refusedBy(t, send(c, tokenAt, token().PackMint(mallory.Common(), job.Units(1).Big())), "allow.contracts")
	must[job.Tx](t)(c.Transfer(t.Context(), mallory, job.Units(5)))
	_, err := c.TransferEther(t.Context(), mallory, job.Units(1))
	d.refusedBy(t, err, "tokens")
	if has := must[job.Amount](t)(c.Balance(t.Context(), mallory)); has != job.Units(1_001_000_005) {
		t.Errorf("mallory has %s", has)
	}
}

// TestGuardedStake: an allowance and the call that uses it are one action, charged once.
func TestGuardedStake(t *testing.T) {
	c, d := guardedPerson(t, nil)
	txs := must[[]job.Tx](t)(c.Stake(t.Context(), job.Units(1_000_000)))
	if len(txs) != 2 || len(d.asked) != 1 || d.says[0] != "Put 1.00 USD into the stake vault." || d.spent() != job.Units(1_000_000) {
		t.Errorf("%d transactions, asked %q, %s charged", len(txs), d.says, d.spent())
	}
	_, err := c.Stake(t.Context(), job.Units(2_000_001))
	d.refusedBy(t, err, "caps.payment")
	must[job.Tx](t)(c.RequestUnstake(t.Context(), job.Units(1_000_000)))
}

func TestAttackApprovalIsSpending(t *testing.T) {
	c, d := guardedPerson(t, nil)
	mallory := person(t).Address()
	all := everything
	d.refusedBy(t, send(c, shared.contracts.Token, token().PackApprove(mallory.Common(), all)), "caps.payment")
	if err := send(c, shared.contracts.Token, token().PackApprove(mallory.Common(), job.Units(1_000_000).Big())); err != nil || d.spent() != job.Units(1_000_000) {
		t.Errorf("%v, %s charged", err, d.spent())
	}
}

// TestAttackHiddenTransfer: an allowance from long ago lets a harmless-looking method take money. The call itself moves
// nothing that its data says; the simulation sees it.
func TestAttackHiddenTransfer(t *testing.T) {
	c, d := guardedPerson(t, nil)
	ctx := t.Context()
	// The stake vault stands in for the stranger's contract: it takes what it was once allowed to.
	free := must[*Client](t)(Dial(ctx, shared.dev.URL(), c.key, Options{}))
	t.Cleanup(free.Close)
	must[job.Tx](t)(free.transact(ctx, "approve", shared.contracts.Token, token().PackApprove(shared.contracts.Vault.Common(), job.Units(9_000_000).Big()), nil))
	said := c.means(ctx, agent.Action{Kind: agent.Feedback}) // "this only writes a mark"
	_, err := c.transact(said, "harmless", shared.contracts.Vault, vault().PackStake(job.Units(9_000_000).Big()), nil)
	if f, ok := asFault(err); !ok || f.Code != "simulation" || !strings.Contains(err.Error(), "9000000") {
		t.Errorf("%v", err)
	}
	if len(d.asked) != 0 || !d.spent().IsZero() {
		t.Errorf("asked %+v, charged %s", d.asked, d.spent())
	}
	target := shared.contracts.Vault.Common()
	seen, err := c.simulate(ctx, "look", ethereum.CallMsg{From: c.Address().Common(), To: &target, Data: vault().PackStake(job.Units(9_000_000).Big())})
	if err != nil || len(seen) != 1 || seen[0].Amount != job.Units(9_000_000) {
		t.Errorf("seen %v, %v", seen, err)
	}
	must[job.Tx](t)(free.transact(ctx, "stake", shared.contracts.Vault, vault().PackStake(job.Units(9_000_000).Big()), nil)) // it would have worked
}
