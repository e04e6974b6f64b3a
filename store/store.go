// Package store keeps what must survive a crash: the current value of every named thing, and the append-only,
// hash-chained journal of every change that led there. It is one SQLite file, held by one process at a time.
//
// A caller writes first and acts second: when Put returns, the change is on disk, all of it, and a kill at any moment
// leaves either all of a Put or nothing of it.
//
// The package must not know what the bodies mean: no money, no messages, no phases. It imports job for the one type that
// crosses the port.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/assay-network/assay/job"
)

// Bounds on what one call may hold. They keep one bad caller from filling memory; nothing real comes near them.
const (
	MaxKind  = 64       // bytes of Record.Kind, at least 1
	MaxKey   = 256      // bytes of Record.Key, at least 1
	MaxBody  = 4 << 20  // bytes of Record.Body
	MaxBatch = 1024     // records in one Put
	MaxBytes = 16 << 20 // bytes of all bodies in one Put
	MaxLimit = 1000     // the largest page that List and Journal give
)

// The errors that callers branch on. Each is wrapped with what happened and what to do next.
var (
	ErrBounds   = errors.New("out of bounds")           // a kind, key, body or batch is empty or too large
	ErrInUse    = errors.New("store is in use")         // another process has the file open
	ErrFull     = errors.New("disk is full")            // nothing of this Put was written; later ones may succeed
	ErrReadOnly = errors.New("store cannot be written") // permissions
	ErrCorrupt  = errors.New("store is damaged")        // not a store, or its pages do not hold together
	ErrNewer    = errors.New("store is from a newer version")
	ErrTampered = errors.New("journal does not add up") // VerifyJournal found a change that no Put made
	ErrClosed   = errors.New("store is closed")         // after Close
	ErrFailed   = errors.New("store has failed")        // a write ended in an unknown state: open it again to see which
)

// Store is an open store. It is safe for concurrent use; calls take turns.
type Store struct {
	db   *sql.DB
	conn *sql.Conn // the only connection: SQLite allows one writer anyway, and the lock belongs to it
	turn chan struct{}
	now  func() time.Time

	// Held by whoever has the turn.
	closed bool
	failed error
	stmts  statements

	closing sync.Once
	ended   error
}

// Open opens the store in the file path, and creates it, and its directory, when there is none. It takes an exclusive
// lock that ends with Close or with the process: a second Open, here or elsewhere, gets ErrInUse at once. Other errors:
// ErrReadOnly, ErrFull, ErrCorrupt, ErrNewer.
func Open(path string) (*Store, error) {
	s, err := open(path)
	if err != nil {
		return nil, fmt.Errorf("open store %s: %w", path, err)
	}
	return s, nil
}

func open(path string) (*Store, error) {
	abs, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if err := prepare(abs); err != nil {
		return nil, err
	}
	// As a URL, so that a path may hold any character.
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: abs}).String())
	if err != nil {
		return nil, classify(err)
	}
	s := &Store{db: db, turn: make(chan struct{}, 1), now: time.Now}
	if err := s.start(context.Background()); err != nil {
		s.shut()
		return nil, classify(err)
	}
	// SQLite synced the file; the directory entry of a new one is synced here.
	if err := syncDir(filepath.Dir(abs)); err != nil {
		s.shut()
		return nil, err
	}
	return s, nil
}

