package attacks

import (
	"math/big"

	"github.com/ethereum/go-ethereum/common"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
	"github.com/assay-network/assay/verify"
)

// statements are the attacks that signed words are enough to prove, or that leave no signed word.
var statements = []Attack{
	{Name: "late-seed", Title: "mallory makes her nonce after she has seen the request",
		Why: "the receipt's nonce is not the one that the request's commitment binds: one transaction proves it", play: playLateSeed},
	{Name: "two-answers", Title: "mallory signs two answers for one request",
		Why: "two receipts for one request that say different things are proof, whichever of them is right", play: playTwoAnswers},
	{Name: "nonce-twice", Title: "mallory uses one nonce commitment for two requests",
		Why: "the nonce is in the receipts of both", play: playNonceTwice},
	{Name: "beyond-limits", Title: "mallory bills more than the request allows",
		Why: "the limit is in the request that her receipt names", play: playBeyondLimits},
	{Name: "copied-proof", Title: "eve copies a proof out of the pool, to have the reward",
		Why: "a proof must be announced by a hash of it and of its prover, a block before", play: playCopiedProof},
	{Name: "unsigned", Title: "mallory sends tokens without a signature",
		Why: "the buyer pays for nothing that isn't signed, and takes what is left in the channel back", play: playUnsigned},
	{Name: "replayed-receipt", Title: "mallory sends an old receipt with new tokens",
		Why: "a receipt names its request: it is no paper about this one, for the buyer and for the contract", play: playReplayed},
	{Name: "false-accuser", Title: "mallory forges, dates back and underpays accusations against bob",
		Why: "statements must be signed by the accused, be in the window, and come with the bond", play: playFalseAccuser},
}

// The kinds of contradiction, as Receipts numbers them.
const (
	twoAnswers   = 1
	nonceTwice   = 2
	otherNonce   = 3
	beyondLimits = 4
)

// prove takes a contradiction to the contract: first its hash, a block later itself.
func (p *play) prove(who *party, kind uint8, statements []byte, against *party) {
	if p.err != nil {
		return
	}
	p.act(call{from: who, to: &p.game, data: p.g.PackAnnounce(secretOf(who, kind, statements))}, "announces a proof by its hash")
	p.act(call{from: who, to: &p.game, data: p.g.PackProve(kind, statements)}, "shows the proof: %s is convicted, the stake is seized", against.name)
	left, err := p.stakeLeft(against)
	if !p.fail(err) && left != 0 {
		p.failf("%s of the stake are left", micro(int64(left)))
	}
	p.story.Outcome = outcomeName(dispute.Convicted) + " in one move"
}

// secretOf is keccak256(abi.encode(who, kind, statements)).
func secretOf(who *party, kind uint8, s []byte) [32]byte {
	return job.Keccak(common.LeftPadBytes(who.at[:], 32), word32(uint64(kind)), word32(96), word32(uint64(len(s))), padded(s))
}

// reap is harvest after a proof by the buyer.
func (p *play) reap(s sale) {
	p.harvest(s.provider, []*party{s.buyer}, map[*party]job.ChannelConfig{s.buyer: s.channel})
}

func playLateSeed(p *play) {
	_, o := p.sold(6)
	s := p.serve(o, answer{say: func(r *job.Receipt) { r.Nonce = job.Keccak([]byte("one that suits me"), r.Request[:]) }})
	p.prove(p.alice, otherNonce, s.statements, p.mallory)
	p.reap(s)
}

func playBeyondLimits(p *play) {
	_, o := p.sold(6)
	s := p.serve(o, answer{say: func(r *job.Receipt) { r.Amount = job.Units(price + 1) }})
	p.prove(p.alice, beyondLimits, s.statements, p.mallory)
	p.reap(s)
}

// again lets the provider sign something else for the same request.
func (p *play) again(s sale, change func(*job.Receipt)) paper {
	other := paper{Receipt: s.paper.Receipt}
	change(&other.Receipt)
	var err error
	if p.err == nil {
		other.signature, err = s.provider.sign(other.Receipt.Digest(p.messages))
		p.fail(err)
	}
	return other
}

func playTwoAnswers(p *play) {
	_, o := p.sold(6)
	s := p.serve(o, answer{})
	if p.err != nil {
		return
	}
	tokens := forge(append([]uint32{}, s.traced.Output...))
	root, err := trace.TokensRoot(trace.Output, tokens)
	p.fail(err)
	other := p.again(s, func(r *job.Receipt) { r.Output = root })
	p.say(p.mallory, 0, "signs another answer for the same request")
	p.prove(p.alice, twoAnswers, encode(s.request, s.paper, other), p.mallory)
	p.reap(s)
}

func playNonceTwice(p *play) {
	_, o := p.sold(6)
	s := p.serve(o, answer{})
	request := s.request
	request.BuyerNonce[0]++
	other := p.again(s, func(r *job.Receipt) { r.Request = request.Digest(p.messages) })
	p.say(p.mallory, 0, "answers another request with the nonce of the first")
	p.prove(p.alice, nonceTwice, encode(s.request, s.paper, other), p.mallory)
	p.reap(s)
}

