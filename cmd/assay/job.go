package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/assay-network/assay/chain"
	"github.com/assay-network/assay/job"
	"github.com/spf13/cobra"
)

// escrowSlack is how long after the last window a job ends: the evaluator asks for a week, and the chain's clock may be ahead of ours.
const escrowSlack = 8 * 24 * time.Hour

// longestJudge is the longest that a judge takes: three panels.
const longestJudge = 36 * 24 * time.Hour

func (a *app) jobCommand() *cobra.Command {
	return group("job", "Order and do bigger work against escrow (ERC-8183)", a.jobCreate(), a.jobAccept(), a.jobFund(), a.jobSubmit(), a.jobReview(), a.jobProve(), a.jobConvict(),
		a.jobComplete(), a.jobRefund(), a.jobShow(), a.jobList())
}

// escrowed makes a command that acts on a chain with a key of the data directory.
func (a *app) escrowed(c *cobra.Command, key string, do func(context.Context, *chain.Client, []string) error) *cobra.Command {
	var l loader
	name := key
	c.RunE = l.client(func(ctx context.Context, cfg config, args []string) (err error) {
		m := &machine{cfg: cfg, rpc: cfg.rpcURL()}
		if m.log, err = newLogger(a.err, cfg.Log); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, m.close()) }()
		if m.keys, err = openKeys(cfg.Data); err != nil {
			return err
		}
		has, err := hasWallet(cfg.Data)
		if err != nil {
			return err
		}
		if has || cfg.Policy != "" { // what the wallet may sign holds here too
			if err := m.openGuard(ctx); err != nil {
				return err
			}
		}
		client, _, err := m.account(ctx, name)
		if err != nil {
			return err
		}
		return do(ctx, client, args)
	})
	l.bind(c.Flags(), "data", "log", "chain-rpc", "chain-listen", "chain-confirmations", "policy")
	c.Flags().StringVar(&name, "key", key, "key of the data directory's keystore that signs")
	return c
}

// jobNumber reads the number of a job.
func jobNumber(s string) (uint64, error) {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil || n == 0 {
		return 0, &usageError{fmt.Errorf("%q is no number of a job: `assay job list` shows them", s)}
	}
	return n, nil
}

// jobView is a job with its terms and where it stands.
type jobView struct {
	job.EscrowJob
	TermsHash job.Hash         `json:"termsHash,omitzero"`
	Terms     *job.EscrowTerms `json:"terms,omitempty"` // nil: another evaluator judges
	Deal      *job.EscrowDeal  `json:"deal,omitempty"`
	Judging   *job.PanelCase   `json:"panel,omitempty"`
}

// viewJob reads everything about a job.
func viewJob(ctx context.Context, c *chain.Client, number uint64) (v jobView, err error) {
	if v.EscrowJob, err = c.Job(ctx, number); err != nil {
		return v, err
	}
	if judge := c.Contracts().Escrow.Evaluator; v.Evaluator != judge || v.Hook != judge {
		return v, nil
	}
	terms, err := c.JobTerms(ctx, number)
	if err != nil {
		return v, err
	}
	deal, err := c.JobDeal(ctx, number)
	if err != nil {
		return v, err
	}
	if v.TermsHash, err = c.TermsHash(ctx, number); err != nil {
		return v, err
	}
	v.Terms, v.Deal = &terms, &deal
	if terms.Judge == job.JudgePanel && deal.Case != 0 {
		the, err := c.PanelCase(ctx, deal.Case)
		if err != nil {
			return v, err
		}
		v.Judging = &the
	}
	return v, nil
}

// told prints a job after something was done to it.
func (a *app) told(ctx context.Context, c *chain.Client, number uint64, done string) error {
	v, err := viewJob(ctx, c, number)
	if err != nil {
		return err
	}
	if a.asJSON {
		return a.printJSON(v)
	}
	if done != "" {
		a.printf("%s\n", done)
	}
	a.printJob(v)
	return nil
}

func at(seconds uint64) string { return time.Unix(int64(seconds), 0).UTC().Format("2006-01-02 15:04") }

