package node

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/market"
)

// listing is a provider as the directory found it.
type listing struct {
	Agent    job.Agent
	Endpoint string
	Offers   []job.SignedQuote
	Record   market.Record
	Problem  string // why it cannot be used now, "" when it can
	peer     Peer
}

// directory finds providers through the identity registry's events and their registration files. There is no list of
// providers in any configuration.
type directory struct {
	Setting
	chain BuyerChain
	peers Peers

	stale    atomic.Bool // the next list looks again; set without waiting for a look under way
	mu       sync.Mutex  // held while looking, so that only one look is under way
	fresh    time.Time
	listings []listing

	calls sync.Mutex
	known map[string]Peer // by endpoint, so that connections are used again
}

// dial returns the peer at an endpoint.
func (d *directory) dial(endpoint string) (Peer, error) {
	d.calls.Lock()
	defer d.calls.Unlock()
	if p, ok := d.known[endpoint]; ok {
		return p, nil
	}
	p, err := d.peers.Dial(endpoint)
	if err != nil {
		return nil, bySeller(err)
	}
	d.known[endpoint] = distrusted{p}
	return d.known[endpoint], nil
}

// Bounds of one refresh.
const (
	maxAgents    = 1000
	refreshAfter = 20 * time.Second
	refreshTime  = 20 * time.Second // for all of them; who was not reached by then has a problem
	lookupTime   = 5 * time.Second
	lookups      = 16 // at a time
)

// list returns the providers known, looking again when the last look is old or force is set.
func (d *directory) list(ctx context.Context, force bool) ([]listing, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if stale := d.stale.Swap(false); !force && !stale && d.Now().Sub(d.fresh) < refreshAfter {
		return d.listings, nil
	}
	if err := ctx.Err(); err != nil { // it waited for somebody else's look
		d.stale.Store(true)
		return nil, err
	}
	// A client that hangs up must not make everybody look unreachable to the next one.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), refreshTime)
	defer cancel()
	agents, err := d.chain.Agents(ctx)
	if err != nil {
		d.stale.Store(true)
		return nil, job.Faultf(job.FaultUnavailable, "chain_unavailable", "cannot read the identity registry: %w", err)
	}
	if len(agents) > maxAgents {
		d.Log.Warn("more agents registered than are looked at", "agents", len(agents), "looked at", maxAgents)
		agents = agents[len(agents)-maxAgents:]
	}
	// Those that answered last time come first: anybody can register addresses that never answer.
	good := map[uint64]bool{}
	for _, l := range d.listings {
		good[l.Agent.ID] = l.Problem == ""
	}
	order := make([]int, len(agents))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return boolOrder(good[agents[b].ID]) - boolOrder(good[agents[a].ID]) })
	found := make([]listing, len(agents))
	var wg sync.WaitGroup
	gate := make(chan struct{}, lookups)
	for _, i := range order {
		gate <- struct{}{}
		wg.Go(func() {
			defer func() { <-gate }()
			one, cancel := context.WithTimeout(ctx, lookupTime)
			defer cancel()
			found[i] = d.look(one, agents[i])
		})
	}
	wg.Wait()
	d.listings, d.fresh = found, d.Now()
	d.drop(found)
	return found, nil
}

func boolOrder(b bool) int {
	if b {
		return 1
	}
	return 0
}

// drop forgets the peers that no listing names any more; deals keep their own.
func (d *directory) drop(found []listing) {
	named := map[string]bool{}
	for _, l := range found {
		named[l.Endpoint] = true
	}
	d.calls.Lock()
	defer d.calls.Unlock()
	maps.DeleteFunc(d.known, func(endpoint string, _ Peer) bool { return !named[endpoint] })
}

