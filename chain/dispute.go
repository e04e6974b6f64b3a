package chain

import (
	"context"
	"fmt"
	"math/big"

	"github.com/assay-network/assay/contracts/bind"
	"github.com/assay-network/assay/contracts/moves"
	"github.com/assay-network/assay/dispute"
	"github.com/assay-network/assay/job"
	"github.com/ethereum/go-ethereum/common"
)

// RegisterModel makes answers of a model judgeable. header is leaf 0 of the model's tree, siblings its opening without what is absent. Anybody may do it, for any
// model, and again; it fails where a cell of the model might not fit the gas bound.
func (c *Client) RegisterModel(ctx context.Context, header []byte, siblings []job.Hash) (job.Tx, error) {
	path := make([][32]byte, len(siblings))
	for i, h := range siblings {
		path[i] = h
	}
	return c.transact(ctx, "register model", c.contracts.Program, program().PackRegister(header, path), nil)
}

// ModelRegistered reports whether answers of the model with this root can be judged.
func (c *Client) ModelRegistered(ctx context.Context, root job.Hash) (bool, error) {
	return call(ctx, c, "registered model", c.contracts.Program, program().PackRegistered(root), program().UnpackRegistered)
}

// ReadClaim returns what the contracts read in statements. It fails as opening a dispute would where they are not signed or cannot be judged.
func (c *Client) ReadClaim(ctx context.Context, s job.Statements) (dispute.Reading, error) {
	const what = "read a claim"
	raw, err := packStatements(s)
	if err != nil {
		return dispute.Reading{}, fmt.Errorf("%s: %w", what, err)
	}
	read, err := call(ctx, c, what, c.contracts.Receipts, receipts().PackReceiptsCheck(raw), receipts().UnpackReceiptsCheck)
	if err != nil {
		return dispute.Reading{}, err
	}
	r := dispute.Reading{Provider: job.Address(read.Provider), Finished: read.Finished, Claim: read.Claim}
	if r.Fault, err = faultOf(read.Fault); err != nil {
		return dispute.Reading{}, fmt.Errorf("%s: %w", what, err)
	}
	r.Leaves, err = call(ctx, c, what, c.contracts.Program, program().PackLeaves(read.Claim), program().UnpackLeaves)
	return r, err
}

// DisputeBond is what a challenger bonds on a trace of so many leaves, in wei: the least there is at the newest block's base fee, and a third more, for it may rise meanwhile.
func (c *Client) DisputeBond(ctx context.Context, leaves uint64) (job.Amount, error) {
	fee, err := c.baseFee(ctx)
	if err != nil {
		return job.Amount{}, err
	}
	return dispute.BondFor(leaves, fee).MulDivUp(4, 3), nil
}

// baseFee is that of the newest block, in wei.
func (c *Client) baseFee(ctx context.Context) (job.Amount, error) {
	head, err := ask(ctx, c, "newest block", c.latest)
	if err != nil {
		return job.Amount{}, err
	}
	if head.BaseFee == nil {
		return job.Amount{}, fmt.Errorf("chain %d has no base fee (EIP-1559), which is needed here", c.chainID)
	}
	return job.AmountFromBig(head.BaseFee.ToInt())
}

// OpenDispute disputes what statements claim, with the bond that DisputeBond says, and returns the dispute's id. It fails if the vault can set aside
// less than cover of this account's costs, in token units.
func (c *Client) OpenDispute(ctx context.Context, s job.Statements, cover job.Amount) (uint64, job.Tx, error) {
	const what = "open a dispute"
	if err := fits(what, cover); err != nil {
		return 0, job.Tx{}, err
	}
	read, err := c.ReadClaim(ctx, s)
	if err != nil {
		return 0, job.Tx{}, err
	}
	bond, err := c.DisputeBond(ctx, read.Leaves)
	if err != nil {
		return 0, job.Tx{}, err
	}
	raw, err := packStatements(s)
	if err != nil {
		return 0, job.Tx{}, fmt.Errorf("%s: %w", what, err)
	}
	return c.began(ctx, what, game().PackOpen(raw, cover.Big()), bond)
}

// began opens a dispute or a question and returns its id.
func (c *Client) began(ctx context.Context, what string, data []byte, bond job.Amount) (uint64, job.Tx, error) {
	r, tx, err := c.execute(ctx, what, c.contracts.Game, data, bond.Big())
	if err != nil {
		return 0, job.Tx{}, err
	}
	for _, l := range r.Logs {
		if l.Address != c.contracts.Game.Common() || len(l.Topics) == 0 {
			continue
		}
		var number *big.Int
		if e, err := game().UnpackOpenedEvent(l); err == nil {
			number = e.Id
		} else if e, err := game().UnpackAskedEvent(l); err == nil {
			number = e.Id
		}
		if number != nil {
			if id, ok := small(number); ok {
				return id, tx, nil
			}
		}
	}
	return 0, tx, fmt.Errorf("%s: transaction %s reports no dispute; is %s the game?", what, tx.Hash, c.contracts.Game)
}