func (a *app) printJob(v jobView) {
	a.printf("job %d: %s, $%s for %q\n", v.ID, v.Status, v.Budget.Decimal(tokenDecimals), v.Description)
	a.printf("  client    %s\n  provider  %s\n  ends      %s\n", v.Client, v.Provider, at(v.ExpiredAt))
	if v.Status == job.EscrowCompleted {
		a.printf("  paid      $%s, and $%s burnt\n", v.Paid.Decimal(tokenDecimals), v.Burnt.Decimal(tokenDecimals))
	}
	if v.Terms == nil {
		a.printf("  judged by %s, which this program does not know\n", v.Evaluator)
		return
	}
	t, d := v.Terms, v.Deal
	a.printf("  terms     %d parts, judge %s, %s to deliver, %s to review, bonds of $%s\n", t.Parts, t.Judge, time.Duration(t.Deliver)*time.Second,
		time.Duration(t.Review)*time.Second, t.Bond.Decimal(tokenDecimals))
	a.printf("            %s\n", v.TermsHash)
	switch d.Phase {
	case job.DealNone:
		a.printf("  next      the provider: assay job accept %d --terms %s\n", v.ID, v.TermsHash)
	case job.DealAccepted:
		a.printf("  next      the client: assay job fund %d --terms %s\n", v.ID, v.TermsHash)
	case job.DealWorking:
		a.printf("  next      the provider: assay job submit %d FILE, until %s\n", v.ID, at(d.Until))
	case job.DealReview:
		a.printf("  delivered %d of %d parts\n  next      the client: assay job review %d [--good N], until %s; then anybody: assay job complete %d\n", d.Delivered, t.Parts, v.ID, at(d.Until), v.ID)
	case job.DealContested:
		a.printf("  contested the provider says %d parts are good, the client %d; %d were convicted; at the latest %s: assay job complete %d\n", d.Delivered, d.Claimed, d.Bad, at(d.Until), v.ID)
		if len(d.Demanded) > 0 {
			a.printf("  demanded  receipts of the parts %v, until %s\n", d.Demanded, at(d.ShowBy))
		}
		if v.Judging != nil {
			a.printf("  panel     case %d, %d seats, drawn by block %d\n", v.Judging.Case, v.Judging.Seats, v.Judging.SeedBlock)
		}
	case job.DealOver:
		a.printf("  over      %d of %d delivered parts are good\n", d.Good, d.Delivered)
	}
}

// jobOffer is what the flags of create say.
type jobOffer struct {
	provider, budget, bond, judge string
	parts                         uint16
	deliver, review, open         time.Duration
	agent                         int64
	requests                      string
}

// read turns flags into an offer whose times count from now (unix seconds, by the chain's clock).
func (o jobOffer) read(description string, now uint64) (chain.EscrowOffer, error) {
	fail := func(err error) (chain.EscrowOffer, error) { return chain.EscrowOffer{}, &usageError{err} }
	var out chain.EscrowOffer
	var err error
	if out.Provider, err = job.ParseAddress(o.provider); err != nil {
		return fail(fmt.Errorf("--provider: %w", err))
	}
	if out.Budget, err = job.ParseDecimal(o.budget, tokenDecimals); err != nil || out.Budget.IsZero() {
		return fail(fmt.Errorf("--budget: want dollars, such as 12.50 (%v)", err))
	}
	t := &out.Terms
	if t.Judge, err = job.ParseJudge(o.judge); err != nil {
		return fail(fmt.Errorf("--judge: %w", err))
	}
	if o.deliver < time.Minute || o.review < time.Hour || o.review > 30*24*time.Hour || o.open < time.Hour {
		return fail(fmt.Errorf("--deliver-in is at least a minute, --review from an hour to 720h, --open-for at least an hour"))
	}
	if t.Judge == job.JudgeExact && o.deliver+o.review > 120*time.Hour {
		return fail(fmt.Errorf("--deliver-in and --review together are at most 120h in the exact lane: older receipts cannot be disputed"))
	}
	t.Parts, t.Deliver, t.Review = o.parts, uint64(o.deliver/time.Second), uint64(o.review/time.Second)
	t.Subject = job.Keccak([]byte(description))
	if t.Judge == job.JudgeExact {
		ids, err := readRequests(o.requests)
		if err != nil {
			return fail(err)
		}
		t.Parts, t.Subject = uint16(len(ids)), job.RequestsRoot(ids)
	}
	if t.Parts == 0 || t.Parts > 256 {
		return fail(fmt.Errorf("a job has 1 to 256 parts"))
	}
	t.Bond = out.Budget.MulDivUp(1, 20)
	if t.Judge == job.JudgePanel {
		t.Bond = job.Max(t.Bond, chain.PanelPrice())
	}
	if o.bond != "" {
		if t.Bond, err = job.ParseDecimal(o.bond, tokenDecimals); err != nil {
			return fail(fmt.Errorf("--bond: %w", err))
		}
	}
	if o.agent >= 0 {
		t.Agent = uint64(o.agent) + 1
	}
	out.ExpiredAt = now + t.Deliver + t.Review + uint64((o.open+longestJudge+escrowSlack)/time.Second)
	out.Description = description
	return out, nil
}

