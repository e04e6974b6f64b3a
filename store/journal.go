package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/assay-network/assay/job"
)

// Entry is one line of the journal: one record of one Put.
type Entry struct {
	Seq    int64      `json:"seq"`  // 1, 2, 3, without gaps
	Time   int64      `json:"time"` // unix milliseconds, by this machine's clock; it may step back
	Record job.Record `json:"record"`
	Chain  job.Hash   `json:"chain"` // ties this entry to all before it
}

// genesis stands before the first entry.
var genesis = job.Hash(sha256.Sum256([]byte("assay.journal.v1")))

// link returns the chain value of e after prev:
//
//	sha256( prev      32 bytes
//	        seq        8 bytes, big-endian
//	        time       8 bytes, big-endian
//	        len(kind)  4 bytes, big-endian,  kind
//	        len(key)   4 bytes, big-endian,  key
//	        len(body)  4 bytes, big-endian,  body )
//
// The lengths make the encoding of an entry unique, so that no two entries share a hash by where their fields end.
func (e Entry) link(prev job.Hash) job.Hash {
	h := sha256.New()
	h.Write(prev[:])
	var head [16]byte
	binary.BigEndian.PutUint64(head[:8], uint64(e.Seq))
	binary.BigEndian.PutUint64(head[8:], uint64(e.Time))
	h.Write(head[:])
	for _, field := range [][]byte{[]byte(e.Record.Kind), []byte(e.Record.Key), e.Record.Body} {
		var n [4]byte
		binary.BigEndian.PutUint32(n[:], uint32(len(field)))
		h.Write(n[:])
		h.Write(field)
	}
	return job.Hash(h.Sum(nil))
}

// head returns the number and chain value of the newest entry, 0 and genesis when there is none. The caller has the turn.
func (s *Store) head(ctx context.Context) (int64, job.Hash, error) {
	var seq int64
	var chain []byte
	err := s.stmts.head.QueryRowContext(ctx).Scan(&seq, &chain)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, genesis, nil
	}
	if err != nil {
		return 0, job.Hash{}, err
	}
	if len(chain) != len(genesis) || seq < 1 {
		return 0, job.Hash{}, fmt.Errorf("%w: entry %d has a chain value of %d bytes", ErrTampered, seq, len(chain))
	}
	return seq, job.Hash(chain), nil
}

// Journal returns the entries after the one numbered after (0 for the first page), oldest first: limit of them (MaxLimit
// when limit is zero), or fewer at the end. It does not check the chain: see VerifyJournal. Errors: ErrBounds, ErrCorrupt,
// ErrTampered (a chain value that is none), ErrClosed, ErrFailed.
func (s *Store) Journal(ctx context.Context, after int64, limit int) ([]Entry, error) {
	limit, err := checkLimit(limit)
	if err != nil {
		return nil, fmt.Errorf("read journal: %w", err)
	}
	release, err := s.take(ctx)
	if err != nil {
		return nil, fmt.Errorf("read journal: %w", err)
	}
	defer release()
	return s.page(ctx, after, limit, math.MaxInt)
}

// page reads up to limit entries, and stops early once their bodies pass maxBytes.
func (s *Store) page(ctx context.Context, after int64, limit, maxBytes int) ([]Entry, error) {
	rows, err := s.stmts.entries.QueryContext(ctx, after, limit)
	if err != nil {
		return nil, fmt.Errorf("read journal: %w", classify(err))
	}
	defer rows.Close()
	var out []Entry
	for total := 0; total < maxBytes && rows.Next(); {
		var e Entry
		var chain []byte
		if err := rows.Scan(&e.Seq, &e.Time, &e.Record.Kind, &e.Record.Key, &e.Record.Body, &chain); err != nil {
			return nil, fmt.Errorf("read journal: %w", classify(err))
		}
		if len(chain) != len(e.Chain) {
			return nil, fmt.Errorf("%w: entry %d has a chain value of %d bytes", ErrTampered, e.Seq, len(chain))
		}
		e.Chain = job.Hash(chain)
		out = append(out, e)
		total += len(e.Record.Body)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read journal: %w", classify(err))
	}
	return out, nil
}