// AskOrder says that nobody who pays has ordered the work that statements are about: the provider answers with dispute.Answer, or loses its stake. It returns the question's id, and
// fails if the vault can set aside less than cover of this account's costs, in token units; at most a tenth of a dispute's can be.
func (c *Client) AskOrder(ctx context.Context, s job.Statements, cover job.Amount) (uint64, job.Tx, error) {
	const what = "ask for an order"
	if err := fits(what, cover); err != nil {
		return 0, job.Tx{}, err
	}
	raw, err := packStatements(s)
	if err != nil {
		return 0, job.Tx{}, fmt.Errorf("%s: %w", what, err)
	}
	fee, err := c.baseFee(ctx)
	if err != nil {
		return 0, job.Tx{}, err
	}
	return c.began(ctx, what, game().PackAsk(raw, cover.Big()), dispute.QuestionBond(fee).MulDivUp(4, 3))
}

// PlayDispute makes a move, as whichever side this account is. fault is that of the opening; only Convict needs it. A move that does not hold is refused before
// anything is sent.
func (c *Client) PlayDispute(ctx context.Context, number uint64, m dispute.Move, fault dispute.Fault) (job.Tx, error) {
	_, data, err := moves.Call(id(number), m, fault)
	if err != nil {
		return job.Tx{}, err
	}
	return c.transact(ctx, moves.Says(m), c.contracts.Game, data, nil)
}

// Dispute returns a running dispute as it stands. Of one that is over, or never was, it returns the zero state; Disputes says how it ended.
func (c *Client) Dispute(ctx context.Context, number uint64) (dispute.State, error) {
	g, err := call(ctx, c, "dispute", c.contracts.Game, game().PackDisputeOf(id(number)), game().UnpackDisputeOf)
	if err != nil {
		return dispute.State{}, err
	}
	bond, err := job.AmountFromBig(g.Bond)
	if err != nil {
		return dispute.State{}, fmt.Errorf("read dispute %d: %w", number, err)
	}
	p := g.Place
	return dispute.State{
		Challenger: job.Address(g.Challenger), Provider: job.Address(g.Provider), Bond: bond, Leaves: g.Leaves, Terms: g.Terms, Top: g.Top, Node: g.Node,
		Place: dispute.Place{
			Phase: dispute.Phase(p.Phase), Rounds: p.Rounds, Level: p.Level, Leaf: p.Leaf, Element: p.Element, Part: p.Part,
			ProviderClock: p.ProviderClock, ChallengerClock: p.ChallengerClock, MovedAt: p.MovedAt.Uint64(),
		},
	}, nil
}

// Proven reports whether something was proven against a provider about a subject: then no dispute about it can be opened.
func (c *Client) Proven(ctx context.Context, provider job.Address, subject job.Hash) (bool, error) {
	return call(ctx, c, "conviction", c.contracts.Vault, vault().PackConvicted(provider.Common(), subject), vault().UnpackConvicted)
}

// ProveContradiction shows that a provider's signed statements contradict each other, which ends at once with its stake slashed: it announces the proof, so that
// nobody can copy it, and makes it in a later block. It returns the transactions that were mined, also with an error.
func (c *Client) ProveContradiction(ctx context.Context, p job.Proof) ([]job.Tx, error) {
	const what = "prove a contradiction"
	raw, err := packProof(p)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	kind := uint8(p.Kind)
	if _, err := call(ctx, c, what, c.contracts.Receipts, receipts().PackReceiptsContradiction(kind, raw), receipts().UnpackReceiptsContradiction); err != nil {
		return nil, err
	}
	var txs []job.Tx
	secret := announcement(c.Address(), kind, raw)
	since, err := call(ctx, c, what, c.contracts.Game, game().PackAnnounced(secret), game().UnpackAnnounced)
	if err != nil {
		return nil, err
	}
	if since.Sign() == 0 {
		tx, err := c.transact(ctx, "announce a proof", c.contracts.Game, game().PackAnnounce(secret), nil)
		if err != nil {
			return nil, err
		}
		txs = append(txs, tx)
	}
	tx, err := c.transact(ctx, what, c.contracts.Game, game().PackProve(kind, raw), nil)
	if err != nil {
		return txs, err
	}
	return append(txs, tx), nil
}

// announcement is keccak256(abi.encode(prover, kind, statements)).
func announcement(prover job.Address, kind uint8, statements []byte) job.Hash {
	head := append(common.LeftPadBytes(prover[:], 32), common.LeftPadBytes([]byte{kind}, 32)...)
	return job.Keccak(head, word(96), tail(statements))
}

