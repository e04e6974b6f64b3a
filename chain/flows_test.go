package chain

import (
	"slices"
	"strings"
	"testing"

	"github.com/assay-network/assay/job"
)

func TestIdentityLifecycle(t *testing.T) {
	alice, bob := person(t), person(t)
	ctx := t.Context()
	agent, tx, err := bob.Register(ctx, "https://bob.example/agent.json", map[string][]byte{"kind": []byte("provider"), "a": {1, 2}})
	if err != nil || tx.Gas == 0 {
		t.Fatal(err)
	}
	want := job.Agent{ID: agent, Owner: bob.Address(), Wallet: bob.Address(), URI: "https://bob.example/agent.json"}
	same := func(when string) {
		t.Helper()
		if got := must[job.Agent](t)(alice.Agent(ctx, agent)); got != want {
			t.Errorf("%s: Agent says %+v, want %+v", when, got, want)
		}
		list := must[[]job.Agent](t)(alice.Agents(ctx))
		i := slices.IndexFunc(list, func(a job.Agent) bool { return a.ID == agent })
		if i < 0 || list[i] != want {
			t.Errorf("%s: Agents says %+v, want %+v", when, list, want)
		}
	}
	same("registered")
	if got := must[[]byte](t)(alice.Metadata(ctx, agent, "kind")); string(got) != "provider" {
		t.Errorf("metadata %q", got)
	}

	must[job.Tx](t)(bob.SetMetadata(ctx, agent, "kind", []byte("retired")))
	if got := must[[]byte](t)(alice.Metadata(ctx, agent, "kind")); string(got) != "retired" {
		t.Errorf("metadata %q", got)
	}
	must[job.Tx](t)(bob.SetURI(ctx, agent, "data:,2"))
	want.URI = "data:,2"
	same("moved")

	// A sold agent pays nobody until its new owner says whom.
	must[job.Tx](t)(bob.transact(ctx, "sell agent", bob.contracts.Identity, identity().PackTransferFrom(bob.Address().Common(), alice.Address().Common(), id(agent)), nil))
	want.Owner, want.Wallet = alice.Address(), job.Address{}
	same("sold")

	_, err = bob.SetURI(ctx, agent, "data:,3")
	if !isFault(err, job.FaultConflict) || !strings.Contains(err.Error(), "NotAuthorized") {
		t.Errorf("the former owner moved it: %v", err)
	}
	if _, err := alice.Agent(ctx, 1<<40); !isFault(err, job.FaultNotFound) {
		t.Errorf("unknown agent: %v", err)
	}
	if _, _, err := bob.Register(ctx, strings.Repeat("x", maxURI+1), nil); !isFault(err, job.FaultTooLarge) {
		t.Errorf("oversized URI: %v", err)
	}
	// Register without metadata or URI works too, and lists.
	second, _, err := bob.Register(ctx, "", nil)
	if err != nil || second == agent {
		t.Fatal(second, err)
	}
}