// VerifyJournal recomputes the whole chain and checks that the current values are what the journal leads to. It returns
// nil, or ErrTampered naming the first entry or record that no Put can have written. Others may write meanwhile.
//
// A chain proves order and completeness only against somebody who cannot recompute it. Whoever can write the file can
// write a whole new one, or put back an old copy; to notice that, keep the chain value of a late entry elsewhere.
func (s *Store) VerifyJournal(ctx context.Context) error {
	v := verifier{prev: genesis, missing: map[[2]string]int64{}}
	for {
		done, err := s.verifyPage(ctx, &v)
		if err != nil {
			return fmt.Errorf("verify journal: %w", err)
		}
		if done {
			return nil
		}
	}
}

// verifier is how far VerifyJournal has come.
type verifier struct {
	seq     int64
	prev    job.Hash
	missing map[[2]string]int64 // kind and key set at this entry, but not current: a deletion must follow
}

func (s *Store) verifyPage(ctx context.Context, v *verifier) (done bool, err error) {
	release, err := s.take(ctx)
	if err != nil {
		return false, err
	}
	defer release()
	entries, err := s.page(ctx, v.seq, 256, MaxBytes)
	if err != nil {
		return false, err
	}
	for _, e := range entries {
		if err := s.verifyEntry(ctx, v, e); err != nil {
			return false, err
		}
	}
	if len(entries) > 0 {
		return false, nil
	}
	// Nothing was written since the last page, so now both tables must agree.
	for name, seq := range v.missing {
		return false, fmt.Errorf("%w: entry %d sets %s %s, nothing deletes it, yet it has no value", ErrTampered, seq, name[0], name[1])
	}
	return true, s.verifyRecords(ctx)
}

func (s *Store) verifyEntry(ctx context.Context, v *verifier, e Entry) error {
	if e.Seq != v.seq+1 {
		return fmt.Errorf("%w: entry %d is followed by entry %d", ErrTampered, v.seq, e.Seq)
	}
	if want := e.link(v.prev); !bytes.Equal(want[:], e.Chain[:]) {
		return fmt.Errorf("%w: entry %d (%s %s) was changed, or one before it", ErrTampered, e.Seq, e.Record.Kind, e.Record.Key)
	}
	v.seq, v.prev = e.Seq, e.Chain
	name := [2]string{e.Record.Kind, e.Record.Key}
	var current int64
	err := s.stmts.current.QueryRowContext(ctx, e.Record.Kind, e.Record.Key).Scan(&current)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		if len(e.Record.Body) == 0 {
			delete(v.missing, name)
		} else {
			v.missing[name] = e.Seq
		}
	case err != nil:
		return classify(err)
	case current < e.Seq:
		return fmt.Errorf("%w: %s %s has the value of entry %d, but entry %d came later", ErrTampered, e.Record.Kind, e.Record.Key, current, e.Seq)
	default:
		delete(v.missing, name) // set again since the pages in which it was missing
	}
	return nil
}

// verifyRecords checks that every current value points at an entry that sets it.
func (s *Store) verifyRecords(ctx context.Context) error {
	var kind, key string
	var seq int64
	err := s.conn.QueryRowContext(ctx, `SELECT r.kind, r.key, r.seq FROM record r LEFT JOIN journal j ON j.seq = r.seq
		WHERE j.seq IS NULL OR j.kind <> r.kind OR j.key <> r.key OR length(j.body) = 0 LIMIT 1`).Scan(&kind, &key, &seq)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return classify(err)
	}
	return fmt.Errorf("%w: %s %s has the value of entry %d, which does not set it", ErrTampered, kind, key, seq)
}