func playCopiedProof(p *play) {
	_, o := p.sold(6)
	p.watch(false, p.eve)
	s := p.serve(o, answer{say: func(r *job.Receipt) { r.Amount = job.Units(price + 1) }})
	if p.err != nil {
		return
	}
	p.act(call{from: p.alice, to: &p.game, data: p.g.PackAnnounce(secretOf(p.alice, beyondLimits, s.statements))}, "announces a proof by its hash")
	p.refuse(call{from: p.eve, to: &p.game, data: p.g.PackProve(beyondLimits, s.statements)}, "NotAnnounced()", "copies alice's proof out of the pool and is faster")
	p.act(call{from: p.alice, to: &p.game, data: p.g.PackProve(beyondLimits, s.statements)}, "shows the proof: mallory is convicted")
	p.act(call{from: p.eve, to: &p.game, data: p.g.PackAnnounce(secretOf(p.eve, beyondLimits, s.statements))}, "announces the proof, too")
	p.refuse(call{from: p.eve, to: &p.game, data: p.g.PackProve(beyondLimits, s.statements)}, "AlreadyConvicted()", "shows it")
	p.story.Outcome = outcomeName(dispute.Convicted) + " in one move"
	p.reap(s)
}

// delivered is what the buyer's own check says of a delivery.
func (p *play) delivered(o order, request job.Request, d job.Delivery) error {
	quote := job.Quote{InputPrice: job.Amount{}, OutputPrice: job.Units(price * 1_000_000 / 6), ChunkTokens: 6}
	return verify.NewStream(verify.Terms{Domain: p.messages, ID: request.Digest(p.messages), Request: request, Quote: quote, Provider: job.Address(o.provider.at)}).Check(d)
}

// caught checks that the buyer's check finds this, and lets the buyer take the money back.
func (p *play) caught(o order, request job.Request, d job.Delivery, want verify.Class) {
	if p.err != nil {
		return
	}
	err := p.delivered(o, request, d)
	if verify.ClassOf(err) != want {
		p.failf("the buyer's check says %v, want %s", err, want)
		return
	}
	p.say(p.alice, 0, "refuses it and signs no voucher: %v", err)
	p.story.Outcome = "refused by the buyer; nothing was paid"
	if !p.fail(p.takeBack(p.alice, o.channel, deposit)) {
		p.say(p.alice, 0, "takes all of the deposit back after %s", span(withdrawDelay))
	}
	if got := p.usdNow(p.alice.at); p.err == nil && got.Cmp(p.books[p.alice].usd) != 0 {
		p.failf("alice has %s of %s", got, p.books[p.alice].usd)
	}
	// There is nothing to prove, so nobody pays for the gas of opening and closing the channel: she would have paid it for an honest answer too.
	p.watch(true, p.alice)
}

func playUnsigned(p *play) {
	_, o := p.sold(6)
	nonce := p.nonce()
	if p.err != nil {
		return
	}
	request, id := p.request(o, nonce)
	tokens := p.write(o, answer{}, job.Seed(nonce, id))
	p.say(p.mallory, 0, "sends %d tokens and no signature", len(tokens))
	p.caught(o, request, job.Delivery{Tokens: tokens, Nonce: nonce}, verify.Unsigned)
}

func playReplayed(p *play) {
	_, o := p.sold(6)
	nonce, later := p.nonce(), p.nonce()
	if p.err != nil {
		return
	}
	first, id := p.request(o, nonce)
	old := p.sign(o, first, id, nonce, p.write(o, answer{}, job.Seed(nonce, id)), nil)
	second, _ := p.request(o, later)
	p.say(p.mallory, 0, "sends other tokens with the receipt of an older request")
	if r := p.readRefused(p.receipts, bind.NewReceipts().PackReceiptsCheck(encode(second, old.paper))); !r.named("OtherRequest()") {
		p.failf("the contract takes the receipt for one of another request")
	}
	p.caught(o, second, job.Delivery{Tokens: []uint32{300}, Nonce: later, Receipt: &old.paper.Receipt, Signature: old.paper.signature}, verify.Replayed)
}

func playFalseAccuser(p *play) {
	m := p.model()
	p.enrol(p.bob)
	o := p.ask(p.eve, p.bob, m)
	s := p.judged(p.serve(o, answer{}))
	p.watch(true, p.bob)
	p.watch(false, p.mallory)
	truth := p.trace(s, m, nil)
	if p.err != nil {
		return
	}
	bond := dispute.BondFor(truth.claim.Leaves(), job.Amount{}).Big()
	open := func(s []byte, value *big.Int, cover int64, want, text string) {
		p.refuse(call{from: p.mallory, to: &p.game, value: value, data: p.g.PackOpen(s, big.NewInt(cover))}, want, "%s", text)
	}
	twice := new(big.Int).Add(bond, bond) // a longer trace takes a larger bond
	forged := s.paper
	forged.Count++
	sig, err := p.mallory.sign(forged.Receipt.Digest(p.messages))
	if p.fail(err) {
		return
	}
	forged.signature = sig
	open(encode(s.request, forged), twice, 0, "NothingAtStake()", "accuses bob with a receipt that she signed herself")
	forged.signature = s.paper.signature
	open(encode(s.request, forged), twice, 0, "NothingAtStake()", "changes bob's receipt and leaves his signature under it, which is then nobody's")
	other := s.request
	other.Sampling.Temperature++
	open(encode(other, s.paper), bond, 0, "OtherRequest()", "shows bob's receipt with another request")
	open(s.statements, new(big.Int).Sub(bond, big.NewInt(1)), 0, "BondTooSmall(uint256)", "offers a wei less than the bond")
	open(s.statements, bond, disputeCosts+1, "CoverTooSmall(uint128)", "wants more of her costs set aside than there is")
	p.idle(8 * 24 * 3600)
	open(s.statements, bond, 0, "WindowClosed(uint64)", "accuses after the window of seven days")
	p.story.Outcome = "refused; no stake was ever frozen"
}
