package node

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"sync"
	"time"

	"github.com/assay-network/assay/engine/token"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/market"
	"github.com/assay-network/assay/trace"
)

// GatewayConfig is a buyer's policy.
type GatewayConfig struct {
	Deposit       job.Amount // put into a new channel, and added when it runs low
	MaxLocked     job.Amount // most money in open channels at once
	DailyLimit    job.Amount // most money spent in a day (UTC); zero: no limit
	MaxOutPrice   job.Amount // units per million output tokens; zero: no limit
	MaxInPrice    job.Amount // units per million prompt tokens; zero: no limit
	MinReserve    job.Amount // stake that a quote must set aside for the channel
	MinReserveFor uint64     // seconds that stake must stay set aside
	MaxChunk      uint32     // most output tokens paid ahead at a time; 0: no limit
	CheckShare    uint32     // thousandths of the answers that are recomputed; 1000: all
	MaxTokens     uint32     // answer length when a client names none
	Lane          job.Lane   // of asks that name none; 0: exact

	Watchers []WatcherAt // that get the bundle of every judgeable answer
	// Post brings a sealed bundle to a watchtower's door. Refusals come back as *job.Fault.
	Post func(ctx context.Context, endpoint string, s job.Sealed) error
}

// Gateway buys answers: it turns an ask into a signed request to a provider of its choice, pays chunk by chunk, checks
// what comes, and keeps the evidence.
type Gateway struct {
	Setting
	cfg     GatewayConfig
	chain   BuyerChain
	payer   Signer // holds the money, signs deposits (through chain) and names itself in quotes
	session Signer // signs requests and vouchers; its worst loss is what the channels hold
	dir     *directory

	mu       sync.Mutex // taken last: nobody calls out or takes another lock under it
	deals    map[job.Hash]*deal
	opening  map[uint64]*sync.Mutex  // by agent; taken before a deal's mu
	deposits map[job.Hash]job.Amount // in open channels, those that are on their way included
	quotes   map[quoteKey]job.SignedQuote
	agreed   map[quoteKey]job.SignedQuote // prices that were negotiated

	spending sync.Mutex // the day's spending on disk, and promised; taken after a deal's mu, before mu
	promised job.Amount // the highest price of all requests under way
}