// Owed returns what the game owes an account, in wei: bonds and halves of bonds. What it owes the zero address is burnt with BurnOwed.
func (c *Client) Owed(ctx context.Context, who job.Address) (job.Amount, error) {
	wei, err := call(ctx, c, "what is owed", c.contracts.Game, game().PackOwed(who.Common()), game().UnpackOwed)
	if err != nil {
		return job.Amount{}, err
	}
	return job.AmountFromBig(wei)
}

// WithdrawOwed pays what the game owes this account out to an address.
func (c *Client) WithdrawOwed(ctx context.Context, to job.Address) (job.Tx, error) {
	return c.transact(ctx, "withdraw what is owed", c.contracts.Game, game().PackWithdraw(to.Common()), nil)
}

// BurnOwed burns what lost bonds leave to nobody. Anyone may do it.
func (c *Client) BurnOwed(ctx context.Context) (job.Tx, error) {
	return c.transact(ctx, "burn what is owed to nobody", c.contracts.Game, game().PackBurn(), nil)
}

// packStatements is abi.encode(Request, Receipt, signature): all of it words, and the signature behind them.
func packStatements(s job.Statements) ([]byte, error) {
	head, err := statementWords(s)
	if err != nil {
		return nil, err
	}
	return append(append(head, word(uint64(len(head))+32)...), tail(s.Signature[:])...), nil
}

// packProof is what Receipts.contradiction reads: one receipt as packStatements has it, (Request, Receipt, signature, evidence), or (Request, Receipt, signature,
// Receipt, signature).
func packProof(p job.Proof) ([]byte, error) {
	if !p.Kind.Pair() && !p.Kind.Shows() {
		return packStatements(p.Statements)
	}
	head, err := statementWords(p.Statements)
	if err != nil {
		return nil, err
	}
	if p.Kind.Shows() {
		signature := tail(p.Signature[:])
		first := uint64(len(head)) + 64
		head = append(append(head, word(first)...), word(first+uint64(len(signature)))...)
		return append(append(head, signature...), tail(p.Evidence)...), nil
	}
	other, err := receiptWords(p.Other)
	if err != nil {
		return nil, err
	}
	signatures := [][]byte{tail(p.Signature[:]), tail(p.OtherSignature[:])}
	first := uint64(len(head)+len(other)) + 64
	head = append(append(head, word(first)...), other...)
	head = append(head, word(first+uint64(len(signatures[0])))...)
	return append(append(head, signatures[0]...), signatures[1]...), nil
}

// statementWords are the words of a request and a receipt, which have no parts of their own length.
func statementWords(s job.Statements) ([]byte, error) {
	if err := fits("request", s.Request.PriceLimit); err != nil {
		return nil, err
	}
	receipt, err := receiptWords(s.Receipt)
	if err != nil {
		return nil, err
	}
	return append(referee().PackRequestDigest(bindRequest(s.Request))[4:], receipt...), nil
}

// bindRequest is the contracts' form of a request.
func bindRequest(r job.Request) bind.StatementsRequest {
	sampling := r.Sampling
	return bind.StatementsRequest{
		Model: r.Model, Tokenizer: r.Tokenizer, Template: r.Template, Prompt: r.Prompt, PromptTokens: r.PromptTokens, MaxTokens: r.MaxTokens,
		Sampling: bind.StatementsSampling{
			Temperature: sampling.Temperature, TopK: sampling.TopK, TopP: sampling.TopP, MinP: sampling.MinP,
			Repeat: sampling.Repeat, Frequency: sampling.Frequency, Presence: sampling.Presence, Bias: sampling.Bias,
		},
		Stop: r.Stop, Schema: r.Schema, Lane: uint8(r.Lane), Quote: r.Quote, PriceLimit: r.PriceLimit.Big(), Channel: r.Channel,
		Commitment: r.Commitment, BuyerNonce: r.BuyerNonce, Time: r.Time,
	}
}

func receiptWords(r job.Receipt) ([]byte, error) {
	if err := fits("receipt", r.Amount); err != nil {
		return nil, err
	}
	return referee().PackReceiptDigest(bind.StatementsReceipt{
		Request: r.Request, Output: r.Output, Count: r.Count, Amount: r.Amount.Big(), Nonce: r.Nonce, Finish: uint8(r.Finish), Started: r.Started, Finished: r.Finished,
	})[4:], nil
}

// word is a number as the ABI has it.
func word(n uint64) []byte { return common.BigToHash(new(big.Int).SetUint64(n)).Bytes() }

// tail is a byte string as the ABI has it: its length, and its bytes filled up with zeros.
func tail(b []byte) []byte {
	return append(word(uint64(len(b))), common.RightPadBytes(b, (len(b)+31)/32*32)...)
}

func faultOf(f bind.Fault) (dispute.Fault, error) {
	if f.Amount == nil { // the unpacker leaves nil what an event without data should hold
		return dispute.Fault{}, fmt.Errorf("the fault has no amount")
	}
	amount, err := job.AmountFromBig(f.Amount)
	return dispute.Fault{Subject: f.Subject, Channel: f.Channel, Amount: amount}, err
}
