package chain

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/ethereum/go-ethereum/beacon/engine"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/eth"
	"github.com/ethereum/go-ethereum/ethdb"
	"github.com/ethereum/go-ethereum/miner"
)

// sealer makes the blocks of a development chain: one as soon as a transaction is waiting.
//
// What a client was told is mined must survive a kill -9 and a power failure, and go-ethereum by itself promises
// neither (its database writes are not synced, and a head pointer may trail its block). So a block is made visible in
// this order:
//
//  1. insert: block, receipts and state go to the database (archive mode: all of the state, every block);
//  2. a note "this block is the head" goes to the database, and everything so far is synced to disk;
//  3. the block becomes the canonical head, and RPC clients see it.
//
// After a crash between 2 and 3, or with an unsynced head pointer, recover finishes step 3 from the note. A crash
// before 2 loses only a block that nobody has seen; its transactions are sent again by those who wait for them.
type sealer struct {
	eth *eth.Ethereum
	db  ethdb.Database
	log *slog.Logger

	mu     sync.Mutex // one block at a time; guards offset
	offset uint64     // seconds that the chain's clock is ahead of the wall clock

	quit chan struct{}
	done sync.WaitGroup
}

var (
	headNote   = []byte("assay/head")   // hash of the newest block that clients may have seen
	offsetNote = []byte("assay/offset") // 8 bytes, big-endian seconds
)

const (
	// buildLimit bounds the making of one block; a full one takes well under a second.
	buildLimit = 10 * time.Second
	// maxTimeStep bounds a single move of the clock, in seconds: ten years, far more than any delay of the contracts.
	maxTimeStep = 10 * 365 * 24 * 3600
	// finalityStep: every so many blocks the head is marked final, so that tools which ask for "finalized" see
	// something move.
	finalityStep = 32
	// stuckPause is the wait before trying again when transactions wait but none could be included.
	stuckPause = time.Second
)

// newSealer brings the chain to the newest noted block and returns the sealer, not yet running.
func newSealer(e *eth.Ethereum, log *slog.Logger) (*sealer, error) {
	s := &sealer{eth: e, db: e.ChainDb(), log: log, quit: make(chan struct{})}
	if b, err := s.db.Get(offsetNote); err == nil && len(b) == 8 {
		s.offset = binary.BigEndian.Uint64(b)
	}
	if err := s.recover(); err != nil {
		return nil, err
	}
	if bc := e.BlockChain(); bc.CurrentFinalBlock() == nil {
		s.finalize(bc.Genesis().Header())
	}
	return s, nil
}

// finalize tells tools which ask for "safe" and "finalized" that h will stay. Nothing here depends on it.
func (s *sealer) finalize(h *types.Header) {
	s.eth.BlockChain().SetSafe(h)
	s.eth.BlockChain().SetFinalized(h)
}

// recover makes the noted block the head when the head pointer was lost.
func (s *sealer) recover() error {
	note, err := s.db.Get(headNote)
	if err != nil {
		return nil // a new chain has no note
	}
	bc := s.eth.BlockChain()
	want := common.BytesToHash(note)
	if bc.CurrentBlock().Hash() == want {
		return nil
	}
	block := bc.GetBlockByHash(want)
	if block == nil {
		return fmt.Errorf("the chain's database lost block %s, which was synced to disk: the disk or the files are damaged; restore a copy or start with a new data directory", want)
	}
	if _, err := bc.SetCanonical(block); err != nil {
		return fmt.Errorf("restore the chain's head %s: %w", want, err)
	}
	s.log.Info("restored the newest block after an unclean stop", "number", block.NumberU64())
	return nil
}

// start makes blocks until stop: whenever a transaction waits, and after idle without one (0: never).
func (s *sealer) start(idle time.Duration) {
	// Room for one event; a full channel would block the pool, so the loop drains it between blocks.
	arrivals := make(chan core.NewTxsEvent, 64)
	sub := s.eth.TxPool().SubscribeTransactions(arrivals, true)
	wake := make(chan struct{}, 1)
	s.done.Add(2)
	go func() {
		defer s.done.Done()
		defer sub.Unsubscribe()
		for {
			select {
			case <-arrivals:
				select {
				case wake <- struct{}{}:
				default: // a block is due anyway
				}
			case <-sub.Err():
				return
			case <-s.quit:
				return
			}
		}
	}()
	go func() {
		defer s.done.Done()
		timer := time.NewTimer(math.MaxInt64)
		for {
			if idle > 0 {
				timer.Reset(idle)
			}
			select {
			case <-wake:
				s.drain()
			case <-timer.C:
				if _, err := s.commit(); err != nil {
					s.log.Warn("no idle block", "err", err)
				}
			case <-s.quit:
				return
			}
		}
	}()
}

// drain makes blocks until no executable transaction waits.
func (s *sealer) drain() {
	for {
		// The pool works in the background: wait until it has seen the newest block.
		if err := s.eth.TxPool().Sync(); err != nil {
			return // closed
		}
		waiting, _ := s.eth.TxPool().Stats()
		if waiting == 0 {
			return
		}
		block, err := s.commit()
		if err != nil {
			s.log.Warn("no block could be made; trying again", "err", err)
		}
		if err == nil && len(block.Transactions()) > 0 {
			continue
		}
		select {
		case <-time.After(stuckPause):
		case <-s.quit:
			return
		}
	}
}

