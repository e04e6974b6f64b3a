package node

import (
	"context"
	"encoding/binary"
	"fmt"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/trace"
)

// nonce derives the index-th nonce of a channel from the provider's secret.
func (p *Provider) nonce(id job.Hash, index uint32) job.Hash {
	return job.Keccak([]byte("assay.nonce.secret.v1"), p.secret[:], id[:], binary.BigEndian.AppendUint32(nil, index))
}

// nonceWindow bounds how far the nonces of a channel may be spread: so many may be handed out past the highest one used,
// and an order may be so far behind it. It bounds the search for a commitment and what strangers, who may ask for
// batches too, can use up. A run of so many refused orders without one that is served is no honest buyer's.
const nonceWindow = 4096

// opens finds the nonce of a commitment that was issued for a channel, and its index. Orders use commitments nearly in
// turn, so the search begins at the next one.
func (p *Provider) opens(b sellerBook, commitment job.Hash) (nonce job.Hash, index uint32, ok bool) {
	for i := b.Next; i < b.Issued; i++ {
		if n := p.nonce(b.ID, i); job.Commit(n) == commitment {
			return n, i, true
		}
	}
	for i := b.Next; i > 0 && b.Next-i < nonceWindow; i-- {
		if n := p.nonce(b.ID, i-1); job.Commit(n) == commitment {
			return n, i - 1, true
		}
	}
	return job.Hash{}, 0, false
}

// Opening returns the nonce behind a commitment that this provider issued for a channel.
func (p *Provider) Opening(id, commitment job.Hash) (job.Hash, bool) {
	ch, ok := p.channel(id)
	if !ok {
		return job.Hash{}, false
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	n, _, ok := p.opens(ch.book, commitment)
	return n, ok
}

// Nonces returns the batch of nonce commitments that starts at first, a multiple of the batch size. At most one batch
// past the last issued one is handed out, and none while nonceWindow of them are unused.
func (p *Provider) Nonces(ctx context.Context, id job.Hash, first uint32) (job.NonceOffer, error) {
	ch, err := p.open(id)
	if err != nil {
		return job.NonceOffer{}, err
	}
	ch.mu.Lock()
	defer ch.mu.Unlock()
	if first%job.NonceBatchSize != 0 || first > ch.book.Issued || first > 1<<30 {
		return job.NonceOffer{}, job.Faultf(job.FaultInvalid, "nonce_range", "nonces start at a multiple of %d, at most %d", job.NonceBatchSize, ch.book.Issued)
	}
	if first == ch.book.Issued && first >= ch.book.Next+nonceWindow {
		return job.NonceOffer{}, job.Faultf(job.FaultConflict, "nonces_unused", "%d nonces of this channel are handed out and not used: use them, or open another channel", first-ch.book.Next)
	}
	offer := job.NonceOffer{Batch: job.NonceBatch{Channel: id, First: first}}
	leaves := make([][]byte, job.NonceBatchSize)
	for i := range leaves {
		c := job.Commit(p.nonce(id, first+uint32(i)))
		offer.Commitments = append(offer.Commitments, c)
		leaves[i] = c[:]
	}
	if offer.Batch.Root, err = trace.Root(trace.Nonces, leaves); err != nil {
		return job.NonceOffer{}, err
	}
	if offer.Signature, err = p.key.Sign(offer.Batch.Digest(p.assay())); err != nil {
		return job.NonceOffer{}, fmt.Errorf("sign nonce batch: %w", err)
	}
	if first == ch.book.Issued {
		b := ch.book
		b.Issued += job.NonceBatchSize
		if err := p.keep(ctx, entry{kindSelling, id.String(), b}); err != nil {
			return job.NonceOffer{}, err
		}
		ch.take(b)
		p.reach("provider:nonces-kept")
	}
	return offer, nil
}
