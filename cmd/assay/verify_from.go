package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/assay-network/assay/job"
	"github.com/assay-network/assay/verify"
	"github.com/assay-network/assay/wire"
)

// maxOpeningBytes bounds an opening that a provider sends.
const maxOpeningBytes = 2 << 30

// fetch lets the provider at f.from name its cache, draws positions, and lets it open them. The opening is in a file that the caller removes.
func (f lightFiles) fetch(ctx context.Context, cfg config, b job.Bundle) (q verify.LightQuestion, path string, err error) {
	keys, err := openKeys(cfg.Data)
	if err != nil {
		return q, "", err
	}
	session, err := keys.Unlock(sessionKey)
	if err != nil {
		return q, "", fmt.Errorf("the provider opens an answer to who bought it: name the buyer's data directory with --data: %w", err)
	}
	if at := session.Address(); at != b.Channel.PayerAuthorizer {
		return q, "", fmt.Errorf("the answer was bought with the session key %s, and the one in %s is %s: name the buyer's data directory with --data", b.Channel.PayerAuthorizer, cfg.Data, at)
	}
	// The address is its user's own word, not a stranger's.
	peer, err := wire.DialPeer(f.from, wire.PeerOptions{AllowPrivate: true, CallTime: 10 * time.Minute})
	if err != nil {
		return q, "", err
	}
	defer peer.Hangup()
	ask := func(positions []int) (job.LightAsk, error) {
		a := job.LightAsk{Request: requestID(b), Cache: q.Cache, Positions: []uint32{}, Time: uint64(time.Now().Unix())}
		for _, p := range positions {
			a.Positions = append(a.Positions, uint32(p))
		}
		var err error
		a.Signature, err = session.Sign(a.Digest(job.AssayDomain(b.ChainID, b.Referee)))
		return a, err
	}
	first, err := ask(nil)
	if err != nil {
		return q, "", err
	}
	root, err := peer.LightCache(ctx, first)
	if err != nil {
		return q, "", err
	}
	var seed [32]byte
	_, _ = rand.Read(seed[:]) // never fails (crypto/rand)
	if q, err = verify.NewLightQuestion(b, root, seed, f.anywhere, f.answer); err != nil {
		return q, "", err
	}
	if len(q.Positions) > job.MaxLightPositions {
		return q, "", &usageError{fmt.Errorf("%d positions: a provider opens at most %d of an answer", len(q.Positions), job.MaxLightPositions)}
	}
	second, err := ask(q.Positions)
	if err != nil {
		return q, "", err
	}
	file, err := os.CreateTemp("", "assay-opening-*")
	if err != nil {
		return q, "", err
	}
	_, err = peer.LightOpening(ctx, second, io.Writer(file), maxOpeningBytes)
	if err = errors.Join(err, file.Close()); err != nil {
		return q, "", errors.Join(err, os.Remove(file.Name()))
	}
	return q, file.Name(), nil
}