// look reads one agent's registration file, proof of domain, and price list.
func (d *directory) look(ctx context.Context, a job.Agent) listing {
	l := listing{Agent: a}
	fail := func(err error) listing { l.Problem = err.Error(); return l }
	file, err := d.peers.Registration(ctx, a.URI)
	if err != nil {
		return fail(err)
	}
	if l.Endpoint, err = readRegistration(file, a.ID, d.ChainID, d.Contracts.Identity); err != nil {
		return fail(err)
	}
	if proof := proofURL(a.URI, l.Endpoint); proof != "" {
		file, err := d.peers.Registration(ctx, proof)
		if err != nil {
			return fail(fmt.Errorf("no proof that the agent owns its domain: %w", err))
		}
		if _, err := readRegistration(file, a.ID, d.ChainID, d.Contracts.Identity); err != nil {
			return fail(fmt.Errorf("no proof that the agent owns its domain: %w", err))
		}
	}
	if l.peer, err = d.dial(l.Endpoint); err != nil {
		return fail(err)
	}
	offers, err := l.peer.Offers(ctx)
	if err != nil {
		return fail(err)
	}
	for _, o := range offers {
		q := o.Quote
		if q.Provider != a.Wallet || q.Agent != a.ID {
			continue // an offer in somebody else's name
		}
		if job.SignedBy(q.Digest(d.assay()), o.Signature, q.Provider) == nil {
			l.Offers = append(l.Offers, o)
		}
	}
	if l.Record, err = d.record(ctx, a); err != nil {
		return fail(err)
	}
	return l
}

// experience is the buyer's own record of a provider, on disk under the agent's id.
type experience struct {
	Served uint64     `json:"served"`
	Failed uint64     `json:"failed"`
	Caught uint64     `json:"caught"` // answers that were not right, with whatever evidence
	Proven uint64     `json:"proven"` // those of them that prove it to anybody
	Paid   job.Amount `json:"paid"`
	Class  string     `json:"class,omitempty"`  // of the last catch
	Reason string     `json:"reason,omitempty"` // of the last catch
	InARow uint64     `json:"inARow,omitempty"` // failures since the last success
	Shun   uint64     `json:"shun,omitempty"`   // do not choose it before this time, unix seconds
	Rest   uint64     `json:"rest,omitempty"`   // choose it last before this time, unix seconds
}

// shunFor is how long a provider is not chosen after an answer that was wrong and proves nothing: it may have been the
// connection's fault, and it may happen again.
const shunFor = 24 * 3600

// served notes a right answer.
func (e experience) served(paid job.Amount) experience {
	e.Served++
	e.Paid = e.Paid.Add(paid)
	e.InARow, e.Rest = 0, 0
	return e
}

// failed notes an answer that broke off without evidence: the provider comes last for a while, longer each time, up to
// an hour.
func (e experience) failed(now uint64) experience {
	e.Failed++
	e.InARow++
	e.Rest = now + min(uint64(5)<<min(e.InARow, 10), 3600)
	return e
}

// caught notes a wrong answer.
func (e experience) caught(now uint64, class, reason string, proven bool) experience {
	e.Caught++
	e.Class, e.Reason = class, reason
	if proven {
		e.Proven++
	}
	e.Shun = now + shunFor
	return e
}

func agentKey(id uint64) string { return fmt.Sprintf("%020d", id) }

// record joins own experience with what others wrote on chain. A mark counts when its writer paid the provider through
// the channel that it names, once a channel: everybody may write to the registry, few have paid.
func (d *directory) record(ctx context.Context, a job.Agent) (market.Record, error) {
	var own experience
	if _, err := d.find(ctx, kindExperience, agentKey(a.ID), &own); err != nil {
		return market.Record{}, err
	}
	now := d.unix()
	r := market.Record{
		Served: own.Served, Failed: own.Failed, Caught: own.Caught, Proven: own.Proven,
		Shunned: now < own.Shun, Resting: now < own.Rest,
	}
	payments, err := d.chain.Payments(ctx, a.Wallet)
	if err != nil {
		return r, err
	}
	payer := map[job.Hash]job.Address{}
	for _, p := range payments {
		payer[p.Channel] = p.Payer
	}
	marks, err := d.chain.Feedback(ctx, a.ID)
	if err != nil {
		return r, err
	}
	for _, f := range marks {
		channel, ok := aboutChannel(f.URI)
		if who, paid := payer[channel]; !ok || !paid || who != f.Client || f.Tag1 != feedbackTag && f.Tag1 != plainFeedbackTag {
			continue
		}
		delete(payer, channel)
		if f.Value > 0 {
			r.GoodMarks++
		} else {
			r.BadMarks++
		}
	}
	return r, nil
}

// forget makes the next list look again.
func (d *directory) forget() { d.stale.Store(true) }
