package chain

import (
	"bufio"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common/hexutil"
)

// anvilPath finds Foundry's test chain where `npm ci` in contracts puts it (the program itself, not its npm wrapper,
// so that killing it kills it), or takes it from ASSAY_ANVIL. Without it the tests are skipped, loudly, unless
// ASSAY_REQUIRE_ANVIL is set: then they fail.
func anvilPath(t *testing.T) string {
	t.Helper()
	if p := os.Getenv("ASSAY_ANVIL"); p != "" {
		return p
	}
	found, _ := filepath.Glob("../contracts/node_modules/@foundry-rs/anvil-*/bin/anvil")
	if len(found) == 0 {
		const advice = "anvil is not installed: run `npm install --no-save @foundry-rs/anvil@1.7.1` in contracts, or name it in ASSAY_ANVIL"
		if os.Getenv("ASSAY_REQUIRE_ANVIL") != "" {
			t.Fatal(advice)
		}
		t.Skip(advice)
	}
	return found[0]
}

// startAnvil runs another implementation of Ethereum than the embedded one and returns its URL.
func startAnvil(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command(anvilPath(t), append([]string{"--port", "0", "--accounts", "1"}, args...)...)
	cmd.SysProcAttr = diesWithParent()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if at, ok := strings.CutPrefix(lines.Text(), "Listening on "); ok {
			go func() { // or it blocks once the pipe is full
				for lines.Scan() {
				}
			}()
			return "http://" + at
		}
	}
	t.Fatal(errors.Join(errors.New("anvil did not start"), lines.Err()))
	return ""
}

// rich returns a client whose account has 100 ether on an anvil.
func rich(t *testing.T, url string) *Client {
	t.Helper()
	c := must[*Client](t)(Dial(t.Context(), url, must[*Key](t)(GenerateKey()), Options{}))
	t.Cleanup(c.Close)
	wei := hexutil.EncodeBig(fundWei)
	if err := c.rpc.CallContext(t.Context(), nil, "anvil_setBalance", c.Address(), wei+"0"); err != nil {
		t.Fatal(err)
	}
	return c
}

// The same client code on a chain that is not ours: deploy (the CREATE2 proxy too), register, stake, pay, claim,
// settle, refund, rate.
func TestWholeLifeOnAnvil(t *testing.T) {
	for name, args := range map[string][]string{
		"as it comes":                        nil,
		"without proxy, blocks by the clock": {"--disable-default-create2-deployer", "--block-time", "0.2"},
		"with the x402 test clients' id":     {"--chain-id", "84532"},
		"with a base fee above the proxys":   {"--disable-default-create2-deployer", "--base-fee", "200000000000"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			at := startAnvil(t, args...)
			ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
			defer cancel()
			alice := rich(t, at)
			if strings.HasPrefix(name, "with a base fee") {
				// The proxy's transaction offers 100 gwei and cannot be changed. The user must be told.
				alice.opts.MineTimeout = time.Second
				err := alice.ensureDeployed(ctx, alice.contracts, "", nil)
				if err == nil || !strings.Contains(err.Error(), "CREATE2 proxy") {
					t.Errorf("got %v", err)
				}
				return
			}
			var deployed []string
			contracts := must[job.Contracts](t)(Deploy(ctx, at, alice.key, func(name string, _ job.Address, _ job.Tx) { deployed = append(deployed, name) }))
			own := len(parts)
			for _, p := range parts {
				if p.made != nil { // comes with what makes it
					own--
				}
			}
			if len(deployed) < own || contracts.Settlement == canonicalSettlement {
				t.Errorf("deployed %v at %+v", deployed, contracts)
			}
			if again := must[job.Contracts](t)(Deploy(ctx, at, alice.key, func(name string, _ job.Address, _ job.Tx) { t.Errorf("%s deployed again", name) })); again != contracts {
				t.Errorf("moved to %+v", again)
			}
			bob := rich(t, at)
			if bob.Contracts() != contracts {
				t.Errorf("bob found %+v", bob.Contracts())
			}
			for _, c := range []*Client{alice, bob} {
				must[job.Tx](t)(alice.transact(ctx, "mint", contracts.Token, token().PackMint(c.Address().Common(), fundUnits), nil))
			}

			agent, _, err := bob.Register(ctx, "data:,bob", map[string][]byte{"k": []byte("v")})
			if err != nil {
				t.Fatal(err)
			}
			if got := must[[]job.Agent](t)(alice.Agents(ctx)); len(got) != 1 || got[0] != must[job.Agent](t)(alice.Agent(ctx, agent)) || got[0].Wallet != bob.Address() {
				t.Errorf("agents %+v", got)
			}
			must[[]job.Tx](t)(bob.Stake(ctx, dollars(100)))
			session := must[*Key](t)(GenerateKey())
			cfg := channelBetween(alice, bob, session, 1)
			must[job.Tx](t)(bob.Reserve(ctx, cfg.ID(bob.SettlementDomain()), dollars(60), must[job.Head](t)(bob.Head(ctx)).Time+3600))
			if got := must[job.Stake](t)(alice.StakeOf(ctx, bob.Address())); got.Free != dollars(40) {
				t.Errorf("stake %+v", got)
			}
			must[job.Tx](t)(alice.Deposit(ctx, cfg, job.Units(1000)))
			claim := must[job.Tx](t)(bob.Claim(ctx, []job.VoucherClaim{voucher(t, bob, session, cfg, 300, 250)}))
			must[job.Tx](t)(bob.Settle(ctx, bob.Address(), contracts.Token))
			must[job.Tx](t)(bob.Refund(ctx, cfg, job.Units(750)))
			if got := must[job.Amount](t)(alice.Balance(ctx, alice.Address())); got != job.Units(1_000_000_000-250) {
				t.Errorf("alice has %s", got)
			}
			paid := []job.Payment{{Channel: cfg.ID(bob.SettlementDomain()), Payer: alice.Address(), Amount: job.Units(250), Tx: claim.Hash}}
			if got := must[[]job.Payment](t)(alice.Payments(ctx, bob.Address())); !slices.Equal(got, paid) {
				t.Errorf("payments %+v", got)
			}
			must[job.Tx](t)(alice.GiveFeedback(ctx, job.Feedback{Agent: agent, Value: 5}))
			if got := must[[]job.Feedback](t)(bob.Feedback(ctx, agent)); len(got) != 1 || got[0].Client != alice.Address() {
				t.Errorf("feedback %+v", got)
			}
			_, err = bob.Claim(ctx, []job.VoucherClaim{voucher(t, bob, session, cfg, 300, 301)})
			var revert *Revert
			if !errors.As(err, &revert) || revert.Name != "ClaimExceedsCeiling" {
				t.Errorf("refusal: %v", err)
			}
			if _, err := Dial(ctx, at, nil, Options{}); err != nil {
				t.Error(err)
			}
			if reader := must[*Client](t)(Dial(ctx, at, nil, Options{})); reader.HasFaucet(ctx) || reader.Fund(ctx, job.Address{1}) == nil {
				t.Error("anvil has a faucet of ours")
			}
		})
	}
}