// readRequests reads ids of requests, one a line.
func readRequests(file string) ([]job.Hash, error) {
	if file == "" {
		return nil, fmt.Errorf("--requests: a job of the exact lane names the requests that are its parts, one id a line")
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("--requests: %w", err)
	}
	defer f.Close()
	raw, err := io.ReadAll(io.LimitReader(f, 64<<10))
	if err != nil {
		return nil, fmt.Errorf("--requests: %w", err)
	}
	var ids []job.Hash
	for _, line := range strings.Fields(string(raw)) {
		id, err := job.ParseHash(line)
		if err != nil {
			return nil, fmt.Errorf("--requests %s: %w", file, err)
		}
		ids = append(ids, id)
	}
	if len(ids) == 0 || len(ids) > 256 {
		return nil, fmt.Errorf("--requests %s: %d ids; a job has 1 to 256 parts", file, len(ids))
	}
	return ids, nil
}

func (a *app) jobCreate() *cobra.Command {
	var o jobOffer
	c := &cobra.Command{
		Use: "create DESCRIPTION", Short: "Offer a job to a provider, with its terms", Args: exactly(1, "one description"),
		Long: `Offers a job. Nothing is paid before the provider has accepted the terms with a bond and the job is funded. In the exact lane the parts are requests
and the dispute game judges; otherwise drawn jurors say how many parts are good. See docs/escrow.md.`,
		Example: `  assay job create --provider 0x… --budget 10 --parts 40 "label forty pictures"
  assay job create --provider 0x… --budget 2.50 --judge exact --requests ids.txt "a thousand answers"`,
	}
	f := c.Flags()
	f.StringVar(&o.provider, "provider", "", "address of the provider")
	f.StringVar(&o.budget, "budget", "", "what all parts together cost, in dollars")
	f.StringVar(&o.judge, "judge", "panel", "who judges if you disagree: exact or panel")
	f.Uint16Var(&o.parts, "parts", 1, "of how many parts the work consists (panel)")
	f.StringVar(&o.requests, "requests", "", "file with the ids of the requests that are the parts, one a line (exact)")
	f.DurationVar(&o.deliver, "deliver-in", 72*time.Hour, "how long the provider has")
	f.DurationVar(&o.open, "open-for", 72*time.Hour, "how long the offer can be accepted and funded")
	f.DurationVar(&o.review, "review", 48*time.Hour, "how long you have to contest")
	f.StringVar(&o.bond, "bond", "", "what each side puts up, in dollars (default: the least there is)")
	f.Int64Var(&o.agent, "agent", -1, "the provider's agent id, so that the end is recorded")
	return a.escrowed(c, payerKey, func(ctx context.Context, client *chain.Client, args []string) error {
		head, err := client.Head(ctx)
		if err != nil {
			return err
		}
		offer, err := o.read(args[0], max(head.Time, uint64(time.Now().Unix())))
		if err != nil {
			return err
		}
		number, _, err := client.CreateJob(ctx, offer)
		if err != nil {
			return err
		}
		return a.told(ctx, client, number, "offered")
	})
}

// agreed returns the terms that a party names, which are those of now unless it has said others.
func agreed(ctx context.Context, c *chain.Client, number uint64, said string) (job.Hash, error) {
	if said == "" {
		return c.TermsHash(ctx, number)
	}
	h, err := job.ParseHash(said)
	if err != nil {
		return h, &usageError{fmt.Errorf("--terms: %w", err)}
	}
	return h, nil
}

func (a *app) jobAccept() *cobra.Command {
	var terms string
	c := &cobra.Command{
		Use: "accept JOB", Short: "Accept a job's terms as its provider, with a bond", Args: exactly(1, "one job"),
		Long: `Accepts a job and puts up the bond. Look at it with ` + "`assay job show`" + ` first, and name the terms that you saw: then the client cannot change them in between.`,
	}
	c.Flags().StringVar(&terms, "terms", "", "hash of the terms that you accept (default: those of now)")
	return a.escrowed(c, providerKey, func(ctx context.Context, client *chain.Client, args []string) error {
		number, err := jobNumber(args[0])
		if err != nil {
			return err
		}
		hash, err := agreed(ctx, client, number, terms)
		if err != nil {
			return err
		}
		if _, err := client.AcceptJob(ctx, number, hash); err != nil {
			return err
		}
		return a.told(ctx, client, number, "accepted")
	})
}