// NewGateway loads a buyer's books.
func NewGateway(ctx context.Context, s Setting, cfg GatewayConfig, chain BuyerChain, peers Peers, payer, session Signer) (*Gateway, error) {
	g := &Gateway{
		Setting: s, cfg: cfg, chain: chain, payer: payer, session: session,
		dir:   &directory{Setting: s, chain: chain, peers: peers, known: map[string]Peer{}},
		deals: map[job.Hash]*deal{}, opening: map[uint64]*sync.Mutex{}, deposits: map[job.Hash]job.Amount{}, quotes: map[quoteKey]job.SignedQuote{}, agreed: map[quoteKey]job.SignedQuote{},
	}
	err := each(ctx, s.Store, kindDeal, func(_ string, b dealBook) error {
		g.deals[b.ID] = newDeal(b)
		g.noteDeposit(b)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if err := g.loadAgreements(ctx); err != nil {
		return nil, err
	}
	return g, each(ctx, s.Store, kindRunning, func(key string, channel job.Hash) error {
		id, err := job.ParseHash(key)
		if err != nil {
			return fmt.Errorf("record %s %s is damaged: %w", kindRunning, key, err)
		}
		if d, ok := g.deals[channel]; ok {
			d.interrupted = append(d.interrupted, id)
		}
		return nil
	})
}

// all returns the deals in no particular order; callers sort what they show.
func (g *Gateway) all() []*deal {
	g.mu.Lock()
	defer g.mu.Unlock()
	out := make([]*deal, 0, len(g.deals))
	for _, d := range g.deals {
		out = append(out, d)
	}
	return out
}

// Run finishes what needs time until ctx ends: requests that a crash or a broken connection interrupted, closings that
// were interrupted, withdrawals whose delay is over, feedback that is due, bundles for watchtowers, room that was asked for.
func (g *Gateway) Run(ctx context.Context, every time.Duration) {
	var catching sync.WaitGroup
	defer catching.Wait()
	if len(g.cfg.Watchers) > 0 && g.cfg.Post != nil {
		t := &telling{g: g, tries: attempts[string]{}}
		catching.Go(func() { g.repeat(ctx, every, "telling watchtowers", t.tell) })
	}
	asking := &roomAsking{g: g, tries: attempts[string]{}}
	catching.Go(func() { g.repeat(ctx, every, "asking for room", asking.again) })
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		for _, d := range g.all() {
			g.lookAfter(ctx, d, &catching)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// lookAfter does what is due for one deal. A deal that is busy is left for the next time.
func (g *Gateway) lookAfter(ctx context.Context, d *deal, catching *sync.WaitGroup) {
	if !d.mu.TryLock() {
		return
	}
	defer d.mu.Unlock()
	if len(d.interrupted) > 0 && d.retry.due(g.Now()) {
		if d.catching.TryLock() { // else somebody is at it
			d.catching.Unlock()
			catching.Go(func() { g.catchUp(ctx, d) }) // it may take as long as an answer
		}
		return
	}
	var err error
	switch {
	case d.book.State == dealClosing && d.streams == 0,
		d.book.State == dealOpen && d.book.Caught != "" && d.streams == 0 && g.unix() > d.book.CaughtAt+caughtGrace:
		err = g.settleDeal(ctx, d)
	case d.book.State == dealWithdrawing:
		err = g.finishDeal(ctx, d)
	case d.book.State == dealClosed || d.book.Caught != "":
		err = g.feedback(ctx, d)
	}
	if err != nil && ctx.Err() == nil {
		g.Log.Warn("looking after a channel failed, will try again", "channel", d.book.ID.Short(), "err", err)
	}
}

// caughtGrace is how long a channel with a proven cheat stays open, in seconds: its owner may want to see more of him.
const caughtGrace = 300

// backoff spaces out attempts that keep failing.
type backoff struct {
	wait time.Duration
	next time.Time
}

func (b *backoff) due(now time.Time) bool { return !now.Before(b.next) }

// failed puts the next attempt off, twice as long each time, up to a minute.
func (b *backoff) failed(now time.Time) {
	b.wait = min(max(2*b.wait, time.Second), time.Minute)
	b.next = now.Add(b.wait)
}

// Models lists the models that can be asked for, with the number of providers that offer each: those in the library, and
// those that are on offer in the statistical lane.
func (g *Gateway) Models(ctx context.Context) ([]job.ModelInfo, error) {
	listings, err := g.dir.list(ctx, false)
	if err != nil {
		return nil, err
	}
	var out []job.ModelInfo
	for _, m := range g.Library.Models() {
		info := job.ModelInfo{Name: m.Name(), Root: m.Root(), Lane: job.LaneExact, Context: m.Context(), Chat: !m.TemplateHash().IsZero()}
		for _, l := range listings {
			if slices.ContainsFunc(l.Offers, func(o job.SignedQuote) bool { return o.Quote.Model == m.Root() }) {
				info.Providers++
			}
		}
		out = append(out, info)
	}
	return append(out, namedModels(listings)...), nil
}

// plan is an ask made ready for signing: everything but who serves it.
type plan struct {
	ask       job.Ask
	lane      job.Lane
	goods     goods
	model     *Model // nil but in the exact lane
	prompt    []uint32
	root      job.Hash // of the prompt
	template  job.Hash
	maxTokens uint32
}

// pieces turns the tokens of the answer into bytes.
func (p plan) pieces() pieces {
	if p.model == nil {
		return plainPieces{}
	}
	return p.model.Tokenizer()
}

// prepare renders, tokenises and bounds an ask.
func (g *Gateway) prepare(ask job.Ask) (plan, error) {
	switch lane := g.lane(ask); lane {
	case job.LaneExact:
	case job.LaneStatistical:
		return g.preparePlain(ask)
	default:
		return plan{}, &job.Fault{Kind: job.FaultInvalid, Code: "lane", Param: "lane", Message: fmt.Sprintf("nothing is sold in the %s lane yet: ask for exact or statistical", lane)}
	}
	m, ok := g.Library.Find(ask.Model)
	if !ok {
		return plan{}, &job.Fault{Kind: job.FaultNotFound, Code: "model_not_found", Param: "model", Message: fmt.Sprintf("the model %.80q does not exist here: /v1/models lists those that do, and says which must be asked for in the statistical lane", ask.Model)}
	}
	p := plan{ask: ask, lane: job.LaneExact, goods: m, model: m}
	if err := ask.Sampling.Validate(); err != nil {
		return p, job.Faultf(job.FaultInvalid, "sampling", "%w", err)
	}
	if ask.Must {
		schema, err := callSchema(m.Tokenizer().ToolFormat(), ask.ToolUse)
		if err == nil && len(schema) > job.MaxSchemaBytes {
			err = fmt.Errorf("the tools' parameters make a schema of %d bytes, at most %d are allowed", len(schema), job.MaxSchemaBytes)
		}
		if err == nil {
			err = m.engine.CheckSchema(schema)
		}
		if err != nil {
			return p, &job.Fault{Kind: job.FaultInvalid, Code: "tools", Param: "tools", Message: err.Error(), Cause: err}
		}
		p.ask.Schema = schema
	}
	if err := m.constraints(p.ask.Constraints); err != nil {
		return p, err
	}
	if len(ask.Messages) > 0 {
		var err error
		if p.prompt, err = m.encodeTurns(ask); err != nil {
			param := "messages"
			if errors.Is(err, errNoTools) || errors.Is(err, token.ErrNoTools) {
				param = "tools"
			}
			return p, &job.Fault{Kind: job.FaultInvalid, Code: param, Param: param, Message: err.Error(), Cause: err}
		}
		p.template = m.TemplateHash()
	} else {
		p.prompt = m.Encode(ask.Prompt)
	}
	if len(p.prompt) == 0 {
		return p, &job.Fault{Kind: job.FaultInvalid, Code: "empty_prompt", Param: "prompt", Message: "the prompt is empty"}
	}
	room := int(m.Context()) - len(p.prompt)
	p.maxTokens = ask.MaxTokens
	if p.maxTokens == 0 {
		p.maxTokens = uint32(max(1, min(room, int(g.cfg.MaxTokens))))
	}
	if room < 1 || int64(p.maxTokens) > int64(room) {
		return p, &job.Fault{Kind: job.FaultInvalid, Code: "context_length_exceeded", Param: "messages", Message: fmt.Sprintf(
			"this model's context is %d tokens; the prompt has %d and %d were asked for: shorten the prompt or lower max_tokens", m.Context(), len(p.prompt), p.maxTokens)}
	}
	var err error
	p.root, err = trace.TokensRoot(trace.Prompt, p.prompt)
	return p, err
}

// Complete answers an ask. Checked text reaches emit as it comes. When a provider is caught or gives up before
// anything was emitted, the next best one is tried; the answer says who failed. When all of them failed and one turns
// out to have moved, it is asked once more at its new place.
func (g *Gateway) Complete(ctx context.Context, ask job.Ask, emit func(job.Delta) error) (job.Answer, error) {
	p, err := g.prepare(ask)
	if err != nil {
		return job.Answer{}, err
	}
	candidates, err := g.candidates(ctx, p)
	if err != nil {
		return job.Answer{}, err
	}
	answer, begun, err := g.tryAll(ctx, p, candidates, emit)
	if err == nil || begun || ctx.Err() != nil || asFault(err).Kind != job.FaultUnavailable {
		return answer, err
	}
	before := map[uint64]string{}
	for _, l := range candidates {
		before[l.Agent.ID] = l.Endpoint
	}
	g.dir.forget()
	candidates, lookErr := g.candidates(ctx, p)
	moved := slices.DeleteFunc(slices.Clone(candidates), func(l listing) bool {
		at, asked := before[l.Agent.ID]
		return !asked || at == l.Endpoint
	})
	if lookErr != nil || len(moved) == 0 {
		return answer, err
	}
	answer, _, err = g.tryAll(ctx, p, moved, emit)
	return answer, err
}

// tryAll asks candidates for firm quotes and buys from the best that answers rightly. begun says that a part of the
// answer was emitted.
func (g *Gateway) tryAll(ctx context.Context, p plan, candidates []listing, emit func(job.Delta) error) (_ job.Answer, begun bool, _ error) {
	bids, failed := g.bids(ctx, p, candidates)
	for _, b := range bids {
		out := newOutlet(p.pieces(), p.ask, emit)
		answer, caught, err := g.attempt(ctx, p, b, out)
		if err == nil {
			answer.Failed = failed
			return answer, out.begun, nil
		}
		if ctx.Err() != nil {
			return job.Answer{}, out.begun, ctx.Err()
		}
		if caught == nil {
			return job.Answer{}, out.begun, asFault(err) // nobody else would do better
		}
		failed = append(failed, *caught)
		if out.begun {
			return job.Answer{}, true, job.Faultf(job.FaultUnavailable, "provider_failed", "the answer broke off; what was sent is %s. Agent %d: %w", sentWas(p.lane), b.Agent.ID, err)
		}
		g.Log.Warn("a provider failed, trying the next", "agent", b.Agent.ID, "err", err)
	}
	if len(failed) > 0 {
		last := failed[len(failed)-1]
		return job.Answer{}, false, job.Faultf(job.FaultUnavailable, "no_honest_provider", "no provider answered rightly; agent %d: %s (%s)", last.Agent, last.Reason, last.Class)
	}
	return job.Answer{}, false, job.Faultf(job.FaultUnavailable, "no_provider", "no provider serves %s in the %s lane at acceptable terms now: `assay provider list` shows why", p.goods.Name(), p.lane)
}

// candidates ranks the providers whose open offers fit, best first. An ask that insists on one provider gets that one
// alone, whatever its record.
func (g *Gateway) candidates(ctx context.Context, p plan) ([]listing, error) {
	listings, err := g.dir.list(ctx, false)
	if err != nil {
		return nil, err
	}
	fit, byAgent := g.fitting(p, listings)
	missing := len(fit) == 0
	if want := p.ask.Provider; want != nil {
		_, ok := byAgent[*want]
		missing = !ok
	}
	if missing { // it may have come up since the last look
		if listings, err = g.dir.list(ctx, true); err != nil {
			return nil, err
		}
		fit, byAgent = g.fitting(p, listings)
	}
	if want := p.ask.Provider; want != nil {
		l, ok := byAgent[*want]
		if !ok {
			return nil, job.Faultf(job.FaultUnavailable, "no_provider", "agent %d does not offer %s in the %s lane at acceptable terms now", *want, p.goods.Name(), p.lane)
		}
		return []listing{l}, nil
	}
	var out []listing
	for _, c := range market.Rank(fit, uint32(len(p.prompt)), p.maxTokens) {
		out = append(out, byAgent[c.Quote.Quote.Agent])
	}
	return out, nil
}

func (g *Gateway) fitting(p plan, listings []listing) ([]market.Candidate, map[uint64]listing) {
	var fit []market.Candidate
	byAgent := map[uint64]listing{}
	for _, l := range listings {
		for _, o := range l.Offers {
			if o = g.agreedOr(o, l, g.need(p)); l.Problem == "" && market.Acceptable(g.assay(), o, g.need(p)) == nil {
				fit = append(fit, market.Candidate{Quote: o, Record: l.Record})
				byAgent[l.Agent.ID] = l
				break
			}
		}
	}
	return fit, byAgent
}

func (g *Gateway) need(p plan) market.Need {
	return market.Need{
		Buyer: g.payer.Address(), Model: p.goods.Root(), Lane: p.lane, Token: g.Contracts.Token,
		Prompt: uint32(len(p.prompt)), MaxTokens: p.maxTokens,
		MinReserve: g.cfg.MinReserve, MaxChunk: g.cfg.MaxChunk, MaxOutPrice: per(p.lane, g.cfg.MaxOutPrice), MaxInPrice: per(p.lane, g.cfg.MaxInPrice), Now: g.unix(),
	}
}

// sampled draws whether an answer is recomputed. The draw comes after the provider is chosen and is told to nobody.
func (g *Gateway) sampled() (bool, error) {
	switch {
	case g.cfg.CheckShare >= 1000:
		return true, nil
	case g.cfg.CheckShare == 0:
		return false, nil
	}
	r, err := g.random()
	if err != nil {
		return false, err
	}
	draw := new(big.Int).Mod(new(big.Int).SetBytes(r[:]), big.NewInt(1000))
	return draw.Uint64() < uint64(g.cfg.CheckShare), nil
}

// bid is a provider with its firm quote for this buyer.
type bid struct {
	listing
	quote job.SignedQuote
}

// maxBids is how many providers, the best by their price lists, are asked for firm quotes.
const maxBids = 4

// bids asks the best candidates for firm quotes at the same time and ranks what they answer.
func (g *Gateway) bids(ctx context.Context, p plan, candidates []listing) ([]bid, []job.Catch) {
	candidates = candidates[:min(len(candidates), maxBids)]
	type answer struct {
		quote job.SignedQuote
		err   error
	}
	answers := make([]answer, len(candidates))
	var wg sync.WaitGroup
	for i, l := range candidates {
		wg.Go(func() { answers[i].quote, answers[i].err = g.firmQuote(ctx, p, l) })
	}
	wg.Wait()
	var failed []job.Catch
	var fit []market.Candidate
	byAgent := map[uint64]bid{}
	for i, l := range candidates {
		if err := answers[i].err; err != nil {
			failed = append(failed, job.Catch{Agent: l.Agent.ID, Reason: err.Error()})
			continue
		}
		c := market.Candidate{Quote: answers[i].quote, Record: l.Record}
		if p.ask.Provider != nil {
			c.Record = market.Record{} // the client insists, whatever the record
		}
		fit = append(fit, c)
		byAgent[l.Agent.ID] = bid{l, answers[i].quote}
	}
	var out []bid
	for _, c := range market.Rank(fit, uint32(len(p.prompt)), p.maxTokens) {
		out = append(out, byAgent[c.Quote.Quote.Agent])
	}
	return out, failed
}

// firmQuote returns the provider's signed quote for this buyer, asking for a new one when the last is about to expire.
func (g *Gateway) firmQuote(ctx context.Context, p plan, l listing) (job.SignedQuote, error) {
	key := quoteKey{l.Agent.ID, p.goods.Root()}
	need := g.need(p)
	if q, ok := g.agreedQuote(l, need); ok {
		return q, nil
	}
	g.mu.Lock()
	q, known := g.quotes[key]
	g.mu.Unlock()
	if known && q.Quote.Expires > need.Now+30 && g.acceptable(q, l, need) == nil {
		return q, nil
	}
	q, err := l.peer.Quote(ctx, job.QuoteRequest{Buyer: g.payer.Address(), Model: p.goods.Root(), Lane: p.lane})
	if err != nil {
		return q, err
	}
	if err := g.acceptable(q, l, need); err != nil {
		return q, err
	}
	g.mu.Lock()
	if len(g.quotes) >= maxQuotes {
		clear(g.quotes) // they are only a saving
	}
	g.quotes[key] = q
	g.mu.Unlock()
	return q, nil
}

// maxQuotes bounds the firm quotes kept at hand.
const maxQuotes = 4096

// quoteKey names a firm quote that is still at hand.
type quoteKey struct {
	agent uint64
	model job.Hash
}

// acceptable checks a firm quote against a need, and that it is from the provider that was picked, at no worse a price
// than it advertised.
func (g *Gateway) acceptable(s job.SignedQuote, l listing, n market.Need) error {
	refuse := func(err error) error {
		return sellerFaultf("quote_refused", "agent %d made a quote that is not taken: %w", l.Agent.ID, err)
	}
	if err := market.Acceptable(g.assay(), s, n); err != nil {
		return refuse(err)
	}
	if s.Quote.Provider != l.Agent.Wallet || s.Quote.Agent != l.Agent.ID {
		return refuse(fmt.Errorf("it is in the name of %s, agent %d", s.Quote.Provider, s.Quote.Agent))
	}
	for _, o := range l.Offers {
		if o.Quote.Model == n.Model && o.Quote.Lane == n.Lane && (o.Quote.OutputPrice.Less(s.Quote.OutputPrice) || o.Quote.InputPrice.Less(s.Quote.InputPrice) || o.Quote.ChunkTokens < s.Quote.ChunkTokens) {
			return refuse(fmt.Errorf("it is worse than the price list"))
		}
	}
	return nil
}