func TestFeedbackMinusRevoked(t *testing.T) {
	alice, bob, ctx := person(t), person(t), t.Context()
	agent, _, err := bob.Register(ctx, "data:,", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := must[[]job.Feedback](t)(alice.Feedback(ctx, agent)); len(got) != 0 {
		t.Errorf("feedback before any: %+v", got)
	}
	first := job.Feedback{Agent: agent, Value: 9977, Decimals: 2, Tag1: "successRate", Tag2: "week", Endpoint: "https://x", URI: "data:,f", Hash: job.Hash{5}}
	second := job.Feedback{Agent: agent, Value: -3}
	must[job.Tx](t)(alice.GiveFeedback(ctx, first))
	must[job.Tx](t)(alice.GiveFeedback(ctx, second))
	first.Client, first.Index = alice.Address(), 1
	second.Client, second.Index = alice.Address(), 2
	if got := must[[]job.Feedback](t)(bob.Feedback(ctx, agent)); !slices.Equal(got, []job.Feedback{first, second}) {
		t.Errorf("got %+v", got)
	}
	must[job.Tx](t)(alice.RevokeFeedback(ctx, agent, 1))
	for _, reader := range []*Client{alice, bob} { // one has read before the revocation, one has read half
		if got := must[[]job.Feedback](t)(reader.Feedback(ctx, agent)); !slices.Equal(got, []job.Feedback{second}) {
			t.Errorf("after the revocation: %+v", got)
		}
	}
	if _, err := bob.GiveFeedback(ctx, first); !isFault(err, job.FaultConflict) || !strings.Contains(err.Error(), "SelfFeedback") {
		t.Errorf("bob praised himself: %v", err)
	}
}

func TestStakeAndReservations(t *testing.T) {
	bob, alice, ctx := person(t), person(t), t.Context()
	txs := must[[]job.Tx](t)(bob.Stake(ctx, dollars(500)))
	if len(txs) != 2 {
		t.Errorf("%d transactions, want approve and stake", len(txs))
	}
	channel := job.Keccak(bob.key.address[:])
	until := must[job.Head](t)(bob.Head(ctx)).Time + 5000
	must[job.Tx](t)(bob.Reserve(ctx, channel, dollars(200), until))
	must[job.Tx](t)(bob.RequestUnstake(ctx, dollars(50)))
	want := job.Stake{Total: dollars(500), Reserved: dollars(200), Unbonding: dollars(50), Free: dollars(250)}
	if got := must[job.Stake](t)(alice.StakeOf(ctx, bob.Address())); got != want {
		t.Errorf("stake %+v, want %+v", got, want)
	}
	if got := must[job.Reservation](t)(alice.Reservation(ctx, bob.Address(), channel)); got != (job.Reservation{Amount: dollars(200), Until: until}) {
		t.Errorf("reservation %+v", got)
	}
	if got := must[job.Reservation](t)(alice.Reservation(ctx, bob.Address(), job.Hash{1})); got != (job.Reservation{}) {
		t.Errorf("reservation of another channel %+v", got)
	}
	for what, err := range map[string]error{
		"FreeStakeTooSmall":        second(bob.Reserve(ctx, job.Hash{2}, job.Units(250_000_001), until)),
		"ReservationLowered":       second(bob.Reserve(ctx, channel, job.Units(199_999_999), until)),
		"ReservationEndOutOfRange": second(bob.Reserve(ctx, job.Hash{2}, job.Units(1), 1)),
		"ReservationHolds":         second(alice.Release(ctx, bob.Address(), channel)),
		"StillUnbonding":           second(bob.WithdrawStake(ctx)),
		"NothingUnbonding":         second(alice.WithdrawStake(ctx)),
	} {
		if !isFault(err, job.FaultConflict) || !strings.Contains(err.Error(), what) || !strings.Contains(err.Error(), hints[what]) {
			t.Errorf("want %s, got %v", what, err)
		}
	}
	must[uint64](t)(alice.IncreaseTime(ctx, 15*24*3600)) // past the reservation and the unbonding delay
	must[job.Tx](t)(alice.Release(ctx, bob.Address(), channel))
	must[job.Tx](t)(bob.WithdrawStake(ctx))
	want = job.Stake{Total: dollars(450), Free: dollars(450)}
	if got := must[job.Stake](t)(alice.StakeOf(ctx, bob.Address())); got != want {
		t.Errorf("stake %+v, want %+v", got, want)
	}
}

// dollars is n whole test dollars.
func dollars(n uint64) job.Amount { return job.Units(n * 1_000_000) }

func second[T any](_ T, err error) error { return err }

// channelBetween returns a channel whose vouchers the session key signs.
func channelBetween(payer, receiver *Client, session *Key, salt byte) job.ChannelConfig {
	return job.ChannelConfig{
		Payer: payer.Address(), PayerAuthorizer: session.Address(),
		Receiver: receiver.Address(), ReceiverAuthorizer: receiver.Address(),
		Token: payer.contracts.Token, WithdrawDelay: job.MinWithdrawDelay, Salt: job.Hash{salt},
	}
}

func voucher(t *testing.T, c *Client, session *Key, cfg job.ChannelConfig, max, total uint64) job.VoucherClaim {
	t.Helper()
	v := job.Voucher{Channel: cfg.ID(c.SettlementDomain()), MaxClaimable: job.Units(max)}
	sig := must[job.Signature](t)(session.Sign(v.Digest(c.SettlementDomain())))
	return job.VoucherClaim{Config: cfg, Voucher: job.SignedVoucher{Voucher: v, Signature: sig}, Total: job.Units(total)}
}

func TestChannelLifecycle(t *testing.T) {
	alice, bob, ctx := person(t), person(t), t.Context()
	session := must[*Key](t)(GenerateKey())
	cfg := channelBetween(alice, bob, session, 1)
	channel := cfg.ID(alice.SettlementDomain())
	state := func() job.ChannelState { t.Helper(); return must[job.ChannelState](t)(bob.Channel(ctx, channel)) }

	if got := state(); got != (job.ChannelState{}) {
		t.Errorf("before the deposit: %+v", got)
	}
	open := must[job.Tx](t)(alice.Deposit(ctx, cfg, job.Units(1000)))
	topUp := must[job.Tx](t)(alice.Deposit(ctx, cfg, job.Units(500)))
	if got := state(); got != (job.ChannelState{Balance: job.Units(1500)}) {
		t.Errorf("deposited: %+v", got)
	}
	claim := must[job.Tx](t)(bob.Claim(ctx, []job.VoucherClaim{voucher(t, bob, session, cfg, 400, 300)}))
	again := must[job.Tx](t)(bob.Claim(ctx, []job.VoucherClaim{voucher(t, bob, session, cfg, 400, 400)}))
	settle := must[job.Tx](t)(bob.Settle(ctx, bob.Address(), bob.contracts.Token))
	if got := must[job.Amount](t)(bob.Balance(ctx, bob.Address())); got != job.Units(1_000_000_400) {
		t.Errorf("bob has %s", got)
	}
	refund := must[job.Tx](t)(bob.Refund(ctx, cfg, job.Units(100)))
	if got := state(); got != (job.ChannelState{Balance: job.Units(1400), Claimed: job.Units(400), RefundNonce: 1}) {
		t.Errorf("claimed and refunded: %+v", got)
	}
	r := job.Refund{Channel: channel, Nonce: 1, Amount: job.Units(50)}
	must[job.Tx](t)(alice.RefundSigned(ctx, cfg, r, must[job.Signature](t)(bob.key.Sign(r.Digest(bob.SettlementDomain())))))

	notice := must[job.Tx](t)(alice.InitiateWithdraw(ctx, cfg, job.Units(950)))
	if got := state(); got.Withdrawing != job.Units(950) || got.WithdrawAt != must[job.Head](t)(bob.Head(ctx)).Time {
		t.Errorf("withdrawing: %+v", got)
	}
	if _, err := alice.FinalizeWithdraw(ctx, cfg); !strings.Contains(err.Error(), "WithdrawDelayNotElapsed") {
		t.Errorf("withdrawal without delay: %v", err)
	}
	must[uint64](t)(alice.IncreaseTime(ctx, job.MinWithdrawDelay))
	final := must[job.Tx](t)(alice.FinalizeWithdraw(ctx, cfg))
	if got := must[job.Amount](t)(alice.Balance(ctx, alice.Address())); got != job.Units(1_000_000_000-400) {
		t.Errorf("alice has %s", got)
	}
	t.Logf("gas: open %d, top up %d, claim %d, later %d, settle %d, refund %d, initiate %d, finalize %d",
		open.Gas, topUp.Gas, claim.Gas, again.Gas, settle.Gas, refund.Gas, notice.Gas, final.Gas)

	want := []job.Payment{
		{Channel: channel, Payer: alice.Address(), Amount: job.Units(300), Tx: claim.Hash},
		{Channel: channel, Payer: alice.Address(), Amount: job.Units(100), Tx: again.Hash},
	}
	if got := must[[]job.Payment](t)(alice.Payments(ctx, bob.Address())); !slices.Equal(got, want) {
		t.Errorf("payments %+v, want %+v", got, want)
	}
}

func TestChannelRefusals(t *testing.T) {
	alice, bob, mallory, ctx := person(t), person(t), person(t), t.Context()
	session := must[*Key](t)(GenerateKey())
	cfg := channelBetween(alice, bob, session, 2)
	must[job.Tx](t)(alice.Deposit(ctx, cfg, job.Units(1000)))

	short := cfg
	short.WithdrawDelay = 1
	wide := cfg
	wide.WithdrawDelay = 1<<40 + job.MinWithdrawDelay // would wrap to a legal delay in 40 bits
	huge := job.Units(^uint64(0))
	for huge.Fits() {
		huge = huge.MulDivUp(1<<63, 1)
	}
	forged := voucher(t, bob, must[*Key](t)(GenerateKey()), cfg, 10, 10)
	other := cfg
	other.Salt = job.Hash{3}
	mixed := voucher(t, bob, session, other, 10, 10)
	mixed.Config = cfg
	for name, c := range map[string]struct {
		err  error
		kind job.FaultKind
		text string
	}{
		"deposit for somebody else":    {second(mallory.Deposit(ctx, cfg, job.Units(1))), job.FaultInvalid, "only the payer"},
		"delay below the minimum":      {second(alice.Deposit(ctx, short, job.Units(1))), job.FaultInvalid, "withdraw delay"},
		"delay that wraps":             {second(alice.Deposit(ctx, wide, job.Units(1))), job.FaultInvalid, "withdraw delay"},
		"amount above 128 bits":        {second(alice.Deposit(ctx, cfg, huge)), job.FaultInvalid, "128 bits"},
		"nothing":                      {second(alice.Deposit(ctx, cfg, job.Units(0))), job.FaultConflict, "ZeroDeposit"},
		"more than the payer has":      {second(alice.Deposit(ctx, cfg, job.Units(5_000_000_000))), job.FaultPayment, "ERC20InsufficientBalance"},
		"claim by a stranger":          {second(mallory.Claim(ctx, []job.VoucherClaim{voucher(t, bob, session, cfg, 10, 10)})), job.FaultConflict, "NotAuthorizedToClaim"},
		"forged voucher":               {second(bob.Claim(ctx, []job.VoucherClaim{forged})), job.FaultConflict, "InvalidSignature"},
		"claim above the voucher":      {second(bob.Claim(ctx, []job.VoucherClaim{voucher(t, bob, session, cfg, 10, 11)})), job.FaultConflict, "ClaimExceedsCeiling"},
		"claim above the balance":      {second(bob.Claim(ctx, []job.VoucherClaim{voucher(t, bob, session, cfg, 2000, 2000)})), job.FaultConflict, "ClaimExceedsBalance"},
		"voucher of another channel":   {second(bob.Claim(ctx, []job.VoucherClaim{mixed})), job.FaultInvalid, "voucher is for channel"},
		"no claims":                    {second(bob.Claim(ctx, nil)), job.FaultConflict, "EmptyBatch"},
		"refund by a stranger":         {second(mallory.Refund(ctx, cfg, job.Units(1))), job.FaultConflict, "NotAuthorizedToRefund"},
		"withdrawal by a stranger":     {second(mallory.InitiateWithdraw(ctx, cfg, job.Units(1))), job.FaultConflict, "InvalidChannel"},
		"withdrawal without notice":    {second(alice.FinalizeWithdraw(ctx, cfg)), job.FaultConflict, "WithdrawalNotPending"},
		"withdrawal above the balance": {second(alice.InitiateWithdraw(ctx, cfg, job.Units(1001))), job.FaultConflict, "WithdrawAmountExceedsAvailable"},
	} {
		if !isFault(c.err, c.kind) || !strings.Contains(c.err.Error(), c.text) {
			t.Errorf("%s: want %q, got %v", name, c.text, c.err)
		}
	}
}

// Mallory mints her own coin, pays herself a fortune in it through a real channel, and hopes that this counts.
func TestPaymentsInWorthlessCoinsDoNotCount(t *testing.T) {
	mallory, ctx := person(t), t.Context()
	coin := create2(append(parts[2].initCode(job.Contracts{}), make([]byte, 32)...)) // same code, another address
	must[job.Tx](t)(mallory.transact(ctx, "deploy coin", deployer, append(make([]byte, 32), append(parts[2].initCode(job.Contracts{}), make([]byte, 32)...)...), nil))
	must[job.Tx](t)(mallory.transact(ctx, "mint", coin, token().PackMint(mallory.Address().Common(), fundWei), nil))
	cfg := channelBetween(mallory, mallory, mallory.key, 4)
	cfg.Token = coin
	must[job.Tx](t)(mallory.Deposit(ctx, cfg, job.Units(1_000_000)))
	must[job.Tx](t)(mallory.Claim(ctx, []job.VoucherClaim{voucher(t, mallory, mallory.key, cfg, 1_000_000, 1_000_000)}))
	if got := must[[]job.Payment](t)(mallory.Payments(ctx, mallory.Address())); len(got) != 0 {
		t.Errorf("counted: %+v", got)
	}
}

func TestFromBlockSkipsWhatCameBefore(t *testing.T) {
	bob := person(t)
	early, _, err := bob.Register(t.Context(), "data:,early", nil)
	if err != nil {
		t.Fatal(err)
	}
	from := must[job.Head](t)(bob.Head(t.Context())).Number + 1
	late, _, err := bob.Register(t.Context(), "data:,late", nil)
	if err != nil {
		t.Fatal(err)
	}
	c := must[*Client](t)(Dial(t.Context(), shared.dev.URL(), nil, Options{FromBlock: from}))
	defer c.Close()
	got := must[[]job.Agent](t)(c.Agents(t.Context()))
	if len(got) != 1 || got[0].ID != late || got[0].ID == early {
		t.Errorf("got %+v", got)
	}
}