func (a *app) jobFund() *cobra.Command {
	var terms string
	c := &cobra.Command{Use: "fund JOB", Short: "Pay a job's budget into escrow", Args: exactly(1, "one job")}
	c.Flags().StringVar(&terms, "terms", "", "hash of the terms that you agree to (default: those of now)")
	return a.escrowed(c, payerKey, func(ctx context.Context, client *chain.Client, args []string) error {
		number, err := jobNumber(args[0])
		if err != nil {
			return err
		}
		hash, err := agreed(ctx, client, number, terms)
		if err != nil {
			return err
		}
		the, err := client.Job(ctx, number)
		if err != nil {
			return err
		}
		if _, err := client.FundJob(ctx, number, the.Budget, hash); err != nil {
			return err
		}
		return a.told(ctx, client, number, "funded")
	})
}

func (a *app) jobSubmit() *cobra.Command {
	var parts uint16
	c := &cobra.Command{
		Use: "submit JOB FILE", Short: "Hand in work as the provider", Args: exactly(2, "a job and a file"),
		Long: "Hands in work: the chain gets the keccak256 hash of the file, the client gets the file by other ways.",
	}
	c.Flags().Uint16Var(&parts, "parts", 0, "how many parts the file holds (default: all)")
	return a.escrowed(c, providerKey, func(ctx context.Context, client *chain.Client, args []string) error {
		number, err := jobNumber(args[0])
		if err != nil {
			return err
		}
		work, err := a.readInput(args[1], 1<<30)
		if err != nil {
			return err
		}
		if parts == 0 {
			terms, err := client.JobTerms(ctx, number)
			if err != nil {
				return err
			}
			parts = terms.Parts
		}
		if _, err := client.SubmitJob(ctx, number, job.Keccak(work), parts); err != nil {
			return err
		}
		return a.told(ctx, client, number, "submitted")
	})
}

func (a *app) jobReview() *cobra.Command {
	var good int
	c := &cobra.Command{
		Use: "review JOB", Short: "Approve work as the client, or contest it", Args: exactly(1, "one job"),
		Long: `Approves all that was delivered, and pays it at once. With --good N it contests: N parts are good, the others are not. That takes your bond, and whoever is further
from what the judge finds loses his. In the exact lane the provider then has a day to show the signed receipts of all parts; a part without one is not paid.`,
	}
	c.Flags().IntVar(&good, "good", -1, "contest: so many parts are good")
	return a.escrowed(c, payerKey, func(ctx context.Context, client *chain.Client, args []string) error {
		number, err := jobNumber(args[0])
		if err != nil {
			return err
		}
		if good > 256 {
			return &usageError{fmt.Errorf("--good: a job has at most 256 parts")}
		}
		if good >= 0 {
			v, err := viewJob(ctx, client, number)
			if err != nil {
				return err
			}
			var demanded []uint16 // all: who has none is not paid
			if v.Terms != nil && v.Terms.Judge == job.JudgeExact {
				for part := range v.Deal.Delivered {
					demanded = append(demanded, part)
				}
			}
			if _, err := client.ContestJob(ctx, number, uint16(good), demanded); err != nil {
				return err
			}
			return a.told(ctx, client, number, "contested")
		}
		if _, err := client.ApproveJob(ctx, number); err != nil {
			return err
		}
		return a.told(ctx, client, number, "approved")
	})
}

func (a *app) jobProve() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use: "prove JOB PART BUNDLE", Short: "Show the signed receipt of a part that the client has demanded, as the provider", Args: exactly(3, "a job, a part (the first being 0) and a file with the part's bundle"),
	}
	c.Flags().StringVar(&file, "requests", "", "file with the ids of all requests of the job, one a line")
	return a.escrowed(c, providerKey, func(ctx context.Context, client *chain.Client, args []string) error {
		number, part, ids, err := partOf(args, file)
		if err != nil {
			return err
		}
		raw, err := a.readInput(args[2], 64<<20)
		if err != nil {
			return err
		}
		b, err := job.DecodeBundle(raw)
		if err != nil {
			return &usageError{fmt.Errorf("%s: %w", args[2], err)}
		}
		statements, ok := b.Statements()
		if !ok {
			return fmt.Errorf("%s holds no receipt and no chunk: nothing in it is signed by the provider", args[2])
		}
		if _, err := client.ShowReceipt(ctx, number, part, statements, job.RequestsPath(ids, int(part))); err != nil {
			return err
		}
		return a.told(ctx, client, number, "shown")
	})
}

