package node_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/assay-network/assay/agent"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/node"
	"github.com/assay-network/assay/store"
)

const walletPolicy = `
version = 1
expires = "never"
[caps]
payment = "2.00 USD"
hour    = "5.00 USD"
day     = "20.00 USD"
month   = "100.00 USD"
channel = "none"
fee     = "0.01 ETH"
fee_day = "none"
[approval]
above    = "1.50 USD"
lifetime = "15m"
[allow]
actions = ["pay", "open-channel"]
sellers = ["*"]
skills  = ["*"]
`

var walletDollar = job.Address{19: 0xd0}

// walletConfig is a wallet over the journal of a directory, as one process has it.
func walletConfig(dir string) (node.WalletConfig, error) {
	log, err := store.OpenLog(dir)
	return node.WalletConfig{Log: log, Policy: []byte(walletPolicy), Dollar: walletDollar, Now: time.Now}, err
}

func openWalletWith(t testing.TB, dir string, change func(*node.WalletConfig)) *node.Wallet {
	t.Helper()
	cfg, err := walletConfig(dir)
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(&cfg)
	}
	w, err := node.NewWallet(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func paying(cents, salt uint64) agent.Action {
	a := agent.Action{Kind: agent.Pay, Chain: 1, From: job.Address{1}, To: job.Address{2}, Spend: []agent.Sum{{Token: walletDollar, Amount: job.Units(cents * 10_000)}}}
	binary.BigEndian.PutUint64(a.Data[:], salt)
	return a
}

// refusedAs fails unless err is a wallet's refusal with this code, by this rule.
func refusedAs(t testing.TB, err error, code, rule string) {
	t.Helper()
	f, ok := errors.AsType[*job.Fault](err)
	if !ok || f.Code != code || !strings.Contains(f.Message, rule) {
		t.Errorf("%v; want %s by %s", err, code, rule)
	}
}

func usedToday(t testing.TB, w *node.Wallet) job.Amount {
	t.Helper()
	r, err := w.Report(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return r.Use.Day
}

// Fifty payers at once, in one process, over five wallets that share a journal: the cap of five dollars lets exactly
// five of them pay one.
func TestFiftyPayersOneCap(t *testing.T) {
	dir := t.TempDir()
	var paid atomic.Int64
	var wg sync.WaitGroup
	for range 5 {
		w := openWalletWith(t, dir, nil)
		for i := range 10 {
			wg.Go(func() {
				g, err := w.Ask(t.Context(), paying(100, uint64(i)))
				if err != nil {
					refusedAs(t, err, node.PolicyRefused, "caps.hour")
					return
				}
				paid.Add(1)
				if err := w.End(t.Context(), g.Intent, agent.Outcome{Tx: job.Hash{1}}); err != nil {
					t.Error(err)
				}
			})
		}
	}
	wg.Wait()
	if used := usedToday(t, openWalletWith(t, dir, nil)); paid.Load() != 5 || used != job.Units(5_000_000) {
		t.Errorf("%d paid, %s charged", paid.Load(), used)
	}
}

// walletChildEnv makes this test binary a payer: "DIR" pays one dollar ten times at once, "DIR|CHECKPOINT" pays a cent
// again and again and kills itself at the third time that it reaches the checkpoint.
const walletChildEnv = "ASSAY_NODE_TEST_WALLET"

func TestWalletChild(t *testing.T) {
	spec := os.Getenv(walletChildEnv)
	if spec == "" {
		t.Skip("it is the child of other tests")
	}
	dir, at, dies := strings.Cut(spec, "|")
	if !dies {
		w := openWalletWith(t, dir, nil)
		var wg sync.WaitGroup
		for i := range 10 {
			wg.Go(func() {
				if _, err := w.Ask(t.Context(), paying(100, uint64(i))); err == nil {
					fmt.Println("paid")
				}
			})
		}
		wg.Wait()
		return
	}
	left := 3
	w := openWalletWith(t, dir, func(c *node.WalletConfig) {
		c.Checkpoint = func(name string) {
			if name != at {
				return
			}
			if left--; left == 0 {
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
		}
	})
	for i := range uint64(100) {
		g, err := w.Ask(t.Context(), paying(1, i))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Println("paid") // here the money would go
		if err := w.End(t.Context(), g.Intent, agent.Outcome{Tx: job.Hash{1}}); err != nil {
			t.Fatal(err)
		}
	}
}

func walletChild(spec string) ([]byte, error) {
	cmd := exec.Command(os.Args[0], "-test.run=^TestWalletChild$", "-test.v")
	cmd.Env = append(os.Environ(), walletChildEnv+"="+spec)
	return cmd.CombinedOutput()
}

// Fifty payers in five processes.
func TestFiftyPayersInProcesses(t *testing.T) {
	dir := t.TempDir()
	var paid atomic.Int64
	var wg sync.WaitGroup
	for range 5 {
		wg.Go(func() {
			out, err := walletChild(dir)
			if err != nil {
				t.Errorf("%v: %s", err, out)
			}
			paid.Add(int64(strings.Count(string(out), "paid\n")))
		})
	}
	wg.Wait()
	if used := usedToday(t, openWalletWith(t, dir, nil)); paid.Load() != 5 || used != job.Units(5_000_000) {
		t.Errorf("%d paid, %s charged", paid.Load(), used)
	}
}

// A payer that dies anywhere between asking and having said how it ended: whatever was paid is charged, and nothing
// twice.
func TestWalletKilled(t *testing.T) {
	for _, at := range []string{"wallet:allowed", "wallet:ending", "wallet:ended"} {
		t.Run(at, func(t *testing.T) {
			dir := t.TempDir()
			out, err := walletChild(dir + "|" + at)
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
				t.Fatalf("the child was to be killed: %v: %s", err, out)
			}
			paid := strings.Count(string(out), "paid\n")
			r, err := openWalletWith(t, dir, nil).Report(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			asked := 3 // the third action was charged before the child died
			if r.Use.Day != job.Units(uint64(asked)*10_000) || paid > asked || paid < asked-1 {
				t.Errorf("%d paid, %s charged", paid, r.Use.Day)
			}
			unsure := 1
			if at == "wallet:ended" {
				unsure = 0
			}
			if len(r.Unsure) != unsure {
				t.Errorf("%d without a known end, want %d", len(r.Unsure), unsure)
			}
		})
	}
}

func TestApprovalByAnotherProcess(t *testing.T) {
	dir := t.TempDir()
	program, person := openWalletWith(t, dir, nil), openWalletWith(t, dir, func(c *node.WalletConfig) { c.Policy = nil })
	ctx := t.Context()
	_, err := program.Ask(ctx, paying(180, 1))
	refusedAs(t, err, node.ApprovalNeeded, "assay wallet approve 0x")
	r, err := person.Report(ctx)
	if err != nil || len(r.Waiting) != 1 || r.Waiting[0].Says != "Pay 1.80 USD to 0x0200000000000000000000000000000000000000." {
		t.Fatalf("%+v, %v", r.Waiting, err)
	}
	id := r.Waiting[0].ID.String()
	for _, bad := range []string{"", "0x", id[:8], "everything", "0x0000000000"} {
		if _, err := person.Answer(ctx, bad, true); err == nil {
			t.Errorf("%q was approved", bad)
		}
	}
	if _, err := person.Answer(ctx, id[:10], true); err != nil {
		t.Fatal(err)
	}
	if _, err := person.Answer(ctx, id, true); !errors.Is(err, agent.ErrState) {
		t.Errorf("approved twice: %v", err)
	}
	_, err = program.Ask(ctx, paying(181, 1)) // not what was approved
	refusedAs(t, err, node.ApprovalNeeded, "1.81 USD")
	g, err := program.Ask(ctx, paying(180, 1))
	if err != nil || g.Intent != r.Waiting[0].ID {
		t.Fatalf("%+v, %v", g, err)
	}
	_, err = program.Ask(ctx, paying(180, 1))
	refusedAs(t, err, node.ApprovalNeeded, "1.80 USD") // once
	if _, err := person.Ask(ctx, paying(1, 1)); err == nil {
		t.Error("a wallet without a policy allows")
	}
}

// The file may change while a program runs: what it takes away holds at once, what it gives only at the next start, and
// a file that cannot be read or understood allows nothing.
func TestAttackPolicyFileChangedWhileRunning(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "policy.toml")
	put := func(text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(walletPolicy)
	w := openWalletWith(t, filepath.Join(dir, "wallet"), func(c *node.WalletConfig) {
		c.File = func() ([]byte, error) { return os.ReadFile(path) }
	})
	ask := func(cents uint64) error {
		_, err := w.Ask(t.Context(), paying(cents, cents))
		return err
	}
	put(strings.NewReplacer(`"2.00 USD"`, `"50.00 USD"`, `"1.50 USD"`, `"none"`).Replace(walletPolicy))
	refusedAs(t, ask(300), node.PolicyRefused, "caps.payment")
	refusedAs(t, ask(160), node.ApprovalNeeded, "1.60 USD")
	put(strings.Replace(walletPolicy, `"2.00 USD"`, `"0.10 USD"`, 1))
	refusedAs(t, ask(11), node.PolicyRefused, "caps.payment")
	if err := ask(10); err != nil {
		t.Error(err)
	}
	put("version = 1")
	refusedAs(t, ask(1), node.PolicyRefused, "mistake")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	refusedAs(t, ask(1), node.PolicyRefused, "cannot be read")
	put(walletPolicy)
	if err := ask(1); err != nil {
		t.Error(err)
	}
}

func TestAttackWalletClockSetBack(t *testing.T) {
	dir := t.TempDir()
	now := time.Now()
	change := func(c *node.WalletConfig) { c.Now = func() time.Time { return now } }
	w := openWalletWith(t, dir, change)
	for i := range uint64(5) {
		if _, err := w.Ask(t.Context(), paying(100, i)); err != nil {
			t.Fatal(err)
		}
	}
	now = now.AddDate(-1, 0, 0)
	_, err := w.Ask(t.Context(), paying(1, 9))
	refusedAs(t, err, node.PolicyRefused, "caps.hour")
	_, err = openWalletWith(t, dir, change).Ask(t.Context(), paying(1, 9))
	refusedAs(t, err, node.PolicyRefused, "caps.hour")
}

// A journal that lost its end, or in which an amount was changed, is noticed at the start.
func TestAttackWalletJournalChanged(t *testing.T) {
	dir := t.TempDir()
	w := openWalletWith(t, dir, nil)
	for i := range uint64(3) {
		if _, err := w.Ask(t.Context(), paying(100, i)); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(dir, "journal")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(whole), "\n")
	for what, text := range map[string]string{
		"cut off":          strings.Join(lines[:3], ""),
		"an amount lower":  strings.Replace(string(whole), "1000000", "0000001", 1),
		"an entry dropped": strings.Join([]string{lines[0], lines[1], lines[3]}, ""),
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		cfg, err := walletConfig(dir)
		if err == nil {
			_, err = node.NewWallet(t.Context(), cfg)
		}
		if !errors.Is(err, store.ErrTampered) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if used := usedToday(t, openWalletWith(t, dir, nil)); used != job.Units(3_000_000) {
		t.Errorf("%s charged", used)
	}
}

// The wallet forgets nothing when the caller's context ends while something is under way.
func TestEndIsWrittenWhenNobodyWaits(t *testing.T) {
	w := openWalletWith(t, t.TempDir(), nil)
	g, err := w.Ask(t.Context(), paying(100, 1))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := w.End(ctx, g.Intent, agent.Outcome{Failed: "it was not sent"}); err != nil {
		t.Error(err)
	}
	if used := usedToday(t, w); !used.IsZero() {
		t.Errorf("%s charged", used)
	}
}

// What a process left open that died is looked up later, once nobody can be waiting for it any more.
func TestReconcile(t *testing.T) {
	now := time.Now()
	w := openWalletWith(t, t.TempDir(), func(c *node.WalletConfig) { c.Now = func() time.Time { return now } })
	ctx := t.Context()
	for i := range uint64(3) {
		if _, err := w.Ask(ctx, paying(100, i)); err != nil {
			t.Fatal(err)
		}
	}
	looked := 0
	fate := func(_ context.Context, a agent.Action) (agent.Outcome, bool, error) {
		looked++
		switch binary.BigEndian.Uint64(a.Data[:]) {
		case 0:
			return agent.Outcome{Tx: job.Hash{1}}, true, nil
		case 1:
			return agent.Outcome{Failed: "it never came"}, true, nil
		}
		return agent.Outcome{}, false, nil
	}
	if err := w.Reconcile(ctx, fate); err != nil || looked != 0 {
		t.Errorf("%d looked up at once, %v", looked, err)
	}
	now = now.Add(2 * time.Hour)
	if err := w.Reconcile(ctx, fate); err != nil || looked != 3 {
		t.Errorf("%d looked up, %v", looked, err)
	}
	r, err := w.Report(ctx)
	if err != nil || len(r.Unsure) != 1 || r.Use.Day != job.Units(2_000_000) {
		t.Errorf("%d open, %s charged, %v", len(r.Unsure), r.Use.Day, err)
	}
}

// A program that is made to crash after each deposit must not get the day's gas back for it.
func TestAttackCrashToGetTheFeeBack(t *testing.T) {
	now := time.Now()
	w := openWalletWith(t, t.TempDir(), func(c *node.WalletConfig) { c.Now = func() time.Time { return now } })
	ctx := t.Context()
	a := paying(100, 1)
	a.Kind, a.Channel, a.Once, a.Before = agent.OpenChannel, job.Hash{1}, job.Hash{2}, uint64(now.Unix())+3600
	if _, err := w.Ask(ctx, a); err != nil {
		t.Fatal(err)
	}
	before, err := w.Report(ctx)
	if err != nil {
		t.Fatal(err)
	}
	now = now.Add(2 * time.Hour)
	fate := func(context.Context, agent.Action) (agent.Outcome, bool, error) { return agent.Outcome{}, true, nil }
	if err := w.Reconcile(ctx, fate); err != nil {
		t.Fatal(err)
	}
	after, err := w.Report(ctx)
	if err != nil || len(after.Unsure) != 0 || before.Use.FeeDay.IsZero() || after.Use.FeeDay != before.Use.FeeDay {
		t.Errorf("fees %s, then %s; %d open; %v", before.Use.FeeDay, after.Use.FeeDay, len(after.Unsure), err)
	}
}