// prepare makes the directory and an empty file that only the owner can read: the journal holds signed messages that
// are worth money. It never opens an existing file, since closing it again would drop the locks of a Store that this
// process already has on it (POSIX locks belong to the process).
func prepare(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("%w: %w: choose a directory you can write to", ErrReadOnly, err)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	switch {
	case errors.Is(err, os.ErrExist):
		return nil
	case errors.Is(err, os.ErrPermission):
		return fmt.Errorf("%w: %w: give this user the right to write there, or choose another directory", ErrReadOnly, err)
	case err != nil:
		return classify(err)
	}
	return f.Close()
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

func (s *Store) start(ctx context.Context) error {
	s.db.SetMaxOpenConns(1)
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	s.conn = conn
	for _, pragma := range []string{
		"PRAGMA busy_timeout = 0",         // a second process is told at once
		"PRAGMA locking_mode = EXCLUSIVE", // before the first read, so that the lock is never given up
	} {
		if _, err := conn.ExecContext(ctx, pragma); err != nil {
			return err
		}
	}
	if _, err := schemaVersion(ctx, conn); err != nil { // before the next line changes a file that is not ours
		return err
	}
	for _, pragma := range []string{
		"PRAGMA journal_mode = WAL",            // one sync a transaction
		"PRAGMA synchronous = FULL",            // and that sync before Put returns
		"PRAGMA fullfsync = ON",                // also on systems whose fsync does not reach the disk
		"PRAGMA checkpoint_fullfsync = ON",     //
		"PRAGMA journal_size_limit = 67108864", // bytes kept for the write-ahead log between checkpoints
		"PRAGMA trusted_schema = OFF",          // the file may come from elsewhere
		"PRAGMA cell_size_check = ON",
	} {
		if _, err := conn.ExecContext(ctx, pragma); err != nil {
			return err
		}
	}
	if err := migrate(ctx, conn); err != nil {
		return err
	}
	return s.stmts.prepare(ctx, conn)
}

// take waits for the turn. What it returns gives the turn back.
func (s *Store) take(ctx context.Context) (release func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	switch {
	case s.closed:
		err = ErrClosed
	case s.failed != nil:
		err = s.failed
	}
	if err != nil {
		<-s.turn
		return nil, err
	}
	return func() { <-s.turn }, nil
}

// Put makes recs the current values of what they name, in one transaction, and appends each to the journal, in order. A
// record with an empty body deletes. When Put returns nil the change is on disk. On an error nothing has changed, but
// for ErrFailed, after which nobody knows until the store is opened again. A context that ends while Put waits for its
// turn stops it; once begun, it ends on its own. Other errors: ErrBounds, ErrFull, ErrClosed.
func (s *Store) Put(ctx context.Context, recs ...job.Record) error {
	if len(recs) == 0 {
		return nil
	}
	if err := checkBatch(recs); err != nil {
		return fmt.Errorf("put: %w", err)
	}
	release, err := s.take(ctx)
	if err != nil {
		return fmt.Errorf("put: %w", err)
	}
	defer release()
	// An interrupted commit would leave the caller without an answer, so from here on the context does not count.
	if err := s.put(context.WithoutCancel(ctx), recs); err != nil {
		return fmt.Errorf("put %s %s: %w", recs[0].Kind, recs[0].Key, err)
	}
	return nil
}

func (s *Store) put(ctx context.Context, recs []job.Record) error {
	if _, err := s.stmts.begin.ExecContext(ctx); err != nil {
		return classify(err)
	}
	err := s.write(ctx, recs)
	if err == nil {
		_, err = s.stmts.commit.ExecContext(ctx)
	}
	if err == nil {
		return nil
	}
	err = classify(err)
	// SQLite rolls back by itself on some errors, so only the state of the connection tells whether this worked.
	_, undo := s.stmts.rollback.ExecContext(ctx)
	if unsure(err) || (undo != nil && !s.idle(ctx)) {
		s.failed = fmt.Errorf("%w: %w: stop, see that the disk is healthy, and start again", ErrFailed, err)
		return s.failed
	}
	return err
}

// idle reports whether no transaction is open, by opening an empty one.
func (s *Store) idle(ctx context.Context) bool {
	if _, err := s.stmts.begin.ExecContext(ctx); err != nil {
		return false
	}
	_, err := s.stmts.rollback.ExecContext(ctx)
	return err == nil
}

func (s *Store) write(ctx context.Context, recs []job.Record) error {
	seq, chain, err := s.head(ctx)
	if err != nil {
		return err
	}
	for _, r := range recs {
		e := Entry{Seq: seq + 1, Time: s.now().UnixMilli(), Record: r}
		e.Chain = e.link(chain)
		if _, err := s.stmts.append.ExecContext(ctx, e.Seq, e.Time, r.Kind, r.Key, blob(r.Body), e.Chain[:]); err != nil {
			return err
		}
		if len(r.Body) == 0 {
			_, err = s.stmts.remove.ExecContext(ctx, r.Kind, r.Key)
		} else {
			_, err = s.stmts.point.ExecContext(ctx, r.Kind, r.Key, e.Seq)
		}
		if err != nil {
			return err
		}
		seq, chain = e.Seq, e.Chain
	}
	return nil
}

// blob keeps an empty body from becoming NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

func checkBatch(recs []job.Record) error {
	if len(recs) > MaxBatch {
		return fmt.Errorf("%w: %d records at once, at most %d: split them, if they need not be written together", ErrBounds, len(recs), MaxBatch)
	}
	total := 0
	for _, r := range recs {
		if err := checkName(r.Kind, r.Key); err != nil {
			return err
		}
		if len(r.Body) > MaxBody {
			return fmt.Errorf("%w: %s %s has %d bytes, at most %d", ErrBounds, r.Kind, r.Key, len(r.Body), MaxBody)
		}
		total += len(r.Body)
	}
	if total > MaxBytes {
		return fmt.Errorf("%w: %d bytes at once, at most %d", ErrBounds, total, MaxBytes)
	}
	return nil
}

func checkName(kind, key string) error {
	if err := checkText("kind", kind, MaxKind); err != nil {
		return err
	}
	return checkText("key", key, MaxKey)
}

// checkText refuses what would not come back from SQLite as it went in: text ends at a NUL for some of its functions,
// and other bytes than UTF-8 have no order.
func checkText(what, s string, most int) error {
	if len(s) == 0 || len(s) > most {
		return fmt.Errorf("%w: %s of %d bytes, want 1 to %d", ErrBounds, what, len(s), most)
	}
	if !utf8.ValidString(s) {
		return fmt.Errorf("%w: %s %q is not UTF-8", ErrBounds, what, s)
	}
	for i := range len(s) {
		if s[i] == 0 {
			return fmt.Errorf("%w: %s %q holds a zero byte", ErrBounds, what, s)
		}
	}
	return nil
}

// Find returns the current value of what kind and key name, and whether there is one. Errors: ErrBounds, ErrCorrupt,
// ErrClosed, ErrFailed.
func (s *Store) Find(ctx context.Context, kind, key string) ([]byte, bool, error) {
	if err := checkName(kind, key); err != nil {
		return nil, false, fmt.Errorf("find: %w", err)
	}
	release, err := s.take(ctx)
	if err != nil {
		return nil, false, fmt.Errorf("find %s %s: %w", kind, key, err)
	}
	defer release()
	var body []byte
	err = s.stmts.find.QueryRowContext(ctx, kind, key).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("find %s %s: %w", kind, key, classify(err))
	}
	return body, true, nil
}