// partOf reads a job, a part of it, and the requests that are its parts.
func partOf(args []string, file string) (number uint64, part uint16, ids []job.Hash, err error) {
	if number, err = jobNumber(args[0]); err != nil {
		return 0, 0, nil, err
	}
	if ids, err = readRequests(file); err != nil {
		return 0, 0, nil, &usageError{err}
	}
	n, err := strconv.ParseUint(args[1], 10, 16)
	if err != nil || n >= uint64(len(ids)) {
		return 0, 0, nil, &usageError{fmt.Errorf("%q is no part of a job of %d; the first is 0", args[1], len(ids))}
	}
	return number, uint16(n), ids, nil
}

func (a *app) jobConvict() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use: "convict JOB PART", Short: "Show that the provider was convicted over the request of a part", Args: exactly(2, "a job and a part, the first being 0"),
	}
	c.Flags().StringVar(&file, "requests", "", "file with the ids of all requests of the job, one a line")
	return a.escrowed(c, payerKey, func(ctx context.Context, client *chain.Client, args []string) error {
		number, part, ids, err := partOf(args, file)
		if err != nil {
			return err
		}
		if _, err := client.ConvictPart(ctx, number, part, ids[part], job.RequestsPath(ids, int(part))); err != nil {
			return err
		}
		return a.told(ctx, client, number, "convicted")
	})
}

func (a *app) jobComplete() *cobra.Command {
	c := &cobra.Command{
		Use: "complete JOB", Short: "End a job whose window is over or whose judge has spoken", Args: exactly(1, "one job"),
		Long: "Ends a job and pays everybody. Anybody may, once its time has come: nothing was delivered in time, nobody contested, or the judge has spoken.",
	}
	return a.escrowed(c, payerKey, func(ctx context.Context, client *chain.Client, args []string) error {
		number, err := jobNumber(args[0])
		if err != nil {
			return err
		}
		if _, err := client.FinishJob(ctx, number); err != nil {
			return err
		}
		return a.told(ctx, client, number, "finished")
	})
}

func (a *app) jobRefund() *cobra.Command {
	c := &cobra.Command{
		Use: "refund JOB", Short: "Take an unfunded offer back, or the budget of an expired job", Args: exactly(1, "one job"),
	}
	return a.escrowed(c, payerKey, func(ctx context.Context, client *chain.Client, args []string) error {
		number, err := jobNumber(args[0])
		if err != nil {
			return err
		}
		v, err := viewJob(ctx, client, number)
		if err != nil {
			return err
		}
		if v.Status == job.EscrowOpen {
			if _, err := client.RejectJob(ctx, number, job.Hash{}); err != nil {
				return err
			}
			return a.told(ctx, client, number, "taken back")
		}
		if v.Status != job.EscrowExpired {
			if _, err := client.RefundJob(ctx, number); err != nil {
				return err
			}
		}
		if v.Deal != nil && v.Deal.Phase != job.DealOver { // the bonds
			if _, err := client.FinishJob(ctx, number); err != nil {
				return err
			}
		}
		return a.told(ctx, client, number, "refunded")
	})
}

func (a *app) jobShow() *cobra.Command {
	c := &cobra.Command{Use: "show JOB", Short: "Show a job, its terms and what comes next", Args: exactly(1, "one job")}
	return a.escrowed(c, payerKey, func(ctx context.Context, client *chain.Client, args []string) error {
		number, err := jobNumber(args[0])
		if err != nil {
			return err
		}
		return a.told(ctx, client, number, "")
	})
}

// listedJobs is how far back a list of jobs looks.
const listedJobs = 200

func (a *app) jobList() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use: "list", Short: "List the jobs that the keys here take part in, newest first", Args: exactly(0, "no arguments"),
		Long: fmt.Sprintf("Lists jobs among the newest %d of the contract: those of the key's account, or all of them.", listedJobs),
	}
	c.Flags().BoolVar(&all, "all", false, "everybody's")
	return a.escrowed(c, payerKey, func(ctx context.Context, client *chain.Client, _ []string) error {
		n, err := client.JobCount(ctx)
		if err != nil {
			return err
		}
		list := []job.EscrowJob{}
		for i := n; i > 0 && n-i < listedJobs; i-- {
			the, err := client.Job(ctx, i)
			if err != nil {
				return err
			}
			if me := client.Address(); all || the.Client == me || the.Provider == me {
				list = append(list, the)
			}
		}
		if a.asJSON {
			return a.printJSON(list)
		}
		if len(list) == 0 {
			a.printf("no jobs: `assay job create` offers one, --all shows everybody's\n")
			return nil
		}
		a.printf("%6s  %-10s %14s  %-42s %s\n", "job", "state", "dollars", "provider", "description")
		for _, j := range list {
			a.printf("%6d  %-10s %14s  %s %s\n", j.ID, j.Status, j.Budget.Decimal(tokenDecimals), j.Provider, j.Description)
		}
		return nil
	})
}