// stop ends the loop and waits for a block under way.
func (s *sealer) stop() {
	close(s.quit)
	s.done.Wait()
}

// commit makes one block of whatever waits, and returns when it is durable and visible.
func (s *sealer) commit() (*types.Block, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.commitLocked()
}

func (s *sealer) commitLocked() (*types.Block, error) {
	bc := s.eth.BlockChain()
	parent := bc.CurrentBlock()
	block, err := s.build(parent)
	if err != nil {
		return nil, err
	}
	if _, err := bc.InsertBlockWithoutSetHead(context.Background(), block, false); err != nil {
		return nil, fmt.Errorf("insert block %d: %w", block.NumberU64(), err)
	}
	hash := block.Hash()
	if err := errors.Join(s.db.Put(headNote, hash[:]), s.db.SyncKeyValue()); err != nil {
		return nil, fmt.Errorf("sync block %d to disk: %w", block.NumberU64(), err)
	}
	if _, err := bc.SetCanonical(block); err != nil {
		return nil, fmt.Errorf("make block %d the head: %w", block.NumberU64(), err)
	}
	// go-ethereum reports some failures only in its log.
	if head := bc.CurrentBlock(); head.Hash() != hash {
		return nil, fmt.Errorf("the head stayed at block %d after block %d was made", head.Number, block.NumberU64())
	}
	if block.NumberU64()%finalityStep == 0 {
		s.finalize(block.Header())
	}
	return block, nil
}

// build executes the waiting transactions on top of parent.
func (s *sealer) build(parent *types.Header) (*types.Block, error) {
	at := max(s.now(), parent.Time+1)
	var random common.Hash // PREVRANDAO: worth nothing on a chain with one block maker
	for i := range 4 {
		binary.BigEndian.PutUint64(random[8*i:], rand.Uint64())
	}
	payload, err := s.eth.Miner().BuildPayload(context.Background(), &miner.BuildPayloadArgs{
		Parent: parent.Hash(), Timestamp: at, Random: random,
		Withdrawals: types.Withdrawals{}, BeaconRoot: &common.Hash{}, Version: engine.PayloadV3,
	}, false)
	if err != nil {
		return nil, fmt.Errorf("start block %d: %w", parent.Number.Uint64()+1, err)
	}
	defer payload.Resolve() // stops the background builder
	for limit := time.Now().Add(buildLimit); time.Now().Before(limit); time.Sleep(500 * time.Microsecond) {
		if block, _, _, _ := payload.FullBlockAndReceipts(); block != nil {
			return block, nil
		}
	}
	return nil, fmt.Errorf("block %d was not built within %s", parent.Number.Uint64()+1, buildLimit)
}

// now returns the chain's clock in unix seconds.
func (s *sealer) now() uint64 { return uint64(time.Now().Unix()) + s.offset }

// increaseTime moves the chain's clock forward for good and makes a block at the new time.
func (s *sealer) increaseTime(seconds uint64) (*types.Block, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if seconds > maxTimeStep || s.offset > math.MaxInt64/2 {
		return nil, fmt.Errorf("move the clock by %d seconds: at most %d at once", seconds, maxTimeStep)
	}
	// Count from the head, which may be ahead of the clock after a burst of blocks (each takes at least a second of
	// chain time): the caller wants that many seconds more than what contracts see now.
	ahead := uint64(0)
	if head := s.eth.BlockChain().CurrentBlock().Time; head > s.now() {
		ahead = head - s.now()
	}
	next := s.offset + ahead + seconds
	if err := s.db.Put(offsetNote, binary.BigEndian.AppendUint64(nil, next)); err != nil {
		return nil, fmt.Errorf("keep the clock's offset: %w", err)
	}
	s.offset = next
	return s.commitLocked() // syncs the offset too
}

// maxReorg bounds a reorg: no deeper than the pool takes transactions back from.
const maxReorg = 60

// reorg replaces the newest blocks by empty ones and adds one more. What they held goes back to the pool.
func (s *sealer) reorg(blocks uint64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	bc := s.eth.BlockChain()
	head := bc.CurrentBlock()
	if number := head.Number.Uint64(); blocks == 0 || blocks > maxReorg || blocks > number {
		return fmt.Errorf("replace %d blocks of %d: want 1 to %d", blocks, number, maxReorg)
	}
	parent := bc.GetHeaderByNumber(head.Number.Uint64() - blocks)
	for range blocks + 1 {
		block, err := s.build(parent)
		if err != nil {
			return err
		}
		if _, err := bc.InsertBlockWithoutSetHead(context.Background(), block, false); err != nil {
			return fmt.Errorf("insert block %d: %w", block.NumberU64(), err)
		}
		parent = block.Header()
	}
	hash := parent.Hash()
	if err := errors.Join(s.db.Put(headNote, hash[:]), s.db.SyncKeyValue()); err != nil {
		return fmt.Errorf("sync block %d to disk: %w", parent.Number, err)
	}
	if _, err := bc.SetCanonical(bc.GetBlockByHash(hash)); err != nil {
		return fmt.Errorf("make block %d the head: %w", parent.Number, err)
	}
	return nil
}