// List returns the current values of a kind whose key comes after afterKey ("" for the first page), in the byte order
// of keys: limit of them (MaxLimit when limit is zero), or fewer at the end. It never holds back what fits the limit, so
// a page that is not full is the last. Errors: as Find, and ErrBounds for a limit that is negative or above MaxLimit.
func (s *Store) List(ctx context.Context, kind, afterKey string, limit int) ([]job.Record, error) {
	if err := checkText("kind", kind, MaxKind); err != nil {
		return nil, fmt.Errorf("list: %w", err)
	}
	if len(afterKey) > MaxKey {
		return nil, fmt.Errorf("list: %w: key of %d bytes, at most %d", ErrBounds, len(afterKey), MaxKey)
	}
	limit, err := checkLimit(limit)
	if err != nil {
		return nil, fmt.Errorf("list: %w", err)
	}
	release, err := s.take(ctx)
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", kind, err)
	}
	defer release()
	rows, err := s.stmts.list.QueryContext(ctx, kind, afterKey, limit)
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", kind, classify(err))
	}
	defer rows.Close()
	var out []job.Record
	for rows.Next() {
		r := job.Record{Kind: kind}
		if err := rows.Scan(&r.Key, &r.Body); err != nil {
			return nil, fmt.Errorf("list %s: %w", kind, classify(err))
		}
		out = append(out, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("list %s: %w", kind, classify(err))
	}
	return out, nil
}

func checkLimit(limit int) (int, error) {
	if limit < 0 || limit > MaxLimit {
		return 0, fmt.Errorf("%w: a page of %d, at most %d", ErrBounds, limit, MaxLimit)
	}
	if limit == 0 {
		limit = MaxLimit
	}
	return limit, nil
}

// Close waits for the call in progress, gives up the lock and closes the file. Everything after it gets ErrClosed;
// closing again changes nothing.
func (s *Store) Close() error {
	s.closing.Do(func() {
		s.turn <- struct{}{}
		s.closed = true
		s.ended = s.shut()
		<-s.turn
	})
	return s.ended
}

func (s *Store) shut() error {
	err := s.stmts.close()
	if s.conn != nil {
		err = errors.Join(err, s.conn.Close())
	}
	if err = errors.Join(err, s.db.Close()); err != nil {
		return fmt.Errorf("close store: %w", classify(err))
	}
	return nil
}
